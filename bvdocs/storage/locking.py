"""One lock for a folder, held until the work in it is done, by what the system has for that.

Python's documentation gives `fcntl` for Unix alone, and `msvcrt` for Windows alone. Either system lets go of the lock
however a process ends, which a file that merely lies there would not.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from bvdocs.core.errors import EnvironmentLacksError

try:
    import fcntl
except ModuleNotFoundError:  # of Unix alone
    _HAS_FLOCK = False
else:
    _HAS_FLOCK = True

# Windows opens no folder, and lets nobody else read what is locked: so it is a file of its own that is locked there,
# with a name that nobody takes for anything that stands.
_LOCK_FILE = ".new-lock"
# How often it is asked whether another process is done, in seconds.
_TICK = 0.1


@contextmanager
def locked(path: Path, when_taken: Callable[[], None]) -> Iterator[None]:
    """Let no other process that asks for this lock work in the folder, or with the file, at the same time.

    Wait for one that does. Call `when_taken` before waiting: it may say so, or raise instead. The system lets go of the
    lock however a process ends. Raise EnvironmentLacksError where it has none.
    """
    refuse_unlockable()
    with _flocked(path, when_taken) if _HAS_FLOCK else _file_locked(_lock_file_of(path), when_taken):
        yield


def refuse_unlockable() -> None:
    """Raise EnvironmentLacksError where the system has no lock: two runs at once could undo each other's work."""
    if not _HAS_FLOCK and _of_windows() is None:
        raise EnvironmentLacksError(
            "This system cannot lock a folder, so nothing was written.", "Run this on Linux, on a Mac or in Windows."
        )


def _of_windows() -> Any:
    """Import `msvcrt`; return None where there is none."""
    try:
        return import_module("msvcrt")
    except ModuleNotFoundError:
        return None


@contextmanager
def _flocked(path: Path, when_taken: Callable[[], None]) -> Iterator[None]:
    handle = os.open(path, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            when_taken()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _lock_file_of(path: Path) -> Path:
    return path / _LOCK_FILE if path.is_dir() else path.with_name(f"{_LOCK_FILE}{path.name}")


@contextmanager
def _file_locked(path: Path, when_taken: Callable[[], None]) -> Iterator[None]:
    """Lock the first byte of a file, which is made for that and removed, except where somebody waits for it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _is_ours(handle):
            when_taken()
            while not _is_ours(handle):
                time.sleep(_TICK)
    except BaseException:
        os.close(handle)
        raise
    try:
        yield
    finally:
        os.close(handle)
        with suppress(OSError):
            path.unlink()


def _is_ours(handle: int) -> bool:
    """Lock the file's first byte, and say whether that could be."""
    msvcrt = _of_windows()
    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except (BlockingIOError, PermissionError):
        return False
    return True
