"""The state of the desk: what was read last, what is being done, and who listens."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bvdocs.core.errors import BvdocsError, WorkbookUnreadableError
from bvdocs.core.findings import Finding
from bvdocs.core.recipes import StandingFiles
from bvdocs.desk.news import changed_cells, known_after, new_findings, number_to_mend, pages_gone_and_new
from bvdocs.desk.previewing import Previewed, papers_in_background, preview
from bvdocs.desk.snapshot import (
    SINCE_A_SAVE,
    SINCE_THE_ARCHIVE,
    SINCE_THE_LAST_SOUND,
    SINCE_THE_TEMPLATES,
    Papers,
    Snapshot,
)
from bvdocs.desk.states import State, state_of, state_of_fault
from bvdocs.desk.watching import LOOK_EACH, QUIET, Seen, Watched, saves
from bvdocs.desk.workers import Worker, broke_down, run
from bvdocs.storage.archive.layout import ARCHIVE

_LOG = logging.getLogger(__name__)

__all__ = ["Papers", "Snapshot", "State", "Workbench"]

# In seconds: a workbook that is not whole for so long is at fault; so often it is tried again until then; and a reading
# that takes longer than this is told of.
_HALF_SAVED, _TRY_EACH, _SHORT = 4.0, 0.3, 1.0
# In seconds, for which no save has to come before papers are begun with.
_BEFORE_PAPERS = 0.4
_BEING_MADE = "The PDFs and the Word files are being made."


class Workbench:
    """One workbook with its templates and its output, and what is known of them now."""

    def __init__(self, workbook: Path, templates: Path, output: Path, *, named: bool = True) -> None:
        """Take what the desk is opened on; `named` says whether somebody asked for this very workbook."""
        self.workbook, self.templates, self.output, self.named = workbook, templates, output, named
        self._watched = Watched(workbook, templates, output / ARCHIVE)
        self._now = self._settled = Snapshot()
        self._news = asyncio.Condition()
        self._is_closed = False
        self._preview = Worker()
        self._last: Previewed | None = None
        # What was found last, and what may come back: with an error, not all is looked for.
        self._known: frozenset[Finding] = frozenset()
        self._standing: StandingFiles | None = None
        self._seen: Seen | None = None
        self._newer = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._papers: asyncio.Task[None] | None = None

    @property
    def now(self) -> Snapshot:
        """Return what is known now."""
        return self._now

    async def news(self) -> AsyncIterator[Snapshot]:
        """Yield what is known now, and then each time that it changes, until all ends; who is slow gets the newest."""
        told = None
        while True:
            async with self._news:
                await self._news.wait_for(lambda: self._is_closed or self._now is not told)  # noqa: B023 - it waits here
                told = self._now
            if self._is_closed:
                return
            yield told

    async def start(self) -> None:
        """Begin to watch the workbook, the templates and the archive."""
        self._tasks = [asyncio.create_task(self._watch()), asyncio.create_task(self._go_on())]

    async def close(self) -> None:
        """End all that is being done, and the news of it."""
        async with self._news:
            self._is_closed = True
            self._news.notify_all()
        await _ended(*self._tasks, *([self._papers] if self._papers else []))
        await self._preview.end()

    async def _watch(self) -> None:
        while True:
            try:
                await self._take_saves()
            except Exception:  # it is told in the window, and the watching goes on
                _LOG.exception("The folders could not be watched.")
            await asyncio.sleep(LOOK_EACH)

    async def _take_saves(self) -> None:
        async for seen in saves(self._watched):
            if self._papers and self._seen and seen.files != self._seen.files:
                await _ended(self._papers)  # it leaves the processors to what has to be read
            self._seen = seen
            self._newer.set()

    async def _go_on(self) -> None:
        was_there = False
        while True:
            await self._newer.wait()
            self._newer.clear()
            seen = self._seen
            if seen is None:
                continue
            try:
                await self._take_in(seen, until=_patience(seen, was_there=was_there))
            except Exception:  # it is told, and the next save is taken in
                _LOG.exception("A save could not be taken in.")
                await self._give_up(seen, State.BROKEN, broke_down())
            was_there = seen.workbook is not None

    async def _take_in(self, seen: Seen, until: float) -> None:
        """Read what was saved, and tell of it; of a workbook that is not whole when it is so `until` then."""
        while not self._newer.is_set():
            fault = await self._read_whole(seen) if seen.workbook else None
            if seen.workbook and fault is None:
                return
            if time.monotonic() >= until:
                await self._give_up(seen, State.BROKEN if fault else State.NO_WORKBOOK, fault)
                return
            await self._publish(replace(self._now, state=State.HALF_SAVED, open_in_excel=seen.is_open))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._newer.wait(), _TRY_EACH)

    async def _read_whole(self, seen: Seen) -> WorkbookUnreadableError | None:
        """Read what was saved, and tell of it, unless a newer save came; return the fault of what may be half-saved."""
        try:
            previewed = await self._read()
        except WorkbookUnreadableError as fault:
            return fault
        except BvdocsError as fault:
            await self._give_up(seen, state_of_fault(fault), fault)
        else:
            # What was read may be of a newer save already, which is told of once it is quiet.
            if await self._is_still(seen):
                await self._tell_of(previewed, seen)
        return None

    async def _is_still(self, seen: Seen) -> bool:
        """Say whether the files are as they were seen; a folder that is shared may say otherwise for a moment."""
        if await self._watched.look() == seen:
            return True
        await asyncio.sleep(QUIET)
        return await self._watched.look() == seen

    async def _give_up(self, seen: Seen, state: State, fault: BvdocsError | None) -> None:
        """Say why a save cannot be read; what was read before it stays."""
        self._last = None
        settled = self._settled
        await self._settle(
            replace(
                settled,
                number=settled.number + 1,
                state=state,
                fault=fault,
                open_in_excel=seen.is_open,
                papers=replace(settled.papers, stage="") if settled.papers else None,
            )
        )

    async def _read(self) -> Previewed | None:
        """Return the preview of the files as they are; say that they are being read if it takes long."""
        anchors = self._standing.recipes.anchors if self._standing else None
        known = self._last.pages if self._last else ""
        work = asyncio.create_task(
            self._preview.do(preview, self.workbook, self.templates, self.output, anchors, known)
        )
        try:
            if not (await asyncio.wait({work}, timeout=_SHORT))[0]:
                await self._publish(replace(self._now, state=State.READING))
            return await work
        finally:
            await _ended(work)

    async def _tell_of(self, previewed: Previewed | None, seen: Seen) -> None:
        last, self._last = self._last, previewed or self._last
        if previewed is None:  # it is as it was
            await self._settle(replace(self._settled, open_in_excel=seen.is_open))
        elif last and previewed.save == last.save:  # with other page numbers
            await self._settle(replace(self._settled, preview=previewed.preview, open_in_excel=seen.is_open))
        else:
            if self._papers:
                await _ended(self._papers)
            # What differs takes a while to find in large workbooks, and others wait for their pages.
            taken_in = await asyncio.to_thread(self._taken_in, previewed, seen, _since(last, previewed))
            await self._settle(taken_in)
        self._begin_papers()

    def _taken_in(self, previewed: Previewed, seen: Seen, since: str) -> Snapshot:
        """Return what is known when a save was taken in."""
        before, preview = self._settled, previewed.preview
        number = before.number + 1
        new = new_findings(self._known, preview.findings) if before.read_at else frozenset()
        fewer = number_to_mend(before.findings) - number_to_mend(preview.findings) if before.read_at else 0
        gone, come = pages_gone_and_new(before.preview, preview)
        self._known = known_after(self._known, preview)
        # Of a save with pages, no papers of an earlier one may be had: a row of them may be exempt by now.
        papers = (
            Papers(stage=_BEING_MADE) if preview.pages else replace(before.papers or Papers(), stage="", fault=None)
        )
        return Snapshot(
            number=number,
            state=state_of(preview),
            fault=preview.fault,
            open_in_excel=seen.is_open,
            read_at=datetime.now().astimezone(),
            preview=preview if preview.pages else before.preview,
            preview_number=number if preview.pages else before.preview_number,
            findings=preview.findings,
            accepted=preview.accepted,
            new_findings=new,
            fewer=fewer,
            changed=changed_cells(before.preview, preview),
            pages_gone=gone,
            pages_new=come,
            since=since,
            changed_since=since if before.preview_number == before.number else SINCE_THE_LAST_SOUND,
            archive_faults=preview.archive_faults,
            papers=papers,
            digest=previewed.digest,
        )

    def _begin_papers(self) -> None:
        """Begin with the papers of the last save, unless they are there, or being made, or cannot be made."""
        papers, last = self._settled.papers or Papers(), self._last
        is_wanted = last and last.preview.pages and papers.number != self._settled.number and not papers.fault
        if last and is_wanted and (self._papers is None or self._papers.done()):
            self._papers = asyncio.create_task(self._make_papers(self._settled.number, last.digest))

    async def _make_papers(self, number: int, digest: str) -> None:
        """Make the PDFs and the Word files of the save with this number; a newer save ends it."""
        await asyncio.sleep(_BEFORE_PAPERS)
        try:
            made = await run(papers_in_background, self.workbook, digest, self.templates, self.output, self._standing)
        except BvdocsError as fault:
            await self._tell_of_papers(Papers(fault=fault))
            return
        except Exception:  # it is told, and the next save has papers again
            _LOG.exception("The papers could not be made.")
            await self._tell_of_papers(Papers(fault=broke_down()))
            return
        if made is None:  # the workbook is another by now
            return
        self._standing = made
        files = {name: content for name, content in made.files.items() if name.endswith((".pdf", ".docx"))}
        await self._tell_of_papers(Papers(number, files))
        self._newer.set()  # for the page numbers, which may be others

    async def _tell_of_papers(self, papers: Papers) -> None:
        self._settled = replace(self._settled, papers=papers)
        await self._publish(replace(self._now, papers=papers))

    async def _settle(self, snapshot: Snapshot) -> None:
        self._settled = snapshot
        await self._publish(snapshot)

    async def _publish(self, snapshot: Snapshot) -> None:
        if snapshot == self._now:
            return
        async with self._news:
            self._now = snapshot
            self._news.notify_all()


def _patience(seen: Seen, *, was_there: bool) -> float:
    """Return until when a workbook may be as if half-saved: one that nobody has saved lately is as it is."""
    if seen.workbook is None:
        return time.monotonic() + (_HALF_SAVED if was_there else 0)
    saved_ago = time.time() - seen.workbook[1] / 1e9
    return time.monotonic() + (_HALF_SAVED if saved_ago < _HALF_SAVED else 0)


def _since(last: Previewed | None, now: Previewed) -> str:
    """Return since when there is news: since a save, unless the workbook is the one that was read last."""
    if last is None or last.digest != now.digest:
        return SINCE_A_SAVE
    return SINCE_THE_ARCHIVE if last.archive != now.archive else SINCE_THE_TEMPLATES


async def _ended(*tasks: "asyncio.Task[None] | asyncio.Task[Previewed | None]") -> None:
    """End tasks, and wait until they have ended."""
    for each in tasks:
        each.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
