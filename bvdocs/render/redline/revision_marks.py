"""The marks of tracked changes: on runs, on the end of a paragraph, on a row, on a paragraph's style."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from itertools import count

from bvdocs.core.wordml import W
from bvdocs.render.redline.wordml import LOOK, RUN, RUN_LOOK, TEXT, Element, new, style_of

# What a deleted run calls its texts, so that no reader takes them for what the document says.
_DELETED = {TEXT: f"{W}delText", f"{W}instrText": f"{W}delInstrText"}
# What may not stand in the old look that a change of a paragraph's style remembers.
NOT_REMEMBERED = {f"{W}{name}" for name in ("rPr", "sectPr", "pPrChange")}


class Kind(StrEnum):
    """What was done; the value is the name of the mark."""

    INSERTED = "ins"
    DELETED = "del"


class Marks:
    """Makes the marks of one document; no two have the same number."""

    def __init__(self, author: str, when: datetime, first: int) -> None:
        moment = when if when.tzinfo is None else when.astimezone(UTC)
        self._said = {"author": author, "date": f"{moment:%Y-%m-%dT%H:%M:%SZ}"}
        self._numbers = count(first)

    def new(self, name: str) -> Element:
        """A mark with a number of its own."""
        return new(name, id=str(next(self._numbers)), **self._said)

    def on_paragraph(self, paragraph: Element, kind: Kind) -> None:
        """Mark the end of a paragraph: without it, its text runs on into the paragraph that follows."""
        look = look_of(paragraph)
        own = look.find(RUN_LOOK)
        if own is None:
            own = new("rPr")
            later = [child for child in look if child.tag in {f"{W}sectPr", f"{W}pPrChange"}]
            if later:
                later[0].addprevious(own)
            else:
                look.append(own)
        own.insert(0, self.new(kind))

    def on_row(self, row: Element, kind: Kind) -> None:
        """Mark a row, which goes with all that is in it."""
        look = row.find(f"{W}trPr")
        if look is None:
            look = new("trPr")
            exceptions = row.find(f"{W}tblPrEx")
            row.insert(0 if exceptions is None else row.index(exceptions) + 1, look)
        look.append(self.new(kind))

    def on_style(self, paragraph: Element, older: Element, bring: Callable[[Element], Element]) -> None:
        """If the style of the older paragraph, or its list, was another, say which look it had."""
        if style_of(paragraph) == style_of(older):
            return
        change, had = self.new("pPrChange"), new("pPr")
        look = older.find(LOOK)
        if look is not None:
            had.extend(child for child in list(bring(look)) if child.tag not in NOT_REMEMBERED)
        change.append(had)
        look_of(paragraph).append(change)


def look_of(paragraph: Element) -> Element:
    """The properties of a paragraph, made if it has none."""
    look = paragraph.find(LOOK)
    if look is None:
        look = new("pPr")
        paragraph.insert(0, look)
    return look


def call_deleted(mark: Element) -> None:
    """Give the texts in a mark of deletion the names that they have there."""
    for child in (child for run in mark.findall(RUN) for child in run.iterchildren("*")):
        child.tag = _DELETED.get(child.tag, child.tag)
