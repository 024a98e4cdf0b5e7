"""The sheet of an annotated copy that lists all findings, each with a link to its cell."""

from collections.abc import Sequence

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core.findings import Finding, Severity
from bvdocs.core.findings_order import count_by_severity
from bvdocs.core.quoting import normal
from bvdocs.core.schema import ACCEPTED
from bvdocs.workbook.writing.formatting import fitted_height, font_like, format_heading, set_up_table

# The first three as they stand in the sheet 'Accepted findings', so that an officer can copy them there at once.
COLUMNS = {"Code": 9, "Cell": 16, "Text": 46, "Finding": 46, "What to do": 46, "Severity": 11}
_INTRODUCTION = (
    "This is a copy to read: correct your own workbook. Each finding is a comment on its cell too, and a click on the"
    " cell's name leads there.",
    f"A warning or note that may stand: copy its Code, Cell and Text into the sheet '{ACCEPTED.name}' of your own"
    " workbook, and add Reason, Who and Until.",
)
_HEADING_ROW = len(_INTRODUCTION) + 3
_FILLS = {Severity.ERROR: "F9DCD8", Severity.WARNING: "FDEFC9", Severity.NOTE: "DDEEF6"}
# A column's width counts digits; letters are narrower.
_LETTERS_TO_A_DIGIT = 1.1
_BORDER = Side(style="thin", color="C9D3D7")
# A row of the sheet: a finding, and its cell if it has one.
ListedFinding = tuple[Finding, Cell | None]


def without_illegal_characters(text: str) -> str:
    """Return a text with a space for each character that no cell can hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub(" ", text))


def add_findings_sheet(book: Workbook, listed: Sequence[ListedFinding]) -> None:
    """Put a sheet of these findings before all others, and have the workbook open there."""
    sheet = book.create_sheet(_free_name(book), 0)
    _write_head(sheet, [finding for finding, _ in listed])
    for row, (finding, about) in enumerate(listed, _HEADING_ROW + 1):
        _write_row(sheet, row, finding, about)
    set_up_table(sheet, _HEADING_ROW, _HEADING_ROW + len(listed), len(COLUMNS))
    _open_at(book, sheet)


def _free_name(book: Workbook) -> str:
    """Return a name for the sheet that no other has: 'Findings', if that is free."""
    taken = {normal(name) for name in book.sheetnames}
    name, number = "Findings", 1
    while normal(name) in taken:
        name = "Findings (bvdocs)" if number == 1 else f"Findings (bvdocs {number})"
        number += 1
    return name


def _write_head(sheet: Worksheet, findings: Sequence[Finding]) -> None:
    """Write the title, the introduction and the headings."""
    title = _write(sheet, 1, 1, f"What bvdocs found: {count_by_severity(findings) or 'nothing'}")
    title.font = font_like(title, bold=True, size=14)
    for row, text in enumerate(_INTRODUCTION, 2):
        _write(sheet, row, 1, text)
    for column, (name, width) in enumerate(COLUMNS.items(), 1):
        format_heading(_write(sheet, _HEADING_ROW, column, name))
        sheet.column_dimensions[get_column_letter(column)].width = width


def _write_row(sheet: Worksheet, row: int, finding: Finding, about: Cell | None) -> None:
    told = (finding.message, finding.hint, finding.severity.capitalize())
    texts = (finding.code, str(finding.where), finding.to_accept, *told)
    for column, text in enumerate(texts, 1):
        cell = _write(sheet, row, column, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = Border(left=_BORDER, right=_BORDER, bottom=_BORDER)
    sheet.cell(row, len(texts)).fill = PatternFill("solid", fgColor=_FILLS[finding.severity])
    if about is not None:
        link = sheet.cell(row, 2)
        place = f"{quote_sheetname(about.parent.title)}!{about.coordinate}"
        link.hyperlink = Hyperlink(ref=link.coordinate, location=place, display=str(finding.where))
        link.font = font_like(link, color="0563C1", underline="single")
    letters = (int(width * _LETTERS_TO_A_DIGIT) for width in COLUMNS.values())
    # Excel alone would find a row's height itself; it is set for other programs.
    sheet.row_dimensions[row].height = fitted_height(zip(texts, letters, strict=True))


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text that stays one, even if it begins as a formula does or reads as an error value; return its cell."""
    cell = sheet.cell(row, column, without_illegal_characters(text))
    if cell.data_type in "fe":
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


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
