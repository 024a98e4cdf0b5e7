"""Many councils by processes of their own: killed, hanging, eating memory, interrupted; here and at an address."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bvdocs.commands.report import ReportRequest, make_report
from bvdocs.commands.supervision import descendants
from tests.support import faulty_worker
from tests.support.batches import council_book, start_batch
from tests.support.project import MADE, PROJECT, TEMPLATES, tell_nobody

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="Linux says which processes there are"),
]
# In seconds: what a process needs to be started on a machine that is busy with other tests, and a batch in all.
A_WHILE, LONG = 120, 500


@pytest.fixture
def workbooks(tmp_path: Path) -> Path:
    """A folder with the workbooks of four councils, and what else lies in such a folder."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("North", "East", "South", "West"):
        council_book(f"{name} Testshire Council").write(folder, f"{name.lower()}.xlsx")
    (folder / "~$north.xlsx").write_bytes(b"somebody")
    (folder / "minutes.docx").write_bytes(b"words")
    return folder


def index(output: Path) -> dict[str, dict[str, Any]]:
    """What `index.json` says of each workbook, by its name."""
    return {each["workbook"]: each for each in json.loads((output / "index.json").read_bytes())["councils"]}


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read_until(process: "subprocess.Popen[str]", begins: str) -> None:
    """Read what it prints up to a line that begins so."""
    assert process.stdout
    for line in process.stdout:
        if line.startswith(begins):
            return
    raise AssertionError(f"it never said '{begins}'")


def workers_of(process: int) -> list[int]:
    """The processes that do the work, among those that a process started."""
    found = []
    for each in descendants(process):
        try:
            command = Path(f"/proc/{each}/cmdline").read_bytes()
        except OSError:
            continue
        if b"spawn_main" in command:
            found.append(each)
    return found


def test_the_bytes_are_those_of_report_and_a_second_run_makes_nothing(workbooks: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    with start_batch(workbooks, "--output", output, "--workers", "2") as process:
        said, _ = process.communicate(timeout=LONG)
    assert (process.returncode, said.splitlines()[-2]) == (0, "4 workbooks: 4 made.")
    make_report(ReportRequest(workbooks / "east.xlsx", tmp_path / "report", TEMPLATES), tell_nobody)
    assert files(output / "east-testshire-council" / "current") == files(tmp_path / "report" / "current")
    made = {path: path.stat().st_ino for path in output.rglob("current/*")}
    before = files(output)
    with start_batch(workbooks, "--output", output, "--workers", "2") as process:
        said, _ = process.communicate(timeout=A_WHILE)
    assert (process.returncode, said.splitlines()[-2]) == (0, "4 workbooks: 4 made, of which 4 stood unchanged.")
    assert {path: path.stat().st_ino for path in output.rglob("current/*")} == made
    assert files(output) == before


def test_the_work_of_a_process_that_is_killed_is_done_again(workbooks: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    with start_batch(workbooks, "--output", output, "--workers", "2") as process:
        read_until(process, "Checked 4 of 4")
        time.sleep(1)
        killed = workers_of(process.pid)[0]
        os.kill(killed, signal.SIGKILL)
        said, _ = process.communicate(timeout=LONG)
    assert (process.returncode, said.splitlines()[-2]) == (0, "4 workbooks: 4 made.")


def test_workbooks_that_hang_or_eat_memory_are_given_up_and_all_others_are_made(
    workbooks: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    for name in (faulty_worker.EATS, faulty_worker.HANGS):
        council_book(f"Council that {name}").write(workbooks, name)
    council_book("").write(workbooks, "bad.xlsx")
    limits = ("--time-limit", "40", "--memory-limit", "0.8")
    preload = Path(faulty_worker.__file__)
    with start_batch(workbooks, "--output", output, "--workers", "2", *limits, preload=preload) as process:
        said, _ = process.communicate(timeout=LONG)
    assert process.returncode == 1
    assert "7 workbooks: 4 made; 1 with errors; 2 given up." in said
    assert "eats.xlsx: given up\n  It needs more than 0.8 GB of memory: it was tried twice, and given up.\n" in said
    assert "hangs.xlsx: given up\n  It needs more than 40 seconds: it was tried twice, and given up.\n" in said
    states = {name: each["state"] for name, each in index(output).items()}
    assert states == {
        **dict.fromkeys(("north.xlsx", "east.xlsx", "south.xlsx", "west.xlsx"), "made"),
        "bad.xlsx": "errors",
        "eats.xlsx": "given up",
        "hangs.xlsx": "given up",
    }
    assert "Traceback" not in said


def test_an_interrupt_ends_it_in_order_and_the_next_run_goes_on(workbooks: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    with start_batch(workbooks, "--output", output, "--workers", "1") as process:
        read_until(process, "Done 1 of 4")
        started = descendants(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=A_WHILE)
    assert process.returncode == 1
    assert f"Stopped. What was made stands in {output}; run this again to go on.\n\nAborted!\n" in said
    assert "Traceback" not in said
    until = time.monotonic() + A_WHILE
    while any(Path(f"/proc/{each}/cmdline").exists() for each in started):
        assert time.monotonic() < until, "a process is left"
        time.sleep(0.1)
    states = [each["state"] for each in index(output).values()]
    made = states.count("made")
    assert 1 <= made < 4
    assert states.count("not reached") == 4 - made
    with start_batch(workbooks, "--output", output, "--workers", "1") as process:
        said, _ = process.communicate(timeout=LONG)
    assert process.returncode == 0
    assert f"4 workbooks: 4 made, of which {made} stood unchanged." in said


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, list[int]]]:
    """The address of a scheduler on loopback with two workers, as somebody would start them, and what they are."""
    note = tmp_path / "scheduler.json"
    run = (sys.executable, "-P", "-m")
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    commands = [
        (*run, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
         "--scheduler-file", str(note)),
        (*run, "distributed.cli.dask_worker", "--scheduler-file", str(note), "--nworkers", "2", "--nthreads", "1",
         "--host", "127.0.0.1", "--no-dashboard", "--memory-limit", "2GB", "--local-directory", str(tmp_path)),
    ]  # fmt: skip
    with (tmp_path / "log").open("w") as log:
        processes = [
            subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=log, stderr=log) for command in commands
        ]
        try:
            until = time.monotonic() + A_WHILE
            while not note.exists() or not note.read_text():
                assert time.monotonic() < until, (tmp_path / "log").read_text()
                time.sleep(0.1)
            yield json.loads(note.read_text())["address"], [each.pid for each in processes]
        finally:
            for each in reversed(processes):
                each.terminate()
                each.wait(A_WHILE)


def test_a_cluster_at_an_address_does_the_same(
    workbooks: Path, tmp_path: Path, scheduler: tuple[str, list[int]]
) -> None:
    output, (address, processes) = tmp_path / "out", scheduler
    with start_batch(workbooks, "--output", output, "--scheduler", address) as process:
        read_until(process, "Checked 4 of 4")
        time.sleep(1)
        os.kill(workers_of(processes[1])[0], signal.SIGKILL)
        said, _ = process.communicate(timeout=LONG)
    assert (process.returncode, said.splitlines()[-2]) == (0, "4 workbooks: 4 made.")
    make_report(ReportRequest(workbooks / "west.xlsx", tmp_path / "report", TEMPLATES), tell_nobody)
    assert files(output / "west-testshire-council" / "current") == files(tmp_path / "report" / "current")


def test_a_scheduler_that_goes_away_ends_it_in_order(
    workbooks: Path, tmp_path: Path, scheduler: tuple[str, list[int]]
) -> None:
    address, processes = scheduler
    with start_batch(workbooks, "--output", tmp_path / "out", "--scheduler", address) as process:
        read_until(process, "Done 1 of 4")
        os.kill(processes[0], signal.SIGKILL)
        said, _ = process.communicate(timeout=LONG)
    assert process.returncode == 3, said
    assert "Error: The cluster's scheduler answers no more" in said
    assert "Traceback" not in said
    states = [each["state"] for each in index(tmp_path / "out").values()]
    assert 1 <= states.count("made") < 4
    assert states.count("not reached") == 4 - states.count("made")


def test_where_no_scheduler_answers_it_says_so() -> None:
    with start_batch(MADE / "inputs", "--output", MADE / "unused", "--scheduler", "tcp://127.0.0.1:9") as process:
        said, _ = process.communicate(timeout=A_WHILE)
    assert process.returncode == 3
    assert "No scheduler answers at tcp://127.0.0.1:9" in said
