"""Dates as people type them: the day first, and nothing guessed.

A parser that takes any order (dateutil, dateparser) reads '11/26/2024' as a day of November and puts today's month in
where one is missing; here what leaves a doubt is no date, and the officer is told.
"""

import datetime as dt
import re

from bvdocs.core.english import MONTHS, WEEKDAYS, date_words, ordinal

_MONTH_NAMES = {name.casefold(): number for number, name in enumerate(MONTHS, 1)}
_MONTH_NAMES |= {name[:3]: number for name, number in _MONTH_NAMES.items()} | {"sept": 9}
_WEEKDAY_NAMES = {name.casefold(): number for number, name in enumerate(WEEKDAYS)}
_WEEKDAY_NAMES |= {name[:3]: number for name, number in _WEEKDAY_NAMES.items()}
_WEEKDAY_NAMES |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}

# 'Tue. 26th of Nov., 2024', '26-Nov-24'
_IN_WORDS = re.compile(
    r"(?:(?P<weekday>[a-z]+)(?:\.,?|,)? )?(?P<day>\d{1,2})(?P<ending>st|nd|rd|th)?(?: of)?[ ./-]"
    r"(?P<name>[a-z]+)(?:\.,? ?|, ?|[ /-]|(?='))(?P<year>[1-9]\d{3}|'?\d{2})",
    re.IGNORECASE | re.ASCII,
)
_IN_FIGURES = (
    re.compile(r"(?P<day>\d{1,2})(?P<sign>[/.])(?P<month>\d{1,2})(?P=sign)(?P<year>[1-9]\d{3}|'?\d{2})", re.ASCII),
    # With a year of two figures, '26-11-24' may be meant as year, month and day.
    re.compile(r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>[1-9]\d{3})", re.ASCII),
    re.compile(r"(?P<year>[1-9]\d{3})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII),
)
_CENTURY = 2000
_MONTHS_OF_A_YEAR = 12
# Word makes a quotation mark of an apostrophe before a year, and hyphens at which no line breaks.
_AS_TYPED = str.maketrans(dict.fromkeys("‘’ʼ", "'") | dict.fromkeys("‐‑‒–−", "-"))


def date_in(text: str) -> dt.date | None:
    """Return the day that a tidy text names in one of the forms that are read; None if it names none.

    A year of two figures is one of this century; spaces, hyphens and apostrophes may be of any kind; a
    weekday must be the day's own.
    """
    found = _day_or_fault(text)
    return found if isinstance(found, dt.date) else None


def why_no_day(text: str) -> str:
    """Return why a text in one of the forms that are read names no day, 'there is no such day'; '' for any other."""
    found = _day_or_fault(text)
    return found if isinstance(found, str) else ""


def _day_or_fault(text: str) -> dt.date | str:
    """Return the day that a text names, or why it names none: '' if it does not look like a date."""
    line = " ".join(text.split()).translate(_AS_TYPED)
    matches = (form.fullmatch(line) for form in (_IN_WORDS, *_IN_FIGURES))
    match = next(filter(None, matches), None)
    return _day_of(match.groupdict()) if match else ""


def _day_of(parts: dict[str, str | None]) -> dt.date | str:
    """Return the day of the parts of a date, or why it is none; '' if one of its words is none of a date."""
    day, year = int(parts["day"] or 0), (parts["year"] or "").lstrip("'")
    name, weekday, ending = (str(parts.get(part) or "").casefold() for part in ("name", "weekday", "ending"))
    known = (not weekday or weekday in _WEEKDAY_NAMES) and (not ending or _ending(day) == ending)
    if not known or (name and name not in _MONTH_NAMES):
        return ""
    month = _MONTH_NAMES[name] if name else int(parts["month"] or 0)
    if day <= _MONTHS_OF_A_YEAR < month:
        return f"there is no month {month}: type the day first"
    try:
        found = dt.date(int(year) + (_CENTURY if len(year) == 2 else 0), month, day)
    except ValueError:
        return "there is no such day"
    if weekday and _WEEKDAY_NAMES[weekday] != found.weekday():
        return f"{date_words(found)} is a {WEEKDAYS[found.weekday()]}"
    return found


def _ending(day: int) -> str:
    """Return what follows a day's number: 'st', 'nd', 'rd' or 'th'."""
    return {1: "st", 2: "nd", 3: "rd"}.get(day, ordinal(day)[-2:] if day > 9 else "th")
