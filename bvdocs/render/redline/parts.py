"""Finds the parts of two Word documents that have text, and which of the older is which of the newer."""

import io

import docx
from docx.document import Document
from docx.opc.part import XmlPart

from bvdocs.core.errors import RenderError
from bvdocs.core.wordml import RELATIONSHIPS, W
from bvdocs.render.redline.carry_over import TextPart
from bvdocs.render.redline.wordml import Element


def open_document(content: bytes, which: str) -> Document:
    """Open a document; raise RenderError, which says which of the two it is, if it cannot be read."""
    try:
        return docx.Document(io.BytesIO(content))
    except Exception as fault:  # whatever python-docx happens to hit in a damaged file
        raise RenderError(
            f"The {which} of two documents to be compared is not a Word document (.docx).",
            "Make it again, or take it out of the comparison.",
        ) from fault


def text_roots(document: Document) -> list[Element]:
    """Return the root of each part with text: the document's, and those of headers and footers."""
    around = [
        part.element
        for part in document.part.package.iter_parts()
        if isinstance(part, XmlPart) and part.content_type.endswith((".header+xml", ".footer+xml"))
    ]
    return [document.part.element, *around]


def body_of(document: Document) -> TextPart:
    """Return the document's own text."""
    return TextPart(document.part, document.element.body)


def _headers_and_footers(document: Document) -> dict[tuple[int, str, str], TextPart]:
    """Return what each section shows, by its number, whether it is a header or a footer, and on which pages."""
    shown: dict[tuple[int, str, str], TextPart] = {}
    inherited: dict[tuple[str, str], TextPart] = {}
    for number, section in enumerate(document.element.body.iter(f"{W}sectPr")):
        for reference in section.iter(f"{W}headerReference", f"{W}footerReference"):
            relation = document.part.rels.get(reference.get(f"{RELATIONSHIPS}id", ""))
            if relation is not None and isinstance(relation.target_part, XmlPart):
                text = TextPart(relation.target_part, relation.target_part.element)
                inherited[reference.tag, reference.get(f"{W}type", "default")] = text
        shown |= {(number, *name): text for name, text in inherited.items()}
    return shown


def matching_parts(older: Document, newer: Document) -> list[tuple[TextPart, TextPart]]:
    """Pair the bodies, and each newer header and footer that the older has too, in the same section or its last."""
    was, now = _headers_and_footers(older), _headers_and_footers(newer)
    last = max((number for number, *_ in was), default=0)
    pairs: dict[str, tuple[TextPart, TextPart]] = {}
    for (number, kind, pages), text in now.items():
        old = was.get((min(number, last), kind, pages))
        if old and text.part.partname not in pairs:
            pairs[text.part.partname] = (old, text)
    return [(body_of(older), body_of(newer)), *pairs.values()]
