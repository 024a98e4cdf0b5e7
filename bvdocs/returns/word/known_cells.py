"""The cells of a workbook by their names, 'Narrative!C14': what each holds, and how printed words are turned back."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from bvdocs.core.columns import Column, Kind, Sheet
from bvdocs.core.field_sheets import given_fields, holders
from bvdocs.core.model import STATUS_WORDS, Assessment
from bvdocs.core.ongoing import ONGOING
from bvdocs.core.places import CellRef
from bvdocs.core.quoting import normal
from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.schema import NAMED_SHEETS, ONGOING_WORDS, ROW_SHEETS
from bvdocs.core.values import Value
from bvdocs.returns.held_values import as_value
from bvdocs.workbook.reading.dates_in_text import date_in
from bvdocs.workbook.reading.whitespace import tidy, tidy_runs

# What stands for words that cannot be what the cell's column holds.
UNREAD = object()
# How far a share may be from what is printed of it, in percent.
_ROUNDED = 0.5


class KnownCell(NamedTuple):
    """A cell: where it is, the sheet and the column it is of, its row of the assessment, and what it holds."""

    ref: CellRef
    sheet: Sheet
    column: Column
    row: Any
    value: Value

    @property
    def names_its_row(self) -> bool:
        """Say whether it holds the name by which cells of other rows call its row."""
        return self.column.kind is Kind.NAME or (self.sheet in NAMED_SHEETS and self.column.main)


class KnownCells:
    """Every cell of the assessment that something can be printed from."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self._cells = {str(each.ref): each for each in _cells(assessment)}
        self._codes = {each.code for each in assessment.criteria} | {each.ref for each in assessment.actions}
        self._codes |= {each.ref for each in assessment.evidence}

    def __getitem__(self, name: str) -> KnownCell | None:
        return self._cells.get(name)

    def reads(self, name: str, words: RichText) -> Value | object:
        """Return what the named cell holds that is printed with these words; UNREAD if it can be nothing."""
        cell = self._cells.get(name)
        return UNREAD if cell is None else self.read(cell.column, words)

    def of_row(self, cell: KnownCell, column: str) -> KnownCell | None:
        """Return the cell of another column in the same row; None if the workbook leaves that column out."""
        source = getattr(cell.row, "source", None)
        return self._cells.get(source.cell_of(column)) if source else None

    def read(self, column: Column, words: RichText) -> Value | object:
        """Return what a cell of the column holds that is printed with these words; UNREAD if it can be nothing."""
        plain = tidy(words.plain)
        if not plain:
            return None
        match column.kind:
            case Kind.RICH:
                return words
            case Kind.TEXT:
                return plain
            case Kind.DATE | Kind.DUE:
                if column.kind is Kind.DUE and normal(plain) in ONGOING_WORDS:
                    return f"{ONGOING}"
                return date_in(plain) or UNREAD
            case Kind.PERCENT:
                number = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]+)?) ?%?", plain)
                return float(number[1]) if number and float(number[1]) <= 100 else UNREAD
            case Kind.STATUS:
                return _named(plain, (str(each) for each in (*self._assessment.statuses, *STATUS_WORDS)))
            case Kind.LEVEL:
                return self._level(column, plain)
            case Kind.CODES:
                return self._known_codes(plain)
        return UNREAD

    def _level(self, column: Column, words: str) -> str | object:
        """Return the name of the level that is printed as 'Dark green', 'DG' or 'Dark green (DG)'."""
        scale = self._assessment.scale if column.scale == "Scale" else self._assessment.action_scale
        for level in scale:
            forms = (level.name, level.mark, f"{level.name} ({level.mark})", f"{level.mark} {level.name}")
            if normal(words) in map(normal, forms):
                return level.name
        return UNREAD

    def _known_codes(self, words: str) -> str | object:
        codes = [each.strip() for each in re.split(r"[,;\n]| and ", words)]
        codes = list(dict.fromkeys(filter(None, codes)))
        return ", ".join(codes) if set(codes) <= self._codes else UNREAD


def _named(words: str, names: Iterator[str]) -> str | object:
    return next((name for name in names if normal(name) == normal(words)), UNREAD)


def same_value(one: object, other: object) -> bool:
    """Say whether two values of a cell are the same; a text in runs with no looks is as the plain one."""
    if isinstance(one, RichText) or isinstance(other, RichText):
        return _runs(one) == _runs(other)
    return one == other


def prints(cell: KnownCell, read: object) -> bool:
    """Say whether what a document prints of a cell, as its column reads it, is what it holds; a share is rounded."""
    if cell.column.kind is Kind.PERCENT and isinstance(read, float) and isinstance(cell.value, float):
        return abs(read - cell.value) <= _ROUNDED
    return read is not UNREAD and same_value(read, cell.value)


def _runs(value: object) -> tuple[Run, ...]:
    if isinstance(value, RichText):
        return tidy_runs(list(value.runs)).runs
    return () if value is None else (Run(str(value)),)


def _cells(assessment: Assessment) -> Iterator[KnownCell]:
    for sheet in ROW_SHEETS:
        rows = getattr(assessment, sheet.attribute) or ()
        for row in rows if isinstance(rows, tuple) else ():
            for column in sheet.columns:
                if row.source.cell_of(column.name):
                    value = as_value(getattr(row, column.attribute, None))
                    yield KnownCell(row.source.at(column.name), sheet, column, row, value)
    for sheet, holder in holders(assessment):
        for field in given_fields(sheet, holder):
            # A field that is left out has a value, and no cell.
            for ref, value in zip(field.cells, field.values, strict=False):
                yield KnownCell(ref, sheet, field.column, holder, as_value(value))
