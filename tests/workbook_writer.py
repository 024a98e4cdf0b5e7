"""Writes an assessment workbook as a person would like to find it.

Widths, wrapped text, frozen headings, level colours and drop-downs come from the schema; the rows
are given as plain values, by sheet.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.colours import ink_on
from bvdocs.render.word import with_fixed_times
from bvdocs.workbook import schema
from bvdocs.workbook.schema import Column, Kind, Sheet

Rows = Mapping[str, Sequence[Sequence[object]]]

_HEADING_FILL = PatternFill("solid", fgColor="0B3C49")
_LINE = Side(style="thin", color="C9D3D7")
_WIDTHS = {Kind.RICH: 70, Kind.DATE: 18, Kind.CODES: 18, Kind.CHOICE: 22, Kind.LEVEL: 16, Kind.TEXT: 26}
_OWN_WIDTHS = {
    "Value": 90, "Code": 10, "Prefix": 10, "Characteristic": 48, "Meaning": 60, "Ref": 10, "See": 10,
    "Opportunity": 40, "Update": 45, "Success measure": 45, "Owner": 34, "Full": 60, "Description heading": 80,
}  # fmt: skip
_SPARE_ROWS = 400


def write_workbook(path: Path, rows: Rows) -> None:
    """Write the sheets of the schema with their rows to `path`."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in schema.SHEETS:
        worksheet = book.create_sheet(sheet.name)
        _fill(worksheet, sheet, rows.get(sheet.name, ()))
        _add_drop_downs(worksheet, sheet)
    _colour_levels(book, rows)
    book.properties.creator = "bvdocs"
    package = io.BytesIO()
    book.save(package)
    path.write_bytes(with_fixed_times(_without_clock(package.getvalue())))


def _without_clock(package: bytes) -> bytes:
    """The workbook with one time in its properties, where openpyxl writes the clock's."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2025-09-01T00:00:00Z", content)
            target.writestr(name, content)
    return fixed.getvalue()


def _fill(worksheet: Worksheet, sheet: Sheet, rows: Sequence[Sequence[object]]) -> None:
    worksheet.append([column.name for column in sheet.columns])
    for row in rows:
        worksheet.append(list(row))
    for number, column in enumerate(sheet.columns, 1):
        width = _OWN_WIDTHS.get(column.name, _WIDTHS.get(column.kind, 12))
        worksheet.column_dimensions[get_column_letter(number)].width = width
    for cells in worksheet.iter_rows(min_row=2):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(bottom=_LINE)
            if isinstance(cell.value, date):
                cell.number_format = "d mmmm yyyy"
                cell.alignment = Alignment(horizontal="left", vertical="top")
            elif isinstance(cell.value, float):
                cell.number_format = "0%"
    for cell in worksheet[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _HEADING_FILL
        cell.alignment = Alignment(vertical="center")
    worksheet.freeze_panes = "A2"
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    worksheet.print_title_rows = "1:1"


def _add_drop_downs(worksheet: Worksheet, sheet: Sheet) -> None:
    for number, column in enumerate(sheet.columns, 1):
        source = _choices(column)
        if source:
            choice = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
            choice.error = f"Choose one of the list. {column.help}"
            letter = get_column_letter(number)
            choice.add(f"{letter}2:{letter}{_SPARE_ROWS}")
            worksheet.add_data_validation(choice)


def _choices(column: Column) -> str:
    """The list a cell's drop-down offers, as Excel writes it; empty for a free cell."""
    if column.kind is Kind.LEVEL:
        return f"={schema.SCALE.name}!$A$2:$A$20"
    if column.kind is Kind.THEME:
        return f"={schema.THEMES.name}!$A$2:$A$40"
    if column.kind is Kind.YES_NO:
        return '"yes,no"'
    return f'"{",".join(column.choices)}"' if column.choices else ""


def _colour_levels(book: Workbook, rows: Rows) -> None:
    """A level is shown in its colour wherever it is typed, and changes with it."""
    places = [(schema.SCALE, "Level")]
    places += [(schema.CRITERIA, column.name) for column in schema.CRITERIA.columns if column.kind is Kind.LEVEL]
    for sheet, name in places:
        number = [column.name for column in sheet.columns].index(name) + 1
        letter = get_column_letter(number)
        for level in rows.get(schema.SCALE.name, ()):
            level_name, colour = str(level[0]), str(level[2])
            rule = FormulaRule(  # type: ignore[no-untyped-call]
                formula=[f'{letter}2="{level_name}"'],
                fill=PatternFill("solid", bgColor=colour[1:].upper()),
                font=Font(color=ink_on(colour)[1:]),
            )
            book[sheet.name].conditional_formatting.add(f"{letter}2:{letter}{_SPARE_ROWS}", rule)
