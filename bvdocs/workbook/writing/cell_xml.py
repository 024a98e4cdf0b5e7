"""The XML of one cell: what it says of itself, and another with the same look and another value.

Texts are written into their cells (ISO/IEC 29500-1, 18.3.1.53): the table of shared texts stays as it was.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from bvdocs.workbook.writing.xml_text import Piece, attributes_of, opened, pieces_below, start_tag, with_attribute

_NO_CHARACTER = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What no XML holds, and what reads like Excel's own way of writing it (18.9.28).
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|_(?=x[0-9A-Fa-f]{4}_)|\r")
# What tells of a value or a formula that is there no more.
_OF_THE_VALUE = ("t", "cm", "vm", "ph")


class Formula(NamedTuple):
    """A cell's formula as it is written: its text, its kind ('shared', 'array'), its area and its number."""

    text: str
    kind: str = ""
    area: str = ""
    number: str = ""


def style_of(cell: bytes) -> str:
    """Return the number of a cell's style, as it is written; '' if it has none."""
    return attributes_of(cell).get("s", "")


def formula_of(cell: bytes) -> Formula | None:
    """Return the formula that a cell holds."""
    piece = _piece(cell, "f")
    if piece is None:
        return None
    xml = cell[piece.start : piece.end]
    attributes = attributes_of(xml)
    return Formula(text_in(xml), attributes.get("t", ""), attributes.get("ref", ""), attributes.get("si", ""))


def is_blank(cell: bytes) -> bool:
    """Say whether a cell holds neither a value nor a formula."""
    return not any(piece.name in ("v", "f", "is") for piece in pieces_below(cell))


def value_of(cell: bytes) -> str:
    """Return a cell's value as it is written; '' if it has none, or has a text of its own."""
    piece = _piece(cell, "v")
    return text_in(cell[piece.start : piece.end]) if piece else ""


def own_text_of(cell: bytes) -> str:
    """Return the words that are written in the cell, plain or in runs, and not in the table of shared texts."""
    return "".join(map(text_in, _texts_in(cell, ("is", "r", "t"))))


def _texts_in(xml: bytes, names: Sequence[str]) -> Iterator[bytes]:
    """Yield the last of these elements, through the others; how a text is read out stands beside it, in others yet."""
    for piece in pieces_below(xml):
        within = xml[piece.start : piece.end]
        if piece.name == names[-1]:
            yield within
        elif piece.name in names:
            yield from _texts_in(within, names)


def kind_of(cell: bytes) -> str:
    """Return the kind of a cell's value: 's' for a shared text, 'inlineStr', 'str', 'd', 'n' and so on."""
    return attributes_of(cell).get("t", "n")


def blank_cell(prefix: str, style: str) -> bytes:
    """Return a cell that holds nothing, in this style."""
    look = f' s="{style}"' if style else ""
    return f"<{prefix}c{look}/>".encode()


def emptied(cell: bytes) -> bytes:
    """Return a cell with its look and nothing in it."""
    tag = _tag_without_value(cell)
    return tag if tag.endswith(b"/>") else tag[:-1].rstrip() + b"/>"


def with_text(cell: bytes, text: str) -> bytes:
    """Return a cell with its look and this text, which stays one even if it begins as a formula does."""
    return with_content(cell, text_xml(start_tag(cell).prefix, text))


def with_content(cell: bytes, written: bytes) -> bytes:
    """Return a cell with its look and a text that is written so, in one stretch or in runs."""
    at = start_tag(cell).prefix
    tag = with_attribute(_tag_without_value(cell), "t", "inlineStr")
    return opened(tag, b"".join((b"<", at, b"is>", written, b"</", at, b"is>")))


def text_xml(prefix: bytes, text: str) -> bytes:
    """Return the element that holds a text, with all of its spaces."""
    written = as_xml(escape(_NOT_IN_XML.sub(_escaped, text)))
    return b"".join((b"<", prefix, b't xml:space="preserve">', written, b"</", prefix, b"t>"))


def with_number(cell: bytes, number: float) -> bytes:
    """Return a cell with its look and this number."""
    prefix = start_tag(cell).prefix
    return opened(
        _tag_without_value(cell), b"".join((b"<", prefix, b"v>", f"{number:.15g}".encode(), b"</", prefix, b"v>"))
    )


def with_formula(cell: bytes, text: str) -> bytes:
    """Return a cell with the value that it has and this formula in place of its own."""
    piece = _piece(cell, "f")
    if piece is None:
        raise ValueError("the cell has no formula")
    name = start_tag(cell, piece.start).name
    formula = b"".join((b"<", name, b">", as_xml(escape(text)), b"</", name, b">"))
    return cell[: piece.start] + formula + cell[piece.end :]


def without_formula(cell: bytes) -> bytes:
    """Return a cell with the value that its formula came to; an empty cell if it came to none."""
    piece = _piece(cell, "f")
    if piece is None:
        return cell
    if not value_of(cell):
        return emptied(cell)
    tag = start_tag(cell)
    start = cell[: tag.end]
    for name in ("cm", "vm"):
        start = with_attribute(start, name, None)
    return start + cell[tag.end : piece.start] + cell[piece.end :]


def without_what_no_xml_holds(text: str) -> str:
    """Return a text with a space for each character that no XML can hold."""
    return _NO_CHARACTER.sub(" ", text)


def as_xml(text: str) -> bytes:
    """Return a text, in which what XML has words of its own for is escaped, in any encoding of a part."""
    return text.encode("ascii", "xmlcharrefreplace")


def text_in(xml: bytes) -> str:
    """Return all the text within an element."""
    found: list[str] = []
    parser = expat.ParserCreate("utf-8")
    parser.CharacterDataHandler = found.append
    parser.Parse(xml, True)
    return "".join(found)


def _piece(cell: bytes, name: str) -> Piece | None:
    return next((piece for piece in pieces_below(cell) if piece.name == name), None)


def _tag_without_value(cell: bytes) -> bytes:
    tag = cell[: start_tag(cell).end]
    for name in _OF_THE_VALUE:
        tag = with_attribute(tag, name, None)
    return tag


def _escaped(match: re.Match[str]) -> str:
    return f"_x{ord(match[0]):04X}_"
