"""The one writer of cells: it changes named cells of a workbook's file, and no other byte of it.

A cell keeps its look. What is written into a cell with a formula takes the formula's place; the others are left to be
computed when the workbook is opened. A cell is named by its row and its column, from 1.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH, to_excel
from openpyxl.worksheet.cell_range import CellRange

from bvdocs.core.quoting import normal
from bvdocs.workbook.reading.merged_areas import Place, area_of_each
from bvdocs.workbook.reading.package_parts import MAIN_NS
from bvdocs.workbook.writing.cell_looks import date_styles
from bvdocs.workbook.writing.cell_xml import (
    Formula,
    blank_cell,
    emptied,
    formula_of,
    kind_of,
    own_text_of,
    style_of,
    value_of,
    with_formula,
    with_number,
    with_text,
)
from bvdocs.workbook.writing.changed_package import ChangedPackage
from bvdocs.workbook.writing.days_as_typed import typed_like
from bvdocs.workbook.writing.sheet_links import move_links, take_links_off
from bvdocs.workbook.writing.sheet_rows import SheetRows, may_hold_formulas
from bvdocs.workbook.writing.workbook_part import with_recalculation, with_sheet
from bvdocs.workbook.writing.xml_text import attributes_of, pieces_below

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
# Formulas of one area, of which none can be changed alone.
_OF_AN_AREA = ("array", "dataTable")
_LONGEST_TITLE = 31
# Where the words of a shared text stand, plain or in runs.
_WORDS = (f"{{{MAIN_NS}}}t", f"{{{MAIN_NS}}}r/{{{MAIN_NS}}}t")


class WorkbookWriter:
    """A workbook's file, of which cells are changed; raise PartAtFaultError for a part that cannot be had."""

    def __init__(self, content: bytes) -> None:
        self.package = ChangedPackage(content)
        source = self.package.source
        self.main = source.main_part()
        self._relations = source.relations(self.main)
        self.parts = {
            sheet.title: sheet.held_by.target
            for sheet in reversed(source.sheets())
            if sheet.held_by is not None and sheet.held_by.kind == "worksheet"
        }
        self._titles = [sheet.title for sheet in source.sheets()]
        self._opened: dict[str, SheetWriter] = {}
        # A formula that is gone is one too many in the list of all formulas, without which Excel does as well.
        self.has_lost_formulas = False

    def sheet(self, name: str) -> "SheetWriter | None":
        """Return the sheet of this name, which counts as the reader takes it; None if there is none."""
        title = next((each for each in self.parts if normal(each) == normal(name)), None)
        if title is None:
            return None
        if title not in self._opened:
            self._opened[title] = SheetWriter(self, title, SheetRows(self.package.read(self.parts[title])))
        return self._opened[title]

    @property
    def opened(self) -> "list[SheetWriter]":
        """Return the sheets that were asked for, or added."""
        return list(self._opened.values())

    def add_sheet(self, name: str, xml: bytes) -> "SheetWriter":
        """Add a sheet as the last; its name has a number where another has that name."""
        title, number = name, 2
        while normal(title) in map(normal, self._titles):
            ending = f" ({number})"
            title, number = f"{name[: _LONGEST_TITLE - len(ending)]}{ending}", number + 1
        part = self.package.add("xl/worksheets/sheet{}.xml", xml, _SHEET_TYPE)
        (relation,) = self.package.relate(self.main, "worksheet", [(part, False)])
        self.package.write(self.main, with_sheet(self.package.read(self.main), title, relation))
        self.parts[title] = part
        self._titles.append(title)
        self._opened[title] = SheetWriter(self, title, SheetRows(xml))
        return self._opened[title]

    @cached_property
    def has_formulas(self) -> bool:
        """Say whether any cell of the workbook as it was read has a formula."""
        return any(may_hold_formulas(self.package.read(part)) for part in self.parts.values())

    @cached_property
    def date_styles(self) -> frozenset[str]:
        """Return the numbers of the styles that show a number as a day."""
        part = self._related("styles")
        return date_styles(self.package.source.root(part)) if part else frozenset()

    @cached_property
    def shared_texts(self) -> list[str]:
        """Return the words of each text of the workbook's table of shared texts."""
        part = self._related("sharedStrings")
        if not part:
            return []
        texts = self.package.source.root(part).iterfind(f"{{{MAIN_NS}}}si")
        # What stands beside a text to say how it is read is none of its words.
        return ["".join(each.text or "" for path in _WORDS for each in text.iterfind(path)) for text in texts]

    @cached_property
    def counts_from_1904(self) -> bool:
        """Say whether the days of the workbook are counted from 1904."""
        xml = self.package.read(self.main)
        properties = (xml[each.start : each.end] for each in pieces_below(xml) if each.name == "workbookPr")
        return any(attributes_of(each).get("date1904", "0") in ("1", "true", "on") for each in properties)

    def _related(self, kind: str) -> str:
        return next((each.target for each in self._relations.values() if each.kind == kind), "")

    def file(self) -> bytes:
        """Return the workbook's file with all that was changed."""
        for title, sheet in self._opened.items():
            self.package.write(self.parts[title], sheet.xml)
        chain = self._related("calcChain")
        if self.has_lost_formulas and chain in self.package.source:
            self.package.remove(self.main, chain)
        if self.has_formulas:
            self.package.write(self.main, with_recalculation(self.package.read(self.main)))
        return self.package.packed()


class SheetWriter:
    """A sheet of which cells are changed; `replaced` are the places of formulas that gave way to a value."""

    def __init__(self, workbook: WorkbookWriter, title: str, rows: SheetRows) -> None:
        self.workbook, self.title, self.rows = workbook, title, rows
        self.replaced: list[Place] = []
        self._unlinked: set[Place] = set()

    @property
    def xml(self) -> bytes:
        """Return the sheet as it is to be written."""
        take_links_off(self.rows, self._unlinked)
        self._unlinked.clear()
        return self.rows.xml

    def cell(self, place: Place) -> bytes:
        """Return a cell; one that is not written yet is blank, with the look that its row or its column has."""
        row, column = place
        written = self.rows.get(row)
        if written is not None and column in written.cells:
            return written.cells[column]
        style = (written.style if written else "") or self._column_style(column)
        return blank_cell(self.rows.prefix, style)

    def text_at(self, place: Place) -> str:
        """Return the words in a cell, or its value as it is written."""
        cell = self.cell(place)
        match kind_of(cell):
            case "s":
                return self.workbook.shared_texts[int(value_of(cell))]
            case "inlineStr":
                return own_text_of(cell)
        return value_of(cell)

    def put_text(self, place: Place, text: str) -> None:
        """Write a text into a cell."""
        self._put(place, with_text(self.cell(place), text))

    def put_day(self, place: Place, day: date) -> None:
        """Write a day into a cell: as a date where the cell shows dates, else in words such as it has."""
        cell = self.cell(place)
        if style_of(cell) in self.workbook.date_styles:
            epoch = CALENDAR_MAC_1904 if self.workbook.counts_from_1904 else WINDOWS_EPOCH
            number = to_excel(day, epoch)  # type: ignore[no-untyped-call]
            self._put(place, with_number(cell, number))
        else:
            self._put(place, with_text(cell, typed_like(self.text_at(place), day)))

    def clear(self, place: Place) -> None:
        """Clear a cell, and take its link off it."""
        self._unlinked.add(place)
        self._put(place, emptied(self.cell(place)))

    def fixed(self, places: Iterable[Place]) -> dict[Place, str]:
        """Return which of these cells cannot be changed alone, and why, to complete 'it …'."""
        wanted = list(places)
        found = {
            place: f"belongs to the formula of {area.coord}"
            for place, area in area_of_each(wanted, self._formula_areas).items()
            if area.size != {"rows": 1, "columns": 1}
        }
        for place, area in area_of_each(wanted, self._merged).items():
            # Of cells that are merged in one row, the first alone holds anything.
            if place != (area.min_row, area.min_col) or area.min_row < area.max_row:
                found[place] = f"is one of the merged cells {area.coord}"
        return found

    @cached_property
    def _merged(self) -> list[CellRange]:
        """Return the areas of merged cells."""
        groups = self.rows.below.named("mergeCells")
        return [
            CellRange(attributes_of(group[each.start : each.end])["ref"])
            for group in groups
            for each in pieces_below(group)
        ]

    @cached_property
    def _formula_areas(self) -> list[CellRange]:
        """Return the areas that have one formula for all of their cells."""
        formulas = (formula for _, _, formula in self.formulas())
        return [CellRange(each.area) for each in formulas if each.kind in _OF_AN_AREA and each.area]

    def formulas(self, first: int = 1) -> "list[tuple[int, int, Formula]]":
        """Return row, column and formula of each cell from a row on that has one."""
        return [
            (row.number, column, formula)
            for row in self.rows.rows
            if row.number >= first and row.may_hold_formulas
            for column, cell in row.cells.items()
            if (formula := formula_of(cell)) is not None
        ]

    def renumber(self, numbers: Mapping[int, int]) -> None:
        """Move rows to other numbers, which no row has that stays; the links of their cells go with them."""
        take_links_off(self.rows, self._unlinked)
        self._unlinked.clear()
        move_links(self.rows, numbers)
        self.rows.renumber(numbers)

    def _put(self, place: Place, cell: bytes) -> None:
        row, column = place
        formula = formula_of(self.cell(place))
        if formula is not None:
            self.replaced.append(place)
            self.workbook.has_lost_formulas = True
        self.rows.at(row).put(column, cell)
        if formula is not None and formula.kind == "shared" and formula.text:
            self._write_out(formula, place)

    def _write_out(self, shared: Formula, first: Place) -> None:
        """Write a formula that was filled down from a cell, where it stands no more, into each cell that shares it."""
        origin = name_of(first)
        for row, column, formula in self.formulas():
            if formula.kind == "shared" and formula.number == shared.number:
                there = name_of((row, column))
                text = formula.text or Translator(f"={shared.text}", origin).translate_formula(there)[1:]
                self.rows.at(row).put(column, with_formula(self.cell((row, column)), text))

    def _column_style(self, column: int) -> str:
        """Return the number of the style that a column's cells have which are not written; '' for the usual one."""
        for group in self.rows.above.named("cols"):
            for each in pieces_below(group):
                attributes = attributes_of(group[each.start : each.end])
                if int(attributes["min"]) <= column <= int(attributes["max"]):
                    return attributes.get("style", "")
        return ""


def place_of(cell: str) -> Place:
    """Return the row and the column of a cell that is named as in 'D14'."""
    row, column = coordinate_to_tuple(cell)
    return row, column


def name_of(place: Place) -> str:
    """Return the name of a cell, as in 'D14'."""
    return f"{get_column_letter(place[1])}{place[0]}"
