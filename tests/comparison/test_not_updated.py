"""An action that is as the committee saw it last, though its owner was asked what is new, is warned of."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bvdocs.comparison.not_updated import find_not_updated
from bvdocs.core.history import Issue, Past, Reported
from bvdocs.core.publishing import published
from bvdocs.core.versions import Version
from tests.support.asking import asked_of
from tests.support.program import run
from tests.support.project import TEMPLATES
from tests.support.workbooks import Book

LAST_TIME = date(2025, 3, 25)
Edit = Callable[[Book], object]


def cell(action: int, column: int, value: object) -> Edit:
    def edit(book: Book) -> None:
        book.actions[action][column] = value

    return edit


def found(folder: Path, *edits: Edit, reported: Book | None = None) -> list[tuple[str, str]]:
    """The findings once owners were asked and the workbook was changed so."""
    asked = asked_of(Book().write(folder)).asked
    past = Past(asked=asked)
    if reported:
        issue = Issue(Version(1, 0), LAST_TIME, "Monitoring Officer", "", "Audit Committee", LAST_TIME)
        past = Past(asked=asked, reported=(Reported(issue, published(reported.read(folder))),))
    book = Book()
    for edit in edits:
        edit(book)
    return [(each.code, str(each.where)) for each in find_not_updated(past, book.read(folder))]


BOTH = [("W604", "Actions!L2"), ("W604", "Actions!L3")]
STATUS, REVISED, PROGRESS, UPDATE = 9, 8, 10, 11


def test_every_open_action_that_is_as_it_was_is_told(tmp_path: Path) -> None:
    assert found(tmp_path) == BOTH


@pytest.mark.slow
@pytest.mark.parametrize(
    "edit",
    [
        cell(1, UPDATE, "A peer is found."),
        cell(1, STATUS, "In progress"),
        cell(1, REVISED, date(2025, 12, 1)),
        cell(1, PROGRESS, 0.1),
        cell(1, STATUS, "Cancelled"),
        cell(1, 0, "C-A9"),
    ],
)
def test_one_that_tells_something_new_or_that_nobody_was_asked_for_is_not(tmp_path: Path, edit: Edit) -> None:
    assert found(tmp_path, edit) == BOTH[:1]


def test_an_update_that_was_only_emptied_tells_nothing_new(tmp_path: Path) -> None:
    assert found(tmp_path, cell(1, UPDATE, None)) == BOTH


def test_one_that_was_updated_since_the_committee_saw_it_needs_no_other_update(tmp_path: Path) -> None:
    before = Book()
    before.actions[1][UPDATE] = "Nobody has been asked yet."
    assert found(tmp_path, reported=before) == BOTH[:1]
    assert found(tmp_path, reported=Book()) == BOTH


def test_a_round_for_another_meeting_says_nothing_of_this_one(tmp_path: Path) -> None:
    def later(book: Book) -> None:
        book.report[3][1] = date(2026, 3, 24)

    assert found(tmp_path, later) == []


@pytest.mark.slow
def test_check_tells_it_by_the_last_round_beside_the_archive(tmp_path: Path) -> None:
    book = Book()
    workbook = book.write(tmp_path)
    asked_of(workbook)
    book.actions[1][UPDATE] = "A peer is found."
    book.write(tmp_path)
    output = tmp_path / "outputs"
    done = run("check", workbook, "--output", output, "--templates", TEMPLATES)
    assert (done.exit_code, done.output.count("W604")) == (0, 1), done.output
    assert "was asked by 12 September 2025" in " ".join(done.output.split())
    asked_of(workbook)
    book.actions[0][UPDATE] = "Two posts are filled."
    book.write(tmp_path)
    done = run("check", workbook, "--output", output, "--templates", TEMPLATES)
    assert done.output.count("W604") == 1
    assert "C-A1 is as it was" in done.output


def test_a_record_that_cannot_be_read_is_said_and_stops_no_check(tmp_path: Path) -> None:
    workbook = Book().write(tmp_path)
    made = asked_of(workbook)
    (made.folder / "asked.json").write_bytes(b"{")
    done = run("check", workbook, "--output", tmp_path / "outputs", "--templates", TEMPLATES)
    assert done.exit_code == 0
    assert "It is not known what owners were asked last" in " ".join(done.output.split())
    assert "W604" not in done.output
