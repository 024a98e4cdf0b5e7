"""The rules on milestones: whose they are, and whether their dates agree with those of the action."""

from collections.abc import Iterator

from bvdocs.checks.plausible_time import PlausibleTime
from bvdocs.checks.registry import Problem, check
from bvdocs.core.model import Assessment
from bvdocs.core.ongoing import is_ongoing
from bvdocs.core.quoting import Suggestions
from bvdocs.core.schema import ACTIONS


@check("E548", "A milestone names an action that does not exist.", missed_in=[(ACTIONS, "Ref")])
def milestone_of_unknown_action(assessment: Assessment) -> Iterator[Problem]:
    refs = {action.ref for action in assessment.actions}
    suggestions = Suggestions(refs)
    for milestone in assessment.milestones:
        if milestone.action and milestone.action not in refs:
            meant = suggestions.did_you_mean(milestone.action) or "."
            yield Problem(
                milestone.source.at("Action"),
                f"the milestone is of '{milestone.action}', which is not an action{meant}",
                "Correct the reference as the Actions sheet writes it.",
            )


@check("W520", "A milestone is due after its action.")
def milestone_after_action(assessment: Assessment) -> Iterator[Problem]:
    time = PlausibleTime(assessment)
    due = {action.ref: action.last_due for action in assessment.actions}
    for milestone in assessment.milestones:
        end = due.get(milestone.action)
        if end is None or is_ongoing(end) or time.is_far(end) or time.is_far(milestone.due):
            continue
        if milestone.due > end:
            yield Problem(
                milestone.source.at("Due"),
                f"the milestone is due on {milestone.due:%d/%m/%Y}, and action {milestone.action} on {end:%d/%m/%Y}.",
                "Bring the milestone forward, or give the action a revised date.",
            )
