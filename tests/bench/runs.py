"""Whole processes in turn: how long each takes, and the memory of all that it starts together."""

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.project import MADE

_PAGE = os.sysconf("SC_PAGE_SIZE")
_EVERY = 0.02


@dataclass
class Runs:
    """The seconds of each run of one command, and the most memory that all of its processes took together, in MB."""

    name: str
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak_mb: float = 0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def run(self, *command: str, ends_with: Container[int] = (0,)) -> None:
        """One whole process, in a session of its own.

        A machine that has PYTHONDONTWRITEBYTECODE set would compile the program at each run: it is set aside.
        """
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        start = time.perf_counter()
        with subprocess.Popen(
            command, cwd=MADE, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
        ) as process:
            watch = threading.Thread(target=self._watch, args=(process,))
            watch.start()
            _, status, usage = os.wait4(process.pid, 0)
            self.seconds.append(time.perf_counter() - start)
            process.returncode = os.waitstatus_to_exitcode(status)
            watch.join()
        self.cpu.append(usage.ru_utime + usage.ru_stime)
        if process.returncode not in ends_with:
            raise SystemExit(f"{self.name} failed: {' '.join(command)}")

    def _watch(self, process: "subprocess.Popen[bytes]") -> None:
        while process.returncode is None:
            self.peak_mb = max(self.peak_mb, sum(map(_resident, _of_session(process.pid))) / 1_000_000)
            time.sleep(_EVERY)

    def to(self, other: "Runs") -> str:
        """The ratio of the medians."""
        return f"{self.name} to {other.name}: {self.median / other.median:.2f}"

    def __str__(self) -> str:
        spread = f"{min(self.seconds):.2f} to {max(self.seconds):.2f}"
        cpu = statistics.median(self.cpu)
        return (
            f"  {self.name:<28} {self.median:6.2f} s   ({spread})   {cpu:6.2f} s of processors   {self.peak_mb:5.0f} MB"
        )


def _of_session(session: int) -> list[Path]:
    """The processes of a session, as proc(5) lists them."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[3]) == session:
                found.append(stat.parent)
        except OSError:
            continue  # it has just ended
    return found


def _resident(process: Path) -> int:
    try:
        return int((process / "statm").read_text().split()[1]) * _PAGE
    except OSError:  # it has just ended
        return 0
