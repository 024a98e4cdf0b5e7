"""How a workbook is read: its sheets, its cells, its fields, and what is said of each fault."""

import datetime as dt
from pathlib import Path
from typing import Literal

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Color, Font
from openpyxl.worksheet.hyperlink import Hyperlink

from bvdocs.core.findings import Finding
from bvdocs.core.model import CellRef, Level, Report, RichText, Run, Section, Status
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.package_edits import holding, read_package, rewrite_part, write_package
from tests.support.workbooks import CODES, MEETING, READING, Book

DAY = dt.date(2024, 11, 26)
# The parts that hold these sheets in a workbook made by `Book`.
REPORT_PART, CRITERIA_PART = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet4.xml"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOLD, ITALIC = InlineFont(b=True), InlineFont(i=True)


def places(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.where)) for finding in findings]


def report_of(tmp_path: Path, *rows: tuple[object, object]) -> Report:
    """What is read from the required fields and these rows."""
    book = Book()
    book.report += [list(row) for row in rows]
    return book.read(tmp_path).report


def only_finding(tmp_path: Path, book: Book) -> Finding:
    """The one finding of reading and checking the workbook."""
    (finding,) = book.findings(tmp_path, READING + CODES)
    return finding


# Text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("  Clear  priorities ", "Clear priorities"),
        ("one\ttwo", "one two"),
        ("one \n  two", "one\ntwo"),
        ("one\r\ntwo", "one\ntwo"),
        ("one_x000D_\ntwo", "one\ntwo"),
        ("\none\n\ntwo\n", "one\n\ntwo"),
        ("\xa0Clear\xa0", "Clear"),
        ("£5\xa0million", "£5\xa0million"),
        ("R&D <b>{{ name }}</b> {% if %} \"x\" 'y'", "R&D <b>{{ name }}</b> {% if %} \"x\" 'y'"),
        ("Tŷ'r Ŵyl, Żółć 🏛", "Tŷ'r Ŵyl, Żółć 🏛"),
        (CellRichText("Clear ", TextBlock(BOLD, " priorities")), "Clear priorities"),
    ],
)
def test_text_is_stripped_and_keeps_its_line_breaks(tmp_path: Path, typed: object, text: str) -> None:
    assert holding({"Criteria!C2": typed}).read(tmp_path).criteria[0].name == text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0, "General", "0"),
        (7, "General", "7"),
        (7.0, "General", "7"),
        (-1.5, "General", "-1.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1e20, "General", "1E+20"),
        (2024, "0", "2024"),
        (12, "000", "012"),
        (7, '"L"000', "L007"),
        (2.5, "0", "3"),
        (0.125, "0.00", "0.13"),
        (0.145, "0%", "15%"),
        (0.4, "0.0%", "40.0%"),
        (1234567, "#,##0", "1,234,567"),
        (-5, "#,##0.00", "-5.00"),
        (3, '0" days"', "3 days"),
        (1234.5, "[Red]0.0", "1234.5"),
        (True, "General", "TRUE"),
        (DAY, "dd/mm/yyyy", "26/11/2024"),
    ],
)
def test_a_number_where_text_is_expected_is_taken_as_excel_shows_it(
    tmp_path: Path, value: object, number_format: str, text: str
) -> None:
    book = holding({"Criteria!G2": value}, {"Criteria!G2": number_format})
    assert book.read(tmp_path).criteria[0].evidence == text


@pytest.mark.parametrize("number", ["1E400", "-1E400", "1" * 400])
def test_a_number_beyond_what_excel_holds_is_no_progress_and_no_theme(tmp_path: Path, number: str) -> None:
    path = rewrite_part(Book().write(tmp_path), CRITERIA_PART, "<v>2</v>", f"<v>{number}</v>")
    rewrite_part(path, "xl/worksheets/sheet6.xml", "<v>0.4</v>", f"<v>{number}</v>")
    assert places(read_workbook(path).findings) == [("E106", "Criteria!B4"), ("E108", "Actions!K2")]


@pytest.mark.parametrize("typed", [None, "", "   ", "\n", "\xa0", "_x000D_", "_x0001_", CellRichText(" ")])
def test_a_required_cell_without_text_is_blank(tmp_path: Path, typed: object) -> None:
    finding = only_finding(tmp_path, holding({"Criteria!C2": typed}))
    assert str(finding) == "E101 Criteria!C2: 'Characteristic' is blank."


def test_an_optional_blank_is_no_finding_and_no_value(tmp_path: Path) -> None:
    action = holding({"Actions!I2": "  ", "Actions!K2": " ", "Actions!N2": " "}).read(tmp_path).actions[0]
    assert (action.revised_due, action.progress, action.exempt) == (None, None, False)
    assert (action.opportunity, action.update, action.success_measure) == (RichText(), RichText(), "")


# Dates


@pytest.mark.parametrize(
    "typed",
    [
        DAY,
        dt.datetime(2024, 11, 26, 14, 30),  # noqa: DTZ001 - Excel's times have no zone
        "26 November 2024",
        " 26  NOVEMBER 2024 ",
        "26/11/2024",
        "2024-11-26",
        CellRichText(TextBlock(BOLD, "26 "), "November 2024"),
    ],
)
def test_a_date_is_a_real_one_or_text_in_one_of_three_forms(tmp_path: Path, typed: object) -> None:
    assert report_of(tmp_path, ("Assessed on", typed)).assessed_on == DAY


def test_a_date_in_figures_has_its_day_first(tmp_path: Path) -> None:
    assert report_of(tmp_path, ("Assessed on", "6/1/2025")).assessed_on == dt.date(2025, 1, 6)


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        ("11/26/2024", "11/26/2024"),
        ("31/02/2025", "31/02/2025"),
        ("26 Novembre 2024", "26 Novembre 2024"),
        ("26.11.2024", "26.11.2024"),
        ("November 2024", "November 2024"),
        ("early\n2025", "early 2025"),
        (45622, "45622"),
        (0, "0"),
        (True, "TRUE"),
        (dt.time(12, 30), "12:30:00"),
    ],
)
def test_what_is_no_date_is_quoted(tmp_path: Path, typed: object, quoted: str) -> None:
    finding = only_finding(tmp_path, holding({"Report!A6": ("Assessed on", typed)}))
    assert str(finding) == f"E105 Report!B6: '{quoted}' is not a date."


# Yes or no, progress, whole numbers, words to choose from


@pytest.mark.parametrize(
    ("typed", "exempt"),
    [
        ("yes", True),
        ("Y", True),
        (" TRUE ", True),
        (True, True),
        ("no", False),
        ("N", False),
        ("False", False),
        (False, False),
        (None, False),
    ],
)
def test_yes_or_no_may_be_written_in_several_ways(tmp_path: Path, typed: object, exempt: bool) -> None:
    reading = read_workbook(holding({"Narrative!F2": typed}).write(tmp_path))
    assert (reading.assessment.bullets[0].exempt, reading.findings) == (exempt, ())


@pytest.mark.parametrize("typed", ["maybe", "yes, in part", 1, 0, "x"])
def test_what_is_neither_yes_nor_no_is_a_finding(tmp_path: Path, typed: object) -> None:
    assert holding({"Narrative!F2": typed}).found(tmp_path, READING + CODES) == [("E107", "Narrative!F2")]


@pytest.mark.parametrize(
    ("typed", "number_format", "percent"),
    [
        (0, "General", 0),
        (0.4, "General", 40),
        (0.4, "0%", 40),
        (0.29, "General", 29),
        (1, "General", 100),
        (1.5, "General", 1.5),
        (40, "General", 40),
        (100, "General", 100),
        ("40%", "General", 40),
        (" 40 % ", "General", 40),
        ("12.5%", "General", 12.5),
        ("0.4", "General", 40),
        ("1", "General", 100),
        ("1 %", "General", 1),
        ("0%", "General", 0),
        (CellRichText(TextBlock(BOLD, "40"), "%"), "General", 40),
    ],
)
def test_progress_is_a_fraction_or_a_percentage(
    tmp_path: Path, typed: object, number_format: str, percent: float
) -> None:
    book = holding({"Actions!K2": typed}, {"Actions!K2": number_format})
    reading = read_workbook(book.write(tmp_path))
    assert (reading.assessment.actions[0].progress, reading.findings) == (percent, ())


@pytest.mark.parametrize(
    ("typed", "number_format"),
    [(-0.1, "General"), (101, "General"), (1.5, "0%"), ("140%", "General"), ("half", "General"), (True, "General")],
)
def test_progress_outside_0_to_100_percent_is_a_finding(tmp_path: Path, typed: object, number_format: str) -> None:
    book = holding({"Actions!K2": typed}, {"Actions!K2": number_format})
    assert book.found(tmp_path, READING + CODES) == [("E108", "Actions!K2")]


@pytest.mark.parametrize(("typed", "columns"), [(1, 1), (12, 12), (8.0, 8), (" 8 ", 8), (CellRichText("8"), 8)])
def test_a_whole_number_is_a_number_or_digits(tmp_path: Path, typed: object, columns: int) -> None:
    assert report_of(tmp_path, ("Heatmap columns", typed)).heatmap_columns == columns


@pytest.mark.parametrize("typed", [0, 13, -1, 1.5, "six", "1.0", True, DAY])
def test_what_is_no_whole_number_in_range_is_a_finding(tmp_path: Path, typed: object) -> None:
    finding = only_finding(tmp_path, holding({"Report!A6": ("Heatmap columns", typed)}))
    assert (finding.code, str(finding.where)) == ("E106", "Report!B6")
    assert "from 1 to 12" in finding.message


def test_a_theme_may_be_typed_as_text_some_of_it_bold(tmp_path: Path) -> None:
    book = holding({"Criteria!B2": "1", "Criteria!B3": CellRichText(TextBlock(BOLD, "1"), " ")})
    assert [each.theme for each in book.read(tmp_path).criteria] == [1, 1, 2]
    assert book.found(tmp_path, READING + CODES) == []


def test_a_theme_that_the_themes_sheet_lacks_is_a_finding(tmp_path: Path) -> None:
    finding = only_finding(tmp_path, holding({"Narrative!A2": 7}))
    assert str(finding) == "E114 Narrative!A2: there is no theme 7."
    assert "1, 2" in finding.hint


def test_an_unreadable_theme_number_is_reported_once_and_not_for_each_row_of_the_theme(tmp_path: Path) -> None:
    assert holding({"Themes!A3": "two"}).found(tmp_path, READING + CODES) == [("E106", "Themes!A3")]


@pytest.mark.parametrize("sheet", ["Narrative", "Actions"])
def test_a_narrative_or_an_action_plan_without_rows_is_a_warning(sheet: str, tmp_path: Path) -> None:
    def empty(book: Workbook) -> None:
        book[sheet].delete_rows(2, 5)

    assert Book(edit=empty).found(tmp_path, READING + CODES) == [("W019", f"{sheet}!A2")]


@pytest.mark.parametrize("sheet", ["Criteria", "Narrative", "Actions"])
def test_a_missing_sheet_is_one_finding(sheet: str, tmp_path: Path) -> None:
    assert Book(edit=lambda book: book.remove(book[sheet])).found(tmp_path, READING + CODES) == [("E010", sheet)]


@pytest.mark.parametrize(
    ("typed", "section"), [("strengths", Section.STRENGTHS), (" AREAS for  improvement ", Section.AREAS)]
)
def test_a_choice_is_read_without_regard_to_case_and_space(tmp_path: Path, typed: str, section: Section) -> None:
    assert holding({"Narrative!B2": typed}).read(tmp_path).bullets[0].section is section


@pytest.mark.parametrize("status", Status)
def test_every_status_is_read(tmp_path: Path, status: Status) -> None:
    assert holding({"Actions!J2": status.value}).read(tmp_path).actions[0].status is status


def test_a_word_that_is_no_choice_names_the_nearest(tmp_path: Path) -> None:
    finding = only_finding(tmp_path, holding({"Actions!J2": "In progres"}))
    assert str(finding) == "E110 Actions!J2: 'In progres' is not a status; did you mean 'In progress'?"
    assert finding.hint == "Type one of: Not started, In progress, Complete, Cancelled."


# Ratings, colours, marks, codes


@pytest.mark.parametrize("typed", ["Amber", " amber ", "A", "a"])
def test_a_rating_is_a_level_by_its_name_or_its_mark(tmp_path: Path, typed: str) -> None:
    criterion = holding({"Criteria!D2": (typed, typed)}).read(tmp_path).criteria[0]
    levels = [
        each and (each.name, each.mark, each.colour, each.meaning) for each in (criterion.rating, criterion.previous)
    ]
    assert levels == [("Amber", "A", "#f28c28", "Partly in place")] * 2


def test_a_blank_rating_is_not_assessed(tmp_path: Path) -> None:
    reading = read_workbook(holding({"Criteria!D2": None}).write(tmp_path))
    assert (reading.assessment.criteria[0].rating, reading.findings) == (None, ())


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Ambre", "'Ambre' is not a level of the scale; did you mean 'Amber'?"),
        ("Blue", "'Blue' is not a level of the scale."),
    ],
)
def test_a_rating_that_is_no_level_names_the_nearest(tmp_path: Path, typed: str, says: str) -> None:
    finding = only_finding(tmp_path, holding({"Criteria!E2": typed}))
    assert str(finding) == f"E104 Criteria!E2: {says}"
    assert "Green, Amber, Red" in finding.hint


def test_the_scale_keeps_its_order_and_writes_colours_small(tmp_path: Path) -> None:
    scale = holding({"Scale!C2": " #1C6B3B "}).read(tmp_path).scale
    assert [(level.name, level.colour) for level in scale] == [
        ("Green", "#1c6b3b"),
        ("Amber", "#f28c28"),
        ("Red", "#b42318"),
    ]


@pytest.mark.parametrize("typed", ["1c6b3b", "#1c6", "green", "#1c6b3g", 123456])
def test_what_is_no_colour_is_a_finding(tmp_path: Path, typed: object) -> None:
    assert holding({"Scale!C2": typed}).found(tmp_path, READING + CODES) == [("E109", "Scale!C2")]


@pytest.mark.parametrize(("mark", "found"), [("LGA", []), ("1", []), ("LONG", [("E111", "Scale!B2")])])
def test_a_mark_has_at_most_three_characters(tmp_path: Path, mark: str, found: list[tuple[str, str]]) -> None:
    assert holding({"Scale!B2": mark}).found(tmp_path, READING + CODES) == found


@pytest.mark.parametrize("typed", ["L001, L002", "L001,L002,", " L001 ,\nL002", "L001\nL002", "L001, L002, L001"])
def test_codes_stand_between_commas_or_on_lines_each_once(tmp_path: Path, typed: str) -> None:
    assert holding({"Actions!C2": typed}).read(tmp_path).actions[0].criteria == ("L001", "L002")


def test_a_code_pasted_with_a_hard_space_is_the_same_code(tmp_path: Path) -> None:
    assert holding({"Criteria!A2": "L001\xa0"}).found(tmp_path, READING + CODES) == []


# Rich text


def rich(tmp_path: Path, typed: object) -> tuple[Run, ...]:
    return holding({"Narrative!C2": typed}).read(tmp_path).bullets[0].text.runs


def test_bold_and_italic_are_kept_run_by_run(tmp_path: Path) -> None:
    both = InlineFont(b=True, i=True)
    typed = CellRichText(
        "Plain, ", TextBlock(BOLD, "bold"), ", ", TextBlock(ITALIC, "italic"), TextBlock(both, " both")
    )
    assert rich(tmp_path, typed) == (
        Run("Plain, "),
        Run("bold", bold=True),
        Run(", "),
        Run("italic", italic=True),
        Run(" both", bold=True, italic=True),
    )


def test_space_is_tidied_across_runs_and_neighbours_that_look_alike_are_joined(tmp_path: Path) -> None:
    typed = CellRichText(
        TextBlock(BOLD, "  One "),
        TextBlock(InlineFont(b=True, color=Color("FFFF0000")), " two"),
        TextBlock(ITALIC, "\n"),
        " three ",
    )
    assert rich(tmp_path, typed) == (Run("One two", bold=True), Run("\n", italic=True), Run("three"))


def with_cell(font: Font | None = None, link: Hyperlink | None = None, value: object = "See here.") -> Book:
    """A workbook whose first bullet has this look and this link as a whole."""

    def edit(book: Workbook) -> None:
        cell = book["Narrative"]["C2"]
        cell.value = value
        cell.font = font or Font()
        if link:
            cell.hyperlink = link

    return Book(edit=edit)


def web(target: str | None, location: str | None = None) -> Hyperlink:
    return Hyperlink(ref="C2", target=target, location=location)


def test_the_look_of_a_whole_cell_is_that_of_its_text(tmp_path: Path) -> None:
    bullet = with_cell(Font(bold=True, italic=True)).read(tmp_path).bullets[0]
    assert bullet.text == RichText((Run("See here.", bold=True, italic=True),))


def test_a_run_without_a_look_of_its_own_has_the_cells(tmp_path: Path) -> None:
    value = CellRichText("Bold, ", TextBlock(ITALIC, "italic"))
    bullet = with_cell(Font(bold=True), value=value).read(tmp_path).bullets[0]
    assert bullet.text == RichText((Run("Bold, ", bold=True), Run("italic", italic=True)))


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (web("https://example.org/a?b=1&c=2"), "https://example.org/a?b=1&c=2"),
        (web("http://example.org/"), "http://example.org/"),
        (web("mailto:clerk@example.org"), "mailto:clerk@example.org"),
        (web("https://example.org/plan", "page=6"), "https://example.org/plan#page=6"),
        (web(None, "Criteria!A1"), ""),
    ],
)
def test_a_link_is_kept_whole(tmp_path: Path, link: Hyperlink, address: str) -> None:
    reading = read_workbook(with_cell(link=link).write(tmp_path))
    assert reading.assessment.bullets[0].text == RichText((Run("See here.", link=address),))
    assert reading.findings == ()


@pytest.mark.parametrize("target", ["file:///C:/plan.docx", "plan.docx", "javascript:alert(1)"])
def test_a_link_that_a_reader_cannot_follow_is_left_out_and_named(tmp_path: Path, target: str) -> None:
    book = with_cell(link=web(target), value=CellRichText("See ", TextBlock(BOLD, "here")))
    finding = only_finding(tmp_path, book)
    assert (finding.code, str(finding.where)) == ("W115", "Narrative!C2")
    assert target in finding.message
    assert book.read(tmp_path).bullets[0].text == RichText((Run("See "), Run("here", bold=True)))


def test_shared_strings_are_read_like_texts_in_their_cells(tmp_path: Path) -> None:
    parts = read_package(Book().write(tmp_path))
    narrative = "xl/worksheets/sheet5.xml"
    own = b'<c r="C2" t="inlineStr"><is><t>Priorities are clear.</t></is></c>'
    assert own in parts[narrative]
    parts[narrative] = parts[narrative].replace(own, b'<c r="C2" t="s"><v>0</v></c>')
    parts["xl/sharedStrings.xml"] = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1"><si>'
        b'<r><t xml:space="preserve">Priorities </t></r><r><rPr><b/></rPr><t>are_x000D_\nclear.</t></r></si></sst>'
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{MAIN_TYPE}.sharedStrings+xml"/></Types>'.encode(),
    )
    bullet = read_workbook(write_package(tmp_path / "shared.xlsx", parts)).assessment.bullets[0]
    assert bullet.text == RichText((Run("Priorities "), Run("are\nclear.", bold=True)))


# Formulas and error values


def formula(tmp_path: Path, cached: str, kind: str = "") -> Path:
    """A workbook whose `Criteria!G2` is a formula with this in place of its value."""
    path = holding({"Criteria!G2": "=1+1"}).write(tmp_path)
    return rewrite_part(
        path, CRITERIA_PART, '<c r="G2"><f>1+1</f><v></v></c>', f'<c r="G2"{kind}><f>1+1</f>{cached}</c>'
    )


@pytest.mark.parametrize(
    ("cached", "kind", "text"),
    [
        ("<v>2</v>", "", "2"),
        ("<v>0</v>", "", "0"),
        ("<v>two</v>", ' t="str"', "two"),
        ("<v></v>", ' t="str"', ""),
        ("<v/>", ' t="str"', ""),
        ("<v>1</v>", ' t="b"', "TRUE"),
    ],
)
def test_a_formula_gives_its_cached_value(tmp_path: Path, cached: str, kind: str, text: str) -> None:
    reading = read_workbook(formula(tmp_path, cached, kind))
    assert (reading.assessment.criteria[0].evidence, reading.findings) == (text, ())


@pytest.mark.parametrize("cached", ["", "<v></v>", "<v/>"])
def test_a_formula_that_was_never_computed_is_a_finding_and_no_blank(tmp_path: Path, cached: str) -> None:
    (finding,) = read_workbook(formula(tmp_path, cached)).findings
    assert (finding.code, str(finding.where)) == ("E102", "Criteria!G2")
    assert finding.hint == "Open the workbook in Excel and save it."


def test_a_formula_that_was_never_computed_is_found_in_a_part_of_any_name(tmp_path: Path) -> None:
    parts = read_package(holding({"Criteria!G2": "=1+1"}).write(tmp_path))
    parts = {name.replace("worksheets/sheet4", "pages/four"): content for name, content in parts.items()}
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        parts[name] = parts[name].replace(b"worksheets/sheet4", b"pages/four")
    path = write_package(tmp_path / "moved.xlsx", parts)
    assert places(read_workbook(path).findings) == [("E102", "Criteria!G2")]


def test_a_formula_of_the_councils_own_column_is_left_alone(tmp_path: Path) -> None:
    assert holding({"Criteria!I1": ("Budget code",), "Criteria!I2": "=1+1"}).found(tmp_path, READING + CODES) == []


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#NAME?", "#DIV/0!"])
def test_an_error_value_is_quoted(tmp_path: Path, error: str) -> None:
    finding = only_finding(tmp_path, holding({"Criteria!G2": error}))
    assert str(finding) == f"E103 Criteria!G2: the cell holds the error value {error}."


def test_the_error_value_of_a_formula_is_a_finding(tmp_path: Path) -> None:
    path = formula(tmp_path, "<v>#REF!</v>", ' t="e"')
    assert places(read_workbook(path).findings) == [("E103", "Criteria!G2")]


# Merged and hidden cells


def merging(area: str) -> Book:
    return Book(edit=lambda book: book["Criteria"].merge_cells(area))


def test_the_top_left_of_merged_cells_stands_for_all_of_them(tmp_path: Path) -> None:
    book = merging("D2:D4")
    finding = only_finding(tmp_path, book)
    assert str(finding) == "W016 Criteria!D2: the cells D2:D4 are merged; 'Green' is taken for all of them."
    assert [each.rating and each.rating.name for each in book.read(tmp_path).criteria] == ["Green"] * 3


def test_a_fault_in_merged_cells_is_reported_wherever_it_is_read(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Criteria"]["D3"] = "Blue"
        book["Criteria"].merge_cells("D3:D4")

    found = Book(edit=edit).found(tmp_path, READING + CODES)
    assert found == [("W016", "Criteria!D3"), ("E104", "Criteria!D3"), ("E104", "Criteria!D4")]


def test_merged_cells_that_are_not_read_are_left_alone(tmp_path: Path) -> None:
    assert merging("J2:K9").found(tmp_path, READING + CODES) == []


def test_a_merged_title_above_the_heading_is_left_alone(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Criteria"].insert_rows(1)
        book["Criteria"]["A1"] = "Our characteristics"
        book["Criteria"].merge_cells("A1:H1")

    assert Book(edit=edit).found(tmp_path, READING + CODES) == []


def hiding(book: Workbook, rows: tuple[int, ...] = (), columns: tuple[str, ...] = ()) -> None:
    for row in rows:
        book["Criteria"].row_dimensions[row].hidden = True
    for column in columns:
        book["Criteria"].column_dimensions[column].hidden = True


def test_hidden_rows_are_read_and_named_together(tmp_path: Path) -> None:
    book = Book(edit=lambda workbook: hiding(workbook, rows=(2, 4)))
    finding = only_finding(tmp_path, book)
    assert str(finding) == "W017 Criteria!A2: rows 2, 4 are hidden, and read like any other."
    assert [each.code for each in book.read(tmp_path).criteria] == ["L001", "L002", "C001"]


def test_a_hidden_column_is_read_and_named(tmp_path: Path) -> None:
    book = Book(edit=lambda workbook: hiding(workbook, columns=("D",)))
    finding = only_finding(tmp_path, book)
    assert str(finding) == "W017 Criteria!D1: column D ('Rating') is hidden, and read like any other."
    assert all(each.rating for each in book.read(tmp_path).criteria)


def test_each_column_of_a_hidden_group_is_named(tmp_path: Path) -> None:
    book = Book(edit=lambda workbook: workbook["Criteria"].column_dimensions.group("E", "G", hidden=True))
    assert book.found(tmp_path, READING + CODES) == [("W017", f"Criteria!{letter}1") for letter in "EFG"]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_and_named(tmp_path: Path, state: Literal["hidden", "veryHidden"]) -> None:
    def edit(book: Workbook) -> None:
        book["Actions"].sheet_state = state

    assert Book(edit=edit).found(tmp_path, READING + CODES) == [("W017", "Actions")]
    assert len(Book(edit=edit).read(tmp_path).actions) == 2


def test_what_is_hidden_but_not_read_is_left_alone(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Criteria"].insert_rows(1)
        hiding(book, rows=(1,), columns=("J",))
        book.create_sheet("Workings").sheet_state = "hidden"

    assert Book(edit=edit).found(tmp_path, READING + CODES) == []


def test_comments_are_said_to_be_never_printed(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for cell in ("D4", "C2"):
            book["Criteria"][cell].comment = Comment("Ask the auditor.", "An officer")
        book.create_sheet("Workings")["A1"].comment = Comment("Not read.", "An officer")

    (finding,) = Book(edit=edit).findings(tmp_path)
    assert str(finding) == "N020 Criteria!C2: 2 cells have comments, C2, D4; comments are never printed."


# Sheets, headings and rows


def test_sheets_are_found_in_any_order_without_regard_to_case_and_space(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for sheet in book.worksheets:
            sheet.title = f" {sheet.title.upper()} "
            book.move_sheet(sheet, -book.index(sheet))

    assert Book(edit=edit).found(tmp_path, READING + CODES) == []
    assert Book(edit=edit).read(tmp_path) == Book().read(tmp_path)


def test_columns_are_found_in_any_order_without_regard_to_case_and_space(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        rows = [[cell.value for cell in row] for row in book["Criteria"]["A1:H4"]]
        book["Criteria"].delete_rows(1, 4)
        for number, row in enumerate(rows):
            book["Criteria"].append([f" {value.upper()}\n" if number == 0 else value for value in reversed(row)])

    assert Book(edit=edit).found(tmp_path, READING + CODES) == []
    criterion = Book(edit=edit).read(tmp_path).criteria[1]
    assert (criterion.code, criterion.theme, criterion.name) == ("L002", 1, "Stable posts")
    assert criterion.source.at("Code") == CellRef("Criteria", "H3")


def test_rows_above_the_heading_are_passed_over(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for sheet in book.worksheets:
            sheet.insert_rows(1, 3)
            sheet["A1"] = "Code"
            sheet["A2"] = "A note on how to fill this in"

    assert Book(edit=edit).found(tmp_path, READING + CODES) == []
    criterion = Book(edit=edit).read(tmp_path).criteria[0]
    assert criterion.code == "L001"
    assert criterion.source.at("Rating") == CellRef("Criteria", "D5")


def test_blank_rows_are_passed_over(tmp_path: Path) -> None:
    book = holding({"Criteria!A3": (" ",) + (None,) * 7, "Criteria!A9": ("L009", 1, "Far below"), "Actions!C2": None})
    assert [each.source.row for each in book.read(tmp_path).criteria] == [2, 4, 9]
    assert book.found(tmp_path, READING + CODES) == []


def test_further_sheets_and_columns_are_left_alone(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book.create_sheet("Budget").append(["Code", "#REF!", "=1+1"])
        book["Criteria"]["I1"] = "Link officer"
        book["Criteria"]["I2"] = "#REF!"
        book["Criteria"]["I9"] = "a remark below the table"

    assert Book(edit=edit).found(tmp_path, READING + CODES) == []
    assert Book(edit=edit).read(tmp_path) == Book().read(tmp_path)


def test_the_abbreviations_may_be_left_out_or_given(tmp_path: Path) -> None:
    without = Book(edit=lambda book: book.remove(book["Abbreviations"]))
    assert without.found(tmp_path, READING + CODES) == []
    assert without.read(tmp_path).abbreviations == ()
    given = Book(abbreviations=[["CEX", "Chief Executive"]]).read(tmp_path).abbreviations
    assert [(each.short, each.full, each.source.row) for each in given] == [("CEX", "Chief Executive", 2)]


@pytest.mark.parametrize("name", ["Report", "Scale", "Themes", "Criteria", "Narrative", "Actions"])
def test_a_required_sheet_that_is_missing_is_named(tmp_path: Path, name: str) -> None:
    findings = Book(edit=lambda book: book.remove(book[name])).findings(tmp_path, READING + CODES)
    assert str(findings[0]) == f"E010 {name}: the workbook has no sheet '{name}'."


@pytest.mark.parametrize(("name", "code"), [("Criteria", "E010"), ("Abbreviations", "W015")])
def test_a_sheet_whose_name_is_nearly_right_is_pointed_out(tmp_path: Path, name: str, code: str) -> None:
    def edit(book: Workbook) -> None:
        book[name].title = name[:-1]

    finding = Book(edit=edit).findings(tmp_path, READING + CODES)[0]
    assert str(finding) == f"{code} {name}: the workbook has no sheet '{name}'; did you mean '{name[:-1]}'?"


def test_two_sheets_of_one_name_are_a_finding(tmp_path: Path) -> None:
    finding = only_finding(tmp_path, Book(edit=lambda book: book.create_sheet(" actions ")))
    assert str(finding) == "E011  actions : there are two sheets 'Actions'."


@pytest.mark.parametrize("styled", [False, True])
def test_a_required_column_that_is_missing_is_named_with_its_near_miss(tmp_path: Path, styled: bool) -> None:
    heading = CellRichText(TextBlock(BOLD, "Charactristic")) if styled else "Charactristic"
    finding = holding({"Criteria!C1": heading}).findings(tmp_path, READING + CODES)[0]
    assert str(finding) == "E012 Criteria!A1: there is no column 'Characteristic'; did you mean 'Charactristic'?"


def test_each_missing_column_is_named(tmp_path: Path) -> None:
    messages = [
        each.message
        for each in holding({"Scale!B1": ("x", "y")}).findings(tmp_path, READING + CODES)
        if each.code == "E012"
    ]
    assert messages == ["there is no column 'Mark'.", "there is no column 'Colour'."]


def test_an_empty_sheet_is_said_to_be_empty(tmp_path: Path) -> None:
    finding = Book(edit=lambda book: book["Narrative"].delete_rows(1, 9)).findings(tmp_path, READING + CODES)[0]
    assert str(finding) == "E012 Narrative!A1: the sheet is empty."
    assert "Theme, Section, Text" in finding.hint


@pytest.mark.parametrize("name", ["Report", "Scale", "Themes", "Criteria"])
def test_a_sheet_with_nothing_below_its_heading_is_a_finding(tmp_path: Path, name: str) -> None:
    book = Book(edit=lambda workbook: workbook[name].delete_rows(2, 9))
    assert ("E014", f"{name}!A2") in book.found(tmp_path, READING + CODES)


def test_a_column_given_twice_is_a_finding(tmp_path: Path) -> None:
    assert holding({"Criteria!I1": " RATING "}).found(tmp_path, READING + CODES) == [("E013", "Criteria!I1")]


def test_a_column_whose_name_is_nearly_right_is_pointed_out(tmp_path: Path) -> None:
    finding = only_finding(tmp_path, holding({"Actions!L1": "Updates"}))
    assert str(finding) == "W015 Actions!L1: the column 'Updates' is not read; did you mean 'Update'?"


@pytest.mark.parametrize(
    "name", ["Exempt?", "Exemt", "Is it exempt", "EXEMPT (Sch 12A)", "Confidential", "Not for  publication", "Part II"]
)
def test_a_column_that_seems_to_say_exempt_stops_the_build(tmp_path: Path, name: str) -> None:
    assert holding({"Narrative!F1": name}).found(tmp_path, READING + CODES) == [("E018", "Narrative!F1")]


def test_a_second_column_that_speaks_of_exemption_is_the_councils_own(tmp_path: Path) -> None:
    assert holding({"Narrative!G1": "Exempt reason"}).found(tmp_path, READING + CODES) == []


# The fields of the report


def test_every_field_of_the_report_is_read(tmp_path: Path) -> None:
    report = report_of(
        tmp_path,
        ("Assessed on", "1 September 2025"),
        ("Author", "Head of Governance"),
        ("Department", "Law"),
        ("Contact", "clerk@example.org"),
        ("Note", "Ratings are illustrative."),
        ("Heatmap columns", 4),
        ("Note", "A second note."),
        ("Common abbreviations", "AGS, LGA"),
    )
    assert report == Report(
        authority="Testing District Council",
        title="Best Value Duty self-assessment",
        committee="Audit Committee",
        meeting_date=MEETING,
        assessed_on=dt.date(2025, 9, 1),
        author="Head of Governance",
        department="Law",
        contact="clerk@example.org",
        notes=("Ratings are illustrative.", "A second note."),
        heatmap_columns=4,
        common_abbreviations=("AGS", "LGA"),
        cells={
            "Authority": (CellRef("Report", "B2"),),
            "Title": (CellRef("Report", "B3"),),
            "Committee": (CellRef("Report", "B4"),),
            "Meeting date": (CellRef("Report", "B5"),),
            "Assessed on": (CellRef("Report", "B6"),),
            "Author": (CellRef("Report", "B7"),),
            "Department": (CellRef("Report", "B8"),),
            "Contact": (CellRef("Report", "B9"),),
            "Note": (CellRef("Report", "B10"), CellRef("Report", "B12")),
            "Heatmap columns": (CellRef("Report", "B11"),),
            "Common abbreviations": (CellRef("Report", "B13"),),
        },
    )


def test_a_field_that_is_left_out_has_its_default(tmp_path: Path) -> None:
    report = report_of(tmp_path)
    assert (report.assessed_on, report.author, report.department, report.contact) == (None, "", "", "")
    assert (report.notes, report.heatmap_columns) == ((), 6)


def test_fields_are_found_without_regard_to_case_and_space(tmp_path: Path) -> None:
    book = holding({"Report!A5": " MEETING\n date"})
    assert book.read(tmp_path).report.meeting_date == MEETING
    assert book.found(tmp_path, READING + CODES) == []


@pytest.mark.parametrize("field", ["Authority", "Title", "Committee", "Meeting date"])
def test_a_required_field_that_is_missing_or_blank_is_named(tmp_path: Path, field: str) -> None:
    rows = Book().report
    number = [row[0] for row in rows].index(field)
    missing = only_finding(tmp_path, Book(report=rows[:number] + rows[number + 1 :]))
    assert str(missing) == f"E113 Report: the field '{field}' is missing."
    blank = only_finding(tmp_path, holding({f"Report!B{number + 2}": None}))
    assert str(blank) == f"E101 Report!B{number + 2}: '{field}' is blank."


def test_a_field_that_takes_one_value_may_not_be_given_twice(tmp_path: Path) -> None:
    book = holding({"Report!A6": ("TITLE", "Another")})
    assert book.found(tmp_path, READING + CODES) == [("E112", "Report!A6")]
    assert book.read(tmp_path).report.title == "Best Value Duty self-assessment"


def test_a_field_whose_name_is_nearly_right_is_pointed_out(tmp_path: Path) -> None:
    findings = holding({"Report!A4": "Comittee"}).findings(tmp_path, READING + CODES)
    assert [str(each) for each in findings] == [
        "W015 Report!A4: the field 'Comittee' is not read; did you mean 'Committee'?",
        "E113 Report: the field 'Committee' is missing.",
    ]


def test_a_field_of_the_councils_own_is_left_alone(tmp_path: Path) -> None:
    assert (
        holding({"Report!A6": ("Cabinet member", "#REF!"), "Report!A7": ("Cost centre", None)}).found(
            tmp_path, READING + CODES
        )
        == []
    )


@pytest.mark.parametrize(("field", "code"), [(None, "E101"), ("=1+1", "E102"), ("#REF!", "E103")])
def test_a_value_whose_field_cannot_be_read_is_a_finding(tmp_path: Path, field: object, code: str) -> None:
    assert holding({"Report!A6": (field, "A note nobody would see")}).found(tmp_path, READING + CODES) == [
        (code, "Report!A6")
    ]


# The whole


def test_a_whole_row_is_read_with_the_cells_it_came_from(tmp_path: Path) -> None:
    row = (
        "L-A9", 1, "L001, L002", "An opportunity", "Do it.", "Chief Executive", DAY, "1/2/2025", "1 March 2025",
        "complete", 1, "Done.", "It works", "no",
    )  # fmt: skip
    action = holding({"Actions!A2": row}).read(tmp_path).actions[0]
    assert (action.ref, action.theme, action.criteria) == ("L-A9", 1, ("L001", "L002"))
    assert (action.opportunity.plain, action.text.plain, action.update.plain) == ("An opportunity", "Do it.", "Done.")
    assert (action.owner, action.success_measure) == ("Chief Executive", "It works")
    assert (action.start, action.due, action.revised_due) == (DAY, dt.date(2025, 2, 1), dt.date(2025, 3, 1))
    assert (action.status, action.progress, action.exempt) == (Status.COMPLETE, 100, False)
    assert action.source.at("Revised due") == CellRef("Actions", "I2")


def test_a_theme_and_a_bullet_are_read_whole(tmp_path: Path) -> None:
    book = holding({"Themes!D2": ("Chief Executive", "How we lead"), "Narrative!E2": "L-S1"})
    theme, bullet = book.read(tmp_path).themes[0], book.read(tmp_path).bullets[0]
    assert (theme.number, theme.name, theme.prefix) == (1, "Leadership", "L")
    assert (theme.lead, theme.description_heading) == ("Chief Executive", "How we lead")
    assert (bullet.theme, bullet.section, bullet.ref, bullet.criteria) == (1, Section.STRENGTHS, "L-S1", ("L001",))


def test_a_criterion_that_refers_to_another_is_read_whole(tmp_path: Path) -> None:
    criterion = holding({"Criteria!D4": (None, "Red", "L001", "Minutes")}).read(tmp_path).criteria[2]
    previous = criterion.previous
    assert isinstance(previous, Level)
    assert (criterion.rating, previous.name, criterion.see, criterion.evidence) == (None, "Red", "L001", "Minutes")


def test_all_faults_are_reported_in_one_run_each_at_its_cell(tmp_path: Path) -> None:
    faults: dict[str, tuple[str, object]] = {
        "Scale!B4": ("E111", "LONG"),
        "Scale!C2": ("E109", "green"),
        "Report!B5": ("E105", "soon"),
        "Criteria!C2": ("E101", None),
        "Criteria!D3": ("E104", "Ambre"),
        "Criteria!G4": ("E102", "=1+1"),
        "Narrative!B2": ("E110", "Strenghts"),
        "Narrative!F3": ("E107", "perhaps"),
        "Actions!B2": ("E106", "one"),
        "Actions!F2": ("E103", "#REF!"),
        "Actions!K3": ("E108", "lots"),
        "Actions!C3": ("E208", "C099"),
    }
    book = holding({place: value for place, (_, value) in faults.items()})
    assert sorted(book.found(tmp_path, READING + CODES)) == sorted((code, place) for place, (code, _) in faults.items())


def test_a_character_of_a_symbol_font_is_found_with_its_cell(tmp_path: Path) -> None:
    finding = holding({"Narrative!C2": "\uf0b7 A bullet pasted from elsewhere"}).findings(tmp_path, READING + CODES)[0]
    assert (finding.code, str(finding.where)) == ("E116", "Narrative!C2")
    assert "U+F0B7" in finding.message


def test_a_note_far_to_the_right_does_not_make_a_million_cells(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for row in range(1, 400):
            book["Criteria"].cell(row, 16_384, "mine")
        book["Criteria"]["A1"] = "Cod"

    assert Book(edit=edit).found(tmp_path, READING + CODES)[0] == ("E012", "Criteria!A1")
