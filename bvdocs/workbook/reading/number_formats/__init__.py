"""A cell's value as the text that Excel shows under the cell's number format: the one way into this folder.

The language of the formats is that of ECMA-376, Part 1, 18.8.30 and 18.8.31, as a British Excel reads it: `grammar.py`
takes a format to pieces, `numbers.py` and `dates.py` fill the pieces in. A cell is taken to be wide enough. What is
not followed is never guessed in silence: `Shown.doubt` says so.

No library does this well enough: `ssf` (with its copies) has not been kept since 2020 and needs seven others, and
`xlfmt` is new and has no public source; both drop the minus of -5 under `[>=1000]0.0,"k";0`, and make words of what is
no format. `numfmt` and `SSF`, for JavaScript, and LibreOffice are what this was compared with.
"""

import datetime as dt
import math
import re
import sys
from typing import NamedTuple

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH, to_excel

from bvdocs.workbook.reading.number_formats.dates import BEYOND_ALL_DAYS, date_text, units_of_date
from bvdocs.workbook.reading.number_formats.grammar import Format, Mark, Section, parse
from bvdocs.workbook.reading.number_formats.numbers import general, number_text

# The days from the first of the calendar of 1900 to the first of that of 1904.
_CALENDARS_APART = 1462
_TOO_WIDE = "########"
_PER_CENT = re.compile(r"%|per ?cent", re.IGNORECASE)
_STANDS_FOR_TEXT = (Mark.TEXT, Mark.GENERAL)

Timed = dt.date | dt.time | dt.timedelta


class Shown(NamedTuple):
    """The text that Excel shows.

    `doubt` completes 'its number format …' and says why Excel may show another; '' if there is no reason to think so.
    """

    text: str
    doubt: str = ""


def shown_by_excel(value: object, number_format: str, epoch: dt.datetime = WINDOWS_EPOCH) -> str:
    """Return the text that Excel shows for a cell's value under its `number_format`; '' if it shows nothing."""
    return shown(value, number_format, epoch).text


def shown(value: object, number_format: str, epoch: dt.datetime = WINDOWS_EPOCH) -> Shown:
    """Return what Excel shows for a value, as openpyxl gives it, in a workbook whose days are counted from `epoch`."""
    form = parse(number_format)
    if isinstance(value, bool):
        return Shown("" if form.for_text and not form.for_text.pieces else str(value).upper())
    if isinstance(value, Timed):
        return _day_shown(value, form, epoch)
    if not isinstance(value, int | float):
        return _text_shown(str(value), form)
    if abs(value) > sys.float_info.max or not math.isfinite(value):
        return Shown(str(value), "is over a number that is too large")
    return _number_shown(value, form, _first_day(epoch))


def shown_plainly(value: object, epoch: dt.datetime = WINDOWS_EPOCH) -> str:
    """Return a value as a cell shows it that nobody has formatted; a day is shown in figures, a time with seconds."""
    form = "General"
    if isinstance(value, Timed):
        form = "dd/mm/yyyy" if isinstance(value, dt.date) else "[h]:mm:ss"
    return shown(value, form, epoch).text


def words_around_text(number_format: str) -> tuple[str, str] | None:
    """Return the words that a format puts before and after a cell's text, mostly none; None if it shows them alone."""
    section = parse(number_format).for_text
    if section is None or not section.pieces:
        return "", ""
    before, mark, after = _filled_with_text("\0", section).partition("\0")
    return (before, after) if mark else None


def shown_percentage(value: float, number_format: str) -> float | None:
    """Return the percentage that a number's cell shows, with the decimals that it does not; None if it shows none."""
    section, _ = parse(number_format).section_for(value)
    signs = sum(piece.mark is Mark.PERCENT for piece in section.pieces) if section else 0
    if signs:
        return value * float(100**signs)
    return value if _PER_CENT.search(shown_by_excel(value, number_format)) else None


def date_units_shown(value: Timed, number_format: str, epoch: dt.datetime = WINDOWS_EPOCH) -> frozenset[str]:
    """Return which of 'day', 'month' and 'year' the cell of a date shows."""
    section, _ = parse(number_format).section_for(_serial(value, epoch))
    return units_of_date(section) if section else frozenset()


def _serial(value: Timed, epoch: dt.datetime) -> float:
    """Return the number that the workbook holds for a date, a time or a length of time."""
    serial: float = to_excel(value, epoch)  # type: ignore[no-untyped-call]
    return serial


def _first_day(epoch: dt.datetime) -> int:
    return _CALENDARS_APART if epoch == CALENDAR_MAC_1904 else 0


def _day_shown(value: Timed, form: Format, epoch: dt.datetime) -> Shown:
    serial = _serial(value, epoch)
    section, _ = form.section_for(serial)
    if section is not None and section.fault:
        return Shown(shown_plainly(value, epoch), section.fault)
    return _number_shown(serial, form, _first_day(epoch))


def _text_shown(text: str, form: Format) -> Shown:
    if form.for_text is None:
        return Shown(text)
    return Shown(_filled_with_text(text, form.for_text), form.for_text.fault or form.for_text.remark)


def _filled_with_text(text: str, section: Section) -> str:
    return "".join(text if piece.mark in _STANDS_FOR_TEXT else piece.text for piece in section.pieces)


def _number_shown(value: float, form: Format, first_day: int) -> Shown:
    """Return what is shown for a number; `first_day` is what the calendar of 1900 calls the workbook's day 0."""
    section, signed = form.section_for(value)
    if section is None:
        return Shown(_TOO_WIDE, "has no part for such a number")
    if section.fault:
        return Shown(general(value), section.fault)
    if not section.is_date:
        return Shown(number_text(value, section, signed=signed), section.remark)
    if value < 0 or value + first_day >= BEYOND_ALL_DAYS:
        return Shown(_TOO_WIDE, "is that of a date, and Excel has no such day")
    return Shown(date_text(value, section, first_day), section.remark)
