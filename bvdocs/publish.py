"""Replacing `outputs/current/` as a whole, or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bvdocs.errors import OutputError

CURRENT = "current"
_PREVIOUS = ".previous"
_LOCK_PREFIXES = (".~lock.", "~$")


def publish(output: Path, files: Mapping[str, bytes], *, keep_old: bool) -> Path | None:
    """Put `files` (by name, with `/` for folders) into `output/current/` in place of what stands there.

    With `keep_old`, what stood there is kept beside it and its folder is returned. Raises OutputError
    with everything as it was before.
    """
    with _explained(output):
        _finish_an_interrupted_swap(output)
        output.mkdir(parents=True, exist_ok=True)
        current = output / CURRENT
        _refuse_if_open(current)
        fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=output))
        try:
            fresh.chmod(0o755)
            _write(fresh, files)
            return _swap(output, fresh, keep_old=keep_old)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _swap(output: Path, fresh: Path, *, keep_old: bool) -> Path | None:
    """Two renames; the first is taken back if the second fails, or by the next run."""
    current, previous = output / CURRENT, output / _PREVIOUS
    if not current.exists():
        fresh.rename(current)
        return None
    current.rename(previous)
    try:
        fresh.rename(current)
    except OSError:
        previous.rename(current)
        raise
    if keep_old:
        kept = _free_name(output)
        previous.rename(kept)
        return kept
    shutil.rmtree(previous)
    return None


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
    """Word and LibreOffice leave a lock file beside a document that they have open."""
    if not current.is_dir():
        return
    for lock in sorted(path for path in current.iterdir() if path.name.startswith(_LOCK_PREFIXES)):
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
            f"The documents could not be written: {place}: {fault.strerror}. What stood before still stands.",
            "See that the folder may be written to, that the disk has room, and that no document in it is open.",
        ) from fault
