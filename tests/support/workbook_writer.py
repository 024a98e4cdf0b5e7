"""Writes an assessment workbook with given rows, in the look that every workbook of bvdocs has."""

from datetime import date
from pathlib import Path

from bvdocs.core import schema
from bvdocs.workbook.writing.formatting import Rows, make_workbook

__all__ = ["Rows", "workbook_file", "write_workbook"]

# No clock: the same rows are the same bytes.
_SAVED = date(2025, 9, 1)


def workbook_file(rows: Rows) -> bytes:
    """Return a workbook of the sheets that every council needs, and of those added ones that have rows."""
    added = {sheet.addition for sheet in schema.SHEETS if rows.get(sheet.name)}
    return make_workbook(rows, _SAVED, schema.sheets_with(added))


def write_workbook(path: Path, rows: Rows) -> None:
    """Write the sheets of the schema with their rows to `path`."""
    path.write_bytes(workbook_file(rows))
