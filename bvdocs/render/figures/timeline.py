"""Draws the actions over time: a bar from start to due date, filled as far as the action has come."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from bvdocs.core.colours import WHITE
from bvdocs.render.figures.canvas import Canvas, Pen
from bvdocs.render.figures.fonts import Font
from bvdocs.render.picture import LANDSCAPE_WIDTH, Picture
from bvdocs.view import TimelineView
from bvdocs.view.figure_views import BarView

# Millimetres.
_TOP, _BOTTOM = 8.0, 15.0
_ROW = 7.0
_BAR = 4.0
_LABEL_GAP = 2.0
_HALF_DIAMOND = 1.5
_KEY_START, _KEY_SPACE, _KEY_LINE = 0.5, 8.0, 6.5
_CUT_FROM_END = 3.5
_WIDEST_REF, _WIDEST_LABEL = 80.0, 70.0

# Points.
_SIZE = 10.0


class _Axis:
    """The measures across the picture, which turn days into places in it."""

    def __init__(self, view: TimelineView, font: Font) -> None:
        refs, labels = [bar.ref for bar in view.bars], [bar.label for bar in view.bars]
        self.ref_size = font.fitting_size(refs, _SIZE, _WIDEST_REF, bold=True)
        self.label_size = font.fitting_size(labels, _SIZE, _WIDEST_LABEL, bold=True)
        self.left = max(font.width(ref, self.ref_size, bold=True) for ref in refs) + 3 * _LABEL_GAP
        widest = max(font.width(bar.label, self.label_size, bold=bar.overdue) for bar in view.bars)
        self.right = LANDSCAPE_WIDTH - widest - 3 * _LABEL_GAP
        self._first = view.first_day
        self._days = (view.last_day - view.first_day).days

    def day_x(self, day: date) -> float:
        """Return where a day stands."""
        return self.left + (self.right - self.left) * (day - self._first).days / self._days

    def end_x(self, bar: BarView) -> float:
        """Return where a bar ends: at its due date, or with the picture if it has none."""
        return self.right if bar.last_due is None else self.day_x(bar.last_due)


def draw_timeline(view: TimelineView, pen: Pen) -> Picture:
    """Draw the timeline; it says the same in black and white as in colour."""
    axis = _Axis(view, pen.font)
    foot = _TOP + _ROW * len(view.bars)
    key = _key_lines(view, pen.font)
    canvas = Canvas(pen, LANDSCAPE_WIDTH, foot + _BOTTOM + _KEY_LINE * max(len(key) - 1, 0))
    step = _label_step(axis, view, pen.font)
    for number, tick in enumerate(view.ticks):
        x = axis.day_x(tick.day)
        canvas.line(x, _TOP, x, foot, colour=canvas.colours.quiet, behind=True)
        if number % step == 0:
            canvas.text(x, foot + 3, tick.label, _SIZE, across="center")
    canvas.line(axis.left, foot, axis.right, foot)
    rows = [(bar, _TOP + (number + 0.5) * _ROW) for number, bar in enumerate(view.bars)]
    for bar, middle in rows:
        _draw_bar(canvas, axis, bar, middle, square=view.has_milestones)
        _draw_cuts(canvas, axis, bar, middle)
    _draw_meeting(canvas, axis, view, foot)
    for bar, middle in rows:
        canvas.text(_label_x(axis, bar), middle, bar.label, axis.label_size, bold=bar.overdue, over=WHITE)
    for number, entries in enumerate(key):
        _draw_key(canvas, entries, foot + 10 + number * _KEY_LINE)
    return canvas.picture()


def _label_x(axis: _Axis, bar: BarView) -> float:
    """Return where the words on an action begin: behind its bar, its last milestone, and the date first agreed."""
    behind = [axis.end_x(bar), *(axis.day_x(each.day) + _HALF_DIAMOND for each in bar.milestones)]
    if bar.first_due is not None:
        behind.append(axis.day_x(bar.first_due))
    return max(behind) + _LABEL_GAP


def _label_step(axis: _Axis, view: TimelineView, font: Font) -> int:
    """Return how many ticks share a label: 1 where each has its own, more where labels would touch."""
    places = [axis.day_x(tick.day) for tick in view.ticks]
    nearest = min((after - before for before, after in pairwise(places)), default=LANDSCAPE_WIDTH)
    return ceil((max(font.width(tick.label, _SIZE) for tick in view.ticks) + _LABEL_GAP) / nearest)


def _draw_bar(canvas: Canvas, axis: _Axis, bar: BarView, middle: float, *, square: bool) -> None:
    canvas.text(0, middle, bar.ref, axis.ref_size, bold=True)
    begin, end = axis.left if bar.start is None else axis.day_x(bar.start), axis.end_x(bar)
    if bar.last_due is None:
        canvas.open_bar(begin, end, middle, _BAR, _still_to_do(canvas, bar), hatched=bar.paused)
    elif bar.start is None:
        _draw_no_start(canvas, end, middle, full=bar.done == 1, square=square)
    else:
        top = middle - _BAR / 2
        canvas.box(begin, top, end - begin, _BAR, _still_to_do(canvas, bar), hatched=bar.paused)
        if bar.done:
            canvas.box(begin, top, (end - begin) * bar.done, _BAR, canvas.colours.brand)
    if bar.first_due is not None and bar.first_due != bar.last_due:
        _draw_first_due(canvas, axis.day_x(bar.first_due), middle)
    for each in bar.milestones:
        canvas.diamond_on_bar(axis.day_x(each.day), middle, full=each.done)


def _still_to_do(canvas: Canvas, bar: BarView) -> str:
    return WHITE if bar.paused else canvas.colours.quiet


def _draw_no_start(canvas: Canvas, x: float, middle: float, *, full: bool, square: bool) -> None:
    draw = canvas.square if square else canvas.diamond
    draw(x, middle, full=full)


def _draw_first_due(canvas: Canvas, x: float, middle: float) -> None:
    """Draw a stroke that stands out on the dark part of a bar as well as on the light."""
    canvas.line(x, middle - 3.1, x, middle + 3.1, width=3.2, colour=WHITE)
    canvas.line(x, middle - 3.1, x, middle + 3.1, width=1.6)


def _draw_cuts(canvas: Canvas, axis: _Axis, bar: BarView, middle: float) -> None:
    """Draw a cut through a bar near the end that lies far beyond the axis."""
    end = axis.end_x(bar)
    begin = axis.day_x(bar.start) if bar.start else end
    if bar.cut_before:
        _draw_cut(canvas, begin + _CUT_FROM_END, middle)
    if bar.cut_behind:
        _draw_cut(canvas, end - _CUT_FROM_END, middle)


def _draw_cut(canvas: Canvas, x: float, middle: float) -> None:
    """Draw two slanted strokes with white between them, as drawings break an axis."""
    canvas.line(x - 0.9, middle + 2.8, x + 0.9, middle - 2.8, width=4.5, colour=WHITE)
    for beside in (-0.9, 0.9):
        canvas.line(x + beside - 0.9, middle + 2.8, x + beside + 0.9, middle - 2.8, width=1.0)


def _draw_meeting(canvas: Canvas, axis: _Axis, view: TimelineView, foot: float) -> None:
    x = axis.day_x(view.meeting.day)
    half = canvas.font.width(view.meeting.label, _SIZE) / 2
    canvas.line(x, _TOP - 2, x, foot, width=1.0, dashed=True)
    canvas.text(min(max(x, half), LANDSCAPE_WIDTH - half), _TOP - 5, view.meeting.label, _SIZE, across="center")


class _Entry(NamedTuple):
    """An entry of the key: its words, where they begin behind the mark, and what draws the mark from `x` on."""

    words: str
    indent: float
    draw: Callable[[Canvas, float, float], None]


def _key_lines(view: TimelineView, font: Font) -> list[list[_Entry]]:
    """Return the entries of the key, of the marks that the picture has, in as many lines as they need."""
    lines: list[list[_Entry]] = []
    x = LANDSCAPE_WIDTH
    for entry in _key_entries(view):
        width = entry.indent + font.width(entry.words, _SIZE)
        if x + width > LANDSCAPE_WIDTH:
            lines.append([])
            x = _KEY_START
        lines[-1].append(entry)
        x += width + _KEY_SPACE
    return lines


def _key_entries(view: TimelineView) -> Iterator[_Entry]:
    bars, key = view.bars, view.key
    if any(bar.start and bar.last_due for bar in bars):
        yield _Entry(key.done, 12, lambda canvas, x, y: canvas.box(x, y - _BAR / 2, 10, _BAR, canvas.colours.brand))
        yield _Entry(key.to_do, 12, lambda canvas, x, y: canvas.box(x, y - _BAR / 2, 10, _BAR, canvas.colours.quiet))
    if any(bar.begins and bar.paused for bar in bars):
        yield _Entry(key.paused, 12, lambda canvas, x, y: canvas.box(x, y - _BAR / 2, 10, _BAR, WHITE, hatched=True))
    if any(bar.last_due is None for bar in bars):
        yield _Entry(key.ongoing, 12, lambda canvas, x, y: canvas.open_bar(x, x + 10, y, _BAR, canvas.colours.quiet))
    if any(bar.first_due != bar.last_due for bar in bars):
        yield _Entry(key.first_due, 3, _draw_first_due)
    if any(not bar.begins for bar in bars):
        square = view.has_milestones
        yield _Entry(key.no_start, 4, lambda canvas, x, y: _draw_no_start(canvas, x + 1, y, full=False, square=square))
    for done, words in ((True, key.milestone_done), (False, key.milestone)):
        if any(each.done is done for bar in bars for each in bar.milestones):
            yield _Entry(words, 4.5, partial(_draw_key_diamond, full=done))
    if any(bar.cut_before or bar.cut_behind for bar in bars):
        yield _Entry(key.cut, 6, lambda canvas, x, y: _draw_cut(canvas, x + 2, y))


def _draw_key_diamond(canvas: Canvas, x: float, middle: float, *, full: bool) -> None:
    canvas.diamond_on_bar(x + 1.5, middle, full=full)


def _draw_key(canvas: Canvas, entries: list[_Entry], middle: float) -> None:
    """Draw a line of the key."""
    x = _KEY_START
    for entry in entries:
        entry.draw(canvas, x, middle)
        canvas.text(x + entry.indent, middle, entry.words, _SIZE)
        x += entry.indent + canvas.font.width(entry.words, _SIZE) + _KEY_SPACE
