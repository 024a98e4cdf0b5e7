"""The actions over time: a bar from start to due date, filled as far as the action has come."""

from datetime import date
from itertools import pairwise
from math import ceil

from bvdocs.core.colours import WHITE
from bvdocs.render.figures.canvas import Canvas, Pen
from bvdocs.render.figures.fonts import Letters
from bvdocs.render.picture import Picture
from bvdocs.view import TimelineView
from bvdocs.view.figure_views import BarView

# Millimetres. The width is that of the text on an A4 page on its side.
WIDTH = 261.0
_TOP, _BOTTOM = 8.0, 15.0
_ROW = 7.0
_BAR = 4.0
_LABEL_GAP = 2.0
_KEY_SPACE = 8.0
_WIDEST_REF, _WIDEST_LABEL = 80.0, 70.0

# Points.
_SIZE = 10.0


class _Axis:
    """Turns days into places across the picture."""

    def __init__(self, view: TimelineView, letters: Letters) -> None:
        refs, labels = [bar.ref for bar in view.bars], [bar.label for bar in view.bars]
        self.ref_size = letters.fitting_size(refs, _SIZE, _WIDEST_REF, bold=True)
        self.label_size = letters.fitting_size(labels, _SIZE, _WIDEST_LABEL, bold=True)
        self.left = max(letters.width(ref, self.ref_size, bold=True) for ref in refs) + 3 * _LABEL_GAP
        widest = max(letters.width(bar.label, self.label_size, bold=bar.overdue) for bar in view.bars)
        self.right = WIDTH - widest - 3 * _LABEL_GAP
        self._first = view.first_day
        self._days = (view.last_day - view.first_day).days

    def at(self, day: date) -> float:
        return self.left + (self.right - self.left) * (day - self._first).days / self._days


def draw_timeline(view: TimelineView, pen: Pen) -> Picture:
    """The timeline as a picture; it says the same in black and white as in colour."""
    axis = _Axis(view, pen.letters)
    foot = _TOP + _ROW * len(view.bars)
    canvas = Canvas(pen, WIDTH, foot + _BOTTOM)
    step = _label_step(axis, view, pen.letters)
    for number, tick in enumerate(view.ticks):
        x = axis.at(tick.day)
        canvas.line(x, _TOP, x, foot, colour=canvas.colours.quiet, behind=True)
        if number % step == 0:
            canvas.text(x, foot + 3, tick.label, _SIZE, across="center")
    canvas.line(axis.left, foot, axis.right, foot)
    middles = [_TOP + (number + 0.5) * _ROW for number in range(len(view.bars))]
    for bar, middle in zip(view.bars, middles, strict=True):
        _draw_bar(canvas, axis, bar, middle)
    _draw_meeting(canvas, axis, view, foot)
    for bar, middle in zip(view.bars, middles, strict=True):
        x = axis.at(bar.last_due) + _LABEL_GAP
        canvas.text(x, middle, bar.label, axis.label_size, bold=bar.overdue, over=WHITE)
    _draw_key(canvas, view, foot + 10)
    return canvas.picture()


def _label_step(axis: _Axis, view: TimelineView, letters: Letters) -> int:
    """Every which tick has its label: 1 for all, more where they would touch."""
    places = [axis.at(tick.day) for tick in view.ticks]
    nearest = min((after - before for before, after in pairwise(places)), default=WIDTH)
    return ceil((max(letters.width(tick.label, _SIZE) for tick in view.ticks) + _LABEL_GAP) / nearest)


def _draw_bar(canvas: Canvas, axis: _Axis, bar: BarView, middle: float) -> None:
    canvas.text(0, middle, bar.ref, axis.ref_size, bold=True)
    end = axis.at(bar.last_due)
    if bar.start is None:
        canvas.diamond(end, middle, full=bar.done == 1)
    else:
        begin, top = axis.at(bar.start), middle - _BAR / 2
        canvas.box(begin, top, end - begin, _BAR, canvas.colours.quiet)
        if bar.done:
            canvas.box(begin, top, (end - begin) * bar.done, _BAR, canvas.colours.brand)
    if bar.first_due != bar.last_due:
        _draw_first_due(canvas, axis.at(bar.first_due), middle)


def _draw_first_due(canvas: Canvas, x: float, middle: float) -> None:
    """A stroke that stands out on the dark part of a bar as well as on the light."""
    canvas.line(x, middle - 3.1, x, middle + 3.1, width=3.2, colour=WHITE)
    canvas.line(x, middle - 3.1, x, middle + 3.1, width=1.6)


def _draw_meeting(canvas: Canvas, axis: _Axis, view: TimelineView, foot: float) -> None:
    x = axis.at(view.meeting.day)
    half = canvas.letters.width(view.meeting.label, _SIZE) / 2
    canvas.line(x, _TOP - 2, x, foot, width=1.0, dashed=True)
    canvas.text(min(max(x, half), WIDTH - half), _TOP - 5, view.meeting.label, _SIZE, across="center")


def _draw_key(canvas: Canvas, view: TimelineView, middle: float) -> None:
    """Only the marks that the picture has."""
    x = 0.5
    if any(bar.start for bar in view.bars):
        for fill, words in ((canvas.colours.brand, view.key.done), (canvas.colours.quiet, view.key.to_do)):
            canvas.box(x, middle - _BAR / 2, 10, _BAR, fill)
            canvas.text(x + 12, middle, words, _SIZE)
            x += 12 + canvas.letters.width(words, _SIZE) + _KEY_SPACE
    if any(bar.first_due != bar.last_due for bar in view.bars):
        _draw_first_due(canvas, x, middle)
        canvas.text(x + 3, middle, view.key.first_due, _SIZE)
        x += 3 + canvas.letters.width(view.key.first_due, _SIZE) + _KEY_SPACE
    if any(bar.start is None for bar in view.bars):
        canvas.diamond(x + 1, middle, full=False)
        canvas.text(x + 4, middle, view.key.no_start, _SIZE)
