"""The cells of a sheet that cannot be changed alone: those of one formula for several, and merged ones."""

from collections.abc import Iterable

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.worksheet.cell_range import CellRange

from bvdocs.workbook.reading.merged_areas import Place, area_of_each
from bvdocs.workbook.writing.cell_xml import Formula
from bvdocs.workbook.writing.sheet_rows import SheetRows
from bvdocs.workbook.writing.xml_text import attributes_of, pieces_below

# Formulas of one area, of which none can be changed alone.
_OF_AN_AREA = ("array", "dataTable")


def fixed_cells(
    places: Iterable[Place], formula_areas: Iterable[CellRange], merged: Iterable[CellRange]
) -> dict[Place, str]:
    """Return which of these cells cannot be changed alone, and why, to complete 'it …'."""
    wanted = list(places)
    found = {
        place: f"belongs to the formula of {area.coord}"
        for place, area in area_of_each(wanted, formula_areas).items()
        if area.size != {"rows": 1, "columns": 1}
    }
    for place, area in area_of_each(wanted, merged).items():
        # Of cells that are merged in one row, the first alone holds anything.
        if place != (area.min_row, area.min_col) or area.min_row < area.max_row:
            found[place] = f"is one of the merged cells {area.coord}"
    return found


def merged_areas(rows: SheetRows) -> list[CellRange]:
    """Return the areas of merged cells of a sheet."""
    groups = rows.below.named("mergeCells")
    tags = (group[each.start : each.end] for group in groups for each in pieces_below(group))
    return [CellRange(attributes_of(tag)["ref"]) for tag in tags]


def areas_of_formulas(formulas: Iterable[Formula]) -> list[CellRange]:
    """Return the areas that have one formula for all of their cells."""
    return [CellRange(each.area) for each in formulas if each.kind in _OF_AN_AREA and each.area]
