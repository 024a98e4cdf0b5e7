"""Makes a redline: opens two Word documents, compares each part that has text, and saves the newer with its marks."""

import io
from copy import deepcopy
from datetime import datetime

from docx.document import Document

from bvdocs.core.office_files import with_fixed_times
from bvdocs.core.wordml import W
from bvdocs.render.redline.accept_all import accept_earlier_changes
from bvdocs.render.redline.blocks import compare_blocks
from bvdocs.render.redline.carry_over import CarryOver, TargetParts, TextPart
from bvdocs.render.redline.context import Context
from bvdocs.render.redline.parts import body_of, matching_parts, open_document, text_roots
from bvdocs.render.redline.revision_marks import RevisionMarker
from bvdocs.render.redline.wordml import PARAGRAPH, TABLE, number_after


def make_redline(older: bytes | None, newer: bytes, author: str, when: datetime) -> bytes:
    """Return the newer Word document with real tracked changes against the older; without one, all is an insertion.

    To accept them all gives what the newer says, to reject them all what the older said, in the body, the headers and
    the footers. Raise RenderError if one of the two is no Word document.
    """
    document = open_document(newer, "newer")
    earlier = None if older is None else open_document(older, "older")
    roots = text_roots(document)
    for root in (*roots, *(text_roots(earlier) if earlier else ())):
        accept_earlier_changes(root)
    marker = RevisionMarker(author, when, number_after(each.get(f"{W}id") for root in roots for each in root.iter("*")))
    target = TargetParts(document, roots)
    for old, new in matching_parts(earlier, document) if earlier else [_from_nothing(document)]:
        compare_blocks(Context(marker, CarryOver(old, new, target), old, new), old.place, new.place)
    redline = io.BytesIO()
    document.save(redline)
    return with_fixed_times(redline.getvalue())


def _from_nothing(document: Document) -> tuple[TextPart, TextPart]:
    """Return the document's body emptied of all text, and the body itself."""
    body = body_of(document)
    empty = deepcopy(body.place)
    for block in [child for child in empty if child.tag in {PARAGRAPH, TABLE}]:
        empty.remove(block)
    return TextPart(body.part, empty), body
