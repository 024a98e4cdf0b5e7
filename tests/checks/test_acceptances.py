"""Findings that the council accepted: which are silenced, which come back, and what is said of the acceptances."""

from datetime import date
from pathlib import Path

import pytest

from bvdocs.checks.acceptances import AcceptanceResult, apply_acceptances
from bvdocs.checks.registry import mark_confidential, run_checks
from bvdocs.core import schema
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.checking import Cells, Found, NearMisses, Trips, bullet
from tests.support.package_edits import holding

TEXT = "The plan is due by March 2025."
UNPROVEN = "L001 is rated Green without evidence."
STRANGE = "the field 'Autor' is not read; did you mean 'Author'?"
REASON = ("Told to the committee in May", "Monitoring Officer")
UNTIL = date(2025, 12, 31)


def accepted(code: str = "W311", cell: str | None = "Narrative!C4", text: str = TEXT, until: date = UNTIL) -> Cells:
    """Return a bullet with a date that has passed, and an acceptance in the first row of its sheet."""
    return bullet(TEXT) | {"Accepted findings!A2": (code, cell, text, *REASON, until)}


def after_acceptances(tmp_path: Path, cells: Cells) -> AcceptanceResult:
    reading = read_workbook(holding(cells).write(tmp_path))
    return apply_acceptances([*reading.findings, *run_checks(reading.assessment)], reading.assessment)


# What is still found although something was to be accepted.
STAYS: Found = [("W311", "Narrative!C4")]
NOT_FOUND: Found = [*STAYS, ("N393", "Accepted findings!A2")]
ERROR: Cells = {"Actions!A3": "L-A1", "Accepted findings!A2": ("E207", "Actions!A3", "L-A1", *REASON, UNTIL)}

TRIPS: Trips = [
    (ERROR, [("E207", "Actions!A3"), ("W391", "Accepted findings!A2")]),
    (
        ERROR | {"Accepted findings!A2": ("e207", None, "L-A1", *REASON, UNTIL)},
        [("E207", "Actions!A3"), ("W391", "Accepted findings!A2")],
    ),
    (accepted(until=date(2025, 9, 22)), [*STAYS, ("N392", "Accepted findings!F2")]),
    (accepted() | bullet("Posts are filled."), [("N393", "Accepted findings!A2")]),
    (accepted() | bullet("The plan is due by June 2025."), NOT_FOUND),
    (accepted(text="The plan is due"), NOT_FOUND),
    (accepted(code="W306"), NOT_FOUND),
    (accepted(cell="Narrative!C3"), NOT_FOUND),
    (accepted(cell="Actions!C4"), NOT_FOUND),
    # Of what is about more than a cell's text, the cell's text says too little.
    (
        bullet("The SMT meets.") | {"Accepted findings!A2": ("W321", "Narrative!C4", "The SMT meets.", *REASON, UNTIL)},
        [("W321", "Narrative!C4"), ("N393", "Accepted findings!A2")],
    ),
    # Of what is about a text, the finding's own words say too little.
    (accepted(text=f"'March 2025' has passed at the meeting on 23/09/2025, but {TEXT}"), NOT_FOUND),
]

NEAR_MISSES: NearMisses = {
    "W391 a warning can be accepted": (accepted(), []),
    "W391 in small letters": (accepted(code="w311"), []),
    "N392 on its last day": (accepted(until=date(2025, 9, 23)), []),
    "N393 wherever it stands": (accepted(cell=None), []),
    "N393 a cell written otherwise": (accepted(cell="'narrative'!$C$4"), []),
    "N393 the text that it is about, in another cell": (
        accepted("N334", "Narrative!D2", "Priorities are clear.")
        | bullet("Posts are filled.")
        | {"Narrative!D2": None},
        [],
    ),
    "N393 the finding's own words, where it is about no text": (
        bullet("Posts are filled.")
        | {"Criteria!G2": None, "Accepted findings!A2": ("W333", "Criteria!G2", UNPROVEN, *REASON, UNTIL)},
        [],
    ),
    "N393 one row for two cells": (
        {
            "Narrative!C2": "Posts are filled TBC.",
            "Actions!E2": "Posts are filled TBC.",
            "Accepted findings!A2": ("W306", None, "Posts are filled TBC.", *REASON, UNTIL),
        },
        [],
    ),
    "N393 two rows for one cell": (accepted() | {"Accepted findings!A3": ("W311", None, TEXT, *REASON, UNTIL)}, []),
    "N393 of reading": (
        bullet("Posts are filled.")
        | {"Report!A6": ("Autor", "soon")}
        | {"Accepted findings!A2": ("W015", "Report!A6", STRANGE, *REASON, UNTIL)},
        [],
    ),
}


@pytest.mark.parametrize(("cells", "found"), TRIPS, ids=[" ".join(code for code, _ in found) for _, found in TRIPS])
def test_what_was_not_accepted_stays_and_the_acceptance_is_spoken_of(
    tmp_path: Path, cells: Cells, found: Found
) -> None:
    findings, silenced = after_acceptances(tmp_path, cells)
    assert [(finding.code, str(finding.where)) for finding in findings] == found
    assert all(finding.message.endswith((".", "?")) and finding.hint.endswith(".") for finding in findings)
    assert silenced == ()


@pytest.mark.slow
@pytest.mark.parametrize(("cells", "found"), NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_what_was_accepted_is_not_found_again(tmp_path: Path, cells: Cells, found: Found) -> None:
    findings, silenced = after_acceptances(tmp_path, cells)
    assert [(finding.code, str(finding.where)) for finding in findings] == found
    assert silenced


def test_what_was_accepted_is_kept_with_its_reason(tmp_path: Path) -> None:
    (silenced,) = after_acceptances(tmp_path, accepted()).accepted
    assert (silenced.finding.code, str(silenced.finding.where)) == ("W311", "Narrative!C4")
    assert (silenced.reason, silenced.who, silenced.until) == (*REASON, UNTIL)


def test_without_acceptances_all_stays_as_it_is(tmp_path: Path) -> None:
    findings, silenced = after_acceptances(tmp_path, bullet(TEXT))
    assert ([finding.code for finding in findings], silenced) == (["W311"], ())


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (ERROR, "E207 is an error, and errors cannot be accepted."),
        (
            accepted(until=date(2025, 9, 22)),
            "W311 was accepted until 22/09/2025, before the meeting, and is no longer.",
        ),
        (accepted(code="W306"), f"W306 is not found about '{TEXT}'"),
    ],
)
def test_a_message_names_the_acceptance(tmp_path: Path, cells: Cells, says: str) -> None:
    assert says in after_acceptances(tmp_path, cells).findings[-1].message


def test_what_quotes_an_idle_acceptance_is_confidential_as_its_text_may_be_exempt(tmp_path: Path) -> None:
    assert after_acceptances(tmp_path, accepted(code="W306")).findings[-1].confidential


def test_without_a_meeting_date_no_acceptance_is_over(tmp_path: Path) -> None:
    findings = after_acceptances(tmp_path, accepted() | {"Report!B5": None}).findings
    assert "N392" not in [finding.code for finding in findings]


def test_every_finding_of_the_sheet_itself_is_confidential(tmp_path: Path) -> None:
    reading = read_workbook(
        holding({"Accepted findings!A2": ("W311", None, "Secret", None, None, UNTIL)}).write(tmp_path)
    )
    findings = list(mark_confidential(reading.findings, reading.assessment))
    assert [finding.code for finding in findings] == ["E101", "E101"]
    assert all(finding.confidential for finding in findings)


def test_the_sheet_has_one_name() -> None:
    assert schema.ACCEPTED.name == "Accepted findings"
