"""Days counted backwards from a meeting: plain, clear, working and clear working days.

A clear day counts neither the day of the event nor that of the meeting (R v Herefordshire Justices, 1820). A working
day is Monday to Friday, and no bank holiday in England.
"""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from bvdocs.core.bank_holidays import day_off
from bvdocs.core.english import counted

# A year: an event before that belongs to another meeting.
MOST_DAYS_BEFORE = 366


class Counting(StrEnum):
    """What is counted between an event and the meeting."""

    DAYS = "days"
    CLEAR_DAYS = "clear days"
    WORKING_DAYS = "working days"
    CLEAR_WORKING_DAYS = "clear working days"


@cache
def counted_back(meeting: date, number: int, counting: Counting) -> date:
    """Return the last day for an event that is to be so many days before the meeting: the day itself for none.

    With clear days, so many whole days lie between the two; counted in working days, the event is on a working day.
    Raise OverflowError before the first year of the calendar.
    """
    steps = number + (counting in (Counting.CLEAR_DAYS, Counting.CLEAR_WORKING_DAYS))
    if counting in (Counting.DAYS, Counting.CLEAR_DAYS):
        return meeting - timedelta(days=steps)
    day = meeting
    while steps:
        day -= timedelta(days=1)
        steps -= not day_off(day)
    return day


@cache
def clear_working_days(event: date, meeting: date) -> int:
    """Return how many working days lie between an event and the meeting, neither of the two counted."""
    days = (event + timedelta(days=step) for step in range(1, (meeting - event).days))
    return sum(not day_off(day) for day in days)


def how_counted(number: int, counting: Counting) -> str:
    """Say how an event's day was counted: 'five clear days before the meeting', 'on the day of the meeting'."""
    if number:
        return f"{counted(number, counting.value.removesuffix('s'))} before the meeting"
    match counting:
        case Counting.CLEAR_DAYS:
            return "the day before the meeting"
        case Counting.CLEAR_WORKING_DAYS:
            return "the working day before the meeting"
    return "on the day of the meeting"
