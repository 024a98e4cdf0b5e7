"""Which tag begins and which ends each loop and condition, and those that lack the one or the other."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from bvdocs.templating.tags.scan import Tag

# Whatever has an end of its own, in the officer's words.
KINDS = {
    "for": "loop",
    "if": "condition",
    "block": "block",
    "macro": "macro",
    "call": "call",
    "filter": "filter",
    "with": "part",
    "autoescape": "part",
    "set": "setting",
    "raw": "part",
}
# What docxtpl adds in a Word file: a cell over several columns, a cell's colour, cells that are joined.
WORD_ONLY = ("colspan", "cellbg", "vm", "hm")
# `{% set x = … %}`, but not `{% set x | indent(width=4) %}`.
_GIVEN = re.compile(r"set\s[\w\s.,()]*=")
# What may stand in the middle, and of what.
MIDDLES = {"else": ("for", "if"), "elif": ("if",)}


class Pair(NamedTuple):
    """A block: the tag that begins it, those in its middle, and the one that ends it."""

    begin: Tag
    middles: tuple[Tag, ...]
    end: Tag


class Unclosed(NamedTuple):
    """A block that is never closed; `before` is the tag by which it should have been, or None at the text's end."""

    begin: Tag
    middles: tuple[Tag, ...]
    before: Tag | None


class Unopened(NamedTuple):
    """An end, an `else` or an `elif` to which nothing belongs; `instead` is the block that it closes in truth."""

    tag: Tag
    instead: Tag | None = None


class Blocks(NamedTuple):
    """The blocks of a text, and what is wrong with them."""

    pairs: tuple[Pair, ...]
    unclosed: tuple[Unclosed, ...]
    unopened: tuple[Unopened, ...]


class _Open:
    def __init__(self, begin: Tag) -> None:
        self.begin = begin
        self.kind = begin.word
        self.middles: list[Tag] = []


def pair(tags: Iterable[Tag]) -> Blocks:
    """Pair beginnings and ends, with as few faults as can be."""
    return _Pairing([tag for tag in tags if _counts(tag)]).blocks()


def _counts(tag: Tag) -> bool:
    return tag.word in MIDDLES or opens(tag) or bool(_ended(tag))


def opens(tag: Tag) -> bool:
    """Whether the tag begins something that must be ended; `{% set x = … %}` stands alone."""
    if tag.word == "set":
        return not _GIVEN.match(tag.inside)
    return tag.word in KINDS


def _ended(tag: Tag) -> str:
    kind = tag.word.removeprefix("end")
    return kind if kind != tag.word and kind in KINDS else ""


class _Pairing:
    def __init__(self, tags: list[Tag]) -> None:
        self._tags = tags
        self._stack: list[_Open] = []
        self._pairs: list[Pair] = []
        self._unclosed: list[Unclosed] = []
        self._unopened: list[Unopened] = []

    def blocks(self) -> Blocks:
        for number, tag in enumerate(self._tags):
            if opens(tag):
                self._stack.append(_Open(tag))
            elif tag.word in MIDDLES:
                self._middle(tag)
            else:
                self._end(number, tag)
        while self._stack:
            self._give_up(None)
        return Blocks(tuple(self._pairs), tuple(sorted(self._unclosed, key=_place)), tuple(self._unopened))

    def _middle(self, tag: Tag) -> None:
        if self._stack and self._stack[-1].kind in MIDDLES[tag.word]:
            self._stack[-1].middles.append(tag)
        else:
            self._unopened.append(Unopened(tag))

    def _end(self, number: int, tag: Tag) -> None:
        kinds = [each.kind for each in self._stack]
        kind = _ended(tag)
        if kinds[-1:] == [kind]:
            self._close(tag)
            return
        rest = self._tags[number + 1 :]
        ways: list[tuple[int, int]] = []  # how many faults there would be, and which way it is
        depth = len(kinds) - 1 - kinds[::-1].index(kind) if kind in kinds else -1
        if depth >= 0:
            ways.append((len(kinds) - 1 - depth + _faults(kinds[:depth], rest), 0))
        ways.append((1 + _faults(kinds, rest), 1))
        if kinds:
            ways.append((1 + _faults(kinds[:-1], rest), 2))
        way = min(ways)[1]
        if way == 0:
            while len(self._stack) > depth + 1:
                self._give_up(tag)
            self._close(tag)
        elif way == 1:
            self._unopened.append(Unopened(tag))
        else:
            self._unopened.append(Unopened(tag, self._stack[-1].begin))
            self._close(tag)

    def _close(self, tag: Tag) -> None:
        last = self._stack.pop()
        self._pairs.append(Pair(last.begin, tuple(last.middles), tag))

    def _give_up(self, before: Tag | None) -> None:
        last = self._stack.pop()
        self._unclosed.append(Unclosed(last.begin, tuple(last.middles), before))


def _place(unclosed: Unclosed) -> int:
    return unclosed.begin.start


def _faults(kinds: list[str], tags: list[Tag]) -> int:
    """How many faults the rest has, taken as it comes."""
    stack = list(kinds)
    faults = 0
    for tag in tags:
        kind = _ended(tag)
        if opens(tag):
            stack.append(tag.word)
        elif kind and kind in stack:
            while stack.pop() != kind:
                faults += 1
        elif kind or (not stack or stack[-1] not in MIDDLES[tag.word]):
            faults += 1
    return faults + len(stack)
