"""The rules on the scale: its levels can be told apart, and are used."""

import unicodedata
from collections.abc import Iterator
from itertools import combinations

from bvdocs.checks.examples import has_examples
from bvdocs.checks.registry import Problem, check, public_check
from bvdocs.core.model import Assessment
from bvdocs.core.schema import CRITERIA

# Letters and figures that are taken for one another in small print.
_ALIKE = str.maketrans("QD0|!1LZS8G6", "OOOIIII25BCC")
# How colours look with each form of colour blindness, and printed in black and white.
_SIGHTS = {
    "protan": "who cannot see red",
    "deutan": "who cannot see green",
    "tritan": "who cannot see blue",
    "grayscale": "who prints in black and white",
}
# Two areas that do not touch are hard to tell apart below this (CIE ΔE 2000; 2 is the least that can be seen at all).
_LEAST_DIFFERENCE = 10
# Each is compared with each; a scale of a council has five levels.
_MOST_COMPARED = 40


@check("W361", "Two levels of the scale look alike in colour, to some readers or in black and white, and in mark.")
def levels_alike(assessment: Assessment) -> Iterator[Problem]:
    for first, second in combinations(assessment.scale[:_MOST_COMPARED], 2):
        if first.mark and _as_read(first.mark) == _as_read(second.mark):
            who = _who_cannot_tell(first.colour, second.colour)
            if who:
                yield Problem(
                    second.source.at("Mark"),
                    f"the marks '{first.mark}' of {first.name} and '{second.mark}' of {second.name} look alike, and"
                    f" so do their colours to a reader {who}.",
                    "Give one of the two another mark.",
                )


def _as_read(mark: str) -> str:
    """Return a mark as it may be read: without accents, case or stops, and with letters that look alike made one."""
    decomposed = unicodedata.normalize("NFKD", mark).upper()
    return "".join(letter for letter in decomposed if letter.isalnum()).translate(_ALIKE) or mark


def _who_cannot_tell(one: str, other: str) -> str:
    """Return the first kind of reader to whom two colours look alike, 'who cannot see red'; '' if there is none."""
    from coloraide import Color

    for sight, who in _SIGHTS.items():
        seen = (Color(colour).filter(sight) for colour in (one, other))
        if next(seen).delta_e(next(seen), method="2000") < _LEAST_DIFFERENCE:
            return who
    return ""


@public_check(
    "N362",
    "A level of the scale is held by no characteristic, now or before.",
    missed_in=[(CRITERIA, "Rating"), (CRITERIA, "Previous rating")],
)
def level_never_used(assessment: Assessment) -> Iterator[Problem]:
    ratings = [each for each in assessment.criteria if not each.see]
    used = {level.name for each in ratings for level in (each.rating, each.previous) if level}
    for level in assessment.scale if used and not has_examples(assessment) else ():
        if level.name and level.name not in used:
            yield Problem(
                level.source.at("Level"),
                f"no characteristic is rated '{level.name}', now or before.",
                "Nothing, if the scale is meant to have it; else delete its row.",
            )
