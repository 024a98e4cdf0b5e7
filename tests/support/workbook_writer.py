"""Writes an assessment workbook with given rows, in the look that every workbook of bvdocs has."""

from datetime import date
from pathlib import Path

from bvdocs.workbook.writing.formatting import Rows, make_workbook

__all__ = ["Rows", "workbook_file", "write_workbook"]

# No clock: the same rows are the same bytes.
_SAVED = date(2025, 9, 1)


def workbook_file(rows: Rows) -> bytes:
    """Return a workbook of the sheets of the schema with their rows."""
    return make_workbook(rows, _SAVED)


def write_workbook(path: Path, rows: Rows) -> None:
    """Write the sheets of the schema with their rows to `path`."""
    path.write_bytes(workbook_file(rows))
