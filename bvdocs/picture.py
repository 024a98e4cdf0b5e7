"""A picture in the two forms that the documents need."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """SVG for the page and the PDF, PNG at 300 dots per inch for Word; `width` is in millimetres."""

    svg: bytes
    png: bytes
    width: float
