"""Draws the actions over time: a bar from start to due date, filled as far as the action has come."""

from datetime import date
from itertools import pairwise
from math import ceil

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
_KEY_SPACE = 8.0
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


def draw_timeline(view: TimelineView, pen: Pen) -> Picture:
    """Draw the timeline; it says the same in black and white as in colour."""
    axis = _Axis(view, pen.font)
    foot = _TOP + _ROW * len(view.bars)
    canvas = Canvas(pen, LANDSCAPE_WIDTH, foot + _BOTTOM)
    step = _label_step(axis, view, pen.font)
    for number, tick in enumerate(view.ticks):
        x = axis.day_x(tick.day)
        canvas.line(x, _TOP, x, foot, colour=canvas.colours.quiet, behind=True)
        if number % step == 0:
            canvas.text(x, foot + 3, tick.label, _SIZE, across="center")
    canvas.line(axis.left, foot, axis.right, foot)
    rows = [(bar, _TOP + (number + 0.5) * _ROW) for number, bar in enumerate(view.bars)]
    for bar, middle in rows:
        _draw_bar(canvas, axis, bar, middle)
        _draw_cuts(canvas, axis, bar, middle)
    _draw_meeting(canvas, axis, view, foot)
    for bar, middle in rows:
        x = axis.day_x(bar.last_due) + _LABEL_GAP
        canvas.text(x, middle, bar.label, axis.label_size, bold=bar.overdue, over=WHITE)
    _draw_key(canvas, view, foot + 10)
    return canvas.picture()


def _label_step(axis: _Axis, view: TimelineView, font: Font) -> int:
    """Return how many ticks share a label: 1 where each has its own, more where labels would touch."""
    places = [axis.day_x(tick.day) for tick in view.ticks]
    nearest = min((after - before for before, after in pairwise(places)), default=LANDSCAPE_WIDTH)
    return ceil((max(font.width(tick.label, _SIZE) for tick in view.ticks) + _LABEL_GAP) / nearest)


def _draw_bar(canvas: Canvas, axis: _Axis, bar: BarView, middle: float) -> None:
    canvas.text(0, middle, bar.ref, axis.ref_size, bold=True)
    end = axis.day_x(bar.last_due)
    if bar.start is None:
        canvas.diamond(end, middle, full=bar.done == 1)
    else:
        begin, top = axis.day_x(bar.start), middle - _BAR / 2
        canvas.box(begin, top, end - begin, _BAR, canvas.colours.quiet)
        if bar.done:
            canvas.box(begin, top, (end - begin) * bar.done, _BAR, canvas.colours.brand)
    if bar.first_due != bar.last_due:
        _draw_first_due(canvas, axis.day_x(bar.first_due), middle)


def _draw_first_due(canvas: Canvas, x: float, middle: float) -> None:
    """Draw a stroke that stands out on the dark part of a bar as well as on the light."""
    canvas.line(x, middle - 3.1, x, middle + 3.1, width=3.2, colour=WHITE)
    canvas.line(x, middle - 3.1, x, middle + 3.1, width=1.6)


def _draw_cuts(canvas: Canvas, axis: _Axis, bar: BarView, middle: float) -> None:
    """Draw a cut through a bar near the end that lies far beyond the axis."""
    begin, end = axis.day_x(bar.start or bar.last_due), axis.day_x(bar.last_due)
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


def _draw_key(canvas: Canvas, view: TimelineView, middle: float) -> None:
    """Draw the key, of the marks that the picture has."""
    x = 0.5
    if any(bar.start for bar in view.bars):
        for fill, words in ((canvas.colours.brand, view.key.done), (canvas.colours.quiet, view.key.to_do)):
            canvas.box(x, middle - _BAR / 2, 10, _BAR, fill)
            canvas.text(x + 12, middle, words, _SIZE)
            x += 12 + canvas.font.width(words, _SIZE) + _KEY_SPACE
    if any(bar.first_due != bar.last_due for bar in view.bars):
        _draw_first_due(canvas, x, middle)
        canvas.text(x + 3, middle, view.key.first_due, _SIZE)
        x += 3 + canvas.font.width(view.key.first_due, _SIZE) + _KEY_SPACE
    if any(bar.start is None for bar in view.bars):
        canvas.diamond(x + 1, middle, full=False)
        canvas.text(x + 4, middle, view.key.no_start, _SIZE)
        x += 4 + canvas.font.width(view.key.no_start, _SIZE) + _KEY_SPACE
    if any(bar.cut_before or bar.cut_behind for bar in view.bars):
        _draw_cut(canvas, x + 2, middle)
        canvas.text(x + 6, middle, view.key.cut, _SIZE)
