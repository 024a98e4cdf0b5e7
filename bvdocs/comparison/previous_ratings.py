"""What each characteristic was rated last time, where the workbook does not say it."""

from dataclasses import replace

from bvdocs.comparison.characteristics import match_characteristics
from bvdocs.comparison.ratings import Scales
from bvdocs.comparison.themes import match_themes, with_newer_numbers
from bvdocs.core.model import Assessment


def with_previous_ratings(older: Assessment, newer: Assessment) -> Assessment:
    """The newer assessment, with the older one's ratings where it gives no previous rating itself.

    A level that the newer scale no longer has gives none.
    """
    was = with_newer_numbers(older, match_themes(older, newer))
    became = {before.name: now for before, now in Scales(older.scale, newer.scale).levels.pairs}
    ratings = {
        now.code: became.get(before.rating.name)
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
