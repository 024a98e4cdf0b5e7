"""What is wrong with a cell whatever it is to hold, and the text that it shows."""

import unicodedata
from typing import NamedTuple

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.cell.rich_text import CellRichText

from bvdocs.core.columns import Column, Kind
from bvdocs.core.findings import Rule
from bvdocs.core.quoting import one_line, quoted
from bvdocs.core.unseen_characters import meant_in_windows, turns_reading, unseen_names
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.bullet_marks import without_marks
from bvdocs.workbook.reading.rules import ReportFinding
from bvdocs.workbook.reading.shown_cells import shown_in
from bvdocs.workbook.reading.tables import RawCell
from bvdocs.workbook.reading.whitespace import no_character_in, tidy, unseen_in

# What says yes or no must not be struck through.
_SAYING = (Kind.YES_NO, Kind.EXEMPT)


class Fault(NamedTuple):
    """The reason why a cell's value was not taken: the rule it breaks, the message, and what to do."""

    rule: Rule
    message: str
    hint: str


def fault_of(column: Column, raw: RawCell) -> Fault | None:
    """Return what is wrong with a cell whatever the kind of its column; None if nothing is."""
    if raw.uncomputed:
        return Fault(
            rules.UNCOMPUTED,
            "the formula has never been computed, so it has no value.",
            "Open the workbook in Excel and save it.",
        )
    if raw.cell.data_type == "e":
        return Fault(
            rules.ERROR_VALUE,
            f"the cell holds the error value {raw.cell.value}.",
            "Correct the formula, or type the value.",
        )
    if raw.look.struck and (column.kind in _SAYING or (column.required and raw.blank)):
        return _struck_fault(column, raw)
    text = cell_text(raw)
    if column.required and not text:
        return Fault(rules.BLANK, f"'{column.name}' is blank.", f"Fill it in. {column.help}")
    value = raw.cell.value
    control = no_character_in(str(value)) if isinstance(value, str | CellRichText) else ""
    if control:
        return _no_character_fault(text, control)
    # A bullet pasted from Word often is a letter of the font Symbol, in the range for private use; as a mark, it goes.
    printed = without_marks(text) if column.bulleted else text
    symbol = next((letter for letter in printed if unicodedata.category(letter) == "Co"), None)
    if symbol is None:
        return None
    return Fault(
        rules.UNPRINTABLE,
        f"{quoted(text)} holds a character of a symbol font (U+{ord(symbol):04X}), which cannot be printed.",
        "Delete the character, or type one that the keyboard has.",
    )


def _no_character_fault(text: str, control: str) -> Fault:
    """Return the fault of a cell with a character that stands for none; its place is a space in what is quoted."""
    meant = meant_in_windows(control)
    what = f"a control character of old Windows text, where {meant} was probably meant" if meant else "no character"
    return Fault(
        rules.NO_CHARACTER,
        f"{quoted(text)} holds U+{ord(control):04X}, {what}; it cannot be printed.",
        f"Type {meant} in its place." if meant else "Type the text anew, or delete what is there.",
    )


def _struck_fault(column: Column, raw: RawCell) -> Fault:
    """Return the fault of a cell that must not be struck through: nobody can say what it is to be."""
    outcome = "so it is not clear what counts" if column.kind in _SAYING else "and counts as blank"
    return Fault(
        rules.STRUCK_NEEDED,
        f"{quoted(' '.join(raw.look.struck))} under '{column.name}' is struck through, {outcome}.",
        "Take the strike-through off, or type anew what counts.",
    )


def report_unseen(raw: RawCell, report: ReportFinding) -> None:
    """Report which characters of a text nobody sees, and that they are left out."""
    value = raw.cell.value
    unseen = unseen_in(str(value)) if isinstance(value, str | CellRichText) else ""
    if not unseen:
        return
    message = f"{quoted(cell_text(raw))} holds {unseen_names(unseen)}; it is read without what nobody sees"
    if turns_reading(unseen):
        report(
            rules.READING_TURNED,
            raw.where,
            f"{message}, and may be printed in another order than Excel shows it.",
            "Type the text anew, in the order in which it is to be read.",
        )
    else:
        report(rules.UNSEEN, raw.where, f"{message}.", "Nothing; but what searches the workbook for it may miss it.")


def cell_text(raw: RawCell) -> str:
    """Return the text that the cell shows: stripped, line breaks kept, runs of space made one; '' for a blank cell."""
    return tidy(shown_in(raw.cell).text)


def cell_line(raw: RawCell) -> str:
    """Return the cell's text on one line, as it is quoted in a message."""
    return one_line(cell_text(raw))
