"""The brand in a Word file: its theme, and every colour and font that is said to follow the theme.

Word works a theme's colours out by itself; other programs go by the colour written beside. So both are set.
What a council gave a fixed colour or font keeps it.
"""

import re
from colorsys import hls_to_rgb, rgb_to_hls
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from bvdocs.core.brand import Brand
from bvdocs.core.colours import WHITE
from bvdocs.core.wordml import DRAWING

# The places of Word's theme, and the brand's colour in each.
_PLACES = {
    "dk1": "ink",
    "dk2": "muted",
    "lt2": "quiet",
    "accent1": "brand",
    "accent2": "line",
    "accent3": "quiet",
    "hlink": "link",
    "folHlink": "link",
}
# What styles and paragraphs call these places.
_CALLED = {
    "text1": "dk1",
    "dark1": "dk1",
    "text2": "dk2",
    "dark2": "dk2",
    "background2": "lt2",
    "light2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_ALWAYS_WHITE = ("background1", "light1")
_FONTS = {"asciiTheme": "ascii", "hAnsiTheme": "hAnsi", "eastAsiaTheme": "eastAsia", "cstheme": "cs"}


def apply_brand(package: Any, brand: Brand) -> None:
    """Set the brand's colours and font in every part of a Word file."""
    for part in package.iter_parts():
        if part.content_type.endswith(".theme+xml"):
            part._blob = _themed(part.blob, brand)
        elif part.partname.startswith("/word/") and hasattr(part, "element"):
            _follow(part.element, brand)


def _themed(content: bytes, brand: Brand) -> bytes:
    """Return the theme with the brand's colours, and its font for headings and text."""
    theme = etree.fromstring(content)
    for place, name in _PLACES.items():
        for slot in theme.iter(f"{DRAWING}{place}"):
            del slot[:]
            etree.SubElement(slot, f"{DRAWING}srgbClr", val=_hex(getattr(brand.colours, name)))
    for kind in ("majorFont", "minorFont"):
        for face in theme.iterfind(f".//{DRAWING}{kind}/{DRAWING}latin"):
            face.set("typeface", brand.font)
            face.attrib.pop("panose", "")  # it would describe another face
    return etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _follow(root: Any, brand: Brand) -> None:
    """Write the theme's colours and font wherever something says that it follows them."""
    for element in root.iter():
        if not element.attrib:
            continue
        own = "val" if element.tag == qn("w:color") else "color"
        _colour(element, own, "theme", brand)
        _colour(element, "fill", "themeFill", brand)
        if element.tag == qn("w:rFonts"):
            for theme, plain in _FONTS.items():
                if element.get(qn(f"w:{theme}")):
                    element.set(qn(f"w:{plain}"), brand.font)


def _colour(element: Any, name: str, theme: str, brand: Brand) -> None:
    called = element.get(qn("w:themeColor" if theme == "theme" else "w:themeFill"))
    colour = _colour_of(called, brand) if called else ""
    if colour:
        tint, shade = (_part(element.get(qn(f"w:{theme}{change}"))) for change in ("Tint", "Shade"))
        element.set(qn(f"w:{name}"), _hex(_mixed(colour, tint, shade)))


def _part(written: str | None) -> float:
    """Return how much of a colour is left, from 0 to 1; all of it where nothing is said that can be read."""
    return int(written, 16) / 255 if written and re.fullmatch("[0-9A-Fa-f]{1,2}", written) else 1


def _colour_of(called: str, brand: Brand) -> str:
    """Return the colour of a place of the theme; '' if it is none of the brand's."""
    if called in _ALWAYS_WHITE:
        return WHITE
    name = _PLACES.get(_CALLED.get(called, called))
    return str(getattr(brand.colours, name)) if name else ""


def _mixed(colour: str, tint: float, shade: float) -> str:
    """Return the colour made lighter and darker as Word does (ECMA-376, part 1, 17.3.2.6); 1 leaves it as it is."""
    hue, light, full = rgb_to_hls(*(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)))
    channels = hls_to_rgb(hue, (light * tint + 1 - tint) * shade, full)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _hex(colour: str) -> str:
    return colour[1:].upper()
