"""The update sheet that goes to the owner of actions: a form of two columns, a block for each action.

What may be changed is unlocked; the rest is protected, without a password. Nothing is merged, and nothing stands beyond
the second column, so that it reads from top to bottom on a phone, on A4 and with a screen reader. What is to be filled
in is told by a heading and a frame, not by its colour alone. A cell is known by the label beside it and the heading
above: that stays true when cells are cut and pasted, which would take a defined name along.
"""

from collections.abc import Iterable
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core.added_sheets import MILESTONES
from bvdocs.core.asked import UPDATE, Asked, AskedSheet, FormBlock, FormRow, Question, Value
from bvdocs.core.columns import Kind
from bvdocs.core.office_files import with_fixed_times
from bvdocs.core.rich_text import RichText
from bvdocs.core.schema import ACTIONS
from bvdocs.workbook.writing.formatting import fitted_height
from bvdocs.workbook.writing.illegal_characters import without_illegal_characters
from bvdocs.workbook.writing.package import saved

AnyCell = Cell | MergedCell
SHEET = "Your actions"
# The words that a status may be, for the drop-down: a list in the cell itself takes no comma, and 255 characters.
LISTS = "Lists"

_AS_TYPED = "@"
_KINDS = {(sheet.name, column.name): column.kind for sheet in (ACTIONS, MILESTONES) for column in sheet.columns}
# What is a text stays one as it is typed: '- not yet' is no formula, '3/4' no day.
_FORMATS = {
    Kind.DATE: "d mmmm yyyy",
    Kind.PERCENT: "0%",
    **dict.fromkeys((Kind.TEXT, Kind.RICH, Kind.CODES), _AS_TYPED),
}
# In characters: together they fill a sheet of A4 upright, and a phone held upright once it is zoomed to them.
_LABEL_WIDTH, _VALUE_WIDTH = 27, 64
# In points.
_LINE, _BOX, _TALL_BOX, _HEADING, _TITLE = 5, 22, 64, 24, 30
_HIGHEST_ROW, _GAP = 409, 15
_BRAND, _QUIET, _INK, _MUTED, _FRAME = "0B3C49", "DFE7EA", "1B2A30", "46555B", "0B4F8A"
_SIDE = Side(style="thin", color=_FRAME)
_FRAMED = Border(_SIDE, _SIDE, _SIDE, _SIDE)
_RULE = Border(bottom=Side(style="hair", color="C9D3D7"))
_MARGIN = 0.6  # inches
_FACE, _SIZE = "Arial", 10
# A width counts digits, and letters are narrower; lines are lower than those of the size that heights are for.
_LETTERS_TO_A_DIGIT, _TO_THIS_SIZE = 1.08, 0.87
# What an upright A4 page holds between its margins, in points, with a little to spare.
_PAGE = 720


def make_update_sheet(sheet: AskedSheet, asked: Asked) -> bytes:
    """Return the update sheet of an owner as a file; the same bytes for what is the same."""
    book = Workbook()
    # Widths are counted in its digits.
    book._named_styles["Normal"].font = Font(name=_FACE, size=_SIZE)  # type: ignore[attr-defined]
    form, lists = book.worksheets[0], book.create_sheet(LISTS)
    form.title = SHEET
    for word in asked.statuses:
        lists.append([word])
    lists.sheet_state = "veryHidden"
    _write_blocks(form, sheet.blocks, _validations(len(asked.statuses)))
    _set_up(form, sheet)
    book.properties.creator = asked.authority
    book.properties.title = f"Update on actions: {sheet.owner}"
    return with_fixed_times(saved(book), asked.meeting)


def _write_blocks(form: Worksheet, blocks: Iterable[FormBlock], validations: dict[Kind, DataValidation]) -> None:
    """Write the blocks one below the other; one that would not end on its page begins on the next."""
    place, left = 1, float(_PAGE)
    for block in blocks:
        end = _write_block(form, block, place, validations)
        height = sum(form.row_dimensions[each].height or 0 for each in range(place, end)) + _GAP
        if height > left:
            form.row_breaks.append(Break(id=place - 1))
            left = _PAGE
        left -= height
        place = end + 1
    for validation in validations.values():
        if validation.sqref:
            form.add_data_validation(validation)


def _write_block(form: Worksheet, block: FormBlock, place: int, validations: dict[Kind, DataValidation]) -> int:
    """Write the rows of a block from this one on; return the number of the row below it."""
    is_title = place == 1
    heading = _put(form, place, 1, block.heading)
    heading.font = Font(name=_FACE, size=16 if is_title else 12, bold=True, color=_BRAND if is_title else "FFFFFF")
    for cell in (heading, form.cell(place, 2)):
        cell.alignment = Alignment(vertical="center")
        if not is_title:
            cell.fill = PatternFill("solid", fgColor=_BRAND)
    form.row_dimensions[place].height = _TITLE if is_title else _HEADING
    for number, row in enumerate(block.rows, place + 1):
        _write_row(form, number, row, validations)
    return place + len(block.rows) + 1


def _write_row(form: Worksheet, place: int, row: FormRow, validations: dict[Kind, DataValidation]) -> None:
    label, value = _put(form, place, 1, row.label), form.cell(place, 2)
    tall = row.free or (row.question is not None and row.question.column == UPDATE)
    across = "center" if (row.is_open and not tall) or row.is_heading else "top"
    for cell, indent in ((label, 0), (value, 1)):
        cell.alignment = Alignment(wrap_text=True, vertical=across, horizontal="left", indent=indent)
        cell.font = Font(name=_FACE, size=_SIZE, color=_INK)
    if row.is_heading:
        label.font = Font(name=_FACE, size=_SIZE, bold=True, color=_BRAND)
        for cell in (label, value):
            cell.fill = PatternFill("solid", fgColor=_QUIET)
    elif row.is_open:
        label.value = _label_with_hint(row.label)
        value.border = _FRAMED
        value.protection = Protection(locked=False)
        if row.question:
            _write_value(value, row.question, validations)
        else:
            value.number_format = _AS_TYPED
    else:
        label.font = Font(name=_FACE, size=_SIZE, color=_MUTED)
        label.border = value.border = _RULE
        _put(form, place, 2, row.told)
    lowest = _TALL_BOX if tall else _BOX if row.is_open or row.is_heading else 0
    form.row_dimensions[place].height = max(lowest, _height(row.label, value.value))


def _label_with_hint(label: str) -> CellRichText:
    """Return a label whose name stands out from the hint in brackets behind it, if it has one."""
    name, bracket, hint = without_illegal_characters(label).partition(" (")
    bold = InlineFont(rFont=_FACE, sz=_SIZE, b=True, color=Color(rgb=f"FF{_INK}"))
    plain = InlineFont(rFont=_FACE, sz=_SIZE, color=Color(rgb=f"FF{_MUTED}"))
    hinted = [TextBlock(plain, f"{bracket}{hint}")] if hint else []
    return CellRichText([TextBlock(bold, name), *hinted])


def _height(label: object, words: object) -> float:
    """Return the height of a row with this label and these words beside it, in points."""
    cells = ((label, int(_LABEL_WIDTH * _LETTERS_TO_A_DIGIT)), (words, int(_VALUE_WIDTH * _LETTERS_TO_A_DIGIT)))
    return min(fitted_height(cells) * _TO_THIS_SIZE + _LINE, _HIGHEST_ROW)


def _put(form: Worksheet, place: int, column: int, words: str) -> AnyCell:
    """Write a text, which is one whatever it begins with."""
    cell = form.cell(place, column)
    cell.value = without_illegal_characters(words)
    cell.data_type = "s"
    return cell


def _write_value(cell: AnyCell, question: Question, validations: dict[Kind, DataValidation]) -> None:
    """Write what a cell of the workbook held, in the form of its column, with what helps to fill it in."""
    kind = _KINDS[question.cell.sheet, question.column]
    shown = _as_cell(kind, question.shown)
    cell.value = shown
    if isinstance(shown, str):
        cell.data_type = "s"
    cell.number_format = _FORMATS.get(kind, "General")
    if kind in validations:
        validations[kind].add(cell.coordinate)


def _as_cell(kind: Kind, value: Value) -> str | date | float | None:
    """Return a value as a cell holds it: a share of 1, a text without looks."""
    match value:
        case RichText():
            return without_illegal_characters(value.plain)
        case str():
            return without_illegal_characters(value)
        case int() | float():
            return value / 100 if kind is Kind.PERCENT else value
    return value


def _validations(statuses: int) -> dict[Kind, DataValidation]:
    """Return what helps to fill in a cell, by the kind of its column: a list to choose from, or what is expected.

    Whoever types otherwise is told, and may go on: more is read than is expected here.
    """
    helped = {
        Kind.STATUS: ("list", f"{LISTS}!$A$1:$A${statuses}", None, "Choose a word of the list."),
        Kind.PERCENT: ("decimal", "0", "1", "Type a percentage from 0% to 100%, such as 40%."),
        # 1 January 2000, as Excel counts days.
        Kind.DATE: ("date", "36526", None, "Type a date, such as 30 June 2026."),
    }
    return {kind: _validation(*each) for kind, each in helped.items()}


def _validation(kind: str, first: str, second: str | None, hint: str) -> DataValidation:
    operator = None if kind == "list" else "between" if second else "greaterThanOrEqual"
    return DataValidation(
        type=kind,  # type: ignore[arg-type]
        operator=operator,  # type: ignore[arg-type]
        formula1=first,
        formula2=second,
        allow_blank=True,
        showInputMessage=True,
        prompt=hint,
        showErrorMessage=True,
        errorStyle="warning",
        error=f"This is something else. {hint}",
    )


def _set_up(form: Worksheet, sheet: AskedSheet) -> None:
    """Set widths, protection and the printed page: A4 upright, which the two columns fill.

    The page is not told to fit: Excel would take no notice of where a page is to end.
    """
    form.column_dimensions["A"].width, form.column_dimensions["B"].width = _LABEL_WIDTH, _VALUE_WIDTH
    form.sheet_view.showGridLines = False
    form.protection.sheet = True
    # False is what is not forbidden: a row may be made higher, and words be made bold.
    form.protection.formatRows = form.protection.formatColumns = form.protection.formatCells = False
    form.print_area = f"A1:B{form.max_row}"
    form.page_setup.orientation, form.page_setup.paperSize = "portrait", form.PAPERSIZE_A4
    form.page_margins.left = form.page_margins.right = _MARGIN
    if sheet.exempt:
        form.oddHeader.center.text = "NOT FOR PUBLICATION"  # type: ignore[union-attr]
    form.oddFooter.right.text = "Page &P of &N"  # type: ignore[union-attr]
    form.sheet_view.selection[0].activeCell = form.sheet_view.selection[0].sqref = _first_box(form)


def _first_box(form: Worksheet) -> str:
    """Return the first cell that is there to be filled in: there the sheet opens."""
    cells: Iterable[AnyCell] = (form.cell(place, 2) for place in range(1, form.max_row + 1))
    return next((cell.coordinate for cell in cells if not cell.protection.locked), "A1")
