"""The sheets that give a field a row, `Report` and `Committee`: one mechanism reads both."""

from datetime import date
from pathlib import Path

import pytest

from bvdocs.core.committee import Committee
from bvdocs.core.model import Assessment
from bvdocs.core.publishing import published
from bvdocs.storage.archive.facts import assessment_as_json, assessment_from_json
from tests.cases.committee import CLEARANCES, COMMITTEE
from tests.support.workbooks import Book


def book_with(*rows: list[object]) -> Book:
    book = Book(additions=["committee"])
    book.committee = [list(row) for row in rows]
    return book


def committee_of(assessment: Assessment) -> Committee:
    assert assessment.committee
    return assessment.committee


def test_without_the_sheet_or_without_rows_there_is_no_covering_report(tmp_path: Path) -> None:
    for book in (Book(), Book(additions=["committee"]), book_with(["Summary", None], ["Legal implications", None])):
        read = book.read(tmp_path)
        assert (read.committee, read.clearances) == (None, ())
        assert book.found(tmp_path) == []


def test_a_field_given_several_times_is_a_list_in_the_order_of_the_sheet(tmp_path: Path) -> None:
    book = book_with(
        ["Recommendation", "One."], ["purpose", "To note"], [" RECOMMENDATION ", "Two."], ["Part B", "yes"]
    )
    committee = committee_of(book.read(tmp_path))
    assert committee.recommendations == ("One.", "Two.")
    assert (committee.purpose, committee.part_b, committee.background) == ("To note", True, ())
    assert [str(where) for where in committee.cells["Recommendation"]] == ["Committee!B2", "Committee!B4"]


def test_any_field_that_ends_in_implications_is_one_of_them_as_it_is_written(tmp_path: Path) -> None:
    book = book_with(
        ["Digital implications", "None."], ["legal Implications", "One."], ["Legal implications", "Two."],
        ["health and safety implications", None],
    )  # fmt: skip
    said = [(each.name, each.paragraphs) for each in committee_of(book.read(tmp_path)).implications]
    assert said == [
        ("Digital implications", ("None.",)),
        ("Legal implications", ("One.", "Two.")),
        ("Health and safety implications", ()),
    ]
    assert book.found(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [("Recomendation", "Recommendation"), ("Legal implication", "Legal implications"), ("Ward", "Wards"), ("Cost", "")],
)
def test_a_field_that_is_not_read_is_told_for_its_words_would_be_in_no_document(
    tmp_path: Path, name: str, meant: str
) -> None:
    (finding,) = book_with([name, "Some words."]).findings(tmp_path, "015")
    assert (finding.code, str(finding.where)) == ("W509", "Committee!A2")
    assert f"did you mean '{meant}'?" in finding.message if meant else "did you mean" not in finding.message
    # All that are read are named where none of them comes near.
    assert ("Background paper" in finding.hint) == (not meant)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([["Purpose", "To note"], ["Purpose", "To decide"]], [("E112", "Committee!A3")]),
        ([["Part B", "perhaps"]], [("E107", "Committee!B2")]),
        # It marks the report as exempt, and is not read.
        ([["Exempt", "yes"]], [("E018", "Committee!A2"), ("W509", "Committee!A2")]),
        ([["Field", "Value"]], [("W509", "Committee!A2")]),
    ],
)
def test_faults_of_the_report_sheet_are_found_here_too(
    tmp_path: Path, rows: list[list[object]], found: list[tuple[str, str]]
) -> None:
    assert sorted(book_with(*rows).found(tmp_path, "015")) == found


def test_part_b_is_a_field_and_no_mark_of_an_exempt_row(tmp_path: Path) -> None:
    assert book_with(["Part B", "no"], ["Summary", "Part B holds what is exempt."]).found(tmp_path, "0") == []


def test_what_was_read_is_what_the_record_gives_back(tmp_path: Path) -> None:
    book = book_with(*(list(row) for row in COMMITTEE), ["Staffing implications", None])
    book.clearances = [list(row) for row in (*CLEARANCES, ("Chief Executive", None, None))]
    read = book.read(tmp_path)
    back = assessment_from_json(assessment_as_json(published(read)))
    committee = committee_of(back)
    assert committee.recommendations == committee_of(read).recommendations
    assert [(each.name, each.paragraphs) for each in committee.implications] == [
        (each.name, each.paragraphs) for each in committee_of(read).implications if each.paragraphs
    ]
    assert [(each.role, each.cleared_on) for each in back.clearances] == [
        ("Section 151 Officer", date(2025, 9, 8)), ("Monitoring Officer", date(2025, 9, 9)), ("Chief Executive", None),
    ]  # fmt: skip
    assert assessment_as_json(back) == assessment_as_json(published(read))


def test_which_implications_are_required_is_in_no_record_that_may_be_published(tmp_path: Path) -> None:
    read = book_with(["Required implications", "Legal"], ["Legal implications", "None."]).read(tmp_path)
    assert b"required_implications" in assessment_as_json(published(read))
    assert b"required_implications" not in assessment_as_json(published(read), printed_alone=True)
