"""The bookmarks of a template, and the links and fields that lead to them, when a loop repeats them.

A name stands for one place, so the copies of a bookmark are given names of their own. A link that is repeated with its
bookmark leads to the copy of its own turn of the loop; one from elsewhere to the first. What leads nowhere loses its
link, and keeps its words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from markupsafe import Markup

from bvdocs.core.hashing import hash_of
from bvdocs.core.wordml import RELATIONSHIPS, W
from bvdocs.templating.word.fields import LEADING, bookmark_of
from bvdocs.templating.word.references import TOP

_START, _END, _LINK, _SIMPLE = (f"{W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "hyperlink", "fldSimple"))
_INSTRUCTION, _SIGN = f"{W}instrText", f"{W}fldChar"
# Before a template is filled in, each bookmark and all that leads to one say here where they stand in it.
_PLACE = "bvdocs-place"
_LOOP = re.compile(r"\{%-?(?:p|tr|tc|r)?\s*(for|endfor)\b")
# A tag that takes the place of the paragraph, the row or the cell that it stands in.
_WHOLE = re.compile(r"\{[{%#](p|tr|tc)\s+(end|el)?")
# As many letters as a bookmark's name may have: what it is of, an underscore, the beginning of what it is called by
# there, an underscore, and a hash.
_MOST_LETTERS = 40
_LETTERS_OF_HASH = 10
# Of a hash in hexadecimal figures: few enough for the number that Word gives a bookmark.
_FIGURES_OF_NUMBER = 7


class _Place(NamedTuple):
    """Where an element stands in the template: how many stand before it, and the loops around it, outermost first."""

    number: int
    loops: tuple[str, ...]


class _Copy(NamedTuple):
    """A bookmark of a filled file: its part, how many elements stand before it there, and its place in the template."""

    part: int
    at: int
    place: _Place
    name: str


def bookmark_name(kind: str, identity: str, words: str) -> str:
    """Return the name of a bookmark, the same in each version: told apart by `identity`, with the first of the words.

    Word takes 40 letters, digits and underscores, the first of them a letter; other letters have no place there.
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    room = _MOST_LETTERS - _LETTERS_OF_HASH - len(f"{kind}__")
    begins = "_".join(re.findall(r"[A-Za-z0-9]+", plain))[:room].strip("_")
    return "_".join(filter(None, (kind, begins, hash_of(identity.encode())[:_LETTERS_OF_HASH])))


def bookmark_xml(anchor: str) -> Markup:
    """Return the XML of a bookmark at a place of a page that has this `id`, between runs."""
    number = int(hash_of(anchor.encode())[:_FIGURES_OF_NUMBER], 16)
    xml = Markup('<w:bookmarkStart w:id="{0}" w:name="{1}"/><w:bookmarkEnd w:id="{0}"/>')
    return xml.format(number, _name_of_place(anchor))


def link_xml(anchor: str, runs: Markup) -> Markup:
    """Return the XML of a link to that bookmark, around runs; if it is not in the filled file, they lose their link."""
    xml = Markup('<w:hyperlink w:anchor="{}" w:history="1" {}="-1:">{}</w:hyperlink>')
    return xml.format(_name_of_place(anchor), _PLACE, runs)


def _name_of_place(anchor: str) -> str:
    return bookmark_name("Place", anchor, anchor)


def note_bookmarks(texts: list[Any]) -> None:
    """Note where the bookmarks of a template, and what leads to them, stand, so that copies can be told apart."""
    for root in texts:
        for field in list(_fields(root)):
            _join(field)
        for mark in list(root.iter(_START, _END)):
            _move_out(mark)
    for root in texts:
        for number, (element, loops) in enumerate(_with_loops(root)):
            element.set(_PLACE, f"{number}:{'.'.join(loops)}")


def settle_bookmarks(texts: list[Any]) -> list[tuple[Any, Any]]:
    """Name the bookmarks of a filled file, and lead what leads to them; return their beginnings and ends."""
    pairs = [pair for root in texts for pair in _paired(root)]
    names = _named([start for start, _ in pairs])
    copies: dict[str, list[_Copy]] = {}
    leading: list[tuple[Any, int, int]] = []
    for part, root in enumerate(texts):
        for at, element in enumerate(root.iter(_START, _LINK, _SIMPLE, _INSTRUCTION)):
            if element.tag == _START:
                written = element.get(f"{W}name", "")
                copy = _Copy(part, at, _read_place(element), names[element])
                copies.setdefault(written.casefold(), []).append(copy)
            elif _PLACE in element.attrib and _led_to(element):
                leading.append((element, part, at))
    for start, name in names.items():
        start.set(f"{W}name", name)
    for element, part, at in leading:
        found = copies.get(_led_to(element).casefold())
        if found:
            _lead(element, _nearest(found, part, at, _read_place(element)).name)
        else:
            _cut_loose(element)
    for root in texts:
        for element in root.iter(_START, _LINK, _SIMPLE, _INSTRUCTION):
            element.attrib.pop(_PLACE, None)
    return pairs


def _read_place(element: Any) -> _Place:
    number, _, loops = element.get(_PLACE, "-1:").partition(":")
    return _Place(int(number), tuple(loops.split(".")) if loops else ())


def _nearest(copies: list[_Copy], part: int, at: int, place: _Place) -> _Copy:
    """Return the copy of a bookmark that what stands at `at` leads to.

    In the same turns of the same loops, that is the last before it, if the bookmark stands before it in the template;
    if it stands behind it, the next behind it.
    """
    around = copies[0].place.loops
    if place.loops[: len(around)] == around:
        before = [each for each in copies if each.part == part and each.at < at]
        behind = [each for each in copies if each.part == part and each.at > at]
        wanted = before[-1:] if copies[0].place.number < place.number else behind[:1]
        return (wanted or before[-1:] or behind[:1] or copies)[0]
    return copies[0]


def _paired(root: Any) -> list[tuple[Any, Any]]:
    """Return each bookmark's beginning and end: a lost end is put behind the beginning, a second one is dropped."""
    pairs: list[tuple[Any, Any]] = []
    opened: dict[str, Any] = {}
    for mark in list(root.iter(_START, _END)):
        number = mark.get(f"{W}id", "")
        start = opened.pop(number, None)
        if mark.tag == _START:
            opened[number] = mark
        if start is not None:
            pairs.append((start, mark if mark.tag == _END else _closed(start)))
        elif mark.tag == _END:
            mark.getparent().remove(mark)
    return pairs + [(start, _closed(start)) for start in opened.values()]


def _closed(start: Any) -> Any:
    end = start.makeelement(_END)
    start.addnext(end)
    return end


def _named(starts: list[Any]) -> dict[Any, str]:
    """Return the name of each bookmark: its own for the first that has it, those of the list of contents before all."""
    names: dict[Any, str] = {}
    taken: set[str] = {each.get(f"{W}name", "").casefold() for each in starts}
    kept: set[str] = set()
    for start in sorted(starts, key=lambda each: _PLACE in each.attrib):
        name, number = start.get(f"{W}name", ""), 2
        if name.casefold() in kept:
            stem = name
            while (name := f"{stem[: _MOST_LETTERS - len(f'_{number}')]}_{number}").casefold() in taken:
                number += 1
        kept.add(name.casefold())
        taken.add(name.casefold())
        names[start] = name
    return names


def _led_to(element: Any) -> str:
    """Return the name of the bookmark that an element leads to; '' if it leads to none."""
    if element.tag == _LINK:
        name = element.get(f"{W}anchor", "")
        return "" if element.get(f"{RELATIONSHIPS}id") or name.casefold() == TOP else name
    return bookmark_of(_instruction(element))


def _instruction(element: Any) -> str:
    return str(element.get(f"{W}instr", "") if element.tag == _SIMPLE else element.text or "")


def _lead(element: Any, name: str) -> None:
    instruction = LEADING.sub(lambda found: found[1] + name, _instruction(element), count=1)
    if element.tag == _LINK:
        element.set(f"{W}anchor", name)
    elif element.tag == _SIMPLE:
        element.set(f"{W}instr", instruction)
    else:
        element.text = instruction


def _cut_loose(element: Any) -> None:
    """Take a link or a field that leads nowhere from the words that it shows."""
    if element.tag in (_LINK, _SIMPLE):
        for child in list(element):
            element.addprevious(child)
        element.getparent().remove(element)
        return
    root = element.getroottree().getroot()
    for sign in next((field for field in _fields(root) if element in field), []):
        sign.getparent().remove(sign)


def _fields(root: Any) -> Iterator[list[Any]]:
    """Yield the signs of each field of several runs: its beginning, its instruction, and so on to its end."""
    opened: list[list[Any]] = []
    for element in root.iter(_SIGN, _INSTRUCTION):
        kind = element.get(f"{W}fldCharType") if element.tag == _SIGN else ""
        if kind == "begin":
            opened.append([])
        if opened:
            opened[-1].append(element)
        if kind == "end" and opened:
            yield opened.pop()


def _join(field: list[Any]) -> None:
    """Put the instruction of a field, which Word splits where it was edited, into one piece."""
    first, *others = [each for each in field if each.tag == _INSTRUCTION] or [None]
    if first is not None and not any("{" in (each.text or "") for each in others):
        first.text = "".join(each.text or "" for each in (first, *others))
        for each in others:
            each.getparent().remove(each)


def _move_out(mark: Any) -> None:
    """Move a bookmark's beginning or end out of what a tag takes the place of."""
    place, closes = None, False
    for name in ("p", "tc", "tr"):
        around = next(mark.iterancestors(f"{W}{name}"), None)
        said = "" if around is None else "".join(each.text or "" for each in around.iter(f"{W}t"))
        tag = next((each for each in _WHOLE.finditer(said) if each[1] == name), None)
        if tag is not None:
            place, closes = around, bool(tag[2])
    if place is None:
        return
    if mark.tag == _START and closes:
        place.addnext(mark)
    else:
        place.addprevious(mark)


def _with_loops(root: Any) -> Iterable[tuple[Any, tuple[str, ...]]]:
    """Return the bookmarks of a part and what leads to them, in order, each with the loops that it stands in."""
    found: list[tuple[int, Any]] = []
    said, length = [], 0
    for element in root.iter():
        if element.tag == f"{W}t":
            said.append(element.text or "")
            length += len(said[-1])
        elif element.tag == _START or (element.tag in (_LINK, _SIMPLE, _INSTRUCTION) and _led_to(element)):
            found.append((length, element))
    tags = list(_LOOP.finditer("".join(said)))
    loops: list[str] = []
    for at, element in found:
        while tags and tags[0].start() < at:
            tag = tags.pop(0)
            if tag[1] == "for":
                loops.append(str(tag.start()))
            elif loops:
                loops.pop()
        yield element, tuple(loops)
