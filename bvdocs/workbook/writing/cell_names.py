"""The names of cells, as in 'D14', and the places that they name: row and column, from 1."""

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from bvdocs.workbook.reading.merged_areas import Place


def place_of(cell: str) -> Place:
    """Return the row and the column of a cell that is named as in 'D14'."""
    row, column = coordinate_to_tuple(cell)
    return row, column


def name_of(place: Place) -> str:
    """Return the name of a cell, as in 'D14'."""
    return f"{get_column_letter(place[1])}{place[0]}"
