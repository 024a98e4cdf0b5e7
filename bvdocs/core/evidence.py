"""Which evidence stands behind which characteristic and which action."""

from collections.abc import Iterable, Mapping

from bvdocs.core.added_rows import Evidence
from bvdocs.core.english import natural_order
from bvdocs.core.model import Assessment

ByName = Mapping[str, tuple[Evidence, ...]]


def evidence_by_code(assessment: Assessment) -> ByName:
    """Return the evidence for each characteristic that has any, by its code, in the order of their references."""
    return _sorted((code, each) for each in assessment.evidence for code in each.criteria)


def evidence_by_action(assessment: Assessment) -> ByName:
    """Return the evidence for each action that has any, by its reference: evidence names actions, and they name it."""
    by_ref = {each.ref: each for each in assessment.evidence}
    named = [(ref, each) for each in assessment.evidence for ref in each.actions]
    naming = [(action.ref, by_ref[ref]) for action in assessment.actions for ref in action.evidence if ref in by_ref]
    return _sorted([*named, *naming])


def _sorted(pairs: Iterable[tuple[str, Evidence]]) -> ByName:
    """Return the evidence by the name it is paired with, each piece once."""
    found: dict[str, dict[str, Evidence]] = {}
    for name, each in pairs:
        found.setdefault(name, {})[each.ref] = each
    return {name: tuple(own[ref] for ref in sorted(own, key=natural_order)) for name, own in found.items()}
