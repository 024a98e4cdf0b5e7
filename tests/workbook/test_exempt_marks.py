"""Marks of exemption that are not read: each stops the build, in every sheet; what sounds like one stops nobody."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from bvdocs.core.columns import Kind
from bvdocs.core.exemption import Exemption
from bvdocs.core.findings import Finding
from bvdocs.core.schema import SHEETS
from tests.support.package_edits import holding
from tests.support.workbooks import CODES, READING, Book, complete_book

HEADINGS = (
    "Part B", "Part II", "PART 2", "Part B?", "Part A/B", "Pink", "Pink paper", "Pink papers", "Not public",
    "Non-public", "Confidential", "Confidential?", "In confidence", "Closed session", "Private", "Private session",
    "Restricted", "Schedule 12A", "Sch 12A", "Sch. 12(A)", "12A", "Exempt paragraph", "Exempt?", "EXEMPT (Y/N)",
    "Is it exempt",
    "Exemption", "Reason for exemption", "Exempt_flag", "Withheld", "Withhold from publication", "Redact", "Redacted",
    "Embargo", "Embargoed until", "Official-Sensitive", "Commercially sensitive", "Not for publication",
    "Do not publish", "Ex\u200bempt?", "Part\u00a0B", "Not for web", "Exclude press and public",
    "Exclude press & public", "Pt II", "NFP", "To be withheld", "Internal only", "Members only", "Secret",
)  # fmt: skip
# What these say depends on what stands below.
LIKELY = ("Paragraph", "Para no.", "OFFICIAL", "Protective marking", "Sensitivity", "Sensitivity label", "GPMS", "Part",
          "Private/Public", "Open/Closed", "Access", "Visibility")  # fmt: skip
OPEN = (
    "Publish?", "Public", "Published", "For publication", "To be published", "OK to publish?", "Can be published?",
    "Publishable", "Public (Y/N)", "Press and public", "Publish on website?", "Release", "Include in public report",
)  # fmt: skip
# Of the council's own, whatever stands below.
OTHERS = (
    "Publication date", "Published by", "Publisher", "Public health", "Public realm", "Partner", "Partners",
    "Private sector partners", "Private hire", "Part of plan", "Parts", "Pinkerton", "Closed", "Open", "Status now",
    "Council tax exemptions", "Confidence", "Restrictions", "Sensitivity analysis", "Official title", "Department",
    "Paragraph of the auditor's report", "Redaction officer", "Classification", "Portfolio", "12 months", "A", "Link",
    "Exempt from call-in", "Exempt accommodation", "Confidentiality agreement", "Website",
)  # fmt: skip
NARRATIVE_OPEN_ROWS = 2


def marked(
    heading: str, *values: object, sheet: str = "Narrative", exempt: str | None = "Exempt", book: Book | None = None
) -> Book:
    """A workbook with one more column in a sheet; `exempt` is the heading of the column 'Exempt', None for none."""

    def edit(book: Workbook) -> None:
        worksheet = book[sheet]
        column = worksheet.max_column + 1
        for row, value in enumerate((heading, *values), 1):
            worksheet.cell(row, column).value = value  # type: ignore[assignment]
        if exempt is None:
            place = [cell.value for cell in worksheet[1]].index("Exempt") + 1
            worksheet.delete_cols(place)

    return replace(book or Book(), edit=edit)


def found(folder: Path, book: Book) -> list[tuple[str, str]]:
    return book.found(folder, READING + CODES)


def finding_of(folder: Path, book: Book) -> Finding:
    (finding,) = book.findings(folder, READING + CODES)
    return finding


@pytest.mark.slow
@pytest.mark.parametrize("heading", [*HEADINGS, *LIKELY])
def test_a_mark_beside_exempt_that_exempt_does_not_repeat_stops_the_build(tmp_path: Path, heading: str) -> None:
    finding = finding_of(tmp_path, marked(heading, None, "B"))
    assert (finding.code, str(finding.where)) == ("E018", "Narrative!G1")
    assert "the row it marks, 3, would be published" in finding.message


@pytest.mark.slow
@pytest.mark.parametrize("heading", HEADINGS)
def test_without_exempt_the_heading_is_enough(tmp_path: Path, heading: str) -> None:
    assert found(tmp_path, marked(heading, exempt=None)) == [("E018", "Narrative!F1")]


@pytest.mark.slow
@pytest.mark.parametrize("heading", LIKELY)
def test_without_exempt_what_stands_below_a_doubtful_heading_tells(tmp_path: Path, heading: str) -> None:
    assert found(tmp_path, marked(heading, exempt=None)) == []
    assert found(tmp_path, marked(heading, "B", exempt=None)) == [("E018", "Narrative!F1")]


@pytest.mark.slow
@pytest.mark.parametrize("exempt", ["Exempt", None])
@pytest.mark.parametrize("heading", OPEN)
def test_a_row_that_is_not_said_to_be_public_stops_the_build(tmp_path: Path, heading: str, exempt: str | None) -> None:
    for values, rows in (
        (("yes", "no"), "row it marks, 3,"),
        (("Y", None), "row it marks, 3,"),
        (("no", "No"), "2 rows"),
    ):
        finding = finding_of(tmp_path, marked(heading, *values, exempt=exempt))
        assert finding.code == "E018"
        assert rows in finding.message


@pytest.mark.slow
@pytest.mark.parametrize("exempt", ["Exempt", None])
@pytest.mark.parametrize("heading", OPEN)
def test_rows_that_are_all_said_to_be_public_stop_nobody(tmp_path: Path, heading: str, exempt: str | None) -> None:
    for values in (("yes", "Yes"), (None, None), (True, 1), ("✓", "x"), (dt.date(2025, 1, 6), None)):
        assert found(tmp_path, marked(heading, *values, exempt=exempt)) == []


@pytest.mark.slow
@pytest.mark.parametrize("heading", [*HEADINGS, *LIKELY])
def test_a_mark_that_says_no_marks_nothing(tmp_path: Path, heading: str) -> None:
    for values in (("no", "N"), (None, " "), ("-", "n/a"), (False, 0), ("Official", "open"), ("Part A", "none")):
        assert found(tmp_path, marked(heading, *values)) == []


@pytest.mark.slow
@pytest.mark.parametrize("heading", [*HEADINGS, *LIKELY])
def test_a_mark_that_exempt_repeats_is_heeded(tmp_path: Path, heading: str) -> None:
    book = marked(heading, "3", None)
    book.narrative[0][5] = "yes"
    assert found(tmp_path, book) == [("W216", "Narrative!F2")]


@pytest.mark.slow
@pytest.mark.parametrize("exempt", ["Exempt", None])
@pytest.mark.parametrize("heading", OTHERS)
def test_what_only_sounds_like_a_mark_stops_nobody(tmp_path: Path, heading: str, exempt: str | None) -> None:
    assert found(tmp_path, marked(heading, "no", "Part of the plan", exempt=exempt)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Private/Public", "Private"),
        ("Open/Closed", "Closed"),
        ("Access", "Restricted"),
        ("Visibility", "Private"),
        ("Paragraph", 3),
        ("Para no", "1 and 3"),
        ("Part", "II"),
        ("Part", 2),
        ("Protective marking", "Official-Sensitive"),
        ("Press and public", "excluded"),
        ("Published", "Not published"),
        ("Public", "Exempt – para 3"),
        ("Publish?", "No – commercial"),
        ("Paragraph", "3 – commercial"),
        ("Paragraph", "12A(3)"),
        ("Exempt/Open", "Exempt"),
        ("Not for web", "yes"),
        ("To be withheld", "y"),
    ],
)
def test_what_stands_below_a_doubtful_heading_marks_its_row(tmp_path: Path, heading: str, value: object) -> None:
    assert found(tmp_path, marked(heading, value, sheet="Actions")) == [("E018", "Actions!O1")]


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Paragraph", 4.12),
        ("Para no", 12),
        ("Part", "Governance"),
        ("Public", "Residents"),
        ("Publication", "Annual Governance Statement"),
        ("Published", "12/05/2025"),
        ("Exempt accommodation", "yes"),
        ("Confidentiality agreement", "yes"),
        ("Source", "Part B"),
        ("Access", "Ramp"),
        ("Release", "B"),
    ],
)
def test_what_has_another_meaning_below_such_a_heading_stops_nobody(
    tmp_path: Path, heading: str, value: object
) -> None:
    assert found(tmp_path, marked(heading, value, sheet="Actions")) == []


CAN_BE_EXEMPT = {sheet.name for sheet in SHEETS for column in sheet.columns if column.kind is Kind.EXEMPT}


@pytest.mark.slow
@pytest.mark.parametrize("sheet", [sheet.name for sheet in SHEETS])
def test_a_mark_stops_the_build_in_every_sheet(tmp_path: Path, sheet: str) -> None:
    heading = "Confidential" if sheet in CAN_BE_EXEMPT else "Exempt"
    book = marked(heading, "yes", None, sheet=sheet, book=complete_book())
    book.accepted = [["W301", None, "Priorities are clear.", "It may stand.", "Head of Policy", dt.date(2026, 1, 1)]]
    marks = [each for each in book.findings(tmp_path, "0") if each.code == "E018"]
    assert [each.sheet for each in marks] == [sheet]
    assert marks[0].cell.endswith("1")
    assert "row it marks, 2," in marks[0].message


@pytest.mark.parametrize("sheet", ["Scale", "Themes"])
def test_a_column_exempt_that_says_no_marks_nothing(tmp_path: Path, sheet: str) -> None:
    assert found(tmp_path, marked("Exempt", "no", None, sheet=sheet)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "mark", ["Exempt", "EXEMPT – para 3", "Part B", "Not for publication", "[Confidential]", "Pink paper", "Sch 12A"]
)
@pytest.mark.parametrize("heading", ["Notes", "Classification", None])
def test_a_cell_that_says_exempt_stops_the_build_under_any_heading(
    tmp_path: Path, heading: str | None, mark: str
) -> None:
    finding = finding_of(tmp_path, holding({"Actions!O1": heading, "Actions!O3": mark}))
    assert (finding.code, str(finding.where)) == ("E018", "Actions!O1" if heading else "Actions!O3")


@pytest.mark.parametrize(
    "text", ["Exempt items are few", "Part B of the audit", "Asked for confidential advice", "Part 2"]
)
def test_a_cell_of_the_council_s_own_that_speaks_of_exemption_stops_nobody(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, holding({"Actions!O1": "Notes", "Actions!O3": text})) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Exempt", "yes"),
        ("Confidential", "Yes"),
        ("Classification", "Part II"),
        ("Protective marking", "Official-Sensitive"),
        ("Publish?", "no"),
        ("Paper", "EXEMPT – not for publication"),
    ],
)
def test_a_field_that_marks_the_report_as_exempt_stops_the_build(tmp_path: Path, name: str, value: str) -> None:
    finding = finding_of(tmp_path, holding({"Report!A6": (name, value)}))
    assert (finding.code, str(finding.where)) == ("E018", "Report!A6")
    assert f"'{value}'" in finding.message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Exempt", "no"),
        ("Classification", "Part I"),
        ("Protective marking", "OFFICIAL"),
        ("Publish?", "yes"),
        ("Pink", None),
    ],
)
def test_a_field_that_says_the_report_is_open_stops_nobody(tmp_path: Path, name: str, value: object) -> None:
    assert found(tmp_path, holding({"Report!A6": (name, value)})) == []


def titled(title: str, exempt: tuple[object, ...] = ()) -> Book:
    """A workbook with a title above the heading of the action plan."""

    def edit(book: Workbook) -> None:
        for row, value in enumerate(exempt, 2):
            book["Actions"].cell(row, 14).value = value  # type: ignore[assignment]
        book["Actions"].insert_rows(1, 2)
        book["Actions"]["B1"] = title

    return Book(edit=edit)


@pytest.mark.slow
@pytest.mark.parametrize(
    "title",
    [
        "PART B – EXEMPT",
        "EXEMPT - NOT FOR PUBLICATION",
        "Actions (exempt)",
        "Action plan: confidential",
        "Part II actions",
        "Pink papers",
        "Not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A",
        "Exempt under paragraph 3",
        "PART B/EXEMPT",
        "This report contains exempt information",
        "Appendix 2: exempt information as defined by Schedule 12A",
        "Exempt from publication",
        "Part B – Actions",
        "Part B – Private",
        "Action plan (Part B)",
        "Exclusion of the press and public",
    ],
)
def test_a_title_that_says_exempt_over_rows_that_would_be_published_stops_the_build(tmp_path: Path, title: str) -> None:
    finding = finding_of(tmp_path, titled(title))
    assert (finding.code, str(finding.where)) == ("E027", "Actions!B1")
    assert "two rows below it would be published" in finding.message
    assert [code for code, _ in found(tmp_path, titled(title, ("yes", "no")))] == ["W216", "E027"][::-1]
    assert [code for code, _ in found(tmp_path, titled(title, ("yes", "yes")))] == ["W216"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "title",
    [
        "Action plan",
        "Part 2: the action plan",
        "Mark exempt rows in column N",
        "Exempt: yes, if a row is not for publication",
        "Confidential advice is not part of it",
        "The public plan",
        "The exempt reports are kept elsewhere",
        "Exempt from call-in",
        "Part B – Finance actions",
        "Exempt rows: none",
    ],
)
def test_a_title_that_only_speaks_of_exemption_stops_nobody(tmp_path: Path, title: str) -> None:
    assert found(tmp_path, titled(title)) == []


def test_a_title_between_rows_counts_for_the_rows_below(tmp_path: Path) -> None:
    book = Book()
    book.actions.insert(1, [None] * 14)
    book.edit = lambda workbook: workbook["Actions"].__setitem__("O3", "PART B")
    finding = finding_of(tmp_path, book)
    assert (finding.code, str(finding.where)) == ("E027", "Actions!O3")
    assert "one row below it" in finding.message
    below_all = holding({"Actions!O9": "Part B"})
    assert found(tmp_path, below_all) == []


def test_a_comment_that_says_exempt_stops_the_build(tmp_path: Path) -> None:
    def commented(text: str, exempt: str) -> Book:
        def edit(book: Workbook) -> None:
            book["Actions"]["E3"].comment = Comment(text, "An officer")
            book["Actions"]["N3"] = exempt

        return Book(edit=edit)

    assert found(tmp_path, commented("An officer:\nExempt – para 3", "no")) == [
        ("N020", "Actions!E3"),
        ("E027", "Actions!E3"),
    ]
    for text in ("This is commercially confidential", "An officer:\nPart B – see minute 12"):
        assert found(tmp_path, commented(text, "no")) == [("N020", "Actions!E3"), ("E027", "Actions!E3")]
    assert found(tmp_path, commented("An officer:\nExempt – para 3", "yes")) == [
        ("N020", "Actions!E3"),
        ("W216", "Actions!N3"),
    ]
    assert found(tmp_path, commented("Ask whether exempt rows are meant.", "no")) == [("N020", "Actions!E3")]


def with_header(name: str, text: str, *exempt: str) -> Book:
    """A workbook whose plan has a page header or footer."""

    def edit(book: Workbook) -> None:
        getattr(book["Actions"], name).center.text = text
        for row, value in enumerate(exempt, 2):
            book["Actions"].cell(row, 14).value = value

    return Book(edit=edit)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"])
@pytest.mark.parametrize(
    "text",
    [
        "EXEMPT - NOT FOR PUBLICATION",
        '&"Arial,Bold"&14&KFF0000PART B',
        "&D&RConfidential&LPage &P of &N",
        "&A&L&B&Uexempt&U&B information",
        "Page &P\nNot for publication",
    ],
)
def test_a_page_header_that_says_exempt_stops_the_build(tmp_path: Path, name: str, text: str) -> None:
    finding = finding_of(tmp_path, with_header(name, text))
    assert (finding.code, str(finding.where)) == ("E027", "Actions")
    assert "two rows of the sheet would be published" in finding.message
    assert [code for code, _ in found(tmp_path, with_header(name, text, "yes", "yes"))] == ["W216"]


@pytest.mark.parametrize(
    "text", ["&A", "Page &P of &N", "Part A", "OFFICIAL", "Action plan && updates", "&E&X&P&B", "Exempt from call-in"]
)
def test_any_other_page_header_stops_nobody(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, with_header("oddHeader", text)) == []


def test_a_mark_over_merged_rows_counts_for_each_of_them(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Actions"]["O1"] = "Notes"
        book["Actions"]["O2"] = "Part B"
        book["Actions"].merge_cells("O2:P3")
        book["Actions"]["N2"] = "yes"

    finding = Book(edit=edit).findings(tmp_path, READING)[0]
    assert (finding.code, str(finding.where)) == ("E018", "Actions!O1")
    assert "the row it marks, 3, would be published" in finding.message


@pytest.mark.parametrize(
    ("typed", "paragraphs"),
    [(3, (3,)), ("3", (3,)), ("1, 2", (1, 2)), ("2 and 1", (1, 2)), ("Para 3", (3,)), ("Paragraphs 1 & 7", (1, 7))],
)
def test_a_row_is_exempt_by_paragraphs_of_the_schedule(
    tmp_path: Path, typed: object, paragraphs: tuple[int, ...]
) -> None:
    assessment = holding({"Actions!N3": typed}).read(tmp_path)
    assert assessment.actions[1].exempt == Exemption(True, paragraphs)


def test_a_paragraph_that_there_is_not_is_told_with_where_a_reason_goes(tmp_path: Path) -> None:
    finding = finding_of(tmp_path, holding({"Actions!N3": "Para 9"}))
    said = "E107 Actions!N3: 'Para 9' is neither yes, nor no, nor one of the paragraphs 1 to 7 of Schedule 12A."
    assert str(finding) == said
    assert "'Exempt reason'" in finding.hint


def test_an_exempt_sheet_beside_is_the_council_s_own(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book.create_sheet("Actions (exempt)").append(["Ref", "Action", "Exempt"])
        book.create_sheet("Part B actions").append(["EXEMPT", "Sell the centre."])

    assert found(tmp_path, Book(edit=edit)) == []


def test_a_missing_sheet_is_never_said_to_be_an_exempt_one(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Narrative"].title = "Narrative exempt"

    (finding,) = (each for each in Book(edit=edit).findings(tmp_path, "0") if each.code == "E010")
    assert finding.message == "the workbook has no sheet 'Narrative'."
