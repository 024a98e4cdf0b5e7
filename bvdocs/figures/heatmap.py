"""A theme's heatmap: a cell for each characteristic, and a key beneath."""

from dataclasses import dataclass
from math import ceil

from bvdocs.figures.canvas import Canvas, fitting_size, text_width
from bvdocs.picture import Picture
from bvdocs.view import HeatmapView
from bvdocs.view.views import CellView, KeyView

# Millimetres. The width is that of the text on an A4 page upright.
WIDTH = 170.0
_EDGE = 0.5
_TALLEST = 215.0
_WIDEST_GAP, _ALL_GAPS = 2.2, 14.0
_WIDEST_CELL = 40.0
_TALLEST_CELL, _TALLEST_GRID = 18.0, 185.0
_ROOM_FOR_TWO_LINES = 13.0
_WIDEST_PAD = 2.2
_KEY_ROW, _TALLEST_KEY = 8.0, 110.0
_CHIP_WIDTH, _CHIP_HEIGHT = 9.0, 5.6
_KEY_SPACE = 4.0

# Points.
_CODE_SIZE, _LABEL_SIZE, _KEY_SIZE = 10.0, 14.0, 10.0
_POINTS_PER_MM_OF_CELL = 2.3


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


def draw_heatmap(view: HeatmapView) -> Picture:
    """The heatmap as a picture; cells of a last row that are not needed stay empty."""
    key_rows = _key_rows(view)
    key_row = min(_KEY_ROW, _TALLEST_KEY / len(key_rows))
    grid = _grid(view, min(_TALLEST_GRID, _TALLEST - len(key_rows) * key_row))
    canvas = Canvas(WIDTH, grid.height + len(key_rows) * key_row + 1)
    for place, cell in enumerate(view.cells):
        row, column = divmod(place, grid.columns)
        _draw_cell(canvas, cell, grid, _EDGE + column * grid.across, _EDGE + row * grid.down)
    for number, entries in enumerate(key_rows):
        _draw_key_row(canvas, entries, grid.height + (number + 0.5) * key_row)
    return canvas.picture()


def _grid(view: HeatmapView, tallest: float) -> _Grid:
    """Many columns or rows take narrower gaps, which leaves room for the words."""
    columns, rows = view.columns, ceil(len(view.cells) / view.columns)
    between, beneath = (min(_WIDEST_GAP, _ALL_GAPS / number) for number in (columns, rows / 2))
    width = min(_WIDEST_CELL, (WIDTH - 2 * _EDGE + between) / columns - between)
    height = min(_TALLEST_CELL, tallest / rows - beneath)
    return _Grid(columns, rows, width, height, width + between, height + beneath)


def _draw_cell(canvas: Canvas, cell: CellView, grid: _Grid, x: float, y: float) -> None:
    width, height = grid.cell_width, grid.cell_height
    canvas.box(x, y, width, height, cell.fill, radius=min(1.2, height / 6), hatched=cell.hatched)
    pad = min(_WIDEST_PAD, width / 12)
    left, right = x + pad, x + width - pad
    if height < _ROOM_FOR_TWO_LINES:
        size = min(_CODE_SIZE, height * _POINTS_PER_MM_OF_CELL)
        _draw_on_one_line(canvas, cell, left, right, y + height / 2, size)
        return
    over = cell.fill if cell.hatched else ""
    code_size = fitting_size([cell.code], _CODE_SIZE, right - left, bold=True)
    canvas.text(left, y + height * 0.27, cell.code, code_size, bold=True, ink=cell.ink, over=over)
    room = right - left - (4 if cell.movement_mark else 0)
    lines, size = _label(cell.label, room)
    canvas.text(left, y + height * 0.68, "\n".join(lines), size, ink=cell.ink, over=over)
    if cell.movement_mark:
        canvas.text(right, y + height * 0.68, cell.movement_mark, _CODE_SIZE, ink=cell.ink, across="right")


def _label(label: str, room: float) -> tuple[list[str], float]:
    """A mark stands large; 'See CI012' and 'Not assessed' small, and on two lines if need be."""
    if " " not in label:
        return [label], fitting_size([label], _LABEL_SIZE, room)
    if text_width(label, _CODE_SIZE) <= room:
        return [label], _CODE_SIZE
    lines = label.split(" ", 1)
    return lines, fitting_size(lines, _CODE_SIZE - 1, room)


def _draw_on_one_line(canvas: Canvas, cell: CellView, left: float, right: float, middle: float, size: float) -> None:
    """Where many rows leave low cells: the code at the left, all the rest at the right."""
    words = f"{cell.label} {cell.movement_mark}".rstrip()
    size = fitting_size([f"{cell.code}  {words}"], size, right - left, bold=True)
    canvas.text(left, middle, cell.code, size, bold=True, ink=cell.ink)
    canvas.text(right, middle, words, size, ink=cell.ink, across="right")


def _key_rows(view: HeatmapView) -> list[list[tuple[KeyView | str, str]]]:
    """The key's entries, (what is drawn, its words), in as many rows as they need."""
    entries: list[tuple[KeyView | str, str]] = [(entry, entry.name) for entry in view.key]
    entries += [(move.label, move.value) for move in view.moves]
    rows: list[list[tuple[KeyView | str, str]]] = []
    room = used = WIDTH - 2 * _EDGE
    for entry in entries:
        needed = _entry_width(entry)
        if used + needed > room:
            rows.append([])
            used = 0
        rows[-1].append(entry)
        used += needed + _KEY_SPACE
    return rows


def _entry_width(entry: tuple[KeyView | str, str]) -> float:
    drawn, words = entry
    return min(WIDTH - 2 * _EDGE, _drawn_width(drawn) + text_width(words, _KEY_SIZE))


def _drawn_width(drawn: KeyView | str) -> float:
    return 4 if isinstance(drawn, str) else _CHIP_WIDTH + 2


def _draw_key_row(canvas: Canvas, entries: list[tuple[KeyView | str, str]], middle: float) -> None:
    x = _EDGE
    for entry in entries:
        drawn, words = entry
        width = _entry_width(entry)
        if isinstance(drawn, str):
            canvas.text(x, middle, drawn, _KEY_SIZE)
        else:
            top = middle - _CHIP_HEIGHT / 2
            canvas.box(x, top, _CHIP_WIDTH, _CHIP_HEIGHT, drawn.fill, radius=0.9, hatched=drawn.hatched)
            size = fitting_size([drawn.mark], _KEY_SIZE, _CHIP_WIDTH - 1, bold=True) if drawn.mark else _KEY_SIZE
            canvas.text(x + _CHIP_WIDTH / 2, middle, drawn.mark, size, bold=True, ink=drawn.ink, across="center")
        size = fitting_size([words], _KEY_SIZE, width - _drawn_width(drawn))
        canvas.text(x + width, middle, words, size, across="right")
        x += width + _KEY_SPACE
