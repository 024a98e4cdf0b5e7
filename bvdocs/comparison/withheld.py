"""What was published once, and is exempt now: it is not to be told again, not even as something that was removed."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from bvdocs.comparison.characteristics import match_characteristics
from bvdocs.comparison.narrative import match_bullets
from bvdocs.comparison.plan import match_actions
from bvdocs.model import Action, Assessment, Bullet, Criterion, published

Row = TypeVar("Row", Criterion, Bullet, Action)


def withhold(older: Assessment, newer: Assessment) -> Assessment:
    """The older assessment without the rows that are exempt in the newer one, which has all of its rows."""
    bullets = [
        pair
        for theme in older.themes
        for pair in match_bullets(*(_of(theme.number, each.bullets) for each in (older, newer)))
    ]
    marked = replace(
        older,
        criteria=_marked(older.criteria, match_characteristics(older, newer).pairs),
        bullets=_marked(older.bullets, bullets),
        actions=_marked(older.actions, match_actions(older, newer).pairs),
    )
    return published(marked)


def _of(theme: int, bullets: Iterable[Bullet]) -> list[Bullet]:
    return [bullet for bullet in bullets if bullet.theme == theme]


def _marked(rows: tuple[Row, ...], pairs: Iterable[tuple[Row, Row]]) -> tuple[Row, ...]:
    """The older rows, with those marked as exempt whose newer row is."""
    exempt = [before for before, now in pairs if now.exempt]
    return tuple(replace(row, exempt=True) if any(row is each for each in exempt) else row for row in rows)
