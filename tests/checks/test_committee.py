"""The rules on the covering report and its clearances."""

from datetime import date
from pathlib import Path

import pytest

from tests.cases.committee import CLEARANCES, COMMITTEE
from tests.support.workbooks import Book

Rows = list[list[object]]


def book_with(committee: Rows, clearances: Rows | None = None) -> Book:
    book = Book(additions=["committee"])
    book.committee, book.clearances = committee, clearances or []
    return book


TRIPS: list[tuple[str, Rows, Rows, str]] = [
    ("W506", [["Required implications", "Legal"]], [], "Committee!B2"),
    ("W506", [["Required implications", "Legal implications"], ["Legal implications", None]], [], "Committee!B3"),
    (
        "W506",
        [["Required implications", "Financial; legal"], ["Financial implications", "None."]],
        [],
        "Committee!B2",
    ),
    ("W507", [["Purpose", "To note"]], [["Monitoring Officer", None, None]], "Clearances!B2"),
    ("W508", [["Purpose", "To agree"]], [], "Committee!B2"),
    ("W510", [["Key decision", "perhaps"]], [], "Committee!B2"),
    ("W515", [["Purpose", "to decide"]], [], "Committee!B2"),
    ("W515", [["Purpose", "To decide"], ["Recommendation", None]], [], "Committee!B2"),
    ("W511", [["Purpose", "To note"]], [["Monitoring Officer", date(2025, 9, 24), None]], "Clearances!B2"),
    # Nor is it told that who clears nothing has not cleared it.
    ("W552", [], [["Monitoring Officer", None, None], ["Section 151 Officer", None, None]], "Clearances!A2"),
    ("W552", [["Wards", None]], [["Monitoring Officer", date(2025, 9, 24), None]], "Clearances!A2"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("code", "committee", "clearances", "where"), TRIPS)
def test_each_is_found(tmp_path: Path, code: str, committee: Rows, clearances: Rows, where: str) -> None:
    assert book_with(committee, clearances).found(tmp_path, "5") == [(code, where)]


NEAR_MISSES: dict[str, tuple[Rows, Rows]] = {
    "W506 given": ([["Required implications", "legal"], ["Legal implications", "None."]], []),
    "W506 not required": ([["Wards", "All"], ["Legal implications", None]], []),
    "W552 neither": ([], []),
    "W552 no officer yet": ([["Purpose", "To note"]], []),
    "W508 in another case": ([["Purpose", "to inform and ASSURE"]], []),
    "W515 it asks for nothing": ([["Purpose", "To note"]], []),
    "W515 it recommends": ([["Purpose", "To decide"], ["Recommendation", "That it is agreed."]], []),
    "W510 in short": ([["Key decision", "Y"]], []),
    "W511 on the day": ([["Purpose", "To note"]], [["Monitoring Officer", date(2025, 9, 23), None]]),
    "all of it": ([list(row) for row in COMMITTEE], [list(row) for row in CLEARANCES]),
}


@pytest.mark.parametrize(("committee", "clearances"), NEAR_MISSES.values(), ids=NEAR_MISSES.keys())
def test_near_misses_are_not(tmp_path: Path, committee: Rows, clearances: Rows) -> None:
    assert book_with(committee, clearances).found(tmp_path, "5") == []


@pytest.mark.parametrize(
    ("committee", "clearances", "found"),
    [
        # Each may be what is missing.
        ([["Required implications", "Legal"], ["#REF!", "None."]], [], [("E103", "Committee!A3")]),
        ([["Required implications", "Legal"], ["Legal implications", "#REF!"]], [], [("E103", "Committee!B3")]),
        ([["Required implications", "#REF!"]], [], [("E103", "Committee!B2")]),
        ([["Purpose", "#REF!"]], [], [("E103", "Committee!B2")]),
        ([["Wards", "All"]], [["Monitoring Officer", "soon", None]], [("E105", "Clearances!B2")]),
        ([["#REF!", "All"]], [["Monitoring Officer", date(2025, 9, 9), None]], [("E103", "Committee!A2")]),
        # A year that cannot be meant is one finding.
        ([["Wards", "All"]], [["Monitoring Officer", date(2205, 9, 9), None]], [("W357", "Clearances!B2")]),
    ],
)
def test_one_fault_is_one_finding(
    tmp_path: Path, committee: Rows, clearances: Rows, found: list[tuple[str, str]]
) -> None:
    assert book_with(committee, clearances).found(tmp_path, "0135") == found


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("Summary", "Ask officer@example.gov.uk about it.", "W371"),
        ("Legal implications", "It is is lawful.", "W305"),
        ("Recommendation", "That TBC is agreed.", "W306"),
        ("Background", "It was built by the ZQXW.", "W321"),
    ],
)
def test_the_rules_on_public_words_look_at_the_covering_report_too(
    tmp_path: Path, field: str, text: str, code: str
) -> None:
    assert (code, "Committee!B2") in book_with([[field, text]]).found(tmp_path)


def test_the_contact_may_be_an_address(tmp_path: Path) -> None:
    assert book_with([["Contact", "Head of Policy, policy@example.gov.uk, 01784 123456"]]).found(tmp_path) == []


def test_an_abbreviation_that_only_the_covering_report_uses_is_used(tmp_path: Path) -> None:
    book = book_with([["Summary", "The CLT agrees."]])
    book.abbreviations = [["CLT", "Corporate Leadership Team"]]
    assert book.found(tmp_path) == []
