"""The rules on the golden thread: from a rating to what must improve, and from there to an action.

Where there is no action at all, that alone is reported, and not what follows from it.
"""

from collections.abc import Iterator

from bvdocs.checks.registry import Problem, check
from bvdocs.core.model import Assessment, Bullet, Criterion, Section, Status
from bvdocs.core.quoting import quoted
from bvdocs.core.rows import lower_part
from bvdocs.core.schema import ACTIONS, NARRATIVE


def _answered_codes(assessment: Assessment) -> set[str]:
    """Return the codes that an action names which was not cancelled, published or not."""
    going = (action for action in assessment.actions if action.status.counts_as is not Status.CANCELLED)
    return {code for action in going for code in action.criteria}


def _low_rated(assessment: Assessment) -> list[Criterion]:
    """Return the published characteristics with a rating of their own in the lower part of the scale."""
    lower = lower_part(assessment.scale)
    return [each for each in assessment.criteria if not each.exempt and not each.see and each.rating in lower]


@check(
    "W205",
    "A rating is in the lower part of the scale, and no action and no area for improvement names it.",
    missed_in=[(ACTIONS, "Criteria"), (NARRATIVE, "Criteria")],
)
def low_without_action(assessment: Assessment) -> Iterator[Problem]:
    areas = {code for each in assessment.bullets if each.section is Section.AREAS for code in each.criteria}
    named = _answered_codes(assessment) | areas
    for criterion in _low_rated(assessment) if assessment.actions else ():
        if criterion.code and criterion.code not in named and criterion.rating:
            yield Problem(
                criterion.source.at("Rating"),
                f"rated {criterion.rating.name}, but no action and no area for improvement names {criterion.code}.",
                f"Write {criterion.code} into the 'Criteria' of the action that improves it, or add one.",
            )


@check(
    "W331",
    "An area for improvement has no action that names one of its characteristics.",
    missed_in=[(ACTIONS, "Criteria")],
)
def area_without_action(assessment: Assessment) -> Iterator[Problem]:
    answered = _answered_codes(assessment)
    exempt = assessment.exempt_codes
    for bullet in _published_bullets(assessment, Section.AREAS) if assessment.actions else ():
        if not answered & set(bullet.criteria):
            codes = ", ".join(bullet.criteria)
            why = f"no action names {codes}" if codes else "it names no characteristic that an action could name too"
            yield Problem(
                bullet.source.at("Criteria"),
                f"no action answers the area for improvement {quoted(bullet.text.plain)}: {why}.",
                "Add an action for it to the Actions sheet, or write the code into the 'Criteria' of the one that"
                " answers it.",
                bullet.text.plain,
                confidential=not exempt.isdisjoint(bullet.criteria),
            )


def _published_bullets(assessment: Assessment, *sections: Section) -> Iterator[Bullet]:
    return (bullet for bullet in assessment.bullets if not bullet.exempt and bullet.section in sections)


@check("W332", "An action names no characteristic, so nobody can say what it improves.")
def action_without_characteristic(assessment: Assessment) -> Iterator[Problem]:
    for action in assessment.actions:
        if not action.criteria and not action.exempt:
            yield Problem(
                action.source.at("Criteria"),
                f"action {action.ref} names no characteristic.",
                "Write the codes of the characteristics that it improves, with commas between.",
            )


@check("N334", "A strength or an opportunity names no characteristic.")
def narrative_without_characteristic(assessment: Assessment) -> Iterator[Problem]:
    for bullet in _published_bullets(assessment, Section.STRENGTHS, Section.OPPORTUNITIES):
        if not bullet.criteria:
            yield Problem(
                bullet.source.at("Criteria"),
                f"{quoted(bullet.text.plain)} names no characteristic.",
                "Write the codes of the characteristics that it speaks of, with commas between.",
                bullet.text.plain,
            )


@check("W335", "A strength speaks of a characteristic that is rated in the lower part of the scale.")
def strength_rated_low(assessment: Assessment) -> Iterator[Problem]:
    low = {criterion.code: criterion.rating for criterion in _low_rated(assessment)}
    for bullet in _published_bullets(assessment, Section.STRENGTHS):
        for code in bullet.criteria:
            if rating := low.get(code):
                yield Problem(
                    bullet.source.at("Criteria"),
                    f"the strength {quoted(bullet.text.plain)} speaks of {code}, which is rated {rating.name}.",
                    "See whether the rating is right, or whether the bullet belongs to another section.",
                )
