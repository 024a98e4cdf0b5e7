"""A council's year as councils have it: comments, updates, rows exempt both ways, a split, a wrong committee, a loss.

What is not for publication holds words that stand nowhere else, so that a search finds them wherever they get to. Every
step is written down here in the plainest way; what is told of it is in tests/commands/test_council_year.py.
"""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime

from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.cases.scripted_year import DECEMBER, JUNE, SEPTEMBER, Step
from tests.support.workbooks import Book, Row

BY = "Monitoring Officer"
# Words of rows, or of halves of rows, that were never open.
ALWAYS_EXEMPT = (
    "quokkacode", "quokkaevidence", "quokkabullet", "quokkaref", "quokkaaction", "quokkaowner", "quokkaupdate",
    "quokkaletters", "potorooaction", "potorooupdate",
)  # fmt: skip
# Words of rows that were open until the final version of June, and are exempt from September on.
EXEMPT_FROM_SEPTEMBER = ("wombatbullet", "wombataction", "wombatupdate", "wombatmeasure", "wombatname")
# Words of a row that was exempt until June, and is open from September on.
OPEN_FROM_SEPTEMBER = ("numbatbullet",)
# A word of the half of an action that was split off in December, and is exempt from then on.
SPLIT_OFF = ("whistleblowing",)
# Words that no document prints, whatever row they are of.
NEVER_PRINTED = ("bilbyevidence", "bilbyref", "bilbyreason", "bilbywho", "bilbycomment", "bilbycolumn")


def _first() -> Book:
    return Book(
        report=[
            ["Authority", "Testing District Council"],
            ["Title", "Best Value Duty self-assessment"],
            ["Committee", "Audit Committee"],
            ["Meeting date", JUNE],
        ],
        criteria=[
            ["L001", 1, "Clear priorities", "Green", None, None, "Corporate plan bilbyevidence", None],
            ["L002", 1, "Stable posts", "Amber", None, None, "Staff records", None],
            ["L003", 1, "A wombatname kept in the open", "Amber", None, None, "Minutes", None],
            ["L004", 1, "A quokkacode that nobody is told", "Red", None, None, "A quokkaevidence", "yes"],
            ["C001", 2, "Open to challenge", "Red", None, None, "Staff survey", None],
            ["C002", 2, "Learning from complaints", "Amber", None, None, "Complaints log", None],
        ],
        narrative=[
            [1, "Strengths", "The priorities of the council are clear and widely known.", "L001", "bilbyref", None],
            [1, "Areas for improvement", "Posts stay vacant for four months on average.", "L002", None, None],
            [1, "Areas for improvement", "The wombatbullet dispute is before the tribunal.", "L002", None, None],
            [1, "Opportunities", "The quokkabullet inquiry has named two officers (QX).", "L004", "quokkaref", "yes"],
            [1, "Opportunities", "The numbatbullet tender can be let next year.", "L002", None, "yes"],
            [2, "Strengths", "Complaints are answered within ten working days.", "C002", None, None],
            [2, "Areas for improvement", "Challenge is rare in team meetings.", "C001", None, None],
        ],
        actions=[
            _action("L-A1", "L002", "Fill the vacant posts.", "Chief Executive", date(2025, 6, 30), "In progress",
                    "Two of five posts are filled."),
            _action("L-A2", "L003", "Settle the wombataction case.", "Head of Legal Services", date(2025, 7, 31),
                    "In progress", "The wombatupdate offer is out.", "The wombatmeasure is met."),
            _action("L-A3", "L004", "Dismiss the quokkaaction officers.", "Head of quokkaowner Matters",
                    date(2025, 8, 29), "In progress", "The quokkaupdate hearing is set.", exempt="yes"),
            _action("C-A1", "C001", "Invite challenge in every team. Review the whistleblowing rules of the council.",
                    "Head of Legal Services", date(2025, 10, 31), "Not started", "It waits for the new Head."),
            _action("C-A2", "C002", "Publish what was learned from complaints.", "Head of Customer Services",
                    date(2025, 9, 30), "In progress", "The first digest is drafted."),
        ],
        abbreviations=[["QX", "quokkaletters"]],
        accepted=[
            ["N355", "Actions!H2", "nothing of the kind", "For a bilbyreason alone", "The bilbywho", date(2026, 12, 31)]
        ],
        edit=_with_own_notes,
    )  # fmt: skip


def _with_own_notes(book: Workbook) -> None:
    """Add what councils keep beside: a comment, and a column of their own."""
    actions = book["Actions"]
    actions["B2"].comment = Comment("A bilbycomment of the head of service", "Jo Example")
    actions.cell(1, actions.max_column + 1, "Our notes")
    actions.cell(2, actions.max_column, "A bilbycolumn")


def _action(
    ref: str, code: str, text: str, owner: str, due: date, status: str, update: str, measure: str = "", exempt: str = ""
) -> Row:
    theme = 1 if ref.startswith("L") else 2
    return [ref, theme, code, None, text, owner, date(2025, 1, 6), due, None, status, None, update, measure or None,
            exempt or None]  # fmt: skip


def _comments(book: Book) -> None:
    """The lead officers' comments: two bullets say it better."""
    book.narrative[1][2] = "Posts stay vacant for three months on average."
    book.narrative[6][2] = "Challenge is rare in team meetings and at the top."


def _june(book: Book) -> None:
    """What the committee gets in June: one rating is put right at the last moment."""
    book.criteria[1][3] = "Red"


def _quarter(book: Book) -> None:
    """The quarter's updates: a rating up, an action done, one late; two rows become exempt, and one is so no longer."""
    book.report[3][1] = SEPTEMBER
    book.criteria[1][3] = "Amber"
    book.criteria[2][7] = book.narrative[2][5] = book.actions[1][13] = "yes"
    book.narrative[4][5] = None
    book.actions[0][9], book.actions[0][11] = "Complete", "All five posts are filled."
    book.actions[4][8], book.actions[4][11] = date(2025, 11, 28), "The digest waits for the printer."


def _wrong_committee(book: Book) -> None:
    """September, final, under the name of another committee."""
    book.report[2][1] = "Planning Committee"


def _right_committee(book: Book) -> None:
    """The same once more, for the committee that is meant."""
    book.report[2][1] = "Audit Committee"


def _winter(book: Book) -> None:
    """A draft for December: a theme has another name, and an action is two, one of them exempt."""
    book.report[3][1] = DECEMBER
    book.themes[1][1] = "Culture and values"
    book.actions[3][4] = "Invite challenge in every team."
    book.actions[3][9] = "In progress"
    book.actions.insert(
        4,
        _action("C-A3", "C001", "Review the whistleblowing rules of the council. The potorooaction case waits for it.",
                "Head of Legal Services", date(2026, 1, 30), "Not started", "The potorooupdate report is awaited.",
                exempt="yes"),
    )  # fmt: skip


def _december(book: Book) -> None:
    """December, final: one more action is done."""
    book.actions[5][9], book.actions[5][11] = "Complete", "The digest is published."


_STEPS: tuple[tuple[str, Callable[[Book], None], datetime, str], ...] = (
    ("0.1", lambda book: None, datetime(2025, 6, 2, 10, 30, tzinfo=UTC), "For the lead officers"),
    ("0.2", _comments, datetime(2025, 6, 9, 16, 0, tzinfo=UTC), "With their comments"),
    ("1.0", _june, datetime(2025, 6, 16, 9, 0, tzinfo=UTC), ""),
    ("1.1", _quarter, datetime(2025, 9, 1, 17, 5, tzinfo=UTC), "After the quarter's updates"),
    ("2.0", _wrong_committee, datetime(2025, 9, 15, 11, 0, tzinfo=UTC), ""),
    ("3.0", _right_committee, datetime(2025, 9, 15, 11, 30, tzinfo=UTC), "Replaces 2.0, which named another committee"),
    ("3.1", _winter, datetime(2025, 12, 1, 9, 0, tzinfo=UTC), "For the lead officers"),
    ("4.0", _december, datetime(2025, 12, 8, 12, 0, tzinfo=UTC), ""),
)


def council_year() -> tuple[Step, ...]:
    """The eight versions, in order."""
    book, steps = _first(), []
    for version, change, issued_at, note in _STEPS:
        change(book)
        steps.append(Step(version, deepcopy(book), issued_at, note))
    return tuple(steps)
