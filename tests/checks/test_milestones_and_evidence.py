"""The rules on what a council adds to its actions: new dates, milestones, evidence."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bvdocs.core import schema
from tests.support.workbooks import Book, Row

LINK = "https://www.testing.gov.uk/plan.pdf"
# In the order of the columns of Actions.
ACTION_COLUMNS = [column.name for column in schema.ACTIONS.columns]
Change = Callable[[Book], None]
# In families: the rules on what a council may add.
ADDED = "5"


def evidence(ref: str = "E1", where: str = LINK, day: date | None = date(2025, 3, 3), criteria: str = "L001") -> Row:
    """A piece of evidence that is public."""
    return [ref, "Corporate plan", where, None, day, None, criteria, None, "yes"]


def milestone(due: date = date(2025, 6, 30), action: str = "L-A1") -> Row:
    return [action, "The posts are advertised.", due, None]


def book_with(change: Change, additions: tuple[str, ...] = schema.ADDITIONS) -> Book:
    """A workbook that has all that may be added and trips none of these rules, with a change."""
    book = Book(additions=additions, milestones=[milestone()], evidence=[evidence()])
    change(book)
    return book


def action(number: int, **cells: object) -> Change:
    """Change the cells of an action, by the names of their columns with '_' for a space."""

    def change(book: Book) -> None:
        row = book.actions[number]
        row += [None] * (len(ACTION_COLUMNS) - len(row))
        for name, value in cells.items():
            row[ACTION_COLUMNS.index(name.replace("_", " "))] = value

    return change


def add(milestones: tuple[Row, ...] = (), evidence: tuple[Row, ...] = ()) -> Change:
    """Add rows to the two sheets."""

    def change(book: Book) -> None:
        book.milestones += milestones
        book.evidence += evidence

    return change


def unbacked(book: Book) -> None:
    """Leave the best rating without any evidence."""
    book.criteria[0][6] = None
    book.evidence[0][6] = "L002"


REVISED = {"Revised_due": date(2026, 3, 31)}
ON_PAPER = {"Reason_for_new_date": "The market is thin.", "New_date_agreed_by": "Cabinet, 2 September 2025"}
WHY, WHO = (f"Actions!{letter}2" for letter in "PQ")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "found"),
    [
        (action(0, **REVISED), [("W519", WHY), ("W519", WHO)]),
        (action(0, **REVISED, New_date_agreed_by="Cabinet"), [("W519", WHY)]),
        (add(milestones=(milestone(date(2026, 1, 1)),)), [("W520", "Milestones!C3")]),
        (action(1, Status="Complete", Progress=1.0), [("W521", "Actions!J3")]),
        (unbacked, [("W522", "Criteria!D2")]),
        (add(evidence=(evidence("E2", criteria=""),)), [("W523", "Evidence!G3")]),
        (add(evidence=(evidence("E2", day=date(2023, 9, 22)),)), [("W546", "Evidence!E3")]),
        (add(evidence=(evidence("E2", "https://www.testing.gov.uk/"),)), [("W547", "Evidence!C3")]),
        (add(evidence=(evidence("E2", "https://www.testing.gov.uk/Index.html"),)), [("W547", "Evidence!C3")]),
        (add(evidence=(evidence("E2", "www.testing.gov.uk/plans/2025"),)), [("W516", "Evidence!C3")]),
        (add(evidence=(evidence("E2", "Testing.gov.uk"),)), [("W516", "Evidence!C3")]),
        (add(milestones=(milestone(action="L-A9"),)), [("E548", "Milestones!A3")]),
        (add(evidence=(evidence("E2", criteria="L001, L009"),)), [("E549", "Evidence!G3")]),
        (add(evidence=([*evidence("E2")[:7], "L-A9", "yes"],)), [("E550", "Evidence!H3")]),
        (action(0, Evidence="E1, E9"), [("E551", "Actions!V2")]),
    ],
    ids=lambda value: " ".join(code for code, _ in value) if isinstance(value, list) else "",
)
def test_a_rule_finds_what_it_looks_for(tmp_path: Path, change: Change, found: list[tuple[str, str]]) -> None:
    findings = book_with(change).findings(tmp_path, ADDED)
    assert [(each.code, str(each.where)) for each in findings] == found
    assert all(each.message.endswith((".", "?")) and each.hint.endswith(".") for each in findings)


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        lambda _book: None,
        action(0, **REVISED, **ON_PAPER),
        add(milestones=(milestone(date(2025, 12, 31)),)),
        add(milestones=(milestone(date(2026, 3, 31)),)),
        action(1, Status="Complete", Progress=1.0, Evidence="E1"),
        add(evidence=(evidence("E2", day=date(2023, 9, 23)),)),
        add(evidence=(evidence("E2", day=None),)),
        add(evidence=(evidence("E2", "https://www.testing.gov.uk/?document=12"),)),
        add(evidence=(evidence("E2", "Strong room"),)),
        add(evidence=(evidence("E2", "Strong room, www"),)),
        add(evidence=([*evidence("E2", "www.testing.gov.uk/plans")[:8], "no"],)),
    ],
    ids=[
        "as it is", "W519 both are told", "W520 on the same day", "W520 the action has a later date",
        "W521 the action names it", "W546 just 24 months", "W546 no date", "W547 a document", "W547 a place",
        "W516 a place", "W516 not public",
    ],
)  # fmt: skip
def test_a_rule_lets_a_near_miss_pass(tmp_path: Path, change: Change) -> None:
    book = book_with(change)
    if any(row[2] == date(2026, 3, 31) for row in book.milestones):
        action(0, **REVISED, **ON_PAPER)(book)
    assert book.found(tmp_path, ADDED) == []


def test_a_milestone_of_an_action_without_an_end_is_never_too_late(tmp_path: Path) -> None:
    book = book_with(action(0, Due="Ongoing"))
    book.milestones.append(milestone(date(2027, 1, 4)))
    assert book.found(tmp_path, ADDED) == []


def test_a_revised_date_needs_no_reason_where_the_workbook_has_no_column_for_it(tmp_path: Path) -> None:
    book = Book()
    book.actions[0][8] = date(2026, 3, 31)
    assert book.found(tmp_path, ADDED) == []


def test_a_rating_that_the_sheet_of_evidence_backs_is_not_called_without(tmp_path: Path) -> None:
    """The column beside the rating is not used, and one finding names those that the sheet does not back either."""
    book = book_with(lambda _book: None)
    for row in book.criteria:
        row[6] = None

    def said() -> dict[str, str]:
        findings = book.findings(tmp_path, "3")
        return {each.code: f"{each.where}: {each.message}" for each in findings if each.code in ("W333", "W381")}

    book.criteria[2][3:5] = ["Red", "Green"]
    assert said()["W333"] == "Criteria!G3: 2 of the 3 ratings have no evidence: L002, C001."
    assert "W381" in said()
    book.evidence[0][6] = "L001, L002, C001"
    assert said() == {}


@pytest.mark.parametrize("change", [action(1, Status="Complete", Progress=1.0), unbacked])
def test_nothing_lacks_evidence_in_a_workbook_that_keeps_none(tmp_path: Path, change: Change) -> None:
    book = book_with(change)
    book.evidence = []
    assert book.found(tmp_path, ADDED) == []


def test_evidence_that_an_action_names_is_of_something(tmp_path: Path) -> None:
    book = book_with(add(evidence=(evidence("E2", criteria=""),)))
    action(0, Evidence="E2")(book)
    assert book.found(tmp_path, ADDED) == []
