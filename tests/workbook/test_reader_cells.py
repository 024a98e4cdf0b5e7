"""How a cell is read, by what its column expects, and what is said of each fault."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from bvdocs.core.exemption import NOT_EXEMPT, Exemption
from bvdocs.core.findings import Finding
from bvdocs.core.model import STATUS_WORDS, Section, StatusWord
from bvdocs.core.rich_text import RichText
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.package_edits import holding, read_package, rewrite_part, write_package
from tests.support.workbooks import CODES, READING, Book, only_finding, report_of

DAY = dt.date(2024, 11, 26)
# The parts that hold these sheets in a workbook made by `Book`.
REPORT_PART, CRITERIA_PART = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet4.xml"
BOLD, ITALIC = InlineFont(b=True), InlineFont(i=True)


def places(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.where)) for finding in findings]


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


@pytest.mark.slow
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
    assert (action.revised_due, action.progress, action.exempt) == (None, None, NOT_EXEMPT)
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
def test_a_date_is_a_real_one_or_text_that_names_a_day(tmp_path: Path, typed: object) -> None:
    assert report_of(tmp_path, ("Assessed on", typed)).assessed_on == DAY


def test_a_date_in_figures_has_its_day_first(tmp_path: Path) -> None:
    assert report_of(tmp_path, ("Assessed on", "6/1/2025")).assessed_on == dt.date(2025, 1, 6)


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        ("26 Novembre 2024", "26 Novembre 2024"),
        ("November 2024", "November 2024"),
        ("early\n2025", "early 2025"),
        (3, "3"),
        (True, "TRUE"),
        (dt.time(12, 30), "12:30:00"),
    ],
)
def test_what_is_no_date_is_quoted(tmp_path: Path, typed: object, quoted: str) -> None:
    finding = only_finding(tmp_path, holding({"Report!A6": ("Assessed on", typed)}))
    assert str(finding) == f"E105 Report!B6: '{quoted}' is not a date."


def test_where_there_may_be_no_date_it_is_said_how_to_write_so(tmp_path: Path) -> None:
    finding = only_finding(tmp_path, holding({"Actions!H3": "TBC"}))
    assert finding.hint.endswith("If it has no end, type Ongoing.")
    assert "Ongoing" not in only_finding(tmp_path, holding({"Actions!I3": "TBC"})).hint


# Yes or no, progress, whole numbers, words to choose from


def test_a_word_that_is_no_choice_is_told_with_the_name_of_its_column(tmp_path: Path) -> None:
    finding = only_finding(tmp_path, holding({"Narrative!B2": "Strenghts"}))
    assert finding.message == "'Strenghts' is none of the words for 'Section'; did you mean 'Strengths'?"


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
    assert (reading.assessment.bullets[0].exempt, reading.findings) == (Exemption(exempt), ())


@pytest.mark.parametrize("typed", ["maybe", "yes, in part", 8, 0, "x", "3, 8", "12", 1.5])
def test_what_is_neither_yes_nor_no_is_a_finding(tmp_path: Path, typed: object) -> None:
    assert holding({"Narrative!F2": typed}).found(tmp_path, READING + CODES) == [("E107", "Narrative!F2")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "number_format", "percent"),
    [
        (0, "General", 0),
        (0.4, "General", 40),
        (0.4, "0%", 40),
        (0.29, "General", 29),
        (1, "0%", 100),
        (1.5, "General", 1.5),
        (40, "General", 40),
        (100, "General", 100),
        ("40%", "General", 40),
        (" 40 % ", "General", 40),
        ("12.5%", "General", 12.5),
        ("0.4", "General", 40),
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


@pytest.mark.parametrize("word", STATUS_WORDS, ids=str)
def test_every_status_is_read(tmp_path: Path, word: StatusWord) -> None:
    assert holding({"Actions!J2": word.name}).read(tmp_path).actions[0].status is word


def test_a_word_that_is_no_choice_names_the_nearest(tmp_path: Path) -> None:
    finding = only_finding(tmp_path, holding({"Actions!J2": "In progres"}))
    assert str(finding) == "E110 Actions!J2: 'In progres' is not a status; did you mean 'In progress'?"
    assert (
        finding.hint
        == "Type one of: Not started, In progress, Complete, Cancelled; or add the word to the sheet Statuses."
    )


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
