"""Makes a redline: opens two Word documents, compares each part that has text, and saves the newer with its marks."""

import io
from datetime import datetime

from bvdocs.core.office_files import with_fixed_times
from bvdocs.core.wordml import W
from bvdocs.render.redline.accept_all import accept_earlier_changes
from bvdocs.render.redline.blocks import show_plan
from bvdocs.render.redline.bookmarks import carry_bookmarks
from bvdocs.render.redline.carry_over import Context, TargetParts, TextPart
from bvdocs.render.redline.contents_lines import join_lines, split_lines
from bvdocs.render.redline.parts import body_of, matching_parts, open_document, text_roots
from bvdocs.render.redline.plan import plan_comparison
from bvdocs.render.redline.revision_marks import RevisionMarker
from bvdocs.render.redline.styles import adopt_styles
from bvdocs.render.redline.wordml import new, number_after


def make_redline(older: bytes | None, newer: bytes, author: str, when: datetime) -> bytes:
    """Return the newer Word document with real tracked changes against the older; without one, all is an insertion.

    To accept them all gives what the newer says, to reject them all what the older said, in the body, the headers and
    the footers. Raise RenderError if one of the two is no Word document.
    """
    document = open_document(newer, "newer")
    earlier = None if older is None else open_document(older, "older")
    now, was = text_roots(document), text_roots(earlier) if earlier else []
    for root in (*now, *was):
        accept_earlier_changes(root)
        join_lines(root)
    if earlier:
        adopt_styles(earlier, document, was)
    marker = RevisionMarker(author, when, number_after(each.get(f"{W}id") for root in now for each in root.iter("*")))
    target = TargetParts(document, now)
    body = body_of(document)
    pairs = matching_parts(earlier, document) if earlier else [(TextPart(body.part, new("body")), body)]
    plans = [plan_comparison(*pair) for pair in pairs]
    carry_bookmarks(was, now, (both for plan in plans for both in plan.paragraph_pairs()), marker)
    for pair, plan in zip(pairs, plans, strict=True):
        show_plan(Context(marker, *pair, target), plan)
    for root in now:
        split_lines(root, marker)
    redline = io.BytesIO()
    document.save(redline)
    return with_fixed_times(redline.getvalue())
