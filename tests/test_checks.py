"""Each check: what trips it, and what is nearly that and must not."""

from datetime import date
from pathlib import Path

import pytest

from bvdocs.checks.registry import check
from bvdocs.findings import Severity, registered_rules
from bvdocs.model import published
from tests.edits import holding
from tests.support import Book

Cells = dict[str, object]
Found = list[tuple[str, str]]

# 'C001' refers to 'L003', which is exempt.
SEE_EXEMPT: Cells = {
    "Criteria!A5": ("L003", 1, "Under review", "Red", None, None, None, "yes"),
    "Criteria!D4": (None, None, "L003"),
}

TRIPS: list[tuple[Cells, Found]] = [
    ({"Criteria!A5": ("L001", 1, "Again")}, [("E201", "Criteria!A5")]),
    ({"Criteria!A5": ("l001", 1, "Again, in small letters")}, [("E201", "Criteria!A5")]),
    ({"Criteria!A5": ("C002", 1, "Of the other theme")}, [("E202", "Criteria!A5")]),
    ({"Criteria!A5": ("L", 1, "No number")}, [("E202", "Criteria!A5")]),
    ({"Criteria!A5": ("L003a", 1, "More than a number")}, [("E202", "Criteria!A5")]),
    ({"Themes!A4": (2, "Governance", "G")}, [("E202", "Criteria!A4"), ("E203", "Themes!A4")]),
    ({"Themes!A4": (3, "Learning", "l"), "Criteria!A5": ("L003", 3, "Roles")}, [("E204", "Themes!C4")]),
    ({"Scale!A4": "GREEN", "Criteria!D4": None}, [("E206", "Scale!A4")]),
    ({"Scale!B4": "a"}, [("E206", "Scale!B4")]),
    ({"Scale!A3": "G", "Criteria!D3": None}, [("E206", "Scale!A3")]),
    ({"Actions!A3": "l-a1"}, [("E207", "Actions!A3")]),
    ({"Actions!C2": "L002, L009"}, [("E208", "Actions!C2")]),
    ({"Actions!C2": "L008, L009"}, [("E208", "Actions!C2"), ("E208", "Actions!C2")]),
    ({"Narrative!D3": "C 001"}, [("E209", "Narrative!D3")]),
    ({"Criteria!D4": (None, None, "L009")}, [("E210", "Criteria!F4")]),
    ({"Criteria!D4": (None, None, "C001")}, [("E211", "Criteria!F4")]),
    (
        {"Criteria!D2": (None, None, "L002"), "Criteria!D3": (None, None, "L001")},
        [("E211", "Criteria!F2"), ("E211", "Criteria!F3")],
    ),
    ({"Criteria!F4": "L001"}, [("W212", "Criteria!D4")]),
    ({"Themes!A4": (3, "Governance", "G")}, [("W213", "Themes!A4")]),
    ({"Actions!G2": date(2026, 1, 1)}, [("E215", "Actions!H2")]),
    ({"Actions!I2": date(2025, 1, 5)}, [("E215", "Actions!I2")]),
    ({"Criteria!D2": None, "Criteria!D3": None, "Criteria!D4": None}, [("W220", "Criteria!D2")]),
    ({"Scale!A5": ("Not Assessed", "NA", "#ffffff", "No rating")}, [("E219", "Scale!A5")]),
    ({"Narrative!F3": "yes"}, [("W216", "Narrative!F3")]),
    ({"Actions!N2": "yes", "Actions!N3": "yes"}, [("W216", "Actions!N2")]),
    (SEE_EXEMPT, [("W216", "Criteria!H5"), ("E217", "Criteria!F4")]),
    ({"Criteria!H3": "yes"}, [("W216", "Criteria!H3"), ("W218", "Actions!C2")]),
]

NEAR_MISSES: dict[str, tuple[Cells, Found]] = {
    "E201 another number": ({"Criteria!A5": ("L0010", 1, "Long code")}, []),
    "E202 a hyphen, a space, a small letter": (
        {"Criteria!A5": ("L-003", 1, "Hyphen"), "Criteria!A6": ("l 4", 1, "Small")},
        [],
    ),
    "E203 a number that begins alike": (
        {"Themes!A4": (20, "Governance", "G"), "Criteria!A5": ("G1", 20, "Roles")},
        [],
    ),
    "E204 a longer prefix": ({"Themes!A4": (3, "Learning", "LE"), "Criteria!A5": ("LE001", 3, "Skills")}, []),
    "E206 a level whose mark is its own name": ({"Scale!A3": ("Two", "two"), "Criteria!D3": "two"}, []),
    "E207 another reference": ({"Actions!A3": "L-A2"}, []),
    "E208 the same code twice": ({"Actions!C2": "L002, L002"}, []),
    "E209 no code": ({"Narrative!D3": None}, []),
    "E210 a code that exists": ({"Criteria!D4": (None, None, "L001")}, []),
    "E211 a chain that ends": (
        {"Criteria!D3": (None, None, "L001"), "Criteria!D4": (None, None, "L002")},
        [],
    ),
    "E211 to lead into a circle is not to be in it": (
        {"Criteria!D3": (None, None, "L002"), "Criteria!D4": (None, None, "L002")},
        [("E211", "Criteria!F3")],
    ),
    "E211 a blank code refers to nothing": (
        {"Criteria!A2": None, "Narrative!D2": None},
        [("E101", "Criteria!A2")],
    ),
    "W212 only the previous rating": ({"Criteria!D4": (None, "Red", "L001")}, []),
    "W213 one characteristic": ({"Themes!A4": (3, "Roles", "R"), "Criteria!A5": ("R1", 3, "Roles")}, []),
    "W220 one is rated": ({"Criteria!D2": None, "Criteria!D3": None}, []),
    "E219 a level that only sounds like it": ({"Scale!A5": ("Assessed", "AS", "#ffffff", "No rating")}, []),
    "E215 a start that moved with the revised date": (
        {"Actions!G2": (date(2026, 1, 5), date(2025, 12, 31), date(2026, 6, 30))},
        [],
    ),
    "E215 due on its first day": ({"Actions!G2": date(2025, 12, 31)}, []),
    "W216 no is not exempt": ({"Narrative!F3": "no", "Actions!N2": "no"}, []),
    "E217 the one that refers is exempt too": (
        {**SEE_EXEMPT, "Criteria!H4": "yes", "Narrative!D3": None, "Actions!C3": None},
        [("W216", "Criteria!H4")],
    ),
    "E217 nothing refers to a blank code": (
        {"Criteria!A2": None, "Criteria!H2": "yes", "Narrative!D2": None},
        [("E101", "Criteria!A2"), ("W216", "Criteria!H2")],
    ),
    "W218 the row that names it is exempt too": (
        {"Criteria!H3": "yes", "Actions!N2": "yes"},
        [("W216", "Criteria!H3"), ("W216", "Actions!N2")],
    ),
}


def test_a_workbook_without_faults_gives_no_findings(tmp_path: Path) -> None:
    assert Book().found(tmp_path) == []


@pytest.mark.parametrize(("cells", "found"), TRIPS, ids=[found[-1][0] for _, found in TRIPS])
def test_a_check_finds_what_it_looks_for_and_says_what_to_do(tmp_path: Path, cells: Cells, found: Found) -> None:
    findings = holding(cells).findings(tmp_path)
    assert [(finding.code, str(finding.where)) for finding in findings] == found
    assert all(finding.message.endswith((".", "?")) and finding.hint.endswith(".") for finding in findings)


@pytest.mark.parametrize(("cells", "found"), NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_a_check_lets_a_near_miss_pass(tmp_path: Path, cells: Cells, found: Found) -> None:
    assert holding(cells).found(tmp_path) == found


def test_each_check_is_tripped_and_nearly_tripped_above() -> None:
    checks = {rule.code for rule in registered_rules() if rule.code[1] == "2"}
    assert {code for _, found in TRIPS for code, _ in found} == checks
    assert {name.split()[0] for name in NEAR_MISSES} == checks


@pytest.mark.parametrize("code", ["E201", "W201", "N201"])
def test_a_number_given_twice_fails_when_it_is_entered(code: str) -> None:
    before = registered_rules()
    with pytest.raises(ValueError, match="201 is given twice"):
        check(code)(lambda _assessment: ())
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
    ],
)
def test_a_finding_names_what_would_help(tmp_path: Path, cells: Cells, says: str) -> None:
    assert says in holding(cells).findings(tmp_path)[0].message


def test_what_is_published_has_no_exempt_row_and_no_exempt_code(tmp_path: Path) -> None:
    exempt = {"Criteria!H3": "yes", "Narrative!F3": "yes", "Actions!N3": "yes", "Narrative!D2": "L001, L002"}
    public = published(holding(exempt).read(tmp_path))
    assert [each.code for each in public.criteria] == ["L001", "C001"]
    assert [each.criteria for each in public.bullets] == [("L001",)]
    assert [(each.ref, each.criteria) for each in public.actions] == [("L-A1", ())]
