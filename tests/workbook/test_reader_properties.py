"""What holds of reading, whatever is typed."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from bvdocs.checks import run_checks
from bvdocs.core import schema
from bvdocs.core.english import MONTHS
from bvdocs.core.findings import Severity, registered_rules
from bvdocs.core.unseen_characters import first_no_character, without_unseen
from bvdocs.workbook.reading.reader import Reading, read_workbook
from tests.support.workbooks import Book, complete_book

PIECES = (
    " ", "  ", "\n", "\r\n", "\r", "\t", "\xa0", "\u2028", "\u2009", "\u202f", "\x85", "&", "&amp;", "<", "</t>",
    "]]>", '"', "'", "{{ x }}", "{% if %}", "{#", "=", "-", "0", "L001", "’", "–", "£", "Ŵ", "ŷ", "Ł", "ż", "é",
    "e\u0301", "👧", "🏛",
)  # fmt: skip
MEANT = ("=1+1", "#REF!", "yes", "Green", "L001", "Complete", "Strengths", "40%", "26/11/2024", "Code", "Theme", 1, 2)
RULES = {rule.code: rule for rule in registered_rules()}
SHEETS = {sheet.name for sheet in schema.SHEETS}


def writable(text: str) -> bool:
    """Say whether openpyxl can write it, and everybody can see it; `_x` may begin an escaped character."""
    legal = not first_no_character(text) and not ILLEGAL_CHARACTERS_RE.search(text)
    return legal and "_x" not in text and text == without_unseen(text)


characters = st.characters(exclude_categories=["Cs", "Co"])
texts = st.lists(st.sampled_from(PIECES) | st.text(characters, max_size=4), max_size=12).map("".join).filter(writable)
days = st.dates(dt.date(1901, 1, 1), dt.date(9999, 12, 31))
junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(-2, 120),
    days,
    st.datetimes(dt.datetime(1901, 1, 1)),  # noqa: DTZ001 - Excel's times have no zone
    st.times(),
    st.timedeltas(dt.timedelta(0), dt.timedelta(400)),
    # In a message it would be a value of ours that somebody forgot, and not what stands in the cell.
    texts.filter(lambda text: "None" not in text),
    st.sampled_from(MEANT),
)
formats = st.none() | st.sampled_from(["General", "0%", "000", "dd/mm/yyyy", "[h]:mm", "@", "#,##0.00"])
places = st.tuples(st.sampled_from(sorted(SHEETS)), st.integers(1, 6), st.integers(1, 15))


def read(book: Book) -> Reading:
    with TemporaryDirectory() as folder:
        return read_workbook(book.write(Path(folder)))


def tidied(text: str) -> str:
    """Return the text stripped; line breaks kept; tabs and runs of spaces one space, none at the ends of a line."""
    text = re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", text)
    text = re.sub("[\u2007\u202f]", "\xa0", re.sub("[\t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]", " ", text))
    lines = text.split("\n")
    return "\n".join(re.sub(" +", " ", line).strip(" ") for line in lines).strip()


def acting(texts: Sequence[str]) -> Book:
    """Return a workbook with these actions, each as a text even if it looks like a formula.

    Bullets would lose what looks like a bullet's mark.
    """

    def edit(book: Workbook) -> None:
        for row, text in enumerate(texts, 2):
            cell = book["Actions"].cell(row, 5, text)
            cell.data_type = "s"

    row = Book().actions[0]
    return Book(actions=[[f"L-A{number}", *row[1:]] for number, _ in enumerate(texts)], edit=edit)


def progressing(values: Sequence[float]) -> Book:
    row = Book().actions[0]
    return Book(actions=[[f"L-A{number}", *row[1:10], value] for number, value in enumerate(values)])


@pytest.mark.slow
@settings(max_examples=30)
@given(st.lists(texts, min_size=1, max_size=12))
def test_any_text_comes_back_tidied_and_otherwise_as_it_was(typed: list[str]) -> None:
    reading = read(acting(typed))
    assert [each.text.plain for each in reading.assessment.actions] == [tidied(text) for text in typed]
    blank = [f"Actions!E{row}" for row, text in enumerate(typed, 2) if not tidied(text)]
    assert [(each.code, str(each.where)) for each in reading.findings] == [("E101", place) for place in blank]


@pytest.mark.slow
@settings(max_examples=12)
@given(st.lists(texts, min_size=1, max_size=12))
def test_a_tidied_text_is_not_tidied_further(typed: list[str]) -> None:
    once = [each.text.plain for each in read(acting(typed)).assessment.actions]
    assert [each.text.plain for each in read(acting(once)).assessment.actions] == once


@pytest.mark.slow
@settings(max_examples=50)
@given(st.dictionaries(places, st.tuples(junk, formats), max_size=12))
def test_whatever_stands_in_a_cell_is_read_or_found(
    cells: dict[tuple[str, int, int], tuple[object, str | None]],
) -> None:
    def edit(book: Workbook) -> None:
        for (sheet, row, column), (value, number_format) in cells.items():
            cell = book[sheet].cell(row, column)
            cell.value = value  # type: ignore[assignment]
            if number_format:
                cell.number_format = number_format

    reading = read(replace(complete_book(), edit=edit))
    for finding in (*reading.findings, *run_checks(reading.assessment)):
        assert RULES[finding.code].severity is finding.severity
        assert finding.sheet in SHEETS
        assert "None" not in finding.message
        assert finding.hint


@pytest.mark.slow
@settings(max_examples=30)
@given(junk.filter(lambda value: value is not None), st.sampled_from(["Start", "Revised due", "Progress", "Exempt"]))
def test_a_filled_cell_is_never_taken_for_a_blank(value: object, column: str) -> None:
    number = [each.name for each in schema.ACTIONS.columns].index(column) + 1

    def edit(book: Workbook) -> None:
        book["Actions"].cell(2, number).value = value  # type: ignore[assignment]

    reading = read(Book(edit=edit))
    action = reading.assessment.actions[0]
    taken = {
        "Start": action.start, "Revised due": action.revised_due, "Progress": action.progress, "Exempt": action.exempt,
    }[column]  # fmt: skip
    at_fault = any(finding.severity is Severity.ERROR for finding in reading.findings)
    says_no = str(value).strip().casefold() in {"false", "no", "n"}
    is_space = isinstance(value, str) and not tidied(value)
    assert at_fault or says_no or is_space or not (taken is None or taken is False)


@pytest.mark.slow
@settings(max_examples=12)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_progress_from_0_to_1_is_a_fraction(values: list[float]) -> None:
    read_back = [each.progress for each in read(progressing(values)).assessment.actions]
    assert read_back == pytest.approx([value * 100 for value in values], abs=1e-6)


@settings(max_examples=12)
@given(st.lists(st.floats(1.000001, 100), min_size=1, max_size=20))
def test_progress_over_1_and_up_to_100_is_a_percentage(values: list[float]) -> None:
    read_back = [each.progress for each in read(progressing(values)).assessment.actions]
    assert read_back == pytest.approx(values, abs=1e-6)


@pytest.mark.slow
@settings(max_examples=12)
@given(st.lists(days, min_size=1, max_size=10))
def test_a_date_comes_back_from_each_form_it_may_have(dates: list[dt.date]) -> None:
    row = Book().actions[0]
    forms = [
        form
        for day in dates
        for form in (
            day,
            f"{day.day} {MONTHS[day.month - 1]} {day.year}",
            f"{day.day:02}/{day.month:02}/{day.year}",
            f"{day.day}/{day.month}/{day.year}",
            day.isoformat(),
        )
    ]
    book = Book(actions=[[f"L-A{number}", *row[1:6], None, form, *row[8:]] for number, form in enumerate(forms)])
    reading = read(book)
    assert reading.findings == ()
    assert [each.due for each in reading.assessment.actions] == [day for day in dates for _ in range(5)]
