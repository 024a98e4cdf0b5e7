"""The previous ratings of an assessment, filled in from the one before where the workbook does not give them."""

from dataclasses import replace

from bvdocs.comparison.characteristics import match_characteristics
from bvdocs.comparison.ratings import Scales
from bvdocs.comparison.themes import match_themes, with_newer_theme_numbers
from bvdocs.core.model import Assessment


def with_previous_ratings(older: Assessment, newer: Assessment) -> Assessment:
    """Return the newer assessment with the older one's ratings where it gives no previous rating itself.

    A level that the newer scale no longer has gives none.
    """
    was = with_newer_theme_numbers(older, match_themes(older, newer))
    scales = Scales(older.scale, newer.scale)
    ratings = {
        now.code: scales.newer_level(before.rating)
        for before, now in match_characteristics(was, newer).pairs
        if before.rating and not before.see
    }
    return replace(
        newer,
        criteria=tuple(
            each if each.previous or each.see else replace(each, previous=ratings.get(each.code))
            for each in newer.criteria
        ),
    )
