"""The folder of the documents made last, `outputs/current/`: replaced as a whole, or not at all."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from bvdocs.core.errors import OutputError, faults_as
from bvdocs.core.stray_files import LOCK_PREFIXES
from bvdocs.storage.disk import clear_unfinished, flush_folder, folder_beside, make_folder, refuse_unwritable
from bvdocs.storage.last_made import LastMade, note_last_made
from bvdocs.storage.locking import locked, refuse_unlockable

CURRENT = "current"
# Where what stood before lies for the moment of the swap; it only ever holds what the program made itself.
_PREVIOUS = ".previous"


_NOT_WRITTEN = "The documents could not be written: {where}: {reason}. What stood before still stands."
_SEE_THE_FOLDER = "See that the folder may be written to, that the disk has room, and that no document in it is open."


def refuse_unwritable_output(output: Path) -> None:
    """Raise OutputError where no documents can be written, so that none are made in vain."""
    refuse_unlockable()
    with faults_as(OutputError, _NOT_WRITTEN, _SEE_THE_FOLDER, output):
        refuse_unwritable(output)


def replace_current(
    output: Path,
    files: Mapping[str, bytes],
    is_as_made: Callable[[Path], bool],
    made: LastMade | None,
    *,
    owner_alone: bool = False,
) -> Path | None:
    """Put `files` (by name, with `/` for folders) into `output/current/` in place of what stands there.

    Note first what they are `made` from, if it is to be noted: a run that is stopped between the two was asked for that
    workbook. With `owner_alone` nobody else can read them.
    Where `is_as_made` says that somebody changed what stood there, keep it beside it, and return its new folder.
    Raise OutputError, with everything as it was before; or, where the last flush fails, with the new documents there.
    """

    def refuse() -> None:
        raise OutputError(f"{output}: another run is writing there; nothing was replaced.", "Wait until it is done.")

    with ExitStack() as lock:
        with faults_as(OutputError, _NOT_WRITTEN, _SEE_THE_FOLDER, output):
            make_folder(output)
            lock.enter_context(locked(output, refuse))
            _finish_an_interrupted_swap(output)
            _refuse_if_open(output / CURRENT)
            with folder_beside(output, files, owner_alone=owner_alone) as fresh:
                if made:
                    note_last_made(output, made)
                aside = _swap(output, fresh, is_as_made)
        kept = aside if aside and aside.name != _PREVIOUS else None
        message = "The new documents stand in {path}, but may be lost if this computer stops now: {reason}."
        message += f" What had been changed by hand is in {kept}." if kept else ""
        with faults_as(OutputError, message, "See that the disk is well, and run this again.", output / CURRENT):
            flush_folder(output)
        if aside and not kept:
            # What cannot be removed now is removed by the next run: the new documents stand.
            shutil.rmtree(aside, ignore_errors=True)
        return kept


def _swap(output: Path, fresh: Path, is_as_made: Callable[[Path], bool]) -> Path | None:
    """Put the fresh folder in place of the current one, and return where that is now, if there was one.

    Rename twice; take the first back if the second fails, as the next run does after a crash.
    """
    current = output / CURRENT
    if not current.exists():
        fresh.rename(current)
        return None
    aside = output / _PREVIOUS if is_as_made(current) else _free_name(output)
    current.rename(aside)
    try:
        fresh.rename(current)
    except BaseException:
        aside.rename(current)
        raise
    return aside


def _finish_an_interrupted_swap(output: Path) -> None:
    """Put back the old documents, which stand under the other name after a crash between the two renames."""
    current, previous = output / CURRENT, output / _PREVIOUS
    if previous.exists():
        if current.exists():
            shutil.rmtree(previous)
        else:
            previous.rename(current)
    clear_unfinished(output)


def _free_name(output: Path) -> Path:
    return next(path for number in count(1) if not (path := output / f"kept-{number}").exists())


def _refuse_if_open(current: Path) -> None:
    """Raise OutputError if a lock file beside a document says that a program has it open."""
    if current.is_symlink():
        raise OutputError(f"{current} is a link to another folder.", "Remove the link; a folder is made in its place.")
    if not current.is_dir():
        return
    for lock in sorted(path for path in current.iterdir() if path.name.startswith(LOCK_PREFIXES)):
        raise OutputError(
            f"{current}: a document is open in another program ({lock.name} says so); nothing was replaced.",
            "Close it and run this again. If nothing has it open, delete that file.",
        )
