"""Words that are in a cell and that nobody sees in Excel: in the colour of what is behind them, by a format, too small.

They are printed like any other, so they are told. Colours that a table's style gives, and pictures over cells, are
not looked at.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.cell.rich_text import CellRichText, TextBlock

from bvdocs.core.english import listed
from bvdocs.core.places import CellRef
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.excel_colours import BLACK, WHITE, Colour, colour_of, look_alike, theme_colours
from bvdocs.workbook.reading.hidden_parts import SHOW_IT, named
from bvdocs.workbook.reading.rules import ReportFinding
from bvdocs.workbook.reading.shown_cells import hidden_by_format
from bvdocs.workbook.reading.shown_text import AnyCell, AnyFont
from bvdocs.workbook.reading.tables import RawTable

# In points.
_SMALLEST = 3
_USUAL_SIZE = 11
_SAME_COLOUR, _BY_FORMAT, _TOO_SMALL = (
    "in the colour of what is behind them",
    "not shown by the cell's number format",
    "too small to be seen",
)


def report_hidden_by_look(tables: dict[str, RawTable], report: ReportFinding) -> None:
    """Report the cells of each sheet whose words are not seen, by the reasons why; those of exempt rows apart."""
    for name, table in tables.items():
        found: dict[tuple[str, bool], dict[str, None]] = {}
        for row in table.rows:
            for raw in row.cells.values():
                if not raw.blank and (reasons := listed(list(_reasons(raw.cell)))):
                    found.setdefault((reasons, row.may_be_exempt), {})[raw.cell.coordinate] = None
        for (reasons, _), places in found.items():
            cells = list(places)
            holders = "1 cell holds" if len(cells) == 1 else f"{len(cells)} cells hold"
            message = f"{holders} words that are {reasons}, {named(cells)}; they are read like any other."
            report(rules.HIDDEN, CellRef(name, cells[0]), message, SHOW_IT)


def _reasons(cell: AnyCell) -> Iterator[str]:
    """Yield why words of a cell are not seen."""
    if hidden_by_format(cell, cell.number_format):
        yield _BY_FORMAT
    fonts = [font for text, font in _runs(cell) if text.strip()]
    if any((_USUAL_SIZE if font.size is None else font.size) < _SMALLEST for font in fonts):
        yield _TOO_SMALL
    # The usual black on white, or what has no look of its own, needs no sum.
    if not cell.has_style and all(font.color is None for font in fonts):
        return
    worksheet: Any = cell.parent
    themes = theme_colours(worksheet.parent)
    ground = _ground(cell.fill, themes)
    inks = [colour_of(font.color, themes, BLACK) for font in fonts]
    if ground is not None and any(look_alike(ink, ground) for ink in inks):
        yield _SAME_COLOUR


def _runs(cell: AnyCell) -> Iterator[tuple[str, AnyFont]]:
    """Yield each stretch of a cell's text with its font."""
    parts = cell.value if isinstance(cell.value, CellRichText) else [str(cell.value)]
    for part in parts:
        if isinstance(part, TextBlock):
            yield part.text, part.font
        else:
            yield str(part), cell.font


def _ground(fill: Any, themes: Sequence[Colour]) -> Colour | None:
    """Return the colour behind a cell's words; None for one that cannot be named, a pattern or a gradient."""
    pattern = getattr(fill, "patternType", "gradient")
    if pattern == "solid":
        return colour_of(fill.fgColor, themes, BLACK)
    return WHITE if pattern in (None, "none") else None
