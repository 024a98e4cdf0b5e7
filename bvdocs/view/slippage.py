"""How the date of an action moved, from one version that was reported to the next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bvdocs.model import Action
from bvdocs.past import Reported


@dataclass(frozen=True, slots=True)
class Dates:
    """When an action was first due, and each date that replaced the one before, with the name of its edition.

    Where nothing was reported before, the name is empty: every date was there from the beginning.
    """

    first: date
    revised: tuple[tuple[date, str], ...]


def dates_of(action: Action, reported: Sequence[Reported], edition: str) -> Dates:
    """The dates of an action through the versions reported so far, and these documents, which `edition` names.

    The date first agreed is that of the earliest version that has the action: it never changes, whatever the workbook
    says later.
    """
    known = [(each, f"version {version.issue.version}") for version in reported for each in _found(action.ref, version)]
    known.append((action, edition if reported else ""))
    first = counts = known[0][0].due
    revised = []
    for each, name in known:
        if each.last_due != counts:
            counts = each.last_due
            revised.append((counts, name))
    return Dates(first, tuple(revised))


def with_first_dates(action: Action, dates: Dates) -> Action:
    """The action with the date first agreed, and the one that counts as the revised one."""
    return replace(action, due=dates.first, revised_due=action.last_due if dates.revised else None)


def _found(ref: str, version: Reported) -> list[Action]:
    return [each for each in version.assessment.actions if each.ref == ref]
