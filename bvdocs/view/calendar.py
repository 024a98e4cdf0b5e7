"""The calendar of a meeting in words: the key dates before it, the meeting itself, and when actions are due."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bvdocs.core.bank_holidays import day_off
from bvdocs.core.counting import Counting, counted_back, how_counted
from bvdocs.core.english import date_words, listed, weekday_words
from bvdocs.core.key_dates import CLEAR_DAYS_FOR_THE_AGENDA, key_dates
from bvdocs.core.model import Action, Assessment, Report
from bvdocs.core.ongoing import is_ongoing
from bvdocs.core.quoting import one_line, shortened

# In characters: as much of an action as a day's entry shows at once.
_MOST_OF_AN_ACTION = 80


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What happens on a day, at a time if it has one; `details` say more, each in a few words.

    `identity` are the facts by which an entry is known again in the calendar of a later version; no two have the same.
    """

    title: str
    day: date
    time: dt.time | None
    details: tuple[str, ...]
    identity: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalendarView:
    """The calendar of a meeting: the key dates and the meeting in order of time, and the actions in that of the plan.

    `advice` says what an officer has to know who has no sheet of key dates; '' with one.
    """

    name: str
    meeting: date
    entries: tuple[CalendarEntry, ...]
    actions: tuple[CalendarEntry, ...]
    advice: str


def build_calendar(public: Assessment, *, with_actions: bool) -> CalendarView:
    """Return the calendar of what may be published; the actions that are due on a day only if they are asked for."""
    report = public.report
    return CalendarView(
        name=f"{one_line(report.committee)}, {date_words(report.meeting_date)}",
        meeting=report.meeting_date,
        entries=(*_key_dates(public), _meeting(report)),
        actions=tuple(_actions_due(public)) if with_actions else (),
        advice="" if public.key_events else _advice(report.meeting_date),
    )


def passed_words(calendar: CalendarView, today: date) -> str:
    """Say which of the days before the meeting, or whether that too, has passed today; '' if none has."""
    if calendar.meeting < today:
        return f"Today is {date_words(today)}: the meeting, and every day before it, has passed."
    passed = [each.title for each in calendar.entries if each.day < today]
    if not passed:
        return ""
    have = "have" if len(passed) > 1 else "has"
    return f"Today is {date_words(today)}: the day for {listed([f'‘{title}’' for title in passed])} {have} passed."


def _key_dates(public: Assessment) -> Iterator[CalendarEntry]:
    """Yield the key dates in order of time; events of one name are told apart by their place."""
    report = public.report
    seen: dict[str, int] = {}
    for each in key_dates(public):
        place = seen[each.event] = seen.get(each.event, 0) + 1
        off = day_off(each.day)
        identity = (*_meeting_facts(report), each.event, str(place))
        details = (f"{each.counted[0].upper()}{each.counted[1:]}", *((off,) if off else ()))
        yield CalendarEntry(one_line(each.event), each.day, each.time, details, identity)


def _meeting(report: Report) -> CalendarEntry:
    title = f"Meeting of the {one_line(report.committee)}"
    return CalendarEntry(title, report.meeting_date, None, (one_line(report.title),), _meeting_facts(report))


def _meeting_facts(report: Report) -> tuple[str, ...]:
    return ("meeting", report.authority, report.committee, report.meeting_date.isoformat())


def _actions_due(public: Assessment) -> Iterator[CalendarEntry]:
    """Yield the actions that somebody has yet to finish by a day, in the order of the plan."""
    for theme in sorted(public.themes, key=lambda each: each.number):
        for action in public.actions:
            if action.theme == theme.number and action.is_open and not is_ongoing(action.last_due):
                yield _action_due(action, public.report)


def _action_due(action: Action, report: Report) -> CalendarEntry:
    """Return the entry of an action; it is the same one in the calendar of the next meeting, be its date another."""
    title = f"Action {action.ref} due: {shortened(action.text.plain, _MOST_OF_AN_ACTION)}"
    details = (one_line(action.owner), action.status.name)
    return CalendarEntry(title, action.last_due, None, details, ("action", report.authority, action.ref))


def _advice(meeting: date) -> str:
    """Say what the clear days of section 100B are in court, for whoever goes by those of the calendar."""
    number, counting = CLEAR_DAYS_FOR_THE_AGENDA, Counting.CLEAR_WORKING_DAYS
    day = weekday_words(counted_back(meeting, number, counting))
    return (
        "The agenda’s day is counted in clear days. The Court of Appeal took those of section 100B for working days (R"
        f" v Swansea City Council, ex p Elitestone, 1993): {how_counted(number, counting)}, that is {day}. Say in a"
        " sheet ‘Key dates’ what your council counts."
    )
