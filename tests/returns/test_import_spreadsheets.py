"""Spreadsheets of other shapes as workbooks: an action plan with names of its own, a tracker of one sheet a theme."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.imports import ORIGIN, NewBook, import_files

_FILLS = {"Green": "00B050", "Amber": "FFC000", "Red": "FF0000"}
_HEADINGS = ("No.", "Theme", "What we will do", "Lead", "Target date", "RAG", "Milestones", "% complete", "Comments")
_STEPS = "• Advert out by 30 June 2025\n• Interviews"
_ACTIONS: tuple[tuple[Any, ...], ...] = (
    (1, "Leadership", "Fill the posts", "Chief Executive", date(2026, 3, 31), "Green", _STEPS, 0.4, "On course."),
    (2, None, "Train members", "Monitoring Officer", "31/12/2025", "Amber", None, "25%", None),
    (3, "Governance", "Refresh the constitution", "Monitoring Officer", "Q2 2026", "Red", None, 10, "Late."),
    (4, None, "Keep the register current", "Head of Law", "On-going", "Green", None, None, None),
)  # fmt: skip


def action_plan(path: Path) -> Path:
    """Write an action plan with title rows, merged cells, names of its own and further sheets."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Plan"
    sheet["A1"] = "Best Value action plan"
    sheet.merge_cells("A1:I1")
    sheet["A2"] = "Position at the end of September"
    sheet.append([])
    sheet.append(list(_HEADINGS))
    for row in _ACTIONS:
        sheet.append(list(row))
        sheet.cell(sheet.max_row, 6).fill = PatternFill("solid", fgColor=_FILLS[row[5]])
    sheet.cell(5, 8).number_format = "0%"
    sheet.merge_cells("B5:B6")
    sheet.merge_cells("B7:B8")
    sheet["I7"].comment = Comment("Ask the Monitoring Officer.", "Clerk")
    _append(book.create_sheet("Closed"), ("Action", "Lead officer", "Deadline", "Status"),
            ("Appoint an auditor", "Head of Finance", "30 June 2025", "Completed"))  # fmt: skip
    _append(book.create_sheet("Lists"), ("Green",), ("Amber",), ("Red",))
    book["Lists"].sheet_state = "hidden"
    book.save(path)
    return path


def _append(sheet: Worksheet, *rows: tuple[object, ...]) -> None:
    for row in rows:
        sheet.append(list(row))


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> NewBook:
    """The action plan, imported."""
    folder = tmp_path_factory.mktemp("plan")
    return import_files(folder, action_plan(folder / "plan.xlsx"))


def test_columns_named_otherwise_are_known(plan: NewBook) -> None:
    first, second, third, fourth, closed = plan.rows("Actions")
    assert (first["Ref"], first["Action"], first["Owner"], first["Judged"]) == (
        "1",
        "Fill the posts",
        "Chief Executive",
        "Green",
    )
    assert (first["Due"].date(), second["Due"].date()) == (date(2026, 3, 31), date(2025, 12, 31))
    assert [row.get("Progress") for row in (first, second, third, fourth)] == [0.4, 0.25, 0.1, None]
    assert fourth["Due"] == "Ongoing"
    assert (closed["Owner"], closed["Status"], closed["Due"].date()) == (
        "Head of Finance",
        "Completed",
        date(2025, 6, 30),
    )
    assert plan.column("Action scale", "Colour") == ["#00b050", "#ffc000", "#ff0000"]


def test_a_merged_theme_is_that_of_each_of_its_rows(plan: NewBook) -> None:
    assert [(each.number, each.name) for each in plan.assessment.themes] == [(2, "Leadership"), (3, "Governance")]
    assert plan.column("Actions", "Theme") == [2, 2, 3, 3, None]


def test_lines_of_milestones_become_rows_and_one_without_a_date_lacks_it(plan: NewBook) -> None:
    rows = plan.rows("Milestones")
    assert [(row["Action"], row["Milestone"]) for row in rows] == [
        ("1", "Advert out by 30 June 2025"),
        ("1", "Interviews"),
    ]
    assert rows[0]["Due"].date() == date(2025, 6, 30)
    assert rows[1][ORIGIN] == "plan.xlsx, sheet 'Plan', G5. To fill in: Due"


def test_a_date_that_is_none_stands_as_it_was_typed_with_its_row(plan: NewBook) -> None:
    (row,) = [row for row in plan.rows("Not placed") if row["Words"] == "Q2 2026"]
    assert row["Why"] == "is no date that is read, and so not in 'Due'"
    assert row["Beside"] == "Refresh the constitution"
    assert row[ORIGIN] == "plan.xlsx, sheet 'Plan', E7"
    assert plan.rows("Actions")[2].get("Due") is None


def test_what_was_typed_otherwise_is_remembered_in_its_row(plan: NewBook) -> None:
    assert "As typed: Due '31/12/2025'" in plan.rows("Actions")[1][ORIGIN]


def test_a_comment_a_title_and_a_hidden_sheet_are_listed(plan: NewBook) -> None:
    why = plan.not_placed()
    assert any("Ask the Monitoring Officer." in words and reason == "is a comment" for words, reason in why.items())
    assert {"Best Value action plan", "Position at the end of September"} <= set(why)
    assert why["Lists"].startswith("a sheet that Excel hides")


def test_words_of_the_council_s_own_for_how_far_it_is_are_proposed(plan: NewBook) -> None:
    assert [(str(each), each.counts_as.value) for each in plan.assessment.statuses] == [("Completed", "Complete")]


def test_a_tracker_of_one_sheet_a_theme(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, row in (
        ("Leadership", ("Agree a plan", "Anna Jones, Director of People", "end of March", "On track", "=SUM of parts")),
        ("Use of resources", ("Reset the budget", "S151 officer", "2026-02-28", "Slipping", None)),
    ):
        sheet = book.create_sheet(name)
        sheet["B2"] = f"Improvement tracker: {name}"
        sheet["B2"].font = Font(bold=True)
        heads = ("Action required", "Responsible officer", "By when", "Progress status", "Latest position")
        for column, (head, value) in enumerate(zip(heads, row, strict=True), 2):
            sheet.cell(4, column, head)
            sheet.cell(5, column).value = value
            sheet.cell(5, column).data_type = "s"
    book.save(tmp_path / "tracker.xlsx")
    found = import_files(tmp_path, tmp_path / "tracker.xlsx")
    assert [(each.number, each.name) for each in found.assessment.themes] == [
        (2, "Leadership"),
        (5, "Use of Resources"),
    ]
    first, second = found.rows("Actions")
    assert (first["Theme"], first["Owner"], first["Update"]) == (2, "Anna Jones, Director of People", "=SUM of parts")
    assert second["Due"].date() == date(2026, 2, 28)
    # What 'Slipping' counts as, the council says.
    assert [row.get("Counts as") for row in found.rows("Statuses")] == ["In progress", None]
    assert any(remark.endswith("say of 'Slipping' yourself.") for remark in found.outcome.remarks)
    assert "end of March" in found.not_placed()


def test_a_blank_cell_that_is_coloured_is_a_rating(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    _append(
        sheet,
        ("Code", "Characteristic", "RAG"),
        ("L001", "Vision", None),
        ("L002", "Staff", None),
        ("L003", "Risk", None),
    )
    for row, fill in ((2, "00B050"), (3, "FF0000")):
        sheet.cell(row, 3).fill = PatternFill("solid", fgColor=fill)
    book.save(tmp_path / "ratings.xlsx")
    found = import_files(tmp_path, tmp_path / "ratings.xlsx")
    assert found.column("Criteria", "Rating") == ["Green", "Red", None]


def test_striped_rows_are_no_ratings(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    _append(sheet, ("Code", "Characteristic", "Evidence"), *((f"L00{n}", f"Name {n}", "Plan") for n in range(1, 7)))
    for row in (2, 4, 6):
        for cell in sheet[row]:
            cell.fill = PatternFill("solid", fgColor="DDEBF7")
    book.save(tmp_path / "striped.xlsx")
    found = import_files(tmp_path, tmp_path / "striped.xlsx")
    assert set(found.column("Criteria", "Rating")) == {None}
    assert found.rows("Scale") == []


def test_numbers_that_begin_anew_in_each_theme_are_made_refs_of_their_own(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, action in (("Leadership", "Fill the posts"), ("Governance", "Refresh the constitution")):
        _append(book.create_sheet(name), ("No", "Action", "Owner"), (1, action, "Head of Law"))
    book.save(tmp_path / "plan.xlsx")
    rows = import_files(tmp_path, tmp_path / "plan.xlsx").rows("Actions")
    assert [row["Ref"] for row in rows] == ["A1", "A2"]
    assert all("Ref '1'" in row[ORIGIN] for row in rows)


def _plan_of(folder: Path, *rows: tuple[object, ...]) -> NewBook:
    book = openpyxl.Workbook()
    _append(book.worksheets[0], *rows)
    book.save(folder / "plan.xlsx")
    return import_files(folder, folder / "plan.xlsx")


def test_a_theme_alone_in_a_row_is_that_of_the_rows_below(tmp_path: Path) -> None:
    found = _plan_of(
        tmp_path,
        ("Action", "Owner", "Due"),
        ("Theme 3: Governance",),
        ("Refresh the constitution", "Head of Law", "1 May 2026"),
        ("Theme 2: Leadership",),
        ("Fill the posts", "Head of People", "2 May 2026"),
        ("Train members", "Head of Law", "3 May 2026"),
    )
    assert found.column("Actions", "Theme") == [3, 2, 2]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Confidential?", "Yes"),
        ("Exempt information", "paragraph 3"),
        ("Not for publication", "x"),
        ("Can be published?", "No"),
        ("Notes on it", "Exempt - paragraph 3"),
    ],
)
def test_a_row_that_is_said_to_be_exempt_is_never_public(tmp_path: Path, heading: str, said: str) -> None:
    found = _plan_of(
        tmp_path,
        ("Action", "Owner", heading),
        ("Sell the depot", "Head of Assets", said),
        ("Fill the posts", "Head of People", None),
    )
    secret, public = found.rows("Actions")
    assert secret["Exempt"]
    assert public.get("Exempt") is None
    # What the reader does not take for a yes, it refuses, and no document is made.
    at_fault = [place for code, place in found.found() if code.startswith("E") and place == "Actions!N2"]
    assert found.assessment.actions[0].exempt or at_fault


def test_rows_below_a_line_that_says_so_are_exempt(tmp_path: Path) -> None:
    found = _plan_of(
        tmp_path,
        ("Action", "Owner"),
        ("Fill the posts", "Head of People"),
        ("Part B (exempt)",),
        ("Sell the depot", "Head of Assets"),
    )
    assert found.column("Actions", "Exempt") == [None, "yes"]
