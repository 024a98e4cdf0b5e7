"""The heatmap of all themes: a band for each beside its title, every cell whole, all of it on one page."""

from dataclasses import replace
from functools import cache
from itertools import accumulate, pairwise

import pytest

from bvdocs.core.brand import Brand, Colours
from bvdocs.core.colours import ink_on
from bvdocs.render.figures.all_themes import draw_all_themes
from bvdocs.render.figures.canvas import Pen
from bvdocs.render.picture import LANDSCAPE_WIDTH
from bvdocs.view import AllThemesView
from bvdocs.view.figure_views import BandView, CellView, Detail, KeyView
from tests.support.drawing import FILLS, PEN, Box, Drawn, Words, overlapping, overlapping_boxes, read, serif_pen

NOT_ASSESSED = KeyView("", "Not assessed", "#ffffff", "#000000", hatched=True)
MOVES = (Detail("▲", "Improved"), Detail("▼", "Worsened"))
LONG = "Partnerships, Community Engagement and the Stewardship of Everything Else that a Council Does"
TALLEST = 151.01


def cell_of(place: int, code: str, level: KeyView) -> CellView:
    """Return a level's cell, and at times one that is not assessed or that refers to another."""
    plain = CellView(
        code, "Name", level.mark, level.mark, level.name, level.fill, level.ink, False, "",
        ("▲", "", "▼")[place % 3], f"rating-{code}",
    )  # fmt: skip
    if place % 7 == 3:
        return replace(plain, label="Not assessed", fill="#ffffff", ink="#000000", hatched=True, movement_mark="")
    return replace(plain, label="See CI012", movement_mark="") if place % 7 == 5 else plain


def view_of(
    *sizes: int, levels: int = 5, code: str = "{}{:03}", title: str = "Theme {}: Leadership", level: str = "Level"
) -> AllThemesView:
    """Return a band of each size."""
    key = tuple(
        KeyView("ABCDEFGHI"[number] * (number % 3 + 1), f"{level} {number}", fill, ink_on(fill), hatched=False)
        for number, fill in enumerate(FILLS[:levels])
    )
    bands = tuple(
        BandView(
            title.format(number),
            tuple(
                cell_of(place, code.format("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number], place + 1), key[place % levels])
                for place in range(size)
            ),
        )
        for number, size in enumerate(sizes)
    )
    return AllThemesView("heatmap-all-themes", bands, (*key, NOT_ASSESSED), MOVES, "Alt")


VIEWS = {
    "seven themes": view_of(12, 12, 11, 11, 12, 10, 7),
    "two small": view_of(1, 2),
    "two of one": view_of(1, 1),
    "one band": view_of(12),
    "two levels": view_of(12, 7, levels=2),
    "nine levels": view_of(12, 7, levels=9),
    "uneven": view_of(40, 1, 13, 12, 25),
    "twenty themes": view_of(*[12] * 20),
    "long titles": view_of(12, 12, 11, 11, 12, 10, 7, title=f"Theme {{}}: {LONG}"),
    "long titles of many": view_of(*[12] * 20, title=f"Theme {{}}: {LONG}"),
    "one long word": view_of(12, 3, title="Theme {}: Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"),
    "long codes": view_of(12, 12, 7, code="{}WWWWWWWWWWWW{:03}"),
    "long codes of many": view_of(*[40] * 3, code="{}WWWWWWWWWWWW{:03}"),
    "long levels": view_of(12, 7, levels=9, level="A level whose name is far longer than is wise, and goes on and on,"),
    "all long": view_of(
        *[40] * 20, levels=9, code="{}WWWWWWWWWWWW{:03}", title=f"Theme {{}}: {LONG}",
        level="A level whose name is far longer than is wise, and goes on and on,",
    ),
}  # fmt: skip


@cache
def drawn_as(name: str) -> Drawn:
    return read(draw_all_themes(VIEWS[name], PEN))


@pytest.fixture(params=VIEWS)
def drawn(request: pytest.FixtureRequest) -> tuple[AllThemesView, Drawn]:
    """Draw each picture in turn, and read it back."""
    return VIEWS[request.param], drawn_as(request.param)


def cells_of(view: AllThemesView) -> list[CellView]:
    return [cell for band in view.bands for cell in band.cells]


def bands_of(view: AllThemesView, drawn: Drawn) -> list[list[Box]]:
    """Return the cells of each band."""
    ends = [*accumulate(len(band.cells) for band in view.bands)]
    return [drawn.rounded[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def titles_of(view: AllThemesView, drawn: Drawn) -> list[list[Words]]:
    """Return the lines of each band's title, by how far down the band reaches."""
    lines = [words for words in drawn.words if words.box.left < 0.01 and words.box.top < bands_foot(view, drawn)]
    feet = [max(cell.bottom for cell in cells) for cells in bands_of(view, drawn)]
    return [
        [words for words in lines if above < (words.box.top + words.box.bottom) / 2 <= foot]
        for above, foot in pairwise([0.0, *feet])
    ]


def bands_foot(view: AllThemesView, drawn: Drawn) -> float:
    return max(cell.bottom for cell in drawn.rounded[: len(cells_of(view))])


def test_every_cell_is_there_once_and_holds_what_it_says_and_nothing_else(drawn: tuple[AllThemesView, Drawn]) -> None:
    view, picture = drawn
    cells = cells_of(view)
    assert len(picture.rounded) == len(cells) + len(view.key)
    for cell, box in zip(cells, picture.rounded, strict=False):
        words = [each for each in picture.words if box.meets(each.box)]
        assert " ".join(each.text for each in words) == f"{cell.code} {cell.label} {cell.movement_mark}".strip()
        assert all(box.holds(each.box) for each in words)
        assert {each.ink for each in words} == {cell.ink}
    assert sorted(text for text in picture.texts if text in {cell.code for cell in cells}) == sorted(
        cell.code for cell in cells
    )


def test_every_cell_has_its_colour_and_only_what_is_not_assessed_is_hatched(
    drawn: tuple[AllThemesView, Drawn],
) -> None:
    view, picture = drawn
    shown: list[CellView | KeyView] = [*cells_of(view), *view.key]
    assert picture.fills == [each.fill for each in shown]
    hatched = [any(box.holds(area) and area.holds(box) for area in picture.hatched) for box in picture.rounded]
    assert hatched == [each.hatched for each in shown]


def test_the_picture_fits_a_page_on_its_side_and_nothing_in_it_overlaps(drawn: tuple[AllThemesView, Drawn]) -> None:
    _, picture = drawn
    assert picture.whole.right == pytest.approx(LANDSCAPE_WIDTH)
    assert picture.whole.bottom <= TALLEST
    assert all(picture.whole.holds(each) for each in [*picture.rounded, *(words.box for words in picture.words)])
    assert overlapping(picture.words) == []
    assert overlapping_boxes(picture.rounded) == []


def test_each_title_stands_whole_at_the_left_of_its_own_cells(drawn: tuple[AllThemesView, Drawn]) -> None:
    view, picture = drawn
    for band, cells, lines in zip(view.bands, bands_of(view, picture), titles_of(view, picture), strict=True):
        assert " ".join(words.text for words in lines) == band.title
        assert max(words.box.right for words in lines) < min(cell.left for cell in cells)
        assert min(words.box.top for words in lines) >= min(cell.top for cell in cells) - 0.05
        assert max(words.box.bottom for words in lines) <= max(cell.bottom for cell in cells) + 0.05


def test_bands_follow_one_another_with_space_between_and_the_cells_of_all_stand_in_the_same_columns(
    drawn: tuple[AllThemesView, Drawn],
) -> None:
    view, picture = drawn
    bands = bands_of(view, picture)
    for upper, lower in pairwise(bands):
        gaps = [after.top - before.bottom for before, after in pairwise(upper) if after.top > before.top]
        apart = min(cell.top for cell in lower) - max(cell.bottom for cell in upper)
        assert apart > max(gaps, default=0)
    columns = {round(cell.left, 2) for cells in bands for cell in cells}
    assert len(columns) == min(12, max(len(cells) for cells in bands))
    for cells in bands:
        assert len({round(cell.top, 3) for cell in cells}) == -(-len(cells) // 12)
        assert cells == sorted(cells, key=lambda cell: (round(cell.top, 3), cell.left))


def test_the_key_is_beneath_and_has_every_level_and_both_movements(drawn: tuple[AllThemesView, Drawn]) -> None:
    view, picture = drawn
    foot = bands_foot(view, picture)
    beneath = [words.text for words in picture.words if words.box.top > foot]
    entries = [text for entry in view.key for text in (entry.mark, entry.name) if text]
    assert beneath == [*entries, *(text for move in view.moves for text in (move.label, move.value))]
    assert min(chip.top for chip in picture.rounded[len(cells_of(view)) :]) > foot


def test_seven_themes_have_codes_and_titles_in_their_full_size() -> None:
    view, picture = VIEWS["seven themes"], drawn_as("seven themes")
    codes = {cell.code for cell in cells_of(view)}
    assert {words.size for words in picture.words if words.text in codes} == {10}
    assert {words.size for lines in titles_of(view, picture) for words in lines} == {10}


def test_a_key_without_movements_or_what_is_not_assessed_has_the_levels_alone() -> None:
    view = replace(VIEWS["two levels"], moves=(), key=VIEWS["two levels"].key[:2])
    assert read(draw_all_themes(view, PEN)).texts[-4:] == ["A", "Level 0", "BB", "Level 1"]


def test_the_colours_of_the_brand_are_followed() -> None:
    view = VIEWS["two small"]
    picture = read(draw_all_themes(view, Pen(Brand(colours=Colours(ink="#7a0019")))))
    assert {words.ink for lines in titles_of(view, picture) for words in lines} == {"#7a0019"}
    assert picture.fills == drawn_as("two small").fills


def test_the_face_of_the_brand_is_followed() -> None:
    times = serif_pen()
    picture = read(draw_all_themes(VIEWS["long titles"], times), times)
    (faces,) = {words.faces for words in picture.words}
    assert faces.startswith(", ".join(f"'{face}'" for face in times.font.faces))
    assert overlapping(picture.words) == []
    assert all(picture.whole.holds(words.box) for words in picture.words)


def test_the_same_picture_gives_the_same_bytes() -> None:
    one, other = (draw_all_themes(VIEWS["two levels"], Pen(Brand())) for _ in range(2))
    assert one.svg == other.svg
    assert one.png == other.png


def test_odd_characters_are_drawn_as_they_are() -> None:
    for odd in ("$x^2$", "&", "<b>", "Ŵŷ", "😀", "漢字", "%s{}", "א"):
        view = VIEWS["two of one"]
        cell = replace(view.bands[0].cells[0], code=f"{odd}1", label=odd)
        picture = draw_all_themes(replace(view, bands=(BandView(f"Theme 1: {odd}", (cell,)),)), PEN)
        assert {f"{odd}1", odd, f"Theme 1: {odd}"} <= set(read(picture).texts)
        assert picture.png.startswith(b"\x89PNG")
