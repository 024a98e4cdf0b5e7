"""The rules on codes that name another characteristic."""

from collections.abc import Iterator

from bvdocs.checks.examples import has_examples
from bvdocs.checks.registry import Problem, check, public_check
from bvdocs.core.model import Action, Assessment, Bullet, Criterion
from bvdocs.core.quoting import Suggestions
from bvdocs.core.schema import CRITERIA, SCALE

_MOST_NAMED = 12
_CODES = [(CRITERIA, "Code")]


class _Codes:
    """The codes of the characteristics, and what may have been meant by one that is none of them."""

    def __init__(self, assessment: Assessment) -> None:
        self._codes = {criterion.code for criterion in assessment.criteria}
        self._suggestions = Suggestions(self._codes)

    def __contains__(self, code: str) -> bool:
        return code in self._codes

    def is_none(self, code: str) -> str:
        """Return the end of a sentence about a code that is no characteristic's."""
        return f"'{code}', which is not a characteristic{self._suggestions.did_you_mean(code) or '.'}"


def _unknown_codes(row: Action | Bullet, codes: _Codes, speaker: str) -> Iterator[Problem]:
    """Yield a problem for each code of the row that is no characteristic's; `speaker` names the row."""
    for code in row.criteria:
        if code not in codes:
            yield Problem(
                row.source.at("Criteria"),
                f"{speaker} names {codes.is_none(code)}",
                "Correct the code as the Criteria sheet writes it, with commas between codes.",
            )


@check("E208", "An action names a characteristic that does not exist.", missed_in=_CODES)
def action_for_unknown_characteristic(assessment: Assessment) -> Iterator[Problem]:
    codes = _Codes(assessment)
    for action in assessment.actions:
        yield from _unknown_codes(action, codes, f"action {action.ref}")


@check("E209", "A bullet of the narrative names a characteristic that does not exist.", missed_in=_CODES)
def bullet_for_unknown_characteristic(assessment: Assessment) -> Iterator[Problem]:
    codes = _Codes(assessment)
    for bullet in assessment.bullets:
        yield from _unknown_codes(bullet, codes, "the bullet")


@check("E210", "A characteristic refers by 'See' to one that does not exist.", missed_in=_CODES)
def see_nothing(assessment: Assessment) -> Iterator[Problem]:
    codes = _Codes(assessment)
    for criterion in assessment.criteria:
        if criterion.see and criterion.see not in codes:
            yield Problem(
                criterion.source.at("See"),
                f"{criterion.code} refers to {codes.is_none(criterion.see)}",
                "Correct the code as the Criteria sheet writes it, or clear the cell and give a rating.",
            )


@check("E211", "A characteristic refers by 'See' to itself, straight or by way of others.")
def see_in_a_circle(assessment: Assessment) -> Iterator[Problem]:
    by_code = {criterion.code: criterion for criterion in assessment.criteria if criterion.code}
    circles = _circles(by_code)
    for criterion in assessment.criteria:
        circle = circles.get(criterion.code)
        # Of two rows with one code, it is the last that others refer to.
        if circle and criterion.see == by_code[criterion.code].see:
            yield Problem(
                criterion.source.at("See"),
                f"the references go round in a circle: {_along(circle, by_code, criterion)}.",
                "Let one of them hold a rating of its own in place of its reference.",
            )


def _circles(by_code: dict[str, Criterion]) -> dict[str, int]:
    """Return the codes from which 'See' leads back to themselves, each with how many are in its circle."""
    found: dict[str, int] = {}
    seen: set[str] = set()
    for start in by_code:
        places: dict[str, int] = {}
        code = start
        while code in by_code and code not in seen:
            seen.add(code)
            places[code] = len(places)
            code = by_code[code].see
        if code in places:
            circle = list(places)[places[code] :]
            found |= dict.fromkeys(circle, len(circle))
    return found


def _along(number: int, by_code: dict[str, Criterion], start: Criterion) -> str:
    """Return the `number` codes of a circle, or the first of them, from `start` back to it: 'L1 to L2 to L1'."""
    codes = [start.code]
    while len(codes) < min(number, _MOST_NAMED):
        codes.append(by_code[codes[-1]].see)
    return " to ".join([*codes, *(["…"] if number > _MOST_NAMED else []), start.code])


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
