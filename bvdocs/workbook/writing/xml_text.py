"""The XML of a part as text in which pieces are exchanged: all else of it stays as it was written, byte for byte."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

_START_TAG = re.compile(rb"""<([^\s/>]+)((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>""")
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["'][^>]*\?>\s*""")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


class Piece(NamedTuple):
    """An element right below another: its name without prefix, and where it begins and ends."""

    name: str
    start: int
    end: int


class StartTag(NamedTuple):
    """The first tag of an element: its name as it is written, where it ends, and whether that is all there is."""

    name: bytes
    end: int
    is_all: bool

    @property
    def prefix(self) -> bytes:
        """Return the prefix with its colon; nothing where the name has none."""
        before, colon, _ = self.name.rpartition(b":")
        return before + colon


def in_utf_8(xml: bytes) -> bytes:
    """Return the XML of a part as it is, or in UTF-8 if it is in another encoding."""
    if xml.startswith(_UTF_16):
        # Without a mark it is in the order of its first letter.
        order = "utf-16" if xml[:2] in _UTF_16[:2] else "utf-16-le" if xml.startswith(_UTF_16[2]) else "utf-16-be"
        return _DECLARED.sub(b"", xml.decode(order).encode())
    declared = _DECLARED.match(xml)
    if declared is None or declared[1].upper() in (b"UTF-8", b"US-ASCII"):
        return xml
    return _DECLARED.sub(b"", xml).decode(declared[1].decode()).encode()


def start_tag(xml: bytes, at: int = 0) -> StartTag:
    """Return the tag that begins at this place; raise ValueError if none does."""
    match = _START_TAG.match(xml, at)
    if match is None:
        raise ValueError("no tag begins there")
    return StartTag(match[1], match.end(), bool(match[3]))


def pieces_below(xml: bytes, *, depth: int = 1) -> list[Piece]:
    """Return the elements that stand so deep below the root of some XML; its prefixes need not be declared."""
    found: list[Piece] = []
    at = 0

    def begin(name: str, _attributes: object) -> None:
        nonlocal at
        if at == depth:
            found.append(Piece(name.rpartition(":")[2], parser.CurrentByteIndex, 0))
        at += 1

    def end(_name: str) -> None:
        nonlocal at
        at -= 1
        if at == depth:
            found[-1] = found[-1]._replace(end=end_of(xml, found[-1].start, parser.CurrentByteIndex))

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.Parse(xml, True)
    return found


def end_of(xml: bytes, start: int, closing: int) -> int:
    """Return where an element ends that begins and is closed at these places."""
    tag = start_tag(xml, start)
    return tag.end if tag.is_all else xml.index(b">", closing) + 1


def root_at(xml: bytes) -> int:
    """Return where the root begins."""
    found = -1

    def begin(_name: str, _attributes: object) -> None:
        nonlocal found
        found = parser.CurrentByteIndex if found < 0 else found

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.Parse(xml, True)
    return found


def with_last(xml: bytes, piece: bytes) -> bytes:
    """Return some XML with a piece as the last in its root."""
    start = root_at(xml)
    tag = start_tag(xml, start)
    if tag.is_all:
        return xml[:start] + opened(xml[start : tag.end], piece) + xml[tag.end :]
    end = xml.rindex(b"</" + tag.name)
    return xml[:end] + piece + xml[end:]


def opened(tag: bytes, content: bytes) -> bytes:
    """Return the element that a tag begins, with this in it."""
    own = start_tag(tag)
    begun = tag[:-2].rstrip() + b">" if own.is_all else tag
    return b"".join((begun, content, b"</", own.name, b">"))


def spliced(xml: bytes, changes: Iterable[tuple[int, int, bytes]]) -> bytes:
    """Return some XML with other bytes from one place to another; none of these overlap."""
    parts: list[bytes] = []
    done = 0
    for start, end, new in sorted(changes):
        parts += (xml[done:start], new)
        done = end
    return b"".join((*parts, xml[done:]))


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """Return a start tag in which an attribute without prefix has this value, or with None is not there."""
    written = re.compile(rf"""\s+{name}\s*=\s*("[^"]*"|'[^']*')""".encode())
    new = b"" if value is None else f" {name}={quoteattr(value)}".encode("ascii", "xmlcharrefreplace")
    if written.search(tag):
        return written.sub(lambda _: new, tag, count=1)
    name_end = re.match(rb"<[^\s/>]+", tag)
    if name_end is None:
        raise ValueError("that is no tag")
    return tag[: name_end.end()] + new + tag[name_end.end() :]


def attribute_of(xml: bytes, name: str) -> str:
    """Return what an attribute without prefix has for a value in the first tag of some XML; '' if it is not there."""
    return attributes_of(xml).get(name, "")


def attributes_of(xml: bytes) -> dict[str, str]:
    """Return the attributes of the first tag of some XML, by their names as they are written."""
    tag = start_tag(xml)
    found: dict[str, str] = {}
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda _, attributes: found.update(attributes)
    parser.Parse(xml[: tag.end])
    return found
