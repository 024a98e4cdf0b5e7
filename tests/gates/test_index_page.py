"""The page of many councils in a browser: valid, nothing for axe-core to find, usable by keyboard, narrow and large."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bvdocs.core.findings import Finding, Severity
from bvdocs.core.places import CellRef
from bvdocs.render.index_page import make_index_page
from bvdocs.templating.brand_file import read_brand
from bvdocs.view.councils import Council, CouncilState, DocumentName, State, ThemeCounts, build_councils
from tests.gates import browser, page_validator, reader, require
from tests.gates.browser import Scheme
from tests.support.project import TEMPLATES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

LEVELS = ("Dark green", "Light green", "Yellow", "Amber", "Red")
FOUND = (
    Finding("W321", Severity.WARNING, CellRef("Narrative", "C11"), "'CEX' is spelt out nowhere <b>&amp;", "Spell it."),
    Finding("E104", Severity.ERROR, CellRef("Criteria", "D2"), f"'{'Ligth' * 40}' is not a level of the scale.", ""),
)


def states() -> list[CouncilState]:
    """Councils of every state, with names as long as they come."""
    themes = tuple(
        ThemeCounts(number, name, tuple((level, number) for level in LEVELS), 1, 7, 1, 4, 1, 1)
        for number, name in enumerate(("Continuous Improvement", "Partnerships and Community Engagement"), 1)
    )
    council = Council("Testshire County Council", "Self-assessment", "Audit Committee", date(2025, 9, 23))
    long = Council("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 2, "A", "B", date(2024, 9, 23))
    documents = (DocumentName("action-plan", "Action plan"), DocumentName("overview", "Overview"))
    files = tuple(f"{name}.{kind}" for name in ("action-plan", "overview") for kind in ("docx", "pdf", "html"))
    made = [
        CouncilState("a.xlsx", State.MADE, council, "a/current", FOUND[:1], "", documents, files, themes),
        CouncilState("b.xlsx", State.MADE, long, "b/current", (), "", documents[:1], files[:3], themes[:1]),
    ]
    not_made = [
        CouncilState("c.xlsx", State.ERRORS, council, findings=FOUND),
        CouncilState(f"{'d' * 90}.xlsx", State.GIVEN_UP, reason="It needs more than 600 seconds."),
        CouncilState("e.xlsx", State.NOT_REACHED),
    ]
    return made + not_made


@pytest.fixture(scope="module", params=["every state", "none made"])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page."""
    shown = states() if request.param == "every state" else states()[2:]
    path = tmp_path_factory.mktemp("councils") / "index.html"
    path.write_bytes(make_index_page(build_councils(shown), TEMPLATES, read_brand(TEMPLATES)))
    return path


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """One browser for all tests of this module."""
    require(browser.found(), browser.WHAT)
    with browser.browser() as running:
        yield running


def test_the_page_is_valid(page: Path) -> None:
    require(page_validator.found(), page_validator.WHAT)
    # What page headers and footers say (CSS Generated Content for Paged Media), the checker does not know.
    found = [each for each in page_validator.complaints([page]) if "string" not in each.message]
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(chromium: "Browser", page: Path, width: int, scheme: Scheme) -> None:
    with browser.window(chromium, width, scheme) as window:
        window.show(page)
        audit = browser.audit(window)
        assert (audit.violations, audit.undecided) == ((), ())
        assert audit.passed > 20
        assert window.strays == []


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_the_page_fits_its_window(chromium: "Browser", page: Path, width: int) -> None:
    with browser.window(chromium, width) as window:
        window.show(page)
        assert (window.ask(reader.CUT_OFF), window.ask(reader.PROGRAMS)) == ([], [])
        assert window.ask(reader.WIDTH) <= width


def test_what_opens_a_document_stands_in_one_line_where_there_is_room(chromium: "Browser", page: Path) -> None:
    with browser.window(chromium, 1280) as window:
        window.show(page)
        cells = "[...document.querySelectorAll('td.files')]"
        lines = "new Set([...each.querySelectorAll('a')].map(link => link.offsetTop)).size"
        assert window.ask(f"() => {cells}.filter(each => {lines} > 1).length") == 0


def test_the_tab_key_skips_to_the_content_and_shows_where_it_is(chromium: "Browser", page: Path) -> None:
    with browser.window(chromium) as window:
        window.show(page)
        window.ask(reader.REMEMBER_LOOKS)
        stops = []
        window.page.keyboard.press("Tab")
        while stop := window.ask(reader.FOCUSED):
            stops.append(stop)
            window.page.keyboard.press("Tab")
        assert stops[0]["text"].startswith("Skip to")
        assert [stop for stop in stops if not (stop["seen"] and stop["marked"])] == []


def test_every_link_within_the_page_leads_somewhere(chromium: "Browser", page: Path) -> None:
    with browser.window(chromium) as window:
        window.show(page)
        ids = window.ask(reader.IDS)
        links = window.ask(reader.LINKS)
        assert {"#councils", "#documents"} <= set(links)
        assert [each for each in links if each.startswith("#") and each[1:] not in ids] == []
