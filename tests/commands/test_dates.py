"""`bvdocs dates`: what it prints and writes, and what it never does."""

from copy import copy
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest

from bvdocs.commands.dates import Dates, count_dates
from tests.support.program import run
from tests.support.workbooks import Book

# The meeting of `Book` is on Tuesday 23 September 2025.
BEFORE, BETWEEN, AFTER = date(2025, 9, 1), date(2025, 9, 20), date(2025, 9, 24)
SECRET = "Settle the tribunal."


def dates(folder: Path, book: Book, today: date = BEFORE, *, with_actions: bool = True) -> Dates:
    return count_dates(book.write(folder), today, lambda *_: None, with_actions=with_actions)


def in_file(counted: Dates) -> list[tuple[str, date]]:
    """The titles of the events in the file, with their days."""
    events: list[Any] = icalendar.Calendar.from_ical(counted.file()).events
    return [(str(event["summary"]), event["dtstart"].dt) for event in events]


def test_without_a_sheet_the_agenda_has_five_clear_days_and_what_the_court_says_is_printed(tmp_path: Path) -> None:
    done = run("dates", Book().write(tmp_path), "--output", tmp_path)
    assert done.exit_code == 0
    assert "Wednesday 17 September 2025: Agenda published\n    Five clear days before the meeting\n" in done.output
    assert "Tuesday 23 September 2025: Meeting of the Audit Committee\n" in done.output
    assert "1993): five clear working days before the meeting, that is Monday 15 September 2025." in done.output
    assert "due:" not in done.output


def test_the_file_has_the_key_dates_the_meeting_and_the_actions_that_are_due(tmp_path: Path) -> None:
    assert in_file(dates(tmp_path, Book())) == [
        ("Agenda published", date(2025, 9, 17)),
        ("Meeting of the Audit Committee", date(2025, 9, 23)),
        ("Action L-A1 due: Fill the posts.", date(2025, 12, 31)),
        ("Action C-A1 due: Invite challenge.", date(2025, 6, 30)),
    ]
    assert len(in_file(dates(tmp_path, Book(), with_actions=False))) == 2


def test_actions_are_in_the_order_of_the_plan_by_the_date_that_counts_and_those_at_an_end_are_left_out(
    tmp_path: Path,
) -> None:
    book = Book()
    book.actions.reverse()
    for place, (ref, status) in enumerate((("L-A2", "Complete"), ("L-A3", "Cancelled"), ("L-A4", "In progress"))):
        row = copy(book.actions[-1])
        row[0], row[4], row[9] = ref, f"Do what is number {place}.", status
        row[8], row[11] = (date(2026, 3, 31), "It took longer.") if ref == "L-A4" else (None, "Done.")
        book.actions.append(row)
    titles = [title for title, _ in in_file(dates(tmp_path, book))[2:]]
    assert [title.split()[1] for title in titles] == ["L-A1", "L-A4", "C-A1"]
    assert ("Action L-A4 due: Do what is number 2.", date(2026, 3, 31)) in in_file(dates(tmp_path, book))


def test_nothing_exempt_is_in_the_calendar(tmp_path: Path) -> None:
    book = Book()
    plain = dates(tmp_path, book).file()
    secret = copy(book.actions[0])
    secret[0], secret[4], secret[7], secret[13] = "L-A2", SECRET, date(2026, 2, 3), "yes"
    book.actions.append(secret)
    assert dates(tmp_path, book).file() == plain
    printed = run("dates", book.write(tmp_path), "--actions", "--output", tmp_path).output
    assert SECRET not in printed
    assert "L-A2" not in printed


@pytest.mark.parametrize(
    ("today", "says"),
    [
        (BEFORE, ""),
        (date(2025, 9, 17), ""),
        (BETWEEN, "Today is 20 September 2025: the day for ‘Agenda published’ has passed."),
        (date(2025, 9, 23), "Today is 23 September 2025: the day for ‘Agenda published’ has passed."),
        (AFTER, "Today is 24 September 2025: the meeting, and every day before it, has passed."),
    ],
)
def test_a_day_that_has_passed_is_said_and_nothing_else_hangs_on_today(tmp_path: Path, today: date, says: str) -> None:
    counted, again = dates(tmp_path, Book(), today), dates(tmp_path, Book(), BEFORE)
    assert counted.passed == says
    assert counted.calendar == again.calendar
    assert counted.file() == again.file()


def test_with_a_sheet_its_dates_are_printed_and_what_is_wrong_with_them(tmp_path: Path) -> None:
    book = Book(additions=("key-dates",))
    book.key_dates = [["Agenda published", 5, "clear days", "17:30"], ["Draft to the Chair", 10, "working days", None]]
    book.abbreviations = [["ABC", "Not used anywhere"]]  # a warning that is no matter of the calendar's
    done = run("dates", book.write(tmp_path), "--output", tmp_path)
    assert done.exit_code == 0
    assert "W504 Key dates!B2: 'Agenda published' is on Wednesday 17 September 2025, three clear working" in done.output
    assert "1 warning." in done.output
    assert "Tuesday 9 September 2025: Draft to the Chair\n    10 working days before the meeting\n" in done.output
    assert "Wednesday 17 September 2025, 5:30pm: Agenda published\n" in done.output
    assert "Court of Appeal took those of section 100B" not in done.output


def test_no_file_is_written_over(tmp_path: Path) -> None:
    path, ics = Book().write(tmp_path), tmp_path / "mine.ics"
    ics.write_text("Mine.")
    done = run("dates", path, "--ics", ics, "--output", tmp_path)
    assert done.exit_code == 3
    assert "no file is written over" in done.output
    assert ics.read_text() == "Mine."


def test_a_calendar_has_the_name_by_which_outlook_knows_it(tmp_path: Path) -> None:
    done = run("dates", Book().write(tmp_path), "--ics", tmp_path / "a.txt", "--output", tmp_path)
    assert done.exit_code == 2
    assert "does not end in .ics" in done.output


def test_a_workbook_with_errors_has_no_calendar(tmp_path: Path) -> None:
    book = Book()
    book.report[3][1] = "next Tuesday"
    done = run("dates", book.write(tmp_path), "--ics", tmp_path / "a.ics", "--output", tmp_path)
    assert done.exit_code == 1
    assert "'next Tuesday' is not a date" in done.output
    assert not (tmp_path / "a.ics").exists()


def test_the_file_is_written_and_named(tmp_path: Path) -> None:
    path, ics = Book().write(tmp_path), tmp_path / "committee.ics"
    done = run("dates", path, "--ics", ics, "--actions", "--output", tmp_path)
    assert done.output.endswith(f"Written: {ics}\n")
    assert ics.read_bytes() == dates(tmp_path, Book()).file()
