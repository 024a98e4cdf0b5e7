"""A theme's ratings in words, numbers and colours."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bvdocs.core.brand import Brand
from bvdocs.core.publishing import published
from bvdocs.view import ThemeView, build_view
from tests.support.workbooks import Book, Row

COLOURS = ("#1c6b3b", "#a5d68c", "#ffdf62", "#f28c28", "#b42318", "#5b2c83", "#1f4e79", "#808080", "#000000")
FIVE = ("Dark green", "Light green", "Yellow", "Amber", "Red")
NINE = ("Best", "Fine", "Good", "Fair", "Middling", "Poor", "Bad", "Awful", "Worst")
Rating = str | None


def criterion(code: str, rating: Rating = None, previous: Rating = None, see: Rating = None) -> Row:
    return [code, 1, f"Characteristic {code}", rating, previous, see, None, None]


def scale(names: Sequence[str]) -> list[Row]:
    return [[name, str(place), COLOURS[place], f"Meaning of {name}"] for place, name in enumerate(names)]


def rated(ratings: Sequence[Rating]) -> list[Row]:
    return [criterion(f"L{number:03}", rating) for number, rating in enumerate(ratings, 1)]


def view(folder: Path, criteria: list[Row], names: Sequence[str] = FIVE, columns: int = 6) -> ThemeView:
    """Return the view of a theme with these characteristics."""
    book = Book(scale=scale(names), criteria=criteria, themes=[[1, "Leadership", "L", None, None]])
    book.report.append(["Heatmap columns", columns])
    book.narrative, book.actions = book.narrative[:1], book.actions[:1]
    (theme,) = build_view(published(book.read(folder)), Brand()).themes
    return theme


@pytest.mark.parametrize(
    ("names", "ratings", "summary"),
    [
        (["Met"], ["Met", "Met"], "Of two characteristics, two are met."),
        (["Met", "Not met"], ["Met", "Not met", "Not met"],
         "Of three characteristics, one is met and two are not met."),
        (["Green", "Amber", "Red"], ["Green", "Amber", "Red", "Red"],
         "Of four characteristics, one is green, one is amber and two are red."),
        (["Green", "Amber", "Red"], ["Red"], "Of one characteristic, none is green and one is red."),
        (["A", "B", "C", "D"], ["A", "B", "D"], "Of three characteristics, two are B or better and one is D."),
        (FIVE, ["Dark green"] * 3 + ["Light green"] * 4 + ["Yellow"] * 3 + ["Amber"] * 2,
         "Of 12 characteristics, seven are light green or better, three are yellow and two are amber."),
        (FIVE, ["Light green"], "Of one characteristic, one is light green or better."),
        (FIVE, ["Red", None, None],
         "Of three characteristics, none is light green or better, one is red and two are not assessed."),
        (NINE, list(NINE) * 3,
         "Of 27 characteristics, 12 are fair or better, three are middling, three are poor, three are bad,"
         " three are awful and three are worst."),
    ],
)  # fmt: skip
def test_the_summary_takes_the_upper_half_together_and_names_each_lower_level(
    tmp_path: Path, names: Sequence[str], ratings: list[Rating], summary: str
) -> None:
    assert view(tmp_path, rated(ratings), names).summary == summary


@pytest.mark.parametrize(
    ("criteria", "summary"),
    [
        (rated([None, None]), "None of the characteristics has been assessed."),
        ([], "No characteristics with a rating of their own are recorded."),
        (
            [criterion("L001", "Red"), criterion("L002", see="L001"), criterion("L003", see="L001")],
            "Of one characteristic, none is light green or better and one is red."
            " Two more refer to others and are counted there.",
        ),
    ],
    ids=["none assessed", "no characteristics", "others refer to it"],
)
def test_the_summary_says_what_cannot_be_counted(tmp_path: Path, criteria: list[Row], summary: str) -> None:
    assert view(tmp_path, criteria).summary == summary


@pytest.mark.parametrize(
    ("rating", "previous", "movement", "mark"),
    [
        ("Dark green", "Amber", "up from amber", "▲"),
        ("Amber", "Yellow", "down from yellow", "▼"),
        ("Yellow", "Yellow", "no change", ""),
        ("Yellow", None, "first rating", ""),
        (None, "Yellow", "was yellow", ""),
        (None, None, "–", ""),
    ],
)
def test_movement_is_in_words_and_a_mark(
    tmp_path: Path, rating: Rating, previous: Rating, movement: str, mark: str
) -> None:
    (cell,) = view(tmp_path, [criterion("L001", rating, previous)]).heatmap.cells
    assert (cell.movement, cell.movement_mark) == (movement, mark)


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([("Red", None)], ""),
        ([("Red", "Red")], " None has improved since the last assessment; none has worsened."),
        ([("Amber", "Red"), ("Red", "Amber")],
         " One has improved since the last assessment; one has worsened."),
        ([("Amber", "Red")] * 2 + [("Red", "Yellow")] * 10,
         " Two have improved since the last assessment; 10 have worsened."),
    ],
)  # fmt: skip
def test_the_summary_ends_with_the_movement_where_there_were_ratings_before(
    tmp_path: Path, pairs: list[tuple[Rating, Rating]], words: str
) -> None:
    criteria = [criterion(f"L{number:03}", *pair) for number, pair in enumerate(pairs, 1)]
    assert view(tmp_path, criteria).summary.partition(".")[2] == words


def test_the_previous_rating_of_what_refers_to_another_is_no_movement(tmp_path: Path) -> None:
    theme = view(tmp_path, [criterion("L001", "Red"), criterion("L002", "Dark green", "Red", see="L001")])
    assert theme.summary == (
        "Of one characteristic, none is light green or better and one is red."
        " One more refers to another and is counted there."
    )
    assert theme.heatmap.cells[1].movement == "–"
    assert theme.heatmap.moves == ()


def test_what_refers_to_another_takes_its_colour_and_is_left_out_of_every_count(tmp_path: Path) -> None:
    theme = view(
        tmp_path, [criterion("L001", "Amber"), criterion("L002", see="L001"), criterion("L003", "Red", see="L002")]
    )
    target, near, far = theme.heatmap.cells
    assert [(cell.label, cell.words) for cell in (near, far)] == [
        ("See L001", "See L001 (amber)"),
        ("See L002", "See L002 (amber)"),
    ]
    assert (near.fill, near.ink, near.mark) == (far.fill, far.ink, far.mark) == (target.fill, target.ink, target.mark)
    assert {level.name: level.count for level in theme.levels if level.count} == {"Amber": 1}
    assert theme.summary == (
        "Of one characteristic, none is light green or better and one is amber."
        " Two more refer to others and are counted there."
    )


def test_what_refers_to_another_that_is_not_assessed_is_hatched_and_not_counted(tmp_path: Path) -> None:
    theme = view(tmp_path, [criterion("L001"), criterion("L002", see="L001"), criterion("L003", "Red")])
    cell = theme.heatmap.cells[1]
    assert (cell.words, cell.label, cell.mark) == ("See L001 (not assessed)", "See L001", "–")
    assert (cell.hatched, cell.fill, cell.ink) == (True, "#ffffff", "#000000")
    assert [level.count for level in theme.levels if level.name == "Not assessed"] == [1]
    assert "1 not assessed (L001)" in theme.heatmap.alt


def test_what_refers_to_a_characteristic_of_another_theme_takes_its_rating(tmp_path: Path) -> None:
    book = Book()
    book.criteria.append(["L003", 1, "Shared", None, None, "C001", None, None])
    leadership, culture = build_view(published(book.read(tmp_path)), Brand()).themes
    assert leadership.heatmap.cells[2].fill == culture.heatmap.cells[0].fill
    assert leadership.heatmap.cells[2].words == "See C001 (red)"


def test_a_rated_cell_carries_code_mark_name_colour_and_an_ink_for_it(tmp_path: Path) -> None:
    dark, light = view(tmp_path, rated(["Dark green", "Light green"])).heatmap.cells
    assert (dark.code, dark.mark, dark.label, dark.words) == ("L001", "0", "0", "Dark green")
    assert (dark.fill, dark.ink, dark.hatched) == (COLOURS[0], "#ffffff", False)
    assert (light.fill, light.ink, light.anchor) == (COLOURS[1], "#000000", "rating-L002")


@pytest.mark.parametrize(
    ("cells", "columns", "layout"),
    [
        (12, 6, "12 characteristics in two rows of six"),
        (12, 4, "12 characteristics in three rows of four"),
        (12, 12, "12 characteristics in one row"),
        (6, 6, "6 characteristics in one row"),
        (5, 6, "5 characteristics in one row"),
        (1, 6, "1 characteristic in one row"),
        (7, 6, "7 characteristics in two rows of up to six"),
        (11, 5, "11 characteristics in three rows of up to five"),
        (11, 1, "11 characteristics in 11 rows of one"),
    ],
)
def test_alt_text_begins_with_the_number_and_the_rows(tmp_path: Path, cells: int, columns: int, layout: str) -> None:
    heatmap = view(tmp_path, rated(["Red"] * cells), columns=columns).heatmap
    assert heatmap.alt.startswith(f"Heatmap of Theme 1: Leadership. {layout}: {cells} red (L001")
    assert heatmap.columns == columns


def test_alt_text_names_every_code_by_level_best_first(tmp_path: Path) -> None:
    criteria = rated(["Dark green", "Dark green", "Light green", None, "Dark green", "Red"])
    criteria += [criterion("L007", see="L003"), criterion("L008", see="L004")]
    assert view(tmp_path, criteria).heatmap.alt == (
        "Heatmap of Theme 1: Leadership. 8 characteristics in two rows of up to six: 3 dark green (L001, L002, L005),"
        " 1 light green (L003), 1 red (L006), 1 not assessed (L004), L007: see L003 (light green),"
        " L008: see L004 (not assessed)."
    )


def test_alt_text_of_a_theme_without_characteristics_says_so(tmp_path: Path) -> None:
    assert view(tmp_path, []).heatmap.alt == "Heatmap of Theme 1: Leadership. It has no cells."


def test_the_key_has_every_level_and_not_assessed_only_where_it_is_needed(tmp_path: Path) -> None:
    assert [entry.name for entry in view(tmp_path, rated(["Red"])).heatmap.key] == [*FIVE]
    assert [entry.name for entry in view(tmp_path, rated(["Red", None])).heatmap.key] == [*FIVE, "Not assessed"]


@pytest.mark.parametrize(
    ("pairs", "moves"),
    [
        ([("Red", "Red")], []),
        ([("Amber", "Red")], ["Improved"]),
        ([("Red", "Amber")], ["Worsened"]),
        ([("Red", "Amber"), ("Amber", "Red")], ["Improved", "Worsened"]),
    ],
)
def test_the_key_explains_only_the_movements_that_there_are(
    tmp_path: Path, pairs: list[tuple[Rating, Rating]], moves: list[str]
) -> None:
    criteria = [criterion(f"L{number:03}", *pair) for number, pair in enumerate(pairs, 1)]
    assert [move.value for move in view(tmp_path, criteria).heatmap.moves] == moves


def test_levels_have_counts_and_shares_that_add_up(tmp_path: Path) -> None:
    levels = view(tmp_path, rated(["Dark green", "Amber", None])).levels
    assert [(level.name, level.count, level.share) for level in levels] == [
        ("Dark green", 1, "33%"), ("Light green", 0, "0%"), ("Yellow", 0, "0%"), ("Amber", 1, "33%"), ("Red", 0, "0%"),
        ("Not assessed", 1, "33%"),
    ]  # fmt: skip
    assert [(level.mark, level.meaning, level.fill) for level in levels[::5]] == [
        ("0", "Meaning of Dark green", COLOURS[0]),
        ("–", "No rating has been given.", "#ffffff"),
    ]


def test_levels_of_a_theme_without_ratings_are_all_nought(tmp_path: Path) -> None:
    assert {(level.count, level.share) for level in view(tmp_path, []).levels} == {(0, "0%")}


def test_a_level_that_is_itself_called_not_assessed_is_counted_apart(tmp_path: Path) -> None:
    levels = view(tmp_path, rated(["Met", "Not assessed", None, None]), ("Met", "Not assessed")).levels
    assert [(level.mark, level.count, level.share) for level in levels] == [
        ("0", 1, "25%"),
        ("1", 1, "25%"),
        ("–", 2, "50%"),
    ]


def test_a_line_break_in_the_name_of_a_level_is_a_space(tmp_path: Path) -> None:
    theme = view(tmp_path, rated(["Very\ngood"]), ("Very\ngood", "Poor"))
    names = [theme.heatmap.cells[0].words, theme.heatmap.key[0].name, theme.levels[0].name]
    assert names == ["Very good"] * 3
    assert theme.summary == "Of one characteristic, one is very good."
    assert "1 very good (L001)" in theme.heatmap.alt


def test_cells_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    codes = ["L0010", "L009", "L2", "L0012", "L001"]
    cells = view(tmp_path, [criterion(code, "Red") for code in codes]).heatmap.cells
    assert [cell.code for cell in cells] == ["L001", "L2", "L009", "L0010", "L0012"]
