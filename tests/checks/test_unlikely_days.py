"""The checks of days that cannot be meant, in whichever column of whichever sheet; one fault gives one finding."""

from datetime import date
from pathlib import Path

import pytest

from bvdocs.checks import run_checks
from bvdocs.core.columns import Kind
from bvdocs.core.schema import REPORT_FIELDS, SHEETS
from bvdocs.workbook.reading.reader import read_workbook
from tests.cases.everything import everything_rows
from tests.support.checking import Cells, NearMisses, Trips, message, near_miss_test, trip_test
from tests.support.package_edits import holding
from tests.support.workbook_writer import write_workbook
from tests.support.workbooks import Book

DATES = [(sheet.name, column) for sheet in SHEETS for column in sheet.columns if column.kind is Kind.DATE]

TRIPS: Trips = [
    # Neither overdue (W352) nor due before its start (E215) is told of a year that cannot be meant, beside it.
    ({"Actions!G3": None, "Actions!H3": date(1930, 3, 31), "Actions!L3": None}, [("W357", "Actions!H3")]),
    ({"Actions!H3": date(1930, 3, 31), "Actions!L3": None}, [("E215", "Actions!H3")]),
    ({"Actions!H2": "30/06/1206"}, [("E215", "Actions!H2")]),
    # A Saturday (N355).
    ({"Actions!I2": date(2207, 1, 31)}, [("W357", "Actions!I2")]),
    # Earlier than first agreed (W354).
    ({"Actions!H2": date(2207, 1, 31), "Actions!I2": date(2027, 1, 29)}, [("W357", "Actions!H2")]),
    ({"Actions!I2": date(2071, 11, 3)}, [("W357", "Actions!I2")]),
    # Under way before its start (W356), and due before it: at the date that cannot be meant.
    ({"Actions!G2": date(2052, 1, 6)}, [("E215", "Actions!G2")]),
    ({"Actions!G3": date(1925, 2, 3)}, [("W357", "Actions!G3")]),
    # Neither after the meeting (W224) nor long before it (W359).
    ({"Report!A6": ("Assessed on", date(2052, 9, 1))}, [("W357", "Report!B6")]),
    ({"Report!A6": ("Assessed on", date(1925, 9, 1))}, [("W357", "Report!B6")]),
    ({"Report!A6": ("Assessed on", date(2023, 8, 1))}, [("W359", "Report!B6")]),
    # Everything is overdue (W352), is to have started (W356), is of another time (W224, W357).
    ({"Report!B5": date(2205, 9, 23), "Actions!L3": None}, [("W358", "Report!B5")]),
    ({"Report!B5": date(2027, 9, 23), "Actions!L3": None}, [("W358", "Report!B5")]),
    ({"Report!B5": date(1925, 9, 23), "Report!A6": ("Assessed on", date(2025, 9, 1))}, [("W358", "Report!B5")]),
    (
        {"Report!B5": date(2205, 9, 23), "Actions!I2": date(1930, 1, 31)},
        [("E215", "Actions!I2"), ("W358", "Report!B5")],
    ),
    ({"Actions!I2": date(2031, 6, 30)}, [("W383", "Actions!I2")]),
]
test_each_is_found = trip_test(TRIPS)

NEAR_MISSES: NearMisses = {
    "W357 ten years on": ({"Actions!H2": date(2035, 9, 24)}, []),
    "W357 ten years ago": ({"Actions!G2": date(2015, 9, 23)}, []),
    "W358 within 18 months of one": ({"Report!B5": date(2027, 6, 1), "Actions!L2": "Late."}, []),
    "W358 with too few other dates": (
        {"Report!B5": date(2028, 9, 26), "Actions!A3": (None,) * 14, "Actions!G2": None, "Actions!L2": "Late.",
         "Narrative!A3": (None,) * 6, "Criteria!A4": (None,) * 8, "Themes!A3": (None,) * 5},
        [("N362", "Scale!A4")],
    ),
    "W359 within two years": ({"Report!A6": ("Assessed on", date(2023, 10, 1))}, []),
    "W383 within five years": ({"Actions!I2": date(2030, 12, 31)}, []),
    # A fault of its own.
    "W358 not a date": ({"Report!B5": "next year"}, [("E105", "Report!B5")]),
    "W357 not a date": ({"Actions!H2": "soon"}, [("E105", "Actions!H2")]),
}  # fmt: skip
test_near_misses_are_not = near_miss_test(NEAR_MISSES)


@pytest.mark.parametrize(("sheet", "column"), DATES, ids=[f"{sheet}, {column.name}" for sheet, column in DATES])
@pytest.mark.slow
def test_every_date_that_the_schema_declares_is_looked_at(tmp_path: Path, sheet: str, column: object) -> None:
    """Later sheets and columns too: a far day is put into one cell of each, whatever the column is called."""
    rows = {**everything_rows(), "Clearances": [["Monitoring Officer", date(2025, 9, 8), None]]}
    declared = next(each for each in SHEETS if each.name == sheet)
    at = declared.columns.index(column)
    if sheet == "Accepted findings":
        rows[sheet] = [["W311", None, "A text.", "Agreed", "Monitoring Officer", date(2207, 1, 31)]]
    else:
        first, *rest = rows[sheet]
        rows[sheet] = [[*first[:at], date(2207, 1, 31), *first[at + 1 :]], *rest]
    write_workbook(tmp_path / "book.xlsx", rows)
    found = list(run_checks(read_workbook(tmp_path / "book.xlsx").assessment))
    where = f"{sheet}!{chr(ord('A') + at)}2"
    assert [each.code for each in found if str(each.where) == where and "2207" in each.message] in (["W357"], ["E215"])


def test_the_fields_of_the_report_are_looked_at_too() -> None:
    assert [each.name for each in REPORT_FIELDS if each.kind is Kind.DATE] == ["Meeting date", "Assessed on"]


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        (date(1930, 3, 31), "'Revised due' is 31/03/1930, more than ten years before the meeting: is 2030 meant?"),
        (date(1925, 3, 31), "is 2025 meant?"),
        (date(2207, 1, 31), "'Revised due' is 31/01/2207, more than ten years after the meeting: is 2027 meant?"),
        (date(2125, 3, 31), "is 2025 meant?"),
        (date(2062, 3, 31), "is 2026 meant?"),
        (date(2205, 3, 31), "is 2025 meant?"),
        # Nothing like it is near.
        ("31/12/1899", "more than ten years before the meeting."),
        (date(1999, 12, 31), "more than ten years before the meeting."),
    ],
)
def test_the_year_that_is_meant_is_asked_for(tmp_path: Path, day: object, asked: str) -> None:
    assert message(tmp_path, "W357", {"Actions!I2": day, "Actions!G2": None}).endswith(asked)


def test_a_day_that_cannot_be_meant_is_named_in_the_error_that_it_causes(tmp_path: Path) -> None:
    said = message(tmp_path, "E215", {"Actions!H2": date(1930, 3, 31)})
    assert said == "action L-A1 is due on 31/03/1930, before its start on 06/01/2025: is 2030 meant?"


def test_the_meeting_is_told_with_the_year_of_the_other_dates(tmp_path: Path) -> None:
    assert message(tmp_path, "W358", {"Report!B5": date(2205, 9, 23)}) == (
        "the meeting is on 23/09/2205, and no other date is within 18 months of it: is 2025 meant?"
    )


def test_of_an_exempt_row_it_is_confidential_and_no_open_one_is_judged_by_it(tmp_path: Path) -> None:
    far = {"Actions!G3": None, "Actions!H3": date(1930, 3, 31), "Actions!N3": "yes"}
    (finding,) = [each for each in holding(far).findings(tmp_path) if each.code == "W357"]
    assert finding.confidential
    # The exempt rows are all that is near the meeting, or that makes three dates.
    cells: Cells = {"Report!B5": date(2028, 9, 26), "Actions!L2": "Late.", "Actions!N3": "yes"}
    for due in (date(2028, 9, 1), date(2026, 1, 30)):
        assert "W358" not in [code for code, _ in holding({**cells, "Actions!H3": due}).found(tmp_path)]


def test_what_is_accepted_until_a_day_that_cannot_be_meant_is_told_to_the_officer_alone(tmp_path: Path) -> None:
    book = Book(accepted=[["W311", None, "A text.", "Agreed", "Monitoring Officer", date(2207, 1, 31)]])
    (finding,) = book.findings(tmp_path)
    assert (finding.code, str(finding.where), finding.confidential) == ("W357", "Accepted findings!F2", True)
