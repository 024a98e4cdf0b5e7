"""Makes the marks of tracked changes: on runs, on the end of a paragraph, on a row, on a paragraph's style."""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from enum import StrEnum
from itertools import count

from bvdocs.core.wordml import W
from bvdocs.render.redline.wordml import (
    OF_THE_END,
    PARAGRAPH_FORMAT,
    RUN_FORMAT,
    TEXT,
    Element,
    format_of,
    new,
    style_of,
)

# How the texts of a deleted run are named, so that no reader takes them for what the document says.
DELETED_NAMES = {TEXT: f"{W}delText", f"{W}instrText": f"{W}delInstrText"}


class Revision(StrEnum):
    """A change that was made; the value is the name of its mark."""

    INSERTED = "ins"
    DELETED = "del"


class RevisionMarker:
    """The maker of one document's marks; no two have the same number."""

    def __init__(self, author: str, when: datetime, first_number: int) -> None:
        moment = when if when.tzinfo is None else when.astimezone(UTC)
        self._attributes = {"author": author, "date": f"{moment:%Y-%m-%dT%H:%M:%SZ}"}
        self._numbers = count(first_number)

    def new_mark(self, name: str) -> Element:
        """Make a mark with a number of its own."""
        return new(name, id=self.next_number(), **self._attributes)

    def next_number(self) -> str:
        """Return a number that no mark of the document has."""
        return str(next(self._numbers))

    def mark_end(self, paragraph: Element, revision: Revision) -> None:
        """Mark the end of a paragraph: without it, its text runs on into the paragraph that follows."""
        formatting = _format_of(paragraph)
        own = formatting.find(RUN_FORMAT)
        if own is None:
            own = new("rPr")
            later = [place for place, child in enumerate(formatting) if child.tag in OF_THE_END]
            formatting.insert(later[0] if later else len(formatting), own)
        own.insert(0, self.new_mark(revision))

    def mark_row(self, row: Element, revision: Revision) -> None:
        """Mark a row, which goes with all that is in it."""
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = new("trPr")
            exceptions = row.find(f"{W}tblPrEx")
            row.insert(0 if exceptions is None else row.index(exceptions) + 1, properties)
        properties.append(self.new_mark(revision))

    def mark_style(self, paragraph: Element, older: Element, copy_of: Callable[[Element], Element]) -> None:
        """Have a paragraph remember a copy of the older one's format, if their styles or lists differ."""
        if style_of(paragraph) != style_of(older):
            self.remember_format(paragraph, older, copy_of)

    def remember_format(self, paragraph: Element, older: Element, copy_of: Callable[[Element], Element]) -> None:
        """Have a paragraph remember a copy of the older one's format, if they look different."""
        if format_of(paragraph) == format_of(older):
            return
        change, remembered = self.new_mark("pPrChange"), new("pPr")
        formatting = older.find(PARAGRAPH_FORMAT)
        if formatting is not None:
            remembered.extend(child for child in list(copy_of(formatting)) if child.tag not in OF_THE_END)
        change.append(remembered)
        _format_of(paragraph).append(change)

    def replace_format(self, paragraph: Element, other: Element) -> None:
        """Give a paragraph the format of another, and have it remember its own."""
        before = deepcopy(paragraph)
        formatting = _format_of(paragraph)
        for child in [child for child in formatting if child.tag not in OF_THE_END]:
            formatting.remove(child)
        wanted = other.find(PARAGRAPH_FORMAT)
        kept = [deepcopy(child) for child in (() if wanted is None else wanted) if child.tag not in OF_THE_END]
        formatting[0:0] = kept
        self.remember_format(paragraph, before, deepcopy)


def _format_of(paragraph: Element) -> Element:
    """Return the format of a paragraph, made if it has none."""
    formatting = paragraph.find(PARAGRAPH_FORMAT)
    if formatting is None:
        formatting = new("pPr")
        paragraph.insert(0, formatting)
    return formatting
