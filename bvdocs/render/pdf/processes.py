"""Runs the processes that lay out PDFs, while this one draws and fills Word templates."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import resource_tracker
from typing import Any

from bvdocs.core.errors import RenderError
from bvdocs.render.pdf.layout import Pdf, load_quietly, render_pdf

_WARNINGS = "PYTHONWARNINGS"
# What begins to lay out a page of HTML; `result()` of what it returns waits for the PDF.
StartPdf = Callable[[str], Future[Pdf]]
# Python's own switch for it, as `python -P`.
_SAFE_PATH = "PYTHONSAFEPATH"


@contextmanager
def pdf_workers(number: int) -> Iterator[StartPdf]:
    """Yield what has processes lay out pages, in the order asked for; the first begins to load WeasyPrint now.

    They are stopped at the end, done or not: they hold nothing that needs an orderly end. Raise RenderError if one is
    stopped from outside.
    """
    start_clearing_away()
    context = multiprocessing.get_context("spawn")

    def start(work: Callable[..., Any], *given: str) -> Future[Any]:
        with no_interrupt(), no_module_from_here():
            return pool.submit(work, *given)

    with no_module_from_here():
        pool = ProcessPoolExecutor(number, mp_context=context, initializer=_prepare)
    try:
        start(load_quietly)
        yield lambda html: start(render_pdf, html)
    except BrokenProcessPool as fault:
        raise RenderError(
            "The process that lays out the PDFs was stopped from outside.",
            "See that the machine has memory to spare, and run this again.",
        ) from fault
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in multiprocessing.active_children():
            worker.terminate()


def lay_out_here(html: str) -> "Future[Pdf]":
    """Lay out a page in this process, at once; for one that may start no others, or leaves them their cores."""
    done: Future[Pdf] = Future()
    try:
        done.set_result(render_pdf(html))
    except Exception as fault:
        done.set_exception(fault)
    return done


def start_clearing_away() -> None:
    """Run the process that clears away what others shared, if this one is killed, in a way that it says nothing."""
    with no_module_from_here(), _in_environment(_WARNINGS, "ignore:resource_tracker"):
        resource_tracker.ensure_running()


@contextmanager
def no_interrupt() -> Iterator[None]:
    """Keep interrupts from the keyboard from a process that is started here: the main process handles them."""
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
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
