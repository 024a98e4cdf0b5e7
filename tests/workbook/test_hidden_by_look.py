"""Words that nobody sees in Excel: they are read like any other, and told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from bvdocs.checks import mark_confidential
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.package_edits import rewrite_part
from tests.support.project import SAMPLE
from tests.support.workbooks import READING, Book

BEHIND = "in the colour of what is behind them"
BY_FORMAT = "not shown by the cell's number format"
SMALL = "too small to be seen"


def looking(
    font: Font | None = None,
    fill: PatternFill | None = None,
    number_format: str = "General",
    value: object = "The directors disagree.",
    place: str = "C2",
    sheet: str = "Narrative",
) -> Book:
    def edit(book: Workbook) -> None:
        cell = book[sheet][place]
        cell.value = value
        cell.font, cell.number_format = font or Font(), number_format
        cell.fill = fill or PatternFill()

    return Book(edit=edit)


def solid(colour: str | Color) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def in_runs(font: InlineFont) -> CellRichText:
    return CellRichText("All agree. ", TextBlock(font, "The directors do not."))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("book", "reason"),
    [
        (looking(Font(color="FFFFFFFF")), BEHIND),
        (looking(Font(color="00FFFFFF")), BEHIND),
        (looking(Font(color="F2F2F2")), BEHIND),
        (looking(Font(color=Color(theme=0))), BEHIND),
        (looking(Font(color=Color(theme=0, tint=-0.05))), BEHIND),
        (looking(Font(color=Color(indexed=9))), BEHIND),
        (looking(Font(color="FFFFCC")), BEHIND),
        (looking(Font(color="FFFF00"), solid("FFFFFF")), BEHIND),
        (looking(Font(color="E0E0E0")), BEHIND),
        (looking(Font(color="1A1A1A"), solid("000000")), BEHIND),
        (looking(Font(color="1E6F3C"), solid("1E6F3C")), BEHIND),
        (looking(Font(), solid("000000")), BEHIND),
        (looking(Font(color=Color(theme=4, tint=0.4)), solid(Color(theme=4, tint=0.4))), BEHIND),
        (looking(value=in_runs(InlineFont(color=Color("FFFFFFFF")))), BEHIND),
        (looking(number_format=";;;"), BY_FORMAT),
        (looking(number_format='0;-0;0;""'), BY_FORMAT),
        (looking(Font(size=1)), SMALL),
        (looking(value=in_runs(InlineFont(sz=1))), SMALL),
        (looking(Font(color="FFFFFFFF", size=1), number_format=";;;"), f"{BY_FORMAT}, {SMALL} and {BEHIND}"),
    ],
)  # fmt: skip
def test_a_text_that_is_not_seen_is_read_and_told(tmp_path: Path, book: Book, reason: str) -> None:
    (finding,) = book.findings(tmp_path, READING)
    assert str(finding) == f"W017 Narrative!C2: 1 cell holds words that are {reason}, C2; they are read like any other."
    assert "directors" in book.read(tmp_path).bullets[0].text.plain


@pytest.mark.slow
@pytest.mark.parametrize(
    "book",
    [
        looking(Font(color="FF000000")),
        looking(Font(color="FF808080")),
        looking(Font(color="FFFFFFFF"), solid("1E6F3C")),
        looking(Font(color="FFD9D9D9")),
        looking(Font(color="FFFFC000")),
        looking(Font(color=Color(theme=1))),
        looking(Font(color=Color(theme=0)), solid(Color(theme=4))),
        looking(Font(color=Color(indexed=64))),
        looking(Font(size=8)),
        looking(number_format="@"),
        looking(number_format=";;"),
        looking(number_format='0;-0;0;"said: "@'),
        looking(number_format='"a;b;c;d"@'),
        looking(value=None, place="D2", font=Font(color="FFFFFFFF"), number_format=";;;"),
    ],
)
def test_what_is_seen_is_not_told(tmp_path: Path, book: Book) -> None:
    assert book.found(tmp_path, READING) == []


@pytest.mark.parametrize(
    ("value", "number_format", "is_told"),
    [
        (0.4, ";;;", True),
        (0.4, "0%;;;", False),
        (0, "0%;-0%;;@", False),  # which makes a blank of a nought, as is meant
        (0, "0%;-0%;0%", False),
        (0.4, '" "', True),
        (0.4, "_)", True),
        (0.4, "[Red]0%", False),
    ],
)
def test_a_number_under_a_format_that_shows_nothing_is_told(
    tmp_path: Path, value: float, number_format: str, is_told: bool
) -> None:
    book = looking(value=value, number_format=number_format, place="K2", sheet="Actions")
    assert book.found(tmp_path, READING) == ([("W017", "Actions!K2")] if is_told else [])


def test_many_cells_are_told_together_and_those_of_exempt_rows_apart(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for row in range(2, 11):
            book["Narrative"].cell(row, 3).font = Font(color="FFFFFFFF")
        for row in (3, 5):
            book["Narrative"].row_dimensions[row].hidden = True
            book["Narrative"].cell(row, 3).comment = Comment("Why?", "An officer")

    bullets: list[list[object]] = [[1, "Strengths", f"Sentence {number}.", "L001", None, None] for number in range(9)]
    bullets[1][5] = bullets[2][5] = "yes"
    reading = read_workbook(Book(narrative=bullets, edit=edit).write(tmp_path))
    findings = list(mark_confidential(reading.findings, reading.assessment))
    told = [(str(each.where), each.message.partition(", ")[2].partition(";")[0]) for each in findings]
    assert ("Narrative!C2", "C2, C5, C6, C7, C8, C9 and others") in told
    assert ("Narrative!C3", "C3, C4") in told
    assert {str(each) for each in findings} >= {
        "W017 Narrative!A3: row 3 is hidden, and read like any other.",
        "W017 Narrative!A5: row 5 is hidden, and read like any other.",
        "N020 Narrative!C3: 1 cell has a comment, C3; comments are never printed.",
        "N020 Narrative!C5: 1 cell has a comment, C5; comments are never printed.",
    }
    assert {str(each.where) for each in findings if each.confidential} == {"Narrative!C3", "Narrative!A3"}


NARRATIVE = "xl/worksheets/sheet5.xml"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('<row r="3">', '<row r="3" ht="0" customHeight="1">', "row 3 is too low to be seen"),
        ('<row r="3">', '<row r="3" ht="2" customHeight="1">', "row 3 is too low to be seen"),
        ('defaultRowHeight="15"', 'defaultRowHeight="1"', "rows 2, 3 are too low to be seen"),
        ("<sheetData>", '<cols><col min="3" max="3" width="0" customWidth="1"/></cols><sheetData>',
         "column C ('Text') is too narrow to be seen"),
        ("<sheetData>", '<cols><col min="3" max="3" width="0" hidden="1"/></cols><sheetData>',
         "column C ('Text') is hidden"),
    ],
)  # fmt: skip
def test_a_row_or_a_column_without_room_is_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = rewrite_part(Book().write(tmp_path), NARRATIVE, old, new)
    reading = read_workbook(path)
    assert [(each.code, each.message) for each in reading.findings] == [
        ("W017", f"{message}, and read like any other.")
    ]
    assert len(reading.assessment.bullets) == 2


def ruled(look: DifferentialStyle, area: str = "A2:N40") -> Book:
    def edit(book: Workbook) -> None:
        rule = FormulaRule(formula=['$J2="Complete"'])  # type: ignore[no-untyped-call]
        rule.dxf = look
        book["Actions"].conditional_formatting.add(area, rule)

    return Book(edit=edit)


@pytest.mark.parametrize(
    ("make", "is_told"),
    [
        (lambda: ruled(DifferentialStyle(font=Font(strike=True, name=None))), True),
        (lambda: ruled(DifferentialStyle(font=Font(color="FFFFFFFF"))), True),
        (lambda: ruled(DifferentialStyle(font=Font(color="FFFFFFFF"), fill=PatternFill(bgColor="FFFFFFFF"))), True),
        (lambda: ruled(DifferentialStyle(font=Font(color="FFFFFFFF"), fill=PatternFill(bgColor="FF1E6F3C"))), False),
        (lambda: ruled(DifferentialStyle(font=Font(color="FFFF0000"))), False),
        (lambda: ruled(DifferentialStyle(font=Font(strike=True)), "P2:Q40"), False),
    ],
)
def test_a_conditional_format_that_strikes_out_or_hides_is_told_once(
    tmp_path: Path, make: Callable[[], Book], is_told: bool
) -> None:
    findings = make().findings(tmp_path, READING)
    assert [(each.code, str(each.where)) for each in findings] == ([("W025", "Actions")] if is_told else [])


HIDES, OTHERWISE = NumberFormat(170, ";;;"), NumberFormat(171, '"under way"')


@pytest.mark.parametrize(
    ("look", "found"),
    [
        (DifferentialStyle(numFmt=HIDES), ("W025", "Actions")),
        (DifferentialStyle(numFmt=HIDES, font=Font(strike=True)), ("W025", "Actions")),
        (DifferentialStyle(numFmt=OTHERWISE, font=Font(strike=True)), ("W025", "Actions")),
        (DifferentialStyle(numFmt=OTHERWISE, font=Font(color="FFFFFFFF")), ("W025", "Actions")),
        (DifferentialStyle(numFmt=OTHERWISE, font=Font(bold=True, color="FFFF0000")), ("W117", "Actions!A2")),
    ],
)
def test_a_conditional_format_that_does_both_is_told_once(
    tmp_path: Path, look: DifferentialStyle, found: tuple[str, str]
) -> None:
    assert ruled(look).found(tmp_path, READING) == [found]


X14 = 'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
XM = 'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'


def ruled_by_another_sheet(folder: Path, looks: str, areas: str = "<xm:sqref>E2:E9</xm:sqref>") -> list[str]:
    """The codes of a workbook with a conditional format as Excel writes one whose condition looks at another sheet."""
    path = Book().write(folder)
    rule = f'<x14:cfRule type="expression" priority="1"><xm:f>Report!$B$2="x"</xm:f>{looks}</x14:cfRule>'
    formats = f"<x14:conditionalFormatting {XM}>{rule}{areas}</x14:conditionalFormatting>"
    ext = f"<ext {X14}><x14:conditionalFormattings>{formats}</x14:conditionalFormattings></ext>"
    rewrite_part(path, "xl/worksheets/sheet6.xml", "</worksheet>", f"<extLst>{ext}</extLst></worksheet>")
    return [each.code for each in read_workbook(path).findings]


@pytest.mark.parametrize(
    ("looks", "codes"),
    [
        ("<x14:dxf><font><strike/></font></x14:dxf>", ["W025"]),
        ('<x14:dxf><font><color rgb="FFFFFFFF"/></font></x14:dxf>', ["W025"]),
        ('<x14:dxf><font><strike/><u val="1"/></font></x14:dxf>', ["W025"]),
        ('<x14:dxf><numFmt numFmtId="170" formatCode=";;;"/></x14:dxf>', ["W025"]),
        ('<x14:dxf><font><b/></font><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill></x14:dxf>', []),
        ('<x14:dataBar><x14:cfvo type="autoMin"/></x14:dataBar>', []),
        ("", []),
    ],
)
def test_a_newer_conditional_format_that_hides_is_told(tmp_path: Path, looks: str, codes: list[str]) -> None:
    assert ruled_by_another_sheet(tmp_path, looks) == codes


@pytest.mark.parametrize("areas", ["<xm:sqref>P2:Q40</xm:sqref>", "", "<xm:sqref/>", "<xm:sqref>nowhere</xm:sqref>"])
def test_a_newer_conditional_format_elsewhere_stops_nobody(tmp_path: Path, areas: str) -> None:
    assert ruled_by_another_sheet(tmp_path, "<x14:dxf><font><strike/></font></x14:dxf>", areas) == []


def test_nothing_of_the_sample_is_hidden_by_its_look() -> None:
    assert {each.code for each in read_workbook(SAMPLE).findings} & {"W017", "W025"} == set()
