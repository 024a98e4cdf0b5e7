"""The sheet of an annotated copy that lists all findings, each with a link to its cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core.findings import Finding, Severity
from bvdocs.core.findings_order import counted
from bvdocs.core.schema import ACCEPTED, normal

# The first three as they stand in the sheet 'Accepted findings', so that an officer can copy them there at once.
COLUMNS = {"Code": 9, "Cell": 16, "Text": 46, "Finding": 46, "What to do": 46, "Severity": 11}
_INTRODUCTION = (
    "This is a copy to read: correct your own workbook. Each finding is a comment on its cell too, and a click on the"
    " cell's name leads there.",
    f"A warning or note that may stand: copy its Code, Cell and Text into the sheet '{ACCEPTED.name}' of your own"
    " workbook, and add Reason, Who and Until.",
)
_HEADING_ROW = len(_INTRODUCTION) + 3
_HEADING_FILL = PatternFill("solid", fgColor="0B3C49")
_FILLS = {Severity.ERROR: "F9DCD8", Severity.WARNING: "FDEFC9", Severity.NOTE: "DDEEF6"}
# In points. Excel alone would find a row's height itself; it is set for other programs, and no row is higher.
_LINE_HEIGHT, _HIGHEST_ROW = 15, 409
# A column's width counts digits; letters are narrower.
_LETTERS_TO_A_DIGIT = 1.1
_LINE = Side(style="thin", color="C9D3D7")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet: a finding, and its cell if it has one."""

    finding: Finding
    cell: Cell | None


def plain(text: str) -> str:
    """A text without the characters that no cell can hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub(" ", text))


def add_findings_sheet(book: Workbook, lines: Sequence[Line]) -> None:
    """Put the sheet before all others, and open the workbook there."""
    sheet = book.create_sheet(_free_name(book), 0)
    _introduce(sheet, [line.finding for line in lines])
    for row, line in enumerate(lines, _HEADING_ROW + 1):
        _fill_in(sheet, row, line)
    _set_up(sheet, _HEADING_ROW + len(lines))
    _open_at(book, sheet)


def _free_name(book: Workbook) -> str:
    taken = {normal(name) for name in book.sheetnames}
    name, number = "Findings", 1
    while normal(name) in taken:
        name = "Findings (bvdocs)" if number == 1 else f"Findings (bvdocs {number})"
        number += 1
    return name


def _introduce(sheet: Worksheet, findings: Sequence[Finding]) -> None:
    title = _write(sheet, 1, 1, f"What bvdocs found: {counted(findings) or 'nothing'}")
    title.font = _font(title, bold=True, size=14)
    for row, text in enumerate(_INTRODUCTION, 2):
        _write(sheet, row, 1, text)
    for column, (name, width) in enumerate(COLUMNS.items(), 1):
        cell = _write(sheet, _HEADING_ROW, column, name)
        cell.font = _font(cell, bold=True, color="FFFFFF")
        cell.fill = _HEADING_FILL
        cell.alignment = Alignment(vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = width


def _fill_in(sheet: Worksheet, row: int, line: Line) -> None:
    finding = line.finding
    told = (finding.message, finding.hint, finding.severity.capitalize())
    texts = (finding.code, str(finding.where), finding.to_accept, *told)
    for column, text in enumerate(texts, 1):
        cell = _write(sheet, row, column, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = Border(left=_LINE, right=_LINE, bottom=_LINE)
    sheet.cell(row, len(texts)).fill = PatternFill("solid", fgColor=_FILLS[finding.severity])
    if line.cell is not None:
        link = sheet.cell(row, 2)
        place = f"{quote_sheetname(line.cell.parent.title)}!{line.cell.coordinate}"
        link.hyperlink = Hyperlink(ref=link.coordinate, location=place, display=str(finding.where))
        link.font = _font(link, color="0563C1", underline="single")
    lines = (_lines_of(text, width) for text, width in zip(texts, COLUMNS.values(), strict=True))
    sheet.row_dimensions[row].height = min(max(lines) * _LINE_HEIGHT, _HIGHEST_ROW)


def _lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column of this width."""
    return sum(len(wrap(line, int(width * _LETTERS_TO_A_DIGIT))) or 1 for line in text.split("\n"))


def _font(cell: Cell | MergedCell, **differences: Any) -> Font:
    """The workbook's own font but for the differences; a font without a name looks like no other."""
    return Font(**{"name": cell.font.name, "size": cell.font.size, **differences})


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A text stays one, even if it begins as a formula does or reads as an error value."""
    cell = sheet.cell(row, column, plain(text))
    if cell.data_type in "fe":
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


def _set_up(sheet: Worksheet, last_row: int) -> None:
    """On the screen the headings stay in sight; on paper they are on each page, A4 across."""
    sheet.freeze_panes = f"A{_HEADING_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEADING_ROW}:{get_column_letter(len(COLUMNS))}{last_row}"
    sheet.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.oddFooter.right.text = "Page &P of &N"  # type: ignore[union-attr]


def _open_at(book: Workbook, sheet: Worksheet) -> None:
    """Select the sheet alone: with two selected, what is typed in one would go into both."""
    for other in book.worksheets:
        for view in other.views.sheetView:
            view.tabSelected = other is sheet
    for chart in book.chartsheets:
        for view in chart.sheetViews.sheetView:
            view.tabSelected = False
    book.active = 0
    for window in book.views:
        window.firstSheet = 0
