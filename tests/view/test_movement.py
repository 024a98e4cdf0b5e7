"""What moved in a theme since ratings were last given: which characteristics the picture has, and its words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdocs.core.brand import Brand
from bvdocs.core.exemption import NOT_EXEMPT
from bvdocs.core.model import Criterion, Level
from bvdocs.core.places import Source
from bvdocs.core.publishing import published
from bvdocs.view import MovementView, ThemeView, build_view
from bvdocs.view.document_views import MovementCountsView
from bvdocs.view.figure_views import MoveView
from bvdocs.view.movement import count_movement, movement_of, name_moved, summarise_movement, were_rated
from tests.support.workbooks import Book, Row

SOURCE = Source("Sheet", 1)
SCALE = tuple(Level(name, name[0], "#000000", "", SOURCE) for name in ("Green", "Amber", "Red"))
GREEN, AMBER, RED = SCALE
Rating = str | None


def row(code: str, now: Rating, before: Rating, see: Rating = None, exempt: Rating = None) -> Row:
    return [code, 1, f"Name of {code}", now, before, see, None, exempt]


def theme_of(folder: Path, *criteria: Row, name: str = "Leadership", scale: list[Row] | None = None) -> ThemeView:
    book = Book(themes=[[1, name, "L", None, None]], criteria=[*criteria], narrative=[], actions=[])
    book.scale = scale or book.scale
    (theme,) = build_view(published(book.read(folder)), Brand()).themes
    return theme


def picture_of(folder: Path, *criteria: Row, name: str = "Leadership", scale: list[Row] | None = None) -> MovementView:
    found = theme_of(folder, *criteria, name=name, scale=scale).movement
    assert found is not None
    return found


def test_the_picture_has_what_was_rated_both_times_in_the_order_of_codes(tmp_path: Path) -> None:
    view = picture_of(
        tmp_path,
        row("L0010", "Green", "Red"),
        row("L002", "Red", "Green"),
        row("L001", "Amber", "Amber"),
        row("L003", "Amber", None),
        row("L004", None, "Amber"),
        row("L005", None, None),
        row("L006", None, "Green", see="L001"),
        row("L007", "Red", "Green", see="L001"),
    )
    assert view.moves == (MoveView("L001", 1, 1), MoveView("L002", 0, 2), MoveView("L0010", 2, 0))
    assert [level.name for level in view.levels] == ["Green", "Amber", "Red"]
    assert not any(level.hatched for level in view.levels)


@pytest.mark.parametrize(
    "criteria",
    [
        [],
        [row("L001", "Green", None)],
        [row("L001", None, "Green")],
        [row("L001", None, "Green"), row("L002", "Green", None)],
        [row("L001", "Green", None), row("L002", None, "Red", see="L001")],
        [row("L001", "Green", "Red", exempt="yes")],
        [row("L001", "Green", "Green"), row("L002", "Red", "Red"), row("L003", "Amber", None)],
    ],
    ids=[
        "no characteristics", "first ratings", "no longer assessed", "never both", "refers to another", "exempt",
        "none moved",
    ],
)  # fmt: skip
def test_without_a_rating_that_moved_there_is_no_picture(tmp_path: Path, criteria: list[Row]) -> None:
    assert theme_of(tmp_path, *criteria).movement is None


def test_the_alt_text_names_every_code_with_its_rating_and_its_movement(tmp_path: Path) -> None:
    view = picture_of(
        tmp_path,
        row("L001", "Green", "Red"),
        row("L002", "Red", "Amber"),
        row("L003", "Amber", "Amber"),
        row("L004", "Green", None),
    )
    assert view.alt == (
        "Ratings of Theme 1: Leadership last time and now."
        " L001 green, up from red; L002 red, down from amber; L003 amber, no change."
    )


def test_line_breaks_in_names_are_spaces_in_the_picture_and_its_words(tmp_path: Path) -> None:
    scale: list[Row] = [["Very\ngood", "V", "#1c6b3b", "Good"], ["Poor", "P", "#b42318", "Bad"]]
    view = picture_of(tmp_path, row("L001", "Poor", "Very\ngood"), name="Use of\nResources", scale=scale)
    assert view.alt == "Ratings of Theme 1: Use of Resources last time and now. L001 poor, down from very good."
    assert [level.name for level in view.levels] == ["Very good", "Poor"]


def test_the_picture_s_file_is_named_after_the_theme_and_its_key_is_in_words(tmp_path: Path) -> None:
    view = picture_of(tmp_path, row("L001", "Green", "Red"), name="Use of Resources")
    assert view.file == "movement-theme-1-use-of-resources"
    assert view.key == ("Last time", "Now")


def test_each_theme_has_its_own_picture(tmp_path: Path) -> None:
    book = Book()
    for each, before in zip(book.criteria, ("Red", None, "Amber"), strict=True):
        each[4] = before
    first, second = (theme.movement for theme in build_view(published(book.read(tmp_path)), Brand()).themes)
    assert first is not None and second is not None
    assert [move.code for move in first.moves] == ["L001"]
    assert [move.code for move in second.moves] == ["C001"]
    assert first.file != second.file


def criterion(code: str, now: Level | None, before: Level | None, see: str = "") -> Criterion:
    return Criterion(code, 1, "Name", now, before, see, "", NOT_EXEMPT, SOURCE)


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (GREEN, RED, ("up from red", "▲")),
        (RED, GREEN, ("down from green", "▼")),
        (AMBER, AMBER, ("no change", "")),
        (AMBER, None, ("first rating", "")),
        (None, AMBER, ("was amber", "")),
        (None, None, ("–", "")),
    ],
)
def test_a_movement_is_in_words_and_as_a_mark(now: Level | None, before: Level | None, words: tuple[str, str]) -> None:
    assert movement_of(criterion("L001", now, before), SCALE) == words
    assert movement_of(criterion("L001", None, before, see="L002"), SCALE) == ("–", "")


def test_a_level_that_the_scale_no_longer_has_is_neither_up_nor_down_nor_a_first_rating() -> None:
    gone = Level("Partly met", "PM", "#000000", "", SOURCE)
    criteria = [criterion("L001", GREEN, gone), criterion("L002", GREEN, GREEN)]
    assert movement_of(criteria[0], SCALE) == ("was partly met; the scale has changed", "")
    assert count_movement("All", criteria, SCALE) == MovementCountsView("All", 0, 1, 0, 0, 0)
    assert summarise_movement(criteria, SCALE) == (
        "None has improved since the last assessment; none has worsened; one had a level that the scale no longer has."
    )


def test_each_way_of_moving_is_counted_apart() -> None:
    criteria = [
        criterion("L001", GREEN, RED),
        criterion("L002", GREEN, AMBER),
        criterion("L003", RED, GREEN),
        criterion("L004", AMBER, AMBER),
        criterion("L005", AMBER, None),
        criterion("L006", None, AMBER),
        criterion("L007", None, None),
        criterion("L008", None, GREEN, see="L001"),
    ]
    assert count_movement("All", criteria, SCALE) == MovementCountsView("All", 2, 1, 1, 1, 1)
    assert name_moved(criteria, SCALE) == ("Improved: L001 (Name) and L002 (Name).", "Worsened: L003 (Name).")
    assert summarise_movement(criteria, SCALE) == (
        "Two have improved since the last assessment; one has worsened; one is no longer rated."
    )


@pytest.mark.parametrize(
    ("pairs", "named"),
    [
        ([], ()),
        ([(RED, RED)], ()),
        ([(GREEN, RED)], ("Improved: L1 (Name).",)),
        ([(RED, GREEN)], ("Worsened: L1 (Name).",)),
        ([(RED, GREEN), (GREEN, RED), (RED, AMBER)], ("Improved: L2 (Name).", "Worsened: L1 (Name) and L3 (Name).")),
        ([(GREEN, RED)] * 3, ("Improved: L1 (Name), L2 (Name) and L3 (Name).",)),
        # More than a reader takes in: how many there are is said by the sentence that sums the ratings up.
        ([(GREEN, RED)] * 7 + [(RED, GREEN)], ("Worsened: L8 (Name).",)),
    ],
)
def test_only_what_moved_is_named(pairs: list[tuple[Level, Level]], named: tuple[str, ...]) -> None:
    criteria = [criterion(f"L{place}", *pair) for place, pair in enumerate(pairs, 1)]
    assert name_moved(criteria, SCALE) == named


LEVELS = st.sampled_from([None, *SCALE])


@given(st.lists(st.tuples(LEVELS, LEVELS, st.sampled_from(["", "", "L0"]))))
def test_what_is_named_is_what_is_counted(each: list[tuple[Level | None, Level | None, str]]) -> None:
    criteria = [criterion(f"L{place}", now, before, see) for place, (now, before, see) in enumerate(each, 1)]
    counts = count_movement("All", criteria, SCALE)
    own = [each for each in criteria if not each.see]
    assert counts.improved + counts.unchanged + counts.worsened == sum(
        1 for each in own if each.rating and each.previous
    )
    assert counts.first == sum(1 for each in own if each.rating and not each.previous)
    named = {text.partition(":")[0]: text for text in name_moved(criteria, SCALE)}
    for word, number in (("Improved", counts.improved), ("Worsened", counts.worsened)):
        text = named.get(word, "")
        assert text.count("(Name)") == (number if number <= 6 else 0)
    assert were_rated(criteria) == any(each.previous for each in own)
    assert bool(summarise_movement(criteria, SCALE)) == were_rated(criteria)
