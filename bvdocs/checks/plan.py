"""The rules on the action plan: who does it, by when, and whether what is said of it agrees."""

from collections.abc import Iterator

from bvdocs.checks.person_names import is_persons_name
from bvdocs.checks.plausible_time import PlausibleTime
from bvdocs.checks.prose import says_nothing
from bvdocs.checks.registry import Problem, check, public_check
from bvdocs.core.bank_holidays import day_off
from bvdocs.core.model import Assessment, Status
from bvdocs.core.ongoing import is_ongoing
from bvdocs.core.quoting import quoted

_WHOLE = 100


@public_check("N351", "An owner, a lead or the author looks like a person's name, where a post is expected.")
def person_for_a_post(assessment: Assessment) -> Iterator[Problem]:
    report = assessment.report
    posts = [(action.source.at("Owner"), "owner", action.owner) for action in assessment.actions]
    posts += [(theme.source.at("Lead"), "lead", theme.lead) for theme in assessment.themes]
    posts += [(where, "author", report.author) for where in report.cells.get("Author", ())]
    for where, what, name in posts:
        if is_persons_name(name):
            yield Problem(
                where,
                f"the {what} {quoted(name)} looks like a person's name.",
                "Name the post: papers stay on file for years, and people move on.",
                name,
            )


@check("W352", "An action is overdue, and no update says why.")
def overdue_without_update(assessment: Assessment) -> Iterator[Problem]:
    time = PlausibleTime(assessment)
    if time.meeting is None:
        return
    for action in assessment.actions:
        overdue = action.is_overdue(time.meeting) and not time.is_far(action.last_due)
        if overdue and says_nothing(action.update.plain):
            yield Problem(
                action.source.at("Update"),
                f"action {action.ref} was due on {action.last_due:%d/%m/%Y}, before the meeting, and has no update.",
                "Say what has been done and what is left; or give it a revised date, or another status.",
            )


@check("W353", "An action's progress contradicts its status.")
def status_against_progress(assessment: Assessment) -> Iterator[Problem]:
    for action in assessment.actions:
        progress = action.progress
        if progress is None or action.status.counts_as is Status.CANCELLED:
            continue
        contradicts = {
            Status.COMPLETE: progress < _WHOLE,
            Status.IN_PROGRESS: progress >= _WHOLE,
            Status.NOT_STARTED: progress > 0,
        }
        if contradicts.get(action.status.counts_as):
            yield Problem(
                action.source.at("Progress"),
                f"action {action.ref} is '{action.status.name}', but its progress is {progress:g}%.",
                "Correct the status or the progress.",
            )


@check("W354", "An action's revised date is earlier than the date first agreed.")
def revised_before_first(assessment: Assessment) -> Iterator[Problem]:
    time = PlausibleTime(assessment)
    for action in assessment.actions:
        if (
            not action.revised_due
            or is_ongoing(action.due)
            or time.is_far(action.due)
            or time.is_far(action.revised_due)
        ):
            continue
        if action.revised_due < action.due:
            yield Problem(
                action.source.at("Revised due"),
                f"action {action.ref} was first due on {action.due:%d/%m/%Y}, and its revised date,"
                f" {action.revised_due:%d/%m/%Y}, is earlier.",
                "See whether the two dates are in the wrong cells, or the year is wrong.",
            )


@check("W519", "The date of an action was revised, and the columns that say why, or who agreed, are blank.")
def revised_without_reason(assessment: Assessment) -> Iterator[Problem]:
    for action in assessment.actions:
        told = {
            "Reason for new date": (action.reason_for_new_date, "without saying why"),
            "New date agreed by": (action.new_date_agreed_by, "without saying who agreed"),
        }
        for column, (words, what) in told.items() if action.revised_due else ():
            if not words and column not in action.source.no_cell | action.source.unread:
                yield Problem(
                    action.source.at(column),
                    f"the date of action {action.ref} was revised, {what}.",
                    "Say so in this cell: a committee asks what moved, why, and who agreed to it.",
                )


@check("N355", "An open action is due on a weekend or an English bank holiday.")
def due_on_a_day_off(assessment: Assessment) -> Iterator[Problem]:
    time = PlausibleTime(assessment)
    for action in assessment.actions:
        due = action.last_due
        if action.is_open and not time.is_far(due) and day_off(due):
            yield Problem(
                action.source.at("Revised due" if action.revised_due else "Due"),
                f"action {action.ref} is due on {due:%d/%m/%Y}, {day_off(due)}.",
                "Give the working day that is meant.",
            )


@check("W356", "An action has not started though its start has passed, or is under way before it.")
def status_against_start(assessment: Assessment) -> Iterator[Problem]:
    time = PlausibleTime(assessment)
    meeting = time.meeting
    for action in assessment.actions:
        if not meeting or not action.start or time.is_far(action.start):
            continue
        waits = (
            action.status.counts_as is Status.NOT_STARTED
            and action.start < meeting
            and says_nothing(action.update.plain)
        )
        late = waits and not action.is_overdue(meeting)  # which is reported as such
        if late or (action.status.counts_as is Status.IN_PROGRESS and action.start > meeting):
            yield Problem(
                action.source.at("Start"),
                f"action {action.ref} is '{action.status.name}', and its start is {action.start:%d/%m/%Y}.",
                "Say in the update why, or correct the status or the start." if late else "Correct one of the two.",
            )
