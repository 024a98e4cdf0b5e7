"""Which theme of the older assessment is which of the newer, whatever its number is now."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple, TypeVar

from bvdocs.comparison.matching import Matching
from bvdocs.core.model import Action, Assessment, Bullet, Criterion, Theme

Row = TypeVar("Row", Criterion, Bullet, Action)


class Pair(NamedTuple):
    """A theme as it was and as it is; one of the two where it was added or removed."""

    before: Theme | None
    now: Theme | None

    @property
    def theme(self) -> Theme:
        """The newer one; the older one of a theme that was removed."""
        theme = self.now or self.before
        assert theme  # noqa: S101 - a pair is about a theme
        return theme

    @property
    def home(self) -> int:
        """The number by which its rows are found, once those of the older assessment have the newer numbers."""
        return self.now.number if self.now else _gone(self.theme.number)


def match_themes(older: Assessment, newer: Assessment) -> list[Pair]:
    """By number and name, then by name alone, then by number alone; in the order of the numbers."""
    match = Matching(older.themes, newer.themes)
    match.by_key(lambda theme: (theme.number, theme.name.casefold()))
    match.by_key(lambda theme: theme.name.casefold(), unique=True)
    match.by_key(lambda theme: theme.number)
    return sorted((Pair(before, now) for before, now in match.rows), key=lambda pair: pair.theme.number)


def with_newer_numbers(older: Assessment, themes: Iterable[Pair]) -> Assessment:
    """The older assessment with each row in the theme that its own has become; its themes stay as they were."""
    homes = {pair.before.number: pair.home for pair in themes if pair.before}

    def moved(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(replace(row, theme=homes.get(row.theme, row.theme)) for row in rows)

    return replace(older, criteria=moved(older.criteria), bullets=moved(older.bullets), actions=moved(older.actions))


def number_of(home: int) -> int:
    """The theme's own number, of one that was removed too."""
    return home if home >= 0 else _gone(home)


def _gone(number: int) -> int:
    """A number that no newer theme has; of that, the number again."""
    return -1 - number
