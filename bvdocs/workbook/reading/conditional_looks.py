"""Conditional formats that change what is seen of the cells that are read: they are not followed, so they are told."""

from collections.abc import Iterator, Sequence
from typing import Any

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.worksheet.cell_range import CellRange

from bvdocs.core.english import listed
from bvdocs.core.model import CellRef
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.excel_colours import BLACK, WHITE, Colour, colour_of, look_alike, theme_colours
from bvdocs.workbook.reading.hidden_parts import named
from bvdocs.workbook.reading.rules import ReportFinding
from bvdocs.workbook.reading.shown_cells import hidden_by_format
from bvdocs.workbook.reading.shown_text import AnyCell
from bvdocs.workbook.reading.tables import RawTable


def report_conditional_looks(tables: dict[str, RawTable], report: ReportFinding) -> None:
    """Report the conditional formats over cells that are read which may hide words, or show a number otherwise.

    Those that may hide are told once for a sheet; what does both is told as one of them.
    """
    for name, table in tables.items():
        read = [raw.cell for row in table.rows for raw in row.cells.values()]
        hiding: dict[str, None] = {}
        for areas, cells, looks in _looks_over(read):
            worksheet: Any = cells[0].parent
            themes = theme_colours(worksheet.parent)
            others = [look for look in looks if not _may_hide(look, cells, themes)]
            if len(others) < len(looks):
                hiding[" ".join(area.coord for area in areas)] = None
            if any(look.numFmt for look in others):
                _report_number_format(name, areas, report)
        if hiding:
            report(
                rules.CONDITIONAL_LOOK,
                CellRef(name),
                f"a conditional format of {named(list(hiding))} strikes words through or hides them; all is read.",
                "See whether what it strikes or hides today is meant to be published; if not, delete the words.",
            )


def _looks_over(read: Sequence[AnyCell]) -> Iterator[tuple[list[CellRange], list[AnyCell], list[Any]]]:
    """Yield the areas of each conditional format over cells that are read, these cells, and the looks it gives."""
    worksheet: Any = read[0].parent if read else None
    for under_conditions in worksheet.conditional_formatting if read else ():
        looks = [rule.dxf for rule in under_conditions.rules if rule.dxf]
        areas = list(under_conditions.sqref.ranges)
        cells = [cell for cell in read if any(_holds(area, cell) for area in areas)] if looks else []
        if cells:
            yield [area for area in areas if any(_holds(area, cell) for cell in cells)], cells, looks


def _holds(area: CellRange, cell: Any) -> bool:
    """Say whether a cell lies in an area."""
    first_column, first_row, last_column, last_row = area.bounds
    return bool(first_row <= cell.row <= last_row and first_column <= cell.column <= last_column)


def _may_hide(look: Any, cells: Sequence[AnyCell], themes: Sequence[Colour]) -> bool:
    """Say whether a conditional look may strike out or hide words of these cells."""
    if look.numFmt and any(hidden_by_format(cell, look.numFmt.formatCode) for cell in cells):
        return True
    if look.font is None or look.font.color is None:
        return bool(look.font and look.font.strike)
    # A solid fill of a conditional format has its colour where a cell's has that of its pattern.
    ground = colour_of(getattr(look.fill, "bgColor", None), themes, WHITE)
    return bool(look.font.strike) or look_alike(colour_of(look.font.color, themes, BLACK), ground)


def _report_number_format(name: str, areas: Sequence[CellRange], report: ReportFinding) -> None:
    places = [area.coord for area in areas]
    report(
        rules.FORMAT_IN_DOUBT,
        CellRef(name, places[0].partition(":")[0]),
        # The format is not quoted: its words may be those of an exempt row.
        f"{listed(places)} may show something else than is read: on a condition, another number format holds.",
        "Take that condition off (Home, Conditional Formatting, Manage Rules), or type what is to be printed.",
    )
