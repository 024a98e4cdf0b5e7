"""Draws ratings before and now: a row for each characteristic, a column for each level, the best at the right."""

from bvdocs.render.figures.canvas import Canvas, Pen
from bvdocs.render.figures.cells import draw_chip
from bvdocs.render.picture import PORTRAIT_HEIGHT, PORTRAIT_WIDTH, Picture
from bvdocs.view import MovementView
from bvdocs.view.figure_views import MoveView

# Millimetres.
_HEAD, _FOOT = 14.0, 10.0
_TALLEST_ROW = 5.8
_SPACE = 4.0
_WIDEST_CODE = 45.0
_DOT = 1.7
_HEAD_OF_DOT = 0.65
_KEY_SPACE = 8.0

# Points.
_SIZE, _SMALLEST_NAME = 10.0, 6.5
_POINTS_PER_MM_OF_ROW = 2.2


class _Plot:
    """The measures of the picture, which turn levels and rows into places in it."""

    def __init__(self, view: MovementView, pen: Pen) -> None:
        self.row = min(_TALLEST_ROW, (PORTRAIT_HEIGHT - _HEAD - _FOOT) / len(view.moves))
        codes = [move.code for move in view.moves]
        size = min(_SIZE, self.row * _POINTS_PER_MM_OF_ROW)
        self.code_size = pen.font.fitting_size(codes, size, _WIDEST_CODE, bold=True)
        self.left = max(pen.font.width(code, self.code_size, bold=True) for code in codes) + _SPACE
        self.step = (PORTRAIT_WIDTH - self.left) / len(view.levels)
        self.bottom = _HEAD + self.row * len(view.moves)
        self._levels = len(view.levels)

    def level_x(self, level: int) -> float:
        """Return the middle of a level's column; levels come best first, and stand best last."""
        return self.left + (self._levels - level - 0.5) * self.step

    def row_y(self, row: int) -> float:
        """Return the middle of a row."""
        return _HEAD + (row + 0.5) * self.row


def draw_movement(view: MovementView, pen: Pen) -> Picture:
    """Draw the movement: a hollow dot is the rating before, a full one the rating now, with an arrow between."""
    plot = _Plot(view, pen)
    canvas = Canvas(pen, PORTRAIT_WIDTH, plot.bottom + _FOOT)
    _draw_levels(canvas, view, plot)
    for row, move in enumerate(view.moves):
        _draw_move(canvas, plot, move, row)
    _draw_key(canvas, view, plot.bottom + _FOOT / 2 + 1)
    return canvas.picture()


def _draw_levels(canvas: Canvas, view: MovementView, plot: _Plot) -> None:
    """Draw the levels' marks, and their names where there is room for all: the heatmap's key has them too."""
    sizes = [canvas.font.fitting_size([level.name], _SIZE, plot.step - 1) for level in view.levels]
    for place, (level, size) in enumerate(zip(view.levels, sizes, strict=True)):
        x = plot.level_x(place)
        draw_chip(canvas, level, x - 4.5, 3.4)
        if min(sizes) >= _SMALLEST_NAME:
            canvas.text(x, 9.6, level.name, size, across="center")
        canvas.line(x, _HEAD - 1, x, plot.bottom, colour=canvas.colours.line, behind=True)
    canvas.line(0, plot.bottom, PORTRAIT_WIDTH, plot.bottom)


def _draw_move(canvas: Canvas, plot: _Plot, move: MoveView, row: int) -> None:
    y, before, now = plot.row_y(row), plot.level_x(move.before), plot.level_x(move.now)
    radius = min(_DOT, plot.row * 0.3)
    canvas.text(0, y, move.code, plot.code_size, bold=True)
    if move.before != move.now:
        towards = 1 if now > before else -1
        canvas.arrow(before + towards * radius, now - towards * radius, y, radius * _HEAD_OF_DOT)
        canvas.dot(before, y, radius, full=False)
    canvas.dot(now, y, radius, full=True)


def _draw_key(canvas: Canvas, view: MovementView, middle: float) -> None:
    x = _DOT + 0.5
    for words, full in zip(view.key, (False, True), strict=True):
        canvas.dot(x, middle, _DOT, full=full)
        canvas.text(x + 3.5, middle, words, _SIZE)
        x += canvas.font.width(words, _SIZE) + 3.5 + _KEY_SPACE
