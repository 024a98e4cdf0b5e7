"""The pictures, read back from their SVG: everything is there, whole, and nothing lies over anything else."""

import struct
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, permutations
from pathlib import Path

import pytest
from matplotlib import font_manager, get_data_path
from matplotlib.font_manager import FontEntry

from bvdocs.core.colours import WHITE, ink_on
from bvdocs.core.errors import EnvironmentLacksError
from bvdocs.render.figures import timeline
from bvdocs.render.figures.canvas import Canvas
from bvdocs.render.figures.cells import Key
from bvdocs.render.figures.fonts import Font, find_face, in_order
from bvdocs.render.figures.heatmap import draw_heatmap
from bvdocs.render.figures.timeline import draw_timeline
from bvdocs.render.picture import LANDSCAPE_WIDTH, PORTRAIT_WIDTH, Picture
from bvdocs.view.figure_views import (
    BarView,
    CellView,
    Detail,
    DiamondView,
    HeatmapView,
    KeyView,
    TickView,
    TimelineKeyView,
    TimelineView,
)
from bvdocs.view.timeline import MOST_BARS
from tests.support.drawing import FILLS, PEN, Box, Drawn, Words, overlapping, read

ODD = ("$x^2$", "&", "<b>", "Ŵŷ", "Łó", "😀", "🚀", "漢字", "a_b^c", "\\frac", "%s{}", '"', "'", "e\u0301", "👍🏽", "א")
FIRST = date(2024, 9, 1)
KEY = TimelineKeyView(
    "Done", "To do", "Date first agreed", "No start", "Paused", "Ongoing", "Milestone", "Milestone, done", "Cut short"
)


def png_size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def dots_per_metre(png: bytes) -> tuple[int, int]:
    start = png.index(b"pHYs") + 4
    across, down = struct.unpack(">II", png[start : start + 8])
    return across, down


def heatmap_view(cells: int, columns: int, levels: int, *, code: str = "PCE{:04}", level: str = "Level") -> HeatmapView:
    """Return cells of every kind in turn: each level, 'Not assessed' and 'See …', with and without movement."""
    marks = [f"{'ABCDEFGHI'[number]}{'WWW'[: number % 3]}" for number in range(levels)]
    key = [
        KeyView(mark, f"{level} {number}", fill, ink_on(fill), hatched=False)
        for number, (mark, fill) in enumerate(zip(marks, FILLS, strict=False))
    ]

    def cell(place: int) -> CellView:
        of = key[place % levels]
        plain = CellView(
            code.format(place + 1), "Name", of.mark, of.mark, of.name, of.fill, of.ink, False, "",
            ("▲", "", "▼")[place % 3], f"rating-{place}",
        )  # fmt: skip
        if place % 7 == 3:
            return replace(plain, label="Not assessed", fill="#ffffff", ink="#000000", hatched=True, movement_mark="")
        return replace(plain, label=f"See {code.format(12)}", movement_mark="") if place % 7 == 5 else plain

    drawn = tuple(cell(place) for place in range(cells))
    entries = (*key, KeyView("", "Not assessed", "#ffffff", "#000000", hatched=True))
    return HeatmapView("heatmap", columns, drawn, entries, (Detail("▲", "Improved"), Detail("▼", "Worsened")), "Alt")


def bar(number: int, ref: str = "L-A{}", label: str = "In progress, 40%, overdue", span: int = 400) -> BarView:
    """Return an action of a plan that spans so many days: every third without a start, every fourth put off."""
    start, first_due = FIRST + timedelta(span * number // 60), FIRST + timedelta(span * number // 30 + 20)
    return BarView(
        ref=ref.format(number), start=start if number % 3 else None, first_due=first_due,
        last_due=first_due + timedelta(span // 4 if number % 4 == 0 else 0), done=number % 5 / 4,
        label=label, overdue=number % 2 == 0,
    )  # fmt: skip


def with_milestones(of: BarView, number: int) -> BarView:
    """Return an action with up to three milestones, the last behind its due date; some are paused, some ongoing."""
    assert of.last_due is not None
    days = [of.last_due + timedelta(30 * each - 60) for each in range(number % 4)]
    ongoing = number % 5 == 4
    return replace(
        of, paused=number % 3 == 1, first_due=None if ongoing else of.first_due,
        last_due=None if ongoing else of.last_due,
        milestones=tuple(DiamondView(day, day < FIRST + timedelta(200)) for day in days),
    )  # fmt: skip


def timeline_view(bars: tuple[BarView, ...], ticks: int = 9, span: int = 430) -> TimelineView:
    last = FIRST + timedelta(span)
    days = [FIRST + timedelta(span * number // ticks) for number in range(ticks)]
    marks = tuple(TickView(day, f"{day:%b %Y}") for day in days)
    meeting = TickView(FIRST + timedelta(span // 2), "Meeting, 23 September 2025")
    return TimelineView("timeline", bars, marks, FIRST, last, meeting, KEY, "Timeline", "Alt")


HEATMAPS = {
    f"{cells}-{columns}-{levels}": heatmap_view(cells, columns, levels)
    for cells in (1, 7, 11, 12, 40)
    for columns in (1, 6, 12)
    for levels in (2, 9)
}
HEATMAPS["long names"] = heatmap_view(
    40, 1, 9, level="A level whose name is far longer than is wise, and goes on and on,"
)
TIMELINES = {
    "one": timeline_view((bar(0),)),
    "full": timeline_view(tuple(bar(number) for number in range(MOST_BARS))),
    "long reference": timeline_view((bar(1), bar(2, ref="R" * 60)), ticks=5),
    "long status": timeline_view((bar(1), bar(4, label="W" * 40))),
    "both long": timeline_view((bar(0, ref="Reference" * 7, label="Some status " * 4), bar(1))),
    "forty years": timeline_view(tuple(bar(number, span=14_000) for number in range(MOST_BARS)), span=14_610),
    "cut": timeline_view((replace(bar(0), cut_before=True), replace(bar(1), cut_before=True, cut_behind=True))),
    "one short": timeline_view((bar(0, ref="1", label="-"),)),
    "milestones": replace(
        timeline_view(tuple(with_milestones(bar(number), number) for number in range(MOST_BARS))), has_milestones=True
    ),
}


@pytest.fixture(scope="module", params=HEATMAPS)
def drawn_heatmap(request: pytest.FixtureRequest) -> tuple[HeatmapView, Drawn]:
    """Draw each heatmap in turn, and read it back."""
    view = HEATMAPS[request.param]
    return view, read(draw_heatmap(view, PEN))


@pytest.fixture(scope="module", params=TIMELINES)
def drawn_timeline(request: pytest.FixtureRequest) -> tuple[TimelineView, Drawn]:
    """Draw each timeline in turn, and read it back."""
    view = TIMELINES[request.param]
    return view, read(draw_timeline(view, PEN))


def words_in_cell(drawn: Drawn, cell: Box) -> list[Words]:
    return [words for words in drawn.words if cell.meets(words.box)]


def test_every_cell_holds_its_code_its_label_and_its_movement_and_nothing_else(
    drawn_heatmap: tuple[HeatmapView, Drawn],
) -> None:
    view, drawn = drawn_heatmap
    for cell, box in zip(view.cells, drawn.rounded, strict=False):
        words = words_in_cell(drawn, box)
        assert " ".join(each.text for each in words) == f"{cell.code} {cell.label} {cell.movement_mark}".strip()
        assert all(box.holds(each.box) for each in words)
        assert {each.ink for each in words} == {cell.ink}


def test_the_key_has_every_level_and_both_movements(drawn_heatmap: tuple[HeatmapView, Drawn]) -> None:
    view, drawn = drawn_heatmap
    foot = max(box.bottom for box in drawn.rounded[: len(view.cells)])
    beneath = [words.text for words in drawn.words if words.box.top > foot]
    entries = [text for entry in view.key for text in (entry.mark, entry.name) if text]
    assert beneath == [*entries, *(text for move in view.moves for text in (move.label, move.value))]


def test_a_heatmap_is_within_its_page_and_nothing_in_it_overlaps(drawn_heatmap: tuple[HeatmapView, Drawn]) -> None:
    view, drawn = drawn_heatmap
    assert drawn.whole.right == pytest.approx(PORTRAIT_WIDTH)
    assert drawn.whole.bottom < 220
    assert len(drawn.rounded) == len(view.cells) + len(view.key)
    assert all(drawn.whole.holds(each) for each in [*drawn.rounded, *(words.box for words in drawn.words)])
    assert not [pair for pair in combinations(drawn.rounded, 2) if pair[0].meets(pair[1])]
    assert not overlapping(drawn.words)


def test_cells_stand_in_rows_of_the_columns_asked_for(drawn_heatmap: tuple[HeatmapView, Drawn]) -> None:
    view, drawn = drawn_heatmap
    cells = drawn.rounded[: len(view.cells)]
    tops = sorted({box.top for box in cells})
    rows = [[box for box in cells if box.top == top] for top in tops]
    assert [len(row) for row in rows[:-1]] == [view.columns] * (len(rows) - 1)
    assert len(rows) == -(-len(view.cells) // view.columns)
    assert cells == [box for row in rows for box in sorted(row, key=lambda box: box.left)]


def test_only_what_is_not_assessed_is_hatched(drawn_heatmap: tuple[HeatmapView, Drawn]) -> None:
    view, drawn = drawn_heatmap
    expected = [*(cell.hatched for cell in view.cells), *(entry.hatched for entry in view.key)]
    hatched = [any(box.holds(area) and area.holds(box) for area in drawn.hatched) for box in drawn.rounded]
    assert hatched == expected


@pytest.mark.parametrize("code", ["L{:03}", "PCE{:04}", "WWWWWWWWWWWW{:04}"])
@pytest.mark.parametrize("columns", [6, 12])
def test_a_long_code_is_made_smaller_until_it_fits(code: str, columns: int) -> None:
    view = heatmap_view(14, columns, 3, code=code)
    drawn = read(draw_heatmap(view, PEN))
    for cell, box in zip(view.cells, drawn.rounded, strict=False):
        first = words_in_cell(drawn, box)[0]
        assert first.text == cell.code
        assert box.holds(first.box)
    assert not overlapping(drawn.words)


def test_a_usual_code_is_not_made_smaller() -> None:
    drawn = read(draw_heatmap(heatmap_view(12, 6, 3, code="CI{:03}"), PEN))
    assert [words.size for words in drawn.words if words.text == "CI001"] == [10]


@pytest.mark.parametrize("levels", range(2, 10))
@pytest.mark.parametrize("width", [PORTRAIT_WIDTH, LANDSCAPE_WIDTH])
def test_a_key_of_several_rows_has_no_row_of_one_left_over_entry(levels: int, width: float) -> None:
    entries = heatmap_view(1, 6, levels, level="Light green").key
    moves = (Detail("▲", "Improved"), Detail("▼", "Worsened"))
    rows = [len(row) for row in Key(PEN.font, width, entries, moves).rows]
    assert sum(rows) == len(entries) + 2
    assert len(rows) == 1 or min(rows) > 1, rows


def test_every_reference_status_and_key_is_in_the_timeline(drawn_timeline: tuple[TimelineView, Drawn]) -> None:
    view, drawn = drawn_timeline
    assert {*(each.ref for each in view.bars), *(each.label for each in view.bars)} <= set(drawn.texts)
    bars = ["Done", "To do"] if any(each.start and each.last_due for each in view.bars) else []
    paused = ["Paused"] if any(each.paused for each in view.bars) else []
    ongoing = ["Ongoing"] if not all(each.last_due for each in view.bars) else []
    late = ["Date first agreed"] if any(each.first_due != each.last_due for each in view.bars) else []
    days = ["No start"] if not all(each.start or not each.last_due for each in view.bars) else []
    reached = {diamond.done for each in view.bars for diamond in each.milestones}
    diamonds = ["Milestone, done"] * (True in reached) + ["Milestone"] * (False in reached)
    cut = ["Cut short"] if any(each.cut_before or each.cut_behind for each in view.bars) else []
    key = [*bars, *paused, *ongoing, *late, *days, *diamonds, *cut]
    assert drawn.texts[-len(key) :] == key
    assert view.meeting.label in drawn.texts
    assert view.ticks[0].label in drawn.texts


def test_a_timeline_is_within_its_page_and_no_words_overlap(drawn_timeline: tuple[TimelineView, Drawn]) -> None:
    _, drawn = drawn_timeline
    assert drawn.whole.right == pytest.approx(LANDSCAPE_WIDTH)
    assert drawn.whole.bottom < 170
    assert [words.text for words in drawn.words if not drawn.whole.holds(words.box)] == []
    assert overlapping(drawn.words) == []


def test_every_row_of_the_timeline_has_its_reference_at_the_left_of_its_status(
    drawn_timeline: tuple[TimelineView, Drawn],
) -> None:
    view, drawn = drawn_timeline
    for number, each in enumerate(view.bars):
        middle = timeline._TOP + (number + 0.5) * timeline._ROW
        row = [words for words in drawn.words if words.box.top < middle < words.box.bottom]
        assert [words.text for words in sorted(row, key=lambda words: words.box.left)] == [each.ref, each.label]


def test_the_words_on_an_action_stand_behind_the_date_first_agreed() -> None:
    """One that was brought forward has that date behind its bar, where words would lie on it."""

    def left(later: int) -> float:
        due = FIRST + timedelta(100)
        forward = replace(bar(1), last_due=due, first_due=due + timedelta(later))
        words = read(draw_timeline(timeline_view((forward,)), PEN)).words
        return next(each.box.left for each in words if each.text == forward.label)

    assert left(0) == left(-20) < left(20) < left(40)


def test_short_labels_on_the_axis_are_all_shown() -> None:
    view = TIMELINES["full"]
    assert {tick.label for tick in view.ticks} <= set(read(draw_timeline(view, PEN)).texts)


def test_the_stroke_of_the_first_date_is_in_the_key_only_where_a_date_was_revised() -> None:
    kept = timeline_view((bar(1), bar(2)))
    put_off = timeline_view((bar(1), bar(4)))
    assert "Date first agreed" not in read(draw_timeline(kept, PEN)).texts
    assert "Date first agreed" in read(draw_timeline(put_off, PEN)).texts


def test_a_milestone_is_a_diamond_full_where_it_is_done_and_what_is_due_without_a_start_is_none_beside_it() -> None:
    diamonds = (DiamondView(FIRST + timedelta(20), done=True), DiamondView(FIRST + timedelta(40), done=False))
    view = replace(timeline_view((replace(bar(1), milestones=diamonds), bar(3))), has_milestones=True)
    drawn = read(draw_timeline(view, PEN))
    foot = timeline._TOP + 2 * timeline._ROW
    assert [each.colour for each in drawn.diamonds if each.down < foot] == [PEN.colours.brand, WHITE]
    assert [each.colour for each in drawn.diamonds if each.down > foot] == [PEN.colours.brand, WHITE]
    without = read(draw_timeline(timeline_view((bar(1), bar(3))), PEN))
    assert len(without.diamonds) == 2  # what is due without a start, and its place in the key


def test_what_is_ongoing_runs_out_into_a_point_at_the_end_of_the_axis() -> None:
    ongoing = replace(bar(1), first_due=None, last_due=None)
    (in_row, in_key) = read(draw_timeline(timeline_view((ongoing, bar(2))), PEN)).open_bars
    last_tick = read(draw_timeline(timeline_view((ongoing, bar(2))), PEN)).lines
    axis_end = max(each.box.right for each in last_tick if each.box.left < each.box.right)
    assert in_row.box.right == pytest.approx(axis_end)
    assert in_key.box.right < axis_end


def test_what_is_paused_is_hatched() -> None:
    running, paused = bar(1), replace(bar(2), paused=True)
    assert read(draw_timeline(timeline_view((running,)), PEN)).hatched == []
    assert len(read(draw_timeline(timeline_view((running, paused)), PEN)).hatched) == 2


@pytest.mark.parametrize("days", [0, 215, 430])
def test_the_meeting_is_named_within_the_picture_wherever_it_falls(days: int) -> None:
    view = timeline_view((bar(1, ref="L", label="-"),))
    drawn = read(draw_timeline(replace(view, meeting=replace(view.meeting, day=FIRST + timedelta(days))), PEN))
    (label,) = (words for words in drawn.words if words.text == view.meeting.label)
    assert drawn.whole.holds(label.box)


@pytest.mark.parametrize("odd", ODD)
def test_odd_characters_are_drawn_as_they_are(odd: str) -> None:
    view = heatmap_view(2, 6, 2)
    cells = tuple(replace(cell, code=f"{odd}1", label=odd) for cell in view.cells)
    key = (replace(view.key[0], mark=odd, name=f"Level {odd}"), *view.key[1:])
    grid = draw_heatmap(replace(view, cells=cells, key=key), PEN)
    bars = draw_timeline(timeline_view((replace(bar(0), ref=odd, label=odd),)), PEN)
    assert {odd, f"{odd}1", f"Level {odd}"} <= set(read(grid).texts)
    assert read(bars).texts.count(odd) == 2
    assert grid.png.startswith(b"\x89PNG") and bars.png.startswith(b"\x89PNG")


def a_heatmap() -> Picture:
    return draw_heatmap(HEATMAPS["12-6-9"], PEN)


def a_timeline() -> Picture:
    return draw_timeline(TIMELINES["one"], PEN)


@pytest.mark.parametrize("draw", [a_heatmap, a_timeline])
def test_a_png_has_220_dots_to_the_inch_and_the_size_of_the_picture(draw: Callable[[], Picture]) -> None:
    picture = draw()
    whole = read(picture).whole
    dots_per_mm = 220 / 25.4
    assert picture.width == pytest.approx(whole.right)
    assert dots_per_metre(picture.png) == pytest.approx((dots_per_mm * 1000, dots_per_mm * 1000), abs=1)
    assert png_size(picture.png) == pytest.approx((whole.right * dots_per_mm, whole.bottom * dots_per_mm), abs=1)


@pytest.mark.parametrize("draw", [a_heatmap, a_timeline])
def test_the_same_picture_gives_the_same_bytes(draw: Callable[[], Picture]) -> None:
    one, other = draw(), draw()
    assert one.svg == other.svg
    assert one.png == other.png


@pytest.mark.parametrize("draw", [a_heatmap, a_timeline])
def test_a_picture_names_faces_that_stand_in_for_its_own_and_tells_no_date(draw: Callable[[], Picture]) -> None:
    svg = draw().svg.decode()
    assert ", ".join(f"'{face}'" for face in PEN.font.faces) in svg
    assert PEN.font.faces[-1] == "Arial"
    assert "dc:date" not in svg
    assert "matplotlib" not in svg.lower()


def test_words_that_fit_keep_their_size_and_others_are_made_to_fit() -> None:
    assert PEN.font.fitting_size(["short"], 10, 100) == 10
    size = PEN.font.fitting_size(["short", "a much longer line of words"], 10, 20)
    assert PEN.font.width("a much longer line of words", size) == pytest.approx(20, rel=0.02)


def test_bold_words_are_wider() -> None:
    assert PEN.font.width("Improved", 10, bold=True) > PEN.font.width("Improved", 10)


def test_a_machine_without_the_faces_is_told_which() -> None:
    with pytest.raises(EnvironmentLacksError, match="no font No Such Face or Nor This"):
        Font(("No Such Face", "Nor This"))


def test_text_of_two_lines_is_centred_between_them() -> None:
    paper = Canvas(PEN, 60, 40)
    paper.text(5, 20, "Not\nassessed", 10)
    upper, lower = read(paper.picture()).words
    assert (upper.box.top + lower.box.bottom) / 2 == pytest.approx(20, abs=0.5)


def installed(file: Path, release: int, more: bytes = b"") -> FontEntry:
    """Write a font that says it is of this release, with more bytes at its end; return it as matplotlib lists it."""
    font = Path(get_data_path(), "fonts", "ttf", "cmr10.ttf").read_bytes()
    # The font's table of contents says where the table 'head' is; the release stands in it after four bytes.
    entry = font.index(b"head")
    at = int.from_bytes(font[entry + 8 : entry + 12], "big") + 4
    file.parent.mkdir()
    file.write_bytes(font[:at] + struct.pack(">HH", release, 0) + font[at + 4 :] + more)
    return FontEntry(fname=str(file), name="Face")


def test_of_a_face_installed_twice_the_newest_release_comes_first(tmp_path: Path) -> None:
    # In the last folder, so that neither the order of the list nor that of the folders chooses it.
    old, new = installed(tmp_path / "a" / "Face.ttf", 1), installed(tmp_path / "z" / "Face.ttf", 2)
    gone, other = FontEntry(fname=str(tmp_path / "gone.ttf"), name="Face"), FontEntry(fname="other.ttf", name="Other")
    for listed in permutations((old, new, gone, other)):
        assert in_order(list(listed), ("Face",)) == [new, old, gone, other]


def test_of_one_release_twice_the_content_says_which_comes_first_not_the_folder(tmp_path: Path) -> None:
    def first(*folders: str) -> bytes:
        contents = zip(folders, (b"", b"more"), strict=True)
        fonts = [installed(tmp_path / folder / "Face.ttf", 1, more) for folder, more in contents]
        return Path(in_order(fonts, ("Face",))[0].fname).read_bytes()

    assert first("a", "b") == first("d", "c")


def test_the_order_of_matplotlibs_list_chooses_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = font_manager.fontManager.ttflist
    orders = []
    for order in (listed, listed[::-1]):
        monkeypatch.setattr(font_manager.fontManager, "ttflist", list(order))
        find_face.cache_clear()
        face = find_face((PEN.font.face,))
        orders.append([entry.fname for entry in font_manager.fontManager.ttflist if entry.name == face])
    assert orders[0] == orders[1] != []
