"""A copy of a workbook with each finding as a comment on its cell, and a last sheet that lists them all.

The copy is for the eye. It has all that the workbook has, byte for byte: comments and the sheet are put in beside it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from bvdocs.core.errors import OutputError
from bvdocs.core.findings import Finding
from bvdocs.core.findings_order import by_sheet, is_cell
from bvdocs.workbook.reading.merged_areas import Place, area_of_each, top_left
from bvdocs.workbook.reading.package_parts import PartAtFaultError
from bvdocs.workbook.writing.cell_names import place_of
from bvdocs.workbook.writing.cell_writer import SheetWriter, WorkbookWriter
from bvdocs.workbook.writing.cell_xml import without_what_no_xml_holds
from bvdocs.workbook.writing.findings_sheet import ListedFinding, add_findings_sheet

AUTHOR = "bvdocs"


class AnnotatedCopy(NamedTuple):
    """The file of the copy, and what is to be known of it."""

    file: bytes
    remarks: list[str]


def make_annotated_copy(content: bytes, findings: Sequence[Finding]) -> AnnotatedCopy:
    """Return a copy of the workbook that has this content, with the findings in it.

    Raise OutputError if a part of the file cannot be had without which there is no copy.
    """
    try:
        writer = WorkbookWriter(content)
        listed: list[ListedFinding] = []
        for name, group in by_sheet(findings):
            sheet, cells = _cells_of(writer, name, group)
            listed += [(each, sheet.title if sheet else "", cells.get(each.cell)) for each in group]
            if sheet is not None:
                _comment(sheet, group, cells)
        add_findings_sheet(writer, listed)
        file = writer.file()
    except PartAtFaultError as fault:
        raise OutputError(
            f"No copy of the workbook can be made: the part {fault.part} of the file {fault.why}.",
            "Leave --annotate out; or open the workbook in Excel and save it, which writes every part anew.",
        ) from fault
    return AnnotatedCopy(file, writer.remarks())


def _cells_of(
    writer: WorkbookWriter, name: str, findings: Sequence[Finding]
) -> tuple[SheetWriter | None, dict[str, Place]]:
    """Return a sheet, if it has cells that findings are about, and the places of these, by coordinate.

    Of merged cells it is the top-left, which alone can hold anything.
    """
    places = {each.cell: place_of(each.cell) for each in findings if is_cell(each.cell)}
    sheet = writer.sheet(name) if places else None
    if sheet is None:
        return None, {}
    merged = area_of_each(places.values(), sheet.merged)
    return sheet, {cell: top_left(merged[place]) if place in merged else place for cell, place in places.items()}


def _comment(sheet: SheetWriter, findings: Sequence[Finding], cells: dict[str, Place]) -> None:
    """Put one comment with all of its findings on each cell, below what somebody else has written there."""
    said: dict[Place, list[str]] = {}
    for each in findings:
        if each.cell in cells:
            text = f"{each.severity.capitalize()} {each.code}: {each.message}\n{each.hint}".rstrip()
            said.setdefault(cells[each.cell], []).append(without_what_no_xml_holds(text))
    for place, texts in said.items():
        # A copy of a copy would say everything twice.
        there = sheet.comment_at(place)
        if new := [text for text in texts if text not in there]:
            sheet.comment(place, AUTHOR, "\n\n".join(new))
