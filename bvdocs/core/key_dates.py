"""The key dates of a report: what is to happen by which day before the meeting."""

from dataclasses import dataclass
from datetime import date, time

from bvdocs.core.added_rows import KeyEvent
from bvdocs.core.counting import Counting, counted_back, how_counted
from bvdocs.core.model import Assessment
from bvdocs.core.places import Source

# The agenda and the reports are open to the public for five clear days before the meeting (Local Government Act 1972,
# section 100B(3), as the Local Authorities (Access to Meetings and Documents) (Period of Notice) (England) Order 2002
# has it).
CLEAR_DAYS_FOR_THE_AGENDA = 5
_AGENDA = KeyEvent("Agenda published", CLEAR_DAYS_FOR_THE_AGENDA, Counting.CLEAR_DAYS, None, Source("", 0))


@dataclass(frozen=True, slots=True)
class KeyDate:
    """An event before the meeting: the day on which it has to be, its time, if it has one, and how that was counted.

    `counted` completes 'Agenda published': 'five clear days before the meeting'. One that no row of the workbook gives
    has a source without a sheet.
    """

    event: str
    day: date
    time: time | None
    counted: str
    source: Source


def key_dates(assessment: Assessment) -> tuple[KeyDate, ...]:
    """Return the key dates in order of time; without any of the council's own, the day of the agenda alone.

    Two of one day and one time are in the order of their sheet; one without a time comes before those with one.
    """
    dates = [_key_date(each, assessment.report.meeting_date) for each in assessment.key_events or (_AGENDA,)]
    return tuple(sorted(dates, key=lambda each: (each.day, each.time or time.min)))


def _key_date(event: KeyEvent, meeting: date) -> KeyDate:
    day = counted_back(meeting, event.days_before, event.counted_in)
    return KeyDate(event.event, day, event.time, how_counted(event.days_before, event.counted_in), event.source)
