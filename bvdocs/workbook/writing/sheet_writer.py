"""A sheet of which cells are changed, and to which rows and comments are added; a cell keeps its look.

A cell is named by its row and its column, from 1. What is written into a cell with a formula takes the formula's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.formula.translate import Translator
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH, to_excel
from openpyxl.worksheet.cell_range import CellRange

from bvdocs.core.quoting import quoted
from bvdocs.core.rich_text import RichText
from bvdocs.core.values import Value
from bvdocs.workbook.reading.merged_areas import Place
from bvdocs.workbook.reading.package_parts import PartAtFaultError
from bvdocs.workbook.writing.cell_names import name_of
from bvdocs.workbook.writing.cell_xml import (
    Formula,
    blank_cell,
    emptied,
    formula_of,
    is_blank,
    kind_of,
    own_text_of,
    style_of,
    value_of,
    with_formula,
    with_number,
    with_text,
)
from bvdocs.workbook.writing.days_as_typed import typed_like
from bvdocs.workbook.writing.fixed_cells import areas_of_formulas, fixed_cells, merged_areas
from bvdocs.workbook.writing.rich_xml import with_rich_text
from bvdocs.workbook.writing.row_changes import RowChanges
from bvdocs.workbook.writing.sheet_comments import SheetComments
from bvdocs.workbook.writing.sheet_links import move_links, set_links
from bvdocs.workbook.writing.sheet_rows import SheetRows
from bvdocs.workbook.writing.xml_text import attributes_of, pieces_below

if TYPE_CHECKING:
    from bvdocs.workbook.writing.cell_writer import WorkbookWriter


class SheetWriter:
    """A sheet of which cells are changed; `replaced` are the places of formulas that gave way to a value."""

    def __init__(self, workbook: WorkbookWriter, title: str, rows: SheetRows) -> None:
        self.workbook, self.title, self.rows = workbook, title, rows
        self.replaced: list[Place] = []
        # The addresses that cells are to link to; '' for none.
        self._links: dict[Place, str] = {}
        self._row_changes = RowChanges(workbook, self)
        self._remarks: dict[str, None] = {}

    @property
    def remarks(self) -> list[str]:
        """Return what is to be known of what was done to the sheet."""
        return [*self._row_changes.remarks, *self._remarks]

    @property
    def xml(self) -> bytes:
        """Return the sheet as it is to be written; what is its own in other parts is written there."""
        self._row_changes.write()
        self._write_links()
        if "comments" in self.__dict__:
            self.comments.write()
        return self.rows.xml

    @cached_property
    def comments(self) -> SheetComments:
        """Return the comments on the sheet's cells."""
        part = self.workbook.parts[self.title]
        return SheetComments(self.workbook.package, self.workbook.main, part, self.rows)

    @cached_property
    def comments_move(self) -> bool:
        """Say whether the comments that there are can go with their rows: whether they can be read."""
        try:
            self.comments.rows()
        except PartAtFaultError:
            return False
        return True

    @cached_property
    def first_filled(self) -> int:
        """Return the number of the first row in which a cell holds anything; 0 if none does."""
        return min((row.number for row in self.rows.rows if row.is_filled()), default=0)

    @cached_property
    def last_filled(self) -> int:
        """Return the number of the last row in which a cell holds anything; 0 if none does."""
        return self.rows.last_filled()

    @cached_property
    def last_typed(self) -> int:
        """Return the number of the last row in which a cell holds anything but a formula; 0 if none does."""
        return self.rows.last_filled(by_hand=True)

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

    def put(self, place: Place, value: Value) -> None:
        """Write whatever a cell is to hold into it."""
        match value:
            case None:
                self.clear(place)
            case str():
                self.put_text(place, value)
            case RichText():
                self.put_rich(place, value)
            case date():
                self.put_day(place, value)
            case _:
                self.put_share(place, value)

    def put_text(self, place: Place, text: str) -> None:
        """Write a text into a cell; its link stays. Digits stay a number where one was."""
        cell = self.cell(place)
        looks = self.workbook.looks
        is_plain = kind_of(cell) == "n" and value_of(cell) and style_of(cell) not in looks.shares | looks.days
        if is_plain and re.fullmatch("[1-9][0-9]{0,8}", text):
            self._put(place, with_number(cell, int(text)))
        else:
            self._put(place, with_text(cell, text))

    def put_rich(self, place: Place, text: RichText) -> None:
        """Write a text with its bold and italic words into a cell; a link is the whole cell's, as in Excel."""
        cell = self.cell(place)
        links = list(dict.fromkeys(run.link for run in text.runs if run.text.strip()))
        self._links[place] = next((link for link in links if link), "")
        if len(links) > 1:
            # By its words: the cell may be another one by the time that this is read.
            words, address = quoted(text.plain), self._links[place]
            self._tell(f"In the sheet {self.title}, {words} leads to {address} as a whole: a cell has one link.")
        self._put(place, with_rich_text(cell, text, self.workbook.looks.font(style_of(cell))))

    def put_number(self, place: Place, number: float) -> None:
        """Write a number into a cell; one that shows percentages is given a share of 100."""
        cell = self.cell(place)
        is_share = style_of(cell) in self.workbook.looks.shares
        self._put(place, with_number(cell, number / 100 if is_share else number))

    def put_share(self, place: Place, share: float) -> None:
        """Write a share of 100 into a cell so that it is read as one, in the form that the cell has it in."""
        cell = self.cell(place)
        if style_of(cell) in self.workbook.looks.shares:
            self.put_number(place, share)
        elif kind_of(cell) != "n":
            self._put(place, with_text(cell, f"{share:.10g}%"))
        else:
            # Without a sign a number up to 1 is a share of 1, whatever is meant.
            self._put(place, with_number(cell, share if share > 1 else share / 100))

    def put_day(self, place: Place, day: date) -> None:
        """Write a day into a cell: as a date where the cell shows dates, else in words such as it has."""
        cell = self.cell(place)
        if style_of(cell) in self.workbook.looks.days:
            epoch = CALENDAR_MAC_1904 if self.workbook.counts_from_1904 else WINDOWS_EPOCH
            number = to_excel(day, epoch)  # type: ignore[no-untyped-call]
            self._put(place, with_number(cell, number))
        else:
            self._put(place, with_text(cell, typed_like(self.text_at(place), day)))

    def clear(self, place: Place) -> None:
        """Clear a cell, and take its link off it."""
        self._links[place] = ""
        self._put(place, emptied(self.cell(place)))

    def comment(self, place: Place, author: str, text: str) -> None:
        """Put a comment on a cell, below the words of one that it has; a thread of comments gets a reply."""
        try:
            self.comments.add(place, author, text)
        except PartAtFaultError as fault:
            self._tell(f"No comments were put on '{self.title}': the part {fault.part} of the file {fault.why}.")

    def comment_at(self, place: Place) -> str:
        """Return the words of the comment on a cell; '' if it has none that can be read."""
        try:
            return self.comments.text_at(place)
        except PartAtFaultError:
            return ""

    def forget_comments(self, row: int) -> None:
        """Have no comments put on the cells of a row that goes."""
        if "comments" in self.__dict__:
            self.comments.forget(row)

    def add_row(self, after: int | None = None) -> int:
        """Put a row in behind a row, with its looks, drop-downs and formats; return its number.

        Without `after` it is behind the last row in which something was typed; so it is where the rows below cannot
        move, for something in the workbook depends on where they are, which `remarks` says. Where they move, each has
        one more for a number from then on.
        """
        return self._row_changes.add(after)

    def remove_row(self, number: int) -> bool:
        """Take a row out, so that each row below has one less for a number from then on; return whether that is so.

        Where those cannot move, it is left empty, and where it cannot be changed, as it is; `remarks` says so.
        """
        return self._row_changes.remove(number)

    def fixed(self, places: Iterable[Place]) -> dict[Place, str]:
        """Return which of these cells cannot be changed alone, and why, to complete 'it …'."""
        return fixed_cells(places, self._formula_areas, self.merged)

    @cached_property
    def merged(self) -> list[CellRange]:
        """Return the areas of merged cells."""
        return merged_areas(self.rows)

    @cached_property
    def _formula_areas(self) -> list[CellRange]:
        """Return the areas that have one formula for all of their cells."""
        return areas_of_formulas(formula for _, _, formula in self.formulas())

    def formulas(self, first: int = 1) -> list[tuple[int, int, Formula]]:
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
        self.rows_moved(numbers)
        self.rows.renumber(numbers)

    def rows_moved(self, numbers: Mapping[int, int]) -> None:
        """Have what is beside the cells of rows go with them to other numbers."""
        self._write_links()
        move_links(self.rows, numbers)
        if self.comments_move:
            self.comments.renumber(numbers)
        self.replaced = [(numbers.get(row, row), column) for row, column in self.replaced]

    def _write_links(self) -> None:
        kept = set_links(self.workbook.package, self.workbook.parts[self.title], self.rows, self._links)
        for place in kept:
            self._tell(f"{self.title}!{name_of(place)} keeps its link: it is one of several cells that share it.")
        self._links.clear()

    def _put(self, place: Place, cell: bytes) -> None:
        row, column = place
        formula = formula_of(self.cell(place))
        if formula is not None:
            self.replaced.append(place)
            self.workbook.has_lost_formulas = True
        self.workbook.is_changed = True
        self.rows.at(row).put(column, cell)
        self.rows.at(row).fit()
        if not is_blank(cell):
            self.last_typed, self.last_filled = max(row, self.last_typed), max(row, self.last_filled)
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

    def _tell(self, remark: str) -> None:
        self._remarks[remark] = None
