"""Two assessments differ exactly if something of what they say differs, whatever it is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bvdocs.comparison import compare
from bvdocs.core.exemption import NOT_EXEMPT
from bvdocs.core.model import STATUS_WORDS, Acceptance, Action, Assessment, Bullet, Criterion, Report, Section, Status
from bvdocs.core.ongoing import is_ongoing
from bvdocs.core.places import Source
from bvdocs.core.rich_text import RichText
from bvdocs.workbook.reading.reader import read_workbook
from tests.cases.clean_seven_themes import clean_rows
from tests.support.assessments import rich
from tests.support.workbook_writer import write_workbook
from tests.support.workbooks import complete_book


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """Return an assessment of two themes with a few rows of every kind."""
    book = complete_book()
    book.abbreviations = [["CEX", "Chief Executive"]]
    book.report += [["Note", "The ratings are illustrative."], ["Common abbreviations", "UK, PDF"]]
    book.criteria.append(["C002", 2, "Open to residents", None, None, "L001", None, None])
    return book.read(tmp_path_factory.mktemp("base"))


def everything(folder: Path) -> Assessment:
    """Return an assessment of seven themes with every column filled somewhere."""
    write_workbook(folder / "clean.xlsx", clean_rows())
    return read_workbook(folder / "clean.xlsx").assessment


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    return everything(tmp_path_factory.mktemp("whole"))


_NEEDED = ("scale", "themes", "criteria", "bullets", "actions", "abbreviations")
_TABLES = (*_NEEDED, "statuses", "action_scale", "milestones", "evidence")
# Not compared: where a row came from; and what exempt rows leave behind was taken out before.
_ASIDE = {"source", "cells", "exempt", "exempt_reason", "unread"}


# What a column may name, by the column.
_NAMED: dict[str, Callable[[Assessment], Iterable[Any]]] = {
    **dict.fromkeys(("rating", "previous"), lambda each: (None, *each.scale)),
    "judged": lambda each: (None, *each.action_scale),
    "section": lambda _: Section,
    "status": lambda each: (*STATUS_WORDS, *each.statuses),
    "counts_as": lambda _: Status,
    "action": lambda each: [action.ref for action in each.actions],
}


def others(assessment: Assessment, column: str, value: Any) -> Iterator[Any]:
    """Yield other values of the same kind, none of which the documents could have printed alike."""
    if column in _NAMED:
        yield from (each for each in _NAMED[column](assessment) if each != value)
    elif column == "theme":
        yield value % len(assessment.themes) + 1
    elif is_ongoing(value) or value is None:
        yield {"progress": 0.0}.get(column, date(2026, 1, 1))
    else:
        yield from _others_like(value)


def _others_like(value: Any) -> Iterator[Any]:
    match value:
        case RichText():
            yield from (rich(value.plain, italic=True), rich(f"{value.plain} More"), RichText())
        case tuple():
            yield from ((), (*value, "X001"), tuple(reversed((*value, "X001"))))
        case date():
            yield from (value + timedelta(1), value - timedelta(400))
        case str():
            yield from ("", "Other", f"{value} more")
        case bool():
            yield not value
        case _:
            yield value + 1


def mutants(assessment: Assessment, table: str, place: int) -> Iterator[tuple[str, Assessment]]:
    """Yield the assessment with one column of one row changed, in every way."""
    rows = getattr(assessment, table)
    own = rows[place]
    # What stands beside a reference to another characteristic is printed nowhere.
    aside = _ASIDE | {"rating", "previous"} if getattr(own, "see", "") else _ASIDE
    for column in [each.name for each in fields(own) if each.name not in aside]:
        value = getattr(own, column)
        for other in others(assessment, column, value):
            if other != value:
                changed: Any = {table: (*rows[:place], replace(own, **{column: other}), *rows[place + 1 :])}
                yield f"{table}[{place}].{column}: {other}", replace(assessment, **changed)


@pytest.mark.slow
@pytest.mark.parametrize("table", _NEEDED)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_any_column_of_any_row_counts(whole: Assessment, table: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(getattr(whole, table)) - 1))
    what, mutant = data.draw(st.sampled_from(list(mutants(whole, table, place))))
    assert compare(whole, mutant), what
    assert compare(mutant, whole), what


@pytest.mark.parametrize("table", _TABLES)
def test_every_column_of_a_row_counts(base: Assessment, table: str) -> None:
    for place in range(len(getattr(base, table))):
        for what, mutant in mutants(base, table, place):
            assert compare(base, mutant), what
            assert compare(mutant, base), what


@pytest.mark.parametrize("table", _TABLES)
def test_a_row_more_or_less_counts(base: Assessment, table: str) -> None:
    rows = getattr(base, table)
    for place in range(len(rows)):
        less: Any = {table: rows[:place] + rows[place + 1 :]}
        assert compare(base, replace(base, **less))
        assert compare(replace(base, **less), base)


@pytest.mark.parametrize("table", ["criteria", "bullets", "actions", "abbreviations"])
def test_a_row_that_stands_twice_counts(base: Assessment, table: str) -> None:
    twice: Any = {table: (*getattr(base, table), getattr(base, table)[0])}
    assert compare(base, replace(base, **twice))
    assert compare(replace(base, **twice), base)


@pytest.mark.parametrize("column", [each.name for each in fields(Report) if each.name not in _ASIDE])
def test_every_field_of_the_report_counts(base: Assessment, column: str) -> None:
    value = getattr(base.report, column)
    for other in others(base, column, value):
        if other != value:
            assert compare(base, replace(base, report=replace(base.report, **{column: other})))


def test_an_assessment_does_not_differ_from_itself(whole: Assessment, base: Assessment, tmp_path: Path) -> None:
    assert not compare(whole, whole)
    assert not compare(whole, everything(tmp_path))
    assert [theme.number for theme in compare(base, base).themes] == [1, 2]


def test_cells_acceptances_and_the_order_of_what_is_sorted_do_not_count(whole: Assessment) -> None:
    elsewhere = Source("Elsewhere", 99, {"Code": "Q"})
    moved: dict[str, Any] = {
        table: tuple(replace(each, source=elsewhere) for each in getattr(whole, table)) for table in _TABLES
    }
    other = replace(
        whole,
        **moved,
        report=replace(whole.report, cells={}),
        acceptances=(Acceptance("W333", "", "", "It is known.", "Head", date(2026, 1, 1), elsewhere),),
    )
    other = replace(other, criteria=other.criteria[::-1], themes=other.themes[::-1])
    assert not compare(whole, other)


# Any two small assessments, of so few words and names that much of it is the same.

_NAMES = st.sampled_from(["A1", "A2", "A3", "A4"])
_TEXTS = st.sampled_from(["Posts are filled.", "Posts are vacant.", "Risk is known to all Members.", "Risk is known."])
_RICH = st.builds(lambda text, bold: rich(text, bold=bold), _TEXTS, st.booleans())
_THEMES = st.sampled_from([1, 2])
_CODES = st.sampled_from([(), ("A1",), ("A1", "A2"), ("A2", "A1")])
_DAYS = st.sampled_from([date(2025, 6, 30), date(2025, 9, 30)])
_PLACE = st.just(Source("Sheet", 1))
_OPEN = st.just(NOT_EXEMPT)


def _rows(of: st.SearchStrategy[Any], name: str = "") -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=4, unique_by=(lambda each: getattr(each, name)) if name else None).map(tuple)


def assessments(base: Assessment) -> st.SearchStrategy[Assessment]:
    levels = st.sampled_from([None, *base.scale])
    see = st.sampled_from(["", "", "A1"])
    criteria = st.builds(Criterion, _NAMES, _THEMES, _TEXTS, levels, levels, see, st.just(""), _OPEN, _PLACE)
    sections = st.sampled_from([Section.STRENGTHS, Section.AREAS])
    bullets = st.builds(Bullet, _THEMES, sections, _RICH, _CODES, st.sampled_from(["", "", "S-1"]), _OPEN, _PLACE)
    actions = st.builds(
        Action,
        ref=_NAMES,
        theme=_THEMES,
        criteria=_CODES,
        opportunity=st.just(RichText()),
        text=_RICH,
        owner=st.just("Chief Executive"),
        start=st.none(),
        due=_DAYS,
        revised_due=st.one_of(st.none(), _DAYS),
        status=st.sampled_from(STATUS_WORDS),
        progress=st.none(),
        update=st.just(RichText()),
        success_measure=st.just(""),
        exempt=_OPEN,
        source=_PLACE,
    )
    return st.builds(
        lambda scale, criteria, bullets, actions: replace(
            base, scale=scale, criteria=criteria, bullets=bullets, actions=actions
        ),
        st.permutations(base.scale).map(tuple),
        _rows(criteria, "code"),
        _rows(bullets),
        _rows(actions, "ref"),
    )


def facts(assessment: Assessment) -> list[object]:
    """Return what the assessment says, in the order in which documents say it."""
    return [
        assessment.scale,
        sorted(assessment.criteria, key=lambda row: row.code),
        sorted(assessment.bullets, key=lambda row: (row.theme, row.section)),
        sorted(assessment.actions, key=lambda row: row.theme),
    ]


@settings(max_examples=100, deadline=None)
@given(data=st.data())
@pytest.mark.slow
def test_any_two_differ_exactly_if_their_facts_do(base: Assessment, data: st.DataObject) -> None:
    older, other = data.draw(assessments(base), "older"), data.draw(assessments(base), "other")
    newer = older
    for table in ("scale", "criteria", "bullets", "actions"):
        rows = getattr(older, table)
        changed: Any = {table: data.draw(st.one_of(
            st.just(rows), st.permutations(rows).map(tuple), st.just(getattr(other, table)),
        ), table)}  # fmt: skip
        newer = replace(newer, **changed)
    assert bool(compare(older, newer)) == (facts(older) != facts(newer))
