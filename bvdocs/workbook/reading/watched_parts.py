"""What openpyxl reads of a workbook, part by part, is told: each may take for ever; `used_cells` tells of sheets."""

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


_excel.read_string_table = _telling("reading the texts of its cells", _excel.read_string_table)
_excel.read_rich_text = _telling("reading the texts of its cells", _excel.read_rich_text)
_excel.apply_stylesheet = _telling("reading its fonts, colours and formats", _excel.apply_stylesheet)
