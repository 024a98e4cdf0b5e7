"""Workbooks that Excel opens, and of which openpyxl would not have a part that holds no cell that is read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle

from bvdocs.core.errors import WorkbookUnreadableError
from bvdocs.core.findings import Finding
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.package_edits import add_related, read_package, rewrite_part, write_package
from tests.support.workbooks import Book

MAIN, STYLES = "xl/workbook.xml", "xl/styles.xml"
REPORT, CRITERIA, NARRATIVE = (f"xl/worksheets/sheet{number}.xml" for number in (1, 4, 5))
STRIKING = DifferentialStyle(font=Font(strike=True))
Change = Callable[[Path], object]


def dressed(book: Workbook) -> None:
    """Give a workbook what may be at fault: looks, a link, a comment, a condition, a sheet of the council's own."""
    sheet = book["Narrative"]
    sheet["C2"] = CellRichText("Priorities are ", TextBlock(InlineFont(b=True, u="single"), "clear."))
    sheet["C2"].font = Font(name="Arial", family=2, underline="single", vertAlign="superscript", color="FF112233")
    sheet["C2"].fill = PatternFill("solid", fgColor="FFFFFFFF")
    sheet["C2"].alignment = Alignment(horizontal="left", vertical="top")
    sheet["C2"].comment = Comment("See the minutes", "A. Officer")
    sheet["C3"].hyperlink = "https://www.gov.uk/guidance"
    sheet["D2"].number_format = "[>100]0.0;General"
    sheet.conditional_formatting.add("D2:D9", Rule("cellIs", operator="equal", formula=["1"], dxf=STRIKING))
    sheet.print_title_rows = "1:1"
    book.create_sheet("Our own")["A1"] = 1


def read(path: Path) -> tuple[object, list[Finding]]:
    """What is read of a workbook, and what is told of its parts."""
    reading = read_workbook(path)
    return reading.assessment, [each for each in reading.findings if each.code == "W029"]


def said_of(tmp_path: Path, change: Change) -> list[Finding]:
    """What is told of a workbook that was changed so, once it was read as it is without the change."""
    path = Book(edit=dressed).write(tmp_path)
    whole, told = read(path)
    assert not told
    change(path)
    changed, told = read(path)
    assert changed == whole
    return told


def missing(owner: str, kind: str, target: str) -> Change:
    return lambda path: add_related(path, owner, kind, target)


def replaced(part: str, old: str, new: str) -> Change:
    return lambda path: rewrite_part(path, part, old, new)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("owner", "kind", "target", "sheet"),
    [
        (REPORT, "drawing", "xl/drawings/drawing1.xml", "Report"),
        (REPORT, "comments", "xl/comments9.xml", "Report"),
        (REPORT, "printerSettings", "xl/printerSettings/printerSettings1.bin", "Report"),
        (REPORT, "table", "xl/tables/table1.xml", "Report"),
        (REPORT, "pivotTable", "xl/pivotTables/pivotTable1.xml", "Report"),
        (REPORT, "slicer", "xl/slicers/slicer1.xml", "Report"),
        (MAIN, "externalLink", "xl/externalLinks/externalLink1.xml", ""),
        (MAIN, "pivotCacheDefinition", "xl/pivotCache/pivotCacheDefinition1.xml", ""),
        (MAIN, "customXml", "customXml/item1.xml", ""),
        ("docProps/app.xml", "image", "docProps/thumbnail.wmf", ""),
    ],
)
def test_a_part_that_is_missing_is_passed_over_and_named(
    tmp_path: Path, owner: str, kind: str, target: str, sheet: str
) -> None:
    (told,) = said_of(tmp_path, missing(owner, kind, target))
    assert told.sheet == sheet
    assert target in told.message
    assert "is missing" in told.message


def test_a_picture_whose_place_says_null_is_named(tmp_path: Path) -> None:
    drawing = "xl/drawings/drawing7.xml"

    def change(path: Path) -> None:
        add_related(path, REPORT, "drawing", drawing, b"<wsDr/>")
        add_related(path, drawing, "image", "xl/drawings/NULL")

    (told,) = said_of(tmp_path, change)
    assert "xl/drawings/NULL" in told.message


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "old", "new", "told_of"),
    [
        (STYLES, '<u val="single"', '<u val="1"', "u val='1'"),
        (STYLES, '<family val="2"', '<family val="49"', "family val='49'"),
        (STYLES, 'rgb="FF112233"', 'rgb=""', "color rgb=''"),
        (STYLES, 'patternType="solid"', 'patternType="shaded"', "patternType='shaded'"),
        (STYLES, '<vertAlign val="superscript"', '<vertAlign val="above"', "vertAlign val='above'"),
        (STYLES, 'horizontal="left"', 'horizontal="start"', "horizontal='start'"),
        (STYLES, 'fontId="1"', 'fontId="77"', "fontId 77"),
        (STYLES, 'fillId="2"', 'fillId="77"', "fillId 77"),
        (STYLES, "</font></dxf>", '<scheme val="odd"/></font></dxf>', "scheme val='odd'"),
        (NARRATIVE, '<u val="single"', '<u val="1"', "u val='1'"),
        (NARRATIVE, 'operator="equal"', 'operator="like"', "operator='like'"),
        (NARRATIVE, 'dxfId="0"', 'dxfId="9"', "dxfId='9'"),
        (NARRATIVE, '<row r="1"', '<row r="1" ht="high"', "row ht='high'"),
        (NARRATIVE, "<sheetView ", '<sheetView view="special" ', "sheetView view='special'"),
        (NARRATIVE, "<hyperlink ", '<hyperlink ref="A1048577" display="x"/><hyperlink ', "hyperlink ref='A1048577'"),
        (
            NARRATIVE,
            "</sheetData>",
            '</sheetData><mergeCells><mergeCell ref="H1:A"/></mergeCells>',
            "mergeCell ref='H1:A'",
        ),
        ("xl/comments/comment1.xml", 'ref="C2"', 'ref="C0"', "comment ref='C0'"),
    ],
)
def test_what_the_format_does_not_have_is_passed_over_and_named(
    tmp_path: Path, part: str, old: str, new: str, told_of: str
) -> None:
    told = said_of(tmp_path, replaced(part, old, new))
    assert len(told) == bool(told_of)
    assert not told or (told_of in told[0].message and part in told[0].message)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (MAIN, "<sheets>", "<customWorkbookViews><customWorkbookView guid='none'/></customWorkbookViews><sheets>"),
        (MAIN, "<sheets>", '<workbookProtection lockStructure="perhaps"/><sheets>'),
        (MAIN, "</sheets>", '</sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">#REF!,'
         '</definedName><definedName localSheetId="90">1</definedName></definedNames>'),
        (MAIN, 'state="visible"', 'state="show"'),
        (MAIN, 'state="visible"', 'state="Visible"'),
        (MAIN, "</sheets>", '</sheets><pivotCaches><pivotCache cacheId="1"/></pivotCaches>'),
        (NARRATIVE, "</worksheet>", '<pageSetup orientation="sideways" paperSize="A4"/></worksheet>'),
        (NARRATIVE, "</worksheet>", '<dataValidations><dataValidation type="odd"/></dataValidations></worksheet>'),
        (NARRATIVE, "</worksheet>", '<customSheetViews><customSheetView guid="none"/></customSheetViews></worksheet>'),
        (NARRATIVE, "</worksheet>", '<autoFilter ref="nowhere"><filterColumn/></autoFilter></worksheet>'),
        (NARRATIVE, "</worksheet>", '<tableParts count="1"><tablePart/></tableParts></worksheet>'),
        ("docProps/core.xml", "<dcterms:created", "<dcterms:modified>yesterday</dcterms:modified><dcterms:created"),
        ("docProps/core.xml", "<", "&"),
        ("xl/worksheets/sheet9.xml", "<v>1</v>", "<v>one</v>"),
        ("xl/worksheets/sheet9.xml", "<sheetData>", "<sheetData"),
    ],
)  # fmt: skip
def test_what_no_cell_needs_is_not_looked_at(tmp_path: Path, part: str, old: str, new: str) -> None:
    assert said_of(tmp_path, replaced(part, old, new)) == []


@pytest.mark.parametrize("theme", [b"", b"<a", b'<a:theme xmlns:a="urn:none"/>'])
def test_a_theme_that_is_none(tmp_path: Path, theme: bytes) -> None:
    def change(path: Path) -> None:
        write_package(path, read_package(path) | {"xl/theme/theme1.xml": theme})

    assert [each.message.split()[2] for each in said_of(tmp_path, change)] == ["xl/theme/theme1.xml"] * (len(theme) < 3)


def test_a_colour_of_the_theme_that_is_none_is_like_a_theme_without_it(tmp_path: Path) -> None:
    def change(path: Path) -> None:
        parts = read_package(path)
        parts["xl/theme/theme1.xml"] = parts["xl/theme/theme1.xml"].replace(b'val="1F497D"', b'val="zzzzzz"')
        write_package(path, parts)

    assert said_of(tmp_path, change) == []


def test_a_sheet_of_the_councils_own_may_be_missing(tmp_path: Path) -> None:
    def change(path: Path) -> None:
        parts = read_package(path)
        del parts["xl/worksheets/sheet9.xml"]
        write_package(path, parts)

    (told,) = said_of(tmp_path, change)
    assert "xl/worksheets/sheet9.xml" in told.message


def test_a_part_of_comments_that_openpyxl_does_not_take_at_all_is_passed_over(tmp_path: Path) -> None:
    (told,) = said_of(tmp_path, replaced("xl/comments/comment1.xml", "<authors>", "<authors odd='1'>"))
    assert (told.sheet, "xl/comments/comment1.xml" in told.message) == ("Narrative", True)


def test_comments_that_are_no_xml_are_passed_over(tmp_path: Path) -> None:
    (told,) = said_of(tmp_path, replaced("xl/comments/comment1.xml", "</comments>", ""))
    assert (told.sheet, "no sound XML" in told.message) == ("Narrative", True)


DATA = "<sheetData>"


def refused(path: Path) -> str:
    with pytest.raises(WorkbookUnreadableError) as caught:
        read_workbook(path)
    assert "repair" not in str(caught.value)
    return caught.value.message


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('<row r="1048577"><c r="A1048577"><v>1</v></c></row>', "the cell A1048577"),
        ('<row r="9"><c r="XFE9"><v>1</v></c></row>', "the cell XFE9"),
        ('<row r="9"><c r="ZZZZZZ9"><v>1</v></c></row>', "the cell ZZZZZZ9"),
        ('<row r="1048576"/><row><c><v>1</v></c></row>', "a cell in row 1048577, column 1"),
        ('<row r="9"><c r="XFD9"/><c><v>1</v></c></row>', "a cell in row 9, column 16385"),
        ('<row r="0"><c r="A0"><v>1</v></c></row>', "the cell A0"),
        ('<row r="9"><c r="9"><v>1</v></c></row>', "a cell '9', which is no place"),
    ],
)
def test_a_cell_beyond_the_last_is_named(tmp_path: Path, cell: str, said: str) -> None:
    message = refused(rewrite_part(Book().write(tmp_path), NARRATIVE, "</sheetData>", f"{cell}</sheetData>"))
    assert f"the sheet 'Narrative' ({NARRATIVE}) holds {said}" in message


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        (CRITERIA, DATA, f'{DATA}<row r="99"><c r="A99"><v>one</v></c></row>', "holds 'one' in A99, which is no"),
        (CRITERIA, DATA, f'{DATA}<row r="99"><c r="A99"><v>0,4</v></c></row>', "holds '0,4' in A99, which is no"),
        (CRITERIA, DATA, f'{DATA}<row r="99"><c r="A99" t="s"><v>70</v></c></row>', "holds '70' in A99, which is the"
         " number of no text."),
        (CRITERIA, DATA, f'{DATA}<row r="99"><c r="A99" t="b"><v>maybe</v></c></row>', "holds 'maybe' in A99, which is"
         " neither true nor false."),
        (CRITERIA, DATA, f'{DATA}<row r="nan"/>', "holds a row 'nan', which is no number."),
        (CRITERIA, DATA, f'{DATA}<row r="inf"/>', "holds a row 'inf', which is no number."),
        (CRITERIA, DATA, f'{DATA}<row r="9.5"/>', "holds a row '9.5', which is no number."),
        (CRITERIA, "</sheetData>", "</sheetData><sheetData/>", "holds its cells twice"),
        (CRITERIA, "<sheetData>", '<sheetData><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
         'markup-compatibility/2006"><mc:Fallback/></mc:AlternateContent>', "holds cells in several versions"),
    ],
)  # fmt: skip
def test_a_part_that_holds_cells_and_is_at_fault_is_named(
    tmp_path: Path, part: str, old: str, new: str, said: str
) -> None:
    assert f"the sheet 'Criteria' ({part}) {said}" in refused(rewrite_part(Book().write(tmp_path), part, old, new))


def test_a_row_whose_number_is_written_with_a_point_is_read(tmp_path: Path) -> None:
    assert not said_of(tmp_path, lambda path: rewrite_part(path, CRITERIA, '<row r="2"', '<row r="2.0"'))


@pytest.mark.parametrize("title", ["Notes 24/25", "[Draft]", "Who?", ":"])
def test_a_sheet_of_the_councils_own_may_have_any_name(tmp_path: Path, title: str) -> None:
    assert not said_of(tmp_path, lambda path: rewrite_part(path, MAIN, 'name="Our own"', f'name="{title}"'))


def test_a_sheet_whose_part_is_not_said(tmp_path: Path) -> None:
    path = Book().write(tmp_path)
    parts = read_package(path)
    parts[MAIN] = parts[MAIN].replace(b'r:id="rId4"', b'r:id="rId400"')
    assert b"rId400" in parts[MAIN]
    assert "which part holds the sheet 'Criteria'" in refused(write_package(path, parts))


def test_nothing_that_a_library_prints_or_warns_of_is_seen(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = Book().write(tmp_path)
    styles = '<cellStyles><cellStyle name="Odd" xfId="5"/></cellStyles>'
    parts = read_package(path)
    text = parts[STYLES].decode()
    start, end = text.index("<cellStyles"), text.index("</cellStyles>") + len("</cellStyles>")
    write_package(path, parts | {STYLES: (text[:start] + styles + text[end:]).encode()})
    read_workbook(path)
    assert capfd.readouterr() == ("", "")
