"""A workbench at work, and saves as Excel makes them."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bvdocs.desk.workbench import Snapshot, Workbench
from tests.support.project import TEMPLATES

# In seconds: on a machine that is busy with other things too.
AT_MOST = 60.0


def save_as_excel(path: Path, content: bytes) -> None:
    """Save as Excel does: a new file is written beside, the old one is put aside, and the new one takes its place."""
    new, old = path.with_name("3F2A8B00"), path.with_name("91C5D700.tmp")
    new.write_bytes(content)
    if path.exists():
        os.replace(path, old)
    os.replace(new, path)
    old.unlink(missing_ok=True)


@asynccontextmanager
async def at_work(workbook: Path, output: Path, templates: Path = TEMPLATES) -> AsyncIterator[Workbench]:
    """A workbench that has begun, and is closed."""
    workbench = Workbench(workbook, templates, output)
    await workbench.start()
    try:
        yield workbench
    finally:
        await workbench.close()


async def until(workbench: Workbench, is_so: Callable[[Snapshot], object]) -> Snapshot:
    """The first snapshot of which something is so."""
    async with asyncio.timeout(AT_MOST):
        async for now in workbench.news():
            if is_so(now):
                return now
    raise AssertionError


async def noted(workbench: Workbench, seen: list[Snapshot]) -> None:
    """Note each snapshot, until this is cancelled."""
    async for now in workbench.news():
        seen.append(now)
