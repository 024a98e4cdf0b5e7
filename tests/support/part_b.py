"""Workbooks with exempt rows of each kind, for tests of Part B and of what Part A tells of them: nothing."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from bvdocs.commands.part_b import PartBOutcome, PartBRequest, make_part_b
from tests.support.archives import FIRST
from tests.support.project import TEMPLATES, tell_nobody
from tests.support.workbooks import Book

# What a cell of an exempt row holds, by sheet, row and column.
Cells = Mapping[tuple[str, int, str], Any]

EXEMPT_CELLS: Cells = {
    ("Criteria", 5, "Code"): "L003",
    ("Criteria", 5, "Theme"): 1,
    ("Criteria", 5, "Characteristic"): "The settlement with a former officer",
    ("Criteria", 5, "Rating"): "Red",
    ("Criteria", 5, "Exempt"): "1, 3",
    ("Criteria", 5, "Exempt reason"): "It says what a person was paid; the accounts will give the sum.",
    ("Narrative", 4, "Theme"): 2,
    ("Narrative", 4, "Section"): "Areas for improvement",
    ("Narrative", 4, "Text"): "The claim of a contractor may go to court.",
    ("Narrative", 4, "Criteria"): "C001",
    ("Narrative", 4, "Exempt"): 5,
    ("Narrative", 4, "Exempt reason"): "It rests on counsel's advice.",
    ("Actions", 4, "Ref"): "L-A9",
    ("Actions", 4, "Theme"): 1,
    ("Actions", 4, "Criteria"): "L002, L003",
    ("Actions", 4, "Action"): "Negotiate the end of the contract.",
    ("Actions", 4, "Owner"): "Monitoring Officer",
    ("Actions", 4, "Due"): date(2025, 8, 1),
    ("Actions", 4, "Status"): "In progress",
    ("Actions", 4, "Progress"): 0.3,
    ("Actions", 4, "Update"): "Terms are with counsel.",
    ("Actions", 4, "Exempt"): 3,
    ("Actions", 4, "Exempt reason"): "It shows how far the council would go.",
    ("Milestones", 2, "Action"): "L-A9",
    ("Milestones", 2, "Milestone"): "Counsel has advised",
    ("Milestones", 2, "Due"): date(2025, 7, 1),
    ("Milestones", 3, "Action"): "L-A1",
    ("Milestones", 3, "Milestone"): "Terms agreed with the candidate",
    ("Milestones", 3, "Due"): date(2025, 11, 3),
    ("Milestones", 3, "Exempt"): 2,
    ("Milestones", 3, "Exempt reason"): "One person alone is meant.",
    ("Milestones", 4, "Action"): "L-A1",
    ("Milestones", 4, "Milestone"): "Posts advertised",
    ("Milestones", 4, "Due"): date(2025, 10, 1),
    ("Evidence", 2, "Ref"): "E1",
    ("Evidence", 2, "Title"): "Opinion of counsel",
    ("Evidence", 2, "Criteria"): "L001",
    ("Evidence", 2, "Date"): date(2025, 6, 2),
    ("Evidence", 2, "Exempt"): 5,
    ("Evidence", 2, "Exempt reason"): "It is privileged.",
    ("Evidence", 3, "Ref"): "E2",
    ("Evidence", 3, "Title"): "Staff survey",
    ("Evidence", 3, "Where"): "https://www.testing.gov.uk/papers/staff-survey-2025.pdf",
    ("Evidence", 3, "Criteria"): "C001",
    ("Evidence", 3, "Date"): date(2025, 6, 2),
    ("Evidence", 3, "Public"): "yes",
}
# What announces a Part B in the covering report.
ANNOUNCED: Cells = {
    ("Committee", 2, "Field"): "Report title",
    ("Committee", 2, "Value"): "Self-assessment",
    ("Committee", 3, "Field"): "Purpose",
    ("Committee", 3, "Value"): "To note",
    ("Committee", 4, "Field"): "Part B",
    ("Committee", 4, "Value"): "yes",
}
# The number of exempt rows among them: the milestone of an exempt action is one.
EXEMPT_ROWS = 6


def book_with(cells: Cells) -> Book:
    """A small workbook with these cells, and the columns and sheets that they need."""

    def put(workbook: Workbook) -> None:
        for (name, row, column), value in cells.items():
            sheet = workbook[name] if name in workbook.sheetnames else workbook.create_sheet(name)
            headings = [cell.value for cell in sheet[1] if cell.value]
            if column not in headings:
                headings.append(column)
                sheet.cell(1, len(headings), column)
            sheet.cell(row, headings.index(column) + 1, value)

    return Book(edit=put)


def exempt_book(**changed: object) -> Book:
    """The workbook with exempt rows; `changed` has cells by such as `Actions_4_Exempt`."""
    cells = dict(EXEMPT_CELLS)
    for name, value in changed.items():
        sheet, row, column = name.split("_", 2)
        cells[sheet, int(row), column.replace("_", " ")] = value
    return book_with(cells)


def part_b_of(workbook: Path, output: Path, *, issue: bool = False, final: bool = False) -> PartBOutcome:
    """Make Part B of a workbook, or issue it."""
    request = PartBRequest(workbook, output, TEMPLATES, issue, final, by="Monitoring Officer" if issue else "")
    return make_part_b(request, FIRST, tell_nobody)
