"""Ratings that changed, and the level of the newer scale that each level of the older has become."""

from collections.abc import Iterable

from bvdocs.comparison.matching import RowMatches, RowPair
from bvdocs.core.changes import RATINGS, Change, ChangeKind
from bvdocs.core.model import Criterion, Level


class Scales:
    """The older and the newer scale, with their levels matched."""

    def __init__(self, older: tuple[Level, ...], newer: tuple[Level, ...]) -> None:
        self.levels = _match_levels(older, newer)
        self._places = {_name(level): place for place, level in enumerate(newer)}
        self._became = {_name(before): now for before, now in self.levels.pairs}

    def newer_level(self, level: Level) -> Level | None:
        """Return what a level of the older scale is on the newer; None if it is there no longer."""
        return self._became.get(_name(level))

    def rating_change(self, before: Level | None, now: Level | None) -> ChangeKind | None:
        """Return what happened to a rating; None if it is the same, perhaps under another name."""
        if before is None or now is None:
            return None if before is now else ChangeKind.RATING_NEW if now else ChangeKind.RATING_WITHDRAWN
        became = self.newer_level(before)
        if _name(now) in (_name(before), became and _name(became)):
            return None
        if became is None or _name(now) not in self._places:
            return ChangeKind.RATING_CHANGED
        improved = self._places[_name(now)] < self._places[_name(became)]
        return ChangeKind.RATING_UP if improved else ChangeKind.RATING_DOWN


def _name(level: Level) -> str:
    return level.name.casefold()


def _match_levels(older: tuple[Level, ...], newer: tuple[Level, ...]) -> RowMatches[Level]:
    """Match levels by name, then one whose name is gone by its mark, if it stands below the same levels as before.

    A mark alone is not enough: 'A' for 'Adequate' may be 'A' for 'Above standard' in another scale.
    """
    matches = RowMatches(older, newer)
    matches.pair_by_key(_name)
    names = {_name(level) for level, _ in matches.pairs}

    def mark_and_place(scale: tuple[Level, ...], level: Level) -> tuple[str, frozenset[str]]:
        return level.mark, frozenset(_name(each) for each in scale[: scale.index(level)]) & names

    matches.pair_by_key(lambda level: mark_and_place(older, level), lambda level: mark_and_place(newer, level))
    return matches


def compare_ratings(rows: Iterable[RowPair[Criterion]], scales: Scales) -> list[Change]:
    """Return the changes of ratings of characteristics that both assessments have, in the order of their kinds.

    A cell that refers to another has no rating of its own; what changed there is its 'See'.
    """
    own = [(before, now) for before, now in rows if before and now and not before.see and not now.see]
    changes = [
        Change(kind, now.code, now.name, level_name(before.rating), level_name(now.rating))
        for before, now in own
        if (kind := scales.rating_change(before.rating, now.rating))
    ]
    return sorted(changes, key=lambda change: RATINGS.index(change.kind))


def level_name(level: Level | None) -> str:
    """Return the level's name; '' where there is no rating."""
    return level.name if level else ""
