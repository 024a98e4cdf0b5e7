"""What was asked, on the disk: `outputs/asked/`, a folder for each round, with `asked.json` for what comes back.

A sheet may hold exempt words: all of it is for its owner alone. No round is ever written over.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bvdocs.core.asked import Asked, AskedSheet, FormBlock, FormRow, Question
from bvdocs.core.errors import SEE_WHO_MAY_READ, UNREADABLE, OutputError, faults_as
from bvdocs.core.json_text import as_text, json_text
from bvdocs.core.places import CellRef
from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.values import Value
from bvdocs.storage.creating import create_folder, may_be_replaced
from bvdocs.storage.exempt import for_owner_alone, make_closed_folder

ASKED = "asked"
RECORD = "asked.json"
FORMAT = "bvdocs asked, format 1"
Json = dict[str, Any]


def write_round(output: Path, asked: Asked, files: Mapping[str, bytes], to: Path | None) -> Path:
    """Write the record of a round and its files, by name, into a new folder in one step; return that folder.

    It is `to`, or one in the output folder that is named after the day. Raise OutputError, with nothing written, where
    that cannot be, or where something stands in `to`.
    """
    everything = {RECORD: asked_as_json(asked), **files}
    hint = "See that you may write to the folder, and that the disk has room."
    home = to or make_closed_folder(output, ASKED)
    with faults_as(OutputError, "{where}: the round could not be written: {reason}.", hint, home), for_owner_alone():
        return _write_named(home, everything) if to else _write_next(home, asked.asked_at.date(), everything)


def _write_named(folder: Path, files: Mapping[str, bytes]) -> Path:
    taken = OutputError(f"{folder} is there already, and no round is written over.", "Choose another name.")
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and may_be_replaced(folder))):
        raise taken
    try:
        create_folder(folder, files, set(files))
    except FileExistsError as fault:
        raise taken from fault
    folder.chmod(0o700)
    return folder


def _write_next(home: Path, day: date, files: Mapping[str, bytes]) -> Path:
    """Write a folder named after the day, the second of one day with a number behind it."""
    number = 1
    while True:
        folder = home / (day.isoformat() if number == 1 else f"{day.isoformat()}-{number}")
        if not folder.exists():
            with suppress(FileExistsError):  # another process was quicker
                create_folder(folder, files, set(files))
                return folder
        number += 1


def read_asked(path: Path) -> Asked:
    """Return the round that a folder, or its `asked.json`, is of; raise OutputError if it cannot be read."""
    record = path / RECORD if path.is_dir() else path
    with faults_as(OutputError, UNREADABLE, SEE_WHO_MAY_READ, record):
        content = record.read_bytes()
    try:
        return asked_from_json(content)
    except ValueError as fault:
        raise OutputError(
            f"{record} is not as 'bvdocs ask' wrote it.",
            "Put it back from a copy, or ask again: 'bvdocs ask' makes a new round.",
        ) from fault


def rounds_in(output: Path) -> tuple[Path, ...]:
    """Return the folders of the rounds in an output folder, the newest last; raise OutputError if none can be seen."""
    home = output / ASKED
    with faults_as(OutputError, UNREADABLE, SEE_WHO_MAY_READ, home):
        if not home.is_dir():
            return ()
        found = [each for each in home.iterdir() if (each / RECORD).is_file()]
    return tuple(sorted(found, key=_order))


def _order(folder: Path) -> tuple[str, int]:
    """Return by what rounds are sorted: the day, '2026-09-01', and the number of one of several on it."""
    day, number = folder.name[:10], folder.name[11:]
    return day, int(number) if number.isdecimal() else 1


def asked_as_json(asked: Asked) -> bytes:
    """Return a round as `asked.json` holds it, in UTF-8."""
    record = {
        "format": FORMAT,
        "round": asked.round,
        "asked_at": asked.asked_at.isoformat(timespec="seconds"),
        "workbook": {"name": asked.workbook, "sha256": asked.workbook_hash},
        "authority": asked.authority,
        "committee": asked.committee,
        "meeting_date": asked.meeting.isoformat(),
        "due": asked.due.isoformat() if asked.due else None,
        "statuses": list(asked.statuses),
        "evidence": list(asked.evidence),
        "sheets": [_sheet_recorded(each) for each in asked.sheets],
    }
    return json_text(record).encode()


def _sheet_recorded(sheet: AskedSheet) -> Json:
    return {
        "owner": sheet.owner,
        "file": sheet.file,
        "reference": sheet.reference,
        "exempt": sheet.exempt,
        "blocks": [
            {"heading": block.heading, "action": block.action, "rows": [_row_recorded(row) for row in block.rows]}
            for block in sheet.blocks
        ],
    }


def _row_recorded(row: FormRow) -> Json:
    record: Json = {"label": row.label}
    if row.told:
        record["told"] = row.told
    if row.free:
        record["free"] = True
    if asked := row.question:
        record["sheet"], record["cell"], record["column"] = asked.cell.sheet, asked.cell.cell, asked.column
        record["was"] = _value_recorded(asked.was)
        if asked.milestone:
            record["milestone"] = asked.milestone
    return record


def _value_recorded(value: Value) -> Any:
    """Return a value as JSON has it: a day and a text with looks as objects, which say what they are."""
    match value:
        case RichText(runs):
            looks = [{"text": run.text, "bold": run.bold, "italic": run.italic, "link": run.link} for run in runs]
            return {"looks": looks}
        case date():
            return {"day": value.isoformat()}
    return value


def asked_from_json(content: bytes) -> Asked:
    """Return the round that was recorded; raise ValueError if it is none."""
    try:
        return _round(json.loads(content))
    except (KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise ValueError("it is no record of a round") from fault


def _round(record: Json) -> Asked:
    if record["format"] != FORMAT:
        raise ValueError(f"the format is '{record['format']}', not '{FORMAT}'")
    return Asked(
        round=as_text(record["round"]),
        workbook=as_text(record["workbook"]["name"]),
        workbook_hash=as_text(record["workbook"]["sha256"]),
        authority=as_text(record["authority"]),
        committee=as_text(record["committee"]),
        meeting=date.fromisoformat(record["meeting_date"]),
        due=date.fromisoformat(record["due"]) if record["due"] else None,
        asked_at=datetime.fromisoformat(record["asked_at"]),
        statuses=tuple(map(as_text, record["statuses"])),
        evidence=tuple(map(as_text, record["evidence"])),
        sheets=tuple(map(_sheet, record["sheets"])),
    )


def _sheet(record: Json) -> AskedSheet:
    blocks = (
        FormBlock(as_text(block["heading"]), tuple(map(_row, block["rows"])), as_text(block["action"]))
        for block in record["blocks"]
    )
    owner, file, reference = (as_text(record[name]) for name in ("owner", "file", "reference"))
    return AskedSheet(owner, file, reference, tuple(blocks), record["exempt"] is True)


def _row(record: Json) -> FormRow:
    question = None
    if "cell" in record:
        cell = CellRef(as_text(record["sheet"]), as_text(record["cell"]))
        milestone = as_text(record.get("milestone", ""))
        question = Question(cell, as_text(record["column"]), _value(record["was"]), milestone)
    return FormRow(as_text(record["label"]), as_text(record.get("told", "")), question, record.get("free") is True)


def _value(record: Any) -> Value:
    if isinstance(record, dict):
        if "day" in record:
            return date.fromisoformat(record["day"])
        return RichText(tuple(Run(**each) for each in record["looks"]))
    if isinstance(record, int | float) and not isinstance(record, bool):
        return float(record)
    return None if record is None else as_text(record)
