"""Parts of small assessments to compare, and what was found to differ between two."""

from typing import Any

from bvdocs.core.changes import Change, ChangeKind, Changes
from bvdocs.core.model import STATUS_WORDS, Level, Theme
from bvdocs.core.places import Source
from bvdocs.core.rich_text import RichText, Run

SOURCE = Source("Sheet", 1)
# The words that need no sheet of their own.
STATUS = {each.counts_as: each for each in STATUS_WORDS}
GREEN, AMBER, RED = (
    Level(name, name[0], colour, f"{name} means this", SOURCE)
    for name, colour in (("Green", "#1c6b3b"), ("Amber", "#f28c28"), ("Red", "#b42318"))
)
THEMES = (Theme(1, "Leadership", "L", "", "", SOURCE), Theme(2, "Culture", "C", "", "", SOURCE))


def rich(text: str, **look: Any) -> RichText:
    """Return a text of one run."""
    return RichText((Run(text, **look),))


def in_theme(changes: Changes, number: int = 1) -> list[Change]:
    """Return what differs in one theme."""
    return [change for theme in changes.themes if theme.number == number for change in theme.changes]


def told(changes: list[Change]) -> list[tuple[ChangeKind, str, str, str]]:
    """Return of each change its kind; its field's name, or else its subject; before and now."""
    return [(each.kind, each.field or each.subject, each.before, each.now) for each in changes]


def kinds(changes: list[Change]) -> list[ChangeKind]:
    """Return the kind of each change."""
    return [each.kind for each in changes]
