"""The colours of a workbook's cells, of whatever kind they are given: red, green and blue from 0 to 255."""

import colorsys
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from defusedxml.ElementTree import ParseError, fromstring
from openpyxl.styles.colors import COLOR_INDEX, Color
from openpyxl.workbook import Workbook

from bvdocs.core.colours import UNSEEN_CONTRAST, contrast

Colour = tuple[int, int, int]
BLACK, WHITE = (0, 0, 0), (255, 255, 255)
# The order in which cells count the colours of a theme (ECMA-376, part 1, 18.8.3), and Office's own from 2013.
_THEME_ORDER = (
    *("lt1", "dk1", "lt2", "dk2"),
    *("accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"),
)
_OFFICE = (
    *("FFFFFF", "000000", "E7E6E6", "44546A"),
    *("5B9BD5", "ED7D31", "A5A5A5", "FFC000", "4472C4", "70AD47", "0563C1", "954F72"),
)
_HEX = re.compile("[0-9A-Fa-f]{6}")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# The most by which two colours may differ in red, in green and in blue, and be taken for the same: near black, contrast
# alone would tell apart what the eye does not.
_ALIKE = 32


def theme_colours(book: Workbook) -> Sequence[Colour]:
    """Return the colours of the workbook's theme as cells count them; Office's own where it has none."""
    return _colours_in(book.loaded_theme or b"<none/>")


@cache
def _colours_in(theme: bytes) -> Sequence[Colour]:
    found = dict(zip(_THEME_ORDER, _OFFICE, strict=True))
    try:
        root: Any = fromstring(theme)
    except ParseError:
        root = fromstring(b"<none/>")
    for entry in root.iterfind(f".//{_DRAWING}clrScheme/*"):
        name = entry.tag.removeprefix(_DRAWING)
        value = next((each.get("lastClr") or each.get("val") for each in entry), None)
        if name in found and value and _HEX.fullmatch(value):
            found[name] = value
    return [_parsed(value) for value in found.values()]


def colour_of(color: Color | None, themes: Sequence[Colour], automatic: Colour) -> Colour:
    """Return a colour; `automatic` is what stands for none, and for one that is left to Excel."""
    if color is None or color.type == "auto":
        return automatic
    plain = automatic
    if color.type == "rgb":
        plain = _parsed(color.rgb)
    elif color.type == "theme" and color.theme < len(themes):
        plain = themes[color.theme]
    elif color.type == "indexed" and color.indexed < len(COLOR_INDEX):
        plain = _parsed(COLOR_INDEX[color.indexed])
    return _tinted(plain, color.tint)


@lru_cache(1024)  # of a few colours, each of many cells
def look_alike(one: Colour, other: Colour) -> bool:
    """Say whether nobody could read words of the one colour on the other."""
    near = all(abs(a - b) <= _ALIKE for a, b in zip(one, other, strict=True))
    return near or contrast(f"#{bytes(one).hex()}", f"#{bytes(other).hex()}") < UNSEEN_CONTRAST


def _parsed(written: str) -> Colour:
    """Return the colour of six hexadecimal digits, or of eight, of which the first two are no part of it."""
    red, green, blue = (int(written[-6:][place : place + 2], 16) for place in (0, 2, 4))
    return red, green, blue


def _tinted(colour: Colour, tint: float) -> Colour:
    """Return the colour made lighter, or darker where `tint` is below 0, as ECMA-376, part 1, 18.8.19 has it."""
    if not tint:
        return colour
    red, green, blue = (channel / 255 for channel in colour)
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    red, green, blue = (round(255 * channel) for channel in colorsys.hls_to_rgb(hue, light, saturation))
    return red, green, blue
