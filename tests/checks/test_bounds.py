"""What reading and checking cost grows with a workbook, and not with its square."""

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from bvdocs.checks import run_checks
from bvdocs.checks.acceptances import apply_acceptances
from bvdocs.workbook.reading.reader import read_workbook
from tests.cases.awkward_workbooks import RawBook, plain_sheets
from tests.cases.scaled import DIRECTIONS

# Twice as much may take two and a half times as long; a quadratic check takes four times.
_MOST_FOR_TWICE = 2.8
# Four times the letters: a linear expression takes four times as long, a quadratic one sixteen times.
_MOST_FOR_FOUR_TIMES = 8
# In seconds of the processor; less is not worth a thought.
_QUICK = 0.5
_LONG = 32_000


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
def test_twice_as_much_takes_about_twice_as_long(tmp_path: Path, direction: str) -> None:
    made = DIRECTIONS[direction]
    twice = seconds(lambda: made(2_000), tmp_path)
    assert twice < _QUICK or twice < _MOST_FOR_TWICE * min(seconds(lambda: made(1_000), tmp_path) for _ in range(2))


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
    long = seconds(lambda: saying(unit * (_LONG // len(unit))), tmp_path)
    short = _LONG // 4 // len(unit)
    assert long < _QUICK or long < _MOST_FOR_FOUR_TIMES * seconds(lambda: saying(unit * short), tmp_path)


@pytest.mark.slow
def test_many_runs_in_a_cell_take_as_long_as_they_are(tmp_path: Path) -> None:
    def runs(number: int) -> RawBook:
        marks = ("<b/>", "<i/>")
        made = "".join(f'<r><rPr>{marks[at % 2]}</rPr><t xml:space="preserve">a </t></r>' for at in range(number))
        cells = '<c r="A3"><v>1</v></c><c r="B3" t="inlineStr"><is><t>Strengths</t></is></c>'
        return RawBook(within=f'<row r="3">{cells}<c r="C3" t="inlineStr"><is>{made}</is></c></row>')

    long = seconds(lambda: runs(16_000), tmp_path)
    assert long < _QUICK or long < _MOST_FOR_FOUR_TIMES * seconds(lambda: runs(4_000), tmp_path)
