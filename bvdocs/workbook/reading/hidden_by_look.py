"""Words that are in a cell and that nobody sees in Excel: in the colour of what is behind them, by a format, too small.

They are printed like any other, so they are told. Colours that a table's style gives, and pictures over cells, are
not looked at.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.formatting.rule import Rule as FormatRule

from bvdocs.core.english import listed
from bvdocs.core.model import CellRef
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
        if table.rows:
            _report_conditional_looks(name, table, report)


def _reasons(cell: AnyCell) -> Iterator[str]:
    """Yield why words of a cell are not seen."""
    if hidden_by_format(cell):
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


def _report_conditional_looks(name: str, table: RawTable, report: ReportFinding) -> None:
    """Report once for a sheet that conditional formats strike out or hide what is read, if their conditions hold."""
    read = [raw.cell for row in table.rows for raw in row.cells.values()]
    areas = list(dict.fromkeys(_areas_that_may_hide(read)))
    if areas:
        report(
            rules.CONDITIONAL_LOOK,
            CellRef(name),
            f"a conditional format of {named(areas)} strikes words through or hides them; all is read.",
            "See whether what it strikes through or hides today is meant to be published; if not, delete the words.",
        )


def _areas_that_may_hide(read: list[AnyCell]) -> Iterator[str]:
    """Yield the area of each conditional format that may strike out or hide words of the cells that are read."""
    worksheet: Any = read[0].parent
    themes = theme_colours(worksheet.parent)
    for area in worksheet.conditional_formatting:
        hides = any(_may_hide(rule, themes) for rule in area.rules)
        if hides and any(cell.coordinate in area for cell in read):
            yield str(area.sqref)


def _may_hide(rule: FormatRule, themes: Sequence[Colour]) -> bool:
    look: Any = rule.dxf
    if look is None:
        return False
    if look.font is None or look.font.color is None:
        return bool(look.font and look.font.strike)
    # A solid fill of a conditional format has its colour where a cell's has that of its pattern.
    ground = colour_of(getattr(look.fill, "bgColor", None), themes, WHITE)
    return bool(look.font.strike) or look_alike(colour_of(look.font.color, themes, BLACK), ground)
