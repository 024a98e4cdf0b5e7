"""An import as a user runs it, and what the new workbook holds."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from bvdocs.commands.import_report import ImportOutcome, ImportRequest, import_report
from bvdocs.core.model import Assessment
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.project import tell_nobody

TODAY = date(2026, 1, 5)
ORIGIN = "Imported from"


@dataclass(frozen=True)
class NewBook:
    """A workbook that was made by an import."""

    path: Path
    outcome: ImportOutcome

    @property
    def assessment(self) -> Assessment:
        """What the program's own reader makes of it."""
        return read_workbook(self.path).assessment

    @property
    def map(self) -> dict[str, Any]:
        """The map of the first run."""
        return dict(json.loads(self.path.with_suffix(".map.json").read_text()))

    def rows(self, sheet: str) -> list[dict[str, Any]]:
        """The rows of a sheet by the names of its columns, without blank cells."""
        found = openpyxl.load_workbook(self.path, rich_text=True)[sheet]
        names = [str(cell.value) for cell in found[1]]
        rows = found.iter_rows(min_row=2, values_only=True)
        filled = ({name: value for name, value in zip(names, row, strict=True) if value is not None} for row in rows)
        return [row for row in filled if row]

    def column(self, sheet: str, name: str) -> list[Any]:
        """What the rows of a sheet have in a column."""
        return [row.get(name) for row in self.rows(sheet)]

    def not_placed(self) -> dict[str, str]:
        """Why words were not placed, by the words."""
        return {str(row["Words"]): row["Why"] for row in self.rows("Not placed")}

    def words(self) -> set[str]:
        """Every word of every cell."""
        book = openpyxl.load_workbook(self.path, rich_text=True)
        cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
        return {word for cell in cells if cell is not None for word in str(cell).split()}

    def found(self) -> list[tuple[str, str]]:
        """What reading and checking found, as (code, place)."""
        return [(each.code, str(each.where)) for each in self.outcome.findings]


def import_files(folder: Path, *files: Path, name: str = "new.xlsx", said: Path | None = None) -> NewBook:
    """Import files into a new workbook in the folder, with a map if one is given."""
    out = folder / name
    return NewBook(out, import_report(ImportRequest(files, out, said, TODAY), tell_nobody))


def import_text(folder: Path, text: str, name: str = "report.txt") -> NewBook:
    """Import a text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return import_files(folder, path)
