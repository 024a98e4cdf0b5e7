"""The time in which the days of a workbook can be meant, and the year that a mistyped one may have been."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from difflib import SequenceMatcher
from statistics import median_low
from typing import NamedTuple

from bvdocs.core.columns import Kind
from bvdocs.core.model import Assessment
from bvdocs.core.ongoing import is_ongoing
from bvdocs.core.places import CellRef
from bvdocs.core.schema import ACCEPTED, REPORT_FIELDS, SHEETS

MEETING = "Meeting date"
# In years: an action plan looks ahead for less, and what it looks back on is younger.
_FAR = 10
# In months, and how many other dates must agree that the meeting is not when it is said to be.
NEAR_THE_MEETING, _FEWEST_DATES = 18, 3
# Three digits of four, as in 2207 for 2027.
_ALIKE = 0.75
_DATES = (Kind.DATE, Kind.DUE)
_DATE_COLUMNS = {sheet.name: [column for column in sheet.columns if column.kind in _DATES] for sheet in SHEETS}


class DateCell(NamedTuple):
    """A cell that holds a date; `counts` says whether others are judged by it: it is of a published row."""

    column: str
    where: CellRef
    day: date
    counts: bool


class PlausibleTime:
    """The time around the meeting; around the other dates where none of them is near the meeting.

    `meeting` is the day of the meeting, None if that cannot be meant.
    """

    def __init__(self, assessment: Assessment) -> None:
        self.cells = tuple(_date_cells(assessment))
        said = assessment.report.meeting_date
        others = [each.day for each in self.cells if each.counts and each.column != MEETING]
        near = any(abs(years_between(said, day)) * 12 <= NEAR_THE_MEETING for day in others)
        self.meeting = said if near or len(others) < _FEWEST_DATES else None
        self._middle = self.meeting or (median_low(others) if others else None)

    def is_far(self, day: date | None) -> bool:
        """Say whether the day is more than ten years away, of which W357 tells and no other rule needs to."""
        return bool(day and not is_ongoing(day) and self._middle and abs(years_between(self._middle, day)) > _FAR)

    def side_of(self, day: date) -> str:
        """Say on which side the day is: 'before the meeting', 'after the other dates'."""
        side = "before" if self._middle and day < self._middle else "after"
        return f"{side} {'the meeting' if self.meeting else 'the other dates'}"

    def question(self, day: date) -> str:
        """Return ': is 2030 meant?', the end of a sentence about a day; a full stop where no year resembles its own."""
        year = self._likely_year(day) if self._middle else None
        return f": is {year} meant?" if year else "."

    def _likely_year(self, day: date) -> int | None:
        """Return the year nearest to the others' that is of another century, or has nearly the same four digits."""
        assert self._middle  # noqa: S101 - asked only where there is one
        middle, typed = self._middle.year, f"{day.year:04}"

        def likeness(year: int) -> tuple[bool, bool, float, int]:
            meant = str(year)
            same_digits = sorted(typed) == sorted(meant)
            alike = SequenceMatcher(None, typed, meant).ratio()
            return typed[2:] == meant[2:], same_digits, alike, -abs(year - middle)

        best = max((year for year in range(middle - _FAR, middle + _FAR + 1) if year != day.year), key=likeness)
        same_ending, same_digits, alike, _ = likeness(best)
        return best if same_ending or same_digits or alike >= _ALIKE else None


def years_between(earlier: date, later: date) -> float:
    """Return by how many years the one day is before the other; below zero if it is after it."""
    return (later - earlier).days / 366


def _date_cells(assessment: Assessment) -> Iterator[DateCell]:
    """Yield every cell that the schema declares as a date and that holds one, in order of the sheets."""
    report = assessment.report
    for column in REPORT_FIELDS:
        day = getattr(report, column.attribute)
        if column.kind is Kind.DATE and day:
            yield from (DateCell(column.name, where, day, True) for where in report.cells.get(column.name, ()))
    tables = (getattr(assessment, each.name) for each in fields(assessment))
    for row in (row for table in tables if isinstance(table, tuple) for row in table):
        counts = row.source.sheet != ACCEPTED.name and not getattr(row, "exempt", False)
        for column in _DATE_COLUMNS[row.source.sheet]:
            day = getattr(row, column.attribute)
            if day and not is_ongoing(day) and column.name not in row.source.unread:
                yield DateCell(column.name, row.source.at(column.name), day, counts)
