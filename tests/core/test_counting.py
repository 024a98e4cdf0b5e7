"""Days counted backwards from a meeting: worked examples from the law's words, and what holds of any count."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdocs.core import counting as counting_of_days
from bvdocs.core.bank_holidays import day_off
from bvdocs.core.counting import Counting, clear_working_days, counted_back, how_counted
from bvdocs.core.english import weekday_words
from tests.support.project import PROJECT

DAYS, CLEAR, WORKING, CLEAR_WORKING = Counting
# From where every day counted is one of the calendar that is known.
meetings = st.dates(date(1985, 1, 1), date(2090, 12, 31))
numbers = st.integers(0, 60)


@pytest.mark.parametrize(
    ("meeting", "number", "counting", "day"),
    [
        # R v Swansea City Council, ex p Elitestone (Court of Appeal, 1993). The meeting was on Tuesday 1 May 1990, the
        # Act asked for three clear days, and the agenda of Thursday 26 April was too late: the 28th and the 29th were
        # no working days. Had they counted, it would have been early enough.
        (date(1990, 5, 1), 3, CLEAR_WORKING, date(1990, 4, 25)),
        (date(1990, 5, 1), 3, CLEAR, date(1990, 4, 27)),
        # Five clear days (section 100B) before a meeting on a Tuesday: Monday, Sunday, Saturday, Friday, Thursday.
        (date(2025, 9, 23), 5, CLEAR, date(2025, 9, 17)),
        (date(2025, 9, 23), 5, CLEAR_WORKING, date(2025, 9, 15)),
        # Easter 2026: Good Friday is 3 April, Easter Monday 6 April.
        (date(2026, 4, 9), 5, CLEAR_WORKING, date(2026, 3, 30)),
        (date(2026, 4, 9), 5, CLEAR, date(2026, 4, 3)),
        # The year's end: of 25 to 28 December 2026 none is a working day (Boxing Day is on a Saturday, its substitute
        # on Monday the 28th), nor is 1 January 2027: the 4th is the first, then 31, 30, 29 and 24 December.
        (date(2027, 1, 5), 5, CLEAR_WORKING, date(2026, 12, 23)),
        (date(2027, 1, 5), 5, WORKING, date(2026, 12, 24)),
        # A single bank holiday, the last Monday in August.
        (date(2026, 9, 3), 5, CLEAR_WORKING, date(2026, 8, 25)),
        # A day that was proclaimed: the State Funeral on Monday 19 September 2022.
        (date(2022, 9, 22), 3, CLEAR_WORKING, date(2022, 9, 15)),
        (date(2024, 3, 1), 1, DAYS, date(2024, 2, 29)),
        (date(2026, 9, 21), 28, DAYS, date(2026, 8, 24)),
    ],
)
def test_a_day_is_counted_as_the_law_counts(meeting: date, number: int, counting: Counting, day: date) -> None:
    assert counted_back(meeting, number, counting) == day


@given(meetings, numbers)
def test_so_many_clear_days_lie_between(meeting: date, number: int) -> None:
    event = counted_back(meeting, number, CLEAR)
    assert (meeting - event).days - 1 == number


@given(meetings, numbers)
def test_so_many_clear_working_days_lie_between_and_the_event_is_on_another(meeting: date, number: int) -> None:
    event = counted_back(meeting, number, CLEAR_WORKING)
    assert clear_working_days(event, meeting) == number
    assert not day_off(event)


def test_neither_the_event_nor_the_meeting_is_a_clear_day() -> None:
    # From Thursday before Easter 2026 to the Wednesday after it: the Tuesday alone.
    assert clear_working_days(date(2026, 4, 2), date(2026, 4, 8)) == 1
    assert clear_working_days(date(2026, 4, 7), date(2026, 4, 8)) == 0
    assert clear_working_days(date(2026, 4, 8), date(2026, 4, 8)) == 0


@given(meetings, numbers)
def test_a_clear_day_is_one_day_more(meeting: date, number: int) -> None:
    assert counted_back(meeting, number, CLEAR) == counted_back(meeting, number + 1, DAYS)
    assert counted_back(meeting, number, CLEAR_WORKING) == counted_back(meeting, number + 1, WORKING)


@given(meetings, numbers, st.sampled_from(Counting))
def test_more_days_are_an_earlier_day(meeting: date, number: int, counting: Counting) -> None:
    assert counted_back(meeting, number + 1, counting) < counted_back(meeting, number, counting)


@given(meetings, st.integers(0, 60), numbers, st.sampled_from(Counting))
def test_a_later_meeting_has_no_earlier_dates(meeting: date, later: int, number: int, counting: Counting) -> None:
    after = counted_back(meeting + timedelta(days=later), number, counting)
    assert after >= counted_back(meeting, number, counting)


@given(meetings, numbers)
def test_who_counts_working_days_alone_is_never_later(meeting: date, number: int) -> None:
    assert counted_back(meeting, number, WORKING) <= counted_back(meeting, number, DAYS)
    assert counted_back(meeting, number, CLEAR_WORKING) <= counted_back(meeting, number, CLEAR)


def test_what_was_counted_once_is_not_counted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A year of working days for each row of a long sheet, and for each rule, would take a day's look each time."""
    looked: list[date] = []

    def counted_look(day: date) -> str:
        looked.append(day)
        return day_off(day)

    monkeypatch.setattr(counting_of_days, "day_off", counted_look)
    for _ in range(50):
        counted_back(date(2051, 3, 14), 200, WORKING)
        clear_working_days(date(2050, 3, 14), date(2051, 3, 14))
    assert len(looked) < 1_000


@pytest.mark.parametrize(
    ("number", "counting", "words"),
    [
        (5, CLEAR, "five clear days before the meeting"),
        (1, WORKING, "one working day before the meeting"),
        (28, DAYS, "28 days before the meeting"),
        (0, DAYS, "on the day of the meeting"),
        (0, CLEAR, "the day before the meeting"),
        (0, CLEAR_WORKING, "the working day before the meeting"),
    ],
)
def test_how_it_was_counted_is_said_in_words(number: int, counting: Counting, words: str) -> None:
    assert how_counted(number, counting) == words


def test_the_page_on_the_calendar_counts_as_the_program_does() -> None:
    page = (PROJECT / "docs" / "calendar.md").read_text(encoding="utf-8")
    table = page.partition("for a meeting on Tuesday 23 September 2025:")[2].partition("A *clear* day")[0]
    told = dict(re.findall(r"\| `([a-z ]+)` \| (\w+ \d+ September) \|", table))
    meeting = date(2025, 9, 23)
    assert {name: f"{day} 2025" for name, day in told.items()} == {
        each.value: weekday_words(counted_back(meeting, 5, each)) for each in Counting
    }
