"""Dates that contradict each other."""

from collections.abc import Iterator

from bvdocs.checks.registry import Trouble, check
from bvdocs.core.model import Assessment


@check("E215")
def due_before_start(assessment: Assessment) -> Iterator[Trouble]:
    """An action is due before it starts."""
    for action in assessment.actions:
        # The date first agreed is never changed, so a start that moved with the revised date is no fault.
        column, due = ("Revised due", action.revised_due) if action.revised_due else ("Due", action.due)
        if action.start and due < action.start:
            yield Trouble(
                action.source.at(column),
                f"action {action.ref} is due on {due:%d/%m/%Y}, before its start on {action.start:%d/%m/%Y}.",
                "Correct one of the two dates.",
            )


@check("W224")
def assessed_after_the_meeting(assessment: Assessment) -> Iterator[Trouble]:
    """The ratings are of a date after the meeting."""
    report = assessment.report
    if report.assessed_on and report.assessed_on > report.meeting_date:
        for where in report.cells.get("Assessed on", ()):
            yield Trouble(
                where,
                f"the ratings are of {report.assessed_on:%d/%m/%Y}, the meeting is on {report.meeting_date:%d/%m/%Y}.",
                "Correct one of the two dates.",
            )
