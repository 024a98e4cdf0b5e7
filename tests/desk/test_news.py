"""What a save has changed: cells and findings, whatever rows were put in between."""

from collections.abc import Mapping

import pytest

from bvdocs.commands.preview import Preview, PreviewPage
from bvdocs.core.findings import Finding, Severity
from bvdocs.core.model import CellRef
from bvdocs.desk.news import changed_cells, new_and_mended

CELLS = {"Criteria!D2": "Green", "Criteria!D3": "Amber", "Criteria!D10": "Red", "Report!B2": "Testing Council"}


def preview(**pages: Mapping[str, str]) -> Preview:
    return Preview("", "", "", tuple(PreviewPage(file, "", "", cells) for file, cells in pages.items()), (), ())


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        (CELLS, ()),
        ({**CELLS, "Criteria!D3": "Red"}, ("Criteria!D3",)),
        ({**CELLS, "Criteria!D11": "Green"}, ("Criteria!D11",)),
        ({**CELLS, "Report!B2": "Other Council"}, ("Report!B2",)),
        ({"Criteria!D2": "Green", "Criteria!D10": "Red", "Report!B2": "Testing Council"}, ()),
        (
            {
                "Criteria!D2": "Green",
                "Criteria!D3": "Not assessed",
                "Criteria!D4": "Amber",
                "Criteria!D11": "Red",
                "Report!B2": "Testing Council",
            },
            ("Criteria!D3",),
        ),
    ],
)
def test_cells_whose_words_are_others(now: dict[str, str], changed: tuple[str, ...]) -> None:
    found = changed_cells(preview(overview=CELLS), preview(overview=now))
    assert found == ({"overview": changed} if changed else {})


def test_of_a_page_that_was_not_there_nothing_has_changed() -> None:
    assert changed_cells(None, preview(overview=CELLS)) == {}
    assert changed_cells(preview(overview=CELLS), preview(overview=CELLS, plan=CELLS)) == {}


def finding(cell: str, message: str = "is late", severity: Severity = Severity.WARNING) -> Finding:
    return Finding("W300", severity, CellRef("Actions", cell), message, "")


@pytest.mark.parametrize(
    ("before", "now", "new", "mended"),
    [
        ([], [], [], 0),
        ([], [finding("H2")], [finding("H2")], 0),
        ([finding("H2")], [], [], 1),
        ([finding("H2")], [finding("H2")], [], 0),
        ([finding("H2")], [finding("H3")], [], 0),
        ([finding("H2")], [finding("H2", "is early")], [finding("H2", "is early")], 1),
        ([finding("H2"), finding("H4")], [finding("H5")], [], 1),
        ([finding("H2", severity=Severity.NOTE)], [finding("H3", "is early", Severity.NOTE)], [], 0),
    ],
)
def test_findings_that_are_new_and_those_mended(
    before: list[Finding], now: list[Finding], new: list[Finding], mended: int
) -> None:
    assert new_and_mended(before, now) == (frozenset(new), mended)
