"""`make bench`: whole processes, several runs in turn, medians, ratios and peak memory.

The machines this runs on are noisy, so nothing here is a test; what counts is the ratio.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from tests.bench.long_archive import make_long_archive
from tests.cases.seven_themes import seven_theme_rows
from tests.making.shipped import make_shipped_files
from tests.support.project import MADE, SAMPLE, TEMPLATES
from tests.support.workbook_writer import Rows, write_workbook

FLOOR = Path(__file__).with_name("floor.py")
RUNS = 7
VERSIONS = 200


@dataclass
class Runs:
    """The seconds of each run of one command, and the most memory that one of its processes took."""

    name: str
    seconds: list[float] = field(default_factory=list)
    peak_mb: float = 0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def run(self, *command: str) -> None:
        """One whole process."""
        start = time.perf_counter()
        with subprocess.Popen(command, cwd=MADE, stdout=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds.append(time.perf_counter() - start)
        self.peak_mb = max(self.peak_mb, usage.ru_maxrss / 1024)
        if process.returncode:
            raise SystemExit(f"{self.name} failed: {' '.join(command)}")

    def __str__(self) -> str:
        spread = f"{min(self.seconds):.2f} to {max(self.seconds):.2f}"
        return f"  {self.name:<22} {self.median:6.2f} s   ({spread})   {self.peak_mb:5.0f} MB"


def bench(name: str, workbook: Path, folder: Path) -> None:
    """The program and the floor on one workbook, in turn."""
    floor, report = Runs("floor"), Runs("bvdocs report")
    again, check = Runs("report, unchanged"), Runs("bvdocs check")
    output = folder / "out"
    program = (sys.executable, "-m", "bvdocs")
    to = ("--output", str(output))
    for _ in range(RUNS):
        floor.run(sys.executable, str(FLOOR), str(workbook), str(folder / "floor"))
        shutil.rmtree(output, ignore_errors=True)
        report.run(*program, "report", str(workbook), *to)
        again.run(*program, "report", str(workbook), *to)
        check.run(*program, "check", str(workbook))
    print(f"{name}: median of {RUNS} runs, whole processes")
    for runs in (floor, report, again, check):
        print(runs)
    print(f"  ratio, report to floor {report.median / floor.median:5.2f}\n")


def bench_check(name: str, workbook: Path) -> None:
    """Reading and checking alone."""
    check = Runs("bvdocs check")
    for _ in range(RUNS):
        check.run(sys.executable, "-m", "bvdocs", "check", str(workbook))
    print(f"{name}: median of {RUNS} runs, whole processes\n{check}\n")


def bench_archive(name: str, workbook: Path, output: Path) -> None:
    """The commands on versions, on an archive as long as fifty years make it."""
    make_long_archive(output, workbook, TEMPLATES, VERSIONS, print)
    commands = {
        "bvdocs history": ("history",),
        "bvdocs compare": ("compare", "0.1", "latest"),
        "bvdocs compare, next": ("compare", "1.0", "1.1"),
        "bvdocs verify": ("verify",),
    }
    timed = {each: Runs(each) for each in commands}
    for _ in range(RUNS):
        for each, arguments in commands.items():
            timed[each].run(sys.executable, "-m", "bvdocs", *arguments, "--output", str(output))
    print(f"{VERSIONS} versions of {name}: median of {RUNS} runs, whole processes")
    for runs in timed.values():
        print(runs)
    print()


def full_rows() -> Rows:
    """Seven themes with 75 characteristics, 300 bullets and 120 actions."""
    rows = seven_theme_rows()
    bullets = [
        (theme, section, f"{text} Case {number} shows it.", *rest)
        for number, (theme, section, text, *rest) in enumerate(islice(cycle(rows["Narrative"]), 300))
    ]
    actions = [(f"{ref}-{number}", *rest) for number, (ref, *rest) in enumerate(islice(cycle(rows["Actions"]), 120))]
    return {**rows, "Narrative": bullets, "Actions": actions}


def main() -> None:
    """The sample, seven themes with 75 characteristics, checking the largest workbook, and long archives."""
    make_shipped_files()
    with tempfile.TemporaryDirectory() as folder:
        seven = Path(folder) / "seven-themes.xlsx"
        write_workbook(seven, seven_theme_rows())
        bench("Sample (1 theme)", SAMPLE, Path(folder) / "sample")
        bench("Seven themes, 75 characteristics", seven, Path(folder) / "seven")
        full = Path(folder) / "full.xlsx"
        write_workbook(full, full_rows())
        bench_check("75 characteristics, 300 bullets, 120 actions", full)
        bench_archive("the sample", SAMPLE, Path(folder) / "archive-sample")
        bench_archive("seven themes", seven, Path(folder) / "archive-seven")


if __name__ == "__main__":
    main()
