"""What differs between two assessments: themes, and what stands outside them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bvdocs.comparison import compare
from bvdocs.core.changes import Change, ChangeKind
from bvdocs.core.model import Abbreviation, Assessment, Level
from tests.support.assessments import AMBER, GREEN, RED, SOURCE, in_theme, rich, told


def test_themes_that_only_one_has_are_added_or_removed(base: Assessment) -> None:
    culture = base.themes[1]
    older = replace(base, themes=(*base.themes, replace(culture, number=9, name="Old")))
    newer = replace(base, themes=(replace(culture, number=5, name="New"), *reversed(base.themes)))
    changes = compare(older, newer)
    assert [(each.number, each.name, each.added, each.removed, each.changes) for each in changes.themes] == [
        (1, "Leadership", False, False, ()),
        (2, "Culture", False, False, ()),
        (5, "New", True, False, ()),
        (9, "Old", False, True, ()),
    ]
    assert changes
    assert not changes.overall


def test_a_theme_keeps_its_rows_under_a_new_number(base: Assessment) -> None:
    """By its name, so that two themes may change places too."""
    older = base

    def renumbered(numbers: dict[int, int]) -> Assessment:
        def moved(rows: Any) -> Any:
            return tuple(replace(each, theme=numbers.get(each.theme, each.theme)) for each in rows)

        return replace(
            base,
            themes=tuple(replace(each, number=numbers.get(each.number, each.number)) for each in base.themes),
            criteria=moved(base.criteria), bullets=moved(base.bullets), actions=moved(base.actions),
        )  # fmt: skip

    for numbers in ({2: 5}, {1: 2, 2: 1}):
        for each in compare(older, renumbered(numbers)).themes:
            assert not (each.added or each.removed)
            assert [(change.kind, change.field) for change in each.changes] in ([(ChangeKind.FIELD, "Number")], [])


def test_a_theme_with_a_new_name_is_the_one_with_its_number(base: Assessment) -> None:
    newer = replace(base, themes=(replace(base.themes[0], name="Leading"), *base.themes[1:]))
    assert told(in_theme(compare(base, newer))) == [(ChangeKind.FIELD, "Name", "Leadership", "Leading")]


def test_rows_of_an_added_theme_are_not_listed_but_what_it_took_is(base: Assessment) -> None:
    new = replace(base.themes[0], number=8, name="New", prefix="N")
    newer = replace(base, themes=(*base.themes, new), criteria=tuple(replace(base.criteria[0], theme=8)
                    if each.code == "L001" else each for each in base.criteria))  # fmt: skip
    newer = replace(newer, bullets=(*base.bullets, replace(base.bullets[0], theme=8)))
    changes = compare(base, newer)
    assert in_theme(changes, 8) == []
    assert told(in_theme(changes, 1)) == [(ChangeKind.CHARACTERISTIC_DETAIL, "Theme", "1", "8")]
    assert told(in_theme(compare(newer, base), 1))[-1] == (ChangeKind.CHARACTERISTIC_DETAIL, "Theme", "8", "1")


def test_a_theme_of_rows_swapped_for_another_lists_no_row(base: Assessment) -> None:
    older = replace(base, themes=base.themes[:1], criteria=base.criteria[:2], bullets=base.bullets[:1])
    newer = replace(base, themes=base.themes[1:], criteria=base.criteria[2:], bullets=base.bullets[1:])
    assert [each.changes for each in compare(older, newer).themes] == [(), ()]


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("name", "Name"),
        ("prefix", "Prefix"),
        ("lead", "Lead"),
        ("description_heading", "Description heading"),
    ],
)
def test_a_themes_own_columns(base: Assessment, column: str, field: str) -> None:
    theme = base.themes[0]
    changed: Any = {column: "Other"}
    newer = replace(base, themes=(replace(theme, **changed), *base.themes[1:]))
    assert in_theme(compare(base, newer)) == [
        Change(ChangeKind.FIELD, "Theme", "", getattr(theme, column), "Other", field=field)
    ]


@pytest.mark.parametrize(
    ("column", "value", "field", "before", "now"),
    [
        ("authority", "Other", "Authority", "Testing District Council", "Other"),
        ("title", "Other", "Title", "Best Value Duty self-assessment", "Other"),
        ("committee", "Other", "Committee", "Audit Committee", "Other"),
        ("meeting_date", date(2025, 11, 4), "Meeting date", "23 September 2025", "4 November 2025"),
        ("assessed_on", date(2025, 8, 1), "Assessed on", "", "1 August 2025"),
        ("author", "Head of Policy", "Author", "", "Head of Policy"),
        ("department", "Policy", "Department", "", "Policy"),
        ("contact", "policy@council.example", "Contact", "", "policy@council.example"),
        ("notes", ("One.", "Two."), "Note", "The ratings are illustrative.", "One.\nTwo."),
        ("heatmap_columns", 4, "Heatmap columns", "6", "4"),
        ("common_abbreviations", ("UK",), "Common abbreviations", "UK, PDF", "UK"),
    ],
)
def test_the_reports_fields(base: Assessment, column: str, value: Any, field: str, before: str, now: str) -> None:
    newer = replace(base, report=replace(base.report, **{column: value}))
    assert compare(base, newer).overall == (Change(ChangeKind.FIELD, "Report", "", before, now, field),)


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        ((GREEN, AMBER), [("Red level", "Red", "")]),
        ((GREEN, AMBER, RED, replace(RED, name="Black", mark="B")), [("Black level", "", "Black")]),
        ((GREEN, replace(AMBER, name="Yellow"), RED), [("Yellow level", "Amber", "Yellow")]),
        ((GREEN, replace(AMBER, name="AMBER"), RED), [("AMBER level", "Amber", "AMBER")]),
        ((AMBER, GREEN, RED), [("Order", "Green, Amber, Red", "Amber, Green, Red")]),
        ((RED, GREEN), [("Amber level", "Amber", ""), ("Order", "Green, Red", "Red, Green")]),
        ((replace(GREEN, mark="GR"), AMBER, RED), [("Green mark", "G", "GR")]),
        ((replace(GREEN, colour="#000000"), AMBER, RED), [("Green colour", "#1c6b3b", "#000000")]),
        ((replace(GREEN, meaning="Good"), AMBER, RED), [("Green meaning", "Green means this", "Good")]),
    ],
)
def test_the_scale(bare: Assessment, scale: tuple[Level, ...], expected: list[tuple[str, str, str]]) -> None:
    overall = compare(bare, replace(bare, scale=scale)).overall
    assert [(each.field, each.before, each.now) for each in overall] == expected
    assert {each.subject for each in overall} == {"Scale"}


def test_abbreviations(base: Assessment) -> None:
    full = {"CEX": "Chief Executive", "CLT": "Corporate Leadership Team", "KPI": "key performance indicator"}
    cex, clt, kpi = (Abbreviation(short, long, SOURCE) for short, long in full.items())
    older = replace(base, abbreviations=(cex, clt))
    newer = replace(base, abbreviations=(kpi, replace(cex, full="Chief Executive Officer")))
    assert [(each.subject, each.field, each.before, each.now) for each in compare(older, newer).overall] == [
        ("Abbreviations", "KPI", "", "key performance indicator"),
        ("Abbreviations", "CEX", "Chief Executive", "Chief Executive Officer"),
        ("Abbreviations", "CLT", "Corporate Leadership Team", ""),
    ]
    assert not compare(older, replace(older, abbreviations=older.abbreviations[::-1]))


def test_a_themes_changes_come_in_their_order(base: Assessment) -> None:
    def other(name: str) -> Callable[[Any], Any]:
        return lambda value: replace(value, **{name: "Other"})

    newer = replace(
        base,
        themes=tuple(map(other("lead"), base.themes)),
        criteria=tuple(replace(each, rating=base.scale[0], evidence="Other") for each in base.criteria),
        bullets=tuple(replace(each, text=rich(f"{each.text.plain} Truly."), criteria=()) for each in base.bullets),
        actions=tuple(replace(each, owner="Other", progress=50.0) for each in base.actions),
    )
    assert [(each.kind, each.field) for each in in_theme(compare(base, newer))] == [
        (ChangeKind.FIELD, "Lead"),
        (ChangeKind.RATING_UP, ""),
        (ChangeKind.CHARACTERISTIC_DETAIL, "Evidence"),
        (ChangeKind.CHARACTERISTIC_DETAIL, "Evidence"),
        (ChangeKind.BULLET_REWORDED, ""),
        (ChangeKind.BULLET_DETAIL, "Criteria"),
        (ChangeKind.ACTION_OWNER, ""),
        (ChangeKind.ACTION_DETAIL, "Progress"),
    ]
