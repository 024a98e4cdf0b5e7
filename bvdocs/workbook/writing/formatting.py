"""A workbook as an officer would like to find it: widths, headings, formats, protection, printing.

All of it follows from the schema. Only the heading cells are locked, without a password: names by
which columns are found can't be typed over by accident, and rows and columns may be put in, taken out,
sorted, filtered and given any look. (Excel copies a row's look from the one above it, so a row put in
right below the heading is locked too; put in anywhere else, or typed at the end, it is free.)
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import wrap

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension, RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core import schema
from bvdocs.core.office_files import with_fixed_times
from bvdocs.core.schema import Column, Kind, Sheet
from bvdocs.workbook.writing.dropdowns import LAST_ROW, add_help, colour_levels, letter_of, name_lists

Rows = Mapping[str, Sequence[Sequence[object]]]

# Beside the fields of the Report sheet, each a row; the reader passes over a column that it does not know.
HELP = "Help"

_REQUIRED_FILL = PatternFill("solid", fgColor="0B3C49")
_OPTIONAL_FILL = PatternFill("solid", fgColor="3D6673")
_FORMATS = {Kind.DATE: "d mmmm yyyy", Kind.PERCENT: "0%"}
_FONT = "Calibri"
# In characters, as Excel counts a column's width; the filter's button takes three of the heading's.
_WIDTHS = {Kind.RICH: 45, Kind.DATE: 19, Kind.CODES: 16, Kind.CHOICE: 22, Kind.LEVEL: 19, Kind.TEXT: 26}
_OWN_WIDTHS = {
    "Value": 70, "Code": 10, "Prefix": 11, "Characteristic": 48, "Meaning": 60, "Ref": 10, "See": 10, "Status": 14,
    "Opportunity": 30, "Update": 35, "Success measure": 35, "Evidence": 45, "Full": 60, "Description heading": 60,
    "Text": 70,
}  # fmt: skip
_OTHER_WIDTH, _HELP_WIDTH = 12, 60
# In points; Excel takes no higher row.
_HEADING_HEIGHT, _LINE_HEIGHT, _HIGHEST_ROW = 24, 15, 409
_SIDE_MARGIN = 0.4  # inches
_LAST_COLUMN = 16384


def make_workbook(rows: Rows, day: date) -> bytes:
    """The sheets of the schema with their rows, as plain values by sheet; `day` is when it says it was saved."""
    book = Workbook()
    book.remove(book.worksheets[0])
    name_lists(book)
    for sheet in schema.SHEETS:
        worksheet = book.create_sheet(sheet.name)
        _fill(worksheet, sheet, rows.get(sheet.name, ()))
        add_help(worksheet, sheet)
        _protect(worksheet)
        _set_up_printing(worksheet)
    place = [column.name for column in schema.SCALE.columns].index("Colour")
    colour_levels(book, (str(level[place]) for level in rows.get(schema.SCALE.name, ())))
    book.properties.creator = "bvdocs"
    package = io.BytesIO()
    book.save(package)
    return with_fixed_times(package.getvalue(), day)


def _fill(worksheet: Worksheet, sheet: Sheet, rows: Sequence[Sequence[object]]) -> None:
    """Headings and rows, each cell with its look; a cell yet to be filled in has its column's."""
    worksheet.append([column.name for column in sheet.columns])
    for row in rows:
        worksheet.append(list(row))
    for number, column in enumerate(sheet.columns, 1):
        whole = _whole_column(worksheet, number, _OWN_WIDTHS.get(column.name, _WIDTHS.get(column.kind, _OTHER_WIDTH)))
        _dress(whole, column)
        _dress_heading(worksheet.cell(1, number), _REQUIRED_FILL if column.required else _OPTIONAL_FILL)
        for place in range(2, len(rows) + 2):
            _dress(worksheet.cell(place, number), _meant(worksheet, sheet, place, column))
    beyond = len(sheet.columns) + 1
    if sheet is schema.REPORT:
        _add_field_help(worksheet, beyond, len(rows))
        beyond += 1
    for place in range(2, len(rows) + 2):
        worksheet.row_dimensions[place] = _FittedRow(worksheet, place, ht=_height(worksheet, place))
    # Excel deletes and sorts only rows without a locked cell, however far to the right.
    rest = _whole_column(worksheet, beyond, _OTHER_WIDTH)
    rest.min, rest.max = beyond, _LAST_COLUMN
    worksheet.row_dimensions[1].height = _HEADING_HEIGHT
    worksheet.freeze_panes = "A2"
    worksheet.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{LAST_ROW}"


def _whole_column(worksheet: Worksheet, number: int, width: float) -> ColumnDimension:
    """The column with this width, its cells free to be filled in."""
    whole = worksheet.column_dimensions[get_column_letter(number)]
    whole.width = width
    whole.protection = Protection(locked=False)
    return whole


def _dress(cells: Cell | MergedCell | ColumnDimension, column: Column) -> None:
    """The look of a filled cell, or of a whole column's blank ones."""
    cells.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    cells.protection = Protection(locked=False)
    cells.number_format = _FORMATS.get(column.kind, "General")


class _FittedRow(RowDimension):
    """A row whose height follows its text; openpyxl would mark any height as set by hand, for good."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - openpyxl's name
        return False


def _height(worksheet: Worksheet, row: int) -> int:
    """What the row's longest text takes, near enough: LibreOffice works it out only once the row is changed."""
    lines = 1
    for cell in worksheet[row]:
        width = worksheet.column_dimensions[get_column_letter(cell.column or 1)].width
        texts = cell.value.split("\n") if isinstance(cell.value, str) else ()
        lines = max(lines, sum(max(1, len(wrap(text, int(width) - 1))) for text in texts))
    return min(lines * _LINE_HEIGHT, _HIGHEST_ROW)


def _dress_heading(cell: Cell | MergedCell, fill: PatternFill) -> None:
    cell.font = Font(name=_FONT, sz=11, bold=True, color="FFFFFF")
    cell.fill = fill
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.protection = Protection(locked=True)


def _meant(worksheet: Worksheet, sheet: Sheet, row: int, column: Column) -> Column:
    """What the cell holds: in the Report sheet, what the field of its row says."""
    if sheet is not schema.REPORT or column is schema.FIELD:
        return column
    return _field(worksheet, row) or column


def _field(worksheet: Worksheet, row: int) -> Column | None:
    name = worksheet[f"{letter_of(schema.REPORT, schema.FIELD.name)}{row}"].value
    return next((field for field in schema.REPORT_FIELDS if field.name == name), None)


def _add_field_help(worksheet: Worksheet, number: int, rows: int) -> None:
    """Beside each field what it is for."""
    _whole_column(worksheet, number, _HELP_WIDTH)
    heading = worksheet.cell(1, number, HELP)
    _dress_heading(heading, _OPTIONAL_FILL)
    for place in range(2, rows + 2):
        field = _field(worksheet, place)
        needed = "Must be filled in. " if field and field.required else ""
        cell = worksheet.cell(place, number, f"{needed}{field.help}" if field else None)
        _dress(cell, schema.FIELD)
        cell.font = Font(name=_FONT, sz=11, italic=True, color="555555")


def _protect(worksheet: Worksheet) -> None:
    """Lock what is marked as locked; everything that Excel can allow beside it stays allowed."""
    protection = worksheet.protection
    protection.sheet = True
    # The file's words are the other way about: false is what is not forbidden.
    protection.formatCells = protection.formatColumns = protection.formatRows = False
    protection.insertColumns = protection.insertRows = protection.insertHyperlinks = False
    protection.deleteColumns = protection.deleteRows = False
    protection.sort = protection.autoFilter = protection.pivotTables = False
    protection.objects = protection.scenarios = False


def _set_up_printing(worksheet: Worksheet) -> None:
    """A4 across, as wide as the sheet, with the heading row and the page's number on each page."""
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    worksheet.page_margins.left = worksheet.page_margins.right = _SIDE_MARGIN
    worksheet.print_options.gridLines = True
    worksheet.print_title_rows = "1:1"
    worksheet.oddFooter.left.text = "&A"  # type: ignore[union-attr]
    worksheet.oddFooter.right.text = "Page &P of &N"  # type: ignore[union-attr]
