"""The dates of each action, as they moved from one version that was reported to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bvdocs.comparison.plan import match_actions
from bvdocs.comparison.themes import match_themes, with_newer_theme_numbers
from bvdocs.core.changes import DueDates
from bvdocs.core.history import Reported
from bvdocs.core.model import Action, Assessment
from bvdocs.core.versions import Version

# An action as it was, and the version that said so; None for what is being made now.
Known = tuple[Action, Version | None]


def dates_by_action(reported: Sequence[Reported], newer: Assessment) -> dict[str, DueDates]:
    """Return the dates of each action of the newer assessment, by its reference there.

    An action is followed back through the versions as long as each has it, under whatever reference. The date first
    agreed is that of the earliest: it never changes, whatever the workbook says later.
    """
    known: dict[str, list[Known]] = {action.ref: [(action, None)] for action in newer.actions}
    oldest = {action.ref: action for action in newer.actions}
    later = newer
    for version in reversed(reported):
        earlier = _older_actions(version.assessment, later)
        oldest = {ref: earlier[action.ref] for ref, action in oldest.items() if action.ref in earlier}
        for ref, action in oldest.items():
            known[ref].append((action, version.issue.version))
        later = version.assessment
    return {ref: _dates(found[::-1]) for ref, found in known.items()}


def with_first_dates(assessment: Assessment, dates: Mapping[str, DueDates]) -> Assessment:
    """Return the assessment with its actions' dates as they are printed, whatever the workbook says was first agreed.

    `dates` are those of its own actions.
    """
    return replace(assessment, actions=tuple(dates[each.ref].put_on(each) for each in assessment.actions))


def _older_actions(older: Assessment, newer: Assessment) -> Mapping[str, Action]:
    """Return the older action that matches each newer one, by the newer reference."""
    matched = match_actions(with_newer_theme_numbers(older, match_themes(older, newer)), newer)
    return {now.ref: before for before, now in matched.pairs}


def _dates(known: Sequence[Known]) -> DueDates:
    """Return the dates of an action from all that is known of it, the oldest first."""
    first, agreed_in = known[0][0].due, known[0][1]
    due = first
    revised = []
    for action, version in known:
        if action.last_due != due:
            due = action.last_due
            revised.append((due, version))
    return DueDates(
        first, tuple(revised), agreed_in, tuple((version, action.ref) for action, version in known if version)
    )
