"""What somebody changed in a file that came back: edits of cells and rows of the workbook that it was made from.

A reader of such files yields these, whatever the file is; `collect` compares them with the workbook as it is now.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bvdocs.core.places import CellRef
from bvdocs.core.values import Value


@dataclass(frozen=True, slots=True)
class CellEdit:
    """Another value for a cell: `cell` and what it was are those of the workbook that the file was made from.

    `column` is a column's name in `core/schema.py`; `place` says where in the file it stands, 'paragraph 12' or 'C14'.
    """

    cell: CellRef
    column: str
    was: Value
    now: Value
    place: str


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that somebody added to a sheet, behind a row of it (its number; 0: before the first), by column names."""

    sheet: str
    after: int
    values: Mapping[str, Value]
    place: str


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """A row that somebody took out; `words` are what it said."""

    sheet: str
    row: int
    words: str
    place: str


Edit = CellEdit | NewRow | RemovedRow


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Words that came back and have no cell: a change of what is derived, a comment, what was told beside.

    `why` completes 'It was not taken in: it …'; `instead` says what to do.
    """

    words: str
    why: str
    instead: str
    place: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back: its name, who sent it (a post, or the authors of its changes), and what is in it.

    `made_from` is the identity of what it was made from: the version, or the round of asking.
    """

    file: str
    who: str
    made_from: str
    edits: tuple[Edit, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()
