"""The process that watches the one that does the work."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bvdocs.commands.supervision import Watch, descendants, taken_by
from bvdocs.core import limits
from tests.support.project import MADE, SAMPLE

GIGABYTE = 10**9
pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="Linux says what processes take")
# What never ends, and keeps the interpreter to itself: it is within C.
HANGS = "__import__('re').match('(a+)+b', 'a' * 99)"


def told(*messages: tuple[str, object]) -> bytes:
    return b"".join(json.dumps(message).encode() + b"\n" for message in messages)


def begun(subject: str, doing: str) -> tuple[str, object]:
    return "begin", {"subject": subject, "doing": doing, "hint": "Do this.", "of_workbook": True}


def test_a_task_has_its_seconds_and_no_more() -> None:
    watch = Watch()
    watch.hear(told(begun("a.xlsx", "reading it"), ("doing", "reading the sheet Narrative")))
    assert watch.too_much(limits.SECONDS, 0) is None
    fault = watch.too_much(0.1, 0)
    assert str(fault) == (
        "a.xlsx needs more than 60 seconds; this was stopped while reading the sheet Narrative. Do this. If it has to"
        " be so, allow more with --time-limit 120."
    )
    assert fault is not None
    assert fault.exit_code == 1


def test_what_is_done_within_a_task_has_its_own_time() -> None:
    watch = Watch()
    watch.hear(told(begun("a.xlsx", "reading it")))
    assert watch.too_much(50, 0) is None
    watch.hear(told(begun("v1/a.xlsx", "reading it")))
    assert watch.too_much(50, 0) is None
    watch.hear(told(("end", None)))
    assert watch.too_much(10, 0) is None
    assert "a.xlsx needs more than 60 seconds" in str(watch.too_much(1, 0))


def test_between_tasks_time_does_not_count() -> None:
    watch = Watch()
    watch.hear(told(begun("a.xlsx", "reading it"), ("end", None)))
    assert watch.too_much(10**6, 0) is None


def test_memory_counts_always() -> None:
    watch = Watch()
    assert watch.too_much(0, 2 * GIGABYTE) is None
    assert "More than 2 GB of memory were needed" in str(watch.too_much(0, 2 * GIGABYTE + 1))
    watch.hear(told(begun("a.docx", "filling it in")))
    fault = str(watch.too_much(0, 3 * GIGABYTE))
    assert fault.startswith("a.docx needs more than 2 GB of memory; this was stopped while filling it in.")
    assert "--memory-limit 4" in fault


def test_limits_can_be_raised() -> None:
    watch = Watch()
    watch.hear(told(("seconds", 90), ("gigabytes", 8.5), begun("a.xlsx", "reading it")))
    assert watch.too_much(90, 8 * GIGABYTE) is None
    assert "--time-limit 180" in str(watch.too_much(1, 0))
    assert "--memory-limit 17" in str(watch.too_much(0, 9 * GIGABYTE))


def test_a_message_in_pieces_is_taken_when_it_is_whole() -> None:
    watch, whole = Watch(), told(("json", True))
    watch.hear(whole[:5])
    assert not watch.as_json
    watch.hear(whole[5:])
    assert watch.as_json


def test_what_is_taken_is_taken_by_all_that_a_process_started() -> None:
    waits = "import sys; held = bytearray(50_000_000); sum(range(10**7)); print(flush=True); sys.stdin.read()"
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {waits!r}])"
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdin
        process.stdout.readline()
        assert len(descendants(process.pid)) == 1
        taken = taken_by(process.pid)
        assert taken.bytes > 50_000_000
        assert 0.05 < taken.seconds < 20
        process.stdin.close()
    assert taken_by(process.pid) == (0, 0)


# Real processes.


def program(before: str, *arguments: str | Path) -> list[str]:
    """The program as it is called, with something done to it before."""
    code = f"import sys\n{before}\nfrom bvdocs.cli.entry import run\nrun()"
    return [sys.executable, "-c", code, *map(str, arguments)]


def ended(before: str, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        program(before, *arguments), capture_output=True, text=True, cwd=MADE, check=False, timeout=120
    )
    assert "Traceback" not in done.stderr
    return done


IN_A_SHEET = f"""
from bvdocs.workbook.reading import tables
found = tables.heading_row
tables.heading_row = lambda sheet, *given: {HANGS} if sheet.name == 'Narrative' else found(sheet, *given)
"""


@pytest.mark.slow
def test_waiting_is_no_work() -> None:
    waits = IN_A_SHEET.replace(HANGS, "__import__('time').sleep(4)")
    done = ended(waits, "check", SAMPLE, "--time-limit", "3")
    assert "needs more than" not in done.stderr


@pytest.mark.slow
def test_a_workbook_that_is_never_read_to_its_end_is_told_in_one_line() -> None:
    done = ended(IN_A_SHEET, "check", SAMPLE, "--time-limit", "2")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"{SAMPLE} needs more than 2 seconds" in done.stderr
    assert "while reading the sheet Narrative." in done.stderr
    assert "--time-limit 4" in done.stderr


@pytest.mark.slow
def test_json_is_printed_all_the_same() -> None:
    done = ended(IN_A_SHEET, "check", SAMPLE, "--time-limit", "2", "--json")
    assert done.returncode == 1
    (finding,) = json.loads(done.stdout)["findings"]
    assert finding["code"] == "E001"
    assert "reading the sheet Narrative" in finding["message"]


@pytest.mark.slow
def test_memory_without_end_is_stopped() -> None:
    eats = """
import time
from bvdocs.checks import registry
def eat(*_):
    held = []
    while True:
        held.append(bytearray(10_000_000))
        time.sleep(0.01)
registry._certain_findings = eat
"""
    done = ended(eats, "check", SAMPLE, "--memory-limit", "0.5")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "needs more than 0.5 GB of memory; this was stopped while checking it: E" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_an_accident_of_the_work_is_told_in_one_line(blow: signal.Signals) -> None:
    breaks = f"""
import os
from bvdocs.workbook.reading import tables
tables.heading_row = lambda *_: os.kill(os.getpid(), {int(blow)})
"""
    done = ended(breaks, "check", SAMPLE)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert f"while reading the sheet Report ({SAMPLE})" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_the_work_ends_with_the_process_that_was_started_even_within_c(blow: signal.Signals) -> None:
    command = program(IN_A_SHEET, "check", SAMPLE)
    with subprocess.Popen(command, cwd=MADE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 30
        while not descendants(process.pid) and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(1)
        (work,) = descendants(process.pid)
        os.kill(process.pid, blow)
        process.wait(20)
    assert process.returncode == -blow
    while _runs(work) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _runs(work)


def _runs(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.slow
def test_where_there_is_no_room_for_another_process_the_work_is_done_unwatched() -> None:
    refuses = """
import os
def fork():
    raise BlockingIOError(11, 'Resource temporarily unavailable')
os.fork = fork
"""
    done = ended(refuses, "check", SAMPLE)
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.slow
def test_exit_codes_and_a_closed_pipe_are_as_without_it(tmp_path: Path) -> None:
    assert ended("", "check", SAMPLE).returncode == 0
    assert ended("", "check", tmp_path / "none.xlsx").returncode == 1
    assert ended("", "check", "--no-such-option").returncode == 2
    assert ended("", "report", SAMPLE, "--templates", tmp_path / "none").returncode == 3
    head = subprocess.run(
        f"{sys.executable} -m bvdocs rules | head -1", shell=True, cwd=MADE, capture_output=True, check=True
    )
    assert head.stdout.startswith(b"E001")
    assert head.stderr == b""
