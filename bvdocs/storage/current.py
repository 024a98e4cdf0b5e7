"""Replacing `outputs/current/` as a whole, or not at all."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bvdocs.core.errors import OutputError
from bvdocs.core.stray_files import LOCK_PREFIXES

CURRENT = "current"
# Where what stood before lies for the moment of the swap; it only ever holds what the program made itself.
_PREVIOUS = ".previous"


def publish(output: Path, files: Mapping[str, bytes], is_as_made: Callable[[Path], bool]) -> Path | None:
    """Put `files` (by name, with `/` for folders) into `output/current/` in place of what stands there.

    Where `is_as_made` says that somebody changed what stood there, it is kept beside it, and its new
    folder is returned. Raises OutputError, with everything as it was before.
    """
    with _explained(output):
        output.mkdir(parents=True, exist_ok=True)
        with _alone_in(output):
            _finish_an_interrupted_swap(output)
            _refuse_if_open(output / CURRENT)
            fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=output))
            try:
                fresh.chmod(0o755)
                _write(fresh, files)
                return _swap(output, fresh, is_as_made)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)


@contextmanager
def _alone_in(output: Path) -> Iterator[None]:
    """Let no second run write here at the same time; the system lets go of the lock however this run ends."""
    folder = os.open(output, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
        os.fsync(folder)
    except BlockingIOError as fault:
        raise OutputError(
            f"{output}: another run is writing there; nothing was replaced.", "Wait until it is done."
        ) from fault
    finally:
        os.close(folder)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _swap(output: Path, fresh: Path, is_as_made: Callable[[Path], bool]) -> Path | None:
    """Two renames; the first is taken back if the second fails, or by the next run after a crash."""
    current = output / CURRENT
    if not current.exists():
        fresh.rename(current)
        return None
    kept = None if is_as_made(current) else _free_name(output)
    aside = kept or output / _PREVIOUS
    current.rename(aside)
    try:
        fresh.rename(current)
    except BaseException:
        aside.rename(current)
        raise
    if kept is None:
        # What cannot be removed now is removed by the next run: the new documents stand.
        shutil.rmtree(aside, ignore_errors=True)
    return kept


def _finish_an_interrupted_swap(output: Path) -> None:
    """After a crash between the two renames the old documents stand under the other name."""
    current, previous = output / CURRENT, output / _PREVIOUS
    if previous.exists():
        if current.exists():
            shutil.rmtree(previous)
        else:
            previous.rename(current)
    for abandoned in output.glob(".new-*"):
        shutil.rmtree(abandoned)


def _free_name(output: Path) -> Path:
    number = 1
    while (output / f"kept-{number}").exists():
        number += 1
    return output / f"kept-{number}"


def _refuse_if_open(current: Path) -> None:
    """A lock file beside a document says that a program has it open."""
    if current.is_symlink():
        raise OutputError(f"{current} is a link to another folder.", "Remove the link; a folder is made in its place.")
    if not current.is_dir():
        return
    for lock in sorted(path for path in current.iterdir() if path.name.startswith(LOCK_PREFIXES)):
        raise OutputError(
            f"{current}: a document is open in another program ({lock.name} says so); nothing was replaced.",
            "Close it and run this again. If nothing has it open, delete that file.",
        )


@contextmanager
def _explained(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        place = fault.filename or output
        raise OutputError(
            f"The documents could not be written: {place}: {fault.strerror or fault}. What stood before still stands.",
            "See that the folder may be written to, that the disk has room, and that no document in it is open.",
        ) from fault
