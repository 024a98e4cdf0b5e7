"""Rows that are put into a sheet or taken out of it, and what takes them in: drop-downs, formats, filters, tables."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, unescape

from bvdocs.core.quoting import normal
from bvdocs.workbook.writing.growing_areas import grow_rules, grown_areas, with_grown_areas
from bvdocs.workbook.writing.row_dependents import GROWING_NAMES, RowDependents, RowIn

if TYPE_CHECKING:
    from bvdocs.workbook.writing.cell_writer import WorkbookWriter
    from bvdocs.workbook.writing.sheet_writer import SheetWriter

# The names that Excel keeps for what of a sheet is filtered, and what is printed.
_KINDS = "|".join(map(re.escape, GROWING_NAMES))
_GROWING_NAMES = re.compile(rf"(<(?:\w+:)?definedName\s(?=[^<>]*(?:{_KINDS}))[^<>]*>)([^<]*)")
_NAMED = re.compile(r"('(?:[^'!]|''){1,300}'|[\w.]{1,300})!([$A-Z0-9:]+)")


class RowChanges:
    """The rows that came into a sheet or went, in that order."""

    def __init__(self, workbook: WorkbookWriter, sheet: SheetWriter) -> None:
        self._workbook, self._sheet = workbook, sheet
        self._added: list[RowIn] = []
        self._told: dict[str, None] = {}

    @cached_property
    def _dependents(self) -> RowDependents:
        return RowDependents(self._workbook, self._sheet)

    @property
    def remarks(self) -> list[str]:
        """Return what is to be known of where the rows came in, and of what does not take them in."""
        return list(self._told)

    def add(self, after: int | None) -> int:
        """Put a row behind a row, or where the rows below have to stay, behind the last that is filled; see `add_row`.

        Return its number.
        """
        rows = self._sheet.rows
        last = self._sheet.last_typed
        model = last if after is None else min(after, last)
        if model < last:
            last_of_all = self._sheet.last_filled
            why = self._dependents.why_not_in(model + 1, last_of_all)
            if not why:
                rows.open_up(model + 1, last_of_all)
                self._sheet.rows_moved({number: number + 1 for number in range(model + 1, last_of_all + 1)})
                self._sheet.last_filled, self._sheet.last_typed = last_of_all + 1, last + 1
                self._take_in(RowIn(model, last_of_all, moves=True), model + 1, is_new=True)
                return model + 1
            self._tell(f"Rows of '{self._sheet.title}' were added below row {last}: in their place the rows below"
                       f" would move away from {why}.")  # fmt: skip
        for what in self._dependents.ending_at(last):
            self._tell(f"Rows were added to '{self._sheet.title}' below row {last}, where {what} end"
                       f"{'s' if what.startswith(('a ', 'what ')) else ''}: see whether they are to be counted there"
                       " too.")  # fmt: skip
        self._take_in(RowIn(last, last, moves=False), last + 1, is_new=not rows.at(last + 1).cells)
        # Whatever is written into it: the next one comes behind it.
        self._sheet.last_typed = last + 1
        self._sheet.last_filled = max(last + 1, self._sheet.last_filled)
        return last + 1

    def remove(self, number: int) -> bool:
        """Take a row out, and have those below come up; see `remove_row`. Return whether they did."""
        sheet = self._sheet
        last = sheet.last_filled
        fixed = sheet.fixed((number, column) for column in sheet.rows.at(number).cells)
        if fixed:
            self._tell(f"Row {number} of '{sheet.title}' stays: it has a cell that {next(iter(fixed.values()))}.")
            return False
        for column in list(sheet.rows.at(number).cells):
            sheet.clear((number, column))
        if sheet.comments_move and number in sheet.comments.rows():
            self._tell(f"Row {number} of '{sheet.title}' was left empty: it has a comment.")
            return False
        why = self._dependents.why_not_out(number, last, with_comments=True) if number < last else ""
        if why:
            self._tell(f"Row {number} of '{sheet.title}' was left empty: the rows below would move away from {why}.")
            return False
        sheet.rows.at(number).forget_height()
        sheet.forget_comments(number)
        sheet.last_filled -= 1
        sheet.last_typed -= number <= sheet.last_typed
        sheet.renumber({each: each - 1 for each in range(number + 1, last + 1)} | {number: last})
        return True

    def _take_in(self, row: RowIn, number: int, *, is_new: bool) -> None:
        """Have a row that came in look like the one above it, and what grows take it in."""
        rows = self._sheet.rows
        # The first row that is filled has the headings, which look like no other.
        if row.model > self._sheet.first_filled:
            if is_new:
                rows.at(number).take_looks_of(rows.at(row.model))
            self._added.append(row)
            self._dependents.take_in(row)

    def _tell(self, remark: str) -> None:
        self._told[remark] = None

    def write(self) -> None:
        """Have all that grows with the rows take in those that came."""
        if not self._added:
            return
        grow_rules(self._sheet.rows, self._moved)
        package = self._workbook.package
        for each in package.relations(self._workbook.parts[self._sheet.title]).values():
            if each.kind == "table" and package.own_name(each.target) in package.names:
                package.write(each.target, with_grown_areas(package.read(each.target), self._moved))
        main = package.read(self._workbook.main)
        package.write(self._workbook.main, _GROWING_NAMES.sub(self._with_rows, main.decode()).encode())
        self._added.clear()

    def _moved(self, first: int, end: int) -> tuple[int, int]:
        """Return from where to where an area reaches with the rows that came, that reached from a row to another."""
        for row in self._added:
            first, end = row.moved(first, end)
        return first, end

    def _with_rows(self, name: re.Match[str]) -> str:
        """Return a name of cells as it is to be, with the rows that came where it is of this sheet."""

        def grown(area: re.Match[str]) -> str:
            sheet = area[1].strip("'").replace("''", "'")
            is_own = normal(sheet) == normal(self._sheet.title)
            return f"{area[1]}!{grown_areas(area[2], self._moved)}" if is_own else area[0]

        before = unescape(name[2], {"&apos;": "'", "&quot;": '"'})
        now = _NAMED.sub(grown, before)
        return name[0] if now == before else name[1] + escape(now)
