"""openpyxl's reader of sheets, which says of each that it is being read: one may take for ever."""

from typing import Any

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
import openpyxl.reader.excel

from bvdocs.core.limits import tell_doing

_excel: Any = openpyxl.reader.excel


class _WatchedReader(_excel.WorksheetReader):  # type: ignore[misc]
    def __init__(self, ws: Any, *given: Any) -> None:
        tell_doing(f"reading the sheet {ws.title}")
        super().__init__(ws, *given)


_excel.WorksheetReader = _WatchedReader
