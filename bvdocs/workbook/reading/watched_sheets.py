"""openpyxl's reading, which says what of a workbook it reads: each part of it may take for ever."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
import openpyxl.reader.excel

from bvdocs.core.limits import tell_doing

_excel: Any = openpyxl.reader.excel


def _telling(words: str, read: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(read)
    def told(*given: Any) -> Any:
        tell_doing(words)
        return read(*given)

    return told


class _WatchedReader(_excel.WorksheetReader):  # type: ignore[misc]
    def __init__(self, ws: Any, *given: Any) -> None:
        tell_doing(f"reading the sheet {ws.title}")
        super().__init__(ws, *given)


_excel.WorksheetReader = _WatchedReader
_excel.read_string_table = _telling("reading the texts of its cells", _excel.read_string_table)
_excel.read_rich_text = _telling("reading the texts of its cells", _excel.read_rich_text)
_excel.apply_stylesheet = _telling("reading its fonts, colours and formats", _excel.apply_stylesheet)
