"""The key dates of a report: what is to happen by which day before the meeting."""

from dataclasses import dataclass
from datetime import date, time

from bvdocs.core.counting import Counting, counted_back, how_counted
from bvdocs.core.model import Assessment

# The agenda and the reports are open to the public for five clear days before the meeting (Local Government Act 1972,
# section 100B(3), as the Local Authorities (Access to Meetings and Documents) (Period of Notice) (England) Order 2002
# has it).
_AGENDA = "Agenda published"
CLEAR_DAYS_FOR_THE_AGENDA = 5


@dataclass(frozen=True, slots=True)
class KeyDate:
    """An event before the meeting: the day on which it has to be, its time, if it has one, and how that was counted.

    `counted` completes 'Agenda published': 'five clear days before the meeting'.
    """

    event: str
    day: date
    time: time | None
    counted: str


def key_dates(assessment: Assessment) -> tuple[KeyDate, ...]:
    """Return the key dates in order of time; without any of the council's own, the day of the agenda alone."""
    number, counting = CLEAR_DAYS_FOR_THE_AGENDA, Counting.CLEAR_DAYS
    day = counted_back(assessment.report.meeting_date, number, counting)
    return (KeyDate(_AGENDA, day, None, how_counted(number, counting)),)
