"""Runs the processes that lay out PDFs, while this one draws, fills Word templates, and lays out what is left."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from multiprocessing import resource_tracker
from typing import Any, Protocol

from bvdocs.core.errors import RenderError
from bvdocs.core.garbage import search_seldom
from bvdocs.core.limits import Task, limited
from bvdocs.render.pdf.layout import Pdf, load_quietly, render_pdf

_WARNINGS = "PYTHONWARNINGS"
# Python's own switch for it, as `python -P`.
_SAFE_PATH = "PYTHONSAFEPATH"


class StartPdf(Protocol):
    """What begins to lay out a page of HTML; `result()` of what it returns waits for the PDF.

    It lays out in this process, within the limits of its task, what has not been begun with elsewhere by then.
    """

    def __call__(self, html: str, task: Task, /) -> Future[Pdf]: ...


@contextmanager
def pdf_workers(number: int) -> Iterator[StartPdf]:
    """Yield what has processes lay out pages, in the order asked for; the first begins to load WeasyPrint now.

    They are stopped at the end, done or not: they hold nothing that needs an orderly end. Raise RenderError if one is
    stopped from outside.
    """
    start_clearing_away()
    context = multiprocessing.get_context("spawn")
    with no_module_from_here():
        pool = ProcessPoolExecutor(number, mp_context=context, initializer=_prepare)
    queue = _Queue(pool, number)
    try:
        yield queue.put
    except BrokenProcessPool as fault:
        raise RenderError(
            "The process that lays out the PDFs was stopped from outside.",
            "See that the machine has memory to spare, and run this again.",
        ) from fault
    finally:
        queue.close()
        for worker in multiprocessing.active_children():
            worker.terminate()
        # Its thread is waited for: one that ended while Python ends closed a pipe that Python 3.11 was writing to.
        pool.shutdown(cancel_futures=True)


class _Queue:
    """Pages to be laid out: the processes take the first, and this one the last, while it waits.

    What is handed to the pool cannot be had back, so it gets one for each of its processes.
    """

    def __init__(self, pool: ProcessPoolExecutor, number: int) -> None:
        self._pool = pool
        self._idle = number
        self._waiting: deque[_Asked] = deque()
        self._lock = threading.Lock()
        self._start(load_quietly)

    def put(self, html: str, task: Task, /) -> Future[Pdf]:
        """Take a page in, and begin with it if a process has nothing to do."""
        asked = _Asked(self, html, task)
        self._waiting.append(asked)
        self._hand_out()
        return asked

    def _hand_out(self) -> None:
        while asked := self._next():
            # Not under the lock: the pool, when it breaks down, takes ours while it holds its own.
            try:
                self._start(render_pdf, asked.html).add_done_callback(partial(self._take_in, asked))
            except RuntimeError as fault:  # the pool broke down, or has ended
                asked.set_exception(fault)

    def _next(self) -> "_Asked | None":
        """Take the next page out, if there is a process for it."""
        with self._lock:
            if not (self._idle and self._waiting):
                return None
            self._idle -= 1
            return self._waiting.popleft()

    def _take_in(self, asked: "_Asked", done: Future[Pdf]) -> None:
        if done.cancelled():
            return
        asked.take(done.result)
        if isinstance(done.exception(), BrokenProcessPool):
            # The pool says so while it holds its lock: to ask it for anything now would wait for ever.
            self.close(done.exception())
            return
        with self._lock:
            self._idle += 1
        self._hand_out()

    def close(self, fault: BaseException | None = None) -> None:
        """Hand out nothing any more; raise the fault, if there is one, to who waits for what was not begun with."""
        with self._lock:
            left = list(self._waiting)
            self._waiting.clear()
        for asked in left if fault else ():
            asked.set_exception(fault)

    def _start(self, work: Callable[..., Any], *given: str) -> Future[Any]:
        with no_interrupt(), no_module_from_here():
            return self._pool.submit(work, *given)

    def help_until(self, wanted: "_Asked") -> None:
        """Lay out pages here until the one that is wanted is done or begun with, and no other is left."""
        while not wanted.done():
            with self._lock:
                if not self._waiting:
                    return
                asked = self._waiting.pop()
            with limited(asked.task):
                asked.take(partial(render_pdf, asked.html))


class _Asked(Future[Pdf]):
    """A page that was asked for."""

    def __init__(self, queue: _Queue, html: str, task: Task) -> None:
        super().__init__()
        self._queue, self.html, self.task = queue, html, task

    def take(self, make: Callable[[], Pdf]) -> None:
        """Take the PDF, or the fault that there is instead."""
        try:
            pdf = make()
        except Exception as fault:  # it is raised to who waits for the PDF
            self.set_exception(fault)
        else:
            self.set_result(pdf)

    def result(self, timeout: float | None = None) -> Pdf:
        """Return the PDF once it is there, and lay out others meanwhile; raise whatever went wrong with it."""
        self._queue.help_until(self)
        return super().result(timeout)


def lay_out_here(html: str, task: Task, /) -> Future[Pdf]:
    """Lay out a page in this process, at once; for one that may start no others, or leaves them their cores."""
    done: Future[Pdf] = Future()
    with limited(task):
        done.set_result(render_pdf(html))
    return done


def start_clearing_away() -> None:
    """Run the process that clears away what others shared, if this one is killed, in a way that it says nothing.

    Windows clears away by itself.
    """
    if not hasattr(os, "fork"):
        return
    with no_module_from_here(), _in_environment(_WARNINGS, "ignore:resource_tracker"):
        resource_tracker.ensure_running()


@contextmanager
def no_interrupt() -> Iterator[None]:
    """Keep interrupts from the keyboard from a process that is started here: the main process handles them.

    Where the system cannot block them, those that begin turn them off by themselves, a moment later.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def no_module_from_here() -> AbstractContextManager[None]:
    """Have a Python that is started here import nothing from the current folder, as it does by itself.

    That goes for the one that the standard library starts beside the pool, for its locks, too.
    """
    return _in_environment(_SAFE_PATH, "1")


@contextmanager
def _in_environment(name: str, value: str) -> Iterator[None]:
    """Give a variable this value for the processes that are started here."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _prepare() -> None:
    """Leave interrupts to the main process, and end when it ends, however it ends."""
    search_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
