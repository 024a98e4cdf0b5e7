"""What is kept of each council beside its documents, and the JSON of all of them; nothing in it is exempt."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bvdocs.core.errors import OutputError, faults_as
from bvdocs.core.findings import finding_as_json, finding_from_json
from bvdocs.core.hashing import hash_of
from bvdocs.core.json_text import as_text, as_whole_number, json_text
from bvdocs.storage.current import CURRENT
from bvdocs.storage.disk import replace_file
from bvdocs.storage.manifest import MANIFEST
from bvdocs.view.councils import Council, CouncilState, CouncilsView, DocumentName, State, ThemeCounts

RECORD = "council.json"
INDEX, _INDEX_AS_JSON = "index.html", "index.json"


def write_state(output: Path, state: CouncilState) -> None:
    """Note what became of a council's workbook, beside the documents in its output folder.

    Raise OutputError if it cannot be written.
    """
    record = {"manifest_sha256": _hash_of_manifest(output), **state_as_json(state)}
    _replace(output / RECORD, json_text(record).encode())


def read_state(output: Path) -> CouncilState | None:
    """Return what was noted in an output folder; None if that is not of the documents that stand there."""
    try:
        record = json.loads((output / RECORD).read_bytes())
        return _state_from_json(record) if record["manifest_sha256"] == _hash_of_manifest(output) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def write_index(output: Path, page: bytes, states: Sequence[CouncilState], view: CouncilsView) -> None:
    """Write the page of all councils, and the same as JSON; raise OutputError if they cannot be written."""
    # Not by name: a scale may have a level that is called 'Total'.
    together = {
        "ratings": {"columns": view.levels, "rows": [row._asdict() for row in view.by_level]},
        "actions": {"columns": view.states, "rows": [row._asdict() for row in view.by_state]},
    }
    record = {"summary": view.summary, "councils": [state_as_json(each) for each in states], "together": together}
    _replace(output / _INDEX_AS_JSON, json_text(record).encode())
    _replace(output / INDEX, page)


def state_as_json(state: CouncilState) -> dict[str, Any]:
    """Return what became of a workbook, as `index.json` has it."""
    council = state.council
    return {
        "workbook": state.workbook,
        "state": state.state.value,
        "reason": state.reason,
        "authority": council.authority if council else None,
        "title": council.title if council else None,
        "committee": council.committee if council else None,
        "meeting_date": council.meeting.isoformat() if council else None,
        "folder": state.folder,
        "documents": [each._asdict() for each in state.documents],
        "files": list(state.files),
        "themes": [each._asdict() | {"levels": dict(each.levels)} for each in state.themes],
        "findings": [_open(finding_as_json(each)) for each in state.findings],
    }


def _open(finding: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in finding.items() if name != "confidential"}


def _state_from_json(record: Any) -> CouncilState:
    council = Council(
        as_text(record["authority"]),
        as_text(record["title"]),
        as_text(record["committee"]),
        date.fromisoformat(record["meeting_date"]),
    )
    return CouncilState(
        as_text(record["workbook"]),
        State(record["state"]),
        council,
        as_text(record["folder"]),
        tuple(finding_from_json({**each, "confidential": False}) for each in record["findings"]),
        documents=tuple(DocumentName(as_text(each["file"]), as_text(each["title"])) for each in record["documents"]),
        files=tuple(map(as_text, record["files"])),
        themes=tuple(_theme_from_json(each) for each in record["themes"]),
    )


def _theme_from_json(record: Any) -> ThemeCounts:
    levels = tuple((as_text(name), as_whole_number(number)) for name, number in record["levels"].items())
    counts = {name: as_whole_number(record[name]) for name in ThemeCounts._fields if name not in ("name", "levels")}
    return ThemeCounts(name=as_text(record["name"]), levels=levels, **counts)


def _hash_of_manifest(output: Path) -> str:
    return hash_of((output / CURRENT / MANIFEST).read_bytes())


def _replace(path: Path, content: bytes) -> None:
    hint = "See that the folder may be written to, and that the disk has room."
    with faults_as(OutputError, "{where} could not be written: {reason}.", hint, path):
        replace_file(path, content)
