"""What a sheet holds that an officer may not know of: hidden rows and columns, and comments."""

from collections.abc import Iterator, Mapping
from itertools import groupby

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core.columns import Sheet
from bvdocs.core.places import CellRef
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.rules import ReportFinding

_MOST_CELLS_NAMED = 6
# Below these nobody sees a word: in points, and in characters.
_LOWEST_ROW, _NARROWEST_COLUMN = 3, 0.5
SHOW_IT = "Show what is hidden and see whether it is meant to be published."


def report_hidden_parts(
    sheet: Sheet,
    worksheet: Worksheet,
    heading: int,
    columns: Mapping[str, int],
    rows: Mapping[int, bool],
    report: ReportFinding,
) -> None:
    """Report what is hidden, and that comments are not printed.

    `columns` are those that are read, by name; `rows` those that are read, each with whether it may be exempt. What is
    said of exempt rows is said apart.
    """
    for what, cell in (*_hidden_rows(worksheet, heading, rows), *_hidden_columns(worksheet, heading, columns)):
        report(rules.HIDDEN, CellRef(sheet.name, cell), f"{what}, and read like any other.", SHOW_IT)
    commented = [(row, cell.coordinate) for (row, _), cell in sorted(worksheet._cells.items()) if cell.comment]
    for names in _apart(commented, rows):
        what = "1 cell has a comment" if len(names) == 1 else f"{len(names)} cells have comments"
        report(
            rules.COMMENTS,
            CellRef(sheet.name, names[0]),
            f"{what}, {named(names)}; comments are never printed.",
            "Nothing; but delete them before you send the workbook itself to anybody.",
        )


def named(cells: list[str]) -> str:
    """Return the names of the cells as a message gives them: the first few."""
    return ", ".join(cells[:_MOST_CELLS_NAMED]) + (" and others" if len(cells) > _MOST_CELLS_NAMED else "")


def _hidden_rows(worksheet: Worksheet, heading: int, rows: Mapping[int, bool]) -> Iterator[tuple[str, str]]:
    """Yield the beginning of a sentence on hidden rows, 'row 7 is hidden', with the cell to look at."""
    if worksheet.sheet_state != "visible":
        yield "the sheet is hidden", ""
    sizes, last = worksheet.row_dimensions, worksheet.max_row
    usual = worksheet.sheet_format.defaultRowHeight
    hidden = {at: None for at in sorted(sizes) if sizes[at].hidden and heading <= at <= last}
    heights = {at: sizes[at].height if at in sizes and sizes[at].height is not None else usual for at in rows}
    low = sorted(at for at, height in heights.items() if height is not None and height < _LOWEST_ROW)
    for found, how in ((list(hidden), "hidden"), ([at for at in low if at not in hidden], "too low to be seen")):
        for numbers in _apart([(at, str(at)) for at in found], rows):
            what = f"row {numbers[0]} is" if len(numbers) == 1 else f"rows {named(numbers)} are"
            yield f"{what} {how}", f"A{numbers[0]}"


def _apart(found: list[tuple[int, str]], rows: Mapping[int, bool]) -> list[list[str]]:
    """Return what is named at these rows, what may be exempt apart from what is not."""
    in_order = sorted(found, key=lambda each: rows.get(each[0], False))
    return [[name for _, name in some] for _, some in groupby(in_order, lambda each: rows.get(each[0], False))]


def _hidden_columns(worksheet: Worksheet, heading: int, columns: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the beginning of a sentence on each hidden column, with the cell to look at."""
    for group in worksheet.column_dimensions.values():
        if group.hidden or group.width < _NARROWEST_COLUMN:
            how = "hidden" if group.hidden else "too narrow to be seen"
            # One entry may stand for a run of columns, min to max.
            first, last = group.min or 0, group.max or 0
            for name, column in columns.items():
                if first <= column <= last:
                    letter = get_column_letter(column)
                    yield f"column {letter} ('{name}') is {how}", f"{letter}{heading}"
