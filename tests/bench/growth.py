"""How reading and checking grow with a workbook: every sheet, every column and every rule, each in one direction."""

import gc
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from time import process_time

from bvdocs.cli.printer import Printer
from bvdocs.commands.check import check_inputs
from bvdocs.comparison import compare
from bvdocs.core.findings import registered_rules
from bvdocs.core.garbage import search_seldom
from bvdocs.core.history import NO_PAST, Past
from bvdocs.core.publishing import published
from tests.cases.awkward_workbooks import RawBook
from tests.cases.growing import GROWING, Growing
from tests.support.project import TEMPLATES

# What is allowed: a hundred times the rows in 120 times the time.
MOST = 1.2
# In seconds of the processor: less cannot be told from what the machine does beside it.
_LEAST = 0.1
# How often the smaller one is measured, of which the least counts.
_TURNS = 3


@dataclass
class Measured:
    """What a case took, in seconds of the processor without those of the smallest workbook, and the rules it met."""

    name: str
    times: int
    small: float
    large: float
    codes: set[str] = field(default_factory=set)

    @property
    def growth(self) -> float:
        """How many times as long the larger one takes for each of its rows; 0 where it is too quick to be told."""
        return self.large / max(self.small, _LEAST / self.times) / self.times if self.large > _LEAST else 0

    def __str__(self) -> str:
        told = f"{self.growth * self.times:7.0f} x" if self.growth else "    quick"
        mark = "  GROWS FASTER" if self.growth > MOST else ""
        return f"  {self.name:<58} {self.times:>4} x the size: {self.small:8.3f} s {self.large:8.2f} s {told}{mark}"


def bench_growth(folder: Path, only: str = "") -> None:
    """`check` on workbooks of one size and of many times it: seconds of the processor, the start taken off."""
    print(f"Growth of bvdocs check, held against {MOST:.1f} times the time for each row")
    search_seldom()  # as the program does
    seconds(RawBook(), folder)  # what is imported, and compiled, at the first
    start = min(seconds(RawBook(), folder)[0] for _ in range(_TURNS))
    codes: set[str] = set()
    for case in GROWING:
        if only in case.name:
            measured = measure(case, folder, start)
            codes |= measured.codes
            print(measured, flush=True)
    unmet = [rule.code for rule in registered_rules() if rule.code not in codes and rule.code[1] != "4"]
    print(f"  rules of the workbook that no case met: {', '.join(unmet) or 'none'}\n")


def measure(case: Growing, folder: Path, start: float) -> Measured:
    """One case in its two sizes."""
    small = min(_of(case, case.number // case.times, folder)[0] for _ in range(_TURNS))
    large, codes = _of(case, case.number, folder)
    measured = Measured(case.name, case.times, small - start, large - start, codes)
    if measured.growth > MOST:  # or another process was in its way
        measured.large = min(measured.large, _of(case, case.number, folder)[0] - start)
    return measured


def _of(case: Growing, number: int, folder: Path) -> tuple[float, set[str]]:
    past = case.past(number, folder) if case.past else NO_PAST
    return seconds(case.made(number), folder, past)


def seconds(book: RawBook, folder: Path, past: Past = NO_PAST) -> tuple[float, set[str]]:
    """How long reading, checking and printing take the processor, and the codes of what is found."""
    path = book.write(folder / "growing.xlsx")
    content = path.read_bytes()
    gc.collect()
    start = process_time()
    checked = check_inputs(path, content, TEMPLATES, lambda *_: None, past=past)
    with redirect_stdout(StringIO()):
        printer = Printer(as_json=False, verbose=True)
        printer.findings(checked.findings, checked.accepted)
    if past.reported:
        compare(past.reported[-1].assessment, published(checked.assessment))
    taken = process_time() - start
    return taken, {each.code for each in checked.findings} | {each.finding.code for each in checked.accepted}
