"""Where something stands: a cell, a row of the workbook, a place in a template."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class CellRef(NamedTuple):
    """A place in the workbook: prints as `Criteria!D14`, or as `Criteria` for a whole sheet."""

    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


class TemplatePlace(NamedTuple):
    """A place in a template: prints as `page.html, line 12`, or as `page.html` for the whole file."""

    file: str
    place: str = ""  # 'line 12', or in a Word file 'paragraph 3', 'header, paragraph 3'

    def __str__(self) -> str:
        return f"{self.file}, {self.place}" if self.place else self.file


@dataclass(frozen=True, slots=True)
class Source:
    """The row something was read from, and the letter of each of its columns.

    A column that is declared for the sheet, but that this workbook leaves out, has the letter of the first one.
    `unread` has the names of the columns whose cell in this row could not be read, which is reported: the row holds
    a neutral value there. `no_cell` has those whose value is from no cell of this workbook: it leaves the column
    out, or the archive says what counts.
    """

    sheet: str
    row: int
    letters: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    no_cell: frozenset[str] = frozenset()

    def at(self, column: str) -> CellRef:
        """Return the cell of the named column; raise KeyError if the sheet's declaration has no such column."""
        return CellRef(self.sheet, f"{self.letters[column]}{self.row}")

    def cell_of(self, column: str) -> str:
        """Return the cell that the value in the named column is from, 'Criteria!D14'; '' if it is from none."""
        return "" if column in self.no_cell or column not in self.letters else str(self.at(column))
