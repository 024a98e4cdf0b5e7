"""A council's year in five versions: two themes, then three; ratings, bullets and actions that move, as they do.

Every step is written down here in the plainest way; what `compare` and the documents say of it is in
tests/commands/test_year.py.
"""

from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from tests.support.workbooks import Book

JUNE, SEPTEMBER, DECEMBER = date(2025, 6, 24), date(2025, 9, 23), date(2025, 12, 16)
_SUMMER_TIME = timezone(timedelta(hours=1))
BY = "Corporate Head of Law and Governance"


@dataclass(frozen=True)
class Step:
    """A version of the year: the workbook as it then was, and how it was issued."""

    version: str
    book: Book
    issued_at: datetime
    note: str

    @property
    def final(self) -> bool:
        """Whether it went to the committee."""
        return self.version.endswith(".0")


def _first() -> Book:
    return Book(
        report=[
            ["Authority", "Testing District Council"],
            ["Title", "Best Value Duty self-assessment"],
            ["Committee", "Audit Committee"],
            ["Meeting date", JUNE],
        ],
        criteria=[
            ["L001", 1, "Clear priorities", "Green", None, None, "Corporate plan", None],
            ["L002", 1, "Stable posts", "Amber", None, None, "Staff records", None],
            ["L003", 1, "Open reporting", None, None, None, None, None],
            ["C001", 2, "Open to challenge", "Red", None, None, "Staff survey", None],
            ["C002", 2, "Learning from complaints", "Amber", None, None, "Complaints log", None],
        ],
        narrative=[
            [1, "Strengths", "The priorities of the council are clear and widely known.", "L001", "L-S1", None],
            [1, "Strengths", "Members and officers work well together.", None, None, None],
            [1, "Areas for improvement", "Posts stay vacant for four months on average.", "L002", None, None],
            [2, "Strengths", "Complaints are answered within ten working days.", "C002", None, None],
            [2, "Areas for improvement", "Challenge is rare in team meetings.", "C001", None, None],
        ],
        actions=[
            ["L-A1", 1, "L002", None, "Fill the vacant posts.", "Chief Executive", date(2025, 1, 6), date(2025, 6, 30),
             None, "In progress", 0.4, None, None, None],
            ["C-A1", 2, "C001", None, "Invite challenge in every team.", "Head of People", date(2025, 2, 3),
             date(2025, 7, 31), None, "Not started", None, "It waits for the new Head.", None, None],
        ],
    )  # fmt: skip


def _reworded(book: Book) -> None:
    """June, final: one bullet says it better."""
    book.narrative[2][2] = "Posts stay vacant for three months on average."


def _summer(book: Book) -> None:
    """A draft for September: two ratings up, an action late for the first time, and two bullets in another order."""
    book.report[3][1] = SEPTEMBER
    book.criteria[1][3] = "Green"
    book.criteria[3][3] = "Amber"
    book.actions[1][8] = date(2025, 10, 31)
    book.actions[1][9] = "In progress"
    book.narrative[0], book.narrative[1] = book.narrative[1], book.narrative[0]


def _autumn(book: Book) -> None:
    """September, final: a theme more; an action done; a characteristic assessed for the first time."""
    book.themes.append([3, "Governance", "G", None, None])
    book.criteria.append(["G001", 3, "Decisions are recorded", "Green", None, None, "Minutes", None])
    book.criteria[2][3] = "Amber"
    book.narrative.append([3, "Strengths", "Every decision is published within five days.", "G001", None, None])
    book.actions[0][9], book.actions[0][10] = "Complete", 1
    book.actions.append(
        ["G-A1", 3, "G001", None, "Review the scheme of delegation.", "Monitoring Officer", date(2025, 10, 1),
         date(2026, 3, 31), None, "Not started", None, None, None, None]
    )  # fmt: skip


def _winter(book: Book) -> None:
    """December, final: late a second time; one rating down, one withdrawn; a code, an owner and a bullet changed."""
    book.report[3][1] = DECEMBER
    book.criteria[0][3] = "Amber"
    book.criteria[4][0] = "C010"
    book.narrative[3][3] = "C010"
    book.criteria[2][3] = None
    book.actions[1][8] = date(2026, 1, 30)
    book.actions[2][5] = "Head of Democratic Services"
    del book.narrative[4]
    book.narrative.append([2, "Opportunities", "Invite a peer challenge in 2026.", "C001", None, None])


def scripted_year() -> tuple[Step, ...]:
    """The five versions, in order."""
    book = _first()
    steps = [Step("0.1", deepcopy(book), datetime(2025, 6, 2, 10, 30, tzinfo=_SUMMER_TIME), "For the lead officers")]
    for version, change, issued_at, note in (
        ("1.0", _reworded, datetime(2025, 6, 16, 9, 0, tzinfo=_SUMMER_TIME), ""),
        ("1.1", _summer, datetime(2025, 9, 1, 17, 5, tzinfo=_SUMMER_TIME), "After the summer review"),
        ("2.0", _autumn, datetime(2025, 9, 15, 11, 0, tzinfo=_SUMMER_TIME), ""),
        ("3.0", _winter, datetime(2025, 12, 8, 12, 0, tzinfo=UTC), "As agreed with the Chair"),
    ):
        change(book)
        steps.append(Step(version, deepcopy(book), issued_at, note))
    return tuple(steps)
