"""What changed in the covering report and its clearances."""

from datetime import date
from pathlib import Path

import pytest

from bvdocs.comparison import ExemptNow, compare, withhold
from bvdocs.core.changes import Changes
from bvdocs.core.publishing import published
from tests.support.workbooks import Book

SECRET = "Sell the depot at Station Road to Zeta Quarries for nine million pounds."


def book_with(*committee: tuple[str, object], cleared: date | None = None) -> Book:
    book = Book(additions=["committee"])
    book.committee = [list(row) for row in committee]
    book.clearances = [["Monitoring Officer", cleared, None]]
    return book


def told_since(folder: Path, older: Book, newer: Book) -> Changes:
    """What is told of what changed; the newer workbook has its exempt rows."""
    was, whole = published(older.read(folder)), newer.read(folder)
    facts = published(whole)
    both = withhold(was, facts, ExemptNow(whole), ExemptNow(facts))
    return compare(both.older, both.newer)


def test_each_field_that_says_something_else_is_told(tmp_path: Path) -> None:
    older = book_with(("Summary", "All is well."), ("Recommendation", "Note it."), ("Legal implications", "None."))
    newer = book_with(
        ("Summary", "All is well."), ("Recommendation", "Note it."), ("Recommendation", "Agree it."),
        ("Digital implications", "None."), cleared=date(2025, 9, 9),
    )  # fmt: skip
    changes = told_since(tmp_path, older, newer).overall
    assert [(each.subject, each.field, each.before, each.now) for each in changes] == [
        ("Covering report", "Recommendation", "Note it.", "Note it.\nAgree it."),
        ("Covering report", "Legal implications", "None.", ""),
        ("Covering report", "Digital implications", "", "None."),
        ("Clearances", "Monitoring Officer", "", "9 September 2025"),
    ]  # fmt: skip


def test_a_covering_report_that_one_side_lacks_is_no_change(tmp_path: Path) -> None:
    assert told_since(tmp_path, Book(), book_with(("Summary", "All is well."))).overall == ()


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (
            ("3", "It is about one company."),
            ("1, 3", "It is about one person."),
            [
                ("Paragraphs of Schedule 12A", "3", "1 and 3"),
                # What was said before is not published again.
                ("Reasons for exemption", "", "It is about one person."),
            ],
        ),
        (
            None,
            ("3", "It is about one company."),
            [
                ("Paragraphs of Schedule 12A", "", "3"),
                ("Reasons for exemption", "", "It is about one company."),
            ],
        ),
        (("3", "It is about one company."), ("3", "It is about one company."), []),
        # That there was a Part B is not told where there is none.
        (("3", "It is about one company."), None, []),
    ],
)
def test_what_is_announced_of_exempt_rows_is_told_where_it_is_announced_still(
    tmp_path: Path, was: tuple[str, str] | None, now: tuple[str, str] | None, told: list[tuple[str, str, str]]
) -> None:
    older, newer = (_announcing(each) for each in (was, now))
    changes = told_since(tmp_path, older, newer).overall
    assert [(each.field, each.before, each.now) for each in changes] == told
    assert all(each.subject == "Covering report" for each in changes)


def _announcing(of_row: tuple[str, str] | None) -> Book:
    """A workbook with an exempt row, its paragraphs and its reason, which the covering report announces if given."""
    book = book_with(("Summary", "All is well."), ("Part B", "yes" if of_row else "no"))
    book.additions = ["committee", "exempt-reasons"]
    book.narrative.append([2, "Opportunities", SECRET, None, None, *(of_row or ("3", "It is about one company."))])
    return book


def test_reasons_that_tell_what_is_exempt_now_are_not_told(tmp_path: Path) -> None:
    older, newer = _announcing(("3", SECRET)), _announcing(("3", "It is about one company."))
    assert told_since(tmp_path, older, newer).overall == ()


def test_words_of_it_that_are_exempt_now_are_not_told(tmp_path: Path) -> None:
    older, newer = book_with(("Background", f"It is asked to {SECRET}")), book_with(("Background", "Nothing is asked."))
    newer.narrative.append([2, "Opportunities", SECRET, None, None, "yes"])
    assert told_since(tmp_path, older, newer).overall == ()
    newer.narrative.pop()
    (change,) = told_since(tmp_path, older, newer).overall
    assert "depot" in change.before
