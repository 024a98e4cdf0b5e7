"""The sheet of key dates: what is read from it, as people and Excel write it, and what is made of it."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from bvdocs.core.key_dates import key_dates
from bvdocs.core.publishing import published
from bvdocs.storage.archive.facts import assessment_as_json, assessment_from_json
from tests.support.workbooks import Book, Row


def book(*rows: Row) -> Book:
    return Book(key_dates=list(rows), additions=("key-dates",))


def formatted(number_format: str) -> Book:
    """One event, whose time is formatted so."""

    def edit(workbook: Workbook) -> None:
        workbook["Key dates"]["D2"].number_format = number_format

    return Book(additions=("key-dates",), edit=edit)


def test_key_dates_are_in_the_order_in_which_they_come(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Agenda published", 5, "clear working days", "5pm"],
        ["Reports to Democratic Services", 10, "Working days", None],
        ["Briefing of the Chair", 5, "CLEAR WORKING DAYS", "noon"],
        ["Agenda printed", 5, "clear working days", None],
        ["Questions from the public", 0, "days", "10:00"],
    ]
    dates = key_dates(book(*rows).read(tmp_path))
    assert [(each.event, each.day, each.time) for each in dates] == [
        ("Reports to Democratic Services", date(2025, 9, 9), None),
        ("Agenda printed", date(2025, 9, 15), None),
        ("Briefing of the Chair", date(2025, 9, 15), time(12)),
        ("Agenda published", date(2025, 9, 15), time(17)),
        ("Questions from the public", date(2025, 9, 23), time(10)),
    ]
    assert [each.counted for each in dates[-2:]] == [
        "five clear working days before the meeting",
        "on the day of the meeting",
    ]
    assert str(dates[0].source.at("Event")) == "Key dates!A3"


@pytest.mark.parametrize("rows", [None, []])
def test_without_a_row_the_agenda_is_the_only_key_date(tmp_path: Path, rows: list[Row] | None) -> None:
    assessment = (Book() if rows is None else book(*rows)).read(tmp_path)
    (only,) = key_dates(assessment)
    assert (only.event, only.day, only.counted) == (
        "Agenda published",
        date(2025, 9, 17),
        "five clear days before the meeting",
    )
    assert only.source.sheet == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        (time(17, 30), "hh:mm"),
        (time(17, 30), "h:mm AM/PM"),
        (time(17, 30), "hh:mm:ss"),
        (timedelta(hours=17, minutes=30), "[h]:mm"),
        (datetime(2025, 9, 15, 17, 30), "hh:mm"),  # noqa: DTZ001 - Excel knows no zones
        ("17:30", "@"),
        ("5.30 pm", "General"),
        (17.3, "0.00"),
    ],
)
def test_a_time_is_the_one_that_the_cell_shows(tmp_path: Path, value: object, number_format: str) -> None:
    one = formatted(number_format)
    one.key_dates = [["Briefing", 7, "days", value]]
    assert one.found(tmp_path) == []
    assert [each.time for each in one.read(tmp_path).key_events] == [time(17, 30)]


@pytest.mark.parametrize(
    ("value", "number_format"),
    [("tea", "General"), (17.3, "General"), (time(17, 30, 15), "hh:mm:ss"), (timedelta(hours=41), "[h]:mm")],
)
def test_what_shows_no_time_of_day_is_told(tmp_path: Path, value: object, number_format: str) -> None:
    one = formatted(number_format)
    one.key_dates = [["Briefing", 7, "days", value]]
    assert one.found(tmp_path) == [("E501", "Key dates!D2")]


def test_key_dates_are_recorded_and_read_again(tmp_path: Path) -> None:
    assessment = book(["Agenda published", 5, "clear working days", "5pm"], ["Briefing", 0, "days", None]).read(
        tmp_path
    )
    again = assessment_from_json(assessment_as_json(published(assessment)))
    was = [(each.event, each.day, each.time, each.counted) for each in key_dates(assessment)]
    assert [(each.event, each.day, each.time, each.counted) for each in key_dates(again)] == was
