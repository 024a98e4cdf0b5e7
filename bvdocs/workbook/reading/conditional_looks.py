"""Conditional formats that change what is seen of the cells that are read: they are not followed, so they are told."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.worksheet.cell_range import CellRange

from bvdocs.core.english import listed
from bvdocs.core.places import CellRef
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.excel_colours import BLACK, WHITE, Colour, colour_of, look_alike, theme_colours
from bvdocs.workbook.reading.hidden_parts import named
from bvdocs.workbook.reading.rules import ReportFinding
from bvdocs.workbook.reading.shown_cells import hidden_by_format
from bvdocs.workbook.reading.shown_text import AnyCell
from bvdocs.workbook.reading.tables import RawTable

_MOST_AREAS_NAMED = 6


def report_conditional_looks(tables: dict[str, RawTable], report: ReportFinding) -> None:
    """Report the conditional formats over cells that are read which may hide words, or show a number otherwise.

    Those that may hide are told once for a sheet; what does both is told as one of them.
    """
    for name, table in tables.items():
        read = _CellsRead([raw.cell for row in table.rows for raw in row.cells.values()])
        hiding: dict[str, None] = {}
        for areas, looks in read.looks_over_them():
            cells = read.cells_in(areas) if any(look.numFmt for look in looks) else []
            others = [look for look in looks if not _may_hide(look, cells, read.themes)]
            if len(others) < len(looks):
                hiding[" ".join(area.coord for area in areas[:_MOST_AREAS_NAMED])] = None
            if any(look.numFmt for look in others):
                _report_number_format(name, areas, report)
        if hiding:
            report(
                rules.CONDITIONAL_LOOK,
                CellRef(name),
                f"a conditional format of {named(list(hiding))} strikes words through or hides them; all is read.",
                "See whether what it strikes or hides today is meant to be published; if not, delete the words.",
            )


class _CellsRead:
    """The cells of a sheet that are read, found by area: an area may be far larger than they are."""

    def __init__(self, cells: Sequence[AnyCell]) -> None:
        self._worksheet: Any = cells[0].parent if cells else None
        self._by_column: dict[int, dict[int, AnyCell]] = {}
        for cell in sorted(cells, key=lambda each: int(each.row or 0)):
            self._by_column.setdefault(int(cell.column or 0), {})[int(cell.row or 0)] = cell
        self._rows = {column: list(by_row) for column, by_row in self._by_column.items()}

    @property
    def themes(self) -> Sequence[Colour]:
        """Return the colours of the workbook's theme."""
        return theme_colours(self._worksheet.parent)

    def looks_over_them(self) -> Iterator[tuple[list[CellRange], list[Any]]]:
        """Yield the areas of each conditional format that lie over cells that are read, and the looks it gives."""
        for under_conditions in self._worksheet.conditional_formatting if self._worksheet else ():
            looks = [rule.dxf for rule in under_conditions.rules if rule.dxf]
            areas = [area for area in under_conditions.sqref.sorted() if any(self._rows_in(area))] if looks else []
            if areas:
                yield areas, looks

    def cells_in(self, areas: Sequence[CellRange]) -> list[AnyCell]:
        """Return the cells that lie in one of the areas."""
        found = {
            (row, column): self._by_column[column][row]
            for area in areas
            for column, rows in self._rows_in(area)
            for row in rows
        }
        return list(found.values())

    def _rows_in(self, area: CellRange) -> Iterator[tuple[int, list[int]]]:
        """Yield each column of which cells lie in the area, with the rows of these."""
        for column, rows in self._rows.items():
            if area.min_col <= column <= area.max_col:
                within = rows[bisect_left(rows, area.min_row) : bisect_right(rows, area.max_row)]
                if within:
                    yield column, within


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
    places = [area.coord for area in areas[:_MOST_AREAS_NAMED]]
    report(
        rules.FORMAT_IN_DOUBT,
        CellRef(name, places[0].partition(":")[0]),
        # The format is not quoted: its words may be those of an exempt row.
        f"{listed(places)} may show something else than is read: on a condition, another number format holds.",
        "Take that condition off (Home, Conditional Formatting, Manage Rules), or type what is to be printed.",
    )
