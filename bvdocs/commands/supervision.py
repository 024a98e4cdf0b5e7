"""A process that does the work, and one that only watches it, and ends it when it takes too long or too much memory.

The second is forked from the first before anything heavy is imported, which costs about a millisecond. What is being
done comes through a pipe from `core/limits.py`. A server can run its commands the same way, each in a process that
calls `begin_watched` first.
"""

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from bvdocs.core import limits
from bvdocs.core.errors import BvdocsError
from bvdocs.core.limits import Task

try:
    import fcntl
except ModuleNotFoundError:  # of Unix alone
    _CAN_WATCH = False
else:
    _CAN_WATCH = hasattr(signal, "sigtimedwait") and hasattr(fcntl, "F_SETSIG")

# In seconds, between two looks.
_TICK = 0.1
# How long the work may take to end by an interrupt that it was told of with the process that watches it, in seconds.
_A_MOMENT = 0.3
if _CAN_WATCH:
    _HEARD = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD}
    # What stops a program from outside, by whoever started it; the rest are accidents.
    _MEANT = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE, signal.SIGQUIT}


class Taken(NamedTuple):
    """What processes take: seconds of a processor so far, and bytes of memory now."""

    seconds: float
    bytes: int


class Ending(NamedTuple):
    """How the work ended: with an exit code, or with the fault that stopped it, which nobody has printed yet."""

    exit_code: int
    fault: BvdocsError | None = None
    as_json: bool = False


class Watch:
    """What the work tells of itself, held against its limits."""

    def __init__(self) -> None:
        self.as_json = False
        self._seconds, self._gigabytes = limits.SECONDS, limits.GIGABYTES
        self._tasks: list[_Begun] = []
        self._heard = b""

    def hear(self, told: bytes) -> None:
        """Take in what came through the pipe; a line may come in pieces."""
        *lines, self._heard = (self._heard + told).split(b"\n")
        for line in lines:
            self._take(*json.loads(line))

    def _take(self, what: str, told: Any) -> None:
        match what:
            case "begin":
                self._tasks.append(_Begun(Task(**told)))
            case "end" if self._tasks:
                self._tasks.pop()
            case "doing" if self._tasks:
                self._tasks[-1].doing = told
            case "seconds":
                self._seconds = told
            case "gigabytes":
                self._gigabytes = told
            case "json":
                self.as_json = True

    def too_much(self, passed: float, memory: int) -> BvdocsError | None:
        """Return the fault of taking too much, if it does: `passed` seconds since the last look, `memory` in bytes."""
        if memory > self._gigabytes * 1e9:
            amount, more = f"{self._gigabytes:g} GB of memory", f"--memory-limit {_twice(self._gigabytes)}"
            return self._fault(amount, more)
        if not self._tasks:
            return None
        self._tasks[-1].seconds += passed
        if self._tasks[-1].seconds <= self._seconds:
            return None
        return self._fault(f"{self._seconds:g} seconds", f"--time-limit {_twice(self._seconds)}")

    def _fault(self, amount: str, more: str) -> BvdocsError:
        if not self._tasks:
            return BvdocsError(f"More than {amount} were needed.", f"If that is meant, allow more with {more}.")
        now = self._tasks[-1]
        return now.task.fault(amount, now.doing, f"If it has to be so, allow more with {more}.")

    def killed(self, number: int) -> BvdocsError:
        """Return the fault of being ended from outside, or by a library's accident, with this signal."""
        now = self._tasks[-1] if self._tasks else None
        at = f" while {now.doing} ({now.task.subject})" if now else ""
        if number == signal.SIGKILL:
            return BvdocsError(
                f"This was stopped by the system{at}.", "See that the machine has memory to spare, and run this again."
            )
        name = signal.strsignal(number) or f"signal {number}"
        return BvdocsError(
            f"This broke down{at} ({name}).", "Run it again; if it breaks down there again, leave that file out."
        )


class _Begun:
    """A task that has begun: what of it is being done, and how long it took so far."""

    def __init__(self, task: Task) -> None:
        self.task, self.doing, self.seconds = task, task.doing, 0.0


def _twice(amount: float) -> str:
    return f"{amount * 2:g}"


def begin_watched() -> Ending | None:
    """Go on twice: return None in the process that is to do the work, and in the one that watches it how it ended.

    The process has one thread yet. Where the system cannot do this, there is one process, and nothing is limited.
    """
    if not _CAN_WATCH:
        return None
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # a process that started this one may have had it ignored
    told, to_tell = os.pipe()
    lifeline, held = os.pipe()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
    try:
        work = os.fork()
    except OSError:  # no room for another process: so this one works, and nobody watches it
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return None
    if work:
        os.close(to_tell)
        os.close(lifeline)
        ending = _watch(work, told)
        os.close(held)
        return ending
    os.close(told)
    os.close(held)
    _end_with(lifeline)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    limits.tell_to(to_tell)
    return None


def _end_with(lifeline: int) -> None:
    """Have the system kill this process when the other end of the pipe closes, however the one that holds it ends.

    No thread could do that while a library in C keeps the interpreter to itself.
    """
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)


def _watch(work: int, told: int) -> Ending:
    """Watch the process that does the work, hand signals on to it, and kill it when it takes too much."""
    os.set_blocking(told, False)
    watch = Watch()
    looked, last = time.monotonic(), Taken(0, 0)
    while True:
        heard = signal.sigtimedwait(_HEARD, _TICK)
        if heard and heard.si_signo != signal.SIGCHLD:
            _hand_on(heard, work)
        ended, status = os.waitpid(work, os.WNOHANG)
        watch.hear(_read(told))
        if ended:
            return _ending(os.waitstatus_to_exitcode(status), watch)
        now, taken = time.monotonic(), taken_by(work)
        # What waits for a disk, or for others on a busy machine, does not work; and two processes work at one time.
        fault = watch.too_much(min(now - looked, max(taken.seconds - last.seconds, 0)), taken.bytes)
        looked, last = now, taken
        if fault:
            return _stopped(work, fault, watch)


def _hand_on(heard: signal.struct_siginfo, work: int) -> None:
    """Hand the work a signal that a process sent to this one; a terminal sends its own to both of them."""
    if heard.si_code > 0:
        return
    # It may have been sent to both of them too: a second interrupt would disturb an orderly end.
    if not signal.sigtimedwait({signal.SIGCHLD}, _A_MOMENT):
        os.kill(work, heard.si_signo)


def _read(told: int) -> bytes:
    pieces = b""
    with suppress(BlockingIOError):
        while piece := os.read(told, 65536):
            pieces += piece
    return pieces


def _stopped(work: int, fault: BvdocsError, watch: Watch) -> Ending:
    """End the work and the processes that it started; return the fault, unless it has ended by itself just now."""
    started = descendants(work)
    os.kill(work, signal.SIGKILL)
    for each in started:
        # The one of them that clears away what others shared does not listen, and does so when they have ended.
        with suppress(ProcessLookupError, PermissionError):
            os.kill(each, signal.SIGTERM)
    _, status = os.waitpid(work, 0)
    code = os.waitstatus_to_exitcode(status)
    return Ending(code) if code >= 0 else Ending(fault.exit_code, fault, as_json=watch.as_json)


def _ending(code: int, watch: Watch) -> Ending:
    if code >= 0:
        return Ending(code)
    if -code in _MEANT:
        _end_by(-code)
    fault = watch.killed(-code)
    return Ending(fault.exit_code, fault, as_json=watch.as_json)


def _end_by(number: int) -> NoReturn:
    """End this process by the signal that ended the work, so that who started it sees the same."""
    signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {number})
    os.kill(os.getpid(), number)
    os._exit(128 + number)  # it is ignored here


def taken_by(process: int) -> Taken:
    """Return what a process and those that it started take."""
    each = [_taken_by_itself(one) for one in (process, *descendants(process))]
    return Taken(sum(one.seconds for one in each), sum(one.bytes for one in each))


def _taken_by_itself(process: int) -> Taken:
    """Return what one process takes, as Linux says in proc(5); nothing if it has just ended."""
    try:
        facts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return Taken(0, 0)
    seconds = (int(facts[11]) + int(facts[12])) / os.sysconf("SC_CLK_TCK")
    return Taken(seconds, int(facts[21]) * os.sysconf("SC_PAGE_SIZE"))


def descendants(process: int) -> list[int]:
    """Return the processes that a process has started, and those that these have, as far as the system says."""
    found = list(_children(process))
    for each in found:
        found += _children(each)
    return found


def _children(process: int) -> Iterator[int]:
    with suppress(OSError):  # it has just ended
        for thread in Path(f"/proc/{process}/task").iterdir():
            yield from map(int, (thread / "children").read_text().split())
