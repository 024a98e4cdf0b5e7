"""Memory over many saves: it stays level, in the desk itself and in the process that previews."""

import asyncio
import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bvdocs.commands.supervision import taken_by
from bvdocs.desk.workbench import Snapshot
from tests.support.desks import at_work, content_of, save_as_excel, until
from tests.support.workbooks import Book

# In bytes, that an allocator may keep for itself.
_SLACK = 6_000_000


@pytest.mark.parametrize("saves", [60, pytest.param(500, marks=pytest.mark.slow)])
def test_memory_stays_level_over_many_saves(tmp_path: Path, saves: int) -> None:
    book = Book()
    path = book.write(tmp_path)
    contents = []
    for number in range(10):
        book.narrative[0][2] = f"Priorities are clear in {number} services."
        contents.append(content_of(book))

    async def life() -> tuple[list[int], list[int]]:
        resident, own = [], []
        async with at_work(path, tmp_path / "out") as desk:
            now = await until(desk, lambda now: now.preview)
            for number in range(saves):
                save_as_excel(path, contents[number % len(contents)])
                now = await until(desk, _has_number(now.number + 1))
                if number in (20, saves - 1):
                    await asyncio.sleep(0.5)  # it clears away after itself
                    gc.collect()
                    running = desk._preview._running
                    assert running is not None
                    resident.append(taken_by(running.process.pid).bytes)
                    own.append(_of_this_process())
        return resident, own

    for first, last in asyncio.run(life()):
        assert last < first + _SLACK


def _has_number(number: int) -> Callable[[Snapshot], bool]:
    return lambda now: now.number == number


def _of_this_process() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
