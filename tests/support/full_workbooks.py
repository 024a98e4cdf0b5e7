"""A workbook with all that officers put beside an assessment, and that openpyxl would lose: charts, macros, slicers."""

import io
from datetime import date
from pathlib import Path

from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from PIL import Image as Picture

from tests.support.package_edits import add_related, read_package, rewrite_part, write_package
from tests.support.workbooks import Book, Row

MAIN = "xl/workbook.xml"
# As openpyxl numbers them, in the order of the schema.
REPORT, CRITERIA, ACTIONS = (f"xl/worksheets/sheet{number}.xml" for number in (1, 4, 6))
MACROS = b"\xd0\xcf\x11\xe0 no real macros"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"
# Drop-downs and formats as Excel writes those that lean on another sheet.
EXTENSIONS = (
    f'<extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{_X14}"><x14:conditionalFormattings>'
    f'<x14:conditionalFormatting xmlns:xm="{_XM}"><x14:cfRule type="expression" priority="9" '
    'id="{00000000-0001-0000-0000-000000000001}"><xm:f>$J2=Lists!$A$1</xm:f><x14:dxf><font><b/></font></x14:dxf>'
    "</x14:cfRule><xm:sqref>A2:N500</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>"
    f'<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{_X14}"><x14:dataValidations count="1" '
    f'xmlns:xm="{_XM}"><x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>Lists!$A$1:$A$4</xm:f>'
    "</x14:formula1><xm:sqref>J2:J500</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
)
_MACRO_TYPES = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml":
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "</Types>": '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
}  # fmt: skip


def plan() -> list[Row]:
    """Five actions: two are open, one is complete, one cancelled, one complete and exempt."""
    common: Row = [date(2025, 1, 6), date(2025, 12, 31), None]
    return [
        ["L-A1", 1, "L002", None, "Fill the posts.", "Chief Executive", *common, "In progress", 0.4,
         "Two of three are filled.", None, None],
        ["L-A2", 1, "L001", None, "Write the plan.", "Chief Executive", *common, "Complete", 1,
         "Full Council took it in May.", "It is in use.", None],
        ["C-A1", 2, "C001", None, "Invite challenge.", "Head of People", *common, "Not started", None,
         "It waits for the new Head.", None, None],
        ["C-A2", 2, "C001", None, "Run a staff panel.", "Head of People", *common, "Cancelled", None, None, None, None],
        ["C-A3", 2, "C001", None, "Settle the dispute.", "Monitoring Officer", *common, "Complete", 1,
         "Settled for a sum.", None, "yes"],
    ]  # fmt: skip


def planned(**more: object) -> Book:
    """The small workbook with these actions."""
    book = Book(**more)  # type: ignore[arg-type]
    book.actions = plan()
    return book


def furnish(book: Workbook) -> None:
    """Put drop-downs, formats, a chart, a picture, a note, a table and names of cells into a workbook."""
    actions, lists = book["Actions"], book.create_sheet("Lists")
    for row, word in enumerate(("Not started", "In progress", "Complete", "Cancelled"), 1):
        lists[f"A{row}"], lists[f"B{row}"] = word, f"=COUNTIF(Actions!J$2:J$500,A{row})"
    chart = BarChart()
    chart.add_data(Reference(lists, min_col=2, min_row=1, max_row=4))
    lists.add_chart(chart, "D2")
    picture = io.BytesIO()
    Picture.new("RGB", (20, 20), "red").save(picture, "PNG")
    lists.add_image(Image(picture), "D20")
    validation = DataValidation(type="list", formula1="=Lists!$A$1:$A$4")
    validation.add("J2:J500")
    actions.add_data_validation(validation)
    fill = PatternFill("solid", bgColor="CCFFCC")
    rule = FormulaRule(formula=['$J2="Complete"'], fill=fill)  # type: ignore[no-untyped-call]
    actions.conditional_formatting.add("A2:N500", rule)
    actions["A1"].comment = Comment("One action a row.", "Somebody")
    actions["B2"].font = Font(bold=True, color="AA0000")
    actions.freeze_panes = "A2"
    book["Report"]["B5"].number_format = "dd/mm/yyyy"
    book["Themes"].add_table(Table(displayName="AllThemes", ref="A1:E3"))
    book.defined_names["Plan"] = DefinedName("Plan", attr_text="Actions!$A$2:$N$500")


def full_workbook(folder: Path, name: str = "assessment.xlsm") -> Path:
    """Write a workbook with all of it, and with macros."""
    path = planned(edit=furnish).write(folder, name)
    rewrite_part(path, ACTIONS, "</worksheet>", f"{EXTENSIONS}</worksheet>")
    add_related(path, MAIN, "vbaProject", "xl/vbaProject.bin", MACROS)
    add_related(path, CRITERIA, "printerSettings", "xl/printerSettings/printerSettings1.bin", b"\0\1\2")
    for kind, part in (("slicer", "xl/slicers/slicer1.xml"), ("threadedComment", "xl/threadedComments/t1.xml"),
                       ("pivotTable", "xl/pivotTables/pivotTable1.xml")):  # fmt: skip
        add_related(path, CRITERIA, kind, part, f"<{kind}/>".encode())
    parts = read_package(path)
    types = parts["[Content_Types].xml"].decode()
    for old, new in _MACRO_TYPES.items():
        assert old in types
        types = types.replace(old, new)
    return write_package(path, parts | {"[Content_Types].xml": types.encode()})
