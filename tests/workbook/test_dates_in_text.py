"""Dates as people type them: which are read, and which are told."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bvdocs.core.english import MONTHS, ordinal
from bvdocs.workbook.reading.dates_in_text import date_in
from tests.support.package_edits import holding
from tests.support.workbooks import only_finding, report_of

DAY = dt.date(2024, 11, 26)
CENTURY = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@pytest.mark.slow
@pytest.mark.parametrize(
    "typed",
    [
        "26 Nov 2024",
        "26 Nov 24",
        "26 Nov. 2024",
        "26 NOVEMBER ’24",
        "26 November ‘24",
        "26 November’24",
        "26/11/’24",
        "26‑11‑2024",
        "26‐Nov‐24",
        "26–11–2024",
        "2024‑11‑26",
        "26/11/24",
        "26.11.24",
        "26.11.2024",
        "26-11-2024",
        "26-Nov-24",
        "26-nov-2024",
        "26th November 2024",
        "26th of November 2024",
        "26 of Nov 2024",
        "26 November, 2024",
        "Tuesday 26 November 2024",
        "Tuesday, 26th November 2024",
        "Tue 26 Nov 24",
        "Tues. 26 Nov., 2024",
        "26\xa0November\xa02024",
        "26\u2009November\u202f2024",
        "26\u3000November\n2024",
        "\u200b26 Nov\u00adember 2024\ufeff",
    ],
)
def test_a_day_is_read_as_people_write_it(tmp_path: Path, typed: str) -> None:
    assert report_of(tmp_path, ("Assessed on", typed)).assessed_on == DAY


def test_september_has_two_short_forms(tmp_path: Path) -> None:
    for typed in ("1st Sept 2026", "1 Sep 26", "1-SEPT-2026"):
        assert report_of(tmp_path, ("Assessed on", typed)).assessed_on == dt.date(2026, 9, 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    "typed",
    [
        "26-11-24",
        "26/11-2024",
        "24/11",
        "Nov 2024",
        "November 26, 2024",
        "2024",
        "26 Novem 2024",
        "26th Nov",
        "26st November 2024",
        "1th May 2025",
        "11st May 2025",
        "26 November 0024",
        "26 November 124",
        "by 26 November 2024",
        "26 November 2024 (provisional)",
        "26 to 28 November 2024",
        "Q3 2024",
        "Spring 2026",
        "٢٦/١١/٢٠٢٤",
    ],
)
def test_what_leaves_a_doubt_is_told(tmp_path: Path, typed: str) -> None:
    finding = only_finding(tmp_path, holding({"Report!A6": ("Assessed on", typed)}))
    assert str(finding) == f"E105 Report!B6: '{typed}' is not a date."


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("31st Feb 25", "there is no such day"),
        ("29/02/27", "there is no such day"),
        ("31/04/2024", "there is no such day"),
        ("29 February 2025", "there is no such day"),
        ("00/11/2024", "there is no such day"),
        ("45/13/2024", "there is no such day"),
        ("Monday 31 February 2025", "there is no such day"),
        ("11/30/2026", "there is no month 30: type the day first"),
        ("11.26.24", "there is no month 26: type the day first"),
        ("2026-30-11", "there is no month 30: type the day first"),
    ],
)
def test_a_date_that_is_no_day_is_told_with_the_reason(tmp_path: Path, typed: str, why: str) -> None:
    finding = only_finding(tmp_path, holding({"Report!A6": ("Assessed on", typed)}))
    assert str(finding) == f"E105 Report!B6: '{typed}' is not a date: {why}."


def test_a_weekday_that_is_not_the_day_s_is_told_with_the_right_one(tmp_path: Path) -> None:
    finding = only_finding(tmp_path, holding({"Report!A6": ("Assessed on", "Monday 26 November 2024")}))
    assert str(finding) == ("E105 Report!B6: 'Monday 26 November 2024' is not a date: 26 November 2024 is a Tuesday.")


def test_a_word_before_the_day_that_is_no_weekday_is_told(tmp_path: Path) -> None:
    finding = only_finding(tmp_path, holding({"Report!A6": ("Assessed on", "Before 26 November 2024")}))
    assert str(finding) == "E105 Report!B6: 'Before 26 November 2024' is not a date."


@settings(max_examples=300)
@given(CENTURY)
def test_every_day_of_the_century_comes_back_from_every_form(day: dt.date) -> None:
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    end = str(day.day) + {1: "st", 2: "nd", 3: "rd"}.get(day.day, ordinal(day.day)[-2:] if day.day > 9 else "th")
    short = f"{day.year % 100:02}"
    names = [month, month[:3], month.upper(), month[:3].lower(), *(["Sept", "sept."] if day.month == 9 else [])]
    forms = [
        form
        for year in (str(day.year), short)
        for name in names
        for form in (
            f"{day.day} {name} {year}",
            f"{day.day:02} {name}, {year}",
            f"{day.day}-{name.rstrip('.')}-{year}",
            f"{end} {name} {year}",
            f"{end} of {name} {year}",
            f"{weekday} {day.day} {name} {year}",
            f"{weekday[:3]}, {end} {name} {year}",
            f"{day.day}\xa0{name}\xa0{year}",
        )
    ]
    forms += [f"{day.day:02}{sign}{day.month:02}{sign}{year}" for sign in "/." for year in (day.year, short)]
    forms += [f"{day.day}{sign}{day.month}{sign}{day.year}" for sign in "/.-"] + [day.isoformat()]
    assert [form for form in forms if date_in(form) != day] == []


@settings(max_examples=200)
@given(CENTURY, st.integers(1, 6))
def test_no_other_weekday_is_taken(day: dt.date, later: int) -> None:
    other = WEEKDAYS[(day.weekday() + later) % 7]
    assert date_in(f"{other} {day.day} {MONTHS[day.month - 1]} {day.year}") is None
