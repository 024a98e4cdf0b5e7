"""Saves of the workbook, of the templates and in the archive, as they happen.

Excel writes a temporary file and renames it, so folders are watched. What the system tells of them only wakes the desk:
what counts is what stands there. On a network share, or on Windows seen from WSL, the system tells little or nothing;
there the desk looks for itself, each second.
"""

import asyncio
import os
import stat
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from watchfiles import awatch
from watchfiles._rust_notify import WatchfilesRustInternalError

# In seconds: for so long nothing has to change before it is read, and for so long where one save has followed another;
# and so often the desk looks for itself.
QUIET, AFTER_SEVERAL, LOOK_EACH = 0.12, 0.4, 1.0
# In milliseconds, within which changes are told at once.
_AT_ONCE, _AT_MOST = 10, 50

Facts = tuple[int, int, int]


class Seen(NamedTuple):
    """What stands in the folders, by what the system says of each file without opening it.

    `workbook` is None while there is none; `is_open` says whether another program holds it open.
    """

    workbook: Facts | None
    is_open: bool
    templates: tuple[tuple[str, Facts], ...]
    archive: tuple[tuple[str, Facts], ...]

    @property
    def files(self) -> tuple[object, ...]:
        """Return what previews and papers are made from."""
        return self.workbook, self.templates, self.archive


class Watched(NamedTuple):
    """What is watched: a workbook, and the folders of the templates and of the archive."""

    workbook: Path
    templates: Path
    archive: Path

    async def look(self) -> Seen:
        """Return what stands there now; a share that answers late keeps nothing else waiting."""
        return await asyncio.to_thread(_look, self)


async def saves(watched: Watched) -> AsyncIterator[Seen]:
    """Yield what stands there: now, and each time that it is another, once it is quiet."""
    changed = asyncio.Event()
    listeners = [
        asyncio.create_task(_listen(folder, changed, recursive=recursive))
        for folder, recursive in (
            (watched.workbook.absolute().parent, False),
            (watched.templates, True),
            (watched.archive, False),
        )
    ]
    seen = None
    try:
        while True:
            changed.clear()
            now = await watched.look()
            if now != seen:
                seen = await _quiet(now, watched)
                yield seen
            with suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), LOOK_EACH)
    finally:
        for each in listeners:
            each.cancel()
        await asyncio.gather(*listeners, return_exceptions=True)


async def _quiet(now: Seen, watched: Watched) -> Seen:
    """Wait until nothing changes for a moment, and return what stands there then."""
    wait = QUIET
    while True:
        await asyncio.sleep(wait)
        later = await watched.look()
        if later == now:
            return now
        # One that was away was just being renamed, which is a part of the same save.
        wait = AFTER_SEVERAL if now.workbook else wait
        now = later


async def _listen(folder: Path, changed: asyncio.Event, *, recursive: bool) -> None:
    """Say so when the system tells of a change in the folder; wait for one that is not there yet."""
    while True:
        # It is not there, or the system watches nothing more for anybody: the desk looks for itself.
        with suppress(OSError, WatchfilesRustInternalError):
            async for _ in awatch(folder, watch_filter=None, debounce=_AT_MOST, step=_AT_ONCE, recursive=recursive):
                changed.set()
        await asyncio.sleep(LOOK_EACH)


def _look(watched: Watched) -> Seen:
    workbook = watched.workbook
    return Seen(_facts(workbook), _is_open(workbook), _files_in(watched.templates), _versions_in(watched.archive))


def _facts(path: Path) -> Facts | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return (found.st_size, found.st_mtime_ns, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def _is_open(workbook: Path) -> bool:
    """Say whether Excel or LibreOffice has left beside the workbook what says that it is open there."""
    names = (f"~${workbook.name}", f".~lock.{workbook.name}#")
    return any(os.path.lexists(workbook.with_name(name)) for name in names)


def _files_in(folder: Path) -> tuple[tuple[str, Facts], ...]:
    paths = (os.path.join(parent, name) for parent, _, names in os.walk(folder) for name in names)  # noqa: PTH118
    return tuple(sorted((path, facts) for path in paths if (facts := _facts(Path(path)))))


def _versions_in(archive: Path) -> tuple[tuple[str, Facts], ...]:
    """Return the names in the archive with their facts: a version appears in one step, with a new list beside it."""
    found = []
    with suppress(OSError), os.scandir(archive) as entries:
        for entry in entries:
            with suppress(OSError):  # it has just gone
                facts = entry.stat(follow_symlinks=False)
                found.append((entry.name, (facts.st_size, facts.st_mtime_ns, facts.st_ino)))
    return tuple(sorted(found))
