"""The calendar's file, read back: what it says, that it is the same again, and that Outlook can take it."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdocs.render.calendar_file import calendar_file
from bvdocs.view.calendar import CalendarEntry, CalendarView

MEETING = date(2025, 9, 23)


def entry(title: str = "Agenda published", at: time | None = None, day: date = date(2025, 9, 15)) -> CalendarEntry:
    return CalendarEntry(title, day, at, ("Five clear days before the meeting", "a Saturday"), ("key date", title))


def calendar(*entries: CalendarEntry) -> CalendarView:
    return CalendarView("Audit Committee, 23 September 2025", MEETING, entries, (), "")


def read(content: bytes) -> Any:
    return icalendar.Calendar.from_ical(content)


def events_of(content: bytes) -> list[Any]:
    return list(read(content).events)


def uid_of(each: CalendarEntry) -> str:
    (event,) = events_of(calendar_file(calendar(each)))
    return str(event["uid"])


def test_an_event_without_a_time_lasts_the_whole_day() -> None:
    content = calendar_file(calendar(entry()))
    (event,) = events_of(content)
    assert event["dtstart"].dt == date(2025, 9, 15)
    assert event["dtend"].dt == date(2025, 9, 16)
    assert event["summary"] == "Agenda published"
    assert event["description"] == "Five clear days before the meeting; a Saturday"
    assert event["transp"] == "TRANSPARENT"
    assert b"VTIMEZONE" not in content


@pytest.mark.parametrize(("day", "ahead"), [(date(2025, 9, 15), 1), (date(2025, 10, 25), 1), (date(2025, 10, 27), 0)])
def test_a_time_is_that_of_london(day: date, ahead: int) -> None:
    content = calendar_file(calendar(entry(at=time(17, 30), day=day)))
    (event,) = events_of(content)
    assert event["dtstart"].params["TZID"] == "Europe/London"
    assert event["dtstart"].dt == datetime.combine(day, time(17, 30), ZoneInfo("Europe/London"))
    assert "dtend" not in event
    # What the file itself says of the zone, for whoever does not know it by its name.
    (zone,) = read(content).timezones
    assert datetime.combine(day, time(17, 30), zone.to_tz(lookup_tzid=False)).utcoffset() == timedelta(hours=ahead)


def test_the_file_has_no_clock_and_is_the_same_again() -> None:
    view = calendar(entry(), entry("Draft", time(9)))
    content = calendar_file(view)
    assert content == calendar_file(view)
    assert {event["dtstamp"].dt.date() for event in events_of(content)} == {MEETING}


def test_an_event_is_known_again_when_its_day_moves_and_from_every_other() -> None:
    before, moved = entry(), entry(day=date(2025, 9, 10))
    first, again, other = (
        events_of(calendar_file(calendar(each)))[0]["uid"] for each in (before, moved, entry("Draft"))
    )
    assert first == again != other


def test_outlook_takes_lines_that_end_and_fold_as_the_standard_has_them() -> None:
    content = calendar_file(calendar(entry("Ämter, posts; and a\\b " * 20)))
    assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert b"METHOD:PUBLISH\r\n" in content


# What a cell can hold, on one line.
titles = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)


@given(titles)
def test_any_title_comes_back_as_it_is(title: str) -> None:
    (event,) = events_of(calendar_file(calendar(entry(title))))
    assert event["summary"] == title
