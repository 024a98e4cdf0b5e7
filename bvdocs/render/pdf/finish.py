"""Finishes a PDF's tags for a person who has it read aloud, with what WeasyPrint leaves out.

That is the scope of header cells (ISO 14289-1, 7.5), the numbering of lists (7.6), a link's words (7.18.5), and
where on its page a picture stands (7.3).
"""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from urllib.parse import unquote, urlsplit

from bvdocs.core.errors import RenderError
from bvdocs.render.pdf.spaces import add_spaces
from bvdocs.render.pdf.structure import Structure
from bvdocs.render.pdf.weasyprint_tags import TagNotes

_POINTS_IN_A_PIXEL = 0.75
_SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}
# ISO 32000-1, table 347, by the CSS name of what stands before an item: '/LowerRoman' for 'lower-roman'.
_STYLES = ("disc", "circle", "square", "decimal", "lower-roman", "upper-roman", "lower-alpha", "upper-alpha")
_NUMBERING = {style: f"/{style.title().replace('-', '')}" for style in _STYLES}


def finish_tags(pdf: Any, notes: TagNotes, fonts: Iterable[Any]) -> None:
    """Put right the tags of a PDF that is about to be written; raise RenderError if words would be lost."""
    structure = Structure(pdf, notes)
    structure.repair()
    if structure.has_unread_words():
        raise RenderError(
            "Words that are see-through ('opacity') would not be read aloud.",
            "Give them a paler colour in the style sheet instead.",
        )
    add_spaces(structure, notes, fonts)
    for tag in structure.tags():
        if finish := _FINISHERS.get(tag["S"]):
            finish(tag, structure)


def _finish_row(row: Any, structure: Structure) -> None:
    """Have each header cell say what it heads, a row or a column, as the HTML says or by its place.

    The scope alone says it: WeasyPrint's lists of header cells would need an index of names, which it leaves out.
    """
    cells = [kid for kid in structure.kids(row) if kid["S"] in {"/TH", "/TD"}]
    in_heading = structure.object_at(row["P"])["S"] == "/THead" or all(cell["S"] == "/TH" for cell in cells)
    for cell in cells:
        cell.pop("ID", None)
        cell["A"].pop("Headers", None)
        if cell["S"] == "/TH":
            scope = structure.box(cell).element.get("scope", "").lower()
            cell["A"]["Scope"] = _SCOPES.get(scope, "/Column" if in_heading else "/Row")


def _finish_block(block: Any, structure: Structure) -> None:
    """Make a paragraph or a heading one, although WeasyPrint tags again each part of it that stands for itself."""
    for kid in structure.kids(block):
        if kid["S"] == block["S"] and structure.is_same(kid, block):
            kid["S"] = "/NonStruct"


def _finish_list(tag: Any, structure: Structure) -> None:
    """Have a list say how it is numbered."""
    labelled = any(part["S"] == "/Lbl" for item in structure.kids(tag) for part in structure.kids(item))
    style = structure.box(tag).style["list_style_type"]
    numbering = _NUMBERING.get(style, "/None") if labelled else "/None"
    tag["A"] = f"<</O /List /ListNumbering {numbering}>>"


def _finish_figure(figure: Any, structure: Structure) -> None:
    """Say where the picture stands in points from below, as the format wants it, not in pixels from above."""
    height = structure.page(figure)["MediaBox"][3]
    left, top, right, bottom = (_POINTS_IN_A_PIXEL * pixels for pixels in figure["A"]["BBox"])
    figure["A"]["BBox"][:] = [left, height - bottom, right, height - top]


def _finish_link(link: Any, structure: Structure) -> None:
    """Have each annotation of a link say in words what it is and where it leads."""
    element = structure.box(link).element
    said = " ".join("".join(element.itertext()).split())
    said = said or " ".join(image.get("alt", "") for image in element.iter("img"))
    annotations = structure.annotations(link)
    if not annotations:
        link["S"] = "/Span"  # a place to link to, not a link
    for annotation in annotations:
        address = annotation["A"]["URI"].string if "A" in annotation else ""
        annotation["Contents"].string = _link_in_words(said, address) or annotation["Contents"].string


def _link_in_words(said: str, address: str) -> str:
    """Return what a link says, and where it leads unless it says so itself: 'The report (www.example.gov.uk)'."""
    where = address
    with suppress(ValueError):
        parts = urlsplit(address)
        where = parts.hostname or unquote(parts.path)
    if not said or where.removeprefix("www.").lower() in said.lower():
        return said or where
    return f"{said} ({where})"


_FINISHERS = {
    "/TR": _finish_row,
    "/L": _finish_list,
    "/Figure": _finish_figure,
    "/Link": _finish_link,
    **dict.fromkeys(("/P", *(f"/H{level}" for level in range(1, 7))), _finish_block),
}
