"""Owners who fill in their update sheets: a label is found where a person would, below the heading of its action."""

from collections.abc import Mapping
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

# The labels that begin so, below the heading that ends in the action's Ref; `Tell us` is below none.
Answers = Mapping[tuple[str, str], object]


def fill_in(sheet: Path, into: Path, answers: Answers) -> Path:
    """Save an update sheet with these answers under another name."""
    book = openpyxl.load_workbook(sheet)
    worksheet = book.worksheets[0]
    for (ref, label), value in answers.items():
        worksheet.cell(row_of(worksheet, ref, label), 2).value = value  # type: ignore[assignment]
    into.parent.mkdir(parents=True, exist_ok=True)
    book.save(into)
    return into


def row_of(worksheet: Worksheet, ref: str, label: str) -> int:
    """The row of a label below the heading of an action, or of one at the end of the sheet where `ref` is ''."""
    below = False
    for (cell,) in worksheet.iter_rows(max_col=1):
        words = str(cell.value or "")
        if words.startswith("Action ") and " of " in words:
            below = bool(ref) and words.endswith(f": {ref}")
        elif words == "Anything else":
            below = not ref
        elif below and words.startswith(label):
            return cell.row or 0
    raise AssertionError(f"no '{label}' below '{ref}'")
