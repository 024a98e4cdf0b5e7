"""The boxes in which Excel shows the comments of a sheet: shapes in VML, a part of the sheet's own (ISO/IEC 29500-4).

Parts of this kind are not always sound XML (Excel wrote `<br>` in them), so they are changed as text.
"""

import math
import re
from collections.abc import Mapping
from types import MappingProxyType

from bvdocs.workbook.reading.merged_areas import Place

TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# In pixels; a long comment is made wider before it is made too high for the screen.
_WIDTHS = (340, 520)
_HIGHEST = 600
_LETTER_WIDTH, _LINE_HEIGHT, _MARGINS = 7, 18, 20
_PIXELS = {b"px": 1.0, b"pt": 4 / 3, b"in": 96.0, b"mm": 96 / 25.4, b"cm": 96 / 2.54}
_NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_DECLARED = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
EMPTY = (f'<xml{_DECLARED}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>').encode()
# The kind of shape that comments are.
_BOX = (
    '<v:shapetype id="_x0000_t202"{declared} coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}"{declared} type="#_x0000_t202" style="position:absolute;margin-left:59.25pt;'
    'margin-top:1.5pt;width:{width}px;height:{height}px;z-index:1;visibility:hidden" fillcolor="#ffffe1"'
    ' o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
# Whatever prefixes a program gives the three namespaces.
_ANY_SHAPE = re.compile(rb"<(?P<name>(?:[\w.-]+:)?shape)\s.*?</(?P=name)>", re.DOTALL)
_ANCHOR = re.compile(rb"<(?P<name>(?:[\w.-]+:)?Anchor)>(?P<numbers>[\d\s,]*)</(?P=name)>")
_PLACE = [re.compile(rb"<(?:[\w.-]+:)?%s>\s*(\d{1,9})" % name) for name in (b"Row", b"Column")]
_ROOT = re.compile(rb"<(?![?!])[^>]*>")
_NUMBER = re.compile(rb"_x0000_s(\d{1,9})\b")
_BLOCKS = re.compile(rb"""(<(?:[\w.-]+:)?idmap\s[^>]*?\bdata\s*=\s*["'])([\d,]*)""")
_SIZE = re.compile(rb"(?<![-\w])(width|height):([\d.]+)(px|pt|in|mm|cm)")
# How many numbers of shapes stand in a block, which a sheet names those by that are its own.
_BLOCK = 1024


def with_boxes(vml: bytes, texts: Mapping[Place, str], moved: Mapping[Place, Place] = MappingProxyType({})) -> bytes:
    """Return the shapes of a sheet with one for each cell's comment: a new one, or its own with room for the text.

    `moved` says on which cells comments are now, by those on which they were.
    """
    boxes = {place: comment_size(text) for place, text in texts.items()}
    done: set[Place] = set()

    def enlarged(match: re.Match[bytes]) -> bytes:
        shape, place = match[0], _place_of(match[0])
        if place is None:
            return shape
        if place in moved:
            shape = _lowered(shape, moved[place][0] - place[0])
            place = moved[place]
        if place not in boxes:
            return shape
        done.add(place)
        return _with_room(shape, *boxes[place])

    # Of a part with nothing in it there is nothing to keep.
    vml = _ANY_SHAPE.sub(enlarged, vml if b"</" in vml else EMPTY)
    return _with_new(vml, {place: size for place, size in boxes.items() if place not in done})


def comment_size(text: str) -> tuple[int, int]:
    """Return the width and height, in pixels, in which a text can be read."""
    width, height = _WIDTHS[0], 0
    for width in _WIDTHS:
        letters = width // _LETTER_WIDTH
        lines = sum(max(1, math.ceil(len(line) / letters)) for line in text.splitlines())
        height = lines * _LINE_HEIGHT + _MARGINS
        if height <= _HIGHEST:
            break
    return width, height


def _place_of(shape: bytes) -> Place | None:
    """Return the cell whose comment a shape shows; None if it shows none."""
    if b'ObjectType="Note"' not in shape:
        return None
    row, column = (each.search(shape) for each in _PLACE)
    return (int(row[1]) + 1, int(column[1]) + 1) if row and column else None


def _lowered(shape: bytes, rows: int) -> bytes:
    """Return a shape that shows the comment of a cell so many rows below, and stands beside it."""
    shape = _PLACE[0].sub(lambda row: row[0].replace(row[1], b"%d" % (int(row[1]) + rows)), shape)

    def anchored(match: re.Match[bytes]) -> bytes:
        numbers = [int(each) for each in match["numbers"].split(b",")]
        # Column, pixels, row, pixels: of the first corner, and of the last.
        lowered = [max(0, each + rows) if at in (2, 6) else each for at, each in enumerate(numbers)]
        return match[0].replace(match["numbers"], ", ".join(map(str, lowered)).encode())

    return _ANCHOR.sub(anchored, shape)


def _with_room(shape: bytes, width: int, height: int) -> bytes:
    """Return a shape at least as large; where it is anchored to cells would count before its size."""
    wanted = {b"width": width, b"height": height}
    tag_end = shape.index(b">")

    def grown(match: re.Match[bytes]) -> bytes:
        has = float(match[2]) * _PIXELS[match[3]]
        return match[0] if has >= wanted[match[1]] else b"%s:%dpx" % (match[1], wanted[match[1]])

    tag = _SIZE.sub(grown, shape[:tag_end])
    if tag == shape[:tag_end]:
        return shape
    return tag + _ANCHOR.sub(b"", shape[tag_end:])


def _with_new(vml: bytes, sizes: Mapping[Place, tuple[int, int]]) -> bytes:
    """Return the shapes with a new one for each of these cells."""
    if not sizes:
        return vml
    root = _ROOT.search(vml)
    is_declared = root and all(f'xmlns:{key}="{name}"'.encode() in root[0] for key, name in _NAMESPACES.items())
    declared = "" if is_declared else _DECLARED
    first = max((int(each) for each in _NUMBER.findall(vml)), default=_BLOCK) + 1
    written = "" if b'id="_x0000_t202"' in vml else _BOX.format(declared=declared)
    written += "".join(
        _SHAPE.format(number=number, declared=declared, width=width, height=height, row=row - 1, column=column - 1)
        for number, ((row, column), (width, height)) in enumerate(sorted(sizes.items()), first)
    )
    end = vml.rindex(b"</")
    return _with_blocks(vml[:end] + written.encode() + vml[end:], first, first + len(sizes) - 1)


def _with_blocks(vml: bytes, first: int, last: int) -> bytes:
    """Return the shapes with the blocks of numbers from one to another among those that are the sheet's own."""

    def extended(match: re.Match[bytes]) -> bytes:
        has = [int(each) for each in match[2].split(b",") if each]
        more = [each for each in range(first // _BLOCK, last // _BLOCK + 1) if each not in has]
        return match[1] + ",".join(map(str, [*has, *more])).encode()

    return _BLOCKS.sub(extended, vml, count=1)
