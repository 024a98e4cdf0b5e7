"""What an assessment is: the facts of one workbook, each knowing the cell it came from.

An assessment that was read with errors holds neutral values where a cell could not be read, and its rows say which
these are; it is good for further checks, never for documents.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from bvdocs.core.added_rows import Evidence, KeyEvent, Milestone, OwnerAddress
from bvdocs.core.committee import Clearance, Committee
from bvdocs.core.exemption import Exemption
from bvdocs.core.places import CellRef, Source
from bvdocs.core.rich_text import RichText


class Section(StrEnum):
    """The parts of a theme's narrative."""

    DESCRIPTION = "Description"
    STRENGTHS = "Strengths"
    AREAS = "Areas for improvement"
    OPPORTUNITIES = "Opportunities"


class Status(StrEnum):
    """How far an action has come, as the officer enters it."""

    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    COMPLETE = "Complete"
    CANCELLED = "Cancelled"
    PAUSED = "Paused"


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A word for how far an action has come, and what it counts as."""

    name: str
    counts_as: Status
    source: Source

    def __str__(self) -> str:
        return self.name


# Those that need no sheet of their own.
STATUS_WORDS = tuple(StatusWord(each.value, each, Source("", 0)) for each in Status if each is not Status.PAUSED)


@dataclass(frozen=True, slots=True)
class Report:
    """What the documents are about and whom they are for; `cells` are those of each field that is given.

    `unread` has the names of the fields that are missing or could not be read, which is reported.
    """

    authority: str
    title: str
    committee: str
    meeting_date: date
    assessed_on: date | None
    author: str
    department: str
    contact: str
    notes: tuple[str, ...]
    heatmap_columns: int
    common_abbreviations: tuple[str, ...]
    cells: Mapping[str, tuple[CellRef, ...]]
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the scale; `colour` is `#rrggbb`."""

    name: str
    mark: str
    colour: str
    meaning: str
    source: Source

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Theme:
    """One of the themes of the statutory guidance."""

    number: int
    name: str
    prefix: str
    lead: str
    description_heading: str
    source: Source


@dataclass(frozen=True, slots=True)
class Criterion:
    """A characteristic of a well-functioning authority; without a rating it is not assessed."""

    code: str
    theme: int
    name: str
    rating: Level | None
    previous: Level | None
    see: str
    evidence: str
    exempt: Exemption
    source: Source
    exempt_reason: str = ""


@dataclass(frozen=True, slots=True)
class Bullet:
    """One bullet of a theme's narrative."""

    theme: int
    section: Section
    text: RichText
    criteria: tuple[str, ...]
    ref: str
    exempt: Exemption
    source: Source
    exempt_reason: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """One row of the action plan; `progress` is in percent, `due` may be ONGOING, `evidence` has its Refs."""

    ref: str
    theme: int
    criteria: tuple[str, ...]
    opportunity: RichText
    text: RichText
    owner: str
    start: date | None
    due: date
    revised_due: date | None
    status: StatusWord
    progress: float | None
    update: RichText
    success_measure: str
    exempt: Exemption
    source: Source
    # What a council may add.
    reason_for_new_date: str = ""
    new_date_agreed_by: str = ""
    judged: Level | None = None
    accountable: str = ""
    portfolio_holder: str = ""
    arises_from: str = ""
    evidence: tuple[str, ...] = ()
    exempt_reason: str = ""

    @property
    def last_due(self) -> date:
        """Return the date that counts: the revised one if there is one."""
        return self.revised_due or self.due

    @property
    def is_open(self) -> bool:
        """Say whether it is neither complete nor cancelled."""
        return self.status.counts_as not in (Status.COMPLETE, Status.CANCELLED)

    def is_overdue(self, meeting: date) -> bool:
        """Say whether it is open, not paused, and was due before the meeting."""
        return self.is_open and self.status.counts_as is not Status.PAUSED and self.last_due < meeting


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and what it stands for."""

    short: str
    full: str
    source: Source

    def is_used_in(self, text: str) -> bool:
        """Say whether the text has it as a whole word, alone or in the plural."""
        return bool(self.short and self.short in text and _whole_word(self.short).search(text))


# The standard library keeps 512 expressions, and a workbook may have more abbreviations, which many checks look for.
@cache
def _whole_word(short: str) -> re.Pattern[str]:
    """Return the expression for a short form as a whole word, alone or in the plural."""
    # The raised figure of a footnote behind it counts as a letter of a word, but is none of this one.
    return re.compile(rf"(?<!\w){re.escape(short)}s?(?![^\W¹²³⁰⁴-⁹])")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding that the council has seen and lets stand: of rule `code`, at `cell` if given, about `text`.

    It holds as long as the text stays as it is, and up to and including the day `until`.
    """

    code: str
    cell: str
    text: str
    reason: str
    who: str
    until: date
    source: Source


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything the workbook says; `scale` is best level first.

    `unread_sheets` has the names of the sheets of which no row could be found, which is reported.
    """

    report: Report
    scale: tuple[Level, ...]
    themes: tuple[Theme, ...]
    criteria: tuple[Criterion, ...]
    bullets: tuple[Bullet, ...]
    actions: tuple[Action, ...]
    abbreviations: tuple[Abbreviation, ...] = ()
    statuses: tuple[StatusWord, ...] = ()
    action_scale: tuple[Level, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    key_events: tuple[KeyEvent, ...] = ()
    owners: tuple[OwnerAddress, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    committee: Committee | None = None
    clearances: tuple[Clearance, ...] = ()
    unread_sheets: frozenset[str] = frozenset()

    @property
    def rows(self) -> tuple[Criterion | Bullet | Action, ...]:
        """Return every row of a theme that can be exempt."""
        return (*self.criteria, *self.bullets, *self.actions)

    @property
    def every_row(self) -> tuple[Criterion | Bullet | Action | Milestone | Evidence, ...]:
        """Return every row that can be exempt: those of themes, and those that belong to them."""
        return (*self.rows, *self.milestones, *self.evidence)

    @property
    def has_additions(self) -> bool:
        """Say whether it has rows of the sheets that a council may add."""
        return bool(self.statuses or self.action_scale or self.milestones or self.evidence)

    @property
    def exempt_codes(self) -> set[str]:
        """Return the codes of the exempt characteristics."""
        return {criterion.code for criterion in self.criteria if criterion.exempt}
