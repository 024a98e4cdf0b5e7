"""What the archive says of last time counts, and a workbook that says otherwise is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bvdocs.comparison import compare_with_past, with_previous_ratings
from bvdocs.core.history import Issue, Past, Reported
from bvdocs.core.model import Assessment
from bvdocs.core.publishing import published
from bvdocs.core.versions import Version
from tests.support.workbooks import Book

NEXT = date(2026, 3, 24)
Edit = Callable[[Book], object]


def reported(version: int, assessment: Assessment) -> Reported:
    report = assessment.report
    issue = Issue(
        Version(version, 0), date(2025, 9, 1), "Monitoring Officer", "", "Audit Committee", report.meeting_date
    )
    return Reported(issue, published(assessment))


def next_book(*edits: Edit) -> Book:
    book = Book()
    book.report[3][1] = NEXT
    for edit in edits:
        edit(book)
    return book


def cell(sheet: str, row: int, column: int, value: object) -> Edit:
    def edit(book: Book) -> None:
        getattr(book, sheet)[row][column] = value

    return edit


def found(folder: Path, older: Book, *edits: Edit) -> list[tuple[str, str, str]]:
    past = Past((), (reported(1, older.read(folder)),))
    findings = compare_with_past(past, published(next_book(*edits).read(folder)))
    return [(each.code, str(each.where), each.message) for each in findings]


@pytest.mark.parametrize(
    ("edit", "code", "where", "message"),
    [
        (
            cell("criteria", 1, 4, "Red"),
            "W384",
            "Criteria!E3",
            "the workbook says that L002 was Red; version 1.0, reported on 23/09/2025, had Amber, and that is what is"
            " printed.",
        ),
        (
            cell("actions", 0, 7, date(2026, 6, 30)),
            "W385",
            "Actions!H2",
            "the workbook says that L-A1 was first due on 30/06/2026; version 1.0, reported on 23/09/2025, had"
            " 31/12/2025, and that is what is printed.",
        ),
        (
            cell("report", 3, 1, date(2025, 6, 24)),
            "W386",
            "Report!B5",
            "the meeting is on 24/06/2025, before that of version 1.0, 23/09/2025.",
        ),
    ],
)
def test_the_workbook_is_told_where_it_says_otherwise(
    tmp_path: Path, edit: Edit, code: str, where: str, message: str
) -> None:
    assert found(tmp_path, Book(), edit) == [(code, where, message)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "edit",
    [
        lambda _: None,
        cell("criteria", 1, 4, "Amber"),
        cell("criteria", 1, 4, "a"),
        cell("actions", 0, 8, date(2026, 6, 30)),
        cell("report", 3, 1, date(2025, 9, 23)),
        # New since then.
        lambda book: book.criteria.append(["L003", 1, "Sound advice", "Red", "Amber", None, "Minutes", None]),
        # Not printed: exempt, or a reference.
        lambda book: book.criteria[1].__setitem__(slice(4, 8), ["Red", None, None, "yes"]),
        lambda book: book.criteria[1].__setitem__(slice(3, 6), [None, "Red", "L001"]),
        lambda book: book.actions[0].__setitem__(slice(7, 14), [date(2026, 6, 30), *[None] * 5, "yes"]),
    ],
)  # fmt: skip
def test_what_agrees_or_is_new_or_is_not_printed_is_not_told(tmp_path: Path, edit: Edit) -> None:
    assert found(tmp_path, Book(), edit) == []


@pytest.mark.parametrize(
    ("day", "told"),
    [(date(2025, 9, 1), True), (date(2025, 9, 23), True), (date(2025, 9, 24), False), (None, False)],
)
def test_a_clearance_of_the_last_report_is_none_of_this_one(tmp_path: Path, day: date | None, told: bool) -> None:
    def edit(book: Book) -> None:
        book.additions = ("committee",)
        book.committee = [["Purpose", "To note"]]
        book.clearances = [["Section 151 Officer", day, None]]

    assert [each[:2] for each in found(tmp_path, Book(), edit)] == [("W529", "Clearances!B2")] * told


def test_no_rating_then_and_a_reference_then_are_no_previous_rating(tmp_path: Path) -> None:
    older = Book()
    older.criteria[0][3] = None
    older.criteria[1][3:6] = [None, None, "C001"]
    newer = (cell("criteria", 0, 4, "Amber"), cell("criteria", 1, 4, "Red"))
    said = [message.partition(" had ")[2] for _, _, message in found(tmp_path, older, *newer)]
    assert said == ["no rating, and that is what is printed.", "'See C001', and that is what is printed."]
    facts = with_previous_ratings(older.read(tmp_path), next_book(*newer).read(tmp_path))
    assert [each.previous and each.previous.name for each in facts.criteria] == [None, None, "Red"]


def test_a_code_that_changed_with_its_theme_keeps_its_past(tmp_path: Path) -> None:
    """The theme has its own number still; another code is known by the wording."""
    older = Book()
    older.criteria[1][0], older.actions[0][2] = "L009", "L009"
    assert [where for _, where, _ in found(tmp_path, older, cell("criteria", 1, 4, "Red"))] == ["Criteria!E3"]
    older = Book()
    older.themes[1][0] = 7
    for rows, at in ((older.criteria, 1), (older.narrative, 0), (older.actions, 1)):
        rows[-1][at] = 7
    older.criteria[2][0] = older.narrative[1][3] = older.actions[1][2] = "C017"
    assert [where for _, where, _ in found(tmp_path, older, cell("criteria", 2, 4, "Green"))] == ["Criteria!E4"]


def test_a_level_that_the_scale_no_longer_has_is_what_it_was(tmp_path: Path) -> None:
    older = Book()
    older.scale[1][:2] = ["Partly met", "PM"]
    older.criteria[1][3] = "Partly met"
    (one,) = found(tmp_path, older, cell("criteria", 1, 4, "Red"))
    assert "was Red; version 1.0, reported on 23/09/2025, had Partly met, and that" in one[2]
    facts = with_previous_ratings(older.read(tmp_path), next_book().read(tmp_path))
    assert facts.criteria[1].previous
    assert facts.criteria[1].previous.name == "Partly met"


def test_the_date_first_agreed_is_that_of_the_first_version_that_had_the_action(tmp_path: Path) -> None:
    first = Book().read(tmp_path)
    wrong = next_book(cell("actions", 0, 7, date(2026, 6, 30))).read(tmp_path)
    now = replace(wrong, report=replace(wrong.report, meeting_date=date(2026, 9, 22)))
    (one,) = compare_with_past(Past((), (reported(1, first), reported(2, wrong))), now)
    assert "version 1.0, reported on 23/09/2025, had 31/12/2025" in one.message
