"""The picture of ratings before and now: each dot in its column, each arrow between its dots, each row by itself."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import pytest

from bvdocs.core.brand import Brand, Colours
from bvdocs.core.colours import WHITE, ink_on
from bvdocs.render.figures.canvas import Pen
from bvdocs.render.figures.movement import draw_movement
from bvdocs.render.picture import PORTRAIT_WIDTH
from bvdocs.view import MovementView
from bvdocs.view.figure_views import KeyView, MoveView
from tests.support.drawing import FILLS, PEN, Drawn, Mark, Words, overlapping, overlapping_boxes, read, serif_pen

BRAND = Colours().brand


def view_of(moves: int, levels: int, *, code: str = "L{:03}", name: str = "Level {}") -> MovementView:
    """Return each movement that the scale allows in turn, and the ratings that stay."""
    key = tuple(
        KeyView("ABCDEFGHI"[number] * (number % 3 + 1), name.format(number), fill, ink_on(fill), hatched=False)
        for number, fill in enumerate(FILLS[:levels])
    )
    rows = tuple(MoveView(code.format(place + 1), place % levels, place // levels % levels) for place in range(moves))
    return MovementView("movement", key, rows, ("Last time", "Now"), "Ratings", "Alt")


VIEWS = {f"{moves}-{levels}": view_of(moves, levels) for moves in (1, 2, 12, 40, 100) for levels in (1, 2, 5, 9)}
VIEWS["long codes"] = view_of(40, 9, code="WWWWWWWWWWWW{:04}")
VIEWS["long names"] = view_of(12, 9, name="A level whose name is far longer than is wise, and goes on and on, {}")


@dataclass(frozen=True)
class Row:
    """A code, and the marks that stand level with it."""

    code: Words
    hollow: list[Mark]
    full: list[Mark]
    heads: list[Mark]
    shafts: list[Mark]

    @property
    def marks(self) -> list[Mark]:
        return [*self.hollow, *self.full, *self.heads]


@cache
def drawn_as(name: str) -> Drawn:
    return read(draw_movement(VIEWS[name], PEN))


@pytest.fixture(params=VIEWS)
def drawn(request: pytest.FixtureRequest) -> tuple[MovementView, Drawn]:
    """Draw each picture in turn, and read it back."""
    return VIEWS[request.param], drawn_as(request.param)


def heads_of(view: MovementView, drawn: Drawn) -> list[str]:
    """Return what stands above the columns: marks, with names where they can be read."""
    named = view.levels[0].name in drawn.texts
    return [text for level in view.levels for text in (level.mark, level.name)[: 1 + named]]


def rows_of(view: MovementView, drawn: Drawn, brand: str = BRAND) -> list[Row]:
    """Return the rows from the top; the two last discs are the key's."""
    codes = drawn.words[len(heads_of(view, drawn)) :][: len(view.moves)]
    rows = []
    for code in codes:
        middle = (code.box.top + code.box.bottom) / 2
        level = [disc for disc in drawn.discs[:-2] if abs(disc.down - middle) < 0.1]
        rows.append(
            Row(
                code,
                [disc for disc in level if disc.colour == WHITE],
                [disc for disc in level if disc.colour == brand],
                [head for head in drawn.heads if abs(head.down - middle) < 0.1],
                [line for line in drawn.lines if abs(line.down - middle) < 0.1 and line.colour == brand],
            )
        )
    return rows


def test_every_code_stands_once_in_order_and_every_level_has_its_mark_and_name(
    drawn: tuple[MovementView, Drawn],
) -> None:
    view, picture = drawn
    heads = heads_of(view, picture)
    assert picture.texts == [*heads, *(move.code for move in view.moves), *view.key]
    assert picture.fills == [level.fill for level in view.levels]
    each = len(heads) // len(view.levels)
    assert [words.ink for words in picture.words[: len(heads) : each]] == [level.ink for level in view.levels]


def test_the_best_level_stands_at_the_right_with_its_name_under_its_mark(drawn: tuple[MovementView, Drawn]) -> None:
    view, picture = drawn
    middles = [(chip.left + chip.right) / 2 for chip in picture.rounded]
    assert middles == sorted(middles, reverse=True)
    each = len(heads_of(view, picture)) // len(view.levels)
    for place, middle in enumerate(middles):
        for words in picture.words[each * place : each * (place + 1)]:
            assert (words.box.left + words.box.right) / 2 == pytest.approx(middle, abs=0.01)


def test_names_that_would_be_too_small_to_read_are_left_to_the_key() -> None:
    assert len(heads_of(VIEWS["12-5"], drawn_as("12-5"))) == 10
    assert len(heads_of(VIEWS["long names"], drawn_as("long names"))) == 9


def test_the_full_dot_is_the_rating_now_and_the_hollow_one_the_rating_before(
    drawn: tuple[MovementView, Drawn],
) -> None:
    view, picture = drawn
    middles = [(chip.left + chip.right) / 2 for chip in picture.rounded]
    for move, row in zip(view.moves, rows_of(view, picture), strict=True):
        assert [mark.across for mark in row.full] == pytest.approx([middles[move.now]], abs=0.05)
        before = [middles[move.before]] if move.before != move.now else []
        assert [mark.across for mark in row.hollow] == pytest.approx(before, abs=0.05)


def test_an_arrow_runs_from_the_rating_before_to_the_rating_now(drawn: tuple[MovementView, Drawn]) -> None:
    view, picture = drawn
    for move, row in zip(view.moves, rows_of(view, picture), strict=True):
        assert len(row.heads) == len(row.shafts) == (move.before != move.now)
        for head, shaft in zip(row.heads, row.shafts, strict=True):
            (before,), (now,) = row.hollow, row.full
            if move.now < move.before:
                ends = [before.box.right, shaft.box.left, shaft.box.right, head.box.left, head.box.right, now.box.left]
            else:
                ends = [now.box.right, head.box.left, head.box.right, shaft.box.left, shaft.box.right, before.box.left]
            assert [round(end, 1) for end in ends] == sorted(round(end, 1) for end in ends)


def test_no_row_reaches_into_another(drawn: tuple[MovementView, Drawn]) -> None:
    view, picture = drawn
    rows = rows_of(view, picture)
    for upper, lower in pairwise(rows):
        foot = max(mark.box.bottom for mark in upper.marks)
        assert max(foot, upper.code.box.bottom) < min(mark.box.top for mark in lower.marks)
        assert upper.code.box.bottom < lower.code.box.top
    assert all(row.code.box.right < min(mark.box.left for mark in row.marks) for row in rows)


def test_everything_is_within_a_page_and_no_words_overlap(drawn: tuple[MovementView, Drawn]) -> None:
    _, picture = drawn
    assert picture.whole.right == pytest.approx(PORTRAIT_WIDTH)
    assert picture.whole.bottom <= 215.01
    marks = [mark.box for mark in (*picture.discs, *picture.heads, *picture.lines)]
    for box in (*picture.rounded, *marks, *(words.box for words in picture.words)):
        assert picture.whole.holds(box)
    assert overlapping(picture.words) == []
    assert overlapping_boxes(picture.rounded) == []


def test_words_and_dots_do_not_meet(drawn: tuple[MovementView, Drawn]) -> None:
    _, picture = drawn
    discs = [disc.box for disc in picture.discs]
    assert not [words.text for words in picture.words for disc in discs if words.box.meets(disc)]


def test_the_key_shows_a_hollow_dot_and_a_full_one(drawn: tuple[MovementView, Drawn]) -> None:
    _, picture = drawn
    assert [disc.colour for disc in picture.discs[-2:]] == [WHITE, BRAND]
    for disc, words in zip(picture.discs[-2:], picture.words[-2:], strict=True):
        assert disc.box.right < words.box.left < disc.box.right + 3
        assert disc.down == pytest.approx((words.box.top + words.box.bottom) / 2, abs=0.1)


@pytest.mark.parametrize("moves", [1, 12, 33])
def test_codes_have_their_full_size_as_long_as_there_is_room(moves: int) -> None:
    picture = read(draw_movement(view_of(moves, 5), PEN))
    assert {words.size for words in picture.words} == {10}


def colours_of(picture: Drawn) -> set[str]:
    return {mark.colour for mark in (*picture.discs, *picture.heads)}


def test_the_colours_of_the_brand_are_followed() -> None:
    view = view_of(3, 2)
    picture = read(draw_movement(view, Pen(Brand(colours=Colours(brand="#7a0019", ink="#101010")))))
    assert colours_of(picture) == {"#7a0019", WHITE}
    rows = rows_of(view, picture, "#7a0019")
    assert [len(row.full) for row in rows] == [1, 1, 1]
    assert {row.code.ink for row in rows} == {"#101010"}


def test_the_face_of_the_brand_is_followed() -> None:
    times = serif_pen()
    view = VIEWS["40-9"]
    picture = read(draw_movement(view, times), times)
    (faces,) = {words.faces for words in picture.words}
    assert faces.startswith(", ".join(f"'{face}'" for face in times.font.faces))
    assert "'Times New Roman'" in faces
    assert overlapping(picture.words) == []
    assert all(picture.whole.holds(words.box) for words in picture.words)


def test_the_same_picture_gives_the_same_bytes() -> None:
    one, other = (draw_movement(VIEWS["12-5"], Pen(Brand())) for _ in range(2))
    assert one.svg == other.svg
    assert one.png == other.png


def test_odd_characters_in_codes_and_names_are_drawn_as_they_are() -> None:
    for odd in ("$x^2$", "&", "<b>", "Ŵŷ", "😀", "漢字", "%s{}", "א"):
        view = view_of(2, 2)
        codes = tuple(MoveView(f"{odd}{place}", place, 0) for place in range(2))
        level = KeyView(odd, f"Level {odd}", WHITE, "#000000", hatched=False)
        picture = draw_movement(MovementView("m", (level, view.levels[1]), codes, view.key, "Ratings", "Alt"), PEN)
        assert {odd, f"Level {odd}", f"{odd}0", f"{odd}1"} <= set(read(picture).texts)
        assert picture.png.startswith(b"\x89PNG")


def test_the_columns_are_equally_wide_and_none_lies_under_a_code(drawn: tuple[MovementView, Drawn]) -> None:
    view, picture = drawn
    columns = [line for line in picture.lines if line.box.left == line.box.right]
    assert len(columns) == len(view.levels)
    steps = [before.across - after.across for before, after in pairwise(columns)]
    assert steps == pytest.approx(steps[:1] * len(steps), abs=0.01)
    assert max(row.code.box.right for row in rows_of(view, picture)) < min(column.box.left for column in columns)
