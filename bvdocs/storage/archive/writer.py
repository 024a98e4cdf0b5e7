"""Adding a version to the archive: whole or not at all, one at a time, never over another."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from bvdocs.core.errors import ArchiveError
from bvdocs.core.progress import Progress
from bvdocs.storage.archive.layout import HASHES, UNFINISHED, unfinished_in

_READ_ONLY = 0o444


@contextmanager
def alone_in(archive: Path, tell: Progress) -> Iterator[None]:
    """Let no second process issue at the same time: it waits here until this one is done.

    The system lets go of the lock however a process ends. What one that was killed had begun is cleared away.
    """
    with _explained(archive):
        archive.mkdir(parents=True, exist_ok=True)
        _flush_folder(archive.parent)
        handle = os.open(archive, os.O_RDONLY)
    try:
        with _explained(archive):
            _wait_for(handle, tell)
            for each in unfinished_in(archive):
                shutil.rmtree(each) if each.is_dir() and not each.is_symlink() else each.unlink()
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int, tell: Progress) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        tell("Waiting for another issue to be done")
        fcntl.flock(handle, fcntl.LOCK_EX)


def freeze(archive: Path, meeting: str, version: str, files: Mapping[str, bytes]) -> Path:
    """Write `files` (by name, with `/` for folders) as the folder `archive/meeting/version`, and return it.

    The caller is alone in the archive. The folder appears in one step, which is the last, once all of it is on the
    disk; `settle` has that step on the disk too. Raises ArchiveError, with no version added.
    """
    target = archive / meeting / version
    with _explained(archive):
        if target.exists():
            raise ArchiveError(f"{target} is there already; nothing was written over it.")
        fresh = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=archive))
        try:
            fresh.chmod(0o755)
            for name, content in files.items():
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                _write(fresh / name, content)
            for folder in (fresh, *(path for path in fresh.rglob("*") if path.is_dir())):
                _flush_folder(folder)
            target.parent.mkdir(exist_ok=True)
            _flush_folder(archive)
            fresh.rename(target)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
    return target


def settle(version: Path) -> None:
    """Have it on the disk that the folder of a version that was frozen is now in its meeting's, and in no other."""
    meeting = version.parent
    with _explained(meeting.parent):
        _flush_folder(meeting)
        _flush_folder(meeting.parent)


def write_list(archive: Path, lines: str) -> None:
    """Put the list of the manifests' hashes in place of the one before, in one step."""
    with _explained(archive):
        handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=archive)
        fresh = Path(name)
        try:
            os.close(handle)
            _write(fresh, lines.encode())
            fresh.rename(archive / HASHES)
        except BaseException:
            with suppress(OSError):
                fresh.unlink()
            raise
        _flush_folder(archive)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fchmod(file.fileno(), _READ_ONLY)
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """So that the names in it are on the disk as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _explained(archive: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise ArchiveError(
            f"The archive could not be written to: {fault.filename or archive}: {fault.strerror or fault}.",
            "What was issued before is as it was. See that the folder may be written to, and that the disk has room.",
        ) from fault
