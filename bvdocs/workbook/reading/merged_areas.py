"""Which of many areas of a sheet each of many cells lies in, at the cost of the cells: an area may be a million."""

from bisect import bisect_right, insort
from collections.abc import Iterable
from typing import TypeVar

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.worksheet.cell_range import CellRange

# Row and column, from 1.
Place = tuple[int, int]
Area = TypeVar("Area", bound=CellRange)


def area_of_each(places: Iterable[Place], areas: Iterable[Area]) -> dict[Place, Area]:
    """Return for each of the places that lies in an area that area; the areas are taken not to overlap, as in Excel.

    One walk down the rows, with the areas that reach into the row in order of their columns.
    """
    found: dict[Place, Area] = {}
    coming = sorted(areas, key=lambda area: (area.min_row, area.min_col), reverse=True)
    here: list[tuple[int, int, int]] = []
    by_number: dict[int, Area] = {}
    for row, column in sorted(places):
        while coming and coming[-1].min_row <= row:
            area = coming.pop()
            by_number[len(by_number)] = area
            insort(here, (area.min_col, area.max_row, len(by_number) - 1))
        at = bisect_right(here, (column, float("inf"), 0)) - 1
        # An area that ended above is met once at most, and goes.
        while at >= 0 and here[at][1] < row:
            del here[at]
            at -= 1
        if at >= 0 and column <= by_number[here[at][2]].max_col:
            found[row, column] = by_number[here[at][2]]
    return found


def top_left(area: CellRange) -> Place:
    """Return the place of the one cell of merged cells that holds anything."""
    return area.min_row, area.min_col
