"""What reading and checking cost grows with a workbook, and not with its square."""

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from bvdocs.checks import run_checks
from bvdocs.checks.acceptances import apply_acceptances
from bvdocs.workbook.reading.reader import read_workbook
from tests.cases.awkward_workbooks import RawBook, plain_sheets
from tests.cases.scaled import DIRECTIONS, of_runs

# Four times as much takes a linear check four times as long, and a quadratic one sixteen times.
_MOST_FOR_FOUR_TIMES = 9
# In seconds of the processor; less is not worth a thought.
_QUICK = 0.5
_ROWS, _LETTERS, _RUNS = 1_600, 32_000, 16_000


def times_as_long(made: Callable[[int], RawBook], number: int, folder: Path) -> float:
    """How many times as long a workbook takes as one with a quarter of it; 0 where it is quick."""
    long = seconds(lambda: made(number), folder)
    if long < _QUICK:
        return 0
    return long / min(seconds(lambda: made(number // 4), folder) for _ in range(2))


def seconds(made: Callable[[], RawBook], folder: Path) -> float:
    """How long reading and checking a workbook takes the processor."""
    path = made().write(folder / "scaled.xlsx")
    content = path.read_bytes()
    start = process_time()
    reading = read_workbook(path, content)
    apply_acceptances([*reading.findings, *run_checks(reading.assessment)], reading.assessment)
    return process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_four_times_as_much_takes_about_four_times_as_long(tmp_path: Path, direction: str) -> None:
    assert times_as_long(DIRECTIONS[direction], _ROWS, tmp_path) < _MOST_FOR_FOUR_TIMES


def saying(text: str) -> RawBook:
    sheets = plain_sheets()
    sheets["Narrative"].append((1, "Strengths", text))
    sheets["Report"] += [("Note", text), ("Department", text)]
    return RawBook(sheets=sheets)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", [".", "-", "(", "[", "1", "a", "A", "a-", "www.", "://", "1/1/", "@", "'", "(a)", "A "]
)
def test_a_long_text_takes_as_long_as_it_is(tmp_path: Path, unit: str) -> None:
    def repeated(letters: int) -> RawBook:
        return saying(unit * (letters // len(unit)))

    assert times_as_long(repeated, _LETTERS, tmp_path) < _MOST_FOR_FOUR_TIMES


@pytest.mark.slow
def test_many_runs_in_a_cell_take_as_long_as_they_are(tmp_path: Path) -> None:
    assert times_as_long(of_runs, _RUNS, tmp_path) < _MOST_FOR_FOUR_TIMES
