"""What somebody has asked the desk to do: one piece of work at a time, whatever becomes of the browser meanwhile."""

import asyncio
import re
import secrets
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from starlette.requests import Request

from bvdocs.core.errors import BvdocsError
from bvdocs.desk.workers import Told, run

T = TypeVar("T")
# A piece of work: it is given what takes in how far it is.
Work = Callable[[Callable[[Told], None]], Awaitable[Any]]

_NUMBER_BYTES = 16
_NUMBER = re.compile(rf"[0-9a-f]{{{2 * _NUMBER_BYTES}}}")
# So many of those that are done can still be looked at.
_KEPT = 20
# So many pages may have something read for them at one time, each by a process of its own.
_READERS = 2


def new_number() -> str:
    """Return the number of a piece of work that a form may start, and start but once."""
    return secrets.token_hex(_NUMBER_BYTES)


@dataclass(eq=False)
class Job:
    """A piece of work: what it is called, the page that tells of it, and how far it is; at its end what came of it.

    `asked_at` is the path that the form was sent to that started it.
    """

    number: str
    name: str
    page: str
    asked_at: str = ""
    stages: list[Told] = field(default_factory=list)
    begun: datetime = field(default_factory=lambda: datetime.now().astimezone())
    is_done: bool = False
    result: Any = None
    fault: BvdocsError | None = None

    @property
    def ended(self) -> str:
        """Return that it has ended, in words."""
        return f"{self.name}: this could not be done." if self.fault else f"{self.name}: done."

    @property
    def path(self) -> str:
        """Return the path of its page."""
        return f"/work/{self.number}"


class BusyError(Exception):
    """Something else is being done."""

    def __init__(self, job: Job) -> None:
        super().__init__(job.name)
        self.job = job


class Jobs:
    """The pieces of work of one desk: one at a time; the last ones that are done can be looked at."""

    def __init__(self) -> None:
        self._known: dict[str, Job] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._readers = asyncio.Semaphore(_READERS)
        self._told, self._news = 0, asyncio.Event()

    @property
    def now(self) -> Job | None:
        """Return what is being done now, if anything is."""
        return next((each for each in self._known.values() if not each.is_done), None)

    def find(self, number: str) -> Job | None:
        """Return the piece of work with this number, if it is known yet."""
        return self._known.get(number)

    def start(self, number: str, name: str, page: str, work: Work, asked_at: str = "") -> Job:
        """Start a piece of work, and return it at once; raise BusyError where another is being done.

        What has this number already is not started again, but returned: a form that was sent twice has asked once.
        """
        if number in self._known:
            return self._known[number]
        if busy := self.now:
            raise BusyError(busy)
        job = Job(number if _NUMBER.fullmatch(number) else new_number(), name, page, asked_at)
        self._known[job.number] = job
        for old in list(self._known)[:-_KEPT]:
            del self._known[old]
        task = asyncio.create_task(self._do(job, work))
        self._tasks.add(task)
        task.add_done_callback(lambda ended: self._note_end(job, ended))
        return job

    async def _do(self, job: Job, work: Work) -> None:
        def take_in(told: Told) -> None:
            job.stages.append(told)
            self._tell()

        try:
            job.result = await work(take_in)
        except BvdocsError as fault:
            job.fault = fault
        except Exception:
            traceback.print_exc()
            job.fault = BvdocsError(
                "Something went wrong in bvdocs itself.",
                "Try it once more. If it happens again, send the lines in the desk's window to whoever looks after it.",
            )

    def _note_end(self, job: Job, task: "asyncio.Task[None]") -> None:
        if task.cancelled():
            job.fault = BvdocsError("The desk was stopped before this was done.", "Open it again, and ask once more.")
        job.is_done = True
        self._tasks.discard(task)
        self._tell()

    async def look(self, function: Callable[..., T], *arguments: Any) -> T:
        """Return what the function returns in a process of its own, where a page waits for it; it changes nothing.

        Raise the BvdocsError that it ends with.
        """
        async with self._readers:
            return await run(function, *arguments)

    def _tell(self) -> None:
        self._told += 1
        waited_for, self._news = self._news, asyncio.Event()
        waited_for.set()

    async def news(self) -> AsyncIterator[None]:
        """Yield at once, and then each time that a piece of work has come further; who is slow hears of it once."""
        heard = None
        while True:
            if heard == self._told:
                await self._news.wait()
            heard = self._told
            yield

    async def close(self) -> None:
        """End what is being done; what it was to write is whole, or not there."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def jobs_of(request: Request) -> Jobs:
    """Return the work of the desk that was asked."""
    jobs: Jobs = request.app.state.jobs
    return jobs
