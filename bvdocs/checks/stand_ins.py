"""What cells that could not be read may hold, so that no finding follows from what stands for them.

A check that is given the assessment once for each of several things that such a cell may hold finds the same each time,
or what it finds depends on the cell and is left unsaid.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial
from itertools import islice
from random import Random
from typing import Any

from bvdocs.core import schema
from bvdocs.core.added_sheets import ACTION_SCALE, STATUSES
from bvdocs.core.columns import Column, Kind, Sheet
from bvdocs.core.exemption import EXEMPT, NOT_EXEMPT
from bvdocs.core.field_sheets import FIELD_SHEETS, holders
from bvdocs.core.model import STATUS_WORDS, Assessment
from bvdocs.core.places import CellRef, Source
from bvdocs.core.rich_text import RichText, Run

# In which each cell holds something at random, beside those in which all hold the first, the second … of their kind.
_MIXED = 8
# However many levels or themes there are; a workbook of a council has five or seven.
_MOST_READINGS = 40
_LONG_AGO, _AT_SOME_TIME, _LONG_AHEAD = dt.date(1950, 1, 2), dt.date(2020, 6, 1), dt.date(2950, 1, 2)
# Of each kind of characteristic, where a cell may name any number.
_MOST_CODES = 3
_NAMES = ("stand-in one", "stand-in two")
Choose = Callable[[Sequence[Any]], Any]


def unread_columns(assessment: Assessment) -> set[tuple[str, str]]:
    """Return each sheet with the name of a column, or a field of the report, of which something could not be read."""
    unread = {(sheet.name, name) for sheet, holder in holders(assessment) for name in holder.unread}
    for sheet in schema.ROW_SHEETS:
        for row in getattr(assessment, sheet.attribute):
            unread |= {(sheet.name, name) for name in row.source.unread}
    for sheet in schema.SHEETS:
        if sheet.name in assessment.unread_sheets:
            unread |= {(sheet.name, column.name) for column in sheet.columns}
    return unread


def possible_readings(assessment: Assessment) -> Iterator[Assessment]:
    """Yield the assessment with several things that its unread cells may hold; as it is if it has none."""
    if not unread_columns(assessment):
        yield assessment
        return
    most = max(len(assessment.scale) + 1, len(assessment.themes) + 2, len(_NAMES) + 2, 5)
    for place in range(min(most, _MOST_READINGS)):
        yield _reading(assessment, partial(_at, place))
    for seed in range(_MIXED):
        yield _reading(assessment, Random(seed).choice)  # noqa: S311 - no secret hangs on it


def _at(place: int, choices: Sequence[Any]) -> Any:
    return choices[place % len(choices)]


def with_unread(assessment: Assessment, cells: Set[CellRef]) -> Assessment:
    """Return the assessment with these cells as ones that could not be read, if others are read by what they hold.

    What is wrong with a text is about its words: it can be read all the same.
    """
    for sheet in schema.ROW_SHEETS:
        if any(where.sheet == sheet.name and where.cell for where in cells):
            rows = getattr(assessment, sheet.attribute)
            assessment = _with_rows(assessment, sheet, tuple(_with_unread_cells(row, sheet, cells) for row in rows))
    return assessment


def _with_unread_cells(row: Any, sheet: Sheet, cells: Set[CellRef]) -> Any:
    source: Source = row.source
    named = {column.name for column in sheet.columns if _is_read_by(column) and source.at(column.name) in cells}
    return replace(row, source=replace(source, unread=source.unread | named)) if named else row


# Texts by which other rows are read.
_NAMING = tuple(
    column
    for sheet, names in ((schema.SCALE, ("Level",)), (schema.THEMES, ("Prefix",)), (schema.ABBREVIATIONS, ("Short",)))
    for column in sheet.columns
    if column.name in names
)


def _is_read_by(column: Column) -> bool:
    """Say whether other cells are read by what this column holds; by a Ref, rows are only told apart."""
    return column.name != "Ref" and (column.kind not in (Kind.TEXT, Kind.RICH) or column in _NAMING)


def _reading(assessment: Assessment, choose: Choose) -> Assessment:
    """Return the assessment with one of the things that it may hold in each unread cell."""
    fields: dict[str, Any] = {
        FIELD_SHEETS[sheet]: _fields(sheet, holder, assessment, choose) for sheet, holder in holders(assessment)
    }
    reading = replace(assessment, **fields)
    for sheet in schema.ROW_SHEETS:
        rows = getattr(reading, sheet.attribute)
        unread = {name for row in rows for name in row.source.unread}
        if unread:
            held = {column: _stand_ins(column, reading) for column in sheet.columns if column.name in unread}
            reading = _with_rows(reading, sheet, tuple(_row(row, held, choose) for row in rows))
    return reading


# What names the rows of a sheet, and so holds them: in which rows, under which of their names.
_HOLDERS = {schema.SCALE: ("criteria", ("rating", "previous")), ACTION_SCALE: ("actions", ("judged",)),
            STATUSES: ("actions", ("status",))}  # fmt: skip


def _with_rows(assessment: Assessment, sheet: Sheet, rows: tuple[Any, ...]) -> Assessment:
    """Return the assessment with these rows in a sheet; a level or a status word stands in what names it too."""
    held: dict[str, Any] = {sheet.attribute: rows}
    if sheet in _HOLDERS:
        holders, names = _HOLDERS[sheet]
        now = {row.source.row: row for row in rows}
        held[holders] = tuple(
            replace(each, **{name: _as_now(getattr(each, name), sheet, now) for name in names})
            for each in getattr(assessment, holders)
        )
    return replace(assessment, **held)


def _as_now(row: Any, sheet: Sheet, now: Mapping[int, Any]) -> Any:
    """Return what a row of the sheet is now; a status word that needs no sheet stays."""
    return now[row.source.row] if row and row.source.sheet == sheet.name else row


def _fields(sheet: Sheet, holder: Any, assessment: Assessment, choose: Choose) -> Any:
    """Return what holds a sheet's fields with one of the things that it may hold in each unread cell."""
    held = {
        column.attribute: choose(_stand_ins(column, assessment))
        for column in sheet.fields
        if column.name in holder.unread and not column.many
    }
    return replace(holder, **held)


def _row(row: Any, held: Mapping[Column, Sequence[Any]], choose: Choose) -> Any:
    """Return the row with one of the things that a column's cells may hold in each of its unread cells."""
    unread = row.source.unread
    if not unread:
        return row
    return replace(
        row, **{column.attribute: choose(choices) for column, choices in held.items() if column.name in unread}
    )


# What a cell of each kind may hold; a required one is not blank. Names are like no other cell's.
_HELD: dict[Kind, Sequence[Any]] = {
    Kind.TIME: (dt.time(9), dt.time(17)),
    Kind.YES_NO: (False, True),
    Kind.EXEMPT: (NOT_EXEMPT, EXEMPT),
    Kind.PERCENT: (0.0, 50.0, 100.0),
    Kind.COLOUR: ("#000000", "#ffffff"),
    Kind.MARK: ("†", "‡"),
    Kind.RICH: (RichText((Run("Something"),)), RichText((Run("Something else."),))),
    Kind.NAME: _NAMES,
    Kind.TEXT: _NAMES,
}


def _stand_ins(column: Column, assessment: Assessment) -> Sequence[Any]:
    """Return things that a cell of this column may hold."""
    return (*(() if column.required else (column.neutral,)), *_held(column, assessment))


def _held(column: Column, assessment: Assessment) -> Sequence[Any]:
    """Return things that a cell of this column may hold, other than nothing."""
    match column.kind:
        case Kind.CHOICE:
            return column.choices
        case Kind.LEVEL:
            return assessment.scale if column.scale == schema.SCALE.name else assessment.action_scale
        case Kind.STATUS:
            return (*STATUS_WORDS, *assessment.statuses)
        case Kind.THEME:
            return (0, *(theme.number for theme in assessment.themes))
        case Kind.WHOLE:
            return (column.lowest, column.highest or 901, column.highest or 902)
        case Kind.DATE | Kind.DUE:
            known = "Meeting date" not in assessment.report.unread
            return (_LONG_AGO, assessment.report.meeting_date if known else _AT_SOME_TIME, _LONG_AHEAD)
        case Kind.CODES:
            return (_some_codes(assessment),)
    return _HELD[column.kind]


def _some_codes(assessment: Assessment) -> tuple[str, ...]:
    """Return the first codes of the open and of the exempt characteristics.

    All of them in each unread cell would cost the square of the rows, and show no check more: one that says that
    nothing names a code is left out while such a cell is unread.
    """
    codes: list[str] = []
    for exempt in (False, True):
        codes += islice((each.code for each in assessment.criteria if bool(each.exempt) is exempt), _MOST_CODES)
    return tuple(codes)
