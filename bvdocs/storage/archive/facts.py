"""An assessment as `assessment.json`, which needs no program to be read, and back; see docs/archive-format.md.

It holds what is printed, and lies among what may be published; the record in `source/` has the columns that are not
printed too. The exempt rows are in the archived workbook alone. Which columns there are, which of them are printed, and
by which names they are recorded, is the schema's to say.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from bvdocs.core import schema
from bvdocs.core.json_text import as_text, as_whole_number, json_text
from bvdocs.core.model import (
    Abbreviation,
    Action,
    Assessment,
    Bullet,
    Criterion,
    Level,
    Report,
    RichText,
    Run,
    Source,
    Theme,
)
from bvdocs.core.publishing import PublicAssessment
from bvdocs.core.schema import EXEMPT, Column, Kind, Sheet

FORMAT = "bvdocs assessment, format 2"
# Until then there was one record, with the columns that are not printed.
_READ = (FORMAT, "bvdocs assessment, format 1")
Json = dict[str, Any]
Row = TypeVar("Row")
_NOWHERE = Source("", 0)


def assessment_as_json(assessment: PublicAssessment, *, printed_alone: bool = False, salt: str = "") -> bytes:
    """Return the facts of an assessment from which the exempt rows were already taken, as JSON in UTF-8.

    With `printed_alone` they are those that documents print. The same facts give the same bytes; with a `salt`, which
    is recorded too, their hash tells nobody who guesses them that the guess is right.
    """

    def recorded(columns: Iterable[Column], row: object) -> Json:
        return _recorded((each for each in columns if each.printed or not printed_alone), row)

    def all_recorded(sheet: Sheet, rows: Iterable[object]) -> list[Json]:
        return [recorded(sheet.columns, row) for row in rows]

    record = {
        "format": FORMAT,
        **({"salt": salt} if salt else {}),
        "report": recorded(schema.REPORT_FIELDS, assessment.report),
        "scale": all_recorded(schema.SCALE, assessment.scale),
        "themes": all_recorded(schema.THEMES, assessment.themes),
        "characteristics": all_recorded(schema.CRITERIA, assessment.criteria),
        "narrative": all_recorded(schema.NARRATIVE, assessment.bullets),
        "actions": all_recorded(schema.ACTIONS, assessment.actions),
        "abbreviations": all_recorded(schema.ABBREVIATIONS, assessment.abbreviations),
    }
    return json_text(record).encode()


def assessment_from_json(content: bytes) -> PublicAssessment:
    """Return the assessment that was recorded, without the cells it came from; exempt rows never are.

    Raise ValueError, KeyError or TypeError if it is no such record.
    """
    record = json.loads(content)
    if record["format"] not in _READ:
        raise ValueError(f"the format is '{record['format']}', not '{FORMAT}'")
    scale = _rows(schema.SCALE, record["scale"], Level, {})
    levels = {level.name: level for level in scale}

    def rows(sheet: Sheet, name: str, make: Callable[..., Row]) -> tuple[Row, ...]:
        return _rows(sheet, record[name], make, levels)

    said = Assessment(
        report=Report(**_values(schema.REPORT_FIELDS, [record["report"]], levels)[0], cells={}),
        scale=scale,
        themes=rows(schema.THEMES, "themes", Theme),
        criteria=rows(schema.CRITERIA, "characteristics", Criterion),
        bullets=rows(schema.NARRATIVE, "narrative", Bullet),
        actions=rows(schema.ACTIONS, "actions", Action),
        abbreviations=rows(schema.ABBREVIATIONS, "abbreviations", Abbreviation),
        acceptances=(),
    )
    return PublicAssessment(said)


def _recorded(columns: Iterable[Column], row: object) -> Json:
    """Return a row's values by the names of their columns; that a row is not exempt needs no record."""
    record: Json = {}
    for column in columns:
        if column is not EXEMPT:
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
        case Level(name):
            return {column.key: name}
        case date():
            return {column.key: value.isoformat()}
        case tuple():
            return {column.key: list(value)}
    return {column.key: value}


def _rows(
    sheet: Sheet, records: Sequence[Json], make: Callable[..., Row], levels: Mapping[str, Level]
) -> tuple[Row, ...]:
    return tuple(make(**values, source=_NOWHERE) for values in _values(sheet.columns, records, levels))


def _values(columns: Iterable[Column], records: Sequence[Json], levels: Mapping[str, Level]) -> list[Json]:
    """Return the values of each record by the fields of the model; a column younger than the record is blank in it.

    An archive has many records: what a column holds is made out once for all of them.
    """
    rows: list[Json] = [{} for _ in records]
    for column in columns:
        read, blank = _reader(column, levels), column.neutral
        for row, record in zip(rows, records, strict=True):
            value = record[column.key] if column.required else record.get(column.key)
            row[column.attribute] = blank if value is None and not column.required else read(value, record)
    return rows


def _reader(column: Column, levels: Mapping[str, Level]) -> Callable[[Any, Json], object]:
    """Return what makes a value of the model of one that was recorded, given its record too."""
    if column.many:
        return lambda value, _: tuple(map(as_text, value))
    match column.kind:
        case Kind.TEXT | Kind.NAME | Kind.MARK | Kind.COLOUR:
            return lambda value, _: as_text(value)
        case Kind.WHOLE | Kind.THEME:
            return lambda value, _: as_whole_number(value)
        case Kind.RICH:
            return lambda value, record: _text(as_text(value), record.get(f"{column.key}_looks"))
        case Kind.LEVEL:
            return lambda value, _: levels[value]
        case Kind.DATE:
            return lambda value, _: date.fromisoformat(value)
        case Kind.CHOICE:
            return lambda value, _: column.choices[column.choices.index(value)]
        case Kind.CODES:
            return lambda value, _: tuple(map(as_text, value))
        case Kind.PERCENT | Kind.YES_NO:
            return lambda value, _: value


def _text(plain: str, looks: list[Json] | None) -> RichText:
    if looks is not None:
        return RichText(tuple(Run(**each) for each in looks))
    return RichText((Run(plain),)) if plain else RichText()
