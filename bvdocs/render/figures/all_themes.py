"""The heatmap of all themes: a band of cells for each, and one key beneath."""

from math import ceil

from bvdocs.render.figures.canvas import Canvas, Pen
from bvdocs.render.figures.cells import EDGE, Key, draw_cell
from bvdocs.render.figures.fonts import Letters
from bvdocs.render.picture import Picture
from bvdocs.view import AllThemesView
from bvdocs.view.figure_views import BandView

# Millimetres. The width is that of the text on an A4 page on its side, the height what a page has left for it.
WIDTH = 261.0
_TALLEST = 150.0
_TITLE_WIDTH, _TITLE_SPACE = 52.0, 4.0
_GAP, _TALLEST_CELL, _BAND_SPACE = 1.6, 15.6, 2.4
_WIDEST_CELL, _ALL_BAND_SPACES = 40.0, 40.0
_KEY_ROW = 8.0
_MOST_COLUMNS = 12

# Points.
_SIZE = 10.0


def draw_all_themes(view: AllThemesView, pen: Pen) -> Picture:
    """The heatmap as a picture; a theme with many characteristics has several rows of cells."""
    key = Key(pen.letters, WIDTH, view.key, view.moves)
    columns = min(_MOST_COLUMNS, max(len(band.cells) for band in view.bands))
    across = min(_WIDEST_CELL + _GAP, (WIDTH - _TITLE_WIDTH - _TITLE_SPACE - 2 * EDGE + _GAP) / columns)
    rows = sum(_rows(band, columns) for band in view.bands)
    space = min(_BAND_SPACE, _ALL_BAND_SPACES / len(view.bands))
    spaces = len(view.bands) * space
    down = min(_TALLEST_CELL + _GAP, (_TALLEST - len(key.rows) * _KEY_ROW - spaces) / rows)
    canvas = Canvas(pen, WIDTH, rows * down + spaces + len(key.rows) * _KEY_ROW + 1)
    top = EDGE
    for band in view.bands:
        height = _rows(band, columns) * down
        _draw_title(canvas, band.title, top, height - _gap(down))
        for place, cell in enumerate(band.cells):
            row, column = divmod(place, columns)
            x = _TITLE_WIDTH + _TITLE_SPACE + column * across
            draw_cell(canvas, cell, x, top + row * down, across - _GAP, down - _gap(down))
        top += height + space
    key.draw(canvas, top, _KEY_ROW)
    return canvas.picture()


def _rows(band: BandView, columns: int) -> int:
    return ceil(len(band.cells) / columns)


def _gap(down: float) -> float:
    return min(_GAP, down / 8)


def _draw_title(canvas: Canvas, title: str, top: float, height: float) -> None:
    """The title in as many lines as it needs, in the middle of its band; smaller where they do not fit."""
    size = _SIZE
    lines = _wrapped(canvas.letters, title, size)
    while len(lines) * size * 0.42 > height and size > 1:
        size *= 0.9
        lines = _wrapped(canvas.letters, title, size)
    size = canvas.letters.fitting_size(lines, size, _TITLE_WIDTH, bold=True)
    canvas.text(0, top + height / 2, "\n".join(lines), size, bold=True)


def _wrapped(letters: Letters, text: str, size: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and letters.width(longer, size, bold=True) > _TITLE_WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
