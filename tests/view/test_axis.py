"""The axis of the timelines: it holds all days but those far from all others, and says in words what it leaves out."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdocs.core.brand import Brand
from bvdocs.core.publishing import published
from bvdocs.view import build_view
from bvdocs.view.axis import axis_of, cut_to
from bvdocs.view.figure_views import BarView
from bvdocs.workbook.reading.reader import read_workbook
from tests.cases.hard_to_lay_out import FAR, hard_rows
from tests.support.workbook_writer import write_workbook

MEETING = date(2026, 3, 17)
SPRING = [date(2026, month, 1) for month in range(1, 7)]


def day(year: int) -> date:
    return date(year, 12, 31)


@pytest.mark.parametrize(
    ("days", "first", "last"),
    [
        (SPRING, SPRING[0], SPRING[-1]),
        ([*SPRING, day(2035)], SPRING[0], SPRING[-1]),
        ([day(2012), *SPRING], SPRING[0], SPRING[-1]),
        ([day(2012), *SPRING, *SPRING, *SPRING, day(2035)], SPRING[0], SPRING[-1]),
        ([*SPRING, day(2027)], SPRING[0], day(2027)),
        ([*SPRING, *(day(year) for year in range(2027, 2032))], SPRING[0], day(2031)),
        ([*SPRING[:2], *(day(year) for year in (2034, 2035, 2035))], SPRING[0], day(2035)),
        ([SPRING[0], day(2035)], SPRING[0], day(2035)),
        ([], MEETING, MEETING),
    ],
    ids=[
        "one year", "one far ahead", "one far back", "one either way", "within two years", "one after another",
        "several", "too few to tell", "none",
    ],
)  # fmt: skip
def test_the_axis_leaves_out_a_day_that_is_far_from_all_others(days: list[date], first: date, last: date) -> None:
    assert axis_of([MEETING, *days], MEETING) == (first, last)


DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@given(st.lists(DAYS), DAYS)
def test_the_axis_holds_the_meeting_and_all_but_a_few_days(days: list[date], meeting: date) -> None:
    first, last = axis_of([*days, meeting], meeting)
    held = sorted(each for each in (*days, meeting) if first <= each <= last)
    assert meeting in held
    assert {first, last} <= set(held)
    few = max(1, (len(days) + 1) // 10)
    assert sum(each < first for each in days) <= few
    assert sum(each > last for each in days) <= few


BARS = st.builds(
    BarView,
    ref=st.just("L-A1"), start=st.none() | DAYS, first_due=DAYS, last_due=DAYS, done=st.just(0.5),
    label=st.just("Not started"), overdue=st.just(False),
)  # fmt: skip


@given(BARS)
def test_what_is_drawn_is_on_the_axis_and_what_is_not_is_in_words(bar: BarView) -> None:
    first, last = date(2020, 1, 1), date(2030, 1, 1)
    given_days = [each for each in (bar.start, bar.first_due, bar.last_due) if each]
    cut = cut_to(bar, first, last)
    assert all(first <= each < last for each in (cut.start, cut.first_due, cut.last_due) if each)
    outside = {each for each in given_days if not first <= each < last}
    assert all(str(each.year) in cut.label for each in outside)
    assert cut.cut_before == any(each < first for each in outside)
    assert cut.cut_behind == any(each >= last for each in outside)
    if not outside:
        assert cut == bar


def test_one_far_date_flattens_no_timeline_and_stands_in_the_label_of_its_bar(tmp_path: Path) -> None:
    write_workbook(tmp_path / "hard.xlsx", hard_rows())
    view = build_view(published(read_workbook(tmp_path / "hard.xlsx").assessment), Brand())
    timelines = [timeline for theme in view.themes for timeline in theme.timelines]
    assert {(each.first_day, each.last_day) for each in timelines} == {(date(2024, 10, 1), date(2026, 4, 1))}
    cut = [bar for timeline in timelines for bar in timeline.bars if bar.cut_before or bar.cut_behind]
    assert [(bar.ref, bar.label) for bar in cut] == [(FAR, "Cancelled, due 31 December 2035")]
    assert f"{FAR} from 4 October 2024 to 31 December 2035" in timelines[0].alt
