"""One fault, one finding: a cell that cannot be read is told, and nothing that would only follow from it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bvdocs.checks import apply_acceptances, run_checks
from bvdocs.checks.registry import mark_confidential
from bvdocs.core.columns import Column, Kind
from bvdocs.core.findings import Finding
from bvdocs.core.schema import REPORT_FIELDS, SHEETS
from bvdocs.workbook.reading.open_file import OpenWorkbook
from bvdocs.workbook.reading.reader import read_opened
from tests.cases.clean_seven_themes import clean_rows
from tests.support.workbook_writer import write_workbook
from tests.support.workbooks import Book, complete_book

# Sheet, row and column number.
Cell = tuple[str, int, int]
Break = Callable[[Any, Cell], None]
# What is no value of its kind. A text, and a name that nothing calls, takes any words.
WRONG: dict[Kind, object] = {
    Kind.WHOLE: "many",
    Kind.THEME: "all of them",
    Kind.DATE: "soon",
    Kind.TIME: "soon",
    Kind.YES_NO: "perhaps",
    Kind.EXEMPT: "perhaps",
    Kind.DUE: "soon",
    Kind.STATUS: "Completed!",
    Kind.PERCENT: "lots",
    Kind.COLOUR: "green",
    Kind.MARK: "far too long",
    Kind.CHOICE: "Completed!",
    Kind.LEVEL: "Turquoise",
    Kind.CODES: "Z999",
}


class Tried:
    """A workbook in memory, of which single cells are changed and put back."""

    def __init__(self, path: Path) -> None:
        self.book = load_workbook(path, rich_text=True)
        self.uncomputed: Any = {}
        self.before = self.findings()

    def findings(self) -> list[Finding]:
        """What reading, checking and accepting finds."""
        reading = read_opened(OpenWorkbook(self.book, self.uncomputed))
        found = [*mark_confidential(reading.findings, reading.assessment), *run_checks(reading.assessment)]
        return list(apply_acceptances(found, reading.assessment).findings)

    def new(self) -> list[str]:
        """The places of what was not found before."""
        known = {str(each) for each in self.before}
        return [str(each.where) for each in self.findings() if str(each) not in known]

    @contextmanager
    def holding(self, cell: Cell, value: Any) -> Iterator[str]:
        """Put a value into a cell for a while, or with `...` a formula never computed; give the cell's place."""
        here = self.book[cell[0]].cell(*cell[1:])
        old = here.value
        here.value = None if value is ... else value
        if value is ...:
            self.uncomputed[cell[0]] = {here.coordinate}
        try:
            yield f"{cell[0]}!{here.coordinate}"
        finally:
            here.value = old
            self.uncomputed.clear()

    def cells(self) -> Iterator[tuple[Cell, Column]]:
        """Every cell of every row that is read, with its column; of the report, its field."""
        fields = {field.name: field for field in REPORT_FIELDS}
        for sheet in SHEETS:
            rows = self.book[sheet.name].max_row if sheet.name in self.book.sheetnames else 0
            for row in range(2, rows + 1):
                field = fields.get(str(self.book[sheet.name].cell(row, 1).value))
                for number, column in enumerate(sheet.columns, 1):
                    if self.book[sheet.name].cell(1, number).value != column.name:
                        continue
                    yield (sheet.name, row, number), field if field and number == 2 else column


def full_book() -> Book:
    """A small workbook that has something in every sheet, optional columns and fields too, and trips no check."""
    book = complete_book()
    book.report += [["Assessed on", date(2025, 9, 1)], ["Author", "Head of Policy"], ["Note", "All of it is made up."]]
    book.report += [["Heatmap columns", 4], ["Common abbreviations", "QZX"]]
    book.narrative[-1][2] = "The CLT meets weekly, and a QZX follows."
    book.actions[0][13] = "no"
    book.actions[0][8] = date(2026, 1, 31)
    weekend = "action L-A1 is due on 31/01/2026, a Saturday."
    book.accepted.append(["N355", "Actions!I2", weekend, "It is the day.", "Clerk", date(2026, 1, 1)])
    return book


@pytest.fixture
def tried(tmp_path: Path) -> Tried:
    found = Tried(full_book().write(tmp_path))
    assert found.before == []
    return found


def sweep(tried: Tried, value: Callable[[Column], object], every: int = 1) -> int:
    """Put a value into each cell in turn, or into every so many; return into how many. Each makes one finding."""
    cells = list(tried.cells())[::every]
    for cell, column in cells:
        with tried.holding(cell, value(column)) as place:
            assert tried.new() == [place], (place, value(column))
    return len(cells)


@pytest.mark.slow
@pytest.mark.parametrize("value", ["#REF!", ...], ids=["error value", "formula never computed"])
def test_a_cell_that_cannot_be_read_is_the_one_finding(tried: Tried, value: object) -> None:
    assert sweep(tried, lambda _: value) > 100


@pytest.mark.slow
def test_a_value_of_a_wrong_kind_is_the_one_finding(tried: Tried) -> None:
    number = 0
    for cell, column in tried.cells():
        if column.kind in WRONG and column.name != "Common abbreviations":
            number += 1
            with tried.holding(cell, WRONG[column.kind]) as place:
                assert tried.new() == [place], place
    assert number > 40


def test_two_cells_that_cannot_be_read_are_two_findings(tried: Tried) -> None:
    for (one, _), (other, _) in pairwise(list(tried.cells())[::7]):
        with tried.holding(one, "#REF!") as first, tried.holding(other, "#REF!") as second:
            assert sorted(tried.new()) == sorted({first, second})


@pytest.mark.slow
def test_a_column_that_cannot_be_read_is_told_at_its_cells_alone(tried: Tried) -> None:
    for sheet in SHEETS[1:]:
        rows = range(2, tried.book[sheet.name].max_row + 1) if sheet.name in tried.book.sheetnames else ()
        for column in range(1, len(sheet.columns) + 1):
            cells = [tried.book[sheet.name].cell(row, column) for row in rows]
            old = [cell.value for cell in cells]
            for cell in cells:
                cell.value = "#REF!"
            assert tried.new() == [f"{sheet.name}!{cell.coordinate}" for cell in cells]
            for cell, value in zip(cells, old, strict=True):
                cell.value = value


@pytest.mark.slow
def test_no_cell_of_seven_themes_makes_more_than_its_own_finding(tmp_path: Path) -> None:
    path = tmp_path / "clean.xlsx"
    write_workbook(path, clean_rows())
    assert sweep(Tried(path), lambda _: "#REF!", every=9) > 200


@pytest.mark.slow
@pytest.mark.parametrize(
    "sheet", [sheet for sheet in SHEETS if sheet.name != "Accepted findings"], ids=attrgetter("name")
)
def test_a_misspelt_heading_or_sheet_is_all_that_is_said(tried: Tried, sheet: Any) -> None:
    worksheet = tried.book[sheet.name]
    for number, column in enumerate(sheet.columns, 1):
        with tried.holding((sheet.name, 1, number), f"{column.name}z"):
            assert len(tried.new()) == 1, (sheet.name, column.name, tried.new())
    worksheet.title = f"{sheet.name}z"
    assert tried.new() == [sheet.name]


def test_an_exempt_cell_that_cannot_be_read_makes_its_row_confidential(tried: Tried) -> None:
    with tried.holding(("Narrative", 2, 6), "#REF!"), tried.holding(("Narrative", 2, 1), "#REF!"):
        assert [each.confidential for each in tried.findings()] == [True, True]
