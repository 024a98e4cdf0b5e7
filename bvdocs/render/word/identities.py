"""What must be there once in a Word file: numbers and names that a loop of the template repeated.

What is unique stays as it is; of what is repeated, the first keeps its number, and others are given one that is free.
"""

import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from itertools import count
from typing import Any

from bvdocs.core.wordml import WORD_DRAWING, W
from bvdocs.render.word.bookmarks import settle_bookmarks

# What has a number of its own beside bookmarks (ECMA-376, part 1, 17.13.5): tracked changes.
_CHANGES = tuple(
    f"{W}{name}"
    for name in (
        "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange", "rPrChange",
        "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange", "tcPrChange",
    )
)  # fmt: skip
_OFFICE, _VML = "{urn:schemas-microsoft-com:office:office}", "{urn:schemas-microsoft-com:vml}"
_NOTES = ("footnote", "endnote")


def make_unique(texts: list[Any]) -> None:
    """Give a number of its own to what must have one in a filled file, and the same to what refers to it."""
    for kind in _NOTES:
        _copy_notes(texts, kind)
    pairs = settle_bookmarks(texts)
    changes = [(each,) for root in texts for each in root.iter(*_CHANGES) if each.get(f"{W}id")]
    _number([*pairs, *changes], f"{W}id")
    drawings = [(each,) for root in texts for each in root.iter(f"{WORD_DRAWING}docPr")]
    _number(drawings, "id")
    _rename_shapes(texts)


def _number(groups: Iterable[tuple[Any, ...]], name: str) -> None:
    """Give each group of elements a number in this attribute: that of its first element, if no group before has it."""
    groups = list(groups)
    written = [_whole(group[0].get(name)) for group in groups]
    free = _unused({number for number in written if number is not None})
    taken: set[int] = set()
    for group, number in zip(groups, written, strict=True):
        own = free() if number is None or number in taken else number
        taken.add(own)
        for element in group:
            element.set(name, str(own))


def _whole(written: str | None) -> int | None:
    """Return a number as it is written; None if it cannot be read."""
    return int(written) if written and re.fullmatch(r"-?[0-9]{1,10}", written) else None


def _unused(numbers: set[int]) -> Callable[[], int]:
    """Return a giver of numbers above all of these."""
    above = count(1 + max(numbers, default=0))
    return lambda: next(above)


def _copy_notes(texts: list[Any], kind: str) -> None:
    """Give each mark of a note the note itself, and take out the notes whose mark was not printed."""
    root = next((each for each in texts if each.tag == f"{W}{kind}s"), None)
    if root is None:
        return
    own = {note.get(f"{W}id"): note for note in root if note.get(f"{W}type", "normal") == "normal"}
    free = _unused({written for note in root if (written := _whole(note.get(f"{W}id"))) is not None})
    used = set()
    for mark in [each for text in texts for each in text.iter(f"{W}{kind}Reference")]:
        number = mark.get(f"{W}id")
        if number in used and number in own:
            copy = deepcopy(own[number])
            root.append(copy)
            number = str(free())
            for each in (copy, mark):
                each.set(f"{W}id", number)
        used.add(number)
    for number, note in own.items():
        if number not in used:
            root.remove(note)


def _rename_shapes(texts: list[Any]) -> None:
    """Give each shape of the old kind, VML, a name of its own, and keep one of each type of shape in a part."""
    shapes = [each for root in texts for each in root.iter(f"{_VML}*")]
    names = {value for each in shapes for value in (each.get("id"), each.get(f"{_OFFICE}spid")) if value}
    free = _unused({int(found[1]) for name in names if (found := re.fullmatch(r"_x0000_s(\d{1,9})", name))} | {1024})
    taken: set[str] = set()
    for root in texts:
        types: set[str] = set()
        for shape in list(root.iter(f"{_VML}*")):
            name = shape.get("id")
            if shape.tag == f"{_VML}shapetype" and name in types:
                shape.getparent().remove(shape)
            elif shape.tag == f"{_VML}shapetype":
                types.add(name)
            else:
                _rename(shape, taken, free)


def _rename(shape: Any, taken: set[str], free: Callable[[], int]) -> None:
    """Give a shape another name if its own is taken, and what refers to it in the same picture that too."""
    name, other = shape.get("id"), shape.get(f"{_OFFICE}spid")
    if other and other in taken:
        del shape.attrib[f"{_OFFICE}spid"]  # Word makes one from the name
    if name and name in taken:
        new = f"_x0000_s{free()}"
        shape.set("id", new)
        picture = next(shape.iterancestors(f"{W}pict", f"{W}object"), shape)
        for each in picture.iter():
            for key, value in each.attrib.items():
                if key == "ShapeID" and value == name:
                    each.set(key, new)
                elif value.endswith(f"#{name}") or f"#{name};" in value:
                    each.set(key, re.sub(rf"#{re.escape(name)}(?=;|$)", f"#{new}", value))
        name = new
    taken.update(filter(None, (name, other)))
