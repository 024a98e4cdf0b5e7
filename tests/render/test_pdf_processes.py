"""The processes that lay out PDFs share the work with the one that waits, and end with the run that started them."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bvdocs.commands.supervision import descendants
from bvdocs.core.errors import RenderError
from bvdocs.core.limits import Task, of_document
from bvdocs.render.pdf import processes
from bvdocs.render.pdf.layout import render_pdf
from bvdocs.render.pdf.processes import pdf_workers
from tests.support.project import MADE


def is_there(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let interrupts be heard: a shell starts what runs in the background deaf to them, and children inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads the processes of Linux")
@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_process_outlives_a_run_that_is_stopped(blow: signal.Signals, seven_themes: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bvdocs", "report", str(seven_themes), "--output", str(tmp_path / "out")]
    with subprocess.Popen(command, cwd=MADE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        started: list[int] = []
        deadline = time.monotonic() + 20
        # The one that does the work, the worker, and what tracks its semaphores.
        while len(started) < 3 and time.monotonic() < deadline:
            started = descendants(process.pid)
            time.sleep(0.02)
        time.sleep(0.3)
        os.kill(process.pid, blow)
        _, told = process.communicate(timeout=20)
    assert process.returncode != 0
    assert b"Traceback" not in told
    assert b"Warning" not in told
    deadline = time.monotonic() + 10
    while any(map(is_there, started)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in started if is_there(pid)] == []
    assert not (tmp_path / "out" / "current").exists()


TASK = of_document("a page", "laying it out")


def page(words: str) -> str:
    return f"<!doctype html><html lang=en-GB><title>A title</title><h1>{words}</h1>"


@pytest.fixture
def laid_out_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note down what the tasks that this process takes on say they do."""
    here: list[str] = []

    @contextmanager
    def noted(task: Task) -> Iterator[None]:
        here.append(task.doing)
        yield

    monkeypatch.setattr(processes, "limited", noted)
    return here


def test_who_waits_lays_out_pages_too_and_each_is_what_it_is_by_itself(laid_out_here: list[str]) -> None:
    pages = [page(f"Page {number}") for number in range(6)]
    with pdf_workers(1) as start:
        asked = [start(each, of_document("it", f"laying out {number}")) for number, each in enumerate(pages)]
        made = [each.result() for each in asked]
    assert [each.content for each in made] == [render_pdf(each).content for each in pages]
    # The other process has the first, and this one the last.
    assert 0 < len(laid_out_here) < len(pages)
    assert laid_out_here[0] == "laying out 5"
    assert "laying out 0" not in laid_out_here


def test_a_fault_is_raised_where_its_own_page_is_waited_for_whoever_laid_it_out(laid_out_here: list[str]) -> None:
    pages = [
        page("First"),
        page("<img src='none.png' alt='Nothing'>"),
        page("Third"),
        page("<img src='no.png' alt=''>"),
    ]
    with pdf_workers(1) as start:
        asked = [start(each, TASK) for each in pages]
        assert asked[0].result().pages == asked[2].result().pages == 1
        for each in (asked[1], asked[3]):
            with pytest.raises(RenderError, match="could not be made as it should be"):
                each.result()
    assert laid_out_here


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads the processes of Linux")
@pytest.mark.usefixtures("laid_out_here")
def test_a_process_that_is_killed_is_told_and_nobody_waits_for_it() -> None:
    with pytest.raises(RenderError, match="stopped from outside"), pdf_workers(1) as start:
        asked = [start(page("word " * 20_000 if number == 0 else "Page"), TASK) for number in range(4)]
        for worker in multiprocessing.active_children():
            worker.kill()
        for each in asked:
            each.result()
