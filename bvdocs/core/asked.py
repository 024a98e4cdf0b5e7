"""What owners of actions were asked: a round of update sheets, and all that stands on them.

A sheet is kept row by row as its owner saw it, so that what comes back is held against that, whatever the program that
reads it would write today.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bvdocs.core.places import CellRef
from bvdocs.core.values import Value

UPDATE = "Update"


@dataclass(frozen=True, slots=True)
class Question:
    """A cell of the workbook that an owner may change: its column, and what it held.

    One of the sheet Milestones has the words of its step.
    """

    cell: CellRef
    column: str
    was: Value
    milestone: str = ""

    @property
    def shown(self) -> Value:
        """Return what the update sheet holds there: of an update nothing, for a new one is asked for."""
        return None if self.column == UPDATE else self.was


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of an update sheet: a label, and beside it what is told, or the cell that is filled in.

    One that is `free` takes words that have no cell in the workbook. One with a label alone heads those below it.
    """

    label: str
    told: str = ""
    question: Question | None = None
    free: bool = False

    @property
    def is_open(self) -> bool:
        """Say whether it is there to be filled in."""
        return self.free or self.question is not None

    @property
    def is_heading(self) -> bool:
        """Say whether it only heads the rows below it."""
        return not self.told and not self.is_open


@dataclass(frozen=True, slots=True)
class FormBlock:
    """The rows of an update sheet below one heading; `action` is the Ref of the action that they are about, or ''."""

    heading: str
    rows: tuple[FormRow, ...]
    action: str = ""


@dataclass(frozen=True, slots=True)
class AskedSheet:
    """The update sheet of one owner; `file` is its name without an ending, `exempt` if it holds an exempt row."""

    owner: str
    file: str
    reference: str
    blocks: tuple[FormBlock, ...]
    exempt: bool

    @property
    def actions(self) -> tuple[str, ...]:
        """Return the Refs of the actions that it asks for."""
        return tuple(block.action for block in self.blocks if block.action)

    def questions(self) -> Iterator[tuple[FormBlock, Question]]:
        """Yield each cell that it asks for, with the block that it stands in."""
        for block in self.blocks:
            for row in block.rows:
                if row.question:
                    yield block, row.question


@dataclass(frozen=True, slots=True)
class Asked:
    """A round of asking: from which workbook (its name, and its hash), for which meeting, until when, and when.

    `statuses` are the words that a status may be, `evidence` the Refs that may be named.
    """

    round: str
    workbook: str
    workbook_hash: str
    authority: str
    committee: str
    meeting: date
    due: date | None
    asked_at: datetime
    statuses: tuple[str, ...]
    evidence: tuple[str, ...]
    sheets: tuple[AskedSheet, ...]
