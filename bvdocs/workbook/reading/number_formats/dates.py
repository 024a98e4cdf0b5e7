"""Days and times in the words of a format's section: the calendar of Excel, and the units that a section shows.

Excel counts days from 1 January 1900, which is 1; day 0 is shown as 00/01/1900, and 60 is a 29 February that never was.
"""

import datetime as dt
import math
from collections.abc import Iterator
from typing import NamedTuple

from bvdocs.core.english import MONTHS
from bvdocs.workbook.reading.number_formats.grammar import Mark, Piece, Section

BEYOND_ALL_DAYS = 2_958_466  # 31 December 9999 is the last
_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_DAY_BEFORE_1900 = dt.date(1899, 12, 31)
_FALSE_LEAP_DAY = 60
_SECONDS = {"day": 86_400, "h": 3600, "m": 60, "s": 1}
_HALF = 12
_BINARY_NOISE = 1e-5
# So many letters stand for a short name, for a whole one, and for the first letter of one.
_SHORT, _WHOLE, _LETTER = 3, 4, 5


class _Moment(NamedTuple):
    """A moment taken to pieces; `ticks` are the parts of a second that are shown, `seconds` all since day 0."""

    year: int
    month: int
    day: int
    weekday: str
    hour: int
    minute: int
    second: int
    ticks: str
    seconds: int


def date_text(serial: float, section: Section, first_day: int) -> str:
    """Return a moment in the words of a section; `first_day` is added for the calendar, not for lengths of time."""
    runs = "".join("0" if piece.mark is Mark.DIGIT else " " for piece in section.pieces).split()
    moment = _moment(serial, first_day, max(map(len, runs), default=0))
    halved = section.has(Mark.HALF_DAY)
    shown, ticks = [], iter("")
    for piece, unit in _with_units(section):
        if piece.mark is Mark.POINT:
            ticks = iter(moment.ticks)
        shown.append(next(ticks, "") if piece.mark is Mark.DIGIT else _shown(piece, unit, moment, halved=halved))
    return "".join(shown)


def units_of_date(section: Section) -> frozenset[str]:
    """Return which of 'day', 'month' and 'year' a section shows; a day of the week is no day."""
    units = {"d": "day", "M": "month", "y": "year", "e": "year"}
    return frozenset(
        units[unit]
        for piece, unit in _with_units(section)
        if piece.mark is Mark.DATE and unit in units and not (unit == "d" and len(piece.text) >= _SHORT)
    )


def _moment(serial: float, first_day: int, places: int) -> _Moment:
    """Return the moment of a serial, to so many places of a second."""
    per_second = 10**places
    # Half a second is rounded up, even if it is a little less in binary.
    seconds, ticks = divmod(math.floor(serial * _SECONDS["day"] * per_second + 0.5 + _BINARY_NOISE), per_second)
    days, of_day = divmod(seconds, _SECONDS["day"])
    days += first_day
    year, month, day = _calendar(days)
    return _Moment(
        year, month, day, _WEEKDAYS[(days - 1) % 7],
        of_day // 3600, of_day // 60 % 60, of_day % 60, f"{ticks:0{places}}" if places else "", seconds,
    )  # fmt: skip


def _calendar(days: int) -> tuple[int, int, int]:
    """Return year, month and day."""
    if days == 0:
        return 1900, 1, 0
    if days == _FALSE_LEAP_DAY:
        return 1900, 2, 29
    # Rounding up may go a day beyond the last.
    found = _DAY_BEFORE_1900 + dt.timedelta(min(days, BEYOND_ALL_DAYS - 1) - (days > _FALSE_LEAP_DAY))
    return found.year, found.month, found.day


def _with_units(section: Section) -> Iterator[tuple[Piece, str]]:
    """Yield each piece with its unit: the letter it is written with, but 'M' for months: minutes are 'm'.

    An m is of minutes right behind hours or right before seconds, whatever words lie between.
    """
    timed = [place for place, piece in enumerate(section.pieces) if piece.mark in {Mark.DATE, Mark.ELAPSED}]
    letters = [section.pieces[place].text[0].lower() for place in timed]
    units = dict(zip(timed, letters, strict=True))
    for order, place in enumerate(timed):
        piece = section.pieces[place]
        before = letters[order - 1] if order else ""
        after = letters[order + 1] if order + 1 < len(letters) else ""
        is_minute = piece.mark is Mark.ELAPSED or (len(piece.text) < _SHORT and (before == "h" or after == "s"))
        if letters[order] == "m" and not is_minute:
            units[place] = "M"
    for place, piece in enumerate(section.pieces):
        yield piece, units.get(place, "")


def _shown(piece: Piece, unit: str, moment: _Moment, *, halved: bool) -> str:
    """Return what a piece shows of the moment; hours go to 12 if the day is halved."""
    width = len(piece.text)
    if piece.mark is Mark.HALF_DAY:
        half = "PM" if moment.hour >= _HALF else "AM"
        return half if width > _SHORT else half[0] if piece.text[0].isupper() else half[0].lower()
    if piece.mark is Mark.ELAPSED:
        return f"{moment.seconds // _SECONDS[unit]:0{width}}"
    if piece.mark is not Mark.DATE:
        return piece.text
    match unit:
        case "y":
            return f"{moment.year % 100:02}" if width < _SHORT else str(moment.year)
        case "e":
            return str(moment.year)
        case "M":
            return _named(moment.month, MONTHS[moment.month - 1], width)
        case "d":
            return _named(moment.day, moment.weekday, min(width, _WHOLE))
        case "h":
            return _padded((moment.hour - 1) % _HALF + 1 if halved else moment.hour, width)
        case "m":
            return _padded(moment.minute, width)
        case _:
            return _padded(moment.second, width)


def _named(number: int, name: str, width: int) -> str:
    """Return a day or a month: in figures, its first three letters, its name or its first letter, by the width."""
    if width < _SHORT:
        return _padded(number, width)
    return name[:_SHORT] if width == _SHORT else name[0] if width == _LETTER else name


def _padded(number: int, width: int) -> str:
    return f"{number:0{min(width, 2)}}"
