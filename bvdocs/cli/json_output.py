"""The JSON that `compare --json` prints; docs/archive-format.md describes it."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from bvdocs.commands.compare import Comparison
from bvdocs.core.changes import Change, Slip, ThemeChanges
from bvdocs.view import change_words
from bvdocs.view.changes import summarise_changes

_OF_A_CHANGE = ("kind", "subject", "name", "field", "before", "now", "from_place", "to_place")
# A theme that came or went has what every change has: no entry lacks a key.
_NOTHING_MORE = {"field": "", "before": "", "now": "", "from_place": None, "to_place": None, "slip": None}


def comparison_as_json(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as `--json` prints it."""
    changes = comparison.changes
    return {
        "from": comparison.older.name,
        "to": comparison.newer.name,
        "changed": bool(changes),
        "changes": [
            *(each for theme in changes.themes for each in _theme_as_json(theme)),
            *(_change_as_json(each, None) for each in changes.overall),
        ],
    }


def _theme_as_json(theme: ThemeChanges) -> Iterator[dict[str, Any]]:
    if theme.added or theme.removed:
        yield {
            "theme": theme.number,
            "theme_name": theme.name,
            "kind": "theme added" if theme.added else "theme removed",
            "subject": str(theme.number),
            "name": theme.name,
            **_NOTHING_MORE,
            "text": summarise_changes(theme),
        }
    yield from (_change_as_json(each, theme) for each in theme.changes)


def _change_as_json(change: Change, theme: ThemeChanges | None) -> dict[str, Any]:
    facts = asdict(change)
    return {
        "theme": theme.number if theme else None,
        "theme_name": theme.name if theme else None,
        **{key: facts[key] for key in _OF_A_CHANGE},
        "slip": _slip_as_json(change.slip),
        "text": change_words(change),
    }


def _slip_as_json(slip: Slip | None) -> dict[str, Any] | None:
    if slip is None:
        return None
    days = {"first_agreed": slip.first, "before": slip.before, "now": slip.now}
    return {name: day.isoformat() for name, day in days.items()} | {"days": slip.days, "times": slip.times}
