"""What a sheet holds that an officer may not know of: hidden rows and columns, and comments."""

from collections.abc import Iterator

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core.model import CellRef
from bvdocs.core.schema import Sheet
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.rules import ReportFinding

_MOST_CELLS_NAMED = 6


def report_hidden_parts(
    sheet: Sheet, worksheet: Worksheet, heading: int, columns: dict[str, int], report: ReportFinding
) -> None:
    """Report what is hidden, and that comments are not printed; `columns` are those that are read, by name."""
    for what, cell in _hidden_parts(worksheet, heading, columns):
        report(
            rules.HIDDEN,
            CellRef(sheet.name, cell),
            f"{what} hidden, and read like any other.",
            "Show what is hidden and see whether it is meant to be published.",
        )
    commented = [cell.coordinate for _, cell in sorted(worksheet._cells.items()) if cell.comment]
    if commented:
        cells = ", ".join(commented[:_MOST_CELLS_NAMED]) + (" and others" if len(commented) > _MOST_CELLS_NAMED else "")
        what = "1 cell has a comment" if len(commented) == 1 else f"{len(commented)} cells have comments"
        report(
            rules.COMMENTS,
            CellRef(sheet.name, commented[0]),
            f"{what}, {cells}; comments are never printed.",
            "Nothing; but delete them before you send the workbook itself to anybody.",
        )


def _hidden_parts(worksheet: Worksheet, heading: int, columns: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Yield each hidden part as the beginning of a sentence, 'row 7 is', with the cell to look at."""
    if worksheet.sheet_state != "visible":
        yield "the sheet is", ""
    last_row = worksheet.max_row
    rows = sorted(at for at, row in worksheet.row_dimensions.items() if row.hidden and heading <= at <= last_row)
    if rows:
        what = f"row {rows[0]} is" if len(rows) == 1 else f"rows {', '.join(map(str, rows))} are"
        yield what, f"A{rows[0]}"
    for group in worksheet.column_dimensions.values():
        if group.hidden:
            # One entry may stand for a run of columns, min to max.
            first, last = group.min or 0, group.max or 0
            for name, column in columns.items():
                if first <= column <= last:
                    letter = get_column_letter(column)
                    yield f"column {letter} ('{name}') is", f"{letter}{heading}"
