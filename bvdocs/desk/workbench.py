"""The state of the desk: what was read last, what is being done, and who listens."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bvdocs.commands.preview import Kept, Preview, make_preview
from bvdocs.core.errors import BvdocsError
from bvdocs.core.findings import Severity, has_errors
from bvdocs.desk.snapshot import Papers, Snapshot
from bvdocs.desk.states import State

__all__ = ["Papers", "Snapshot", "State", "Workbench"]


class Workbench:
    """One workbook with its templates and its output, and what is known of them now."""

    def __init__(self, workbook: Path, templates: Path, output: Path) -> None:
        self.workbook, self.templates, self.output = workbook, templates, output
        self._now = Snapshot()
        self._news = asyncio.Condition()
        self._kept = Kept()
        self._work: asyncio.Task[None] | None = None

    @property
    def now(self) -> Snapshot:
        """Return what is known now."""
        return self._now

    async def news(self) -> AsyncIterator[Snapshot]:
        """Yield what is known now, and then each time that it changes; who is slow gets the newest alone."""
        told = None
        while True:
            async with self._news:
                while self._now is told:
                    await self._news.wait()
                told = self._now
            yield told

    async def start(self) -> None:
        """Begin to watch the workbook and the templates."""
        self._work = asyncio.create_task(self._go_on())

    async def close(self) -> None:
        """End all that is being done."""
        if self._work:
            self._work.cancel()

    async def _publish(self, snapshot: Snapshot) -> None:
        async with self._news:
            self._now = snapshot
            self._news.notify_all()

    async def _go_on(self) -> None:
        last = None
        while True:
            try:
                at = self.workbook.stat().st_mtime_ns
            except OSError:
                at = -1
            if at != last:
                last = at
                await self._read()
            await asyncio.sleep(0.2)

    async def _read(self) -> None:
        try:
            content = self.workbook.read_bytes()
        except OSError:
            await self._publish(replace(self._now, state=State.NO_WORKBOOK))
            return
        try:
            preview = await asyncio.to_thread(
                make_preview, self.workbook, content, self.templates, self.output, self._kept
            )
        except BvdocsError as fault:
            await self._publish(replace(self._now, state=State.BROKEN, fault=fault))
            return
        await self._publish(_taken_in(self._now, preview))


def _taken_in(before: Snapshot, preview: Preview) -> Snapshot:
    number = before.number + 1
    shown, of = (preview, number) if preview.pages else (before.preview, before.preview_number)
    warned = any(each.severity is Severity.WARNING for each in preview.findings)
    state = State.ERRORS if has_errors(preview.findings) else State.WARNINGS if warned else State.ALL_WELL
    return Snapshot(
        number, state, None, False, datetime.now().astimezone(), shown, of, preview.findings, preview.accepted
    )
