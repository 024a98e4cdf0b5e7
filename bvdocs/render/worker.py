"""A second process that lays out PDFs, while this one draws and fills Word templates."""

import multiprocessing
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from bvdocs.errors import RenderError
from bvdocs.render import pdf
from bvdocs.render.pdf import Pdf


class PdfWorker:
    """Takes pages of HTML and gives their PDFs, in the order asked for."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def start(self, html: str) -> "Future[Pdf]":
        """Begin to lay out a page; `result()` waits for it and raises what `render_pdf` raises."""
        return self._pool.submit(pdf.render_pdf, html)


@contextmanager
def pdf_worker() -> Iterator[PdfWorker]:
    """A worker that has begun to load WeasyPrint by the time the first page is ready."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(1, mp_context=context, initializer=_prepare)
    try:
        pool.submit(_load)
        yield PdfWorker(pool)
    except BrokenProcessPool as fault:
        raise RenderError(
            "The process that lays out the PDFs was stopped from outside.",
            "See that the machine has memory to spare, and run this again.",
        ) from fault
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _prepare() -> None:
    """An interrupt from the keyboard is the main process's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _load() -> None:
    pdf.load()
