"""The sheets of a workbook whatever they are called, and their cells as they are seen: for what owners send back."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core.places import CellRef
from bvdocs.core.quoting import one_line
from bvdocs.workbook.reading.cell_faults import cell_text
from bvdocs.workbook.reading.open_file import OpenWorkbook, open_workbook
from bvdocs.workbook.reading.shown_text import NO_LOOK, take_as_shown
from bvdocs.workbook.reading.tables import RawCell


class AnySheet:
    """A sheet: its cells by row and column, both counted from 1."""

    def __init__(self, worksheet: Worksheet, opened: OpenWorkbook) -> None:
        self.title: str = worksheet.title
        self._worksheet = worksheet
        self._uncomputed = opened.uncomputed.get(worksheet.title, set())
        self._looks = take_as_shown(worksheet._cells.values())
        self._places = sorted(worksheet._cells)

    def rows(self) -> Iterator[tuple[int, list[int]]]:
        """Yield the number of each row that holds something, with the numbers of the columns in which it does."""
        for row, places in groupby(self._places, key=lambda place: place[0]):
            yield row, [column for _, column in places]

    def cell(self, row: int, column: int) -> RawCell:
        """Return a cell, which may be blank."""
        cell = self._worksheet.cell(row, column)
        at = cell.coordinate
        return RawCell(cell, CellRef(self.title, at), at in self._uncomputed, look=self._looks.get(at, NO_LOOK))

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows, in whatever kind; '' for nothing."""
        return cell_text(self.cell(row, column))

    def words(self, row: int, column: int) -> str:
        """Return what a cell shows on one line."""
        return one_line(self.text(row, column))

    def comment(self, row: int, column: int) -> str:
        """Return the words of the comment on a cell, on one line; '' if it has none."""
        comment = self._worksheet.cell(row, column).comment
        return one_line(str(comment.text)) if comment else ""


def read_any_sheets(name: str, content: bytes) -> list[AnySheet]:
    """Return every sheet of the workbook whose file has this name and content.

    Raise WorkbookUnreadableError, with what to do, if it is anything but a whole .xlsx workbook.
    """
    opened = open_workbook(Path(name), content, every_sheet=True)
    return [AnySheet(each, opened) for each in opened.book.worksheets]
