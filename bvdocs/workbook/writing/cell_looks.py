"""What the styles of a workbook say of its cells: which show a day or a share, in which font; and styles added to them.

What is added stands behind what is there, so that each style of the officer's keeps its number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from xml.sax.saxutils import quoteattr

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from bvdocs.workbook.reading.number_formats import shown_percentage
from bvdocs.workbook.writing.changed_package import ChangedPackage
from bvdocs.workbook.writing.xml_text import (
    Piece,
    attributes_of,
    pieces_below,
    root_at,
    start_tag,
    with_attribute,
    with_last,
)

# The days in the languages of the East, for which Excel has numbers of its own (ISO/IEC 29500-1, 18.8.30).
_DAYS_ELSEWHERE = (*range(27, 37), *range(50, 59))
# A share as the workbook holds it, to ask a format how it shows one.
_A_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell of a sheet that is added looks: `font` has elements in place of those of the workbook's usual font.

    `fill` is a colour as in 'F9DCD8'; `alignment` and `edges` are as the file has them.
    """

    font: Sequence[tuple[str, str]] = ()
    fill: str = ""
    alignment: str = 'vertical="top" wrapText="1"'
    edge: str = ""


@dataclass(frozen=True, slots=True)
class FontElement:
    """An element of a font: its name without prefix, and its attributes."""

    name: str
    attributes: dict[str, str]

    @property
    def is_on(self) -> bool:
        """Say whether it is on, if it is one of those that are on or off."""
        return self.attributes.get("val", "1") not in ("0", "false", "off")


class CellLooks:
    """The styles of a workbook, which a part of its file holds; '' for the part where it has none."""

    def __init__(self, package: ChangedPackage, part: str) -> None:
        self._package, self._part = package, part
        if part:
            package.sound(part)
        self._added: dict[Look, str] = {}
        self._fonts: dict[str, list[FontElement]] = {}

    @cached_property
    def days(self) -> frozenset[str]:
        """Return the numbers of the styles, as cells name them, that show a number as a day."""
        return frozenset(
            str(number)
            for number, (key, form) in enumerate(self._number_formats)
            if key in _DAYS_ELSEWHERE or is_date_format(form)
        )

    @cached_property
    def shares(self) -> frozenset[str]:
        """Return the numbers of the styles that show a share of 1 as a percentage."""
        return frozenset(
            str(number)
            for number, (_, form) in enumerate(self._number_formats)
            if "%" in form and shown_percentage(_A_SHARE, form) == _A_SHARE * 100
        )

    def font(self, style: str) -> list[FontElement]:
        """Return the font of a style, by its number as a cell names it; the usual one for ''."""
        if style not in self._fonts:
            self._fonts[style] = self._font(style)
        return self._fonts[style]

    def style(self, look: Look) -> str:
        """Return the number of the style that has this look, which is added to the others.

        It is '' where the styles lack a group: some programs write none of those that they do not need.
        """
        if look not in self._added:
            has_groups = all(map(self._each, ("fonts", "fills", "borders", "cellXfs")))
            self._added[look] = self._add_style(look) if has_groups else ""
        return self._added[look]

    def _add_style(self, look: Look) -> str:
        font = self._add("fonts", self._font_xml(look)) if look.font else "0"
        fill = self._add("fills", _fill_xml(look.fill)) if look.fill else "0"
        border = self._add("borders", _border_xml(look.edge)) if look.edge else "0"
        return self._add(
            "cellXfs",
            f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyFont="1"'
            f' applyFill="1" applyBorder="1" applyAlignment="1"><alignment {look.alignment}/></xf>',
        )

    @cached_property
    def _number_formats(self) -> list[tuple[int, str]]:
        """Return of each style the number of its number format, and the format."""
        own = {}
        for xml in self._each("numFmts"):
            attributes = attributes_of(xml)
            own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        keys = [attributes_of(xml).get("numFmtId", "0") for xml in self._each("cellXfs")]
        return [(int(key), own.get(key) or BUILTIN_FORMATS.get(int(key), "")) for key in keys]

    def _font(self, style: str) -> list[FontElement]:
        styles, fonts = self._each("cellXfs"), self._each("fonts")
        number = int(style or 0)
        font = int(attributes_of(styles[number]).get("fontId", "0")) if number < len(styles) else 0
        xml = fonts[font] if font < len(fonts) else b"<font/>"
        pieces = (xml[each.start : each.end] for each in pieces_below(xml))
        return [FontElement(start_tag(each).name.decode().rpartition(":")[2], attributes_of(each)) for each in pieces]

    def _font_xml(self, look: Look) -> str:
        """Return the usual font with the look's elements in place of its own, in the order of the standard."""
        own = {each.name: _element(each.name, each.attributes) for each in self.font("")}
        own |= {name: f"<{name}{attributes}/>" for name, attributes in look.font}
        return f"<font>{''.join(own[name] for name in FONT_ELEMENTS if name in own)}</font>"

    def _each(self, group: str) -> list[bytes]:
        """Return what a group of the styles has in it."""
        if not self._part:
            return []
        xml = self._package.read(self._part)
        piece = _group(xml, group)
        within = xml[piece.start : piece.end] if piece else b"<none/>"
        return [within[each.start : each.end] for each in pieces_below(within)]

    def _add(self, group: str, element: str) -> str:
        """Add an element to a group of the styles; return its number there."""
        xml = self._package.read(self._part)
        piece = _group(xml, group)
        if piece is None:
            raise ValueError(f"the styles have no {group}")
        within = xml[piece.start : piece.end]
        number = len(pieces_below(within))
        prefix = start_tag(xml, root_at(xml)).prefix.decode()
        if prefix:
            element = element.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}")
        grown = with_last(within, element.encode())
        tag = start_tag(grown)
        grown = with_attribute(grown[: tag.end], "count", str(number + 1)) + grown[tag.end :]
        self._package.write(self._part, xml[: piece.start] + grown + xml[piece.end :])
        return str(number)


# As the standard has them (ISO/IEC 29500-1, 18.8.22).
FONT_ELEMENTS = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip


def _group(xml: bytes, name: str) -> Piece | None:
    return next((each for each in pieces_below(xml) if each.name == name), None)


def _element(name: str, attributes: dict[str, str]) -> str:
    own = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if ":" not in key)
    return f"<{name}{own}/>"


def _fill_xml(colour: str) -> str:
    colours = f'<fgColor rgb="FF{colour}"/><bgColor indexed="64"/>'
    return f'<fill><patternFill patternType="solid">{colours}</patternFill></fill>'


def _border_xml(colour: str) -> str:
    edge = f'style="thin"><color rgb="FF{colour}"/></'
    return f"<border><left {edge}left><right {edge}right><top/><bottom {edge}bottom><diagonal/></border>"
