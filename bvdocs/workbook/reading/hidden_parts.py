"""What a sheet holds that its reader does not see, or that is not printed: hidden parts, and comments."""

from collections.abc import Iterator

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core.model import CellRef
from bvdocs.core.schema import Sheet
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.rules import ReportFinding


def report_unseen(
    sheet: Sheet, worksheet: Worksheet, heading: int, columns: dict[str, int], report: ReportFinding
) -> None:
    """Report what is hidden, and that comments are not printed; `columns` are those that are read, by name."""
    _report_hidden(sheet, worksheet, heading, columns, report)
    _report_comments(sheet, worksheet, report)


def _report_comments(sheet: Sheet, worksheet: Worksheet, report: ReportFinding) -> None:
    cells = [cell.coordinate for _, cell in sorted(worksheet._cells.items()) if cell.comment]
    if cells:
        first = ", ".join(cells[:6]) + (" and others" if len(cells) > 6 else "")
        what = "1 cell has a comment" if len(cells) == 1 else f"{len(cells)} cells have comments"
        report(
            rules.COMMENTS.at(
                CellRef(sheet.name, cells[0]),
                f"{what}, {first}; comments are never printed.",
                "Nothing; but delete them before you send the workbook itself to anybody.",
            )
        )


def _report_hidden(
    sheet: Sheet, worksheet: Worksheet, heading: int, columns: dict[str, int], report: ReportFinding
) -> None:
    for what, cell in _hidden_parts(worksheet, heading, columns):
        report(
            rules.HIDDEN.at(
                CellRef(sheet.name, cell),
                f"{what} hidden, and read like any other.",
                "Show what is hidden and see whether it is meant to be published.",
            )
        )


def _hidden_parts(worksheet: Worksheet, heading: int, columns: dict[str, int]) -> Iterator[tuple[str, str]]:
    if worksheet.sheet_state != "visible":
        yield "the sheet is", ""
    rows = sorted(
        number
        for number, row in worksheet.row_dimensions.items()
        if row.hidden and heading <= number <= worksheet.max_row
    )
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
