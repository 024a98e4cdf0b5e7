"""What checks say of last time is of what is printed: the archive's ratings, whatever the workbook says."""

from datetime import date

from bvdocs.commands.issue import IssueOutcome
from tests.support.archives import FIRST, Workshop
from tests.support.workbooks import Book

NEXT = date(2025, 12, 16)


def next_book() -> Book:
    """The workbook of the next meeting."""
    book = Book()
    book.report[3][1] = NEXT
    return book


def codes(outcome: IssueOutcome) -> set[str]:
    return {each.code for each in outcome.findings} & {"W381", "W382", "W384"}


def test_ratings_that_did_not_change_are_not_said_to_have_changed(workshop: Workshop) -> None:
    workshop.issue(final=True, now=FIRST)
    book = next_book()
    book.criteria[0][4] = "Red"
    workshop.write(book)
    assert codes(workshop.issue()) == {"W384"}


def test_ratings_that_did_change_are_told_though_the_workbook_says_nothing_of_them(workshop: Workshop) -> None:
    workshop.issue(final=True, now=FIRST)
    book = next_book()
    book.criteria[0][3:8] = ["Red", None, None, None, None]
    book.criteria[1][3] = "Green"
    workshop.write(book)
    assert codes(workshop.issue()) == {"W381", "W382"}


def test_a_level_that_the_scale_no_longer_has_is_none_to_count_from(workshop: Workshop) -> None:
    older = Book()
    older.scale.insert(1, ["Blue", "B", "#1f4e9e", "Mostly in place"])
    older.criteria[0][3] = "Blue"
    workshop.write(older)
    workshop.issue(final=True, now=FIRST)
    workshop.write(next_book())
    assert workshop.issue().version
