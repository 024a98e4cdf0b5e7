"""A paragraph in pieces that can be compared: words, spaces, tabs, pictures, fields."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from bvdocs.core.wordml import MATHS, RELATIONSHIPS, W
from bvdocs.render.redline.carry_over import Source, without_numbers
from bvdocs.render.redline.wordml import DOC_PR, FIELD, LINK, LOOK, RUN, RUN_LOOK, SPACE, TEXT, Element, new, plain

PICTURE = "\ufffc"
_WORDS = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:[’'-]\w+)*|\s+|.", re.DOTALL)
_SAID = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad", f"{W}drawing": PICTURE, f"{W}pict": PICTURE, f"{W}object": PICTURE,
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent": PICTURE,
}  # fmt: skip
_FIELD_MARK, _INSTRUCTION = f"{W}fldChar", f"{W}instrText"
# What makes no difference to how a text looks.
_UNSEEN = {f"{W}lang", f"{W}noProof"}


@dataclass(frozen=True)
class Piece:
    """The smallest thing that is changed as a whole.

    `nodes` are runs, a field or a formula; `before` are bookmarks and the like that stand in front of it.
    """

    text: str
    key: str
    nodes: tuple[Element, ...] = ()
    look: str = ""
    link: Element | None = None
    link_key: str = ""
    before: list[Element] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        """Whether it is nothing but letters."""
        return len(self.nodes) == 1 and self.nodes[0].tag == RUN and self.nodes[0].find(TEXT) is not None


@dataclass(frozen=True)
class _Thing:
    """A child of a run or of the paragraph, with where it was found."""

    node: Element
    run: Element | None
    link: Element | None


def read(paragraph: Element, source: Source) -> list[Piece]:
    """The paragraph's pieces; the last is an empty one if bookmarks stand at the end."""
    things = list(_things(paragraph, None))
    fields = _fields(things)
    pieces: list[Piece] = []
    waiting: list[Element] = []
    place = 0
    while place < len(things):
        end = fields.get(place, place + 1)
        made = list(_pieces(things[place:end], source))
        for piece in made:
            pieces.append(piece)
            piece.before.extend(waiting)
            waiting = []
        if not made:
            waiting.extend(_furniture(things[place]))
        elif end > place + 1:
            waiting.extend(each.node for each in things[place:end] if each.run is None and not _is_content(each.node))
        place = end
    return [*pieces, Piece("", "", before=waiting)] if waiting else pieces


def text_of(paragraph: Element) -> str:
    """What a paragraph says, a picture as one sign."""
    return "".join(_said(thing.node) for thing in _things(paragraph, None))


def _said(node: Element) -> str:
    if node.tag == TEXT:
        return node.text or ""
    if node.tag == FIELD or node.tag.startswith(MATHS):
        return "".join(each.text or "" for each in node.iter(TEXT, f"{MATHS}t"))
    return _SAID.get(node.tag, "")


def _things(parent: Element, link: Element | None) -> Iterator[_Thing]:
    for child in parent.iterchildren("*"):
        if child.tag == LOOK:
            continue
        if child.tag == RUN:
            yield from (_Thing(each, child, link) for each in child.iterchildren("*") if each.tag != RUN_LOOK)
        elif child.tag == LINK:
            yield from _things(child, child)
        else:
            yield _Thing(child, None, link)


def _fields(things: list[_Thing]) -> dict[int, int]:
    """Where each field begins and ends that is whole in the paragraph, the outermost alone."""
    found: dict[int, int] = {}
    begun: list[int] = []
    for place, thing in enumerate(things):
        kind = thing.node.get(f"{W}fldCharType") if thing.node.tag == _FIELD_MARK else ""
        if kind == "begin":
            begun.append(place)
        elif kind == "end" and begun:
            start = begun.pop()
            found = {old: end for old, end in found.items() if old < start} | {start: place + 1}
    return found


def _is_content(node: Element) -> bool:
    return node.tag == FIELD or node.tag.startswith(MATHS)


def _furniture(thing: _Thing) -> Iterator[Element]:
    """A bookmark, or half of a field that goes over paragraphs: it stays where it is, whatever changes around it."""
    if thing.run is None:
        yield thing.node
    elif thing.node.tag in {_FIELD_MARK, _INSTRUCTION}:
        yield _run(thing.run, thing.node)


def _pieces(things: list[_Thing], source: Source) -> Iterator[Piece]:
    first = things[0]
    if len(things) > 1:
        seen = [each for each in things if each.run is not None or _is_content(each.node)]
        nodes = [each.node if each.run is None else _run(each.run, each.node) for each in seen]
        yield _piece(_result(things), nodes, first, source)
    elif first.run is None:
        if _is_content(first.node):
            yield _piece(_said(first.node), [first.node], first, source)
    elif first.node.tag == TEXT:
        yield from _words(first, first.run, source)
    elif first.node.tag not in {_FIELD_MARK, _INSTRUCTION}:
        yield _piece(_said(first.node), [_run(first.run, first.node)], first, source)


def _words(thing: _Thing, run: Element, source: Source) -> Iterator[Piece]:
    look, link = _look(run), _link_key(thing.link, source)
    for word in _WORDS.findall(thing.node.text or ""):
        text = new("t")
        text.text = word
        text.set(SPACE, "preserve")
        yield Piece(word, f"{word}\n{look}\n{link}", (_run(run, text),), look, _bare(thing.link), link)


def _piece(text: str, nodes: list[Element], thing: _Thing, source: Source) -> Piece:
    link = _link_key(thing.link, source)
    key = "\n".join((*(_canonical(node, source) for node in nodes), link))
    return Piece(text, key, tuple(nodes), "", _bare(thing.link), link)


def _result(things: list[_Thing]) -> str:
    """What a field shows: what stands behind its instruction."""
    split = [place for place, each in enumerate(things) if each.node.get(f"{W}fldCharType") == "separate"]
    return "".join(_said(each.node) for each in things[split[0] :]) if split else ""


def _run(run: Element, child: Element) -> Element:
    """A run of the same look with one child."""
    made = new("r")
    look = run.find(RUN_LOOK)
    if look is not None and len(look):
        made.append(deepcopy(look))
    made.append(deepcopy(child))
    return made


def _bare(link: Element | None) -> Element | None:
    """The link around nothing."""
    if link is None:
        return None
    made = new("hyperlink")
    made.attrib.update(link.attrib)
    return made


def _link_key(link: Element | None, source: Source) -> str:
    if link is None:
        return ""
    return f"{source.leads_to(link.get(f'{RELATIONSHIPS}id', ''))}#{link.get(f'{W}anchor', '')}"


def _look(run: Element) -> str:
    """How a run looks, the same for two that look the same."""
    look = run.find(RUN_LOOK)
    seen = [each for each in (() if look is None else look) if each.tag not in _UNSEEN]
    return "".join(plain(each) for each in seen)


def _canonical(node: Element, source: Source) -> str:
    """The node without what differs from document to document though it shows the same."""
    copy = deepcopy(node)
    without_numbers(copy)
    for each in copy.iter("*"):
        for name in [str(name) for name in each.attrib if str(name).startswith(RELATIONSHIPS)]:
            each.set(name, source.leads_to(each.get(name, "")))
    for drawing in copy.iter(DOC_PR):
        drawing.set("id", "")
    return plain(copy)
