"""What a save has changed: cells and findings, whatever rows were put in between."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bvdocs.commands.preview import Preview, PreviewPage
from bvdocs.core.findings import Finding, Severity
from bvdocs.core.places import CellRef
from bvdocs.desk.news import Change, changed_cells, count_changes, known_after, new_findings, pages_gone_and_new

CELLS = {"Criteria!D2": "Green", "Criteria!D3": "Amber", "Criteria!D10": "Red", "Report!B2": "Testing Council"}


def preview(**pages: Mapping[str, str]) -> Preview:
    return Preview("", "", "", tuple(PreviewPage(file, "", "", cells) for file, cells in pages.items()), (), ())


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        (CELLS, ()),
        ({**CELLS, "Criteria!D3": "Red"}, (Change("Criteria!D3", "Amber", "Red"),)),
        ({**CELLS, "Criteria!D11": "Green"}, (Change("Criteria!D11", "", "Green"),)),
        ({**CELLS, "Report!B2": "Other Council"}, (Change("Report!B2", "Testing Council", "Other Council"),)),
        (
            {"Criteria!D2": "Green", "Criteria!D10": "Red", "Report!B2": "Testing Council"},
            (Change("Criteria!D3", "Amber"),),
        ),
        (
            {"Criteria!D2": "Green", "Criteria!D3": "Red", "Report!B2": "Testing Council"},
            (Change("Criteria!D3", "Amber"),),
        ),
        (
            {
                "Criteria!D2": "Green",
                "Criteria!D3": "Not assessed",
                "Criteria!D4": "Amber",
                "Criteria!D11": "Red",
                "Report!B2": "Testing Council",
            },
            (Change("Criteria!D3", "", "Not assessed"),),
        ),
    ],
)
def test_cells_whose_words_are_others(now: dict[str, str], changed: tuple[Change, ...]) -> None:
    found = changed_cells(preview(overview=CELLS), preview(overview=now))
    assert found == ({"overview": changed} if changed else {})


def test_of_a_page_that_was_not_there_nothing_has_changed() -> None:
    assert changed_cells(None, preview(overview=CELLS)) == {}
    assert changed_cells(preview(overview=CELLS), preview(overview=CELLS, plan=CELLS)) == {}


def finding(cell: str, message: str = "is late", severity: Severity = Severity.WARNING) -> Finding:
    return Finding("W300", severity, CellRef("Actions", cell), message, "")


@pytest.mark.parametrize(
    ("before", "now", "new"),
    [
        ([], [], []),
        ([], [finding("H2")], [finding("H2")]),
        ([finding("H2")], [], []),
        ([finding("H2")], [finding("H2")], []),
        ([finding("H2")], [finding("H3")], []),
        ([finding("H2")], [finding("H2", "is early")], []),
        ([finding("H2")], [finding("H3", "is early")], [finding("H3", "is early")]),
        ([finding("H2")], [finding("H2", "is early"), finding("H3")], [finding("H2", "is early")]),
        ([finding("H2"), finding("H4")], [finding("H5")], []),
        ([finding("H2", severity=Severity.NOTE)], [finding("H3", "is early", Severity.NOTE)], []),
    ],
)
def test_findings_that_are_new(before: list[Finding], now: list[Finding], new: list[Finding]) -> None:
    assert new_findings(before, now) == frozenset(new)


def test_a_finding_that_comes_back_after_an_error_is_not_new() -> None:
    late, error = finding("H2"), finding("H2", "is no date", Severity.ERROR)
    known = frozenset((late,))
    with_error = known_after(known, replace(preview(), findings=(error,)))
    assert new_findings(with_error, [late]) == frozenset()
    without = known_after(known, preview())
    assert new_findings(without, [late]) == {late}


FIRST, SECOND, THIRD = "Staff know their aims.", "Plans are kept up to date.", "Few residents answered."


def page(*sections: tuple[str, tuple[tuple[str, str], ...]], theme: str = "Leadership") -> Preview:
    """A page with a heading of the workbook's, and sections of cells with their words."""
    html = f'<h1>Theme 1: <span data-cell="Themes!B2">{theme}</span></h1>'
    cells = {"Themes!B2": theme}
    for heading, bullets in sections:
        html += f"<h2>{heading}</h2>" + "".join(f'<li data-cell="{cell}">{words}</li>' for cell, words in bullets)
        cells |= dict(bullets)
    return Preview("", "", "", (PreviewPage("theme", "", html, cells),), (), ())


STRENGTHS = ("Strengths", (("Narrative!D2", FIRST), ("Narrative!D3", SECOND)))
WEAK = ("Weaknesses", (("Narrative!D4", THIRD),))
BEFORE = page(STRENGTHS, WEAK)


@pytest.mark.parametrize(
    ("now", "changes"),
    [
        (BEFORE, ()),
        (page(STRENGTHS), (Change("Narrative!D4", THIRD),)),
        (
            page(("Strengths", (("Narrative!D2", FIRST),)), ("Weaknesses", (("Narrative!D3", THIRD),))),
            (Change("Narrative!D3", SECOND),),
        ),
        # The last of one section is the first of the next one: the order on the page is as it was.
        (
            page((STRENGTHS[0], STRENGTHS[1][:1]), ("Weaknesses", STRENGTHS[1][1:] + WEAK[1])),
            (Change("Narrative!D3", SECOND, SECOND, "from 'Strengths' to 'Weaknesses'"),),
        ),
        # The heading of a section without bullets is gone with the last one.
        (
            page(("Strengths", STRENGTHS[1] + WEAK[1])),
            (Change("Narrative!D4", THIRD, THIRD, "from 'Weaknesses' to 'Strengths'"),),
        ),
        (
            page(("Strengths", (("Narrative!D2", SECOND), ("Narrative!D3", FIRST))), WEAK),
            (Change("Narrative!D2", SECOND, SECOND, "to another place"),),
        ),
        (
            page(
                ("Strengths", (("Narrative!D2", FIRST), ("Narrative!D3", "Plans are kept up to date and read."))), WEAK
            ),
            (Change("Narrative!D3", SECOND, "Plans are kept up to date and read."),),
        ),
        # One is put in above, and the one below is reworded: each is told as what it is.
        (
            page(
                (
                    "Strengths",
                    (
                        ("Narrative!D2", "New."),
                        ("Narrative!D3", "Staff know all their aims."),
                        ("Narrative!D4", SECOND),
                    ),
                ),
                ("Weaknesses", (("Narrative!D5", THIRD),)),
            ),
            (Change("Narrative!D2", "", "New."), Change("Narrative!D3", FIRST, "Staff know all their aims.")),
        ),
        # Another name of the theme moves nothing of what is under it.
        (page(STRENGTHS, WEAK, theme="Culture"), (Change("Themes!B2", "Leadership", "Culture"),)),
    ],
)
def test_what_is_taken_away_or_moved_is_told_too(now: Preview, changes: tuple[Change, ...]) -> None:
    found = changed_cells(BEFORE, now).get("theme", ())
    assert sorted(found) == sorted(changes)


def test_a_wording_that_a_cell_has_beside_others_is_told_alone() -> None:
    """A theme without a heading of its own has its name in two places: in its title, and in the heading."""
    title, heading = "Theme 2: Leadership", "What best value looks like in Leadership"
    then = preview(theme={"Themes!B3": title, "Themes!E3": "How it is led"})
    now = preview(theme={"Themes!B3": f"{title}\n{heading}"})
    assert changed_cells(then, now) == {
        "theme": (Change("Themes!B3", "", heading), Change("Themes!E3", "How it is led"))
    }


def test_changes_are_counted() -> None:
    changes = (Change("A!B2", "x", "y"), Change("A!B3", "x"), Change("A!B4", "x"), Change("A!B5", "x", "x", "down"))
    assert count_changes(changes) == "1 changed, 2 taken away, 1 moved"
    assert count_changes([Change("A!B2", "", "x")]) == "1 new"


def test_whole_documents_that_go_and_come_are_told() -> None:
    one, other = (PreviewPage(file, f"Title of {file}", "") for file in ("one", "other"))
    then, now = (Preview("", "", "", (each,), (), ()) for each in (one, other))
    assert pages_gone_and_new(then, now) == (("Title of one",), ("Title of other",))
    assert pages_gone_and_new(None, now) == ((), ())
    assert pages_gone_and_new(then, preview()) == ((), ())
