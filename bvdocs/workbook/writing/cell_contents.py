"""What is put into a cell of a new workbook: a value, a text with its looks and its link, a sign that it lacks one."""

from enum import Enum, auto

from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import PatternFill

from bvdocs.core.rich_text import RichText, Run

_LACKING = PatternFill("solid", fgColor="FFF2A8")


class Lacking(Enum):
    """What stands for the value of a cell that has to be filled in: the cell is blank, and marked by its colour."""

    VALUE = auto()


def put_content(cell: Cell | MergedCell, value: object) -> None:
    """Put a value into a cell; a text is a text, however it begins, and has its first link on the cell as a whole."""
    if value is None or isinstance(cell, MergedCell):
        return
    if value is Lacking.VALUE:
        cell.fill = _LACKING
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
