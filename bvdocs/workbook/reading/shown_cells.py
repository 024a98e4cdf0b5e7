"""What a cell shows in Excel: its text, and the findings where that is not plainly what is read from it."""

import datetime as dt
import re

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core.columns import Column, Kind
from bvdocs.core.english import date_words, listed
from bvdocs.core.places import CellRef
from bvdocs.core.quoting import one_line, quoted
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.number_formats import (
    Shown,
    Timed,
    date_units_shown,
    shown,
    shown_percentage,
    shown_plainly,
)
from bvdocs.workbook.reading.rules import ReportFinding

_UNITS = ("day", "month", "year")
# A number without a per cent sign that is rounded by so much or more, in per cent, is told.
_NOTABLE = 0.5
# Numbers that are dates of 1990 to 2099, by the calendar that most workbooks have.
_LIKELY_DAYS = (32_874, 73_050)
_SHOW_NUMBER = "Choose a number format that shows the number, or correct it."
_NO_NOUGHT = 'Delete it; or let the formula give nothing where there is nothing: =IF(A2="","",A2).'


def shown_in(cell: Cell | MergedCell) -> Shown:
    """Return what a cell shows; what its format hides is given as if it had none."""
    if cell.value is None or (_is_nought(cell.value) and _sheet(cell).sheet_view.showZeros is False):
        return Shown("")
    found = shown(cell.value, cell.number_format, _epoch(cell))
    return Shown(shown_plainly(cell.value, _epoch(cell))) if _is_hidden(cell.value, found) else found


def hidden_by_format(cell: Cell | MergedCell, number_format: str) -> bool:
    """Say whether a number format such as `;;;`, its own or one that a condition gives it, hides what is in a cell."""
    return cell.value is not None and _is_hidden(cell.value, shown(cell.value, number_format, _epoch(cell)))


def _is_hidden(value: object, found: Shown) -> bool:
    """Say whether nothing is shown of a value that is something.

    A nought that is not shown is not hidden: formats such as `0;-0;;@` make a blank of it, as is meant.
    """
    return not found.text.strip() and not _is_nought(value) and bool(str(value).strip())


def day_in(cell: Cell | MergedCell) -> dt.date | None:
    """Return the day that a cell holds as a date; None if it holds none, or one that Excel cannot show."""
    value = cell.value
    if isinstance(value, dt.datetime):
        return value.date() if value >= _epoch(cell) else None
    return value if isinstance(value, dt.date) else None


def why_no_date(cell: Cell | MergedCell) -> tuple[str, str]:
    """Return for a cell that holds no date what it holds, to complete 'is not a date', and what to do."""
    value = cell.value
    if _is_nought(value):
        return ": the cell holds 0, as a formula over a blank cell gives", _NO_NOUGHT
    if isinstance(value, dt.date):
        return ": it is a number below 0, and Excel has no such day", "Correct the formula, or type the date."
    if isinstance(value, int | float) and _LIKELY_DAYS[0] <= value <= _LIKELY_DAYS[1]:
        day = shown(value, "d mmmm yyyy", _epoch(cell)).text
        return f", though as one it would be {day}", "If that is meant, format the cell as dd/mm/yyyy."
    return "", "Type the date as 26/11/2024 (day first) or 26 November 2024, so that Excel takes it for a date."


def held_beside(cell: Cell | MergedCell) -> str:
    """Return, to complete a message that quotes what a cell shows, the number that it holds if that is another."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    held = shown_plainly(value)
    return "" if held == shown_in(cell).text.strip() else f": the cell holds {held}"


def _is_nought(value: object) -> bool:
    """Say whether a cell's value is the number 0, be it formatted as a date, a time or a length of time."""
    if isinstance(value, dt.time | dt.timedelta):
        return value in (dt.time(), dt.timedelta())
    return isinstance(value, int | float) and not isinstance(value, bool) and value == 0


def _epoch(cell: Cell | MergedCell) -> dt.datetime:
    """Return the day from which the cell's workbook counts its days: there are two calendars."""
    epoch: dt.datetime = _sheet(cell).parent.epoch  # type: ignore[union-attr]
    return epoch


def _sheet(cell: Cell | MergedCell) -> Worksheet:
    sheet: Worksheet = cell.parent  # type: ignore[assignment]
    return sheet


def report_shown_otherwise(
    column: Column, cell: Cell | MergedCell, where: CellRef, read: object, report: ReportFinding
) -> None:
    """Report a cell that was read as `read` and shows, or may show, something else."""
    match column.kind:
        case Kind.DATE | Kind.DUE:
            _report_hidden_units(cell, where, read, report)
        case Kind.PERCENT | Kind.WHOLE | Kind.THEME:
            _report_other_number(column, cell, where, read, report)
        case _ if shown_in(cell).doubt:
            _report_doubt(cell, where, report)
        # A date that is no time, or no status word, is told as such.
        case _ if isinstance(cell.value, Timed) and column.kind not in (Kind.TIME, Kind.STATUS):
            _report_date_in_text(cell, cell.value, where, report)


def _report_date_in_text(cell: Cell | MergedCell, value: Timed, where: CellRef, report: ReportFinding) -> None:
    """Report a date or a time where text is expected: Excel makes one of '24/7' and '2-1'."""
    if _is_nought(value) and "year" in date_units_shown(value, cell.number_format, _epoch(cell)):
        report(
            rules.SHOWN_OTHERWISE,
            where,
            f"{_quoted(cell)} is read, as the cell shows; it holds 0, as a formula over a blank cell gives.",
            _NO_NOUGHT,
        )
        return
    what = "date" if isinstance(value, dt.date) else "time"
    report(
        rules.TAKEN_FOR_DATE,
        where,
        f"Excel took this for a {what}; it is read as {_quoted(cell)}, which the cell shows.",
        "If other words were meant, format the cell as Text and type them again.",
    )


def _report_doubt(cell: Cell | MergedCell, where: CellRef, report: ReportFinding) -> None:
    report(
        rules.FORMAT_IN_DOUBT,
        where,
        f"{_quoted(cell)} is read, but the cell may show something else: its number format {shown_in(cell).doubt}.",
        "Format the cell as Text and type what is to be printed, or choose a plain number format.",
    )


def _report_hidden_units(cell: Cell | MergedCell, where: CellRef, read: object, report: ReportFinding) -> None:
    """Report a date of which the cell does not show the day, the month or the year."""
    if not isinstance(read, dt.date) or not isinstance(cell.value, Timed):
        return
    units = date_units_shown(cell.value, cell.number_format, _epoch(cell))
    missing = [unit for unit in _UNITS if unit not in units]
    if missing:
        report(
            rules.SHOWN_OTHERWISE,
            where,
            f"the cell shows {_quoted(cell)}, without the {listed(missing)}, and is read as {date_words(read)}.",
            "See that this is the date that is meant, and format the cell as dd/mm/yyyy.",
        )


def _report_other_number(
    column: Column, cell: Cell | MergedCell, where: CellRef, read: object, report: ReportFinding
) -> None:
    """Report a number in which a reader of the cell would see another; decimals of a percentage may be hidden.

    A percentage without its sign is plainly a fraction of 1 only below 1: '1' may be meant as 1 %.
    """
    if not isinstance(read, int | float):
        return
    text = shown_in(cell).text
    numbers = [float(number) for number in re.findall(r"\d*\.?\d+", text.replace(",", ""))]
    if column.kind is not Kind.PERCENT:
        is_seen = read in numbers
    elif _has_per_cent_sign(cell):
        is_seen = True
    else:
        is_seen = any(abs((number * 100 if number < 1 else number) - read) < _NOTABLE for number in numbers)
    if not is_seen:
        sign = "%" if column.kind is Kind.PERCENT else ""
        # Nothing is no progress that anybody would type so.
        meant = dict.fromkeys(f"{each:g}%" for each in (*numbers, read) if each)
        report(
            rules.SHOWN_OTHERWISE,
            where,
            f"the cell shows {_quoted(cell)}, and is read as {read:g}{sign}.",
            f"Type what is meant, with the per cent sign: {' or '.join(meant)}." if sign else _SHOW_NUMBER,
        )


def _has_per_cent_sign(cell: Cell | MergedCell) -> bool:
    """Say whether a percentage has its sign: by the number format, or typed in a text."""
    value = cell.value
    if isinstance(value, int | float):
        return shown_percentage(value, cell.number_format) is not None
    return "%" in str(value)


def _quoted(cell: Cell | MergedCell) -> str:
    return quoted(one_line(shown_in(cell).text.strip()))
