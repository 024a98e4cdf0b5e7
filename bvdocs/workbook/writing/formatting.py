"""The formatting of a workbook: widths, headings, number formats, protection, printing.

All of it follows from the schema. Only the heading cells are locked, without a password: names by
which columns are found can't be typed over by accident, and rows and columns may be put in, taken out,
sorted, filtered and formatted in any way. (Excel copies a row's formatting from the one above it, so a row put in
right below the heading is locked too; put in anywhere else, or typed at the end, it is free.)
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from textwrap import wrap
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension, RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core import schema
from bvdocs.core.columns import Column, Kind, Sheet
from bvdocs.core.office_files import with_fixed_times
from bvdocs.core.shared_columns import FIELD
from bvdocs.workbook.writing.cell_contents import put_content
from bvdocs.workbook.writing.dropdowns import LAST_ROW, SCALES, add_help, colour_levels, letter_of, name_lists
from bvdocs.workbook.writing.package import saved

Rows = Mapping[str, Sequence[Sequence[object]]]

# Beside the fields of a sheet that has them, each a row; the reader passes over a column that it does not know.
HELP = "Help"

_REQUIRED_FILL = PatternFill("solid", fgColor="0B3C49")
_OPTIONAL_FILL = PatternFill("solid", fgColor="3D6673")
_FORMATS = {Kind.DATE: "d mmmm yyyy", Kind.DUE: "d mmmm yyyy", Kind.TIME: "hh:mm", Kind.PERCENT: "0%"}
# In characters, as Excel counts a column's width; the filter's button takes three of the heading's.
_WIDTHS = {Kind.RICH: 45, Kind.DATE: 19, Kind.DUE: 19, Kind.CODES: 16, Kind.CHOICE: 22, Kind.LEVEL: 19, Kind.TEXT: 26}
_OWN_WIDTHS = {
    "Value": 70, "Code": 10, "Prefix": 11, "Characteristic": 48, "Meaning": 60, "Ref": 10, "See": 10, "Status": 14,
    "Opportunity": 30, "Update": 35, "Success measure": 35, "Evidence": 45, "Full": 60, "Description heading": 60,
    "Text": 70, "Words": 70, "Why": 45, "Beside": 45, "Imported from": 45,
}  # fmt: skip
_OTHER_WIDTH, _HELP_WIDTH = 12, 60
# In points; Excel takes no higher row.
_HEADING_HEIGHT, _LINE_HEIGHT, _HIGHEST_ROW = 24, 15, 409
_SIDE_MARGIN = 0.4  # inches
_LAST_COLUMN = 16384


def make_workbook(rows: Rows, day: date, sheets: Sequence[Sheet] = schema.PLAIN_SHEETS) -> bytes:
    """Return a workbook of these sheets with these rows, plain values or texts with looks; it was saved on `day`."""
    book = Workbook()
    book.remove(book.worksheets[0])
    name_lists(book, sheets)
    for sheet in sheets:
        worksheet = book.create_sheet(sheet.name)
        _fill_sheet(worksheet, sheet, rows.get(sheet.name, ()))
        add_help(worksheet, sheet)
        _protect(worksheet)
        worksheet.page_margins.left = worksheet.page_margins.right = _SIDE_MARGIN
        worksheet.print_options.gridLines = True
        worksheet.oddFooter.left.text = "&A"
    for scale in (each for each in sheets if each.name in SCALES):
        place = [column.name for column in scale.columns].index("Colour")
        colours = (level[place] for level in rows.get(scale.name, ()))
        colour_levels(book, scale, sheets, (each for each in colours if isinstance(each, str)))
    book.properties.creator = "bvdocs"
    return with_fixed_times(saved(book), day)


def _fill_sheet(worksheet: Worksheet, sheet: Sheet, rows: Sequence[Sequence[object]]) -> None:
    """Write the headings and rows, each cell formatted; a cell yet to be filled in is formatted as its column."""
    worksheet.append([column.name for column in sheet.columns])
    for place, row in enumerate(rows, 2):
        for number, value in enumerate(row, 1):
            put_content(worksheet.cell(place, number), value)
    for number, column in enumerate(sheet.columns, 1):
        whole = _whole_column(worksheet, number, _OWN_WIDTHS.get(column.name, _WIDTHS.get(column.kind, _OTHER_WIDTH)))
        _format_cells(whole, column)
        format_heading(worksheet.cell(1, number), required=column.required)
        for place in range(2, len(rows) + 2):
            _format_cells(worksheet.cell(place, number), _column_of_cell(worksheet, sheet, place, column))
    beyond = len(sheet.columns) + 1
    if sheet.fields:
        _add_field_help(worksheet, sheet, beyond, len(rows))
        beyond += 1
    for place in range(2, len(rows) + 2):
        worksheet.row_dimensions[place] = _FittedRow(worksheet, place, ht=_height_of(worksheet, place, beyond - 1))
    # Excel deletes and sorts only rows without a locked cell, however far to the right.
    rest = _whole_column(worksheet, beyond, _OTHER_WIDTH)
    rest.min, rest.max = beyond, _LAST_COLUMN
    worksheet.row_dimensions[1].height = _HEADING_HEIGHT
    set_up_table(worksheet, 1, LAST_ROW, len(sheet.columns))


def _whole_column(worksheet: Worksheet, number: int, width: float) -> ColumnDimension:
    """Return a column, by its number from 1, given this width and cells that are free to be filled in."""
    whole = worksheet.column_dimensions[get_column_letter(number)]
    whole.width = width
    whole.protection = Protection(locked=False)
    return whole


def _format_cells(cells: Cell | MergedCell | ColumnDimension, column: Column) -> None:
    """Format a filled cell, or all the blank ones of a whole column, as the schema's column needs it."""
    cells.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    cells.protection = Protection(locked=False)
    cells.number_format = _FORMATS.get(column.kind, "General")


class _FittedRow(RowDimension):
    """A row whose height follows its text; openpyxl would mark any height as set by hand, for good."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - openpyxl's name
        return False


def _height_of(worksheet: Worksheet, row: int, columns: int) -> int:
    """Return about the height that a row needs: LibreOffice works it out only once the row is changed."""
    # The whole row is not asked for: openpyxl looks at every cell of the sheet to know where it ends.
    cells = [worksheet.cell(row, number) for number in range(1, columns + 1)]
    widths = [worksheet.column_dimensions[get_column_letter(number)].width for number in range(1, columns + 1)]
    return fitted_height((_as_text(cell.value), int(width) - 1) for cell, width in zip(cells, widths, strict=True))


def _as_text(value: object) -> object:
    """Return a cell's value; the words of a text with looks."""
    return str(value) if isinstance(value, CellRichText) else value


def fitted_height(cells: Iterable[tuple[object, int]]) -> int:
    """Return the height, in points, of a row of these values, each with how many letters a line of its column has."""
    lines = (
        sum(len(wrap(line, letters)) or 1 for line in value.split("\n"))
        for value, letters in cells
        if isinstance(value, str)
    )
    return min(max(lines, default=1) * _LINE_HEIGHT, _HIGHEST_ROW)


def font_like(cell: Cell | MergedCell, **differences: Any) -> Font:
    """Return the cell's own font but for the differences; a font without a name looks like no other."""
    return Font(**{"name": cell.font.name, "size": cell.font.size, **differences})


def format_heading(cell: Cell | MergedCell, *, required: bool = True) -> None:
    """Format a heading, which nobody types over while its sheet is protected; an optional column's is paler."""
    cell.font = font_like(cell, bold=True, color="FFFFFF")
    cell.fill = _REQUIRED_FILL if required else _OPTIONAL_FILL
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.protection = Protection(locked=True)


def _column_of_cell(worksheet: Worksheet, sheet: Sheet, row: int, column: Column) -> Column:
    """Return what declares the cell: its column, or, in a sheet of fields, the field that its row names."""
    if not sheet.fields or column is FIELD:
        return column
    return _field_of_row(worksheet, sheet, row) or column


def _field_of_row(worksheet: Worksheet, sheet: Sheet, row: int) -> Column | None:
    """Return the field that a row of a sheet of fields names; None if it is not one of the schema."""
    name = worksheet[f"{letter_of(sheet, FIELD.name)}{row}"].value
    return next((field for field in sheet.named_fields if field.name == name), None)


def _add_field_help(worksheet: Worksheet, sheet: Sheet, number: int, rows: int) -> None:
    """Write beside each field of a sheet what it is for; `number` is that of the column."""
    _whole_column(worksheet, number, _HELP_WIDTH)
    heading = worksheet.cell(1, number, HELP)
    format_heading(heading, required=False)
    for place in range(2, rows + 2):
        field = _field_of_row(worksheet, sheet, place)
        needed = "Must be filled in. " if field and field.required else ""
        cell = worksheet.cell(place, number, f"{needed}{field.help}" if field else None)
        _format_cells(cell, FIELD)
        cell.font = font_like(cell, italic=True, color="555555")


def _protect(worksheet: Worksheet) -> None:
    """Lock the cells that are marked as locked; all else that Excel can allow stays allowed."""
    protection = worksheet.protection
    protection.sheet = True
    # The file's words are the other way about: false is what is not forbidden.
    protection.formatCells = protection.formatColumns = protection.formatRows = False
    protection.insertColumns = protection.insertRows = protection.insertHyperlinks = False
    protection.deleteColumns = protection.deleteRows = False
    protection.sort = protection.autoFilter = protection.pivotTables = False
    protection.objects = protection.scenarios = False


def set_up_table(worksheet: Worksheet, heading: int, last_row: int, columns: int) -> None:
    """Set up a sheet that is one table: the headings stay in sight, have filters, and stand on each page, A4 across."""
    worksheet.freeze_panes = f"A{heading + 1}"
    worksheet.auto_filter.ref = f"A{heading}:{get_column_letter(columns)}{last_row}"
    worksheet.print_title_rows = f"{heading}:{heading}"
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    worksheet.oddFooter.right.text = "Page &P of &N"  # type: ignore[union-attr]
