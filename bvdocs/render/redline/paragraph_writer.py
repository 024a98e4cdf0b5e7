"""Writes a paragraph from tokens, each as it was, inserted or deleted."""

from collections.abc import Iterable
from copy import deepcopy

from bvdocs.core.wordml import W
from bvdocs.render.redline.contents_lines import is_line_end
from bvdocs.render.redline.revision_marks import DELETED_NAMES, Revision, RevisionMarker
from bvdocs.render.redline.tokens import Token
from bvdocs.render.redline.wordml import FIELD, PARAGRAPH_FORMAT, RUN, TEXT, Element, new, new_run, new_text

# A token, and what was done to it: None is nothing.
RevisedToken = tuple[Revision | None, Token]


def write_tokens(paragraph: Element, tokens: Iterable[RevisedToken], marker: RevisionMarker) -> None:
    """Write the paragraph anew from these tokens; its format stays."""
    for child in [child for child in paragraph if child.tag != PARAGRAPH_FORMAT]:
        paragraph.remove(child)
    writer = _Writer(paragraph, marker)
    for revision, token in tokens:
        writer.add(revision, token)
    for mark in paragraph.iter(f"{W}{Revision.DELETED}"):
        for text in mark.iterfind(f"{RUN}/*"):
            text.tag = DELETED_NAMES.get(text.tag, text.tag)


class _Writer:
    """A writer that joins what stands side by side and is alike: in one link, one mark, one run."""

    def __init__(self, paragraph: Element, marker: RevisionMarker) -> None:
        self._paragraph = paragraph
        self._marker = marker
        self._within = paragraph
        self._link_key = ""
        self._mark: Element | None = None
        self._revision: Revision | None = None
        self._text: Element | None = None
        self._format = ""

    def add(self, revision: Revision | None, token: Token) -> None:
        """Add a token at the end."""
        if token.link_key != self._link_key:
            self._open_link(token)
        if revision != self._revision:
            self._close()
        for fixture in token.before:
            self._within.append(fixture)
            self._close()
        self._revision = revision
        if token.is_text and self._text is not None and token.format == self._format:
            self._text.text = (self._text.text or "") + token.text
            return
        line_ends = any(map(is_line_end, token.nodes))
        if line_ends:
            self._close()
        for node in token.nodes:
            self._append(node)
        self._text = token.nodes[0].find(TEXT) if token.is_text else None
        self._format = token.format
        if line_ends:
            self._close()

    def _open_link(self, token: Token) -> None:
        self._close()
        self._within, self._link_key = self._paragraph, token.link_key
        if token.link is not None:
            self._paragraph.append(token.link)
            self._within = token.link

    def _close(self) -> None:
        """Have what comes next stand in a mark and a run of its own."""
        self._mark = self._text = None

    def _append(self, node: Element) -> None:
        if self._revision is None:
            self._within.append(node)
            return
        if self._mark is None:
            self._mark = self._marker.new_mark(self._revision)
            self._within.append(self._mark)
        self._mark.extend(_in_runs(node) if node.tag == FIELD else [node])


def _in_runs(field: Element) -> list[Element]:
    """Return a field of one element as a field in runs: a mark of a change holds runs alone."""
    shown = [deepcopy(run) for run in field.iter(RUN)]
    begin, separate, end = (new("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end"))
    instruction = new_text("instrText", field.get(f"{W}instr", ""))
    like = shown[0] if shown else None
    return [*(new_run(like, child) for child in (begin, instruction, separate)), *shown, new_run(like, end)]
