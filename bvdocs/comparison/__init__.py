"""What differs between two assessments, as facts: of what is published, nothing differs and goes unmentioned."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TypeVar

from bvdocs.changes import Change, Changes, ThemeChanges
from bvdocs.comparison.characteristics import compare_characteristics, match_characteristics
from bvdocs.comparison.narrative import compare_narrative
from bvdocs.comparison.plan import compare_order, compare_plan, match_actions
from bvdocs.comparison.previous import with_previous_ratings
from bvdocs.comparison.ratings import Scales, compare_ratings
from bvdocs.comparison.whole import compare_theme, compare_whole
from bvdocs.comparison.withheld import withhold
from bvdocs.model import Action, Assessment, Criterion

Row = TypeVar("Row", Criterion, Action)

__all__ = ["compare", "with_previous_ratings", "withhold"]


def compare(older: Assessment, newer: Assessment, between: Callable[[], Iterable[Assessment]] = tuple) -> Changes:
    """What differs between two assessments from which the exempt rows were already taken.

    `between` gives what was issued between the two, oldest first; it is asked once, and only if an action's date
    moved. The order of rows is compared where documents print it: of bullets, of actions, of the scale.
    """
    scales = Scales(older.scale, newer.scale)
    return Changes(tuple(compare_whole(older, newer, scales)), tuple(_themes(older, newer, scales, between)))


def _themes(
    older: Assessment, newer: Assessment, scales: Scales, between: Callable[[], Iterable[Assessment]]
) -> Iterator[ThemeChanges]:
    before = {theme.number: theme for theme in older.themes}
    now = {theme.number: theme for theme in newer.themes}
    both = before.keys() & now.keys()
    characteristics = _by_theme(match_characteristics(older, newer).rows, both)
    matched_actions = match_actions(older, newer)
    actions = _by_theme(matched_actions.rows, both)
    history = cache(lambda: tuple(between()))

    def changes(number: int) -> Iterator[Change]:
        yield from compare_theme(before[number], now[number])
        yield from compare_ratings(characteristics[number], scales)
        yield from compare_characteristics(characteristics[number], scales)
        yield from compare_narrative(*([row for row in each.bullets if row.theme == number] for each in (older, newer)))
        yield from compare_plan(actions[number], history)
        yield from compare_order(matched_actions, number)

    for number in sorted(before.keys() | now.keys()):
        yield ThemeChanges(
            number,
            (now.get(number) or before[number]).name,
            tuple(changes(number)) if number in both else (),
            added=number not in before,
            removed=number not in now,
        )


def _by_theme(
    rows: Iterable[tuple[Row | None, Row | None]], both: Iterable[int]
) -> defaultdict[int, list[tuple[Row | None, Row | None]]]:
    """Older and newer rows by the newer one's theme; by the older one's where the newer theme is new as a whole."""
    groups: defaultdict[int, list[tuple[Row | None, Row | None]]] = defaultdict(list)
    for before, now in rows:
        home = [row.theme for row in (now, before) if row and row.theme in both]
        if home:
            groups[home[0]].append((before, now))
    return groups
