"""The previous ratings of an assessment: what the archive says of last time counts, whatever the workbook says."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple, TypeVar

from bvdocs.comparison.characteristics import match_characteristics
from bvdocs.comparison.ratings import Scales
from bvdocs.comparison.themes import match_themes, with_newer_theme_numbers
from bvdocs.core.model import Assessment, Criterion, Level

Newer = TypeVar("Newer", bound=Assessment)


class LastRating(NamedTuple):
    """A characteristic as it was and as it is, and its level then as one of the newer scale.

    A level that the newer scale no longer has stays as it was; `level` is None if it was not assessed, or referred to
    another. `before` and `now` have a rating of their own or none.
    """

    before: Criterion
    now: Criterion
    level: Level | None


def last_ratings(older: Assessment, newer: Assessment) -> Iterator[LastRating]:
    """Yield each characteristic of the newer assessment that the older one has too, unless it refers to another."""
    was = with_newer_theme_numbers(older, match_themes(older, newer))
    scales = Scales(older.scale, newer.scale)
    for before, now in match_characteristics(was, newer).pairs:
        if not now.see:
            rating = None if before.see else before.rating
            yield LastRating(before, now, rating and (scales.newer_level(rating) or rating))


def with_previous_ratings(older: Assessment, newer: Newer) -> Newer:
    """Return the newer assessment with the older one's ratings as the previous ones.

    Only a characteristic that the older one does not have keeps what the workbook says. A previous level that is not
    on the newer scale is one that the scale no longer has.
    """
    levels = {each.now.code: each.level for each in last_ratings(older, newer)}
    return replace(
        newer,
        criteria=tuple(
            _with_previous(each, levels[each.code]) if each.code in levels else each for each in newer.criteria
        ),
    )


def _with_previous(criterion: Criterion, previous: Level | None) -> Criterion:
    """Return the characteristic with a previous rating that is from the archive, and from no cell of the workbook."""
    source = replace(criterion.source, no_cell=criterion.source.no_cell | {"Previous rating"})
    return replace(criterion, previous=previous, source=source)
