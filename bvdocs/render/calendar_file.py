"""The calendar as a file of the iCalendar format (RFC 5545), as Outlook imports it: the same view, the same bytes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from icalendar import Calendar, Component, Event, Timezone, TimezoneDaylight, TimezoneStandard

from bvdocs.view.calendar import CalendarEntry, CalendarView

_ZONE = "Europe/London"
# Of what bvdocs names: an entry's number is made of it and of the entry's facts (RFC 9562, 5.5).
_NAMESPACE = UUID("5f0c7f0e-6f0f-5c58-9d5e-3a3f5b1f6f6c")
_WINTER, _SUMMER = timedelta(0), timedelta(hours=1)


def calendar_file(calendar: CalendarView) -> bytes:
    """Return the file's content; days without a time are events of the whole day, and nobody is made busy by any."""
    file = Calendar()
    file.add("prodid", "-//bvdocs//calendar of a meeting//EN")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", calendar.name)
    entries = (*calendar.entries, *calendar.actions)
    if any(each.time for each in entries):
        file.add_component(_london())
    # No clock: what is known is known for the meeting.
    stamp = datetime(calendar.meeting.year, calendar.meeting.month, calendar.meeting.day, tzinfo=UTC)
    for each in entries:
        file.add_component(_event(each, stamp))
    content: bytes = file.to_ical()
    return content


def _event(entry: CalendarEntry, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", str(uuid5(_NAMESPACE, "\0".join(entry.identity))))
    event.add("dtstamp", stamp)
    event.add("summary", entry.title)
    event.add("description", "; ".join(entry.details))
    if entry.time:
        event.add("dtstart", datetime.combine(entry.day, entry.time), parameters={"TZID": _ZONE})
    else:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    # Outlook goes by this one.
    event.add("x-microsoft-cdo-busystatus", "FREE")
    return event


def _london() -> Timezone:
    """Return the time of London since 1996: summer time from the last Sunday in March to the last in October."""
    zone = Timezone()
    zone.add("tzid", _ZONE)
    for part in _halves_of_the_year():
        zone.add_component(part)
    return zone


def _halves_of_the_year() -> Iterator[Component]:
    for part, name, start, month, before, after in (
        (TimezoneDaylight(), "BST", datetime(1996, 3, 31, 1), 3, _WINTER, _SUMMER),  # noqa: DTZ001 - by the clock there
        (TimezoneStandard(), "GMT", datetime(1996, 10, 27, 2), 10, _SUMMER, _WINTER),  # noqa: DTZ001
    ):
        part.add("dtstart", start)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        yield part
