"""Key dates that are counted otherwise, come or go; and what is told of their words as of any others."""

from pathlib import Path

from bvdocs.comparison import compare
from bvdocs.core.publishing import published
from tests.support.workbooks import Book, Row


def book(*rows: Row) -> Book:
    return Book(key_dates=list(rows), additions=("key-dates",))


def changes(tmp_path: Path, older: Book, newer: Book) -> list[tuple[str, str, str, str]]:
    found = compare(older.read(tmp_path), newer.read(tmp_path))
    return [(each.subject, each.field, each.before, each.now) for each in found.overall]


def test_an_event_that_is_counted_otherwise_or_came_or_went_is_told(tmp_path: Path) -> None:
    older = book(["Agenda published", 5, "clear days"], ["Briefing", 7, "days"], ["Call for items", 20, "working days"])
    newer = book(
        ["Call for items", 20, "working days"],
        ["Agenda published", 5, "clear working days", "5pm"],
        ["Draft", 0, "days"],
    )
    assert changes(tmp_path, older, newer) == [
        (
            "Key dates",
            "Agenda published",
            "five clear days before the meeting",
            "five clear working days before the meeting, 5pm",
        ),
        ("Key dates", "Draft", "", "on the day of the meeting"),
        ("Key dates", "Briefing", "seven days before the meeting", ""),
    ]


def test_a_sheet_that_says_the_same_is_no_change(tmp_path: Path) -> None:
    rows: list[Row] = [["Agenda published", 5, "clear working days", "17:00"], ["Briefing", 7, "days", None]]
    assert changes(tmp_path, book(*rows), book(*reversed(rows))) == []


def test_an_event_is_read_like_any_printed_text(tmp_path: Path) -> None:
    one = book(["Ring 07700 900123 for the KPI list", 8, "days"])
    one.abbreviations = [["KPI", "Key performance indicator"]]
    assert ("W372", "Key dates!A2") in one.found(tmp_path)
    assert [each.short for each in published(one.read(tmp_path)).abbreviations] == ["KPI"]


def test_an_event_that_tells_what_is_exempt_is_told(tmp_path: Path) -> None:
    secret = "Settle the tribunal with the former head of service."
    one = book([secret, 8, "days"])
    exempt = list(one.actions[0])
    exempt[0], exempt[4], exempt[13] = "L-A2", secret, "yes"
    one.actions.append(exempt)
    assert [place for code, place in one.found(tmp_path) if code == "E222"] == ["Key dates!A2"]
