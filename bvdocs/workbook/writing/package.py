"""An openpyxl workbook as the bytes of its file, without any file on the way.

openpyxl writes each sheet to a file in the system's folder for such files first. Where the program is killed meanwhile,
that file stays there, with the exempt rows in it.
"""

import io
from datetime import UTC, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from bvdocs.workbook.writing.cell_looks import FONT_ELEMENTS

# Excel takes openpyxl's own order too; the Open XML SDK does not.
Font.__elements__ = FONT_ELEMENTS


def saved(book: Workbook) -> bytes:
    """Return what the file of the workbook holds."""
    book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    package = io.BytesIO()
    with ZipFile(package, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        _WriterInMemory(book, archive).write_data()
    return package.getvalue()


class _WriterInMemory(ExcelWriter):
    """Writes the parts of a workbook as openpyxl does, but its sheets to memory."""

    _archive: ZipFile

    def write_worksheet(self, ws: Any) -> None:
        """Write a sheet; this is openpyxl's own method, but for where it writes to."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        content = io.BytesIO()
        writer: Any = WorksheetWriter(ws, content)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], content.getvalue())
        self.manifest.append(ws)
