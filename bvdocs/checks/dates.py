"""The rules on dates that contradict each other."""

from collections.abc import Iterator

from bvdocs.checks.registry import Problem, check
from bvdocs.core.model import Assessment


@check("E215", "An action is due before it starts.")
def due_before_start(assessment: Assessment) -> Iterator[Problem]:
    for action in assessment.actions:
        # The date first agreed is never changed, so a start that moved with the revised date is no fault.
        column, due = ("Revised due", action.revised_due) if action.revised_due else ("Due", action.due)
        if action.start and due < action.start:
            yield Problem(
                action.source.at(column),
                f"action {action.ref} is due on {due:%d/%m/%Y}, before its start on {action.start:%d/%m/%Y}.",
                "Correct one of the two dates.",
            )


@check("W224", "The ratings are of a date after the meeting.")
def assessed_after_the_meeting(assessment: Assessment) -> Iterator[Problem]:
    report = assessment.report
    if report.assessed_on and report.assessed_on > report.meeting_date:
        for where in report.cells.get("Assessed on", ()):
            yield Problem(
                where,
                f"the ratings are of {report.assessed_on:%d/%m/%Y}, the meeting is on {report.meeting_date:%d/%m/%Y}.",
                "Correct one of the two dates.",
            )
