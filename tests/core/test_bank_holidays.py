"""England's bank holidays: by the law's words, and against a library that many people keep."""

from datetime import date

import holidays
import pytest

from bvdocs.core.bank_holidays import bank_holiday, day_off

# As listed on gov.uk/bank-holidays for England and Wales, with the substitute days.
OF_2026 = {
    date(2026, 1, 1): "New Year’s Day",
    date(2026, 4, 3): "Good Friday",
    date(2026, 4, 6): "Easter Monday",
    date(2026, 5, 4): "Early May bank holiday",
    date(2026, 5, 25): "Spring bank holiday",
    date(2026, 8, 31): "Summer bank holiday",
    date(2026, 12, 25): "Christmas Day",
    date(2026, 12, 28): "Boxing Day (substitute day)",
}


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1).toordinal()
    return [day for step in range(366) if (day := date.fromordinal(first + step)).year == year]


@pytest.mark.parametrize("year", range(1978, 2101))
def test_the_bank_holidays_are_those_of_the_library(year: int) -> None:
    library = holidays.country_holidays("GB", subdiv="ENG", years=year)
    assert {day for day in days_of(year) if bank_holiday(day)} == set(library)


def test_a_year_has_the_days_that_the_government_lists() -> None:
    on_weekdays = {day: bank_holiday(day) for day in days_of(2026) if bank_holiday(day) and day.weekday() < 5}
    assert on_weekdays == OF_2026


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2021, 12, 27), "Christmas Day (substitute day)"),  # both fell on a weekend
        (date(2021, 12, 28), "Boxing Day (substitute day)"),
        (date(2022, 12, 26), "Boxing Day"),
        (date(2022, 12, 27), "Christmas Day (substitute day)"),
        (date(2023, 1, 2), "New Year’s Day (substitute day)"),
        (date(2020, 5, 4), ""),  # moved to the eighth
        (date(2020, 5, 8), "Early May bank holiday"),
        (date(2022, 5, 30), ""),
        (date(2022, 9, 19), "State Funeral of Queen Elizabeth II"),
        (date(2025, 9, 20), "a Saturday"),
        (date(2025, 9, 21), "a Sunday"),
        (date(2021, 12, 25), "a Saturday"),
        (date(2025, 9, 22), ""),
    ],
)
def test_a_day_off_says_why(day: date, why: str) -> None:
    assert day_off(day) == why


@pytest.mark.parametrize("day", [date.min, date.max])
def test_any_day_of_the_calendar_can_be_asked_for(day: date) -> None:
    assert bank_holiday(day) == ("New Year’s Day" if day == date.min else "")
