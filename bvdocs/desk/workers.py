"""Processes of their own for pieces of work: each is watched, tells how far it is, and may be ended at any time."""

import asyncio
import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, NoReturn, TypeVar, cast

from bvdocs.core.errors import BvdocsError
from bvdocs.desk.working import FAULT, LENGTH, TOLD, framed

T = TypeVar("T")
# In seconds, for which a process that was asked to end is waited for.
_TIME_TO_END = 3


class Told(NamedTuple):
    """What a stage of the work says as it begins."""

    stage: str
    detail: str = ""


def _nobody(_told: Told) -> None:
    """Take what is told where nobody listens."""


def broke_down() -> BvdocsError:
    """Return what is told of a fault that nobody foresaw; its traceback is in the terminal."""
    return BvdocsError(
        "This broke down within bvdocs; what it was to make was not made.",
        "Try it again. If it breaks down again, show the lines in the window from which the desk was started to whoever"
        " looks after bvdocs.",
    )


async def run(function: Callable[..., T], *arguments: Any, tell: Callable[[Told], None] = _nobody) -> T:
    """Call `function(*arguments, tell=…)` in a process of its own, and return what it returns.

    The function can be imported by its name. Raise the BvdocsError that the work ended with. When the task is
    cancelled, the process is ended, with all that it has started.
    """
    worker = Worker()
    try:
        return await worker.do(function, *arguments, tell=tell)
    finally:
        await worker.end()


class _Running(NamedTuple):
    """A process that was started; what goes to it, what it tells, and what the one says that watches it."""

    process: asyncio.subprocess.Process
    asked: asyncio.StreamWriter
    told: asyncio.StreamReader
    watcher: asyncio.StreamReader
    pipe: asyncio.BaseTransport


class Worker:
    """A process that does one piece of work after another; it is started when there is one."""

    def __init__(self) -> None:
        self._running: _Running | None = None

    async def do(self, function: Callable[..., T], *arguments: Any, tell: Callable[[Told], None] = _nobody) -> T:
        """Call `function(*arguments, tell=…)` there, and return what it returns; raise the BvdocsError it ended with.

        When this is cancelled, the process is ended: the next piece of work is done by another.
        """
        try:
            return await self._do(function, arguments, tell)  # type: ignore[no-any-return]
        except asyncio.CancelledError:
            await self.end()
            raise

    async def _do(self, function: Callable[..., Any], arguments: tuple[Any, ...], tell: Callable[[Told], None]) -> Any:
        if self._running is None:
            self._running = await _start()
        running = self._running
        told = running.told
        try:
            running.asked.write(framed((function, arguments)))
            await running.asked.drain()
            while True:
                (length,) = LENGTH.unpack(await told.readexactly(LENGTH.size))
                kind, *content = pickle.loads(await told.readexactly(length))  # noqa: S301 - from our own process
                if kind == TOLD:
                    tell(Told(*content))
                elif kind == FAULT:
                    raise content[0]
                else:
                    return content[0]
        except (asyncio.IncompleteReadError, ConnectionError):
            await self._say_why_it_ended(running)

    async def _say_why_it_ended(self, running: _Running) -> NoReturn:
        """Raise the fault that the process was ended for, as the one that watched it says."""
        said = await running.watcher.read()
        await self.end()
        if said:
            raise pickle.loads(said)  # noqa: S301 - from our own process
        raise broke_down()

    async def end(self) -> None:
        """End the process, with all that it has started, whatever it is doing."""
        running, self._running = self._running, None
        if running is None:
            return
        running.pipe.close()
        process = running.process
        # What clears away after others, in the same group, does not listen to SIGTERM, and ends when they have ended.
        _tell_group(process, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), _TIME_TO_END)
        except TimeoutError:
            _tell_group(process, signal.SIGKILL)
            await process.wait()


def _tell_group(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):  # it has just ended
            os.killpg(process.pid, number)


async def _start() -> _Running:
    """Start a process in a group of its own: an interrupt from the keyboard is for the desk, which then ends it."""
    read_end, write_end = os.pipe()
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "bvdocs.desk.working", str(write_end)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            pass_fds=(write_end,),
            start_new_session=True,
        )
    finally:
        os.close(write_end)
    told = asyncio.StreamReader()
    pipe, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(told),
        os.fdopen(read_end, "rb"),
    )
    asked, watcher = cast("asyncio.StreamWriter", process.stdin), cast("asyncio.StreamReader", process.stdout)
    return _Running(process, asked, told, watcher, pipe)
