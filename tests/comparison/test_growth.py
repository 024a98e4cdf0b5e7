"""What it costs to hold a workbook against the past grows with its rows, and not with their square."""

from pathlib import Path
from time import process_time

import pytest

from bvdocs.comparison import compare, compare_with_past, find_lost_marks, without_exempt_now
from bvdocs.comparison.similarity import SimilarTexts, similarity, subject_words
from bvdocs.core.publishing import published
from bvdocs.workbook.reading.reader import read_workbook
from tests.cases.growing import BESIDE, Growing

# Four times the rows took sixteen times as long, and more.
_MOST_FOR_FOUR_TIMES = 9
_ROWS = 800
# In seconds of the processor; less is not worth a thought.
_QUICK = 0.5


def seconds(case: Growing, number: int, folder: Path) -> float:
    """How long it takes to hold a workbook of so many rows against the past."""
    now = read_workbook(case.made(number).write(folder / "now.xlsx")).assessment
    assert case.past
    past = case.past(number, folder)
    start = process_time()
    told = without_exempt_now(past, now)
    facts = published(now)
    found = [*compare_with_past(told, facts), *find_lost_marks(told, now)]
    changes = compare(told.reported[-1].assessment, facts)
    taken = process_time() - start
    assert found is not None
    assert changes is not None
    return taken


@pytest.mark.slow
@pytest.mark.parametrize("case", [each for each in BESIDE if "reworded" in each.name], ids=lambda case: case.name)
def test_four_times_the_rows_take_about_four_times_as_long(tmp_path: Path, case: Growing) -> None:
    """The shortest of some runs each: another program beside it takes some of a run's time."""
    long, short = (min(seconds(case, number, tmp_path) for _ in range(3)) for number in (_ROWS, _ROWS // 4))
    assert long < _QUICK or long / short < _MOST_FOR_FOUR_TIMES


def test_what_is_alike_is_found_as_if_each_were_compared_with_each() -> None:
    texts = {subject_words(text) for text in _texts()}
    for least in (0.5, 0.75, 0.9):
        index = SimilarTexts(texts, least)
        for own in texts:
            expected = {each: alike for each in texts if (alike := similarity(own, each)) >= least}
            assert dict(index.alike(own)) == expected


def _texts() -> list[str]:
    words = ["plan", "ward", "audit", "risk", "board", "budget", "staff", "policy"]
    return [" ".join(word for at, word in enumerate(words) if number >> at & 1) for number in range(1, 256)]


def test_two_texts_without_a_word_are_not_alike() -> None:
    assert similarity(subject_words("…"), subject_words("?")) == 0
