"""Small workbooks in a few lines, for tests that read them back."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from openpyxl import Workbook

from bvdocs.checks import run_checks
from bvdocs.core import schema
from bvdocs.core.columns import Sheet
from bvdocs.core.findings import Finding
from bvdocs.core.model import Assessment, Report
from bvdocs.workbook.reading.reader import read_workbook

Row = list[object]
MEETING = date(2025, 9, 23)
# Rules of reading; of codes, references and dates; of words, the golden thread and the plan. So small a workbook is
# quick to trip one of the last by what a test of another changes.
READING, CODES = "01", "2"
ALL_FAMILIES = READING + CODES + "35"


def _report() -> list[Row]:
    return [
        ["Authority", "Testing District Council"],
        ["Title", "Best Value Duty self-assessment"],
        ["Committee", "Audit Committee"],
        ["Meeting date", MEETING],
    ]


def _scale() -> list[Row]:
    return [
        ["Green", "G", "#1c6b3b", "In place"],
        ["Amber", "A", "#f28c28", "Partly in place"],
        ["Red", "R", "#b42318", "Not in place"],
    ]


def _themes() -> list[Row]:
    return [[1, "Leadership", "L", None, None], [2, "Culture", "C", None, None]]


def _criteria() -> list[Row]:
    """Code, theme, characteristic, rating, previous rating, see, evidence, exempt."""
    return [
        ["L001", 1, "Clear priorities", "Green", None, None, "Corporate plan", None],
        ["L002", 1, "Stable posts", "Amber", None, None, "Staff records", None],
        ["C001", 2, "Open to challenge", "Red", None, None, "Staff survey", None],
    ]


def _narrative() -> list[Row]:
    """Theme, section, text, criteria, ref, exempt."""
    return [
        [1, "Strengths", "Priorities are clear.", "L001", None, None],
        [2, "Areas for improvement", "Challenge is rare.", "C001", None, None],
    ]


def _actions() -> list[Row]:
    """Ref, theme, criteria, opportunity, action, owner, start, due, revised, status, progress, update, measure,
    exempt."""
    return [
        ["L-A1", 1, "L002", None, "Fill the posts.", "Chief Executive", date(2025, 1, 6), date(2025, 12, 31), None,
         "In progress", 0.4, None, None, None],
        ["C-A1", 2, "C001", None, "Invite challenge.", "Head of People", date(2025, 2, 3), date(2025, 6, 30), None,
         "Not started", None, "It waits for the new Head.", None, None],
    ]  # fmt: skip


@dataclass
class Book:
    """An assessment workbook that is right; a test changes what it is about and writes it.

    It has the sheets and columns that every council needs, and those of its `additions`. `edit` is called with the
    openpyxl workbook just before it is saved, for what rows cannot say.
    """

    report: list[Row] = field(default_factory=_report)
    scale: list[Row] = field(default_factory=_scale)
    themes: list[Row] = field(default_factory=_themes)
    criteria: list[Row] = field(default_factory=_criteria)
    narrative: list[Row] = field(default_factory=_narrative)
    actions: list[Row] = field(default_factory=_actions)
    abbreviations: list[Row] = field(default_factory=list)
    accepted: list[Row] = field(default_factory=list)
    statuses: list[Row] = field(default_factory=list)
    action_scale: list[Row] = field(default_factory=list)
    milestones: list[Row] = field(default_factory=list)
    evidence: list[Row] = field(default_factory=list)
    owners: list[Row] = field(default_factory=list)
    committee: list[Row] = field(default_factory=list)
    clearances: list[Row] = field(default_factory=list)
    key_dates: list[Row] = field(default_factory=list)
    additions: Collection[str] = ()
    edit: Callable[[Workbook], None] = lambda _book: None

    def write(self, folder: Path, name: str = "assessment.xlsx") -> Path:
        """Save the workbook in `folder`."""
        book = Workbook()
        book.remove(book.worksheets[0])
        for sheet, rows in self._sheets():
            worksheet = book.create_sheet(sheet.name)
            worksheet.append([column.name for column in sheet.columns])
            for row in rows:
                worksheet.append(row)
        self.edit(book)
        path = folder / name
        book.save(path)
        return path

    def read(self, folder: Path) -> Assessment:
        """What the reader makes of the workbook."""
        return read_workbook(self.write(folder)).assessment

    def findings(self, folder: Path, families: str = ALL_FAMILIES) -> list[Finding]:
        """What reading and checking finds, of the rules whose numbers begin with one of these figures."""
        reading = read_workbook(self.write(folder))
        findings = [*reading.findings, *run_checks(reading.assessment)]
        return [finding for finding in findings if finding.code[1] in families]

    def found(self, folder: Path, families: str = ALL_FAMILIES) -> list[tuple[str, str]]:
        """The findings as (code, place)."""
        return [(finding.code, str(finding.where)) for finding in self.findings(folder, families)]

    def _sheets(self) -> list[tuple[Sheet, Sequence[Row]]]:
        return [(sheet, getattr(self, _ROWS[sheet.name])) for sheet in schema.sheets_with(self.additions)]


# The attribute of a `Book` that has a sheet's rows.
_ROWS = {sheet.name: sheet.name.casefold().replace(" ", "_") for sheet in schema.SHEETS}
_ROWS[schema.ACCEPTED.name] = "accepted"


def complete_book() -> Book:
    """Return a workbook with all that a council may add, a row in every sheet, that trips no check."""
    book = Book(additions=schema.ADDITIONS)
    book.abbreviations = [["CLT", "Corporate Leadership Team"]]
    book.narrative.append([1, "Strengths", "The CLT meets weekly.", "L001", "L-S2", "no", None])
    book.statuses = [["Held up", "Paused"], ["Under way", "In progress"]]
    book.action_scale = [
        ["On course", "OC", "#1c6b3b", "Nothing stands in its way"],
        ["Off course", "OFF", "#b42318", "It will be late"],
    ]
    first, second = book.actions
    first[9] = "Under way"
    first[8] = date(2026, 1, 30)
    first += [None, "The advertisement found nobody.", "Chief Executive", "On course", "Director of People", "Finance",
              "Peer challenge", "E1"]  # fmt: skip
    second[7], second[9], second[10] = "Ongoing", "Held up", 0
    second += [None, None, None, "OFF", None, "People", "External audit", None]
    book.milestones = [["L-A1", "The posts are advertised.", date(2025, 6, 27), date(2025, 6, 20), None, None],
                       ["L-A1", "The posts are filled.", date(2025, 12, 19), None, "no", None]]  # fmt: skip
    book.evidence = [["E1", "Corporate plan", "https://www.example.gov.uk/plans/corporate", "Head of Policy",
                      date(2025, 3, 3), "Head of Law", "L001, L002, C001", "L-A1", "yes", None, None]]  # fmt: skip
    book.key_dates = [["Agenda published", 5, "clear working days", time(17)]]
    book.owners = [["Chief Executive", "chief.executive@example.gov.uk", "Ms Okafor"],
                   ["Head of People", "people@example.gov.uk", None]]  # fmt: skip
    book.committee = [["Report title", "Best value in the district"], ["Purpose", "To note"],
                      ["Recommendation", "That the report is noted."]]  # fmt: skip
    book.clearances = [["Monitoring Officer", date(2025, 9, 8), "No comment."]]
    return book


def small_book(action: str) -> Book:
    """Return a workbook of one theme, two characteristics and one action, so worded: its documents are quick."""
    book = Book()
    book.themes, book.criteria = book.themes[:1], book.criteria[:2]
    book.narrative, book.actions = book.narrative[:1], book.actions[:1]
    book.actions[0][4] = action
    return book


def report_of(folder: Path, *rows: tuple[object, object]) -> Report:
    """Return what is read from the required fields and these rows."""
    book = Book()
    book.report += [list(row) for row in rows]
    return book.read(folder).report


def only_finding(folder: Path, book: Book) -> Finding:
    """Return the one finding of reading and checking the workbook."""
    (finding,) = book.findings(folder, READING + CODES)
    return finding
