"""What an assessment holds of the report under which it goes to a committee."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bvdocs.core.places import CellRef, Source


@dataclass(frozen=True, slots=True)
class Implications:
    """What the covering report says of one sort of implications: `name` as the sheet has it, `cells` beside it.

    Without `paragraphs` its cells are blank.
    """

    name: str
    paragraphs: tuple[str, ...]
    cells: tuple[CellRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What may be public of exempt rows where a Part B is on the agenda: which paragraphs of Schedule 12A, and why.

    No row, no theme and no number of rows can be told from it: paragraphs and reasons stand in an order of their own,
    each once. `cells` are those of the reasons.
    """

    paragraphs: tuple[int, ...]
    reasons: tuple[str, ...]
    cells: tuple[CellRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Committee:
    """What the covering report says beside what follows from the assessment; `cells` are those of each field given.

    `exclusion` is there in what may be published alone, and only if `part_b` announces one. `unread` has the names of
    the fields that could not be read, which is reported.
    """

    report_title: str
    report_of: str
    contact: str
    wards: str
    key_decision: str
    purpose: str
    recommendations: tuple[str, ...]
    reasons: tuple[str, ...]
    summary: tuple[str, ...]
    background: tuple[str, ...]
    options: tuple[str, ...]
    consultation: tuple[str, ...]
    next_steps: tuple[str, ...]
    background_papers: tuple[str, ...]
    required_implications: tuple[str, ...]
    part_b: bool
    implications: tuple[Implications, ...]
    cells: Mapping[str, tuple[CellRef, ...]]
    exclusion: Exclusion | None = None
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Clearance:
    """An officer who clears the covering report; without a date, that is still to come."""

    role: str
    cleared_on: date | None
    comment: str
    source: Source
