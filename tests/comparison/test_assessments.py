"""What differs between two assessments: ratings, characteristics, narrative, themes and what stands outside them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bvdocs.comparison import compare, without_newly_exempt
from bvdocs.core.changes import Change, Changes, Kind, Place
from bvdocs.core.model import (
    Abbreviation,
    Assessment,
    Bullet,
    Criterion,
    Level,
    RichText,
    Run,
    Section,
    Source,
    Theme,
    published,
)
from bvdocs.workbook.reading.reader import read_workbook
from tests.cases.clean_seven_themes import clean_rows
from tests.support.workbook_writer import write_workbook
from tests.support.workbooks import Book

SOURCE = Source("Sheet", 1)
GREEN, AMBER, RED = (
    Level(name, name[0], colour, f"{name} means this", SOURCE)
    for name, colour in (("Green", "#1c6b3b"), ("Amber", "#f28c28"), ("Red", "#b42318"))
)
THEMES = (Theme(1, "Leadership", "L", "", "", SOURCE), Theme(2, "Culture", "C", "", "", SOURCE))
DESCRIPTION, STRENGTHS, AREAS = Section.DESCRIPTION, Section.STRENGTHS, Section.AREAS


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """An assessment of two themes in which nothing is left out."""
    book = Book(abbreviations=[["CEX", "Chief Executive"]])
    book.report += [["Note", "The ratings are illustrative."], ["Common abbreviations", "UK, PDF"]]
    return book.read(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def bare(base: Assessment) -> Assessment:
    """Two themes without a row."""
    return replace(base, scale=(GREEN, AMBER, RED), themes=THEMES, criteria=(), bullets=(), actions=())


def rich(text: str, **look: Any) -> RichText:
    return RichText((Run(text, **look),))


def row(code: str, name: str, rating: Level | None = None, **columns: Any) -> Criterion:
    plain = Criterion(code, 1, name, rating, None, "", "", False, SOURCE)
    return replace(plain, **columns)


def bullet(section: Section, text: str, ref: str = "", **columns: Any) -> Bullet:
    return replace(Bullet(1, section, rich(text), (), ref, False, SOURCE), **columns)


def in_theme(changes: Changes, number: int = 1) -> list[Change]:
    return [change for theme in changes.themes if theme.number == number for change in theme.changes]


def told(changes: list[Change]) -> list[tuple[Kind, str, str, str]]:
    """Kind, or the field's name; subject, before, now."""
    return [(each.kind, each.field or each.subject, each.before, each.now) for each in changes]


def of_rows(bare: Assessment, older: list[Criterion], newer: list[Criterion]) -> list[tuple[Kind, str, str, str]]:
    return told(in_theme(compare(replace(bare, criteria=tuple(older)), replace(bare, criteria=tuple(newer)))))


def of_bullets(bare: Assessment, older: list[Bullet], newer: list[Bullet]) -> list[Change]:
    return in_theme(compare(replace(bare, bullets=tuple(older)), replace(bare, bullets=tuple(newer))))


def kinds(changes: list[Change]) -> list[Kind]:
    return [each.kind for each in changes]


# Ratings


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (AMBER, GREEN, Kind.RATING_UP),
        (RED, GREEN, Kind.RATING_UP),
        (GREEN, AMBER, Kind.RATING_DOWN),
        (None, RED, Kind.RATING_NEW),
        (RED, None, Kind.RATING_WITHDRAWN),
    ],
)
def test_a_rating_that_moved(bare: Assessment, before: Level | None, now: Level | None, kind: Kind) -> None:
    changes = of_rows(bare, [row("L001", "Clear", before)], [row("L001", "Clear", now)])
    assert changes == [(kind, "L001", before.name if before else "", now.name if now else "")]


def test_ratings_come_in_the_order_of_kinds_then_of_rows(bare: Assessment) -> None:
    ratings = {"L1": (GREEN, RED), "L2": (RED, GREEN), "L3": (None, RED), "L4": (RED, AMBER), "L5": (RED, RED)}
    older = [row(code, f"Name of {code}", before) for code, (before, _) in ratings.items()]
    newer = [row(code, f"Name of {code}", now) for code, (_, now) in ratings.items()]
    assert [subject for _, subject, _, _ in of_rows(bare, older, newer)] == ["L2", "L4", "L1", "L3"]


def rated_on(bare: Assessment, scale: tuple[Level, ...], level: Level) -> Assessment:
    return replace(bare, scale=scale, criteria=(row("L001", "Clear", level),))


@pytest.mark.parametrize(
    ("scale", "now", "kind"),
    [
        # The same name in other capitals, with another mark and colour.
        ((GREEN, replace(AMBER, name="AMBER", mark="AM", colour="#ffbf00"), RED), 1, None),
        # Another name at the same mark and place.
        ((GREEN, replace(AMBER, name="Yellow"), RED), 1, None),
        # So too where a level was put in above it, or below.
        ((replace(GREEN, name="Dark green", mark="DG"), GREEN, replace(AMBER, name="Yellow"), RED), 2, None),
        # Renamed, and the rating has moved.
        ((GREEN, replace(AMBER, name="Yellow"), RED), 0, Kind.RATING_UP),
        ((GREEN, replace(AMBER, name="Yellow"), RED), 2, Kind.RATING_DOWN),
        # The same mark above another level: another level.
        ((replace(AMBER, name="Above standard"), GREEN, RED), 0, Kind.RATING_CHANGED),
        # The mark now belongs to a level that was there.
        ((GREEN, replace(RED, mark="A")), 1, Kind.RATING_CHANGED),
        # Neither name nor mark are left.
        ((GREEN, replace(AMBER, name="Yellow", mark="Y"), RED), 1, Kind.RATING_CHANGED),
        # Another place on the scale is no move of the rating.
        ((AMBER, GREEN, RED), 0, None),
        ((AMBER, GREEN, RED), 1, Kind.RATING_DOWN),
    ],
)
def test_levels_that_were_renamed(bare: Assessment, scale: tuple[Level, ...], now: int, kind: Kind | None) -> None:
    changes = compare(rated_on(bare, bare.scale, AMBER), rated_on(bare, scale, scale[now]))
    assert kinds(in_theme(changes)) == ([kind] if kind else [])
    assert changes.overall


@pytest.mark.parametrize(
    ("older", "newer", "field"),
    [
        (row("L1", "Clear", GREEN), row("L1", "Clear", see="C1"), ("Rating", "Green", "See C1")),
        (row("L1", "Clear", GREEN), row("L1", "Clear", GREEN, see="C1"), ("Rating", "Green", "See C1")),
        (row("L1", "Clear", see="C1"), row("L1", "Clear", GREEN), ("Rating", "See C1", "Green")),
        (row("L1", "Clear", see="C1"), row("L1", "Clear", see="C2"), ("See", "C1", "C2")),
        # What a reference hides is not a rating that moved, and is not passed over.
        (row("L1", "Clear", RED, see="C1"), row("L1", "Clear", GREEN, see="C1"), ("Rating", "Red", "Green")),
    ],
)
def test_a_reference_to_another_characteristic(
    bare: Assessment, older: Criterion, newer: Criterion, field: tuple[str, str, str]
) -> None:
    assert of_rows(bare, [older], [newer]) == [(Kind.CHARACTERISTIC_DETAIL, *field)]


# Characteristics


def test_characteristics_added_removed_and_reworded(bare: Assessment) -> None:
    older = [row("L001", "Clear priorities", GREEN), row("L002", "Stable posts", RED)]
    newer = [row("L003", "Open to challenge", RED), row("L001", "Clear aims", GREEN)]
    assert of_rows(bare, older, newer) == [
        (Kind.CHARACTERISTIC_ADDED, "L003", "", "Open to challenge"),
        (Kind.CHARACTERISTIC_REWORDED, "L001", "Clear priorities", "Clear aims"),
        (Kind.CHARACTERISTIC_REMOVED, "L002", "Stable posts", ""),
    ]


TEN = "Members and officers understand their roles and respect each other"
assert len(TEN.split()) == 10


@pytest.mark.parametrize(
    ("now", "renumbered"),
    [
        (TEN, True),
        (f"{TEN}.".upper(), True),
        (TEN.replace("respect", "value"), True),
        (f"{TEN} daily", True),
        (TEN.replace("respect each", "value one"), False),
        # Eight words of ten, and of eight: just under nine in ten.
        (" ".join(TEN.split()[:8]), False),
        ("Other words", False),
    ],
)
def test_a_code_that_changed_is_known_by_its_wording(bare: Assessment, now: str, renumbered: bool) -> None:
    changes = of_rows(bare, [row("L001", TEN, GREEN)], [row("L009", now, RED)])
    found = [kind for kind, *_ in changes]
    if renumbered:
        assert (Kind.CHARACTERISTIC_RENUMBERED, "L009", "L001", "L009") in changes
        assert found[0] is Kind.RATING_DOWN
        assert (Kind.CHARACTERISTIC_REWORDED in found) == (now != TEN)
    else:
        assert found == [Kind.CHARACTERISTIC_ADDED, Kind.CHARACTERISTIC_REMOVED]


def test_a_number_in_a_short_wording_makes_it_another(bare: Assessment) -> None:
    changes = of_rows(bare, [row("L1", "Phase 1 is complete")], [row("L2", "Phase 2 is complete")])
    assert [kind for kind, *_ in changes] == [Kind.CHARACTERISTIC_ADDED, Kind.CHARACTERISTIC_REMOVED]


def test_codes_that_move_up_do_not_move_ratings(bare: Assessment) -> None:
    """One of four is taken out: the three after it are renumbered, and none is rated otherwise."""
    names = ["Clear priorities", "Stable posts", "Sound advice", "Open doors"]
    ratings = [GREEN, RED, GREEN, AMBER]
    older = [row(f"L00{at}", name, level) for at, (name, level) in enumerate(zip(names, ratings, strict=True))]
    newer = [replace(each, code=f"L00{at}") for at, each in enumerate([older[0], older[2], older[3]])]
    assert of_rows(bare, older, newer) == [
        (Kind.CHARACTERISTIC_RENUMBERED, "L001", "L002", "L001"),
        (Kind.CHARACTERISTIC_RENUMBERED, "L002", "L003", "L002"),
        (Kind.CHARACTERISTIC_REMOVED, "L001", "Stable posts", ""),
    ]


def test_of_equal_wordings_the_one_with_the_code_comes_first_then_the_nearest(bare: Assessment) -> None:
    older = [row(code, "Stable posts", level) for code, level in (("L1", GREEN), ("L2", RED), ("L3", AMBER))]
    newer = [replace(older[1], code="L4"), replace(older[2], code="L5"), replace(older[0], code="L1")]
    changes = of_rows(bare, older, newer)
    assert [(before, now) for kind, _, before, now in changes if kind is Kind.CHARACTERISTIC_RENUMBERED] == [
        ("L3", "L4"),
        ("L2", "L5"),
    ]


def test_a_code_in_other_letters_is_the_same(bare: Assessment) -> None:
    changes = of_rows(bare, [row("l001", "Clear priorities")], [row("L001", "Quite another matter")])
    assert [kind for kind, *_ in changes] == [Kind.CHARACTERISTIC_RENUMBERED, Kind.CHARACTERISTIC_REWORDED]


def test_another_theme_is_told_in_the_newer_one(bare: Assessment) -> None:
    older = replace(bare, criteria=(row("L001", "Clear priorities", RED),))
    newer = replace(bare, criteria=(row("L001", "Clear priorities", GREEN, theme=2),))
    changes = compare(older, newer)
    assert in_theme(changes, 1) == []
    assert told(in_theme(changes, 2)) == [
        (Kind.RATING_UP, "L001", "Red", "Green"),
        (Kind.CHARACTERISTIC_DETAIL, "Theme", "1", "2"),
    ]


def test_the_same_words_in_another_theme_are_another_characteristic(bare: Assessment) -> None:
    older = replace(bare, criteria=(row("L001", "Risk management", GREEN),))
    newer = replace(bare, criteria=(row("C001", "Risk management", RED, theme=2),))
    changes = compare(older, newer)
    assert kinds(in_theme(changes, 1)) == [Kind.CHARACTERISTIC_REMOVED]
    assert kinds(in_theme(changes, 2)) == [Kind.CHARACTERISTIC_ADDED]


@pytest.mark.parametrize(
    ("column", "value", "field", "before", "now"),
    [
        ("evidence", "Staff survey", "Evidence", "", "Staff survey"),
        ("previous", RED, "Previous rating", "", "Red"),
    ],
)
def test_other_columns(bare: Assessment, column: str, value: Any, field: str, before: str, now: str) -> None:
    older = row("L001", "Clear", GREEN)
    changes = of_rows(bare, [older], [replace(older, **{column: value})])
    assert changes == [(Kind.CHARACTERISTIC_DETAIL, field, before, now)]


# Bullets


def test_bullets_added_and_removed_where_they_stood(bare: Assessment) -> None:
    older = [bullet(STRENGTHS, each) for each in ("Posts are filled.", "Nobody left.", "Risk is known to Members.")]
    newer = [older[0], older[2], bullet(STRENGTHS, "A new corporate plan.", "S-3"), bullet(AREAS, "Training is late.")]
    assert of_bullets(bare, older, newer) == [
        Change(Kind.BULLET_REMOVED, "Strengths", "", "Nobody left.", "", from_place=Place("Strengths", 2)),
        Change(Kind.BULLET_ADDED, "Strengths", "S-3", "", "A new corporate plan.", to_place=Place("Strengths", 3)),
        Change(
            Kind.BULLET_ADDED, "Areas for improvement", "", "", "Training is late.",
            to_place=Place("Areas for improvement", 1),
        ),
    ]  # fmt: skip


LONG = "Refresher training for staff on Financial Regulations and Budget Management is overdue."


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Priorities are clear.", "Priorities are clear to all partners."),
        ("Turnover is 14% in 2024/25.", "Turnover is 12% in 2025/26."),
        ("42 KPIs are on target.", "45 KPIs are below target."),
        ("Training.", "Training of Members."),
        ("Officers advise Members.", "Members are advised by the officers."),
        (LONG, "Budget Management and Financial Regulations: refresher training is now complete for all staff."),
        (LONG, LONG.replace("is overdue", "will be delivered once the Accountancy team is fully staffed")),
        # Nothing but common words, so these count.
        ("We do.", "We do so."),
        # Half of the telling words are left.
        ("one two three four", "three four five six"),
    ],
)
def test_a_reworded_bullet(bare: Assessment, before: str, now: str) -> None:
    changes = of_bullets(bare, [bullet(STRENGTHS, before)], [bullet(STRENGTHS, now)])
    place = Place("Strengths", 1)
    assert changes == [Change(Kind.BULLET_REWORDED, "Strengths", "", before, now, from_place=place, to_place=place)]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        # Words that every sentence has.
        ("There is a plan for all of the staff.", "There is a risk for all of the posts."),
        # One word in common is an accident.
        ("Clear priorities.", "Clear targets."),
        ("The budget is balanced.", "The budget is late."),
        ("Posts are filled.", "Targets are met."),
        ("one two three four", "four five six seven"),
        # Five of ten and of eleven: just under a half.
        ("b1 b2 b3 b4 b5 c1 c2 c3 c4 c5", "b1 b2 b3 b4 b5 d1 d2 d3 d4 d5 d6"),
        ("2024/25", "2025/26"),
        ("—", "…"),
        (LONG, "The Council must improve workforce planning by planning for future workforce needs."),
    ],
)
def test_an_unrelated_bullet(bare: Assessment, before: str, now: str) -> None:
    changes = of_bullets(bare, [bullet(STRENGTHS, before)], [bullet(STRENGTHS, now)])
    assert sorted(kinds(changes)) == [Kind.BULLET_ADDED, Kind.BULLET_REMOVED]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("one two three four", "one two three four", [Kind.BULLET_MOVED]),
        ("one two three four", "one two three five", [Kind.BULLET_MOVED, Kind.BULLET_REWORDED]),
        ("one two three four", "one two five six", [Kind.BULLET_REMOVED, Kind.BULLET_ADDED]),
        # Five of seven: just under three quarters.
        ("b1 b2 b3 b4 b5 c1 c2", "b1 b2 b3 b4 b5 d1 d2", [Kind.BULLET_REMOVED, Kind.BULLET_ADDED]),
    ],
)
def test_in_another_section_a_bullet_must_be_more_alike(
    bare: Assessment, before: str, now: str, expected: list[Kind]
) -> None:
    assert kinds(of_bullets(bare, [bullet(STRENGTHS, before)], [bullet(AREAS, now)])) == expected


def test_a_moved_bullet_has_both_places_and_its_text(bare: Assessment) -> None:
    first, second = bullet(STRENGTHS, "Posts are filled."), bullet(AREAS, "Training is late.", "A-1")
    assert of_bullets(bare, [first, second], [first, replace(second, section=STRENGTHS)]) == [
        Change(
            Kind.BULLET_MOVED, "Strengths", "A-1", "Training is late.", "Training is late.",
            from_place=Place("Areas for improvement", 1), to_place=Place("Strengths", 2),
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("now", "moved"),
    [
        ("ABCDE", ""),
        ("EABCD", "E"),
        ("BCDEA", "A"),
        ("ACBDE", "C"),
        ("DEABC", "DE"),
        ("BADCE", "BD"),
        ("EDCBA", "EDCB"),
        # What is new or gone moves nothing.
        ("XAYBZCDE", ""),
        ("BDE", ""),
        ("XEB", "E"),
    ],
)
def test_only_the_fewest_bullets_moved(bare: Assessment, now: str, moved: str) -> None:
    texts = {letter: f"{letter * 3} {letter * 4}" for letter in "ABCDEXYZ"}
    older = [bullet(STRENGTHS, texts[letter]) for letter in "ABCDE"]
    changes = of_bullets(bare, older, [bullet(STRENGTHS, texts[letter]) for letter in now])
    assert [each.now for each in changes if each.kind is Kind.BULLET_MOVED] == [texts[letter] for letter in moved]


def test_a_bullet_that_left_a_section_moves_no_other(bare: Assessment) -> None:
    older = [bullet(STRENGTHS, text) for text in ("Posts are filled.", "Risk is known.", "Plans are made.")]
    newer = [replace(older[0], section=AREAS), *older[1:]]
    assert [each.now for each in of_bullets(bare, older, newer)] == ["Posts are filled."]


def test_a_ref_says_which_bullet_it_is(bare: Assessment) -> None:
    older = [bullet(STRENGTHS, "Posts are filled.", "S-1"), bullet(STRENGTHS, "Risk is known.", "S-2")]
    newer = [bullet(STRENGTHS, "Risk is known.", "S-1"), bullet(STRENGTHS, "Wholly other words.", "S-2")]
    assert told(of_bullets(bare, older, newer)) == [
        (Kind.BULLET_REWORDED, "Strengths", "Posts are filled.", "Risk is known."),
        (Kind.BULLET_REWORDED, "Strengths", "Risk is known.", "Wholly other words."),
    ]


def test_a_ref_that_stands_twice_says_nothing(bare: Assessment) -> None:
    older = [bullet(STRENGTHS, "Posts are filled.", "S"), bullet(STRENGTHS, "Risk is known.", "S")]
    assert of_bullets(bare, older, [older[1]]) == [
        Change(Kind.BULLET_REMOVED, "Strengths", "S", "Posts are filled.", from_place=Place("Strengths", 1))
    ]


def test_an_equal_text_goes_before_a_like_one(bare: Assessment) -> None:
    """It was copied to another section, and the one that stayed was changed a little."""
    older = [bullet(STRENGTHS, "Staff trust the new corporate plan.")]
    newer = [bullet(STRENGTHS, "Staff trust the corporate plan."), bullet(AREAS, older[0].text.plain)]
    assert kinds(of_bullets(bare, older, newer)) == [Kind.BULLET_ADDED, Kind.BULLET_MOVED]


def test_the_best_pair_comes_first(bare: Assessment) -> None:
    older = [bullet(STRENGTHS, "one two three four five")]
    newer = [bullet(STRENGTHS, "one two three six seven"), bullet(STRENGTHS, "one two three four six")]
    assert [(each.kind, each.now) for each in of_bullets(bare, older, newer)] == [
        (Kind.BULLET_ADDED, newer[0].text.plain),
        (Kind.BULLET_REWORDED, newer[1].text.plain),
    ]


def test_of_equally_like_bullets_the_nearest(bare: Assessment) -> None:
    older = [bullet(STRENGTHS, f"Phase {number} of the programme is on time.") for number in (1, 2)]
    newer = [bullet(STRENGTHS, f"Phase {number} of the programme is late.") for number in (1, 2)]
    changes = of_bullets(bare, older, newer)
    assert [(each.kind, each.before[:7], each.now[:7]) for each in changes] == [
        (Kind.BULLET_REWORDED, "Phase 1", "Phase 1"),
        (Kind.BULLET_REWORDED, "Phase 2", "Phase 2"),
    ]


def test_the_same_words_with_other_numbers_come_after_the_same_text(bare: Assessment) -> None:
    first, second = (bullet(STRENGTHS, f"Phase {number} of the programme is on time.") for number in (1, 2))
    changes = of_bullets(bare, [first], [second, replace(first, section=AREAS)])
    assert kinds(changes) == [Kind.BULLET_ADDED, Kind.BULLET_MOVED]


def test_the_same_text_in_its_section_comes_before_the_same_elsewhere(bare: Assessment) -> None:
    twice = [bullet(STRENGTHS, "Risk is known."), bullet(AREAS, "Risk is known.")]
    changes = of_bullets(bare, twice, twice[1:])
    assert [(each.kind, each.subject) for each in changes] == [(Kind.BULLET_REMOVED, "Strengths")]


def test_a_removed_bullet_comes_before_the_one_that_has_its_place(bare: Assessment) -> None:
    older = [bullet(STRENGTHS, "Nobody left."), bullet(STRENGTHS, "Risk is known.")]
    changes = of_bullets(bare, older, [bullet(STRENGTHS, "Risk is well known.")])
    assert kinds(changes) == [Kind.BULLET_REMOVED, Kind.BULLET_REWORDED]


HALVES = (
    "The Plan was developed in conjunction with Members and ties the work of Council staff together.",
    "It generates a clear vision of how the Borough will be improved over the next five years.",
)


def test_a_bullet_split_in_two_is_reworded_and_one_added(bare: Assessment) -> None:
    whole, halves = [bullet(STRENGTHS, " ".join(HALVES))], [bullet(STRENGTHS, each) for each in HALVES]
    assert sorted(kinds(of_bullets(bare, whole, halves))) == [Kind.BULLET_ADDED, Kind.BULLET_REWORDED]
    assert sorted(kinds(of_bullets(bare, halves, whole))) == [Kind.BULLET_REMOVED, Kind.BULLET_REWORDED]


def test_a_repeated_bullet_taken_out_is_one_removed(bare: Assessment) -> None:
    twice = [bullet(STRENGTHS, "Risk is known."), bullet(STRENGTHS, "Risk is known.")]
    assert kinds(of_bullets(bare, twice, twice[:1])) == [Kind.BULLET_REMOVED]


def test_a_bullet_in_another_theme_is_removed_and_added(bare: Assessment) -> None:
    one = bullet(STRENGTHS, "Risk is known.")
    changes = compare(replace(bare, bullets=(one,)), replace(bare, bullets=(replace(one, theme=2),)))
    assert kinds(in_theme(changes, 1)) == [Kind.BULLET_REMOVED]
    assert kinds(in_theme(changes, 2)) == [Kind.BULLET_ADDED]


@pytest.mark.parametrize(
    ("changed", "field", "before", "now"),
    [
        ({"criteria": ("L001", "L002")}, "Criteria", "", "L001, L002"),
        ({"ref": "S-1"}, "Ref", "", "S-1"),
        ({"text": rich("Risk is known.", bold=True)}, "Formatting or links", "Risk is known.", "Risk is known."),
        ({"text": rich("Risk is known.", link="https://council.example/")}, "Formatting or links",
         "Risk is known.", "Risk is known."),
    ],
)  # fmt: skip
def test_a_bullets_other_columns(bare: Assessment, changed: dict[str, Any], field: str, before: str, now: str) -> None:
    one = bullet(STRENGTHS, "Risk is known.")
    place = Place("Strengths", 1)
    assert of_bullets(bare, [one], [replace(one, **changed)]) == [
        Change(
            Kind.BULLET_DETAIL,
            "Strengths",
            changed.get("ref", ""),
            before,
            now,
            field,
            from_place=place,
            to_place=place,
        )
    ]


def test_bullets_that_share_nothing_but_a_style_are_never_pairs(tmp_path: Path) -> None:
    """Of two themes' real texts, each as the older and the newer of the other, not one is told as reworded."""
    write_workbook(tmp_path / "clean.xlsx", clean_rows())
    whole = read_workbook(tmp_path / "clean.xlsx").assessment
    for number in range(2, 8):
        one, other = ([replace(each, theme=1) for each in whole.bullets if each.theme == at] for at in (1, number))
        changes = of_bullets(replace(whole, criteria=(), actions=(), bullets=()), one, other)
        assert set(kinds(changes)) == {Kind.BULLET_ADDED, Kind.BULLET_REMOVED}


# Themes, and what is outside them


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
            assert [(change.kind, change.field) for change in each.changes] in ([(Kind.FIELD, "Number")], [])


def test_a_theme_with_a_new_name_is_the_one_with_its_number(base: Assessment) -> None:
    newer = replace(base, themes=(replace(base.themes[0], name="Leading"), *base.themes[1:]))
    assert told(in_theme(compare(base, newer))) == [(Kind.FIELD, "Name", "Leadership", "Leading")]


def test_rows_of_an_added_theme_are_not_listed_but_what_it_took_is(base: Assessment) -> None:
    new = replace(base.themes[0], number=8, name="New", prefix="N")
    newer = replace(base, themes=(*base.themes, new), criteria=tuple(replace(base.criteria[0], theme=8)
                    if each.code == "L001" else each for each in base.criteria))  # fmt: skip
    newer = replace(newer, bullets=(*base.bullets, replace(base.bullets[0], theme=8)))
    changes = compare(base, newer)
    assert in_theme(changes, 8) == []
    assert told(in_theme(changes, 1)) == [(Kind.CHARACTERISTIC_DETAIL, "Theme", "1", "8")]
    assert told(in_theme(compare(newer, base), 1))[-1] == (Kind.CHARACTERISTIC_DETAIL, "Theme", "8", "1")


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
        Change(Kind.FIELD, "Theme", "", getattr(theme, column), "Other", field=field)
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
    assert compare(base, newer).overall == (Change(Kind.FIELD, "Report", "", before, now, field),)


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
        (Kind.FIELD, "Lead"),
        (Kind.RATING_UP, ""),
        (Kind.CHARACTERISTIC_DETAIL, "Evidence"),
        (Kind.CHARACTERISTIC_DETAIL, "Evidence"),
        (Kind.BULLET_REWORDED, ""),
        (Kind.BULLET_DETAIL, "Criteria"),
        (Kind.ACTION_OWNER, ""),
        (Kind.ACTION_DETAIL, "Progress"),
    ]


def test_what_is_exempt_now_is_not_told_though_it_was_published_before(tmp_path: Path) -> None:
    """Not as removed, not by its code, and not where it was reworded as it became exempt."""
    older, newer = Book(), Book()
    older.narrative[1][2] = "The dispute with the contractor is settled for £40,000."
    newer.narrative[1] = [2, "Areas for improvement", "The dispute with the contractor was settled for £45,000.",
                          "C001", None, "yes"]  # fmt: skip
    newer.criteria[1][7] = "yes"
    newer.actions[0][13] = "yes"
    # A code that is exempt now is not told either.
    older.narrative[0][3] = "L001, L002"
    newer.narrative[0][3] = "L001"
    was, whole = older.read(tmp_path), newer.read(tmp_path)
    open_now = published(whole)
    assert compare(was, open_now)
    assert not compare(without_newly_exempt(was, whole), open_now)
    # What was really removed is.
    del newer.narrative[1]
    whole = newer.read(tmp_path)
    (change,) = compare(without_newly_exempt(was, whole), published(whole)).themes[1].changes
    assert change.kind is Kind.BULLET_REMOVED


def test_a_sentence_that_an_exempt_row_holds_now_is_not_told_though_an_open_row_held_it(tmp_path: Path) -> None:
    """As the officer is told to do it: the sentence is taken out of the public bullet and put into an exempt one."""
    older, newer = Book(), Book()
    older.narrative[0][2] = "Priorities are clear. The depot will be sold to Zeta Quarries for nine million pounds."
    newer.narrative.append([2, "Opportunities", "The depot will be sold to Zeta Quarries for nine million pounds.",
                            None, None, "yes"])  # fmt: skip
    was, whole = older.read(tmp_path), newer.read(tmp_path)
    assert "Zeta" in str(compare(was, published(whole)))
    assert "Zeta" not in str(compare(without_newly_exempt(was, whole), published(whole)))
    # Where the row is gone altogether, it is not told as removed.
    del newer.narrative[0]
    whole = newer.read(tmp_path)
    assert not compare(without_newly_exempt(was, whole), published(whole))
