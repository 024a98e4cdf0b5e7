"""Dates as people type them: the day first, and nothing guessed.

A parser that takes any order (dateutil, dateparser) reads '11/26/2024' as a day of November and puts today's month in
where one is missing; here what leaves a doubt is no date, and the officer is told.
"""

import datetime as dt
import re

from bvdocs.core.english import MONTHS, date_words, ordinal

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH_NAMES = {name.casefold(): number for number, name in enumerate(MONTHS, 1)}
_MONTH_NAMES |= {name[:3]: number for name, number in _MONTH_NAMES.items()} | {"sept": 9}
_WEEKDAY_NAMES = {name.casefold(): number for number, name in enumerate(_WEEKDAYS)}
_WEEKDAY_NAMES |= {name[:3]: number for name, number in _WEEKDAY_NAMES.items()}
_WEEKDAY_NAMES |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}

# 'Tue. 26th of Nov., 2024', '26-Nov-24'
_IN_WORDS = re.compile(
    r"(?:(?P<weekday>[a-z]+)(?:\.,?|,)? )?(?P<day>\d{1,2})(?P<ending>st|nd|rd|th)?(?: of)?[ ./-]"
    r"(?P<name>[a-z]+)(?:\.,? ?|, ?|[ /-])(?P<year>[1-9]\d{3}|['’]?\d{2})",
    re.IGNORECASE | re.ASCII,
)
_IN_FIGURES = (
    re.compile(r"(?P<day>\d{1,2})(?P<between>[/.])(?P<month>\d{1,2})(?P=between)(?P<year>[1-9]\d{3}|\d{2})", re.ASCII),
    # With a year of two figures, '26-11-24' may be meant as year, month and day.
    re.compile(r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>[1-9]\d{3})", re.ASCII),
    re.compile(r"(?P<year>[1-9]\d{3})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII),
)
_CENTURY = 2000


def date_in(text: str) -> dt.date | None:
    """Return the day that a tidy text names in one of the forms that are read; None if it names none.

    A year of two figures is one of this century; hard spaces are spaces; a weekday must be the day's own.
    """
    day, weekday = _named_day(text)
    return day if day is None or weekday in (None, day.weekday()) else None


def wrong_weekday(text: str) -> str:
    """Return what the text's weekday should be, '26 November 2024 is a Tuesday'; '' unless it names another."""
    day, weekday = _named_day(text)
    if day is None or weekday in (None, day.weekday()):
        return ""
    return f"{date_words(day)} is a {_WEEKDAYS[day.weekday()]}"


def _named_day(text: str) -> tuple[dt.date | None, int | None]:
    """Return the day that a text names, and the weekday, from Monday as 0, that it says; None for what it lacks."""
    line = " ".join(text.split())
    for form in (_IN_WORDS, *_IN_FIGURES):
        match = form.fullmatch(line)
        if match:
            return _day_of(match.groupdict())
    return None, None


def _day_of(parts: dict[str, str | None]) -> tuple[dt.date | None, int | None]:
    """Return the day, and the weekday if there is one, of the parts of a date; no day if a part is none."""
    day, year = int(parts["day"] or 0), (parts["year"] or "").lstrip("'’")
    name, weekday, ending = (str(parts.get(part) or "").casefold() for part in ("name", "weekday", "ending"))
    month = _MONTH_NAMES.get(name, 0) if name else int(parts["month"] or 0)
    known = (not weekday or weekday in _WEEKDAY_NAMES) and (not ending or _ending(day) == ending)
    try:
        found = dt.date(int(year) + (_CENTURY if len(year) == 2 else 0), month, day) if known else None
    except ValueError:
        found = None
    return found, _WEEKDAY_NAMES.get(weekday)


def _ending(day: int) -> str:
    """Return what follows a day's number: 'st', 'nd', 'rd' or 'th'."""
    return {1: "st", 2: "nd", 3: "rd"}.get(day, ordinal(day)[-2:] if day > 9 else "th")
