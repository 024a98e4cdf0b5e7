"""Draws a theme's heatmap: a cell for each characteristic, and a key beneath."""

from math import ceil

from bvdocs.render.figures.canvas import Canvas, Pen
from bvdocs.render.figures.cells import EDGE, Key, draw_cell
from bvdocs.render.picture import PORTRAIT_HEIGHT, PORTRAIT_WIDTH, Picture
from bvdocs.view import HeatmapView

# Millimetres.
_WIDEST_GAP, _ALL_GAPS = 2.2, 14.0
_WIDEST_CELL = 40.0
_TALLEST_CELL, _TALLEST_GRID = 18.0, 185.0
_KEY_ROW, _TALLEST_KEY = 8.0, 110.0


def draw_heatmap(view: HeatmapView, pen: Pen) -> Picture:
    """Draw the heatmap; cells of a last row that are not needed stay empty."""
    key = Key(pen.font, PORTRAIT_WIDTH, view.key, view.moves)
    key_row = min(_KEY_ROW, _TALLEST_KEY / len(key.rows))
    columns, rows = view.columns, ceil(len(view.cells) / view.columns)
    # Many columns or rows take narrower gaps, which leaves room for the words.
    gap, row_gap = (min(_WIDEST_GAP, _ALL_GAPS / number) for number in (columns, rows / 2))
    width = min(_WIDEST_CELL, (PORTRAIT_WIDTH - 2 * EDGE + gap) / columns - gap)
    tallest_grid = min(_TALLEST_GRID, PORTRAIT_HEIGHT - len(key.rows) * key_row)
    height = min(_TALLEST_CELL, tallest_grid / rows - row_gap)
    across, down = width + gap, height + row_gap
    canvas = Canvas(pen, PORTRAIT_WIDTH, rows * down + len(key.rows) * key_row + 1)
    for place, cell in enumerate(view.cells):
        row, column = divmod(place, columns)
        draw_cell(canvas, cell, EDGE + column * across, EDGE + row * down, width, height)
    key.draw(canvas, rows * down, key_row)
    return canvas.picture()
