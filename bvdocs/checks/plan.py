"""The action plan: who does it, by when, and whether what is said of it agrees."""

from collections.abc import Iterator
from datetime import date

from bvdocs.checks.bank_holidays import english_bank_holidays
from bvdocs.checks.people import is_persons_name
from bvdocs.checks.prose import quoted
from bvdocs.checks.registry import Trouble, check, public_check
from bvdocs.model import Assessment, CellRef, Status

_WHOLE = 100


@public_check("N351")
def person_as_owner(assessment: Assessment) -> Iterator[Trouble]:
    """An action's owner looks like a person's name, where a post is expected."""
    for action in assessment.actions:
        if is_persons_name(action.owner):
            yield Trouble(
                action.source.at("Owner"),
                f"the owner {quoted(action.owner)} looks like a person's name.",
                "Name the post: papers stay on file for years, and people move on.",
            )


@check("W352")
def overdue_without_update(assessment: Assessment) -> Iterator[Trouble]:
    """An action is overdue, and no update says why."""
    meeting = assessment.report.meeting_date
    for action in assessment.actions:
        if action.is_overdue(meeting) and not action.update and not _unread(meeting):
            yield Trouble(
                action.source.at("Update"),
                f"action {action.ref} was due on {action.last_due:%d/%m/%Y}, before the meeting, and has no update.",
                "Say what has been done and what is left; or give it a revised date, or another status.",
                confidential=action.exempt,
            )


def _unread(day: date) -> bool:
    """Whether the day stands for one that could not be read, which is reported as such."""
    return day == date.max


@check("W353")
def status_against_progress(assessment: Assessment) -> Iterator[Trouble]:
    """An action's progress contradicts its status."""
    for action in assessment.actions:
        progress = action.progress
        if progress is None or action.status is Status.CANCELLED:
            continue
        contradicts = {
            Status.COMPLETE: progress < _WHOLE,
            Status.IN_PROGRESS: progress >= _WHOLE,
            Status.NOT_STARTED: progress > 0,
        }
        if contradicts[action.status]:
            yield Trouble(
                action.source.at("Progress"),
                f"action {action.ref} is '{action.status.value}', but its progress is {progress:g}%.",
                "Correct the status or the progress.",
                confidential=action.exempt,
            )


@check("W354")
def revised_before_first(assessment: Assessment) -> Iterator[Trouble]:
    """An action's revised date is earlier than the date first agreed."""
    for action in assessment.actions:
        if action.revised_due and not _unread(action.due) and action.revised_due < action.due:
            yield Trouble(
                action.source.at("Revised due"),
                f"action {action.ref} was first due on {action.due:%d/%m/%Y}, and its revised date,"
                f" {action.revised_due:%d/%m/%Y}, is earlier.",
                "See whether the two dates are in the wrong cells, or the year is wrong.",
                confidential=action.exempt,
            )


@check("N355")
def due_on_a_day_off(assessment: Assessment) -> Iterator[Trouble]:
    """An open action is due on a weekend or an English bank holiday."""
    open_actions = [action for action in assessment.actions if action.is_open and not _unread(action.last_due)]
    if not open_actions:
        return
    holidays = english_bank_holidays()
    for action in open_actions:
        due = action.last_due
        day_off = f"a {due:%A}" if due.weekday() >= 5 else holidays.get(due)
        if day_off:
            where: CellRef = action.source.at("Revised due" if action.revised_due else "Due")
            yield Trouble(
                where,
                f"action {action.ref} is due on {due:%d/%m/%Y}, {day_off}.",
                "Give the working day that is meant.",
                confidential=action.exempt,
            )
