"""The part of a workbook that lists its sheets, with a sheet more, or with the wish to be computed anew."""

from xml.sax.saxutils import quoteattr

from bvdocs.workbook.reading.package_parts import DOCUMENT_NS
from bvdocs.workbook.writing.xml_text import attributes_of, pieces_below, root_at, start_tag, with_attribute

# What stands before the wish, in this order (ISO/IEC 29500-1, 18.2.27).
_BEFORE_CALCULATION = frozenset(
    ("fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr", "absPath", "workbookProtection",
     "bookViews", "sheets", "functionGroups", "externalReferences", "definedNames")
)  # fmt: skip


def with_sheet(xml: bytes, title: str, relation: str) -> bytes:
    """Return the list with a sheet as the last: so no name of cells that is one sheet's own comes to be another's."""
    piece = next(each for each in pieces_below(xml) if each.name == "sheets")
    sheets = xml[piece.start : piece.end]
    tags = [sheets[each.start : each.end] for each in pieces_below(sheets)]
    taken = [int(attributes_of(tag).get("sheetId", "0")) for tag in tags]
    prefix = start_tag(sheets).prefix.decode()
    added = (
        f'<{prefix}sheet name={quoteattr(title)} sheetId="{max(taken, default=0) + 1}"'
        f' xmlns:r="{DOCUMENT_NS}" r:id="{relation}"/>'
    ).encode("ascii", "xmlcharrefreplace")
    end = sheets.rindex(b"</")
    return xml[: piece.start] + sheets[:end] + added + sheets[end:] + xml[piece.end :]


def with_recalculation(xml: bytes) -> bytes:
    """Return the list with the wish that all formulas be computed when the workbook is opened."""
    pieces = pieces_below(xml)
    known = next((each for each in pieces if each.name == "calcPr"), None)
    if known is not None:
        tag = xml[known.start : start_tag(xml, known.start).end]
        return xml[: known.start] + with_attribute(tag, "fullCalcOnLoad", "1") + xml[known.start + len(tag) :]
    prefix = start_tag(xml, root_at(xml)).prefix.decode()
    place = max(each.end for each in pieces if each.name in _BEFORE_CALCULATION)
    return xml[:place] + f'<{prefix}calcPr fullCalcOnLoad="1"/>'.encode() + xml[place:]
