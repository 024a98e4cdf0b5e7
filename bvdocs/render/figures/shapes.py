"""What pictures are made of: shapes in millimetres, with the origin at the top left.

Widths of lines and sizes of words are in points.
"""

from dataclasses import dataclass, field
from typing import Literal

Across = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Paint:
    """The colours of a shape, as '#rrggbb', or '' for none.

    `dashes` are lengths of strokes and gaps; a line that has none reaches half its width beyond its ends.
    """

    fill: str = ""
    edge: str = ""
    width: float = 1.0
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, with round corners if it has a radius."""

    x: float
    y: float
    width: float
    height: float
    paint: Paint
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Disc:
    """A disc or a ring around its middle."""

    x: float
    y: float
    radius: float
    paint: Paint


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines from point to point, each back to its first if `closed`; cut off at the edge of the box they lie in."""

    lines: tuple[tuple[tuple[float, float], ...], ...]
    paint: Paint
    closed: bool = False
    within: Box | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text: its baseline at height `y`, and at `x` the end that `across` says; `width` is how wide it is."""

    x: float
    y: float
    text: str
    size: float
    ink: str
    width: float
    across: Across = "left"
    bold: bool = False

    @property
    def before(self) -> float:
        """Return the part of the words that stands to the left of `x`, from 0 to 1."""
        return {"left": 0.0, "center": 0.5, "right": 1.0}[self.across]


Shape = Box | Disc | Lines | Words


@dataclass(slots=True)
class Drawing:
    """Shapes on a white sheet; each covers those before it."""

    width: float
    height: float
    shapes: list[Shape] = field(default_factory=list)
