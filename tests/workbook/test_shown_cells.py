"""What is read of a cell that shows something else than it holds, by the kind of its column."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from bvdocs.checks import mark_confidential
from bvdocs.core.exemption import Exemption
from bvdocs.core.rich_text import Run
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.package_edits import holding, rewrite_part
from tests.support.workbooks import CODES, READING, Book, only_finding

SEPTEMBER = dt.datetime(2025, 9, 1)  # noqa: DTZ001 - Excel's times have no zone
BOLD = InlineFont(b=True)


def only_reading(folder: Path, book: Book) -> tuple[str, str]:
    """Return the one finding of reading, as its code and place, and its message."""
    (finding,) = read_workbook(book.write(folder)).findings
    return f"{finding.code} {finding.where}", finding.message


# Percentages


@pytest.mark.slow
@pytest.mark.parametrize(
    ("held", "number_format", "percent"),
    [
        (1, '0"%"', 1),
        (0.01, "0%", 1),
        (1, "0%", 100),
        (1, "0\\%", 1),
        (1, '0" per cent"', 1),
        (0.5, '0.0"%"', 0.5),
        (0.004, "0%", 0.4),
        (0.404, "0%", 40.4),
        (0.404, "[Red][<0.5]0%;[Green]0%", 40.4),
        (0.4, '[<=1]0%;0"%"', 40),
        (40, '[<=1]0%;0"%"', 40),
        (0.4, "0.0", 40),
        (40, "0", 40),
        (0, "0%", 0),
    ],
)
def test_progress_is_the_percentage_that_the_cell_shows(
    tmp_path: Path, held: float, number_format: str, percent: float
) -> None:
    book = holding({"Actions!K2": held}, {"Actions!K2": number_format})
    reading = read_workbook(book.write(tmp_path))
    assert (reading.assessment.actions[0].progress, reading.findings) == (percent, ())


@pytest.mark.parametrize(
    ("held", "number_format", "shown", "read"),
    [(0.4, "0", "0", "40%"), (0.6, "0", "1", "60%"), (0.4, '"Under way"', "Under way", "40%")],
)
def test_progress_that_shows_another_number_is_told(
    tmp_path: Path, held: float, number_format: str, shown: str, read: str
) -> None:
    place, message = only_reading(tmp_path, holding({"Actions!K2": held}, {"Actions!K2": number_format}))
    assert (place, message) == ("W021 Actions!K2", f"the cell shows '{shown}', and is read as {read}.")


def test_progress_that_is_none_is_quoted_as_shown_and_held(tmp_path: Path) -> None:
    _, message = only_reading(tmp_path, holding({"Actions!K2": 1.5}, {"Actions!K2": "0%"}))
    assert message == "'150%' is not a percentage from 0% to 100%: the cell holds 1.5."


# Whole numbers


@pytest.mark.parametrize("number_format", ["0", '"Theme "0', "000", "0.0", "General"])
def test_a_theme_keeps_its_number_whatever_stands_around_it(tmp_path: Path, number_format: str) -> None:
    reading = read_workbook(holding({"Narrative!A2": 1}, {"Narrative!A2": number_format}).write(tmp_path))
    assert (reading.assessment.bullets[0].theme, reading.findings) == (1, ())


def test_a_whole_number_that_shows_another_is_told(tmp_path: Path) -> None:
    place, message = only_reading(tmp_path, holding({"Narrative!A2": 1}, {"Narrative!A2": '"Theme 2";'}))
    assert (place, message) == ("W021 Narrative!A2", "the cell shows 'Theme 2', and is read as 1.")


def test_a_number_that_only_looks_whole_is_quoted_as_shown_and_held(tmp_path: Path) -> None:
    place, message = only_reading(tmp_path, holding({"Narrative!A2": 1.4}, {"Narrative!A2": "0"}))
    assert (place, message) == ("E106 Narrative!A2", "'1' is not a whole number of 1 or more: the cell holds 1.4.")


# Words of other kinds: what is shown is read


def test_codes_marks_levels_and_words_are_read_as_shown(tmp_path: Path) -> None:
    book = holding(
        {"Narrative!D2": 1, "Actions!C2": 2, "Criteria!D2": 1, "Actions!N2": 1, "Actions!J2": 1, "Themes!C2": 5},
        {
            "Narrative!D2": '"L"000', "Actions!C2": '"L"000', "Criteria!D2": '"Green";', "Actions!N2": '"Yes";;"No"',
            "Actions!J2": '"In progress"', "Themes!C2": '"L"',
        },
    )  # fmt: skip
    assessment = read_workbook(book.write(tmp_path)).assessment
    assert assessment.bullets[0].criteria == ("L001",)
    assert assessment.criteria[0].rating == assessment.scale[0]
    action = assessment.actions[0]
    assert (action.criteria, bool(action.exempt), action.status.name) == (("L002",), True, "In progress")
    assert assessment.themes[0].prefix == "L"


def test_the_report_sheet_is_read_as_shown(tmp_path: Path) -> None:
    book = Book()
    book.report += [["Department", SEPTEMBER], ["Contact", 1932838383]]

    def edit(made: Workbook) -> None:
        made["Report"]["B6"].number_format = '"Since "mmmm yyyy'
        made["Report"]["B7"].number_format = "00000 000000"

    book.edit = edit
    reading = read_workbook(book.write(tmp_path))
    assert (reading.assessment.report.department, reading.assessment.report.contact) == (
        "Since September 2025",
        "01932 838383",
    )
    assert [str(each) for each in reading.findings] == [
        "N118 Report!B6: Excel took this for a date; it is read as 'Since September 2025', which the cell shows."
    ]


def test_words_that_a_format_puts_around_rich_text_are_printed_with_it(tmp_path: Path) -> None:
    text = CellRichText(TextBlock(BOLD, "Priorities"), " are clear.")
    book = holding({"Narrative!C2": text}, {"Narrative!C2": '"Draft: "@" (to be agreed)"'})
    runs = book.read(tmp_path).bullets[0].text.runs
    assert runs == (Run("Draft: "), Run("Priorities", bold=True), Run(" are clear. (to be agreed)"))


def test_a_format_with_words_in_place_of_text_shows_those(tmp_path: Path) -> None:
    text = CellRichText(TextBlock(BOLD, "Priorities"), " are clear.")
    book = holding({"Narrative!C2": text}, {"Narrative!C2": '0;0;0;"Withdrawn"'})
    assert book.read(tmp_path).bullets[0].text.plain == "Withdrawn"


def test_a_merged_cell_is_quoted_as_it_shows(tmp_path: Path) -> None:
    book = holding({"Actions!M2": SEPTEMBER}, {"Actions!M2": "mmm-yy"})
    inner = book.edit

    def edit(made: Workbook) -> None:
        inner(made)
        made["Actions"].merge_cells("M2:M3")

    book.edit = edit
    messages = [each.message for each in read_workbook(book.write(tmp_path)).findings if each.code == "W016"]
    assert messages == ["the cells M2:M3 are merged; 'Sep-25' is taken for all of them."]


# What a format hides


def test_what_a_format_hides_is_read_all_the_same(tmp_path: Path) -> None:
    places = {"Criteria!G2": 7.5, "Narrative!F2": "Yes", "Actions!K2": 0.4, "Actions!L2": CellRichText("Not yet")}
    assessment = holding(places, dict.fromkeys(places, ";;;")).read(tmp_path)
    assert (assessment.criteria[0].evidence, bool(assessment.bullets[0].exempt)) == ("7.5", True)
    assert (assessment.actions[0].progress, assessment.actions[0].update.plain) == (40, "Not yet")


def test_a_date_that_a_format_hides_is_told(tmp_path: Path) -> None:
    hidden, fault = read_workbook(holding({"Actions!G2": SEPTEMBER}, {"Actions!G2": ";;;"}).write(tmp_path)).findings
    assert fault.message == "'45901' is not a date, though as one it would be 1 September 2025."
    assert (hidden.code, str(hidden.where)) == ("W017", "Actions!G2")


def test_a_nought_that_a_format_leaves_out_is_a_blank(tmp_path: Path) -> None:
    places = {"Criteria!G2": 0, "Actions!I2": dt.time(), "Actions!K2": 0}
    formats = {"Criteria!G2": "0;-0;;@", "Actions!I2": "dd/mm/yyyy;;", "Actions!K2": "0%;;"}
    reading = read_workbook(holding(places, formats).write(tmp_path))
    action = reading.assessment.actions[0]
    assert (reading.assessment.criteria[0].evidence, action.revised_due, action.progress) == ("", None, None)
    assert reading.findings == ()


def test_a_sheet_that_shows_no_noughts_has_blanks_in_their_place(tmp_path: Path) -> None:
    book = holding({"Actions!K2": 0, "Actions!M2": 0, "Actions!I2": dt.time()}, {"Actions!I2": "dd/mm/yyyy"})
    inner = book.edit

    def edit(made: Workbook) -> None:
        inner(made)
        made["Actions"].sheet_view.showZeros = False

    book.edit = edit
    reading = read_workbook(book.write(tmp_path))
    action = reading.assessment.actions[0]
    assert (action.progress, action.success_measure, action.revised_due, reading.findings) == (None, "", None, ())


@pytest.mark.parametrize(
    ("area", "number_format", "found"),
    [
        ("M2:M9", '"under way"', ["W117 Actions!M2"]),
        ("A1:Z1", '"under way"', []),
        ("T2:T9", '"under way"', []),
        ("M2:M9", None, []),
    ],
)
def test_a_number_format_on_a_condition_is_told(
    tmp_path: Path, area: str, number_format: str | None, found: list[str]
) -> None:
    def edit(made: Workbook) -> None:
        look = DifferentialStyle(
            font=Font(bold=True), numFmt=NumberFormat(170, number_format) if number_format else None
        )
        made["Actions"].conditional_formatting.add(area, Rule(type="expression", dxf=look, formula=["TRUE"]))

    findings = read_workbook(Book(edit=edit).write(tmp_path)).findings
    assert [f"{each.code} {each.where}" for each in findings] == found
    assert all("on a condition" in each.message and "under way" not in each.message for each in findings)


# Progress without a per cent sign


@pytest.mark.parametrize(
    ("held", "number_format", "shown"),
    [(1, "General", "1"), (1, "0.0", "1.0"), ("1", "General", "1"), ("1", "@", "1"), (0.999, "0", "1")],
)
def test_progress_that_shows_1_and_is_read_as_100_is_told(
    tmp_path: Path, held: object, number_format: str, shown: str
) -> None:
    finding = only_finding(tmp_path, holding({"Actions!K2": held}, {"Actions!K2": number_format}))
    read = 99.9 if held == 0.999 else 100
    assert str(finding) == f"W021 Actions!K2: the cell shows '{shown}', and is read as {read:g}%."
    assert finding.hint == f"Type what is meant, with the per cent sign: 1% or {read:g}%."


def test_of_progress_that_shows_nothing_what_is_read_is_likely_meant(tmp_path: Path) -> None:
    finding = only_finding(tmp_path, holding({"Actions!K2": 0.4}, {"Actions!K2": "0"}))
    assert finding.hint == "Type what is meant, with the per cent sign: 40%."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("held", "number_format", "read"),
    [(1, "0%", 100), ("100%", "@", 100), ("1%", "@", 1), ("0.5%", "@", 0.5), ("1 %", "@", 1), (0.5, "General", 50),
     ("0.5", "@", 50), (5, "General", 5), ("5", "@", 5), (0, "General", 0), (100, "General", 100)],
)  # fmt: skip
def test_progress_that_is_plain_is_no_finding(tmp_path: Path, held: object, number_format: str, read: float) -> None:
    book = holding({"Actions!K2": held}, {"Actions!K2": number_format})
    assert book.read(tmp_path).actions[0].progress == read
    assert "W021" not in [code for code, _ in book.found(tmp_path, READING)]


# Dates


@pytest.mark.parametrize(
    ("number_format", "shown", "missing"),
    [
        ("mmm-yy", "Sep-25", "day"),
        ("d-mmm", "1-Sep", "year"),
        ("yyyy", "2025", "day and month"),
        ("dddd", "Monday", "day, month and year"),
        ("hh:mm", "00:00", "day, month and year"),
    ],
)
def test_a_date_that_the_cell_shows_in_part_is_told(
    tmp_path: Path, number_format: str, shown: str, missing: str
) -> None:
    finding = only_finding(tmp_path, holding({"Actions!G2": SEPTEMBER}, {"Actions!G2": number_format}))
    assert str(finding) == (
        f"W021 Actions!G2: the cell shows '{shown}', without the {missing}, and is read as 1 September 2025."
    )


@pytest.mark.parametrize(
    "number_format",
    ["mm-dd-yy", "dd/mm/yy", "d mmm yyyy", "[$-F800]dddd, mmmm dd, yyyy", "[$-809]dddd, d mmmm yyyy;@", "d.m.yy h:mm"],
)
def test_a_date_that_is_shown_whole_is_no_finding(tmp_path: Path, number_format: str) -> None:
    book = holding({"Actions!G2": SEPTEMBER}, {"Actions!G2": number_format})
    reading = read_workbook(book.write(tmp_path))
    assert (reading.assessment.actions[0].start, reading.findings) == (SEPTEMBER.date(), ())


@pytest.mark.parametrize(
    ("held", "number_format", "said"),
    [
        (dt.time(), "dd/mm/yyyy",
         "'00/01/1900' is not a date: the cell holds 0, as a formula over a blank cell gives."),
        (0, "General", "'0' is not a date: the cell holds 0, as a formula over a blank cell gives."),
        (dt.time(12, 30), "h:mm", "'12:30' is not a date."),
        (45622, "General", "'45622' is not a date, though as one it would be 26 November 2024."),
        (20241126, "General", "'20241126' is not a date."),
        (dt.datetime(1899, 12, 1), "dd/mm/yyyy",  # noqa: DTZ001
         "'########' is not a date: it is a number below 0, and Excel has no such day."),
    ],
)  # fmt: skip
def test_what_is_no_date_is_told_for_what_it_is(tmp_path: Path, held: object, number_format: str, said: str) -> None:
    place, message = only_reading(tmp_path, holding({"Actions!I2": held}, {"Actions!I2": number_format}))
    assert (place, message) == ("E105 Actions!I2", said)


def test_days_of_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    book = holding({"Actions!G2": SEPTEMBER, "Actions!I2": 44160})
    inner = book.edit

    def edit(made: Workbook) -> None:
        made.epoch = CALENDAR_MAC_1904
        inner(made)

    book.edit = edit
    assert book.read(tmp_path).actions[0].start == SEPTEMBER.date()
    _, message = only_reading(tmp_path, book)
    assert message == "'44160' is not a date, though as one it would be 26 November 2024."


def test_a_date_of_a_blank_cell_in_a_column_of_text_is_told_for_what_it_is(tmp_path: Path) -> None:
    place, message = only_reading(tmp_path, holding({"Criteria!G2": dt.time()}, {"Criteria!G2": "dd/mm/yyyy"}))
    assert (place, message) == (
        "W021 Criteria!G2",
        "'00/01/1900' is read, as the cell shows; it holds 0, as a formula over a blank cell gives.",
    )


def test_a_formula_over_a_blank_cell_in_a_column_of_text_reads_as_it_shows(tmp_path: Path) -> None:
    path = holding({"Criteria!G2": 5}).write(tmp_path)
    rewrite_part(path, "xl/worksheets/sheet4.xml", "<v>5</v>", "<f>Report!Z99</f><v>0</v>")
    assert read_workbook(path).assessment.criteria[0].evidence == "0"


def test_what_is_told_of_an_exempt_row_is_confidential(tmp_path: Path) -> None:
    book = holding({"Actions!L2": SEPTEMBER, "Actions!M2": 7, "Actions!G2": SEPTEMBER, "Actions!N2": "yes"},
                   {"Actions!L2": "mmm-yy", "Actions!M2": "[DBNum1]0", "Actions!G2": "mmm-yy"})  # fmt: skip
    reading = read_workbook(book.write(tmp_path))
    told = mark_confidential(reading.findings, reading.assessment)
    assert [(each.code, each.confidential) for each in told] == [("W021", True), ("N118", True), ("W117", True)]


def test_one_cell_has_one_finding(tmp_path: Path) -> None:
    book = holding({"Actions!J2": SEPTEMBER, "Actions!B3": SEPTEMBER, "Actions!K3": SEPTEMBER})
    assert book.found(tmp_path, READING + CODES) == [
        ("E110", "Actions!J2"), ("E106", "Actions!B3"), ("E108", "Actions!K3"),
    ]  # fmt: skip


# Exempt


@pytest.mark.parametrize(
    ("held", "number_format"),
    [("yes", ';;;"no"'), ("yes", '"no";"no";"no";"no"'), ("no", ';;;"yes"'), ("Para 3", ';;;"no"'), ("yes", '@"?"')],
)
def test_a_word_under_exempt_that_its_format_shows_as_another_stops_the_build(
    tmp_path: Path, held: str, number_format: str
) -> None:
    finding = only_finding(tmp_path, holding({"Actions!N2": held}, {"Actions!N2": number_format}))
    assert (finding.code, str(finding.where)) == ("E107", "Actions!N2")
    assert f"holds '{held}' and shows '" in finding.message


@pytest.mark.slow
@pytest.mark.parametrize(
    ("held", "number_format", "exempt"),
    [("yes", "@", True), ("Yes ", "General", True), ("no", ";;;@", False), ("yes", "0.00", True), ("yes", "@ ", True),
     (True, "General", True), (0, '"yes";;"no"', False), (1, '"yes";;"no"', True)],
)  # fmt: skip
def test_the_word_that_is_held_and_shown_under_exempt_is_read(
    tmp_path: Path, held: object, number_format: str, exempt: bool
) -> None:
    book = holding({"Actions!N2": held}, {"Actions!N2": number_format})
    assert book.read(tmp_path).actions[0].exempt == Exemption(exempt)
    assert [each.code for each in read_workbook(book.write(tmp_path)).findings] == []
