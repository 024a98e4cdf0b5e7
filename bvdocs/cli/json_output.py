"""The JSON that `compare --json` prints; docs/archive-format.md describes it."""

from collections.abc import Iterator
from typing import Any

from bvdocs.commands.compare import Comparison
from bvdocs.core.changes import Change, Place, Slip, ThemeChanges
from bvdocs.view import change_words
from bvdocs.view.changes import summarise_changes

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
    return {
        "theme": theme.number if theme else None,
        "theme_name": theme.name if theme else None,
        "kind": change.kind.value,
        "subject": change.subject,
        "name": change.name,
        "field": change.field,
        "before": change.before,
        "now": change.now,
        "from_place": _place_as_json(change.from_place),
        "to_place": _place_as_json(change.to_place),
        "slip": _slip_as_json(change.slip),
        "text": change_words(change),
    }


def _place_as_json(place: Place | None) -> dict[str, Any] | None:
    return {"section": place.section, "number": place.number} if place else None


def _slip_as_json(slip: Slip | None) -> dict[str, Any] | None:
    if slip is None:
        return None
    return {
        "first_agreed": slip.first.isoformat(),
        "before": slip.before.isoformat(),
        "now": slip.now.isoformat(),
        "days": slip.days,
        "times": slip.times,
    }
