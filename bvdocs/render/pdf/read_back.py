"""Reads back a PDF that this program made: its objects, as they were written.

The form is the one that pydyf writes, and no other: each object once, numbers and names plain, the index in a stream
(ISO 32000-1, 7.5.7 and 7.5.8).
"""

import re
import zlib
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pydyf

# ISO 32000-1, 7.2 and 7.3: brackets, a text, a reference such as '12 0 R', and all else: a number, a name, a keyword.
_TOKEN = re.compile(
    rb"\s*(?:(<<|>>|[\[\]])|(\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>)|(\d+) 0 R(?![^\s/<>\[\]()])|(/?[^\s/<>\[\]()]+))",
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_STREAM = b"\nstream\n"


class Reference(int):
    """The number of the object that is referred to."""


@dataclass(frozen=True, slots=True)
class PdfObjects:
    """The objects of a PDF by their numbers; a reference within them is a `Reference`, what is plain stays as bytes."""

    objects: dict[int, Any]
    catalog: Any
    info: Any

    def at(self, value: Any) -> Any:
        """Return the value, or the object that it refers to."""
        return self.objects[value] if isinstance(value, Reference) else value

    def pages(self) -> list[Reference]:
        """Return the references to the pages, in order."""
        return list(self.at(self.catalog["Pages"])["Kids"])


def read_pdf(content: bytes) -> PdfObjects:
    """Return the objects of a PDF; raise ValueError, LookupError, TypeError or zlib.error if it is of another form."""
    start = int(content[content.rindex(b"startxref") :].split()[1])
    index = _object(content, start)
    widths = [int(width) for width in index.extra["W"]]
    table = zlib.decompress(index.stream[0])
    numbers = range(int(index.extra["Index"][0]), int(index.extra["Index"][1]))
    objects: dict[int, Any] = {}
    for number, place in zip(numbers, range(0, len(table), sum(widths)), strict=True):
        kind, offset = (
            int.from_bytes(table[place + sum(widths[:at]) : place + sum(widths[: at + 1])]) for at in (0, 1)
        )
        if kind == 1 and offset != start:
            objects[number] = _object(content, offset)
    for packed in [each for each in objects.values() if _kind(each) == b"/ObjStm"]:
        objects |= _packed_objects(packed)
    return PdfObjects(objects, objects[index.extra["Root"]], objects[index.extra["Info"]])


def text_of(string: bytes) -> str:
    """Return what a text says, as pydyf writes one."""
    if string.startswith(b"<"):
        return bytes.fromhex(string[1:-1].decode()).decode("utf-16")
    return _ESCAPED.sub(rb"\1", string[1:-1]).decode("latin-1")


def _kind(item: Any) -> Any:
    return item.extra.get("Type") if isinstance(item, pydyf.Stream) else None


def _object(content: bytes, offset: int) -> Any:
    """Return the object that begins there: '12 0 obj', then the value, and what a stream holds as it stands."""
    value, end = _value(content, content.index(b"obj", offset) + len(b"obj"))
    if not content.startswith(_STREAM, end):
        return value
    begin = end + len(_STREAM)
    return pydyf.Stream([content[begin : begin + int(value["Length"])]], value)


def _packed_objects(packed: Any) -> dict[int, Any]:
    """Return the objects that an object stream holds."""
    content = zlib.decompress(packed.stream[0])
    first = int(packed.extra["First"])
    table = list(map(int, content[:first].split()))
    places = [*(first + offset for offset in table[1::2]), len(content)]
    return {
        number: _value(content[begin:end], 0)[0]
        for number, (begin, end) in zip(table[::2], pairwise(places), strict=True)
    }


def _value(content: bytes, place: int) -> tuple[Any, int]:
    """Return the value that stands there, and where it ends."""
    open_ones: list[list[Any]] = [[]]
    while True:
        found = _TOKEN.match(content, place)
        if found is None:
            raise ValueError(f"no object at {place}")
        place = found.end()
        bracket, text, reference, plain = found.groups()
        if bracket in (b"<<", b"["):
            open_ones.append([])
            continue
        if bracket:
            inner = open_ones.pop()
            value: Any = pydyf.Array(inner) if bracket == b"]" else _dictionary(inner)
        else:
            value = Reference(reference) if reference else text or plain
        open_ones[-1].append(value)
        if len(open_ones) == 1:
            return value, place


def _dictionary(items: list[Any]) -> Any:
    names = (name[1:].decode() for name in items[::2])
    return pydyf.Dictionary(zip(names, items[1::2], strict=True))
