"""The help and the drop-down of a cell that is filled in, and the colours that levels take.

A list that a drop-down offers ends with the last filled cell of its column, so it grows with the
sheet and has no blanks at its end. It begins below the heading whatever rows are put in or taken out.

A formula can't read a colour from a cell. So there is a rule for each colour of the scale as the
workbook was made, and a cell takes the colour that its level has on the Scale sheet at the time:
levels may be renamed, moved or given each other's colours. A colour that is new to the workbook
is not shown, in place of a wrong one, until somebody adds a rule for it in Excel; the documents
have it at once.
"""

from collections.abc import Collection, Iterable, Iterator

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core import schema
from bvdocs.core.added_sheets import ACTION_SCALE
from bvdocs.core.colours import ink_on
from bvdocs.core.columns import Column, Kind, Sheet
from bvdocs.core.model import STATUS_WORDS
from bvdocs.core.shared_columns import FIELD

# The rows that are prepared, and those of a list that others choose from.
LAST_ROW = 1000
_LAST_OF_LIST = 200

# What Excel takes, in characters.
_LONGEST_TITLE, _LONGEST_PROMPT, _LONGEST_ERROR, _LONGEST_LIST = 32, 255, 225, 255

# The sheets of levels, by name.
SCALES = {sheet.name: sheet for sheet in (schema.SCALE, ACTION_SCALE)}
_LISTS = (
    *((scale, name) for scale in SCALES.values() for name in ("Level", "Mark", "Colour")),
    (schema.THEMES, "Number"),
)


def letter_of(sheet: Sheet, name: str) -> str:
    """Return the letter of a column of the schema, in a workbook as it is written."""
    return get_column_letter([column.name for column in sheet.columns].index(name) + 1)


def name_lists(book: Workbook, sheets: Collection[Sheet]) -> None:
    """Give the lists that cells are filled from a name each, such as `Scale_Level`, where the workbook has them."""
    titles = {sheet.name for sheet in sheets}
    for sheet, name in (each for each in _LISTS if each[0].name in titles):
        named = _list_name(sheet, name)
        book.defined_names[named] = DefinedName(named, attr_text=_filled_cells(sheet, letter_of(sheet, name)))


def _list_name(sheet: Sheet, name: str) -> str:
    return f"{sheet.name}_{name}".replace(" ", "_")


def _filled_cells(sheet: Sheet, letter: str) -> str:
    """Return the formula for the cells of a column from the one below its heading to the last that is filled.

    Everything hangs on the heading, which stays: a reference to the row below it would pass over a row
    put in between. OFFSET would do the same, but has Excel ask on closing whether to save.
    """
    place = f"{quote_sheetname(sheet.name) if ' ' in sheet.name else sheet.name}!"
    heading = f"{place}${letter}$1"
    column = f"{heading}:${letter}${_LAST_OF_LIST}"
    last = f'SUMPRODUCT(MAX(({column}<>"")*ROW({column})))-ROW({heading})+1'
    return f"INDEX({column},2):INDEX({column},MAX(2,{last}))"


def add_help(worksheet: Worksheet, sheet: Sheet) -> None:
    """Show each column's help where its heading or one of its cells is chosen, and offer what the cells may hold."""
    for number, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(number)
        about_sheet = f"{sheet.help} " if number == 1 else ""
        worksheet.add_data_validation(_with_help(DataValidation(allow_blank=True), column, f"{letter}1", about_sheet))
        cells = f"{letter}2:{letter}{LAST_ROW}"
        worksheet.add_data_validation(_with_help(_validation(sheet, column), column, cells))


def _with_help(validation: DataValidation, column: Column, cells: str, before: str = "") -> DataValidation:
    """Return the validation, put on these cells, with the column's help as its message."""
    needed = "Must be filled in. " if column.required else ""
    validation.promptTitle = column.name[:_LONGEST_TITLE]
    validation.prompt = f"{before}{needed}{column.help}"[:_LONGEST_PROMPT]
    validation.showInputMessage = True
    validation.add(cells)
    return validation


def _validation(sheet: Sheet, column: Column) -> DataValidation:
    """Return the drop-down of a column; a validation that takes anything if it has none."""
    source = _list_of_choices(sheet, column)
    if not source:
        return DataValidation(allow_blank=True)
    validation = DataValidation(type="list", formula1=source, allow_blank=True)
    # A level may also be typed as its mark, and a field be the council's own: the list only helps.
    if column.kind is not Kind.LEVEL and column is not FIELD:
        # More is read than is offered ('Y', 'in progress'), so that the officer may go on.
        validation.showErrorMessage = True
        validation.errorStyle = "warning"
        validation.errorTitle = column.name[:_LONGEST_TITLE]
        validation.error = f"This is not one of the list. {column.help}"[:_LONGEST_ERROR]
    return validation


def _list_of_choices(sheet: Sheet, column: Column) -> str:
    """Return the list that a drop-down offers, as a file holds it, without '='; '' for a column that has none."""
    if column.kind is Kind.LEVEL:
        return _list_name(SCALES[column.scale], "Level")
    if column.kind is Kind.THEME:
        return _list_name(schema.THEMES, "Number")
    if column.kind in (Kind.YES_NO, Kind.EXEMPT):
        return _typed_list(("yes", "no"))
    if column.kind is Kind.STATUS:
        return _typed_list(word.name for word in STATUS_WORDS)
    if sheet.fields and column is FIELD:
        return _typed_list(field.name for field in sheet.named_fields)
    return _typed_list(column.choices) if column.choices else ""


def _typed_list(words: Iterable[str]) -> str:
    """Return a list that stands in the drop-down itself; '' for one that is too long for Excel, which takes no such."""
    typed = ",".join(words)
    return f'"{typed}"' if len(typed) <= _LONGEST_LIST else ""


def colour_levels(book: Workbook, scale: Sheet, sheets: Iterable[Sheet], colours: Iterable[str]) -> None:
    """Show a level of a scale in its colour wherever its name or its mark is typed.

    The rules begin at the heading: LibreOffice loses one whose first row is taken out.
    """
    shown = list(dict.fromkeys(colours))
    for sheet, letter in _level_columns(scale, sheets):
        for colour in shown:
            rule = FormulaRule(  # type: ignore[no-untyped-call]
                formula=[_has_colour_formula(scale, f"{letter}1", colour)],
                fill=PatternFill("solid", bgColor=colour[1:].upper()),
                font=Font(color=ink_on(colour)[1:]),
                stopIfTrue=True,
            )
            book[sheet.name].conditional_formatting.add(f"{letter}1:{letter}{LAST_ROW}", rule)


def _level_columns(scale: Sheet, sheets: Iterable[Sheet]) -> Iterator[tuple[Sheet, str]]:
    """Yield sheet and letter of each column that names levels: two of the scale itself, and those of rows."""
    for name in ("Level", "Mark"):
        yield scale, letter_of(scale, name)
    for sheet in sheets:
        for column in sheet.columns:
            if column.kind is Kind.LEVEL and column.scale == scale.name:
                yield sheet, letter_of(sheet, column.name)


def _has_colour_formula(scale: Sheet, cell: str, colour: str) -> str:
    """Return the formula that is true if the scale gives this colour to the level that the cell names."""
    levels, marks, colours = (_list_name(scale, name) for name in ("Level", "Mark", "Colour"))
    row = f"IFERROR(MATCH({cell},{levels},0),MATCH({cell},{marks},0))"
    return f'AND({cell}<>"",INDEX({colours},{row})="{colour}")'
