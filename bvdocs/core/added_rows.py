"""The rows of the sheets that a council may add."""

from dataclasses import dataclass
from datetime import date, time

from bvdocs.core.counting import Counting
from bvdocs.core.exemption import Exemption
from bvdocs.core.places import Source


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of an action, which it names by its reference; without a day on which it was done it is still to do."""

    action: str
    text: str
    due: date
    done: date | None
    exempt: Exemption
    source: Source
    exempt_reason: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a conclusion rests on, named by characteristics and actions; `where` is an address or a place."""

    ref: str
    title: str
    where: str
    owner: str
    day: date | None
    signed_off_by: str
    criteria: tuple[str, ...]
    actions: tuple[str, ...]
    public: bool
    exempt: Exemption
    source: Source
    exempt_reason: str = ""


@dataclass(frozen=True, slots=True)
class OwnerAddress:
    """Where an owner of actions, a post, is written to, and by which name; never printed."""

    owner: str
    address: str
    name: str
    source: Source


@dataclass(frozen=True, slots=True)
class KeyEvent:
    """What is to happen so many days before the meeting, at a time of London if one is given."""

    event: str
    days_before: int
    counted_in: Counting
    time: time | None
    source: Source
