"""Draws what heatmaps are made of: cells, and the key beneath them."""

from collections.abc import Sequence

from bvdocs.render.figures.canvas import Canvas
from bvdocs.render.figures.fonts import Font
from bvdocs.view.figure_views import CellView, Detail, KeyView

# Millimetres. `EDGE` keeps the lines around cells within the picture.
EDGE = 0.5
_ROOM_FOR_FULL_SIZE, _ROOM_FOR_TWO_LINES = 13.0, 8.5
_WIDEST_PAD = 2.2
_CHIP_WIDTH, _CHIP_HEIGHT = 9.0, 5.6
_KEY_SPACE = 3.2

# Points.
_CODE_SIZE, _LABEL_SIZE, _KEY_SIZE = 10.0, 14.0, 10.0
_POINTS_PER_MM_OF_CELL = 2.3

# Of a key: what is drawn, a level or the mark of a movement, and the words beside it.
_Entry = tuple[KeyView | str, str]


def draw_cell(canvas: Canvas, cell: CellView, x: float, y: float, width: float, height: float) -> None:
    """Draw a characteristic's cell, with its code, its mark or what it says instead, and its movement."""
    canvas.box(x, y, width, height, cell.fill, radius=min(1.2, height / 6), hatched=cell.hatched)
    pad = min(_WIDEST_PAD, width / 12)
    left, right = x + pad, x + width - pad
    if height < _ROOM_FOR_TWO_LINES:
        size = min(_CODE_SIZE, height * _POINTS_PER_MM_OF_CELL)
        _draw_on_one_line(canvas, cell, left, right, y + height / 2, size)
        return
    over = cell.fill if cell.hatched else ""
    scale = min(1.0, height / _ROOM_FOR_FULL_SIZE)
    code_size = canvas.font.fitting_size([cell.code], _CODE_SIZE * scale, right - left, bold=True)
    canvas.text(left, y + height * 0.27, cell.code, code_size, bold=True, ink=cell.ink, over=over)
    room = right - left - (4 if cell.movement_mark else 0)
    lines, size = _label_lines(canvas.font, cell.label, room, scale)
    canvas.text(left, y + height * 0.68, "\n".join(lines), size, ink=cell.ink, over=over)
    if cell.movement_mark:
        canvas.text(right, y + height * 0.68, cell.movement_mark, _CODE_SIZE * scale, ink=cell.ink, across="right")


def _label_lines(font: Font, label: str, room: float, scale: float) -> tuple[list[str], float]:
    """Return a label's lines and size: a mark large; 'See CI012' or 'Not assessed' small, on two lines if need be."""
    if " " not in label:
        return [label], font.fitting_size([label], _LABEL_SIZE * scale, room)
    if font.width(label, _CODE_SIZE * scale) <= room:
        return [label], _CODE_SIZE * scale
    lines = label.split(" ", 1)
    return lines, font.fitting_size(lines, (_CODE_SIZE - 1) * scale, room)


def _draw_on_one_line(canvas: Canvas, cell: CellView, left: float, right: float, middle: float, size: float) -> None:
    """Draw a cell that many rows leave low: the code at the left, all the rest at the right."""
    words = f"{cell.label} {cell.movement_mark}".rstrip()
    size = canvas.font.fitting_size([f"{cell.code}  {words}"], size, right - left, bold=True)
    canvas.text(left, middle, cell.code, size, bold=True, ink=cell.ink)
    canvas.text(right, middle, words, size, ink=cell.ink, across="right")


class Key:
    """The key of a heatmap as wide as the picture, in as many rows as its entries need."""

    def __init__(self, font: Font, width: float, levels: Sequence[KeyView], moves: Sequence[Detail]) -> None:
        self._font, self._room = font, width - 2 * EDGE
        entries: list[_Entry] = [(entry, entry.name) for entry in levels]
        entries += [(move.label, move.value) for move in moves]
        self.rows = self._balanced(entries)

    def _balanced(self, entries: Sequence[_Entry]) -> list[list[_Entry]]:
        """Return as few rows as there may be, of about the same width: no entry is left over for a row of its own."""
        room = self._room
        rows = self._filled(entries, room)
        while len(rows) < len(entries) and len(narrower := self._filled(entries, room - 1)) == len(rows):
            rows, room = narrower, room - 1
        return rows

    def _filled(self, entries: Sequence[_Entry], room: float) -> list[list[_Entry]]:
        """Return the entries in rows, each as full as it can be."""
        rows: list[list[_Entry]] = []
        used = room
        for entry in entries:
            needed = self._width(entry)
            if not rows or used + needed > room:
                rows.append([])
                used = 0
            rows[-1].append(entry)
            used += needed + _KEY_SPACE
        return rows

    def draw(self, canvas: Canvas, top: float, row_height: float) -> None:
        """Draw the key below `top`."""
        for number, entries in enumerate(self.rows):
            x = EDGE
            for entry in entries:
                self._draw_entry(canvas, entry, x, top + (number + 0.5) * row_height)
                x += self._width(entry) + _KEY_SPACE

    def _width(self, entry: _Entry) -> float:
        drawn, words = entry
        return min(self._room, _drawn_width(drawn) + self._font.width(words, _KEY_SIZE))

    def _draw_entry(self, canvas: Canvas, entry: _Entry, x: float, middle: float) -> None:
        drawn, words = entry
        width = self._width(entry)
        if isinstance(drawn, str):
            canvas.text(x, middle, drawn, _KEY_SIZE)
        else:
            draw_chip(canvas, drawn, x, middle)
        size = self._font.fitting_size([words], _KEY_SIZE, width - _drawn_width(drawn))
        canvas.text(x + width, middle, words, size, across="right")


def draw_chip(canvas: Canvas, level: KeyView, x: float, middle: float) -> None:
    """Draw a level's mark on its colour; `x` is its left side."""
    top = middle - _CHIP_HEIGHT / 2
    canvas.box(x, top, _CHIP_WIDTH, _CHIP_HEIGHT, level.fill, radius=0.9, hatched=level.hatched)
    if level.mark:
        size = canvas.font.fitting_size([level.mark], _KEY_SIZE, _CHIP_WIDTH - 1, bold=True)
        canvas.text(x + _CHIP_WIDTH / 2, middle, level.mark, size, bold=True, ink=level.ink, across="center")


def _drawn_width(drawn: KeyView | str) -> float:
    return 4 if isinstance(drawn, str) else _CHIP_WIDTH + 2
