"""Brings the older document's bookmarks along, so that each link leads to its own heading, changes rejected or not.

A name stands for one place in a file, and two versions may have given it to two: archived ones named headings by count.
So the older document is first told the names that its bookmarks have in the redline; what it links to, it links to by
these, and a link that leads to the same heading in both documents is the same.
"""

import re
from collections.abc import Iterable, Sequence

from bvdocs.core.wordml import W
from bvdocs.render.redline.revision_marks import RevisionMarker
from bvdocs.render.redline.wordml import FIELD, LINK, PARAGRAPH, PARAGRAPH_FORMAT, Element, new, remove

_START, _END = f"{W}bookmarkStart", f"{W}bookmarkEnd"
_INSTRUCTION = f"{W}instrText"
# Word takes no longer name, and no two that differ in capitals alone.
_MOST_LETTERS = 40


def carry_bookmarks(
    older: Sequence[Element], newer: Sequence[Element], pairs: Iterable[tuple[Element, Element]], marker: RevisionMarker
) -> None:
    """Name the older bookmarks as in the redline, and put those that it lacks where they stood.

    `older` and `newer` are the roots of both documents, `pairs` the paragraphs that are in both. A bookmark goes with
    its paragraph: that of a deleted one is shown with it; of one that is in both, it is the newer bookmark of that
    paragraph, or stands beside it.
    """
    now = dict(pairs)
    unpaired: dict[Element, list[str]] = {}
    taken = {start.get(f"{W}name", "").casefold() for root in newer for start in root.iter(_START)}
    for name, place in _bookmarks(newer):
        unpaired.setdefault(place, []).append(name)
    was = _bookmarks(older)
    names = _paired_names(was, now, unpaired)
    for root in older:
        for mark in list(root.iter(_START, _END)):
            remove(mark)
    for name, place in was:
        if name not in names:
            names[name] = _free_name(name, taken)
            _put(now.get(place, place), names[name], marker)
    for root in older:
        _rename_links(root, names)


def _bookmarks(roots: Iterable[Element]) -> list[tuple[str, Element]]:
    """Return each bookmark's name, and the paragraph in which it begins or which follows it."""
    found = []
    for root in roots:
        for start in root.iter(_START):
            place = next(start.iterancestors(PARAGRAPH), None)
            place = next(start.itersiblings(PARAGRAPH), None) if place is None else place
            if place is not None:
                found.append((start.get(f"{W}name", ""), place))
    return found


def _paired_names(
    was: list[tuple[str, Element]], now: dict[Element, Element], unpaired: dict[Element, list[str]]
) -> dict[str, str]:
    """Return the newer name of each older bookmark whose paragraph has one there: its own, if it may."""
    names: dict[str, str] = {}
    for same in (True, False):
        for name, place in was:
            left = unpaired.get(now.get(place, place), [])
            if name not in names and left and (name in left or not same):
                names[name] = name if name in left else left[0]
                left.remove(names[name])
    return names


def _free_name(name: str, taken: set[str]) -> str:
    """Return the name itself, or with a number if it is taken; and take it."""
    free, number = name, 2
    while free.casefold() in taken:
        end = f"_{number}"
        free, number = f"{name[: _MOST_LETTERS - len(end)]}{end}", number + 1
    taken.add(free.casefold())
    return free


def _put(paragraph: Element, name: str, marker: RevisionMarker) -> None:
    """Have a bookmark go around what a paragraph says."""
    number = marker.next_number()
    place = 0 if paragraph.find(PARAGRAPH_FORMAT) is None else 1
    paragraph.insert(place, new("bookmarkStart", id=number, name=name))
    paragraph.append(new("bookmarkEnd", id=number))


def _rename_links(root: Element, names: dict[str, str]) -> None:
    """Have links and fields lead to bookmarks by their names in the redline."""
    for link in root.iter(LINK):
        anchor = link.get(f"{W}anchor", "")
        if anchor in names:
            link.set(f"{W}anchor", names[anchor])
    for field in root.iter(FIELD):
        field.set(f"{W}instr", _renamed(field.get(f"{W}instr", ""), names))
    for instruction in root.iter(_INSTRUCTION):
        instruction.text = _renamed(instruction.text or "", names)


def _renamed(instruction: str, names: dict[str, str]) -> str:
    return re.sub(r"\w+", lambda word: names.get(word[0], word[0]), instruction)
