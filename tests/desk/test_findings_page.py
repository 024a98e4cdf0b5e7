"""The page of findings: what it says of each, and what it offers."""

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from bvdocs.desk.in_desk_words import in_desk_words
from bvdocs.desk.states import words_of
from tests.support.desk import StillWorkbench, Visitor, still_desk
from tests.support.desk_states import EACH, ERRORS, OF_TEMPLATES, WARNINGS, WITH_WARNINGS


@pytest.fixture(scope="module")
def bench() -> StillWorkbench:
    """What the desk shows."""
    return StillWorkbench(Path("ours.xlsx"))


@pytest.fixture(scope="module")
def desk(bench: StillWorkbench) -> Iterator[Visitor]:
    """A desk on it."""
    with still_desk(bench) as visitor:
        yield visitor


@pytest.fixture(autouse=True)
def _with_warnings(bench: StillWorkbench) -> None:
    bench.shown = WITH_WARNINGS


def test_each_warning_has_what_an_acceptance_quotes(desk: Visitor, bench: StillWorkbench) -> None:
    first = replace(WARNINGS[0], text="All of\nthe <text>")
    bench.shown = replace(WITH_WARNINGS, findings=(first, *WARNINGS[1:], *ERRORS, *OF_TEMPLATES))
    page = desk.page("/findings?kind=all")
    assert page.count("To let it stand") == len(WARNINGS)
    assert "<strong>Accepted findings</strong>" in page
    for words in ("W302", "Themes!E2", "All of the <text>", WARNINGS[1].message):
        assert f">{words}</code>" in unescape(page)


@pytest.mark.parametrize(
    "said",
    [
        "All of the text that it is about, else the finding's own words: as '--annotate' lists it.",
        "If it is back, look at it anew, and copy its Code, Cell and Text from the annotated copy.",
    ],
)
def test_what_an_acceptance_lacks_is_found_on_the_page(said: str) -> None:
    told = in_desk_words(said)
    assert "'To let it stand'" in told
    assert "annotate" not in told


def test_the_words_on_the_first_page_name_the_sheet() -> None:
    assert "'Accepted findings'" in words_of(EACH["warnings"]).next


@pytest.mark.parametrize("state", ["broken", "half-saved", "no workbook"])
def test_of_a_workbook_that_cannot_be_read_nothing_is_said_to_be_in_order(
    desk: Visitor, bench: StillWorkbench, state: str
) -> None:
    bench.shown = EACH[state]
    for path in ("/", "/findings"):
        page = desk.page(path)
        assert "No errors and no warnings" not in page
        assert "Nothing is to be mended" not in page


def test_the_code_of_a_finding_is_explained_once(desk: Visitor) -> None:
    assert desk.page("/findings").count("names its rule") == 1


def test_with_errors_the_first_page_does_not_invite_to_issue(desk: Visitor, bench: StillWorkbench) -> None:
    bench.shown = EACH["errors"]
    assert "Once the errors are put right" in desk.page("/")
