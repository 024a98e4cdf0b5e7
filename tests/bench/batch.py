"""`make bench-batch`: synthetic councils, sixty or as many as are asked for, by one process and by two.

They are processes of this machine, and those of a dask cluster.

A cluster is `dask scheduler` and `dask worker` processes on loopback. Each run begins with an empty folder. What is
said of other numbers of cores in docs/scaling.md follows from these figures.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from bvdocs.commands.supervision import taken_by
from tests.cases.seven_themes import seven_theme_rows
from tests.making.shipped import make_shipped_files
from tests.support.project import MADE, PROJECT
from tests.support.workbook_writer import Rows, write_workbook

COUNCILS = int(sys.argv[1]) if len(sys.argv) > 1 else 60
# In seconds.
TICK, TO_START = 0.25, 60
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PROJECT)}
DASK = (sys.executable, "-P", "-m")


class Cost(NamedTuple):
    """What a run took: seconds on the clock and of processors, and the most memory of all its processes together."""

    clock: float
    processor: float
    peak_mb: float


def council_rows(number: int) -> Rows:
    """The workbook of one of the councils: the first so many of seven themes, from one to seven in turn."""
    themes = number % 7 + 1
    rows = dict(seven_theme_rows())
    rows["Report"] = [
        ("Authority", f"Council {number:02} of Testshire") if name == "Authority" else (name, *rest)
        for name, *rest in rows["Report"]
    ]
    kept = {row[0] for row in rows["Themes"][:themes]}
    rows["Themes"] = rows["Themes"][:themes]
    rows["Narrative"] = [row for row in rows["Narrative"] if row[0] in kept]
    for sheet in ("Criteria", "Actions"):
        rows[sheet] = [row for row in rows[sheet] if row[1] in kept]
    return rows


def measure(*arguments: str | Path, others: tuple[int, ...] = ()) -> Cost:
    """Run a batch; `others` are processes that work for it, but that it has not started."""
    before = sum(taken_by(each).seconds for each in others)
    start = time.perf_counter()
    peak = 0.0
    with subprocess.Popen(
        [*DASK, "bvdocs", "batch", *map(str, arguments)], cwd=MADE, env=ENVIRONMENT, stdout=subprocess.DEVNULL
    ) as process:
        while (done := os.wait4(process.pid, os.WNOHANG))[0] == 0:
            peak = max(peak, sum(taken_by(each).bytes for each in (process.pid, *others)))
            time.sleep(TICK)
        process.returncode = os.waitstatus_to_exitcode(done[1])
    clock = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"the batch ended with {process.returncode}")
    elsewhere = sum(taken_by(each).seconds for each in others) - before
    return Cost(clock, done[2].ru_utime + done[2].ru_stime + elsewhere, peak / 1e6)


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The address of a cluster of so many workers, and its processes."""
    note = folder / f"scheduler-{workers}.json"
    scheduler = (*DASK, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                 "--scheduler-file", str(note))  # fmt: skip
    worker = (*DASK, "distributed.cli.dask_worker", "--scheduler-file", str(note), "--nworkers", str(workers),
              "--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard", "--memory-limit", "2GB",
              "--local-directory", str(folder))  # fmt: skip
    with (folder / "log").open("w") as log, ExitStack() as stack:
        started = []
        for command in (scheduler, worker):
            process = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=log, stderr=log)
            stack.callback(process.wait)
            stack.callback(process.terminate)
            started.append(process.pid)
        until = time.monotonic() + TO_START
        while not (note.exists() and note.read_text()):
            if time.monotonic() > until:
                raise SystemExit((folder / "log").read_text())
            time.sleep(TICK)
        address = note.read_text().partition('"address": "')[2].partition('"')[0]
        yield address, tuple(started)


def say(name: str, cost: Cost) -> None:
    """Print a row."""
    print(
        f"  {name:<28} {cost.clock:7.1f} s  {cost.processor:7.1f} processor seconds"
        f"  {cost.processor / COUNCILS:5.2f} a council  {cost.peak_mb:6.0f} MB",
        flush=True,
    )


def compare(name: str, costs: Mapping[int, Cost]) -> None:
    """Print what two workers gain over one."""
    print(f"  {name}: two are {costs[1].clock / costs[2].clock:.2f} times as fast as one\n", flush=True)


def main() -> None:
    """Every way once: they take minutes each."""
    make_shipped_files()
    with tempfile.TemporaryDirectory() as name:
        folder, output = Path(name), Path(name, "out")
        (folder / "in").mkdir()
        for number in range(COUNCILS):
            write_workbook(folder / "in" / f"council-{number:02}.xlsx", council_rows(number))
        here: dict[int, Cost] = {}
        there: dict[int, Cost] = {}
        print(f"{COUNCILS} councils of one to seven themes; this machine has {os.cpu_count()} cores", flush=True)
        for workers in (1, 2):
            shutil.rmtree(output, ignore_errors=True)
            here[workers] = measure(folder / "in", "--output", output, "--workers", str(workers))
            say(f"here, {workers} at a time", here[workers])
        compare("here", here)
        say("here, nothing changed", measure(folder / "in", "--output", output, "--workers", "2"))
        files = [path for path in output.glob("*/current/**/*") if path.is_file()]
        moved = sum(path.stat().st_size for path in files)
        sent = sum(path.stat().st_size for path in (folder / "in").iterdir())
        print(f"  {len(files)} files, {moved / 1e6:.1f} MB back; {sent / 1e6:.2f} MB of workbooks there, twice\n")
        for workers in (1, 2):
            shutil.rmtree(output, ignore_errors=True)
            with cluster(folder, workers) as (address, processes):
                there[workers] = measure(folder / "in", "--output", output, "--scheduler", address, others=processes)
            say(f"cluster, {workers} at a time", there[workers])
        compare("cluster", there)


if __name__ == "__main__":
    main()
