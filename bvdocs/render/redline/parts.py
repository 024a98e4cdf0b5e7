"""The parts of two Word documents: which have text, and which of the older is which of the newer."""

import io
from collections.abc import Iterator
from typing import NamedTuple

import docx
from docx.document import Document
from docx.opc.part import Part, XmlPart

from bvdocs.core.errors import RenderError
from bvdocs.core.wordml import RELATIONSHIPS, W
from bvdocs.render.redline.carry_over import Library
from bvdocs.render.redline.wordml import Element

_AROUND = (".header+xml", ".footer+xml")


class Text(NamedTuple):
    """A part that has text of its own, and where in it that stands."""

    part: Part
    place: Element


def opened(content: bytes, which: str) -> Document:
    """The document; raises RenderError, which says which of the two it is, if it cannot be read."""
    try:
        return docx.Document(io.BytesIO(content))
    except Exception as fault:  # whatever python-docx happens to hit in a damaged file
        raise RenderError(
            f"The {which} of two documents to be compared is not a Word document (.docx).",
            "Make it again, or take it out of the comparison.",
        ) from fault


def saved(document: Document) -> bytes:
    """The document as a file."""
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def roots(document: Document) -> list[Element]:
    """The root of each part with text: the document's, and those of headers and footers."""
    return [document.part.element, *(part.element for part in _around(document))]


def _around(document: Document) -> Iterator[XmlPart]:
    for part in document.part.package.iter_parts():
        if isinstance(part, XmlPart) and part.content_type.endswith(_AROUND):
            yield part


def body_of(document: Document) -> Text:
    """The part and place of the document's own text."""
    return Text(document.part, document.element.body)


def furniture_of(document: Document) -> dict[tuple[int, str, str], Text]:
    """The headers and footers that each section shows: its number, whether it is a header, and on which pages."""
    shown: dict[tuple[int, str, str], Text] = {}
    above: dict[tuple[str, str], Text] = {}
    for number, section in enumerate(document.element.body.iter(f"{W}sectPr")):
        for reference in section.iter(f"{W}headerReference", f"{W}footerReference"):
            relation = document.part.rels.get(reference.get(f"{RELATIONSHIPS}id", ""))
            if relation is not None and isinstance(relation.target_part, XmlPart):
                text = Text(relation.target_part, relation.target_part.element)
                above[reference.tag, reference.get(f"{W}type", "default")] = text
        shown |= {(number, *name): text for name, text in above.items()}
    return shown


def texts_of(older: Document, newer: Document) -> list[tuple[Text, Text]]:
    """Each header and footer of the newer document that the older has too, in the same section or its last."""
    was, now = furniture_of(older), furniture_of(newer)
    last = max((number for number, *_ in was), default=0)
    pairs: dict[str, tuple[Text, Text]] = {}
    for (number, kind, pages), text in now.items():
        old = was.get((min(number, last), kind, pages))
        if old and text.part.partname not in pairs:
            pairs[text.part.partname] = (old, text)
    return [(body_of(older), body_of(newer)), *pairs.values()]


def library_of(document: Document) -> Library:
    """What the document has that deleted text may use."""
    styles = {style.style_id for style in document.styles}
    return Library(document.part.package, roots(document), styles, _lists(document))


def _lists(document: Document) -> set[str]:
    numbering = [part for part in document.part.package.iter_parts() if part.content_type.endswith(".numbering+xml")]
    return {
        each.get(f"{W}numId", "")
        for part in numbering
        if isinstance(part, XmlPart)
        for each in part.element.iter(f"{W}num")
    }
