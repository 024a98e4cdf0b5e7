"""The checks of codes, references and dates, of exempt rows and of examples; and what is true of every check."""

from datetime import date
from pathlib import Path

import pytest

from bvdocs.checks.registry import check, run_checks
from bvdocs.comparison import last_time
from bvdocs.core.findings import Severity, registered_rules
from bvdocs.core.publishing import published
from bvdocs.workbook.reading.reader import read_workbook
from tests.cases.clean_seven_themes import clean_rows
from tests.checks import (
    test_abbreviations,
    test_acceptances,
    test_addresses,
    test_golden_thread,
    test_key_dates,
    test_past_dates,
    test_plan,
    test_unlikely_days,
    test_wording,
)
from tests.support.checking import Cells, NearMisses, Trips, message, near_miss_test, trip_test
from tests.support.package_edits import holding
from tests.support.workbook_writer import write_workbook
from tests.support.workbooks import Book

# 'C001' refers to 'L003', which is exempt.
SEE_EXEMPT: Cells = {
    "Criteria!A5": ("L003", 1, "Under review", "Red", None, None, None, "yes"),
    "Criteria!D4": (None, None, "L003"),
}

UNDER_REVIEW: Cells = {"Criteria!A5": ("L003", 1, "Under review", None, None, None, None, "yes")}
EXEMPT_BULLET: Cells = {
    "Narrative!A4": (1, "Opportunities", "We plan to close the centre in May 2027.", "L001", None, "yes"),
}

QUOTED = "Reshaping leadership (see annex) across the county may lead to a claim at the tribunal."

REASON: dict[str, object] = {"Narrative!G1": "Exempt reason", "Narrative!G3": "It names a firm that may sue."}
EXEMPT_EVIDENCE: dict[str, object] = {
    "Criteria!H3": "yes",
    "Evidence!A2": ("E1", "A letter"),
    "Evidence!G2": "L002",
    "Evidence!I2": "yes",
}
TRIPS: Trips = [
    ({"Criteria!A5": ("L001", 1, "Again")}, [("E201", "Criteria!A5")]),
    ({"Criteria!A5": ("l001", 1, "Again, in small letters")}, [("E201", "Criteria!A5")]),
    ({"Criteria!A5": ("C002", 1, "Of the other theme")}, [("E202", "Criteria!A5")]),
    ({"Criteria!A5": ("L", 1, "No number")}, [("E202", "Criteria!A5")]),
    ({"Criteria!A5": ("L003a", 1, "More than a number")}, [("E202", "Criteria!A5")]),
    ({"Themes!A4": (2, "Governance", "G")}, [("E202", "Criteria!A4"), ("E203", "Themes!A4")]),
    (
        {"Themes!A4": (3, "Learning", "l"), "Criteria!A5": ("L003", 3, "Roles")},
        [("E204", "Themes!C4")],
    ),
    (
        {"Scale!A4": "GREEN", "Criteria!D4": None},
        [("E206", "Scale!A4"), ("N362", "Scale!A2")],
    ),
    ({"Scale!B4": "a"}, [("E206", "Scale!B4")]),
    ({"Scale!A3": "G", "Criteria!D3": None}, [("E206", "Scale!A3")]),
    ({"Actions!A3": "l-a1"}, [("E207", "Actions!A3")]),
    ({"Actions!C2": "L002, L009"}, [("E208", "Actions!C2")]),
    ({"Actions!C2": "L008, L009"}, [("E208", "Actions!C2"), ("E208", "Actions!C2")]),
    ({"Narrative!D3": "C 001"}, [("E209", "Narrative!D3")]),
    ({"Criteria!D4": (None, None, "L009")}, [("E210", "Criteria!F4"), ("N362", "Scale!A4")]),
    ({"Criteria!D4": (None, None, "C001")}, [("E211", "Criteria!F4"), ("N362", "Scale!A4")]),
    (
        {"Criteria!D2": (None, None, "L002"), "Criteria!D3": (None, None, "L001")},
        [("E211", "Criteria!F2"), ("E211", "Criteria!F3"), ("N362", "Scale!A2"), ("N362", "Scale!A3")],
    ),
    ({"Criteria!F4": "L001"}, [("W212", "Criteria!D4"), ("N362", "Scale!A4")]),
    ({"Themes!A4": (3, "Governance", "G")}, [("W213", "Themes!A4")]),
    ({"Actions!G2": date(2026, 1, 1)}, [("E215", "Actions!H2"), ("W356", "Actions!G2")]),
    (
        {"Actions!I2": date(2025, 1, 5)},
        [("E215", "Actions!I2")],
    ),
    ({"Criteria!D2": None, "Criteria!D3": None, "Criteria!D4": None}, [("W220", "Criteria!D2")]),
    ({"Scale!A5": ("Not Assessed", "NA", "#ffffff", "No rating")}, [("E219", "Scale!A5")]),
    ({"Narrative!F3": "yes"}, [("W216", "Narrative!F3")]),
    ({"Actions!N2": "yes", "Actions!N3": "yes"}, [("W216", "Actions!N2")]),
    (REASON, [("E395", "Narrative!G3")]),
    (EXEMPT_EVIDENCE, [("W216", "Criteria!H3"), ("W218", "Actions!C2"), ("N362", "Scale!A3"), ("W396", "Evidence!I2")]),
    (
        {"Evidence!A2": ("E1", "A letter"), "Evidence!G2": "L001", "Evidence!I2": ("yes", "yes")},
        [("W216", "Evidence!J2"), ("W517", "Evidence!I2")],
    ),
    (SEE_EXEMPT, [("W216", "Criteria!H5"), ("E217", "Criteria!F4"), ("N362", "Scale!A4")]),
    ({"Criteria!H3": "yes"}, [("W216", "Criteria!H3"), ("W218", "Actions!C2"), ("N362", "Scale!A3")]),
    ({"Criteria!A5": ("L003", 1, "Succession", "Red", None, None, "Profile")}, [("W205", "Criteria!D5")]),
    (
        {
            "Criteria!A5": ("L003", 1, "Succession", "Red", None, None, "Profile"),
            "Actions!C2": "L002, L003",
            "Actions!J2": "Cancelled",
        },
        [("W205", "Criteria!D5")],
    ),
    ({"Criteria!C2": "Example: Clear priorities"}, [("W214", "Criteria!C2")]),
    ({"Report!A6": ("Assessed on", date(2025, 9, 24))}, [("W224", "Report!B6")]),
    (
        {**UNDER_REVIEW, "Actions!L2": "It waits for l 3."},
        [("W216", "Criteria!H5"), ("W221", "Actions!L2")],
    ),
    (
        {
            "Narrative!A4": (1, "Strengths", QUOTED, "L001", None, "yes"),
            "Actions!L2": "To note: across the county may lead to a claim at the end.",
        },
        [("W216", "Narrative!F4"), ("W223", "Actions!L2")],
    ),
    ({"Report!B2": "Example Borough Council"}, [("W214", "Report!B2")]),
    (
        {
            "Narrative!C2": "Example: Priorities are clear.",
            "Narrative!C3": "Example: Challenge is rare.",
            "Actions!E2": "Example: Fill the posts.",
        },
        [("W214", "Narrative!C2"), ("W214", "Actions!E2")],
    ),
    (
        {"Actions!N3": "yes", "Narrative!C2": "Priorities follow C-A1."},
        [("W216", "Actions!N3"), ("W221", "Narrative!C2")],
    ),
    (
        {**UNDER_REVIEW, "Actions!L2": "It waits for L003."},
        [("W216", "Criteria!H5"), ("W221", "Actions!L2")],
    ),
    (
        {**EXEMPT_BULLET, "Actions!L2": "As said, we plan to close the centre in May 2027!"},
        [("W216", "Narrative!F4"), ("E222", "Actions!L2")],
    ),
    (
        {
            "Actions!E3": "Invite the firm to bid for the lease.",
            "Actions!N3": "yes",
            "Criteria!C2": "Invite the firm to bid for the lease",
        },
        [("W216", "Actions!N3"), ("E222", "Criteria!C2")],
    ),
    (
        {
            "Actions!L3": "The firm asks for one more year.",
            "Actions!N3": "yes",
            "Actions!L2": "The firm asks for one more year.",
        },
        [("W216", "Actions!N3"), ("W223", "Actions!L2")],
    ),
    (
        {
            "Criteria!C4": "Lease of the centre by the river",
            "Criteria!H4": "yes",
            "Narrative!C2": "The lease of the centre by the river is up.",
            "Narrative!F3": "yes",
            "Actions!N3": "yes",
        },
        [
            ("W213", "Themes!A3"),
            ("W216", "Criteria!H4"),
            ("W216", "Narrative!F3"),
            ("W216", "Actions!N3"),
            ("W223", "Narrative!C2"),
            ("N362", "Scale!A4"),
        ],
    ),
]

NEAR_MISSES: NearMisses = {
    "E201 another number": (
        {"Criteria!A5": ("L0010", 1, "Long code")},
        [("W341", "Criteria!A5"), ("W342", "Criteria!A5")],
    ),
    "E202 a hyphen, a space, a small letter": (
        {"Criteria!A5": ("L-003", 1, "Hyphen"), "Criteria!A6": ("l 4", 1, "Small")},
        [("W341", "Criteria!A6")],
    ),
    "E203 a number that begins alike": (
        {"Themes!A4": (20, "Governance", "G"), "Criteria!A5": ("G1", 20, "Roles")},
        [],
    ),
    "E204 a longer prefix": ({"Themes!A4": (3, "Learning", "LE"), "Criteria!A5": ("LE001", 3, "Skills")}, []),
    "E206 a level whose mark is its own name": ({"Scale!A3": ("Two", "two"), "Criteria!D3": "two"}, []),
    "E207 another reference": ({"Actions!A3": "L-A2"}, []),
    "E208 the same code twice": ({"Actions!C2": "L002, L002"}, []),
    "E209 no code": ({"Narrative!D3": None}, [("W331", "Narrative!D3")]),
    "E210 a code that exists": ({"Criteria!D4": (None, None, "L001")}, [("N362", "Scale!A4")]),
    "E211 a chain that ends": (
        {"Criteria!D3": (None, None, "L001"), "Criteria!D4": (None, None, "L002")},
        [("N362", "Scale!A3"), ("N362", "Scale!A4")],
    ),
    "E211 to lead into a circle is not to be in it": (
        {"Criteria!D3": (None, None, "L002"), "Criteria!D4": (None, None, "L002")},
        [("E211", "Criteria!F3"), ("N362", "Scale!A3"), ("N362", "Scale!A4")],
    ),
    "E211 a blank code refers to nothing": (
        {"Criteria!A2": None, "Narrative!D2": None},
        [("E101", "Criteria!A2"), ("N334", "Narrative!D2")],
    ),
    "W212 only the previous rating": ({"Criteria!D4": (None, "Red", "L001")}, [("N362", "Scale!A4")]),
    "W213 one characteristic": ({"Themes!A4": (3, "Roles", "R"), "Criteria!A5": ("R1", 3, "Roles")}, []),
    "W220 one is rated": ({"Criteria!D2": None, "Criteria!D3": None}, [("N362", "Scale!A2"), ("N362", "Scale!A3")]),
    "E219 a level that only sounds like it": (
        {"Scale!A5": ("Assessed", "AS", "#ffffff", "No rating")},
        [("N362", "Scale!A5")],
    ),
    "E215 a start that moved with the revised date": (
        {"Actions!G2": (date(2026, 1, 5), date(2025, 12, 31), date(2026, 6, 30))},
        [("W356", "Actions!G2")],
    ),
    "E215 due on its first day": ({"Actions!G2": date(2025, 12, 31)}, [("W356", "Actions!G2")]),
    "W216 no is not exempt": ({"Narrative!F3": "no", "Actions!N2": "no"}, []),
    "E395 it is exempt": ({**REASON, "Narrative!F3": 3}, [("W216", "Narrative!F3")]),
    "E395 it says that there is none": ({**REASON, "Narrative!G3": "n/a"}, []),
    "W396 it is of an open row too": (
        {**EXEMPT_EVIDENCE, "Evidence!G2": "L002, L001"},
        [("W216", "Criteria!H3"), ("W218", "Actions!C2"), ("N362", "Scale!A3")],
    ),
    "W396 it is not public": (
        {**EXEMPT_EVIDENCE, "Evidence!I2": "no"},
        [("W216", "Criteria!H3"), ("W218", "Actions!C2"), ("N362", "Scale!A3")],
    ),
    "W517 it is not public": (
        {"Evidence!A2": ("E1", "A letter"), "Evidence!G2": "L001", "Evidence!I2": ("no", "yes")},
        [("W216", "Evidence!J2")],
    ),
    "E217 the one that refers is exempt too": (
        {**SEE_EXEMPT, "Criteria!H4": "yes", "Narrative!D3": None, "Actions!C3": None},
        [
            ("W213", "Themes!A3"),
            ("W216", "Criteria!H4"),
            ("W331", "Narrative!D3"),
            ("W332", "Actions!C3"),
            ("N362", "Scale!A4"),
        ],
    ),
    "E217 nothing refers to a blank code": (
        {"Criteria!A2": None, "Criteria!H2": "yes", "Narrative!D2": None},
        [
            ("E101", "Criteria!A2"),
            ("W216", "Criteria!H2"),
            ("N334", "Narrative!D2"),
            ("N362", "Scale!A2"),
        ],
    ),
    "W218 the row that names it is exempt too": (
        {"Criteria!H3": "yes", "Actions!N2": "yes"},
        [("W216", "Criteria!H3"), ("W216", "Actions!N2"), ("N362", "Scale!A3")],
    ),
    "W205 an action names it": (
        {"Criteria!A5": ("L003", 1, "Succession", "Red", None, None, "Profile"), "Actions!C2": "L002, L003"},
        [],
    ),
    "W205 an area for improvement names it": (
        {"Criteria!A5": ("L003", 1, "Succession", "Red", None, None, "Profile"), "Narrative!D3": "C001, L003"},
        [],
    ),
    "W205 a middling rating": ({"Criteria!A5": ("L003", 1, "Succession", "Amber", None, None, "Profile")}, []),
    "W214 a word that begins so": ({"Criteria!C2": "Examples of clear priorities"}, []),
    "W221 a longer code": (
        {**UNDER_REVIEW, "Narrative!C2": "Priorities follow L0031 and XL003."},
        [("W216", "Criteria!H5")],
    ),
    "W221 in another exempt row": (
        {**UNDER_REVIEW, "Actions!L3": "It waits for L003.", "Actions!N3": "yes"},
        [("W216", "Criteria!H5"), ("W216", "Actions!N3")],
    ),
    "E222 a few words": (
        {
            "Narrative!A4": (1, "Strengths", "Priorities are clear here.", "L001", None, "yes"),
            "Narrative!C2": "Our priorities are clear here, too.",
        },
        [("W216", "Narrative!F4")],
    ),
    "W224 the day of the meeting": ({"Report!A6": ("Assessed on", date(2025, 9, 23))}, []),
    "W223 a few words": (
        {"Actions!L3": "On track, with no change.", "Actions!N3": "yes", "Actions!L2": "On track, with no change."},
        [("W216", "Actions!N3")],
    ),
    "E222 a part of it": (
        {**EXEMPT_BULLET, "Actions!L2": "As said, we plan to close the centre."},
        [("W216", "Narrative!F4")],
    ),
}


def test_a_workbook_without_faults_gives_no_findings(tmp_path: Path) -> None:
    assert Book().found(tmp_path) == []


test_a_check_finds_what_it_looks_for_and_says_what_to_do = trip_test(TRIPS)
test_a_check_lets_a_near_miss_pass = near_miss_test(NEAR_MISSES)

TABLES: list[tuple[Trips, NearMisses]] = [
    (TRIPS, NEAR_MISSES),
    (test_abbreviations.TRIPS, test_abbreviations.NEAR_MISSES),
    (test_acceptances.TRIPS, test_acceptances.NEAR_MISSES),
    (test_addresses.TRIPS, test_addresses.NEAR_MISSES),
    (test_past_dates.TRIPS, test_past_dates.NEAR_MISSES),
    (test_plan.TRIPS, test_plan.NEAR_MISSES),
    (test_golden_thread.TRIPS, test_golden_thread.NEAR_MISSES),
    (test_key_dates.TRIPS, test_key_dates.NEAR_MISSES),
    (test_unlikely_days.TRIPS, test_unlikely_days.NEAR_MISSES),
    (test_wording.TRIPS, test_wording.NEAR_MISSES),
]


def test_each_check_is_tripped_and_nearly_tripped_in_a_table() -> None:
    # Those that need the archive are tested in tests/comparison.
    archived = (
        last_time.PREVIOUS_RATING, last_time.FIRST_DATE, last_time.EARLIER_MEETING, last_time.LOST_MARK,
        last_time.ANOTHER_AUTHORITY, last_time.OLD_CLEARANCE,
    )  # fmt: skip
    of_archive = {each.code for each in archived}
    checks = {rule.code for rule in registered_rules() if rule.code[1] in "23"} - of_archive
    tripped = {code for trips, _ in TABLES for _, found in trips for code, _ in found}
    near = {name.split()[0] for _, near_misses in TABLES for name in near_misses}
    assert {code for code in tripped if code[1] in "23"} == checks
    assert near == tripped


def test_each_rule_on_what_a_council_may_add_is_tripped_somewhere() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parents[1].rglob("test_*.py"))
    added = [rule.code for rule in registered_rules() if rule.code[1] == "5"]
    assert [code for code in added if f'"{code}"' not in tests] == []


@pytest.mark.parametrize("code", ["E201", "W201", "N201"])
def test_a_number_given_twice_fails_when_it_is_entered(code: str) -> None:
    before = registered_rules()
    with pytest.raises(ValueError, match="201 is given twice"):
        check(code, "Anything.")(lambda _assessment: ())
    assert registered_rules() == before


def test_each_rule_says_what_it_looks_for_and_begins_with_its_severity() -> None:
    initials = {Severity.ERROR: "E", Severity.WARNING: "W", Severity.NOTE: "N"}
    for rule in registered_rules():
        assert rule.code.startswith(initials[rule.severity])
        assert rule.looks_for.endswith(".")


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"Criteria!A5": ("C002", 1, "Misplaced")}, "'C' is theme 2, Culture"),
        ({"Criteria!A5": ("L001", 1, "Again")}, "already in Criteria!A2"),
        ({"Criteria!D2": (None, None, "L002"), "Criteria!D3": (None, None, "L001")}, "L001 to L002 to L001"),
        ({"Actions!C2": "L0O2"}, "did you mean 'L002'?"),
        ({"Actions!N2": "yes"}, "1 row is exempt"),
        ({"Actions!N2": "yes", "Actions!N3": "yes"}, "2 rows are exempt"),
        ({"Criteria!C2": "Example: One", "Criteria!C4": "Example: Two"}, "examples are still in place: C2, C4."),
    ],
)
def test_a_finding_names_what_would_help(tmp_path: Path, cells: Cells, says: str) -> None:
    assert says in holding(cells).findings(tmp_path)[0].message


def test_what_no_open_row_abbreviates_is_not_published(tmp_path: Path) -> None:
    book = Book(
        abbreviations=[["HSP", "High Street purchase"], ["KPI", "Key performance indicator"], ["LGA", "Unused"]]
    )
    book.narrative += [
        [1, "Strengths", "The HSP and its KPI are on time.", None, None, "yes"],
        [1, "Strengths", "Every KPI is reported.", None, None, None],
    ]
    kept = published(book.read(tmp_path)).abbreviations
    assert [each.short for each in kept] == ["KPI"]


def test_what_is_published_has_no_exempt_row_and_no_exempt_code(tmp_path: Path) -> None:
    exempt = {"Criteria!H3": "yes", "Narrative!F3": "yes", "Actions!N3": "yes", "Narrative!D2": "L001, L002"}
    public = published(holding(exempt).read(tmp_path))
    assert [each.code for each in public.criteria] == ["L001", "C001"]
    assert [each.criteria for each in public.bullets] == [("L001",)]
    assert [(each.ref, each.criteria) for each in public.actions] == [("L-A1", ())]


@pytest.mark.parametrize(
    ("code", "cells", "says"),
    [
        ("W205", {"Narrative!D3": None, "Actions!C3": "L001"}, "rated Red, but no action and no area"),
        ("W221", {**UNDER_REVIEW, "Actions!L2": "It waits for L003."}, "the text mentions L003, which is exempt"),
        (
            "E222",
            {**EXEMPT_BULLET, "Actions!L2": "We plan to close the centre in May 2027."},
            "the text holds that of Narrative!C4, which is exempt",
        ),
        (
            "W223",
            {
                "Narrative!A4": (1, "Strengths", QUOTED, "L001", None, "yes"),
                "Actions!L2": "To note: across the county may lead to a claim at the end.",
            },
            "the text repeats a long run of words of Narrative!C4, which is exempt: it would be published.",
        ),
    ],
)
def test_a_message_names_what_it_is_about(tmp_path: Path, code: str, cells: Cells, says: str) -> None:
    assert says in message(tmp_path, code, cells)


def test_what_speaks_of_an_exempt_text_is_confidential_and_does_not_quote_it(tmp_path: Path) -> None:
    cells = {**EXEMPT_BULLET, "Actions!L2": "We plan to close the centre in May 2027."}
    (finding,) = (each for each in holding(cells).findings(tmp_path) if each.code == "E222")
    assert finding.confidential
    assert "centre" not in finding.message + finding.hint


def test_a_workbook_of_seven_themes_written_with_care_gives_no_finding(tmp_path: Path) -> None:
    write_workbook(tmp_path / "clean.xlsx", clean_rows())
    reading = read_workbook(tmp_path / "clean.xlsx")
    assert [*reading.findings, *run_checks(reading.assessment)] == []


def test_what_is_found_at_an_exempt_row_is_confidential_whatever_the_rule(tmp_path: Path) -> None:
    cells = {"Actions!A3": "L-A1", "Actions!N3": "yes", "Actions!K3": 0.5, "Actions!C3": "C009"}
    found = {finding.code: finding.confidential for finding in holding(cells).findings(tmp_path)}
    assert found == {"E207": True, "E208": True, "W216": False, "W353": True}


def test_an_abbreviation_of_exempt_rows_alone_is_confidential(tmp_path: Path) -> None:
    entries = [("RCC", "Riverside Centre"), ("RCC", "Riverside Centre Closure"), ("SMT", "Senior Team")]
    cells: Cells = {f"Abbreviations!A{row}": entry for row, entry in enumerate(entries, 2)}
    cells |= {"Actions!E3": "Close the RCC.", "Actions!N3": "yes"}
    found = [(each.code, str(each.where), each.confidential) for each in holding(cells).findings(tmp_path)]
    assert [each for each in found if each[0].startswith("W32")] == [
        ("W322", "Abbreviations!A2", True),
        ("W322", "Abbreviations!A3", True),
        ("W322", "Abbreviations!A4", False),
        ("W323", "Abbreviations!A3", True),
    ]
