"""A Word document that shows what changed since an older one, as tracked changes which Word accepts and rejects."""

from copy import deepcopy
from datetime import datetime

from docx.document import Document

from bvdocs.core.office_files import with_fixed_times
from bvdocs.core.wordml import W
from bvdocs.render.redline.accept_all import settle
from bvdocs.render.redline.blocks import change_blocks
from bvdocs.render.redline.carry_over import Loans, Source
from bvdocs.render.redline.context import Desk
from bvdocs.render.redline.parts import Text, body_of, library_of, opened, roots, saved, texts_of
from bvdocs.render.redline.revision_marks import Marks
from bvdocs.render.redline.wordml import PARAGRAPH, TABLE, Element


def make_redline(older: bytes | None, newer: bytes, author: str, when: datetime) -> bytes:
    """The newer Word document with real tracked changes against the older; without one, all of it is an insertion.

    To accept them all gives what the newer says, to reject them all what the older said, in the body, the headers and
    the footers. Raises RenderError if one of the two is no Word document.
    """
    document = opened(newer, "newer")
    was = None if older is None else opened(older, "older")
    for root in (*roots(document), *(roots(was) if was else ())):
        settle(root)
    marks = Marks(author, when, _first_number(roots(document)))
    library = library_of(document)
    for old, new in texts_of(was, document) if was else [_from_nothing(document)]:
        sources = Source(old.part), Source(new.part)
        change_blocks(Desk(marks, Loans(*sources, library), *sources), old.place, new.place)
    return with_fixed_times(saved(document))


def _from_nothing(document: Document) -> tuple[Text, Text]:
    """A body in which nothing is said yet, and the document's own."""
    body = body_of(document)
    empty = deepcopy(body.place)
    for block in [child for child in empty if child.tag in {PARAGRAPH, TABLE}]:
        empty.remove(block)
    return Text(body.part, empty), body


def _first_number(texts: list[Element]) -> int:
    """A number after all that bookmarks and comments have."""
    taken = (each.get(f"{W}id", "") for root in texts for each in root.iter("*"))
    return 1 + max((int(number) for number in taken if number.isdigit()), default=0)
