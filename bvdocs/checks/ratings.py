"""Ratings: what each rests on, and how far they moved since last time."""

from collections.abc import Iterator

from bvdocs.checks.prose import says_nothing
from bvdocs.checks.registry import Trouble, public_check
from bvdocs.core.model import Assessment, Criterion

# From here on a move asks for a reason.
_FAR = 2
_NAMED = 12


@public_check("W333")
def rating_without_evidence(assessment: Assessment) -> Iterator[Trouble]:
    """A characteristic is rated, and no evidence is given for it."""
    rated = [each for each in assessment.criteria if each.rating and not each.see]
    lacking = [each for each in rated if says_nothing(each.evidence)]
    hint = "Say in 'Evidence' what the rating rests on; it is not printed."
    if len(lacking) == len(rated) > 1:
        yield Trouble(rated[0].source.at("Evidence"), f"none of the {len(rated)} ratings has evidence.", hint)
        return
    for criterion in lacking:
        if criterion.rating and _steps(criterion, assessment) < _FAR:
            yield Trouble(
                criterion.source.at("Evidence"),
                f"{criterion.code} is rated {criterion.rating.name} without evidence.",
                hint,
            )


def _steps(criterion: Criterion, assessment: Assessment) -> int:
    """By how many levels the rating moved, up or down; nought where there is nothing to compare."""
    if criterion.see or criterion.rating is None or criterion.previous is None:
        return 0
    scale = assessment.scale
    return abs(scale.index(criterion.rating) - scale.index(criterion.previous))


@public_check("W381")
def moved_far_without_evidence(assessment: Assessment) -> Iterator[Trouble]:
    """A rating moved by two levels or more since last time, and no evidence is given."""
    for criterion in assessment.criteria:
        steps = _steps(criterion, assessment)
        if steps >= _FAR and says_nothing(criterion.evidence) and criterion.rating and criterion.previous:
            yield Trouble(
                criterion.source.at("Rating"),
                f"{criterion.code} moved by {steps} levels, from {criterion.previous.name} to"
                f" {criterion.rating.name}, without evidence.",
                "Say in 'Evidence' what has changed, or correct one of the two ratings.",
            )


@public_check("W382")
def many_changed(assessment: Assessment) -> Iterator[Trouble]:
    """More than a third of the ratings changed since last time."""
    compared = [each for each in assessment.criteria if each.rating and each.previous and not each.see]
    changed = [each for each in compared if _steps(each, assessment)]
    if len(changed) * 3 > len(compared):
        yield Trouble(
            changed[0].source.at("Rating"),
            f"{len(changed)} of {len(compared)} ratings changed since last time: {_codes(changed)}.",
            "See that both columns are of the right date, and be ready to say why so many moved.",
        )


def _codes(criteria: list[Criterion]) -> str:
    codes = [criterion.code for criterion in criteria]
    return ", ".join(codes[:_NAMED]) + (f" and {len(codes) - _NAMED} more" if len(codes) > _NAMED else "")
