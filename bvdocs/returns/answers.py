"""An answer: what somebody filled in for a cell of the workbook, read as its column's kind."""

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from bvdocs.core.added_sheets import MILESTONES
from bvdocs.core.asked import Asked, Question
from bvdocs.core.columns import Column, Kind
from bvdocs.core.english import listed
from bvdocs.core.findings import Rule
from bvdocs.core.places import CellRef
from bvdocs.core.quoting import nearest, normal, one_line
from bvdocs.core.rich_text import RichText
from bvdocs.core.schema import ACTIONS
from bvdocs.core.values import Value
from bvdocs.workbook.reading.cell_values import UNREAD, read_cell
from bvdocs.workbook.reading.tables import RawCell

_COLUMNS = {(sheet.name, column.name): column for sheet in (ACTIONS, MILESTONES) for column in sheet.columns}
_ASK = "Ask the owner what is meant, and type it into the workbook."
# The hundredth part of a per cent and less is a matter of how a number is kept.
_DIGITS = 4


class Refused(NamedTuple):
    """Why an answer is not taken, to complete 'it …'; and what to do."""

    why: str
    instead: str


def read_answer(raw: RawCell, question: Question, asked: Asked) -> Value | Refused:
    """Return what was filled in for a cell, as the workbook would hold it; None for a blank one."""
    column = _COLUMNS[question.cell.sheet, question.column]
    faults: list[str] = []

    def report(_rule: Rule, _where: CellRef, message: str, _hint: str) -> None:
        faults.append(message)

    # A blank cell is looked at below: what has to be filled in may not be emptied.
    read = read_cell(replace(column, required=False), raw, report)
    if read is UNREAD:
        return Refused(f"cannot be read as '{column.name}': {faults[-1].rstrip('.')}", _ASK)
    value = _as_value(read)
    if value is None and column.required:
        return Refused(f"was emptied, and an action has to have a '{column.name}'", "Nothing, or ask the owner.")
    return _as_written(column, value, asked)


def is_unchanged(question: Question, value: Value) -> bool:
    """Say whether an answer is what the sheet showed, or what the workbook held."""
    return _plain(value) in (_plain(question.shown), _plain(question.was))


def _plain(value: Value) -> object:
    match value:
        case RichText() | str():
            return one_line(str(value)) or None
        case int() | float():
            return round(float(value), _DIGITS)
    return value


def _as_value(read: object) -> Value:
    """Return what was read as the value of a cell: codes with commas between, None for an empty text."""
    if isinstance(read, tuple):
        return ", ".join(read) or None
    return read or None if isinstance(read, str | RichText) else read  # type: ignore[return-value]


def _as_written(column: Column, value: Value, asked: Asked) -> Value | Refused:
    """Return a value that names rows of other sheets with their names as they are written there."""
    if value is None:
        return None
    if column.kind is Kind.STATUS:
        return _named([str(value)], asked.statuses, "a status")
    if column.kind is Kind.CODES:
        return _named(str(value).split(", "), asked.evidence, "evidence that the workbook has")
    return value


def _named(written: Collection[str], known: Collection[str], what: str) -> str | Refused:
    """Return the known names that are meant, whatever their case and spaces; Refused if one of them is unknown."""
    by_name = {normal(each): each for each in known}
    unknown = [each for each in written if normal(each) not in by_name]
    if unknown:
        likely = nearest(unknown[0], known) if len(unknown) == 1 else ""
        meant = f"; '{likely}' may be meant" if likely else ""
        names = listed([f"'{one_line(each)}'" for each in unknown])
        return Refused(f"names {names}, which is not {what}{meant}", _ASK)
    return ", ".join(by_name[normal(each)] for each in written)
