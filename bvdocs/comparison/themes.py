"""Pairs of themes of two assessments that are the same theme, whatever its number is now."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple, TypeVar

from bvdocs.comparison.matching import RowMatches
from bvdocs.core.model import Action, Assessment, Bullet, Criterion, Theme

Row = TypeVar("Row", Criterion, Bullet, Action)


class ThemePair(NamedTuple):
    """A theme as it was and as it is; one of the two where it was added or removed."""

    before: Theme | None
    now: Theme | None

    @property
    def theme(self) -> Theme:
        """Return the newer one; the older one of a theme that was removed."""
        theme = self.now or self.before
        assert theme  # noqa: S101 - a pair is about a theme
        return theme

    @property
    def common_number(self) -> int:
        """Return the number that its rows have in both assessments, once the older ones have the newer numbers.

        For a theme that was removed it is below zero (-1 for 0, -2 for 1 …), where no newer theme's can be.
        """
        return self.now.number if self.now else ~self.theme.number


def match_themes(older: Assessment, newer: Assessment) -> list[ThemePair]:
    """Match the themes by number and name, then by name alone, then by number alone; return them by number."""
    matches = RowMatches(older.themes, newer.themes)
    matches.pair_by_key(lambda theme: (theme.number, theme.name.casefold()))
    matches.pair_by_key(lambda theme: theme.name.casefold(), unique=True)
    matches.pair_by_key(lambda theme: theme.number)
    return sorted((ThemePair(before, now) for before, now in matches.rows), key=lambda pair: pair.theme.number)


def with_newer_theme_numbers(older: Assessment, themes: Iterable[ThemePair]) -> Assessment:
    """Return the older assessment with each row in the theme that its own has become; its themes stay as they were."""
    numbers = {pair.before.number: pair.common_number for pair in themes if pair.before}

    def renumbered(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(replace(row, theme=numbers.get(row.theme, row.theme)) for row in rows)

    return replace(
        older, criteria=renumbered(older.criteria), bullets=renumbered(older.bullets), actions=renumbered(older.actions)
    )


def own_number(common_number: int) -> int:
    """Return the number that a theme has or, if it was removed, had in the workbook."""
    return common_number if common_number >= 0 else ~common_number
