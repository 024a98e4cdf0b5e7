"""A picture in the two forms that the documents need."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Picture:
    """SVG for the page and the PDF, and PNG for Word, made when first asked for; `width` in millimetres."""

    svg: bytes
    width: float
    make_png: Callable[[], bytes]

    @cached_property
    def png(self) -> bytes:
        """The picture at 220 dots per inch."""
        return self.make_png()
