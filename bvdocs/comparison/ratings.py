"""Ratings that moved, and which level of the newer scale each level of the older has become."""

from collections.abc import Iterable

from bvdocs.comparison.matching import Matching
from bvdocs.core.changes import RATINGS, Change, ChangeKind
from bvdocs.core.model import Criterion, Level


class Scales:
    """The older and the newer scale."""

    def __init__(self, older: tuple[Level, ...], newer: tuple[Level, ...]) -> None:
        self.levels = _match(older, newer)
        self._places = {_name(level): place for place, level in enumerate(newer)}
        self._became = {_name(before): now for before, now in self.levels.pairs}

    def became(self, level: Level) -> Level | None:
        """What a level of the older scale is on the newer; None if it is gone."""
        return self._became.get(_name(level))

    def kind(self, before: Level | None, now: Level | None) -> ChangeKind | None:
        """What happened to a rating; None if it is the same, perhaps by another name."""
        if before is None or now is None:
            return None if before is now else ChangeKind.RATING_NEW if now else ChangeKind.RATING_WITHDRAWN
        became = self.became(before)
        if _name(now) in (_name(before), became and _name(became)):
            return None
        if became is None or _name(now) not in self._places:
            return ChangeKind.RATING_CHANGED
        improved = self._places[_name(now)] < self._places[_name(became)]
        return ChangeKind.RATING_UP if improved else ChangeKind.RATING_DOWN


def _name(level: Level) -> str:
    return level.name.casefold()


def _match(older: tuple[Level, ...], newer: tuple[Level, ...]) -> Matching[Level]:
    """Match by name, then a name that is gone by the mark, if it stands below the same levels as before.

    A mark alone is not enough: 'A' for 'Adequate' may be 'A' for 'Above standard' in another scale.
    """
    match = Matching(older, newer)
    match.by_key(_name)
    names = {_name(level) for level, _ in match.pairs}

    def mark_and_place(scale: tuple[Level, ...], level: Level) -> tuple[str, frozenset[str]]:
        return level.mark, frozenset(_name(each) for each in scale[: scale.index(level)]) & names

    match.by_key(lambda level: mark_and_place(older, level), lambda level: mark_and_place(newer, level))
    return match


def compare_ratings(rows: Iterable[tuple[Criterion | None, Criterion | None]], scales: Scales) -> list[Change]:
    """The ratings that differ of characteristics that both have, in the order of the kinds.

    A cell that refers to another has no rating of its own; what changed there is its 'See'.
    """
    own = [(before, now) for before, now in rows if before and now and not before.see and not now.see]
    changes = [
        Change(kind, now.code, now.name, level_name(before.rating), level_name(now.rating))
        for before, now in own
        if (kind := scales.kind(before.rating, now.rating))
    ]
    return sorted(changes, key=lambda change: RATINGS.index(change.kind))


def level_name(level: Level | None) -> str:
    """The level's name; nothing where there is no rating."""
    return level.name if level else ""
