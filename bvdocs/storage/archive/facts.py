"""An assessment as `assessment.json`, which needs no program to be read, and back; see docs/archive-format.md.

It holds what is printed, and lies among what may be published; the record in `source/` has the columns that are not
printed too. The exempt rows are in the archived workbook alone. Which columns there are, which of them are printed, and
by which names they are recorded, is the schema's to say.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from bvdocs.core import schema
from bvdocs.core.added_sheets import STATUSES
from bvdocs.core.columns import Column, Kind, Sheet
from bvdocs.core.exemption import NOT_EXEMPT
from bvdocs.core.json_text import as_text, as_whole_number, json_text
from bvdocs.core.model import STATUS_WORDS, Assessment, Level, Report, StatusWord
from bvdocs.core.ongoing import ONGOING
from bvdocs.core.places import Source
from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.shared_columns import EXEMPTION

FORMAT = "bvdocs assessment, format 3"
# Format 2 had no more than the sheets that are required, and abbreviations; format 1 was one record, with the columns
# that are not printed.
_READ = (FORMAT, "bvdocs assessment, format 2", "bvdocs assessment, format 1")
Json = dict[str, Any]
# The rows that cells name, by the sheet's name and their own.
Named = Mapping[str, Mapping[str, Any]]
_NOWHERE = Source("", 0)


def assessment_as_json(assessment: Assessment, *, printed_alone: bool = False, salt: str = "") -> bytes:
    """Return the facts of an assessment from which the exempt rows were already taken, as JSON in UTF-8.

    With `printed_alone` they are those that documents print. The same facts give the same bytes; with a `salt`, which
    is recorded too, their hash tells nobody who guesses them that the guess is right.
    """

    def recorded(columns: Iterable[Column], row: object) -> Json:
        return _recorded((each for each in columns if each.printed or not printed_alone), row)

    record = {
        "format": FORMAT,
        **({"salt": salt} if salt else {}),
        "report": recorded(schema.REPORT_FIELDS, assessment.report),
        **{
            sheet.key: [recorded(sheet.columns, row) for row in getattr(assessment, sheet.attribute)]
            for sheet in schema.RECORDED_SHEETS
        },
    }
    return json_text(record).encode()


def assessment_from_json(content: bytes) -> Assessment:
    """Return the assessment that was recorded, without the cells it came from.

    Raise ValueError, KeyError or TypeError if it is no such record.
    """
    record = json.loads(content)
    if record["format"] not in _READ:
        raise ValueError(f"the format is '{record['format']}', not '{FORMAT}'")
    named: dict[str, Mapping[str, Any]] = {}
    rows: dict[str, Any] = {}
    for sheet in schema.RECORDED_SHEETS:
        records = record[sheet.key] if sheet.required else record.get(sheet.key, ())
        rows[sheet.attribute] = made = _rows(sheet, records, named)
        if sheet in schema.NAMED_SHEETS:
            named[sheet.name] = {each.name: each for each in made}
    report = Report(**_values(schema.REPORT_FIELDS, [record["report"]], named)[0], cells={})
    return Assessment(report=report, **rows)


def _recorded(columns: Iterable[Column], row: object) -> Json:
    """Return a row's values by the names of their columns; that a row is not exempt needs no record."""
    record: Json = {}
    for column in columns:
        if column not in EXEMPTION:
            record |= _value_recorded(column, getattr(row, column.attribute))
    return record


def _value_recorded(column: Column, value: Any) -> Json:
    """Return a value under its column's name; of a text with bold, italic or links its stretches of one look too."""
    match value:
        case RichText(runs) if all(run == Run(run.text) for run in runs):
            return {column.key: value.plain}
        case RichText(runs):
            looks = [{"text": run.text, "bold": run.bold, "italic": run.italic, "link": run.link} for run in runs]
            return {column.key: value.plain, f"{column.key}_looks": looks}
        case Level() | StatusWord():
            return {column.key: value.name}
        case date() | time():
            return {column.key: value.isoformat()}
        case tuple():
            return {column.key: list(value)}
    return {column.key: value}


def _rows(sheet: Sheet, records: Sequence[Json], named: Named) -> tuple[Any, ...]:
    make = sheet.make_row
    return tuple(make(**values, source=_NOWHERE) for values in _values(sheet.columns, records, named))


def _values(columns: Iterable[Column], records: Sequence[Json], named: Named) -> list[Json]:
    """Return the values of each record by the fields of the model; a column younger than the record is blank in it.

    An archive has many records: what a column holds is made out once for all of them.
    """
    rows: list[Json] = [{} for _ in records]
    for column in columns:
        read, blank = _reader(column, named), column.neutral
        for row, record in zip(rows, records, strict=True):
            value = record[column.key] if column.required else record.get(column.key)
            row[column.attribute] = blank if value is None and not column.required else read(value, record)
    return rows


def _reader(column: Column, named: Named) -> Callable[[Any, Json], object]:
    """Return what makes a value of the model of one that was recorded, given its record too."""
    if column.many:
        return lambda value, _: tuple(map(as_text, value))
    if column.kind is Kind.RICH:
        return lambda value, record: _text(as_text(value), record.get(f"{column.key}_looks"))
    read = _reader_of_value(column, named)
    return lambda value, _: read(value)


def _reader_of_value(column: Column, named: Named) -> Callable[[Any], object]:
    match column.kind:
        case Kind.LEVEL:
            return named[column.scale].__getitem__
        case Kind.STATUS:
            return ({word.name: word for word in STATUS_WORDS} | dict(named[STATUSES.name])).__getitem__
        case Kind.CHOICE:
            return lambda value: column.choices[column.choices.index(value)]
    return _READERS[column.kind]


_READERS: dict[Kind, Callable[[Any], object]] = {
    **dict.fromkeys((Kind.TEXT, Kind.NAME, Kind.MARK, Kind.COLOUR), as_text),
    **dict.fromkeys((Kind.WHOLE, Kind.THEME), as_whole_number),
    **dict.fromkeys((Kind.PERCENT, Kind.YES_NO), lambda value: value),
    Kind.DATE: date.fromisoformat,
    Kind.DUE: lambda value: ONGOING if value == ONGOING.isoformat() else date.fromisoformat(value),
    Kind.TIME: time.fromisoformat,
    Kind.CODES: lambda value: tuple(map(as_text, value)),
    # No exempt row is recorded.
    Kind.EXEMPT: lambda _: NOT_EXEMPT,
}


def _text(plain: str, looks: list[Json] | None) -> RichText:
    if looks is not None:
        return RichText(tuple(Run(**each) for each in looks))
    return RichText((Run(plain),)) if plain else RichText()
