"""A workbench at work, and saves as Excel makes them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bvdocs.desk.workbench import Snapshot, Workbench
from tests.support.project import TEMPLATES
from tests.support.workbooks import Book

# In seconds: on a machine that is busy with other things too.
AT_MOST = 60.0


def content_of(book: Book) -> bytes:
    """What the file of a workbook holds."""
    with TemporaryDirectory() as folder:
        return book.write(Path(folder)).read_bytes()


def save_as_excel(path: Path, content: bytes) -> None:
    """Save as Excel does: a new file is written beside, the old one is put aside, and the new one takes its place."""
    new, old = path.with_name("3F2A8B00"), path.with_name("91C5D700.tmp")
    new.write_bytes(content)
    if path.exists():
        path.replace(old)
    new.replace(path)
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
        seen.append(now)  # noqa: PERF401 - one at a time, as they come
