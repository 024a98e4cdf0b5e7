"""How reading and checking grow with the rows: of each sheet, a hundred times as many."""

import sys
from pathlib import Path

from tests.bench.runs import Runs
from tests.cases.seven_themes import seven_theme_rows
from tests.support.workbook_writer import Rows, write_workbook

TIMES = 100
_SHEETS = ("Criteria", "Narrative", "Actions")


def bench_growth(folder: Path) -> None:
    """`check` on seven themes with so many times the rows of a sheet, to the same with its rows once."""
    print(f"Seven themes, {TIMES} times the rows of a sheet: bvdocs check")
    for sheet in _SHEETS:
        taken = []
        for times in (1, TIMES):
            workbook = folder / f"{sheet}-{times}.xlsx"
            write_workbook(workbook, with_rows(seven_theme_rows(), sheet, times))
            runs = Runs(f"{sheet} x {times}")
            for _ in range(3 if times == 1 else 1):
                command = (sys.executable, "-m", "bvdocs", "check", str(workbook), "--time-limit", "600")
                runs.run(*command, ends_with=(0, 1))
            print(runs)
            taken.append(runs.median)
        print(f"  {sheet}: {taken[1] / taken[0]:.0f} times the time\n")


def with_rows(rows: Rows, sheet: str, times: int) -> Rows:
    """The sheet's rows so many times, each with a code, a reference or words of its own."""
    place = 2 if sheet == "Narrative" else 0
    more = [
        (*row[:place], _another(str(row[place]), number, words=place > 0), *row[place + 1 :])
        for number in range(times)
        for row in rows[sheet]
    ]
    return {**rows, sheet: more}


def _another(text: str, number: int, *, words: bool) -> str:
    if number == 0:
        return text
    return f"{text} Case {number} shows it." if words else f"{text}{number:03}"
