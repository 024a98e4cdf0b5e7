"""What the cells of an assessment hold, as what comes back is compared with it: row by row, value by value."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bvdocs.core.added_sheets import MILESTONES
from bvdocs.core.columns import Column, Kind
from bvdocs.core.english import in_words
from bvdocs.core.field_sheets import given_fields, holders
from bvdocs.core.model import Assessment
from bvdocs.core.ongoing import Ongoing
from bvdocs.core.places import CellRef
from bvdocs.core.quoting import normal
from bvdocs.core.rich_text import RichText
from bvdocs.core.schema import ROW_SHEETS, SHEETS
from bvdocs.core.values import Value
from bvdocs.workbook.reading.whitespace import tidy, tidy_runs

_NUMBER_IN_CELL = re.compile(r"[A-Z]+([0-9]+)")
# What is a word of a list, or a name: it is the same in any case, with any space.
_NAMES = (Kind.NAME, Kind.CHOICE, Kind.LEVEL, Kind.STATUS, Kind.YES_NO, Kind.EXEMPT, Kind.COLOUR, Kind.MARK, Kind.DUE)
# The columns by which rows are called.
_CALLED = ("Ref", "Code")
_KINDS = {(sheet.name, each.name): each.kind for sheet in SHEETS for each in (*sheet.columns, *sheet.named_fields)}


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row of a sheet, by its number: the cells that it has, by column, and what each holds.

    `of` is the row of the model; where a sheet has a field in each row, the field's name and its place among those of
    that name. `unread` has the columns whose cells could not be read.
    """

    sheet: str
    number: int
    of: Any
    cells: Mapping[str, CellRef]
    values: Mapping[str, Value]
    unread: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Return what the row is called, a milestone by its action; '' for one without a name."""
        of = str(self.values.get("Action") or "") if self.sheet == MILESTONES.name else ""
        return name_in(self.values) or of

    def is_alike(self, other: "HeldRow") -> bool:
        """Say whether another row holds the same, wherever it stands."""
        return self.holds(other.values) and other.holds(self.values)

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Say whether it holds these values in these columns."""
        return all(are_alike(self.sheet, name, self.values.get(name), value) for name, value in values.items())


def rows_held(assessment: Assessment) -> dict[str, list[HeldRow]]:
    """Return the rows of each sheet, in their order."""
    found: dict[str, list[HeldRow]] = {}
    for sheet in ROW_SHEETS:
        found[sheet.name] = [_held(sheet.name, sheet.columns, row) for row in getattr(assessment, sheet.attribute)]
    for sheet, holder in holders(assessment):
        found[sheet.name] = [
            HeldRow(sheet.name, row_of(cell), (given.column.name, place), {name: cell}, {name: as_value(value)})
            for given in given_fields(sheet, holder)
            for name in [given.column.name]
            for place, (cell, value) in enumerate(zip(given.cells, given.values, strict=False))
        ]
    return found


def _held(sheet: str, columns: tuple[Column, ...], row: Any) -> HeldRow:
    own = [each for each in columns if each.name not in row.source.no_cell]
    cells = {each.name: row.source.at(each.name) for each in own}
    return HeldRow(sheet, row.source.row, row, cells, dict(_values(own, row)), row.source.unread)


def _values(columns: list[Column], row: Any) -> Iterator[tuple[str, Value]]:
    for each in columns:
        value = getattr(row, each.attribute)
        # What stands for a blank cell is no value: nobody typed it.
        yield each.name, None if not each.required and value == each.neutral else as_value(value)


def as_value(value: Any) -> Value:
    """Return what a field of the model holds as the value of a cell: a level by its name, codes with commas between."""
    match value:
        case None | RichText():
            return value or None
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return float(value)
        case Ongoing():
            return in_words(value)
        case date():
            return value
    return in_words(value) or None


def row_of(cell: CellRef) -> int:
    """Return the number of the row that a cell stands in; 0 for a whole sheet."""
    found = _NUMBER_IN_CELL.fullmatch(cell.cell)
    return int(found[1]) if found else 0


def kind_of(sheet: str, column: str) -> Kind | None:
    """Return how a column, or a field, of a sheet is read; None for one that nobody declared."""
    return _KINDS.get((sheet, column))


def are_alike(sheet: str, column: str, one: Value, other: Value) -> bool:
    """Say whether two values of a column are the same to a reader of the workbook.

    The looks of a text count only where both have some; a link of some words is the whole cell's.
    """
    if isinstance(one, RichText) and isinstance(other, RichText):
        return _link_of(one) == _link_of(other) and without_links(one) == without_links(other)
    kind = kind_of(sheet, column)
    return _plain(kind, one) == _plain(kind, other)


def without_links(text: RichText) -> RichText:
    """Return a text, tidied, with what is bold and italic in it, but without its links."""
    return tidy_runs([replace(run, link="") for run in text.runs])


def _link_of(text: RichText) -> str:
    """Return where a cell with this text leads: it has one link; '' for none."""
    return next((run.link for run in text.runs if run.link and run.text.strip()), "")


def _plain(kind: Kind | None, value: Value) -> object:
    match value:
        case None:
            return None
        case float() | int():
            return round(float(value), 6)
        case Ongoing():
            value = in_words(value)
        case date():
            return (value.year, value.month, value.day)
    text = tidy(str(value))
    if kind is Kind.CODES:
        return tuple(dict.fromkeys(normal(each) for each in re.split(r"[,\n]", text) if normal(each))) or None
    return (normal(text) if kind in _NAMES else text) or None


def name_in(values: Mapping[str, Value]) -> str:
    """Return what a row with these values is called, and no other may be; '' for one without a name."""
    return next((str(values[name]) for name in _CALLED if values.get(name)), "")


def value_words(sheet: str, column: str, value: Value) -> str:
    """Return the value of a column as a person reads it: '30 June 2025', '40%'; '' for nothing."""
    if isinstance(value, float):
        return f"{value:.6g}{'%' if kind_of(sheet, column) is Kind.PERCENT else ''}"
    return in_words(value)
