"""Which workbook documents were made or issued from last in an output folder, for a run that names none.

It stands in a file of its own that its owner alone can read, for it may name a home folder; nothing that is published
has it. A workbook beside the output folder, or below that place, is noted by where it is from there: so the whole
project may be moved.
"""

import json
import os
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

from bvdocs.core.errors import SEE_WHO_MAY_READ, UNREADABLE, OutputError, faults_as
from bvdocs.core.json_text import as_text
from bvdocs.storage.disk import OWN_READ_ONLY, clear_unfinished, replace_file
from bvdocs.storage.locking import locked

LAST_MADE = ".last-made.json"


@dataclass(frozen=True, slots=True)
class LastMade:
    """The workbook, and the authority that it is of."""

    workbook: Path
    authority: str


def last_made_in(output: Path) -> LastMade | None:
    """Return what documents were made or issued from last in the output folder; None if nobody knows.

    Raise OutputError if the note of it cannot be read.
    """
    path = output / LAST_MADE
    with faults_as(OutputError, UNREADABLE, f"{SEE_WHO_MAY_READ} Or name the workbook.", path):
        try:
            content = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
    try:
        record = json.loads(content)
        return LastMade(_as_named_here(_home(output) / record["workbook"]), as_text(record["authority"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def note_last_made(output: Path, made: LastMade) -> None:
    """Note what documents are made from; the caller holds the lock of the output folder. Raise OSError if it fails."""
    home, workbook = _home(output), _whole(made.workbook)
    kept = workbook.relative_to(home) if workbook.is_relative_to(home) else workbook
    # In ASCII, so that a name which is no text can be noted too.
    content = json.dumps({"workbook": str(kept), "authority": made.authority}, indent=2).encode()
    path, noted = output / LAST_MADE, b""
    with suppress(OSError):  # what cannot be read is replaced
        noted = path.read_bytes()
    if noted != content:
        replace_file(path, content, OWN_READ_ONLY)


def note_alone(output: Path, made: LastMade) -> None:
    """Note what documents are made from, once no other process writes there; raise OutputError if it fails."""
    with _explained(output), locked(output, lambda: None):
        clear_unfinished(output)
        note_last_made(output, made)


def note_last_workbook(output: Path, workbook: Path) -> None:
    """Note by which name a workbook was asked for from which the documents that stand were made already.

    Raise OutputError if it fails.
    """
    last = last_made_in(output)
    if last is None or _whole(last.workbook) != _whole(workbook):
        note_alone(output, LastMade(workbook, last.authority if last else ""))


def _explained(output: Path) -> AbstractContextManager[None]:
    return faults_as(
        OutputError,
        "Nothing was made: it could not be noted from which workbook: {where}: {reason}.",
        "See that the folder may be written to, and that the disk has room.",
        output,
    )


def _home(output: Path) -> Path:
    return _whole(output).parent


def _whole(path: Path) -> Path:
    """Return the path from the root on; links on its way stay, as they are what somebody calls the place."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() follows links


def _as_named_here(path: Path) -> Path:
    """Return the path as it is called in the folder where the program runs, if it is in that."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
