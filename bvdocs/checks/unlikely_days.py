"""The rules on days that cannot be meant: a mistyped year enters every count, and flattens every timeline.

What follows from such a day, as that an action of 1930 is overdue, is not told by other rules too.
"""

from collections.abc import Iterator

from bvdocs.checks.dates import cell_due_before_start
from bvdocs.checks.plausible_time import MEETING, NEAR_THE_MEETING, PlausibleTime, years_between
from bvdocs.checks.registry import Problem, check
from bvdocs.core.model import Assessment
from bvdocs.core.ongoing import is_ongoing

# In years: by so much no date is put off, short of a mistyped year.
_LONGEST_DELAY = 5
# In years: older ratings say little of how things stand.
_OLDEST_RATINGS = 2
_CORRECT = "Correct the year; if the day is meant, let the finding be accepted."


@check("W357", "A date is more than ten years from the meeting, as when its year is mistyped.")
def far_day(assessment: Assessment) -> Iterator[Problem]:
    time = PlausibleTime(assessment)
    told_as_errors = {cell_due_before_start(action, time) for action in assessment.actions}
    for cell in time.cells:
        if cell.column != MEETING and time.is_far(cell.day) and cell.where not in told_as_errors:
            yield Problem(
                cell.where,
                f"'{cell.column}' is {cell.day:%d/%m/%Y}, more than ten years {time.side_of(cell.day)}"
                f"{time.question(cell.day)}",
                _CORRECT,
            )


@check("W358", "No other date of the workbook is near the meeting, as when the meeting's year is mistyped.")
def meeting_far_from_everything(assessment: Assessment) -> Iterator[Problem]:
    time, meeting = PlausibleTime(assessment), assessment.report.meeting_date
    if time.meeting is None:
        for where in assessment.report.cells.get(MEETING, ()):
            yield Problem(
                where,
                f"the meeting is on {meeting:%d/%m/%Y}, and no other date is within {NEAR_THE_MEETING} months of"
                f" it{time.question(meeting)}",
                _CORRECT,
            )


@check("W359", "The ratings are more than two years older than the meeting.")
def old_ratings(assessment: Assessment) -> Iterator[Problem]:
    time, assessed = PlausibleTime(assessment), assessment.report.assessed_on
    if not assessed or not time.meeting or time.is_far(assessed):
        return
    if years_between(assessed, time.meeting) > _OLDEST_RATINGS:
        for where in assessment.report.cells.get("Assessed on", ()):
            yield Problem(
                where,
                f"the ratings are of {assessed:%d/%m/%Y}, more than two years before the meeting on"
                f" {time.meeting:%d/%m/%Y}.",
                "Correct one of the two dates; if both are right, let the finding be accepted.",
            )


@check("W383", "The date of an action is revised by more than five years.")
def long_delay(assessment: Assessment) -> Iterator[Problem]:
    time = PlausibleTime(assessment)
    for action in assessment.actions:
        due, revised = action.due, action.revised_due
        if not revised or is_ongoing(due) or time.is_far(due) or time.is_far(revised):
            continue
        if years_between(due, revised) > _LONGEST_DELAY:
            yield Problem(
                action.source.at("Revised due"),
                f"action {action.ref} was first due on {due:%d/%m/%Y}, and its revised date, {revised:%d/%m/%Y}, is"
                " more than five years later.",
                _CORRECT,
            )
