"""Sheets read by openpyxl at the cost of the cells that hold something: areas stay areas, and what is blank is left.

People merge, link, hide and format whole columns and rows. openpyxl makes an object for each of the million cells and
rows that this is about, so its reader of sheets is replaced by one that does not. It is also given no sheet that
bvdocs does not read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from typing import Any

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.reader import excel
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet._reader import VALUE_TAG, WorksheetReader
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange

from bvdocs.core.limits import tell_doing
from bvdocs.workbook.reading.merged_areas import area_of_each, top_left

# Whoever reads a workbook takes it from here, so that this holds for it.
__all__ = ["CellAtFaultError", "keeping_blanks", "load_workbook"]
# Of one sheet: the looks of blank cells and rows are kept as long as there are no more of them.
_MOST_BLANKS_KEPT = 50_000
# Whether they are kept where values are read too.
_keeps_blanks = ContextVar("_keeps_blanks", default=False)

_FAULTS = {"n": "is no number", "s": "is the number of no text", "b": "is neither true nor false", "d": "is no date"}


class CellAtFaultError(ValueError):
    """A cell whose value openpyxl does not take; its words complete 'the sheet …'."""

    def __init__(self, cell: Any) -> None:
        place, held = cell.get("r", "a cell without a place"), (cell.findtext(VALUE_TAG) or "")[:20]
        why = _FAULTS.get(cell.get("t", "n"), "is not understood")
        super().__init__(f"holds '{held}' in {place}, which {why}")


@contextmanager
def keeping_blanks() -> Iterator[None]:
    """Keep blank cells that have a look: a colour alone may say something."""
    before = _keeps_blanks.set(True)
    try:
        yield
    finally:
        _keeps_blanks.reset(before)


class UsedCellsReader(WorksheetReader):
    """Reads a sheet as openpyxl does, but for what is blank and for areas.

    Where values are read, blank cells and rows are passed over. Whoever else has openpyxl load a workbook, formulas and
    all, or wants the looks of blanks, gets them, but for blanks without end.
    """

    ws: Any
    parser: Any

    def __init__(self, ws: Any, xml_source: Any, shared_strings: Any, data_only: bool, rich_text: bool) -> None:
        super().__init__(ws, xml_source, shared_strings, data_only, rich_text)
        # One sheet may take for ever: whoever stops that can name it.
        tell_doing(f"reading the sheet {ws.title}")
        parse_row = self._naming_faults(self.parser.parse_row)
        self._blanks_left = 0 if data_only and not _keeps_blanks.get() else _MOST_BLANKS_KEPT
        self.parser.parse_row = lambda row: self._parse_row(row, parse_row)

    def _parse_row(self, row: Any, parse_row: Any) -> Any:
        """Read a row without its blank cells, once there are too many of these; a row of nothing else is left out.

        A cell without an address stands behind the one before it, so these rows are left whole.
        """
        filled = [cell for cell in row if not _is_blank(cell)]
        blanks = len(row) - len(filled) + (not filled)
        self._blanks_left -= blanks
        if not blanks or self._blanks_left >= 0 or not all(cell.get("r") for cell in row):
            return parse_row(row)
        row[:] = filled
        number, cells = parse_row(row)
        if not cells:
            self.parser.row_dimensions.pop(str(number), None)
        return number, cells

    def _naming_faults(self, parse_row: Any) -> Any:
        """Return what parses a row and raises CellAtFaultError for a cell that it cannot."""

        def parsed(row: Any) -> Any:
            try:
                return parse_row(row)
            except Exception as fault:
                # openpyxl meets a value of no sense with whatever Python raises.
                for cell in row:
                    try:
                        self.parser.parse_cell(cell)
                    except Exception:
                        raise CellAtFaultError(cell) from fault
                raise

        return parsed

    def bind_merged_cells(self) -> None:
        """Keep the merged areas, each once, and take from their cells but the first what nobody sees there."""
        if not self.parser.merged_cells:
            return
        areas = {CellRange(each.ref) for each in self.parser.merged_cells.mergeCell}
        # Some programs merge a cell with nothing.
        areas = {area for area in areas if top_left(area) != (area.max_row, area.max_col)}
        self.ws.merged_cells = MultiCellRange(areas)
        for area in areas:
            self.ws.cell(*top_left(area))
        for place, area in area_of_each(self.ws._cells, areas).items():
            if place != top_left(area):
                covered: Any = MergedCell(self.ws, *place)
                covered._style = copy(self.ws._cells[place]._style)
                self.ws._cells[place] = covered

    def bind_hyperlinks(self) -> None:
        """Give each cell its link; of a link on an area, the cells that hold something."""
        targets = {relation.Id: relation.Target for relation in self.ws._rels}
        on_areas = {}
        used = {place: cell for place, cell in self.ws._cells.items() if cell.value is not None}
        singles = []
        for link in self.parser.hyperlinks.hyperlink:
            if link.id:
                link.target = targets[link.id]
            if ":" in link.ref:
                on_areas[CellRange(link.ref)] = link
            else:
                singles.append((coordinate_to_tuple(link.ref), link))
        for place, area in area_of_each(used, on_areas).items():
            if isinstance(used[place], Cell):
                used[place].hyperlink = copy(on_areas[area])
        covering = area_of_each([place for place, _ in singles], self.ws.merged_cells.ranges)
        for place, link in singles:
            self.ws.cell(*(top_left(covering[place]) if place in covering else place)).hyperlink = link

    def bind_formatting(self) -> None:
        """Take the conditional formats; which have the same areas is asked once for each, not for each of its rules."""
        looks = self.ws.parent._differential_styles
        listed = self.ws.conditional_formatting
        for each in self.parser.formatting:
            for rule in each.rules:
                if rule.dxfId is not None:
                    rule.dxf = looks[rule.dxfId]
            listed._cf_rules.setdefault(each, []).extend(each.rules)


def _is_blank(cell: Any) -> bool:
    """Say whether an element of a row has neither a value nor a formula."""
    return not any(part.tag != VALUE_TAG or part.text for part in cell)


excel.WorksheetReader = UsedCellsReader  # type: ignore[misc, attr-defined, unused-ignore]
