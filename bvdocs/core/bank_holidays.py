"""England's bank holidays, by rule and as proclaimed, and the days on which nobody works.

The days are those of the Banking and Financial Dealings Act 1971 (section 1 and Schedule 1), of the proclamations made
under it, which the London Gazette prints and gov.uk/bank-holidays lists, and, by common law, Good Friday and Christmas
Day. A test holds all of it, from 1978 to 2100, against the library `holidays`. What has yet to be proclaimed, such as a
day for a coronation, is not known.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

_SATURDAY = 5
_MONDAY = 0
_MAY_DAY, _SPRING = "Early May bank holiday", "Spring bank holiday"
# By year: proclaimed in the place of the day that the rule gives.
_MOVED = {
    1995: (_MAY_DAY, date(1995, 5, 8)),  # fifty years of VE Day
    2002: (_SPRING, date(2002, 6, 4)),  # for the Golden Jubilee
    2012: (_SPRING, date(2012, 6, 4)),  # for the Diamond Jubilee
    2020: (_MAY_DAY, date(2020, 5, 8)),  # 75 years of VE Day
    2022: (_SPRING, date(2022, 6, 2)),  # for the Platinum Jubilee
}
# Proclaimed beside the days that the rule gives.
_ONCE = {
    date(1981, 7, 29): "Wedding of the Prince of Wales and Lady Diana Spencer",
    date(1999, 12, 31): "Millennium bank holiday",
    date(2002, 6, 3): "Golden Jubilee bank holiday",
    date(2011, 4, 29): "Wedding of Prince William and Catherine Middleton",
    date(2012, 6, 5): "Diamond Jubilee bank holiday",
    date(2022, 6, 3): "Platinum Jubilee bank holiday",
    date(2022, 9, 19): "State Funeral of Queen Elizabeth II",
    date(2023, 5, 8): "Coronation of King Charles III",
}


def day_off(day: date) -> str:
    """Return why nobody works on a day: 'a Saturday', 'a Sunday', a bank holiday's name; '' for a working day.

    A working day is Monday to Friday, and no bank holiday in England.
    """
    return f"a {_WEEKEND[day.weekday() - _SATURDAY]}" if day.weekday() >= _SATURDAY else bank_holiday(day)


_WEEKEND = ("Saturday", "Sunday")


def bank_holiday(day: date) -> str:
    """Return the name of a bank holiday in England; '' for any other day.

    Before 1978, when the first Monday in May became one, the days are those that the rules of today would give.
    """
    return _bank_holidays(day.year).get(day, "")


@cache
def _bank_holidays(year: int) -> Mapping[date, str]:
    """Return the name of each bank holiday of a year, by its day."""
    easter = _easter_sunday(year)
    by_rule = {
        "New Year’s Day": date(year, 1, 1),
        "Good Friday": easter - timedelta(days=2),
        "Easter Monday": easter + timedelta(days=1),
        _MAY_DAY: _monday_from(date(year, 5, 1)),
        _SPRING: _monday_from(date(year, 5, 25)),
        "Summer bank holiday": _monday_from(date(year, 8, 25)),
        "Christmas Day": date(year, 12, 25),
        "Boxing Day": date(year, 12, 26),
    }
    by_rule.update([_MOVED[year]] if year in _MOVED else [])
    days = {day: name for name, day in by_rule.items()} | {day: name for day, name in _ONCE.items() if day.year == year}
    for name, day in by_rule.items():
        if day.weekday() >= _SATURDAY:
            days[_substitute(day, days)] = f"{name} (substitute day)"
    return days


def _substitute(day: date, taken: Mapping[date, str]) -> date:
    """Return the weekday that is a holiday for one at a weekend: the next that is none by itself."""
    while day.weekday() >= _SATURDAY or day in taken:
        day += timedelta(days=1)
    return day


def _monday_from(day: date) -> date:
    """Return the first Monday from a day on, the day itself included."""
    return day + timedelta(days=(_MONDAY - day.weekday()) % 7)


def _easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar, as the tables of the Calendar (New Style) Act 1750 give it.

    The way to work it out is that of an anonymous correspondent of Nature, 20 April 1876.
    """
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    moved = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap_centuries - moved + 15) % 30
    weekday = (32 + 2 * rest + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
