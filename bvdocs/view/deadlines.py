"""What is to be done by a day: open actions and their milestones, as they are and as a version had them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bvdocs.core.added_rows import Milestone
from bvdocs.core.changes import DueDates
from bvdocs.core.history import Reported
from bvdocs.core.model import Action, Assessment, Status


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
        """Say whether it is running and was due before the meeting."""
        return self.is_running and self.due < meeting


def find_deadlines(assessment: Assessment, dates: Mapping[str, DueDates], last: Reported | None) -> list[Deadline]:
    """Return the open actions, and what is still to do of their milestones, the earliest first.

    Those of one day are as in the plan. `then` is of `last`, the version reported last; `dates` has the reference that
    each action had there. A milestone is the same by its words.
    """
    milestones = _to_do(assessment)
    actions_then = {each.ref: each for each in last.assessment.actions} if last else {}
    milestones_then = {(each.action, _said(each)): each for each in last.assessment.milestones} if last else {}

    def of_action(action: Action) -> Iterator[Deadline]:
        refs = dict(dates[action.ref].refs)
        then = actions_then.get(refs.get(last.issue.version, "")) if last else None
        yield Deadline(action, then=Deadline(then) if then else None)
        for milestone in milestones[action.ref]:
            before = milestones_then.get((then.ref, _said(milestone))) if then else None
            yield Deadline(action, milestone, Deadline(then, before) if then and before else None)

    found = (each for action in assessment.actions if action.is_open for each in of_action(action))
    return sorted(found, key=lambda each: (each.due, each.action.theme))


def _to_do(assessment: Assessment) -> defaultdict[str, list[Milestone]]:
    """Return the milestones that are still to do, by the reference of their action."""
    found: defaultdict[str, list[Milestone]] = defaultdict(list)
    for milestone in assessment.milestones:
        if milestone.done is None:
            found[milestone.action].append(milestone)
    return found


def _said(milestone: Milestone) -> str:
    return milestone.text.casefold()
