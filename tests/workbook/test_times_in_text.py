"""Times of day as people type them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdocs.core.english import time_words
from bvdocs.workbook.reading.times_in_text import time_in

TIMES = {
    "17:00": time(17),
    "17.30": time(17, 30),
    "17:00:00": time(17),
    "9:05": time(9, 5),
    "5pm": time(17),
    "5 PM": time(17),
    "5.30 p.m.": time(17, 30),
    "05:30 am": time(5, 30),
    "12am": time(0),
    "12 pm": time(12),
    " 12  noon ": time(12),
    "midday": time(12),
    "00:00": time(0),
}
NO_TIMES = (
    "", "5", "1700", "17", "24:00", "12:60", "13pm", "0 pm", "5:3pm", "17:00:30", "midnight", "by 5pm", "17:00 pm",
    "٥:٣٠",
)  # fmt: skip


@pytest.mark.parametrize("text", TIMES)
def test_a_time_is_read(text: str) -> None:
    assert time_in(text) == TIMES[text]


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_leaves_a_doubt_is_no_time(text: str) -> None:
    assert time_in(text) is None


@given(st.times().map(lambda moment: moment.replace(second=0, microsecond=0)))
def test_a_time_is_read_as_it_is_printed(moment: time) -> None:
    assert time_in(moment.isoformat("minutes")) == moment
    if moment != time(0):  # 'midnight' leaves a doubt: of which day?
        assert time_in(time_words(moment)) == moment
