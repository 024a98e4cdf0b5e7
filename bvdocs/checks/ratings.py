"""The rules on ratings: what each rests on, and how far they moved since last time."""

from collections.abc import Iterator

from bvdocs.checks.prose import says_nothing
from bvdocs.checks.registry import Problem, public_check
from bvdocs.core.added_sheets import EVIDENCE
from bvdocs.core.evidence import evidence_by_code
from bvdocs.core.model import Assessment, Criterion

# From here on a move asks for a reason.
_FAR = 2
_NAMED = 12


@public_check("W333", "A characteristic is rated, and no evidence is given for it.", missed_in=[(EVIDENCE, "Criteria")])
def rating_without_evidence(assessment: Assessment) -> Iterator[Problem]:
    rated = [each for each in assessment.criteria if each.rating and not each.see]
    blank = [each for each in rated if says_nothing(each.evidence)]
    in_sheet = evidence_by_code(assessment)
    lacking = [each for each in blank if each.code not in in_sheet]
    hint = "Say in 'Evidence' what the rating rests on; it is not printed."
    if lacking and len(blank) == len(rated) > 1:
        # The column is not used; one finding says so.
        some = f"{len(lacking)} of the {len(rated)} ratings have no evidence: {_first_codes(lacking)}."
        none = f"none of the {len(rated)} ratings has evidence."
        yield Problem(lacking[0].source.at("Evidence"), none if lacking == rated else some, hint)
        return
    for criterion in lacking:
        if criterion.rating and _levels_moved(criterion, assessment) < _FAR:
            yield Problem(
                criterion.source.at("Evidence"),
                f"{criterion.code} is rated {criterion.rating.name} without evidence.",
                hint,
            )


def _levels_moved(criterion: Criterion, assessment: Assessment) -> int:
    """Return by how many levels the rating moved, up or down; 0 where there is nothing to compare."""
    if criterion.see or criterion.rating is None or criterion.previous is None:
        return 0
    scale = assessment.scale
    if criterion.previous not in scale:
        return 0  # the version reported last had a level that the scale no longer has
    return abs(scale.index(criterion.rating) - scale.index(criterion.previous))


@public_check(
    "W381",
    "A rating moved by two levels or more since last time, and no evidence is given.",
    missed_in=[(EVIDENCE, "Criteria")],
)
def moved_far_without_evidence(assessment: Assessment) -> Iterator[Problem]:
    in_sheet = evidence_by_code(assessment)
    for criterion in assessment.criteria:
        steps = _levels_moved(criterion, assessment)
        lacks = says_nothing(criterion.evidence) and criterion.code not in in_sheet
        if steps >= _FAR and lacks and criterion.rating and criterion.previous:
            yield Problem(
                criterion.source.at("Rating"),
                f"{criterion.code} moved by {steps} levels, from {criterion.previous.name} to"
                f" {criterion.rating.name}, without evidence.",
                "Say in 'Evidence' what has changed, or correct one of the two ratings.",
            )


@public_check("W382", "More than a third of the ratings changed since last time.")
def many_changed(assessment: Assessment) -> Iterator[Problem]:
    compared = [each for each in assessment.criteria if each.rating and each.previous and not each.see]
    changed = [each for each in compared if _levels_moved(each, assessment)]
    if len(changed) * 3 > len(compared):
        yield Problem(
            changed[0].source.at("Rating"),
            f"{len(changed)} of {len(compared)} ratings changed since last time: {_first_codes(changed)}.",
            "See that both columns are of the right date, and be ready to say why so many moved.",
        )


def _first_codes(criteria: list[Criterion]) -> str:
    """Return the first codes with commas between, and how many more there are."""
    codes = [criterion.code for criterion in criteria]
    return ", ".join(codes[:_NAMED]) + (f" and {len(codes) - _NAMED} more" if len(codes) > _NAMED else "")
