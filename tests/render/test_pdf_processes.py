"""The processes that lay out PDFs end with the run that started them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bvdocs.commands.supervision import descendants
from tests.support.project import MADE, SAMPLE


def is_there(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let interrupts be heard: a shell starts what runs in the background deaf to them, and children inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads the processes of Linux")
@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_process_outlives_a_run_that_is_stopped(blow: signal.Signals, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bvdocs", "report", str(SAMPLE), "--output", str(tmp_path / "out")]
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
