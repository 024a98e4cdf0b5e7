"""A copy of a workbook with each finding as a comment on its cell, and a sheet that lists them all.

The copy is for the eye. openpyxl carries over what an assessment is made of, and pictures and most charts; it
loses shapes, text boxes, macros, and what later versions of Excel added to the format (`copied_parts.py` says what).
Of a workbook of which it does not take a part, the copy has the cells, their looks, links and comments.
"""

import io
import math
from collections.abc import Sequence
from copy import copy
from typing import cast

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook import Workbook
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core.errors import OutputError
from bvdocs.core.findings import Finding
from bvdocs.core.findings_order import by_sheet, is_cell
from bvdocs.core.quoting import normal
from bvdocs.workbook.reading.load_cells import load_cells, silence
from bvdocs.workbook.reading.merged_areas import Place, area_of_each, top_left
from bvdocs.workbook.reading.package_parts import PackageParts
from bvdocs.workbook.reading.used_cells import load_workbook
from bvdocs.workbook.writing.copied_parts import without_odd_pictures
from bvdocs.workbook.writing.findings_sheet import add_findings_sheet, without_illegal_characters
from bvdocs.workbook.writing.package import saved

AUTHOR = "bvdocs"
# In pixels; a long comment is made wider before it is made too high for the screen.
_WIDTHS = (340, 520)
_HIGHEST = 600
_LETTER_WIDTH, _LINE_HEIGHT, _MARGINS = 7, 18, 20


def make_annotated_copy(content: bytes, findings: Sequence[Finding]) -> bytes:
    """Return a copy of the workbook that has this content, with the findings in it.

    Raise OutputError if the workbook holds something that stops openpyxl from writing it again.
    """
    try:
        with silence():
            return _make_copy(_load(content), findings)
    except Exception as fault:
        # openpyxl meets what it cannot write with whatever its code happened to hit.
        raise OutputError(
            "The workbook holds something of which no copy can be made.",
            "Leave --annotate out; pictures, charts or sheets of your own are the likeliest cause.",
        ) from fault


def _load(content: bytes) -> Workbook:
    """Return the workbook with as much of it as openpyxl takes."""
    try:
        return load_workbook(io.BytesIO(without_odd_pictures(content)), rich_text=True)
    except Exception:
        # It may not take a part that has nothing to do with the cells.
        return load_cells(PackageParts(content), for_a_copy=True).book


def _make_copy(book: Workbook, findings: Sequence[Finding]) -> bytes:
    # Its name says that it is a workbook, and no template.
    book.template = False
    # As the reader finds them: of two sheets with one name the first.
    sheets = {normal(sheet.title): sheet for sheet in reversed(book.worksheets)}
    cells = {name: _cells_of(findings, sheet) for name, sheet in sheets.items()}
    listed = [
        (finding, cells.get(normal(finding.sheet), {}).get(finding.cell))
        for _, group in by_sheet(findings)
        for finding in group
    ]
    about: dict[Cell, list[Finding]] = {}
    for finding, cell in listed:
        if cell is not None:
            about.setdefault(cell, []).append(finding)
    for cell, found in about.items():
        cell.comment = _comment(cell.comment, found)
    _make_comments_readable(book)
    add_findings_sheet(book, listed)
    # The copy has formulas without their values: Excel is to work them out when it opens it.
    book.calculation = book.calculation or CalcProperties()
    book.calculation.fullCalcOnLoad = True
    return saved(book)


def _cells_of(findings: Sequence[Finding], sheet: Worksheet) -> dict[str, Cell]:
    """Return the cells of a sheet that findings are about, by coordinate.

    Of merged cells it is the top-left, which alone can hold anything.
    """
    about = {each.cell for each in findings if normal(each.sheet) == normal(sheet.title) and is_cell(each.cell)}
    places = {coordinate: coordinate_to_tuple(coordinate) for coordinate in sorted(about)}
    merged = area_of_each(places.values(), sheet.merged_cells.ranges)
    return {
        coordinate: _cell_at(sheet, top_left(merged[place]) if place in merged else place)
        for coordinate, place in places.items()
    }


def _cell_at(sheet: Worksheet, place: Place) -> Cell:
    is_new = place not in sheet._cells
    cell = cast("Cell", sheet.cell(*place))
    if is_new:
        _format_as_column(sheet, cell)
    return cell


def _format_as_column(sheet: Worksheet, cell: Cell) -> None:
    """Format a cell that was not in the file as its column is, so that it stays free to be filled in if it was."""
    for group in sheet.column_dimensions.values():
        # One entry may stand for a run of columns, min to max.
        if (group.min or 0) <= cell.column <= (group.max or 0):
            cell._style = copy(group._style)  # type: ignore[attr-defined]


def _comment(existing: Comment | None, findings: Sequence[Finding]) -> Comment:
    """Return one comment with all of the cell's findings, below what somebody else has written there."""
    texts = [
        without_illegal_characters(f"{each.severity.capitalize()} {each.code}: {each.message}\n{each.hint}".rstrip())
        for each in findings
    ]
    if existing is None:
        return Comment("\n\n".join(texts), AUTHOR)
    # A copy of a copy would say everything twice.
    new = [text for text in texts if text not in existing.text]
    # As Excel does, the name comes before what its bearer wrote.
    return Comment("\n\n".join([existing.text, *([f"{AUTHOR}:", *new] if new else [])]), existing.author)


def _make_comments_readable(book: Workbook) -> None:
    """Give each comment the room that its text needs; openpyxl does not keep the sizes of those that were there."""
    for sheet in book.worksheets:
        for cell in sheet._cells.values():
            if cell.comment is not None:
                cell.comment.width, cell.comment.height = _comment_size(cell.comment.text)


def _comment_size(text: str) -> tuple[int, int]:
    """Return the width and height, in pixels, in which a text can be read."""
    width, height = _WIDTHS[0], 0
    for width in _WIDTHS:
        letters = width // _LETTER_WIDTH
        lines = sum(max(1, math.ceil(len(line) / letters)) for line in text.splitlines())
        height = lines * _LINE_HEIGHT + _MARGINS
        if height <= _HIGHEST:
            break
    return width, height
