"""What is to be done by a day: open actions and their milestones, as they are and as a version had them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bvdocs.core.added_rows import Milestone
from bvdocs.core.changes import DueDates
from bvdocs.core.history import Reported
from bvdocs.core.model import Action, Assessment, Status
from bvdocs.view.actions import is_late


@dataclass(frozen=True, slots=True, eq=False)
class Deadline:
    """An action with the date that counts, or one of its milestones; `then` is what a version said of the same one."""

    action: Action
    milestone: Milestone | None = None
    then: "Deadline | None" = None

    @property
    def due(self) -> date:
        """Return the date that counts."""
        return self.milestone.due if self.milestone else self.action.last_due

    @property
    def is_running(self) -> bool:
        """Say whether it is still to do and time is counted: a paused action is neither overdue nor on track."""
        done = self.milestone is not None and self.milestone.done is not None
        return self.action.is_open and self.action.status.counts_as is not Status.PAUSED and not done

    def is_overdue(self, meeting: date) -> bool:
        """Say whether it was due before the meeting, and is running."""
        return is_late(self.milestone, self.action, meeting) if self.milestone else self.action.is_overdue(meeting)


def find_deadlines(assessment: Assessment, dates: Mapping[str, DueDates], last: Reported | None) -> list[Deadline]:
    """Return the open actions, and what is still to do of their milestones, the earliest first.

    Those of one day are as in the plan. `then` is of `last`, the version reported last; `dates` has the reference that
    each action had there.
    """
    steps = _by_action(assessment.milestones)
    actions_then = {each.ref: each for each in last.assessment.actions} if last else {}
    steps_then = _by_action(last.assessment.milestones) if last else {}

    def of_action(action: Action) -> Iterator[Deadline]:
        refs = dict(dates[action.ref].refs)
        then = actions_then.get(refs.get(last.issue.version, "")) if last else None
        yield Deadline(action, then=Deadline(then) if then else None)
        now, before_now = steps.get(action.ref, ()), steps_then.get(then.ref, ()) if then else ()
        for milestone, before in zip(now, _same_milestones(now, before_now), strict=True):
            if milestone.done is None:
                yield Deadline(action, milestone, Deadline(then, before) if then and before else None)

    found = (each for action in assessment.actions if action.is_open for each in of_action(action))
    return sorted(found, key=lambda each: (each.due, each.action.theme))


def _by_action(milestones: Iterable[Milestone]) -> dict[str, list[Milestone]]:
    """Return the milestones of each action that has any, by its reference."""
    found: dict[str, list[Milestone]] = {}
    for milestone in milestones:
        found.setdefault(milestone.action, []).append(milestone)
    return found


def _same_milestones(now: Sequence[Milestone], then: Sequence[Milestone]) -> list[Milestone | None]:
    """Return what each of an action's milestones was: that of the same words, else one reworded, of the same day."""
    by_words = {each.text.casefold(): each for each in then}
    kept = {each.text.casefold() for each in now}
    reworded = {each.due: each for each in then if each.text.casefold() not in kept}
    return [by_words.get(each.text.casefold()) or reworded.get(each.due) for each in now]
