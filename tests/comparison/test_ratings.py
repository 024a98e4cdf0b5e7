"""What differs between two assessments: ratings and characteristics."""

from dataclasses import replace
from typing import Any

import pytest

from bvdocs.comparison import compare
from bvdocs.core.changes import ChangeKind
from bvdocs.core.exemption import NOT_EXEMPT
from bvdocs.core.model import Assessment, Criterion, Level
from tests.support.assessments import AMBER, GREEN, RED, SOURCE, in_theme, kinds, told


def row(code: str, name: str, rating: Level | None = None, **columns: Any) -> Criterion:
    plain = Criterion(code, 1, name, rating, None, "", "", NOT_EXEMPT, SOURCE)
    return replace(plain, **columns)


def of_rows(bare: Assessment, older: list[Criterion], newer: list[Criterion]) -> list[tuple[ChangeKind, str, str, str]]:
    return told(in_theme(compare(replace(bare, criteria=tuple(older)), replace(bare, criteria=tuple(newer)))))


# Ratings


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (AMBER, GREEN, ChangeKind.RATING_UP),
        (RED, GREEN, ChangeKind.RATING_UP),
        (GREEN, AMBER, ChangeKind.RATING_DOWN),
        (None, RED, ChangeKind.RATING_NEW),
        (RED, None, ChangeKind.RATING_WITHDRAWN),
    ],
)
def test_a_rating_that_moved(bare: Assessment, before: Level | None, now: Level | None, kind: ChangeKind) -> None:
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
        ((GREEN, replace(AMBER, name="Yellow"), RED), 0, ChangeKind.RATING_UP),
        ((GREEN, replace(AMBER, name="Yellow"), RED), 2, ChangeKind.RATING_DOWN),
        # The same mark above another level: another level.
        ((replace(AMBER, name="Above standard"), GREEN, RED), 0, ChangeKind.RATING_CHANGED),
        # The mark now belongs to a level that was there.
        ((GREEN, replace(RED, mark="A")), 1, ChangeKind.RATING_CHANGED),
        # Neither name nor mark are left.
        ((GREEN, replace(AMBER, name="Yellow", mark="Y"), RED), 1, ChangeKind.RATING_CHANGED),
        # Another place on the scale is no move of the rating.
        ((AMBER, GREEN, RED), 0, None),
        ((AMBER, GREEN, RED), 1, ChangeKind.RATING_DOWN),
    ],
)
def test_levels_that_were_renamed(
    bare: Assessment, scale: tuple[Level, ...], now: int, kind: ChangeKind | None
) -> None:
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
    ],
)
def test_a_reference_to_another_characteristic(
    bare: Assessment, older: Criterion, newer: Criterion, field: tuple[str, str, str]
) -> None:
    assert of_rows(bare, [older], [newer]) == [(ChangeKind.CHARACTERISTIC_DETAIL, *field)]


@pytest.mark.parametrize("now", [None, GREEN])
def test_what_stands_beside_a_reference_is_not_used_and_no_change(bare: Assessment, now: Level | None) -> None:
    """W212 has it cleared: what is printed, 'See C1', is the same."""
    older = row("L1", "Clear", RED, see="C1", previous=AMBER)
    assert of_rows(bare, [older], [replace(older, rating=now, previous=now)]) == []
    assert of_rows(bare, [replace(older, rating=now, previous=now)], [older]) == []


def test_a_reference_that_is_cleared_leaves_a_rating_of_its_own(bare: Assessment) -> None:
    older = row("L1", "Clear", RED, see="C1", previous=AMBER)
    detail = ChangeKind.CHARACTERISTIC_DETAIL
    assert of_rows(bare, [older], [replace(older, see="")]) == [(detail, "Rating", "See C1", "Red")]


# Characteristics


def test_characteristics_added_removed_and_reworded(bare: Assessment) -> None:
    older = [row("L001", "Clear priorities", GREEN), row("L002", "Stable posts", RED)]
    newer = [row("L003", "Open to challenge", RED), row("L001", "Clear aims", GREEN)]
    assert of_rows(bare, older, newer) == [
        (ChangeKind.CHARACTERISTIC_ADDED, "L003", "", "Open to challenge"),
        (ChangeKind.CHARACTERISTIC_REWORDED, "L001", "Clear priorities", "Clear aims"),
        (ChangeKind.CHARACTERISTIC_REMOVED, "L002", "Stable posts", ""),
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
        assert (ChangeKind.CHARACTERISTIC_RENUMBERED, "L009", "L001", "L009") in changes
        assert found[0] is ChangeKind.RATING_DOWN
        assert (ChangeKind.CHARACTERISTIC_REWORDED in found) == (now != TEN)
    else:
        assert found == [ChangeKind.CHARACTERISTIC_ADDED, ChangeKind.CHARACTERISTIC_REMOVED]


def test_a_number_in_a_short_wording_makes_it_another(bare: Assessment) -> None:
    changes = of_rows(bare, [row("L1", "Phase 1 is complete")], [row("L2", "Phase 2 is complete")])
    assert [kind for kind, *_ in changes] == [ChangeKind.CHARACTERISTIC_ADDED, ChangeKind.CHARACTERISTIC_REMOVED]


def test_codes_that_move_up_do_not_move_ratings(bare: Assessment) -> None:
    """One of four is taken out: the three after it are renumbered, and none is rated otherwise."""
    names = ["Clear priorities", "Stable posts", "Sound advice", "Open doors"]
    ratings = [GREEN, RED, GREEN, AMBER]
    older = [row(f"L00{at}", name, level) for at, (name, level) in enumerate(zip(names, ratings, strict=True))]
    newer = [replace(each, code=f"L00{at}") for at, each in enumerate([older[0], older[2], older[3]])]
    assert of_rows(bare, older, newer) == [
        (ChangeKind.CHARACTERISTIC_RENUMBERED, "L001", "L002", "L001"),
        (ChangeKind.CHARACTERISTIC_RENUMBERED, "L002", "L003", "L002"),
        (ChangeKind.CHARACTERISTIC_REMOVED, "L001", "Stable posts", ""),
    ]


def test_of_equal_wordings_the_one_with_the_code_comes_first_then_the_nearest(bare: Assessment) -> None:
    older = [row(code, "Stable posts", level) for code, level in (("L1", GREEN), ("L2", RED), ("L3", AMBER))]
    newer = [replace(older[1], code="L4"), replace(older[2], code="L5"), replace(older[0], code="L1")]
    changes = of_rows(bare, older, newer)
    assert [(before, now) for kind, _, before, now in changes if kind is ChangeKind.CHARACTERISTIC_RENUMBERED] == [
        ("L3", "L4"),
        ("L2", "L5"),
    ]


def test_a_code_in_other_letters_is_the_same(bare: Assessment) -> None:
    changes = of_rows(bare, [row("l001", "Clear priorities")], [row("L001", "Quite another matter")])
    assert [kind for kind, *_ in changes] == [ChangeKind.CHARACTERISTIC_RENUMBERED, ChangeKind.CHARACTERISTIC_REWORDED]


def test_another_theme_is_told_in_the_newer_one(bare: Assessment) -> None:
    older = replace(bare, criteria=(row("L001", "Clear priorities", RED),))
    newer = replace(bare, criteria=(row("L001", "Clear priorities", GREEN, theme=2),))
    changes = compare(older, newer)
    assert in_theme(changes, 1) == []
    assert told(in_theme(changes, 2)) == [
        (ChangeKind.RATING_UP, "L001", "Red", "Green"),
        (ChangeKind.CHARACTERISTIC_DETAIL, "Theme", "1", "2"),
    ]


def test_the_same_words_in_another_theme_are_another_characteristic(bare: Assessment) -> None:
    older = replace(bare, criteria=(row("L001", "Risk management", GREEN),))
    newer = replace(bare, criteria=(row("C001", "Risk management", RED, theme=2),))
    changes = compare(older, newer)
    assert kinds(in_theme(changes, 1)) == [ChangeKind.CHARACTERISTIC_REMOVED]
    assert kinds(in_theme(changes, 2)) == [ChangeKind.CHARACTERISTIC_ADDED]


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
    assert changes == [(ChangeKind.CHARACTERISTIC_DETAIL, field, before, now)]
