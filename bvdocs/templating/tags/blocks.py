"""Which tag begins and which ends each loop and condition, and those that lack the one or the other."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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
# `{% set x = … %}`, but not `{% set x | indent(width=4) %}`.
_GIVEN = re.compile(r"set\s[\w\s.,()]*=")
# What may stand in the middle, and of what.
MIDDLES = {"else": ("for", "if"), "elif": ("if",)}
_ALONE = ("include", "import", "from", "extends", "print")
# What docxtpl adds in a Word file: a cell over several columns, a cell's colour, cells that are joined.
WORD_ONLY = ("colspan", "cellbg", "vm", "hm")
KNOWN = (*KINDS, *MIDDLES, *(f"end{kind}" for kind in KINDS), *_ALONE)


class Block(NamedTuple):
    """A loop, a condition or the like: the tag that begins it, those in its middle, and the one that ends it."""

    begin: Tag
    middles: tuple[Tag, ...]
    end: Tag


class Unopened(NamedTuple):
    """An end, an `else` or an `elif` to which nothing belongs; `instead` is what begins the block that it closes."""

    tag: Tag
    instead: Tag | None = None


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a text, the tags that begin one which is never closed, and those that end or divide none."""

    pairs: list[Block] = field(default_factory=list)
    unclosed: list[Tag] = field(default_factory=list)
    unopened: list[Unopened] = field(default_factory=list)


def pair_tags(tags: Iterable[Tag]) -> Blocks:
    """Return the blocks of a text; of several ways to read what does not pair, the one with fewest faults."""
    counted = [tag for tag in tags if tag.word in MIDDLES or _opens(tag) or _ended(tag)]
    blocks = Blocks()
    stack: list[tuple[Tag, list[Tag]]] = []  # what is open, innermost last, with what stands in its middle

    def close(tag: Tag) -> None:
        begin, middles = stack.pop()
        blocks.pairs.append(Block(begin, tuple(middles), tag))

    for number, tag in enumerate(counted):
        kind = _ended(tag)
        open_kinds = [begin.word for begin, _ in stack]
        if _opens(tag):
            stack.append((tag, []))
        elif not kind and open_kinds and open_kinds[-1] in MIDDLES[tag.word]:
            stack[-1][1].append(tag)
        elif not kind:
            blocks.unopened.append(Unopened(tag))
        elif depth := _depth_closed(kind, open_kinds, counted[number + 1 :]):
            while len(stack) > depth:
                blocks.unclosed.append(stack.pop()[0])
            if kind != stack[-1][0].word:
                blocks.unopened.append(Unopened(tag, stack[-1][0]))
            close(tag)
        else:
            blocks.unopened.append(Unopened(tag))
    blocks.unclosed.extend(begin for begin, _ in stack)
    blocks.unclosed.sort(key=lambda begin: begin.start)
    return blocks


def _opens(tag: Tag) -> bool:
    """Say whether the tag begins something that must be ended; `{% set x = … %}` stands alone."""
    if tag.word == "set":
        return not _GIVEN.match(tag.inside)
    return tag.word in KINDS


def _ended(tag: Tag) -> str:
    """Return the kind of block that the tag ends; '' if it ends none."""
    kind = tag.word.removeprefix("end")
    return kind if kind != tag.word and kind in KINDS else ""


def _depth_closed(kind: str, open_kinds: list[str], rest: Sequence[Tag]) -> int:
    """Return how deep the block stands that an end of this kind closes; 0 if it had better close none."""
    if open_kinds[-1:] == [kind]:
        return len(open_kinds)
    ways: list[tuple[int, int, int]] = [(1 + _faults(open_kinds, rest), 1, 0)]
    if kind in open_kinds:
        depth = len(open_kinds) - open_kinds[::-1].index(kind)
        ways.append((len(open_kinds) - depth + _faults(open_kinds[: depth - 1], rest), 0, depth))
    if open_kinds:
        ways.append((1 + _faults(open_kinds[:-1], rest), 2, len(open_kinds)))
    return min(ways)[2]


def _faults(open_kinds: Sequence[str], tags: Sequence[Tag]) -> int:
    """Count the faults of the rest, taken as it comes, where these are open."""
    stack = list(open_kinds)
    faults = 0
    for tag in tags:
        kind = _ended(tag)
        if _opens(tag):
            stack.append(tag.word)
        elif kind and kind in stack:
            while stack.pop() != kind:
                faults += 1
        elif kind or (not stack or stack[-1] not in MIDDLES[tag.word]):
            faults += 1
    return faults + len(stack)
