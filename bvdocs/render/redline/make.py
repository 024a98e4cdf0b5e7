"""Makes a redline: opens two Word documents, compares each part that has text, and saves the newer with its marks."""

import io
from datetime import datetime

from bvdocs.core.office_files import with_fixed_times
from bvdocs.core.wordml import W
from bvdocs.render.redline.accept_all import accept_earlier_changes
from bvdocs.render.redline.blocks import compare_blocks
from bvdocs.render.redline.carry_over import Context, TargetParts, TextPart
from bvdocs.render.redline.parts import body_of, matching_parts, open_document, text_roots
from bvdocs.render.redline.revision_marks import RevisionMarker
from bvdocs.render.redline.wordml import new, number_after


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
    body = body_of(document)
    pairs = matching_parts(earlier, document) if earlier else [(TextPart(body.part, new("body")), body)]
    for was, now in pairs:
        compare_blocks(Context(marker, was, now, target), was.place, now.place)
    redline = io.BytesIO()
    document.save(redline)
    return with_fixed_times(redline.getvalue())
