"""The elements of a part of a Word file in the order of its text, each with its paragraph and what it stands in.

Works on the elements of lxml and of the standard library alike.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from bvdocs.core.wordml import W

# What is said of a table, a row or a cell, or of a content control around paragraphs, is told at its first paragraph.
_TABLES = {f"{W}{name}" for name in ("tbl", "tr", "tc")}
_HELD = f"{W}sdtContent/{W}p"


class Met(NamedTuple):
    """An element, the number of its paragraph (0 before the first), and what it stands in, outermost first."""

    number: int
    element: Any
    around: tuple[Any, ...]


class _Walk:
    def __init__(self) -> None:
        self._count = 0

    def within(self, element: Any, number: int, around: tuple[Any, ...]) -> Iterator[Met]:
        if not isinstance(element.tag, str) or local_name(element) == "Fallback":
            return  # a comment in the XML; what stands there a second time, for old programs
        if element.tag == f"{W}p":
            self._count += 1
            number = self._count
        elif element.tag in _TABLES or (element.tag == f"{W}sdt" and element.find(_HELD) is not None):
            number = self._count + 1
        yield Met(number, element, around)
        for child in element:
            yield from self.within(child, number, (*around, element))


def walk(root: Any) -> Iterator[Met]:
    """Yield the elements of a part; paragraphs are counted from 1, those in tables and text boxes too."""
    return _Walk().within(root, 0, ())


def local_name(element: Any) -> str:
    """Return an element's name without its namespace; '' for a comment in the XML."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_within(element: Any) -> str:
    """Return the words within an element, those too that are tracked as deleted."""
    names = {f"{W}t", f"{W}delText"}
    return "".join(each.text or "" for each in element.iter() if each.tag in names)


def is_on(element: Any) -> bool:
    """Say whether a property is there, and not switched off (ECMA-376, part 1, 17.17.4, ST_OnOff)."""
    return element is not None and (element.get(f"{W}val") or "1") not in ("0", "false", "off")
