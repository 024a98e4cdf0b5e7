"""What is put into a cell of a new workbook: a value, a text with its looks and its link, a sign that it lacks one."""

from enum import Enum, auto
from typing import Any

from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill

from bvdocs.core.rich_text import RichText, Run

_LACKING = PatternFill("solid", bgColor="FFF2A8")


class Lacking(Enum):
    """What stands for the value of a cell that has to be filled in: it is blank, and coloured as long as it is."""

    VALUE = auto()


def put_content(cell: Cell | MergedCell, value: object) -> None:
    """Put a value into a cell; a text is a text, however it begins, and has its first link on the cell as a whole."""
    if value is None or isinstance(cell, MergedCell):
        return
    if value is Lacking.VALUE:
        blank = FormulaRule(formula=[f'TRIM({cell.coordinate})=""'], fill=_LACKING)  # type: ignore[no-untyped-call]
        sheet: Any = cell.parent
        sheet.conditional_formatting.add(cell.coordinate, blank)
    elif isinstance(value, RichText):
        _put_rich(cell, value)
    else:
        cell.value = value  # type: ignore[assignment]
        if isinstance(value, str):
            cell.data_type = "s"


def _put_rich(cell: Cell, text: RichText) -> None:
    link = next((run.link for run in text.runs if run.link), "")
    if any(run.bold or run.italic for run in text.runs):
        cell.value = CellRichText([_part(run) for run in text.runs])
    else:
        cell.value = text.plain
    cell.data_type = "s"
    if link:
        cell.hyperlink = link


def _part(run: Run) -> TextBlock | str:
    return TextBlock(InlineFont(b=run.bold, i=run.italic), run.text) if run.bold or run.italic else run.text
