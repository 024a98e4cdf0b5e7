"""Owns what a picture is: the two forms that the documents need."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

# Millimetres that a page has for a picture: on an A4 page upright, and the width of the text on one on its side.
PORTRAIT_WIDTH, PORTRAIT_HEIGHT = 170.0, 215.0
LANDSCAPE_WIDTH = 261.0


@dataclass(frozen=True)
class Picture:
    """A picture as SVG, for the page and the PDF, and as PNG, for Word; `width` is in millimetres."""

    svg: bytes
    width: float
    make_png: Callable[[], bytes]

    @cached_property
    def png(self) -> bytes:
        """Return the picture as PNG, at 220 dots per inch; it is drawn when first asked for."""
        return self.make_png()
