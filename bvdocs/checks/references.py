"""The rules on codes that name another characteristic."""

from collections.abc import Iterator

from bvdocs.checks.examples import has_examples
from bvdocs.checks.registry import Problem, check, public_check
from bvdocs.core.model import Action, Assessment, Bullet, Criterion
from bvdocs.core.quoting import did_you_mean
from bvdocs.core.schema import CRITERIA, SCALE

_CODES = [(CRITERIA, "Code")]


def _unknown_codes(row: Action | Bullet, codes: set[str], speaker: str) -> Iterator[Problem]:
    """Yield a problem for each code of the row that is no characteristic's; `speaker` names the row."""
    for code in row.criteria:
        if code not in codes:
            yield Problem(
                row.source.at("Criteria"),
                f"{speaker} names '{code}', which is not a characteristic{did_you_mean(code, sorted(codes)) or '.'}",
                "Correct the code as the Criteria sheet writes it, with commas between codes.",
            )


@check("E208", "An action names a characteristic that does not exist.", missed_in=_CODES)
def action_for_unknown_characteristic(assessment: Assessment) -> Iterator[Problem]:
    codes = {criterion.code for criterion in assessment.criteria}
    for action in assessment.actions:
        yield from _unknown_codes(action, codes, f"action {action.ref}")


@check("E209", "A bullet of the narrative names a characteristic that does not exist.", missed_in=_CODES)
def bullet_for_unknown_characteristic(assessment: Assessment) -> Iterator[Problem]:
    codes = {criterion.code for criterion in assessment.criteria}
    for bullet in assessment.bullets:
        yield from _unknown_codes(bullet, codes, "the bullet")


@check("E210", "A characteristic refers by 'See' to one that does not exist.", missed_in=_CODES)
def see_nothing(assessment: Assessment) -> Iterator[Problem]:
    codes = {criterion.code for criterion in assessment.criteria}
    for criterion in assessment.criteria:
        if criterion.see and criterion.see not in codes:
            yield Problem(
                criterion.source.at("See"),
                f"{criterion.code} refers to '{criterion.see}',"
                f" which is not a characteristic{did_you_mean(criterion.see, sorted(codes)) or '.'}",
                "Correct the code as the Criteria sheet writes it, or clear the cell and give a rating.",
            )


@check("E211", "A characteristic refers by 'See' to itself, straight or by way of others.")
def see_in_a_circle(assessment: Assessment) -> Iterator[Problem]:
    by_code = {criterion.code: criterion for criterion in assessment.criteria if criterion.code}
    for criterion in assessment.criteria:
        path = _see_path(criterion, by_code)
        if path[-1] == criterion.code and len(path) > 1:
            yield Problem(
                criterion.source.at("See"),
                f"the references go round in a circle: {' to '.join(path)}.",
                "Let one of them hold a rating of its own in place of its reference.",
            )


def _see_path(start: Criterion, by_code: dict[str, Criterion]) -> list[str]:
    """Return the codes from `start` along 'See', to the end or to the first that comes again."""
    path = [start.code]
    see = start.see
    while see in by_code and see not in path[1:]:
        path.append(see)
        see = by_code[see].see
    return path


@check("W212", "A characteristic refers to another and holds a rating of its own, which is not used.")
def see_and_rating(assessment: Assessment) -> Iterator[Problem]:
    for criterion in assessment.criteria:
        if criterion.see and criterion.rating:
            yield Problem(
                criterion.source.at("Rating"),
                f"{criterion.code} refers to {criterion.see}, so its rating '{criterion.rating.name}' is not used.",
                "Clear the rating, or clear 'See'.",
            )


@public_check(
    "W220",
    "No characteristic at all has a rating, as when the column has another name.",
    missed_in=[(SCALE, "Level"), (CRITERIA, "Rating")],
)
def nothing_rated(assessment: Assessment) -> Iterator[Problem]:
    own = [criterion for criterion in assessment.criteria if not criterion.see]
    if own and not any(criterion.rating for criterion in own):
        yield Problem(
            own[0].source.at("Rating"),
            f"none of the {len(own)} characteristics has a rating.",
            "See that the Criteria sheet has a column named 'Rating', and that it is filled in.",
        )


@public_check(
    "W213",
    "A theme has no characteristics, so its heatmap has nothing to show.",
    missed_in=[(CRITERIA, "Theme"), (CRITERIA, "Exempt")],
)
def theme_without_characteristics(assessment: Assessment) -> Iterator[Problem]:
    used = {criterion.theme for criterion in assessment.criteria}
    examples = has_examples(assessment)
    for theme in assessment.themes:
        if not examples and theme.number not in used:
            yield Problem(
                theme.source.at("Number"),
                f"theme {theme.number}, {theme.name}, has no characteristics.",
                "Add them to the Criteria sheet, or delete the theme's row.",
            )
