"""What differs between two assessments: facts, before they become words."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bvdocs.core.model import Action
from bvdocs.core.versions import Version


class ChangeKind(StrEnum):
    """What happened; the value names it wherever a program reads it."""

    RATING_UP = "rating up"
    RATING_DOWN = "rating down"
    RATING_NEW = "newly assessed"
    RATING_WITHDRAWN = "no longer assessed"
    # Up or down cannot be told: one of the two levels is not on the newer scale.
    RATING_CHANGED = "rating changed"
    CHARACTERISTIC_ADDED = "characteristic added"
    CHARACTERISTIC_REMOVED = "characteristic removed"
    CHARACTERISTIC_RENUMBERED = "characteristic renumbered"
    CHARACTERISTIC_REWORDED = "characteristic reworded"
    CHARACTERISTIC_DETAIL = "characteristic, other column changed"
    BULLET_ADDED = "bullet added"
    BULLET_REMOVED = "bullet removed"
    BULLET_MOVED = "bullet moved"
    BULLET_REWORDED = "bullet reworded"
    BULLET_DETAIL = "bullet, other column changed"
    ACTION_ADDED = "action added"
    ACTION_REMOVED = "action removed"
    # It was complete or cancelled, as `roll-forward` takes such actions out of the plan.
    ACTION_LEFT = "closed action left the plan"
    ACTION_RENUMBERED = "action renumbered"
    ACTION_COMPLETED = "action completed"
    ACTION_CLOSED = "action closed"
    ACTION_REOPENED = "action reopened"
    ACTION_STATUS = "action status changed"
    ACTION_SLIPPED = "action slipped"
    ACTION_EARLIER = "action brought forward"
    ACTION_OWNER = "action owner changed"
    ACTION_REWORDED = "action reworded"
    ACTION_DETAIL = "action, other column changed"
    # Of a theme, or of what belongs to none.
    FIELD = "field changed"


# The kinds by what changed, with which their names begin.
RATINGS, CHARACTERISTICS, BULLETS, ACTIONS = (
    tuple(kind for kind in ChangeKind if kind.name.startswith(changed))
    for changed in ("RATING_", "CHARACTERISTIC_", "BULLET_", "ACTION_")
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bullet stands: which section, and which bullet of it, from 1."""

    section: str
    number: int


@dataclass(frozen=True, slots=True)
class Slip:
    """How an action's date moved from one assessment to the next: `before` and `now` are the dates that counted.

    `first` is the date first agreed, `times` how often the date became later on the way, `days` by how much it is
    later (or, brought forward, earlier) now than before.
    """

    first: date
    before: date
    now: date
    days: int
    times: int


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs.

    `subject` is the newer code or reference (the older one of what was removed), a bullet's section, or the name of
    what the field belongs to; `name` the words of the characteristic or the action, or a bullet's Ref. `before` and
    `now` are what it was and is, as plain text: a level's name, an owner, a text, a code; empty where there was
    nothing. `field` names the column where the kind does not say it.
    """

    kind: ChangeKind
    subject: str
    name: str = ""
    before: str = ""
    now: str = ""
    field: str = ""
    from_place: Place | None = None
    to_place: Place | None = None
    slip: Slip | None = None


@dataclass(frozen=True, slots=True)
class DueDates:
    """When an action was first due, and each date that replaced the one before.

    Beside each date stands the number of the reported version that brought it; None is what is being made now. So it
    is with `agreed_in`, of the first. `refs` are the references that the action had in reported versions.
    """

    first: date
    revised: tuple[tuple[date, Version | None], ...] = ()
    agreed_in: Version | None = None
    refs: tuple[tuple[Version, str], ...] = ()

    def put_on(self, action: Action) -> Action:
        """Return the action with the date first agreed as due, and the date that counts, if it moved, as revised."""
        revised = action.last_due if action.last_due != self.first else None
        return replace(action, due=self.first, revised_due=revised)


@dataclass(frozen=True, slots=True)
class ThemeChanges:
    """What changed in a theme that both have, or that only the newer (`added`) or only the older (`removed`) has."""

    number: int
    name: str
    changes: tuple[Change, ...]
    added: bool = False
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs: outside the themes, and theme by theme in their order, with those unchanged."""

    overall: tuple[Change, ...]
    themes: tuple[ThemeChanges, ...]

    def __bool__(self) -> bool:
        return bool(self.overall) or any(each.changes or each.added or each.removed for each in self.themes)
