"""The comparison of two assessments as wholes: outside the themes, and theme by theme."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeVar

from bvdocs.comparison.additions import compare_additions, compare_milestones
from bvdocs.comparison.characteristics import compare_characteristics, match_characteristics
from bvdocs.comparison.matching import RowPair
from bvdocs.comparison.narrative import compare_narrative
from bvdocs.comparison.plan import IssuedBetween, compare_order, compare_plan, match_actions
from bvdocs.comparison.ratings import Scales, compare_ratings
from bvdocs.comparison.report_and_scale import compare_report_and_scale, compare_theme
from bvdocs.comparison.themes import ThemePair, match_themes, with_newer_theme_numbers
from bvdocs.core.changes import Change, Changes, ThemeChanges
from bvdocs.core.model import Action, Assessment, Criterion, Theme

Row = TypeVar("Row", Criterion, Action)


def compare(older: Assessment, newer: Assessment, between: IssuedBetween = tuple) -> Changes:
    """Return what differs between two assessments from which the exempt rows were already taken.

    `between` returns what was issued between the two, oldest first; it is called once, and only if an action's date
    moved, or an open action is gone. The order of rows is compared where documents print it: of bullets, of actions,
    of the scale.
    """
    themes, scales = match_themes(older, newer), Scales(older.scale, newer.scale)
    overall = (*compare_report_and_scale(older, newer, scales), *compare_additions(older, newer))
    return Changes(overall, tuple(_themes(with_newer_theme_numbers(older, themes), newer, themes, scales, between)))


def _themes(
    older: Assessment,
    newer: Assessment,
    themes: list[ThemePair],
    scales: Scales,
    between: IssuedBetween,
) -> Iterator[ThemeChanges]:
    both = {pair.common_number for pair in themes if pair.before and pair.now}
    characteristics = _by_theme(match_characteristics(older, newer).rows, both)
    matched_actions = match_actions(older, newer)
    actions = _by_theme(matched_actions.rows, both)
    issued_between = cache(lambda: tuple(between()))

    def changes(before: Theme, now: Theme) -> Iterator[Change]:
        number = now.number
        yield from compare_theme(before, now)
        yield from compare_ratings(characteristics[number], scales)
        yield from compare_characteristics(characteristics[number], scales)
        yield from compare_narrative(older, newer, number)
        yield from compare_plan(actions[number], issued_between)
        yield from compare_milestones(actions[number], older, newer)
        yield from compare_order(matched_actions, number)

    for pair in themes:
        yield ThemeChanges(
            pair.theme.number,
            pair.theme.name,
            tuple(changes(pair.before, pair.now)) if pair.before and pair.now else (),
            added=pair.before is None,
            removed=pair.now is None,
        )


def _by_theme(rows: Iterable[RowPair[Row]], both: Iterable[int]) -> defaultdict[int, list[RowPair[Row]]]:
    """Return the rows by the newer one's theme; by the older one's where the newer theme is new as a whole.

    `both` are the themes that both assessments have; rows of others are left out.
    """
    groups: defaultdict[int, list[RowPair[Row]]] = defaultdict(list)
    for before, now in rows:
        theme = next((row.theme for row in (now, before) if row and row.theme in both), None)
        if theme is not None:
            groups[theme].append((before, now))
    return groups
