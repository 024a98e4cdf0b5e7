"""The desk's pages on versions in a browser: valid, nothing for axe-core to find, narrow, live, and without scripts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import pytest

from bvdocs.core.findings import Finding, Severity
from bvdocs.core.places import CellRef
from bvdocs.desk.snapshot import Snapshot
from bvdocs.desk.states import State
from bvdocs.storage.archive.versions import Archive
from tests.gates import browser, page_validator, require
from tests.gates.browser import Scheme, Window
from tests.support.archives import add, edit_manifest, numbers
from tests.support.desk import StillWorkbench, Visitor, still_desk
from tests.support.desk_forms import ended, fields_of, refused
from tests.support.project import TEMPLATES
from tests.support.workbooks import Book

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

_LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
_SLIP = Finding(
    "W386",
    Severity.WARNING,
    CellRef("Report", "B5"),
    "the meeting is before <b>version 1.0</b>.",
    "Correct it.",
)
_WARNING = Finding(
    "W321", Severity.WARNING, CellRef("Narrative", "C11"), f"'{_LONG * 2}' is not explained.", "Spell it."
)
_READY = Snapshot(1, State.WARNINGS, read_at=datetime(2026, 11, 26, 9, 30).astimezone(), findings=(_SLIP, _WARNING))


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """One browser for all tests of this module."""
    require(browser.found(), browser.WHAT)
    with browser.browser() as running:
        yield running


class Desk(NamedTuple):
    """A desk, what it shows, and the paths of its pages, each with the state that it is in."""

    visitor: Visitor
    bench: StillWorkbench
    paths: tuple[str, ...]


@pytest.fixture(scope="module", params=["nothing yet", "versions", "damaged"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk on an archive of each state; every kind of work was done, as far as it can be."""
    folder = tmp_path_factory.mktemp("desk")
    book = Book()
    book.actions[0][4] = f"Fill the posts of {_LONG}."
    bench = StillWorkbench(book.write(folder), TEMPLATES, folder / "out")
    bench.shown = _READY if request.param != "nothing yet" else replace(_READY, state=State.ERRORS)
    if request.param != "nothing yet":
        add(bench.output / "archive", "0.1", "1.0", note=f"As agreed with {_LONG}")
    if request.param == "damaged":
        first = Archive(bench.output / "archive").find("0.1").folder
        edit_manifest(first, lambda record: record.update(issued_by="Somebody else"))
    with still_desk(bench) as visitor:
        yield Desk(visitor, bench, (*_PATHS, *_works(visitor)))


_PATHS = (
    "/make", "/issue", "/issue?final=yes", "/issue?again=yes", "/starter", "/versions", "/verify", "/work/nothing",
    "/versions/compare?older=0.1&newer=1.0", "/versions/compare?older=1.0&newer=workbook",
)  # fmt: skip


def _works(visitor: Visitor) -> Iterator[str]:
    """Yield the path of a piece of work of each kind that has ended, well or not."""
    for path, fields in (
        ("/make", {}),
        ("/starter", {}),
        ("/verify", {"fingerprint": "0" * 64}),
        ("/verify", {"fingerprint": ""}),
        ("/versions/files", {"older": "0.1", "newer": "1.0"}),
        ("/issue", {"by": "Ann Other", "note": f"For {_LONG}", "seen": "1", "expected": "1.1"}),
        ("/issue", {"by": "Ann Other", "seen": "1", "expected": "1.1"}),
        ("/issue", {"by": "Ann Other", "seen": "1", "expected": "2.0", "final": "yes", "meant": "yes"}),
    ):
        answer = visitor.send(path, **{"number": "", **fields})
        if answer.status == 303:
            ended(visitor, answer)
            yield answer.headers["location"]


@contextmanager
def opened(chromium: "Browser", visitor: Visitor, width: int = 1280, **context: Any) -> "Iterator[Page]":
    """A browser that has come in."""
    window = chromium.new_context(viewport={"width": width, "height": 800}, **context)
    try:
        page = window.new_page()
        page.goto(visitor.address)
        yield page
    finally:
        window.close()


def test_every_page_is_valid(desk: Desk, tmp_path: Path) -> None:
    require(page_validator.found(), page_validator.WHAT)
    files = [tmp_path / f"{number}.html" for number in range(len(desk.paths))]
    for file, path in zip(files, desk.paths, strict=True):
        file.write_text(desk.visitor.ask("GET", path).text, encoding="utf-8")
    wrong = desk.visitor.send("/issue", number="", seen="1", expected="1.1", note="x" * 501)
    files.append(tmp_path / "wrong.html")
    files[-1].write_text(refused(desk.visitor, wrong), encoding="utf-8")
    assert page_validator.complaints(files) == []


def test_axe_finds_nothing(chromium: "Browser", desk: Desk) -> None:
    with opened(chromium, desk.visitor) as page:
        for path in desk.paths:
            page.goto(desk.visitor.root + path)
            for scheme in get_args(Scheme):
                page.emulate_media(color_scheme=scheme)
                found = browser.audit(Window(page))
                assert found.violations == (), (path, scheme, list(map(str, found.violations)))
                assert found.undecided == (), (path, scheme, list(map(str, found.undecided)))


def test_every_page_fits_its_window_and_runs_nothing_of_the_workbook_s(chromium: "Browser", desk: Desk) -> None:
    with opened(chromium, desk.visitor) as page:
        faults: list[object] = []
        page.on("pageerror", lambda fault: faults.append(fault))
        for path in desk.paths:
            page.goto(desk.visitor.root + path)
            assert page.locator("main b").count() == 0, path
            for width in (1920, 1280, 768, 320):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
        assert faults == []


def test_every_stop_of_the_tab_key_is_seen_and_every_part_can_be_reached(chromium: "Browser", desk: Desk) -> None:
    with opened(chromium, desk.visitor) as page:
        for path in ("/make", "/issue?final=yes", "/versions", "/verify"):
            page.goto(desk.visitor.root + path)
            for _ in range(60):
                page.keyboard.press("Tab")
                look = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert look == "solid", page.evaluate("document.activeElement.outerHTML")
                if page.evaluate("document.activeElement.textContent.trim()") == "Stop the desk":
                    break
            else:
                raise AssertionError(path)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[tuple[Visitor, Path]]:
    """A desk on a workbook of which no version was issued yet, and its archive."""
    bench = StillWorkbench(Book().write(tmp_path), TEMPLATES, tmp_path / "out")
    bench.shown = replace(_READY, state=State.ALL_WELL, findings=())
    with still_desk(bench) as visitor:
        yield visitor, bench.output / "archive"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_version_is_issued_by_mouse_with_and_without_scripts(
    chromium: "Browser", fresh: tuple[Visitor, Path], scripts: bool
) -> None:
    visitor, archive = fresh
    granted: dict[str, Any] = {"permissions": ["clipboard-read", "clipboard-write"]} if scripts else {}
    with opened(chromium, visitor, java_script_enabled=scripts, **granted) as page:
        page.get_by_role("link", name="Make and issue").first.click()
        page.get_by_role("link", name="Issue a draft: version 0.1").click()
        page.get_by_label("Issued by").fill("Ann Other")
        page.get_by_role("button", name="Issue version 0.1").click()
        assert "Issuing version 0.1" in page.inner_text("h1")
        if scripts:  # the page follows by itself, and says so
            page.locator(".stages li", has_text="Drawing the pictures").wait_for(timeout=60_000)
            page.get_by_role("heading", name="Version 0.1 is issued").wait_for(timeout=60_000)
            assert page.inner_text("#said") == "Issuing version 0.1: done."
        for _ in range(600):
            if scripts or not page.get_by_role("link", name="See how far it is").count():
                break
            page.wait_for_timeout(100)
            page.get_by_role("link", name="See how far it is").click()
        assert numbers(archive) == ["0.1"]
        fingerprint = Archive(archive).find("0.1").fingerprint
        assert page.inner_text("#fingerprint") == fingerprint
        copy = page.get_by_role("button", name="Copy the fingerprint")
        assert copy.count() == int(scripts)
        if scripts:
            copy.click()
            page.locator("#said", has_text="Copied.").wait_for(state="attached")
            assert page.evaluate("navigator.clipboard.readText()") == fingerprint


def test_the_button_goes_while_there_are_errors_and_what_was_entered_stays(chromium: "Browser", tmp_path: Path) -> None:
    bench = StillWorkbench(Book().write(tmp_path), TEMPLATES, tmp_path / "out")
    bench.shown = replace(_READY, findings=(_WARNING,))
    with still_desk(bench) as visitor, opened(chromium, visitor) as page:
        page.goto(visitor.root + "/issue")
        page.get_by_label("Note").fill("For the Chair")
        button = page.get_by_role("button", name="Issue version 0.1")
        assert button.count() == 1
        assert "None of them stops a version" in page.inner_text("main")
        bench.shown = replace(bench.shown, number=2, state=State.ERRORS)
        page.get_by_text("Errors have to be mended first.").wait_for()
        assert "None of them stops a version" not in page.inner_text("main")
        assert button.count() == 0
        bench.shown = replace(_READY, number=3, findings=())
        button.wait_for()
        page.get_by_label("Issued by").fill("Ann Other")
        button.click()
        page.get_by_role("heading", name="No version was issued. Look at this page once more").wait_for()
        assert page.get_by_label("Note").input_value() == "For the Chair"
        page.get_by_role("link", name="Versions").first.click()
        page.go_back()
        assert page.get_by_label("Note").input_value() == "For the Chair"


def test_a_double_click_issues_one_version(chromium: "Browser", fresh: tuple[Visitor, Path]) -> None:
    visitor, archive = fresh
    with opened(chromium, visitor) as page:
        page.goto(visitor.root + "/issue")
        page.get_by_label("Issued by").fill("Ann Other")
        page.get_by_role("button", name="Issue version 0.1").dblclick()
        page.get_by_role("heading", name="Version 0.1 is issued").wait_for(timeout=60_000)
        # What lies behind is asked for anew, and speaks of the version that would be next.
        page.go_back()
        page.get_by_role("button", name="Issue version 0.2").wait_for()
    assert numbers(archive) == ["0.1"]
    assert fields_of(visitor.page("/issue"), "/issue")["expected"] == "0.2"
