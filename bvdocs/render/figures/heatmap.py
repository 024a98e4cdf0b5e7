"""A theme's heatmap: a cell for each characteristic, and a key beneath."""

from dataclasses import dataclass
from math import ceil

from bvdocs.render.figures.canvas import Canvas, Pen
from bvdocs.render.figures.cells import EDGE, Key, draw_cell
from bvdocs.render.picture import Picture
from bvdocs.view import HeatmapView

# Millimetres. The width is that of the text on an A4 page upright.
WIDTH = 170.0
_TALLEST = 215.0
_WIDEST_GAP, _ALL_GAPS = 2.2, 14.0
_WIDEST_CELL = 40.0
_TALLEST_CELL, _TALLEST_GRID = 18.0, 185.0
_KEY_ROW, _TALLEST_KEY = 8.0, 110.0


@dataclass(frozen=True, slots=True)
class _Grid:
    """The measures of the cells, and of one step across and down."""

    columns: int
    rows: int
    cell_width: float
    cell_height: float
    across: float
    down: float

    @property
    def height(self) -> float:
        return self.rows * self.down


def draw_heatmap(view: HeatmapView, pen: Pen) -> Picture:
    """The heatmap as a picture; cells of a last row that are not needed stay empty."""
    key = Key(pen.letters, WIDTH, view.key, view.moves)
    key_row = min(_KEY_ROW, _TALLEST_KEY / len(key.rows))
    grid = _grid(view, min(_TALLEST_GRID, _TALLEST - len(key.rows) * key_row))
    canvas = Canvas(pen, WIDTH, grid.height + len(key.rows) * key_row + 1)
    for place, cell in enumerate(view.cells):
        row, column = divmod(place, grid.columns)
        x, y = EDGE + column * grid.across, EDGE + row * grid.down
        draw_cell(canvas, cell, x, y, grid.cell_width, grid.cell_height)
    key.draw(canvas, grid.height, key_row)
    return canvas.picture()


def _grid(view: HeatmapView, tallest: float) -> _Grid:
    """Many columns or rows take narrower gaps, which leaves room for the words."""
    columns, rows = view.columns, ceil(len(view.cells) / view.columns)
    between, beneath = (min(_WIDEST_GAP, _ALL_GAPS / number) for number in (columns, rows / 2))
    width = min(_WIDEST_CELL, (WIDTH - 2 * EDGE + between) / columns - between)
    height = min(_TALLEST_CELL, tallest / rows - beneath)
    return _Grid(columns, rows, width, height, width + between, height + beneath)
