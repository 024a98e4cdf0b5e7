"""Writes a paragraph from pieces, each as it was, inserted or deleted."""

from collections.abc import Sequence
from copy import deepcopy

from bvdocs.core.wordml import W
from bvdocs.render.redline.revision_marks import Kind, Marks, call_deleted
from bvdocs.render.redline.tokens import Piece
from bvdocs.render.redline.wordml import FIELD, LOOK, RUN, RUN_LOOK, SPACE, TEXT, Element, new

# What was done to a piece: None is nothing.
Told = tuple[Kind | None, Piece]


def fill(paragraph: Element, told: Sequence[Told], marks: Marks) -> None:
    """Fill the paragraph anew; its properties stay."""
    for child in [child for child in paragraph if child.tag != LOOK]:
        paragraph.remove(child)
    writer = _Writer(paragraph, marks)
    for kind, piece in told:
        writer.put(kind, piece)
    for mark in paragraph.iter(f"{W}{Kind.DELETED}"):
        call_deleted(mark)


class _Writer:
    """Joins what stands side by side and is alike: in one link, one mark, one run."""

    def __init__(self, paragraph: Element, marks: Marks) -> None:
        self._paragraph = paragraph
        self._marks = marks
        self._within = paragraph
        self._link_key = ""
        self._mark: Element | None = None
        self._kind: Kind | None = None
        self._text: Element | None = None
        self._look = ""

    def put(self, kind: Kind | None, piece: Piece) -> None:
        """Add a piece at the end."""
        if piece.link_key != self._link_key:
            self._open_link(piece)
        if kind != self._kind:
            self._close()
        for mark in piece.before:
            self._within.append(mark)
            self._close()
        self._kind = kind
        if piece.is_text and self._text is not None and piece.look == self._look:
            self._text.text = (self._text.text or "") + piece.text
            return
        for node in piece.nodes:
            self._add(node, kind)
        self._text = piece.nodes[0].find(TEXT) if piece.is_text else None
        self._look = piece.look

    def _open_link(self, piece: Piece) -> None:
        self._close()
        self._within, self._link_key = self._paragraph, piece.link_key
        if piece.link is not None:
            self._paragraph.append(piece.link)
            self._within = piece.link

    def _close(self) -> None:
        """What comes next stands in a mark and a run of its own."""
        self._mark = self._text = None

    def _add(self, node: Element, kind: Kind | None) -> None:
        if kind is None:
            self._within.append(node)
            return
        if self._mark is None:
            self._mark = self._marks.new(kind)
            self._within.append(self._mark)
        self._mark.extend(_in_runs(node) if node.tag == FIELD else [node])


def _in_runs(field: Element) -> list[Element]:
    """A field of one element as a field in runs: a mark of a change holds runs alone."""
    shown = [deepcopy(run) for run in field.iter(RUN)]
    look = shown[0].find(RUN_LOOK) if shown else None
    instruction = new("instrText")
    instruction.text = field.get(f"{W}instr", "")
    instruction.set(SPACE, "preserve")
    ends = [new("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")]
    begin, said, separate, end = (_run(look, child) for child in (ends[0], instruction, *ends[1:]))
    return [begin, said, separate, *shown, end]


def _run(look: Element | None, child: Element) -> Element:
    made = new("r")
    if look is not None:
        made.append(deepcopy(look))
    made.append(child)
    return made
