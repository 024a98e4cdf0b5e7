"""One cell of a clean workbook changed at random: it is found, or it shows in the documents."""

from copy import copy
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell import Cell

from bvdocs.checks import run_checks
from bvdocs.core.brand import Brand
from bvdocs.core.places import Source
from bvdocs.core.publishing import published
from bvdocs.core.schema import SHEETS
from bvdocs.view import ReportView, build_view
from bvdocs.workbook.reading.open_file import OpenWorkbook
from bvdocs.workbook.reading.reader import Reading, read_opened
from tests.cases.clean_seven_themes import clean_rows
from tests.support.workbook_writer import write_workbook

# What is for the officer and not for the reader: any words will do there.
NOT_PRINTED = {("Criteria", "Evidence"), ("Narrative", "Ref")}


def clean_book() -> Any:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "clean.xlsx"
        write_workbook(path, clean_rows())
        return load_workbook(path, rich_text=True)


BOOK = clean_book()
CELLS = [
    (sheet.name, row, column)
    for sheet in SHEETS
    if sheet.name in BOOK.sheetnames
    for row in range(2, BOOK[sheet.name].max_row + 1)
    for column in range(1, len(sheet.columns) + 1)
]


def reading() -> Reading:
    return read_opened(OpenWorkbook(BOOK, {}))


def facts(value: Any) -> Any:
    """Return what was read, without where it was read."""
    if isinstance(value, Source):
        return None
    if is_dataclass(value):
        return tuple(facts(getattr(value, each.name)) for each in fields(value) if each.name != "cells")
    return tuple(facts(each) for each in value) if isinstance(value, tuple) else value


def view(read: Reading) -> ReportView:
    return build_view(published(read.assessment), Brand())


CLEAN = reading()
CLEAN_VIEW = view(CLEAN)


def values(name: str, column: int) -> list[Any]:
    return [BOOK[name].cell(row, column).value for row in range(2, BOOK[name].max_row + 1)]


@st.composite
def mutations(draw: st.DrawFn) -> tuple[str, int, int, Any]:
    """Draw a cell, and what somebody might type there by mistake."""
    name, row, column = draw(st.sampled_from(CELLS))
    old = BOOK[name].cell(row, column).value
    likely: list[st.SearchStrategy[Any]] = [
        st.none(),
        st.sampled_from(values(name, column)),
        st.sampled_from(["TBC", "no", "yes", "Leadership", "L001", 0, 1, 99, date(2020, 2, 29), 0.5, "See CI001", " "]),
    ]
    if isinstance(old, str) and len(old) > 1:
        place = draw(st.integers(0, len(old) - 1))
        likely += [st.just(old[:place] + old[place + 1 :]), st.just(f"{old} {old}"), st.just(old.upper())]
    if isinstance(old, datetime):
        likely.append(st.integers(-800, 800).map(lambda days: old + timedelta(days)))
    if isinstance(old, int | float):
        likely.append(st.integers(-3, 120))
    value = draw(st.one_of(likely))
    assume(value != old)
    return name, row, column, value


def column_name(name: str, column: int) -> str:
    return str(BOOK[name].cell(1, column).value)


@pytest.mark.slow
@settings(max_examples=200)
@given(mutations())
def test_a_change_of_meaning_is_found_or_shows(mutation: tuple[str, int, int, Any]) -> None:
    name, row, column, value = mutation
    cell: Cell = BOOK[name].cell(row, column)
    before, look = cell.value, copy(cell.number_format)
    try:
        cell.value = value
        mutated = reading()
        found = [*mutated.findings, *run_checks(mutated.assessment)]
        if found or facts(mutated.assessment) == facts(CLEAN.assessment):
            return
        assert (name, column_name(name, column)) in NOT_PRINTED or view(mutated) != CLEAN_VIEW
    finally:
        cell.value, cell.number_format = before, look


def test_the_clean_workbook_has_no_finding() -> None:
    assert [*CLEAN.findings, *run_checks(CLEAN.assessment)] == []
