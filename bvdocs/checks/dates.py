"""The rules on dates that contradict each other."""

from collections.abc import Iterator

from bvdocs.checks.plausible_time import PlausibleTime
from bvdocs.checks.registry import Problem, check
from bvdocs.core.model import Action, Assessment
from bvdocs.core.places import CellRef


@check("E215", "An action is due before it starts.")
def due_before_start(assessment: Assessment) -> Iterator[Problem]:
    time = PlausibleTime(assessment)
    for action in assessment.actions:
        where, due = cell_due_before_start(action, time), action.last_due
        if action.start and where:
            far = next((day for day in (due, action.start) if time.is_far(day)), None)
            yield Problem(
                where,
                f"action {action.ref} is due on {due:%d/%m/%Y}, before its start on {action.start:%d/%m/%Y}"
                f"{time.question(far) if far else '.'}",
                "Correct one of the two dates.",
            )


def cell_due_before_start(action: Action, time: PlausibleTime) -> CellRef | None:
    """Return the cell of E215, if the action is due before it starts: of two dates the one that cannot be meant."""
    # The date first agreed is never changed, so a start that moved with the revised date is no fault.
    if not action.start or action.last_due >= action.start:
        return None
    if time.is_far(action.start) and not time.is_far(action.last_due):
        return action.source.at("Start")
    return action.source.at("Revised due" if action.revised_due else "Due")


@check("W224", "The ratings are of a date after the meeting.")
def assessed_after_the_meeting(assessment: Assessment) -> Iterator[Problem]:
    time, assessed = PlausibleTime(assessment), assessment.report.assessed_on
    if assessed and time.meeting and assessed > time.meeting and not time.is_far(assessed):
        for where in assessment.report.cells.get("Assessed on", ()):
            yield Problem(
                where,
                f"the ratings are of {assessed:%d/%m/%Y}, the meeting is on {time.meeting:%d/%m/%Y}.",
                "Correct one of the two dates.",
            )
