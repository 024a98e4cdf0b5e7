"""How sheets, headings, rows and fields are found, and what is said of each fault."""

import datetime as dt
from pathlib import Path
from typing import Literal

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from bvdocs.core.exemption import NOT_EXEMPT
from bvdocs.core.model import Level, Report, Section, Status
from bvdocs.core.places import CellRef
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.package_edits import holding, rewrite_part
from tests.support.workbooks import CODES, MEETING, READING, Book, only_finding, report_of

DAY = dt.date(2024, 11, 26)
BOLD, ITALIC = InlineFont(b=True), InlineFont(i=True)


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


def test_a_cell_that_is_merged_with_no_other_is_left_alone(tmp_path: Path) -> None:
    path = rewrite_part(merging("D2:D4").write(tmp_path), "xl/worksheets/sheet4.xml", 'ref="D2:D4"', 'ref="D2"')
    assert "W016" not in [each.code for each in read_workbook(path).findings]


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
        "E113 Report!A4: the field 'Comittee' is not read; did you mean 'Committee'?",
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
    assert (action.status.counts_as, action.progress, action.exempt) == (Status.COMPLETE, 100, NOT_EXEMPT)
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
    finding = holding({"Narrative!C2": "A bullet \uf0b7 pasted from elsewhere"}).findings(tmp_path, READING + CODES)[0]
    assert (finding.code, str(finding.where)) == ("E116", "Narrative!C2")
    assert "U+F0B7" in finding.message


def test_a_note_far_to_the_right_does_not_make_a_million_cells(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for row in range(1, 400):
            book["Criteria"].cell(row, 16_384, "mine")
        book["Criteria"]["A1"] = "Cod"

    assert Book(edit=edit).found(tmp_path, READING + CODES)[0] == ("E012", "Criteria!A1")
