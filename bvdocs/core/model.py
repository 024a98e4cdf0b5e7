"""What an assessment is: the facts of one workbook, each knowing the cell it came from.

An assessment that was read with errors holds neutral values where a cell could not be read, and its rows say which
these are; it is good for further checks, never for documents.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import cache
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


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look; `link` is an address or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class RichText:
    """Text with bold, italic and links, as set in Excel."""

    runs: tuple[Run, ...] = ()

    @property
    def plain(self) -> str:
        """Return the words alone."""
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        return bool(self.runs)

    def __str__(self) -> str:
        return self.plain


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
    exempt: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Bullet:
    """One bullet of a theme's narrative."""

    theme: int
    section: Section
    text: RichText
    criteria: tuple[str, ...]
    ref: str
    exempt: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Action:
    """One row of the action plan; `progress` is in percent."""

    ref: str
    theme: int
    criteria: tuple[str, ...]
    opportunity: RichText
    text: RichText
    owner: str
    start: date | None
    due: date
    revised_due: date | None
    status: Status
    progress: float | None
    update: RichText
    success_measure: str
    exempt: bool
    source: Source

    @property
    def last_due(self) -> date:
        """Return the date that counts: the revised one if there is one."""
        return self.revised_due or self.due

    @property
    def is_open(self) -> bool:
        """Say whether it is neither complete nor cancelled."""
        return self.status not in (Status.COMPLETE, Status.CANCELLED)

    def is_overdue(self, meeting: date) -> bool:
        """Say whether it is open and was due before the meeting."""
        return self.is_open and self.last_due < meeting


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
    abbreviations: tuple[Abbreviation, ...]
    acceptances: tuple[Acceptance, ...]
    committee: Committee | None = None
    clearances: tuple[Clearance, ...] = ()
    unread_sheets: frozenset[str] = frozenset()

    @property
    def rows(self) -> "tuple[Criterion | Bullet | Action, ...]":
        """Return every row that can be exempt."""
        return (*self.criteria, *self.bullets, *self.actions)

    @property
    def exempt_codes(self) -> set[str]:
        """Return the codes of the exempt characteristics."""
        return {criterion.code for criterion in self.criteria if criterion.exempt}


def is_exempt(row: "Criterion | Bullet | Action") -> bool:
    """Say whether the row is exempt, or may be: its cell could not be read."""
    return row.exempt or "Exempt" in row.source.unread


def lower_part(scale: tuple[Level, ...]) -> tuple[Level, ...]:
    """Return the levels below the middle of the scale: a committee asks what is done about each rating there."""
    return scale[(len(scale) + 1) // 2 :]


# By these, rows call each other.
_NAMES = ("code", "ref", "see")
# Who does something is said by a post, which any number of rows may name.
_POSTS = ("owner",)


def words_of(row: "Report | Level | Theme | Criterion | Bullet | Action") -> tuple[str, ...]:
    """Return the council's own words in a row: every text of it but the names by which rows call each other."""
    own = (each.name for each in fields(row) if each.type in (str, RichText) and each.name not in _NAMES)
    return tuple(str(getattr(row, name)) for name in own)


def narrative_of(row: Criterion | Bullet | Action) -> dict[str, str]:
    """Return what a row tells in sentences, by the names of its fields: all its words but posts."""
    own = (each.name for each in fields(row) if each.type in (str, RichText) and each.name not in (*_NAMES, *_POSTS))
    return {name: str(getattr(row, name)) for name in own}


def main_text(row: Criterion | Bullet | Action) -> str:
    """Return what a row is about: a characteristic's name, what a bullet or an action says."""
    return row.name if isinstance(row, Criterion) else row.text.plain


def name_of(row: Criterion | Bullet | Action) -> str:
    """Return the code or the reference of a row; '' for a bullet without one."""
    return row.code if isinstance(row, Criterion) else row.ref
