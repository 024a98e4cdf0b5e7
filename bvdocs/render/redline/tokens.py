"""Reads a paragraph as tokens that can be compared: words, spaces, tabs, pictures, fields."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from bvdocs.core.wordml import MATHS, RELATIONSHIPS, W
from bvdocs.render.redline.carry_over import TextPart
from bvdocs.render.redline.wordml import (
    FIELD,
    LINK,
    PARAGRAPH_FORMAT,
    RUN,
    RUN_FORMAT,
    TEXT,
    Element,
    canonical,
    new,
    new_run,
    new_text,
)

# What stands for a picture in the text of a paragraph.
PICTURE = "\ufffc"
_WORDS = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:[’'-]\w+)*|\s+|.", re.DOTALL)
_SIGNS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad", f"{W}drawing": PICTURE, f"{W}pict": PICTURE, f"{W}object": PICTURE,
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent": PICTURE,
}  # fmt: skip
_FIELD_PART, _INSTRUCTION = f"{W}fldChar", f"{W}instrText"
# What makes no difference to how a text looks.
_INVISIBLE = {f"{W}lang", f"{W}noProof"}


@dataclass(frozen=True)
class Token:
    """The smallest thing that is changed as a whole; two with the same key say the same in the same format.

    `nodes` are runs, a field or a formula; `before` are bookmarks and the like that stand in front of it; `link` is
    the link around it, empty.
    """

    text: str
    key: str
    nodes: tuple[Element, ...] = ()
    format: str = ""
    link: Element | None = None
    link_key: str = ""
    before: list[Element] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        """Return whether the token is nothing but letters."""
        return len(self.nodes) == 1 and self.nodes[0].tag == RUN and self.nodes[0].find(TEXT) is not None


class _Item(NamedTuple):
    """A child of a run or of the paragraph, with the run and the link in which it was found."""

    node: Element
    run: Element | None
    link: Element | None

    @property
    def is_content(self) -> bool:
        """Return whether it is a field or a formula, which stand beside runs."""
        return self.node.tag == FIELD or self.node.tag.startswith(MATHS)

    @property
    def is_fixture(self) -> bool:
        """Return whether it stays where it is: a bookmark, or half of a field that goes over paragraphs."""
        return not self.is_content if self.run is None else self.node.tag in {_FIELD_PART, _INSTRUCTION}

    @property
    def text(self) -> str:
        """Return what it says, a picture as one sign."""
        if self.node.tag == TEXT:
            return self.node.text or ""
        if self.is_content:
            return "".join(each.text or "" for each in self.node.iter(TEXT, f"{MATHS}t"))
        return _SIGNS.get(self.node.tag, "")

    def as_node(self) -> Element:
        """Return it as what can stand in a paragraph: in a run of its own if it was found in one."""
        return self.node if self.run is None else new_run(self.run, self.node)


def tokens_of(paragraph: Element, part: TextPart) -> list[Token]:
    """Read the paragraph's tokens; the last is an empty one if bookmarks stand at the end."""
    items = list(_items(paragraph, None))
    fields = _fields(items)
    tokens: list[Token] = []
    waiting: list[Element] = []
    place = 0
    while place < len(items):
        end = fields.get(place, place + 1)
        made = list(_tokens(items[place:end], part))
        if made:
            made[0].before.extend(waiting)
            waiting = [each.node for each in items[place + 1 : end] if each.run is None and not each.is_content]
            tokens += made
        elif items[place].is_fixture:
            waiting.append(items[place].as_node())
        place = end
    return [*tokens, Token("", "", before=waiting)] if waiting else tokens


def text_of(paragraph: Element) -> str:
    """Return what a paragraph says, a picture as one sign."""
    return "".join(item.text for item in _items(paragraph, None))


def _items(parent: Element, link: Element | None) -> Iterator[_Item]:
    for child in parent.iterchildren("*"):
        if child.tag == RUN:
            yield from (_Item(each, child, link) for each in child.iterchildren("*") if each.tag != RUN_FORMAT)
        elif child.tag == LINK:
            yield from _items(child, child)
        elif child.tag != PARAGRAPH_FORMAT:
            yield _Item(child, None, link)


def _fields(items: list[_Item]) -> dict[int, int]:
    """Return where each field begins and ends that is whole in the paragraph, the outermost alone."""
    found: dict[int, int] = {}
    begun: list[int] = []
    for place, item in enumerate(items):
        kind = item.node.get(f"{W}fldCharType") if item.node.tag == _FIELD_PART else ""
        if kind == "begin":
            begun.append(place)
        elif kind == "end" and begun:
            start = begun.pop()
            found = {old: end for old, end in found.items() if old < start} | {start: place + 1}
    return found


def _tokens(items: list[_Item], part: TextPart) -> Iterator[Token]:
    """Yield the tokens of one item, or the one of a whole field; none of a fixture."""
    first = items[0]
    if len(items) > 1:
        yield _token(_result(items), [each for each in items if each.run is not None or each.is_content], part)
    elif first.run is not None and first.node.tag == TEXT:
        yield from _words(first, first.run, part)
    elif not first.is_fixture:
        yield _token(first.text, items, part)


def _words(item: _Item, run: Element, part: TextPart) -> Iterator[Token]:
    formatting, link = _format(run), _link_key(item.link, part)
    for word in _WORDS.findall(item.node.text or ""):
        node = new_run(run, new_text("t", word))
        yield Token(word, f"{word}\n{formatting}\n{link}", (node,), formatting, _empty_link(item.link), link)


def _token(text: str, items: list[_Item], part: TextPart) -> Token:
    nodes = tuple(item.as_node() for item in items)
    link = _link_key(items[0].link, part)
    key = "\n".join((*map(part.canonical, nodes), link))
    return Token(text, key, nodes, "", _empty_link(items[0].link), link)


def _result(items: list[_Item]) -> str:
    """Return what a field shows: what stands behind its instruction."""
    split = [place for place, each in enumerate(items) if each.node.get(f"{W}fldCharType") == "separate"]
    return "".join(each.text for each in items[split[0] :]) if split else ""


def _empty_link(link: Element | None) -> Element | None:
    if link is None:
        return None
    made = new("hyperlink")
    made.attrib.update(link.attrib)
    return made


def _link_key(link: Element | None, part: TextPart) -> str:
    if link is None:
        return ""
    return f"{part.target_of(link.get(f'{RELATIONSHIPS}id', ''))}#{link.get(f'{W}anchor', '')}"


def _format(run: Element) -> str:
    """Return the format of a run as text, the same for two that look the same."""
    formatting = run.find(RUN_FORMAT)
    return "".join(canonical(each) for each in (() if formatting is None else formatting) if each.tag not in _INVISIBLE)
