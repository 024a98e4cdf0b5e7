"""What differs between two assessments, as facts: of what is published, nothing differs and goes unmentioned."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TypeVar

from bvdocs.comparison.action_dates import action_dates
from bvdocs.comparison.characteristics import compare_characteristics, match_characteristics
from bvdocs.comparison.narrative import compare_narrative
from bvdocs.comparison.newly_exempt import withhold
from bvdocs.comparison.plan import compare_order, compare_plan, match_actions
from bvdocs.comparison.previous_ratings import with_previous_ratings
from bvdocs.comparison.ratings import Scales, compare_ratings
from bvdocs.comparison.report_and_scale import compare_theme, compare_whole
from bvdocs.comparison.themes import Pair, match_themes, with_newer_numbers
from bvdocs.core.changes import Change, Changes, ThemeChanges
from bvdocs.core.model import Action, Assessment, Criterion, Theme

Row = TypeVar("Row", Criterion, Action)

__all__ = ["action_dates", "compare", "with_previous_ratings", "withhold"]


def compare(older: Assessment, newer: Assessment, between: Callable[[], Iterable[Assessment]] = tuple) -> Changes:
    """What differs between two assessments from which the exempt rows were already taken.

    `between` gives what was issued between the two, oldest first; it is asked once, and only if an action's date
    moved. The order of rows is compared where documents print it: of bullets, of actions, of the scale.
    """
    themes, scales = match_themes(older, newer), Scales(older.scale, newer.scale)
    overall = tuple(compare_whole(older, newer, scales))
    return Changes(overall, tuple(_themes(with_newer_numbers(older, themes), newer, themes, scales, between)))


def _themes(
    older: Assessment,
    newer: Assessment,
    themes: Iterable[Pair],
    scales: Scales,
    between: Callable[[], Iterable[Assessment]],
) -> Iterator[ThemeChanges]:
    both = {pair.home for pair in themes if pair.before and pair.now}
    characteristics = _by_theme(match_characteristics(older, newer).rows, both)
    matched_actions = match_actions(older, newer)
    actions = _by_theme(matched_actions.rows, both)
    history = cache(lambda: tuple(between()))

    def changes(before: Theme, now: Theme) -> Iterator[Change]:
        number = now.number
        yield from compare_theme(before, now)
        yield from compare_ratings(characteristics[number], scales)
        yield from compare_characteristics(characteristics[number], scales)
        yield from compare_narrative(*([row for row in each.bullets if row.theme == number] for each in (older, newer)))
        yield from compare_plan(actions[number], history)
        yield from compare_order(matched_actions, number)

    for pair in themes:
        yield ThemeChanges(
            pair.theme.number,
            pair.theme.name,
            tuple(changes(pair.before, pair.now)) if pair.before and pair.now else (),
            added=pair.before is None,
            removed=pair.now is None,
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
