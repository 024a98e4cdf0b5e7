"""Draws the heatmap of all themes: a band of cells for each, and one key beneath."""

from math import ceil

from bvdocs.render.figures.canvas import Canvas, Pen
from bvdocs.render.figures.cells import EDGE, Key, draw_cell
from bvdocs.render.figures.fonts import Font
from bvdocs.render.picture import LANDSCAPE_WIDTH, Picture
from bvdocs.view import AllThemesView

# Millimetres. The height is what a page on its side has left for the picture.
_TALLEST = 150.0
_TITLE_WIDTH, _TITLE_SPACE = 52.0, 4.0
_GAP, _TALLEST_CELL, _BAND_SPACE = 1.6, 15.6, 2.4
_WIDEST_CELL, _ALL_BAND_SPACES = 40.0, 40.0
_KEY_ROW = 8.0
_MOST_COLUMNS = 12

# Points.
_SIZE = 10.0


def draw_all_themes(view: AllThemesView, pen: Pen) -> Picture:
    """Draw the heatmap of all themes; a theme with many characteristics has several rows of cells."""
    key = Key(pen.font, LANDSCAPE_WIDTH, view.key, view.moves)
    columns = min(_MOST_COLUMNS, max(len(band.cells) for band in view.bands))
    across = min(_WIDEST_CELL + _GAP, (LANDSCAPE_WIDTH - _TITLE_WIDTH - _TITLE_SPACE - 2 * EDGE + _GAP) / columns)
    rows = [ceil(len(band.cells) / columns) for band in view.bands]
    space = min(_BAND_SPACE, _ALL_BAND_SPACES / len(view.bands))
    spaces = len(view.bands) * space
    down = min(_TALLEST_CELL + _GAP, (_TALLEST - len(key.rows) * _KEY_ROW - spaces) / sum(rows))
    gap = min(_GAP, down / 8)
    canvas = Canvas(pen, LANDSCAPE_WIDTH, sum(rows) * down + spaces + len(key.rows) * _KEY_ROW + 1)
    top = EDGE
    for band, band_rows in zip(view.bands, rows, strict=True):
        _draw_title(canvas, band.title, top, band_rows * down - gap)
        for place, cell in enumerate(band.cells):
            row, column = divmod(place, columns)
            x = _TITLE_WIDTH + _TITLE_SPACE + column * across
            draw_cell(canvas, cell, x, top + row * down, across - _GAP, down - gap)
        top += band_rows * down + space
    key.draw(canvas, top, _KEY_ROW)
    return canvas.picture()


def _draw_title(canvas: Canvas, title: str, top: float, height: float) -> None:
    """Draw the title in as many lines as it needs, in the middle of its band; smaller where they do not fit."""
    size = _SIZE
    while len(lines := _wrapped(canvas.font, title, size)) * size * 0.42 > height and size > 1:
        size *= 0.9
    size = canvas.font.fitting_size(lines, size, _TITLE_WIDTH, bold=True)
    canvas.text(0, top + height / 2, "\n".join(lines), size, bold=True)


def _wrapped(font: Font, text: str, size: float) -> list[str]:
    """Return the text in lines that fit beside a band; a longer word has a line of its own."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.width(longer, size, bold=True) > _TITLE_WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
