"""Headings that do not say plainly which column they name: each is told, in every sheet and over every column."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from bvdocs.core.columns import Sheet
from bvdocs.core.schema import ACTIONS, NARRATIVE, SHEETS
from tests.support.workbooks import CODES, READING, Book, complete_book

EVERY_COLUMN = [pytest.param(sheet, at, id=f"{sheet.name}-{column.name}") for sheet in SHEETS
                for at, column in enumerate(sheet.columns, 1)]  # fmt: skip
UNKNOWN = {"#REF!": "E103", "#NAME?": "E103", '="Exempt"': "E102"}


def full_book() -> Book:
    """A workbook with a row in every sheet."""
    accepted = ["W301", None, "Priorities are clear.", "It may stand.", "Head of Policy", dt.date(2026, 1, 1)]
    book = complete_book()
    book.accepted = [list(accepted)]
    return book


def place_of(column: int) -> str:
    """The place of a heading."""
    return f"{get_column_letter(column)}1"


def found(folder: Path, book: Book) -> list[tuple[str, str]]:
    return book.found(folder, READING + CODES)


@pytest.mark.slow
@pytest.mark.parametrize(("sheet", "column"), EVERY_COLUMN)
def test_a_heading_whose_words_are_not_known_stops_the_build(tmp_path: Path, sheet: Sheet, column: int) -> None:
    book = full_book()
    book.edit = lambda workbook: workbook[sheet.name].__setitem__(place_of(column), "#REF!")
    assert ("E103", f"{sheet.name}!{place_of(column)}") in found(tmp_path, book)


@pytest.mark.slow
@pytest.mark.parametrize("heading", UNKNOWN)
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: str(sheet.name))
def test_so_does_one_over_a_column_beside_the_others(tmp_path: Path, sheet: Sheet, heading: str) -> None:
    book = full_book()

    def edit(workbook: Workbook) -> None:
        workbook[sheet.name].cell(1, len(sheet.columns) + 1, heading)
        workbook[sheet.name].cell(2, len(sheet.columns) + 1, "yes")

    book.edit = edit
    assert [code for code, place in found(tmp_path, book) if place.startswith(sheet.name)] == [UNKNOWN[heading]]


def test_an_error_or_a_formula_elsewhere_in_columns_of_their_own_stops_nobody(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        for row, value in enumerate(("Days left", "#N/A", "=H3-TODAY()"), 1):
            workbook["Actions"].cell(row, 15, value)
        workbook["Actions"].insert_rows(1, 2)
        workbook["Actions"]["A1"] = '="Action plan at "&TEXT(TODAY(),"d mmmm")'

    assert found(tmp_path, Book(edit=edit)) == []


@pytest.mark.slow
@pytest.mark.parametrize(("sheet", "column"), EVERY_COLUMN)
def test_a_heading_merged_over_several_columns_is_told(tmp_path: Path, sheet: Sheet, column: int) -> None:
    def edit(workbook: Workbook) -> None:
        workbook[sheet.name].insert_cols(column + 1)
        workbook[sheet.name].merge_cells(f"{place_of(column)}:{place_of(column + 1)}")

    book = full_book()
    book.edit = edit
    assert found(tmp_path, book) == [("W016", f"{sheet.name}!{place_of(column)}")]


EXEMPT_AT = {sheet: [column.name for column in sheet.columns].index("Exempt") + 1 for sheet in (ACTIONS, NARRATIVE)}


@pytest.mark.parametrize(("sheet", "further"), [(ACTIONS, "O"), (NARRATIVE, "G")])
def test_a_mark_in_a_further_column_of_a_merged_heading_stops_the_build(
    tmp_path: Path, sheet: Sheet, further: str
) -> None:
    def edit(workbook: Workbook) -> None:
        worksheet = workbook[sheet.name]
        worksheet.merge_cells(start_row=1, end_row=1, start_column=EXEMPT_AT[sheet], end_column=EXEMPT_AT[sheet] + 1)
        worksheet[f"{further}2"] = "yes"

    (error,) = (each for each in Book(edit=edit).findings(tmp_path, READING) if each.code == "E018")
    assert f"column {further}, also below 'Exempt', is not read, so the row it marks, 2," in error.message


@pytest.mark.parametrize("value", ["no", None, "Other words"])
def test_what_is_no_mark_below_a_merged_heading_of_their_own_stops_nobody(tmp_path: Path, value: str | None) -> None:
    def edit(workbook: Workbook) -> None:
        workbook["Actions"]["O1"] = "Notes"
        workbook["Actions"]["P2"] = value
        workbook["Actions"].merge_cells("O1:P1")

    assert found(tmp_path, Book(edit=edit)) == []


def test_a_mark_below_a_merged_heading_of_their_own_stops_the_build(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        workbook["Actions"]["O1"] = "Part B"
        workbook["Actions"]["P3"] = "yes"
        workbook["Actions"].merge_cells("O1:P1")

    assert found(tmp_path, Book(edit=edit)) == [("E018", "Actions!O1")]


def test_a_heading_merged_with_cells_above_it_names_its_column(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        worksheet = workbook["Actions"]
        worksheet.insert_rows(1)
        for column, name in (("I", "Revised due"), ("N", "Exempt")):
            worksheet[f"{column}1"], worksheet[f"{column}2"] = name, None
            worksheet.merge_cells(f"{column}1:{column}2")
        worksheet["I3"], worksheet["N4"] = dt.date(2026, 3, 31), "yes"

    book = Book(edit=edit)
    first, second = book.read(tmp_path).actions
    assert (first.revised_due, bool(second.exempt)) == (dt.date(2026, 3, 31), True)
    assert [code for code, _ in found(tmp_path, book)] == ["W216"]


@pytest.mark.slow
@pytest.mark.parametrize("heading", ["Part B", "Confidential reason", "Access", "Publish?"])
@pytest.mark.parametrize("value", ['=IF(1=1,"yes","")', "#REF!"])
def test_a_mark_that_is_not_known_stops_the_build(tmp_path: Path, heading: str, value: str) -> None:
    def edit(workbook: Workbook) -> None:
        for row, content in enumerate((heading, value, "yes" if heading == "Publish?" else "no"), 1):
            workbook["Actions"].cell(row, 15, content)

    book = Book(edit=edit)
    (finding,) = book.findings(tmp_path, READING + CODES)
    assert (finding.code, str(finding.where)) == ("E018", "Actions!O1")
    assert "the row it marks, 2," in finding.message


def test_a_mark_that_is_not_known_at_an_exempt_row_stops_nobody(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        workbook["Actions"]["O1"], workbook["Actions"]["O2"], workbook["Actions"]["N2"] = "Part B", "=A1", "yes"

    assert [code for code, _ in found(tmp_path, Book(edit=edit))] == ["W216"]
