"""The part of a workbook that lists its sheets, with a sheet or a name more, or a wish for how it is opened."""

from xml.sax.saxutils import escape, quoteattr

from bvdocs.workbook.reading.package_parts import DOCUMENT_NS
from bvdocs.workbook.writing.cell_xml import as_xml
from bvdocs.workbook.writing.xml_text import (
    attributes_of,
    opened,
    pieces_below,
    root_at,
    spliced,
    start_tag,
    with_attribute,
    with_last,
)

# The name that Excel keeps for the rows of a sheet's filter.
_FILTERED = "_xlnm._FilterDatabase"
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


def with_name(xml: bytes, name: str, cells: str, sheet: int) -> bytes:
    """Return the list with a name of cells that is one sheet's own, by the sheet's number from 0."""
    prefix = start_tag(xml, root_at(xml)).prefix.decode()
    hidden = ' hidden="1"' if name == _FILTERED else ""
    added = as_xml(
        f'<{prefix}definedName name="{name}" localSheetId="{sheet}"{hidden}>{escape(cells)}</{prefix}definedName>'
    )
    pieces = pieces_below(xml)
    known = next((each for each in pieces if each.name == "definedNames"), None)
    if known is not None:
        return xml[: known.start] + with_last(xml[known.start : known.end], added) + xml[known.end :]
    place = max(each.end for each in pieces if each.name in _BEFORE_CALCULATION)
    return xml[:place] + opened(f"<{prefix}definedNames>".encode(), added) + xml[place:]


def with_active_sheet(xml: bytes, sheet: int) -> bytes:
    """Return the list with a sheet, by its number from 0, as the one at which each window opens."""
    pieces = pieces_below(xml)
    known = next((each for each in pieces if each.name == "bookViews"), None)
    if known is None:
        prefix = start_tag(xml, root_at(xml)).prefix.decode()
        place = next(each.start for each in pieces if each.name == "sheets")
        added = f'<{prefix}bookViews><{prefix}workbookView activeTab="{sheet}"/></{prefix}bookViews>'
        return xml[:place] + added.encode() + xml[place:]
    views = xml[known.start : known.end]
    changes = []
    for each in pieces_below(views):
        end = start_tag(views, each.start).end
        changes.append((each.start, end, with_attribute(views[each.start : end], "activeTab", str(sheet))))
    return xml[: known.start] + spliced(views, changes) + xml[known.end :]
