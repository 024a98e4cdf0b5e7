"""The rows of a worksheet's XML, to be changed one by one: all else of it stays as it was written, byte for byte."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from xml.parsers import expat

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from bvdocs.workbook.writing.cell_xml import emptied, formula_of, is_blank, style_of
from bvdocs.workbook.writing.xml_text import (
    Piece,
    attributes_of,
    end_of,
    opened,
    pieces_below,
    root_at,
    start_tag,
    with_attribute,
)

_AREA = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}(:[A-Z]{1,3}[1-9]\d{0,6})?")
# However a formula's element begins, whatever prefix it has.
_FORMULA_TAGS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")


def may_hold_formulas(xml: bytes) -> bool:
    """Say whether some cells may hold a formula, at the cost of a glance."""
    return any(tag in xml for tag in _FORMULA_TAGS)


class Row:
    """A row of a sheet: its number, and its cells as they are written, by their columns' numbers from 1."""

    def __init__(self, number: int, xml: bytes, before: bytes = b"") -> None:
        self.number = self._number_before = number
        self._xml, self._before = xml, before
        self._tag = xml[: start_tag(xml).end]
        self._cells: dict[int, bytes] | None = None
        self._is_changed = False

    @property
    def cells(self) -> Mapping[int, bytes]:
        """Return the cells, from left to right if they are written so."""
        if self._cells is None:
            self._cells = dict(_cells_in(self._xml))
        return MappingProxyType(self._cells)

    def put(self, column: int, cell: bytes | None) -> None:
        """Have the row hold another cell in this column, or with None none."""
        self._cells = dict(self.cells)
        self._cells.pop(column, None)
        if cell is not None:
            self._cells[column] = cell
        self._is_changed = True

    @property
    def is_changed(self) -> bool:
        """Say whether it holds other cells than it did, or has another number."""
        return self._is_changed or self.number != self._number_before

    @property
    def may_hold_formulas(self) -> bool:
        """Say whether any of its cells may hold a formula, at the cost of a glance."""
        return self._is_changed or may_hold_formulas(self._xml)

    @property
    def style(self) -> str:
        """Return the number of the style of cells that are not written; '' where they have that of their columns."""
        attributes = attributes_of(self._tag)
        return attributes.get("s", "") if attributes.get("customFormat", "0") in ("1", "true") else ""

    def is_filled(self, *, by_hand: bool = False) -> bool:
        """Say whether a cell holds anything; with `by_hand`, anything but a formula."""
        return not all(is_blank(cell) or (by_hand and formula_of(cell)) for cell in self.cells.values())

    def take_looks_of(self, other: "Row") -> None:
        """Have the row hold cells with the looks of another's, and nothing in them."""
        attributes = attributes_of(other._tag)
        for name in ("s", "customFormat"):
            self._tag = with_attribute(self._tag, name, attributes.get(name))
        self._cells = {column: emptied(cell) for column, cell in other.cells.items() if style_of(cell)}
        self._is_changed = True

    def fit(self) -> None:
        """Have the row as high as what it holds, unless somebody set its height."""
        if attributes_of(self._tag).get("customHeight", "0") not in ("1", "true"):
            self._set_height({})

    def forget_height(self) -> None:
        """Have the row as high as what it holds."""
        self._set_height({})

    def take_height_of(self, other: "Row") -> None:
        """Have the row as high as another."""
        self._set_height(attributes_of(other._tag))

    def _set_height(self, attributes: Mapping[str, str]) -> None:
        for name in ("ht", "customHeight"):
            self._tag = with_attribute(self._tag, name, attributes.get(name))
        self._is_changed = True

    @property
    def xml(self) -> bytes:
        """Return the row, with the space before it, as it is to be written."""
        if not self.is_changed:
            return self._before + self._xml
        # Which columns it spans is a hint that others go by.
        tag = with_attribute(with_attribute(self._tag, "spans", None), "r", str(self.number))
        cells = (at_place(cell, column, self.number) for column, cell in sorted(self.cells.items()))
        return self._before + opened(tag, b"".join(cells))


def at_place(cell: bytes, column: int, row: int) -> bytes:
    """Return a cell that says that it stands at this place."""
    end = start_tag(cell).end
    return with_attribute(cell[:end], "r", f"{get_column_letter(column)}{row}") + cell[end:]


def _cells_in(row: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the column and the XML of each cell; one that does not say where it stands is right of the one before."""
    column = 0
    for piece in pieces_below(row):
        if piece.name == "c":
            cell = row[piece.start : piece.end]
            place = attributes_of(cell).get("r", "")
            column = column_index_from_string(coordinate_from_string(place)[0]) if place else column + 1
            yield column, cell


class SheetRows:
    """A worksheet's XML: its rows in the order in which they are written, and what else is right below its root."""

    def __init__(self, xml: bytes) -> None:
        pieces, places = _scan(xml)
        root = root_at(xml)
        self.root = xml[root : start_tag(xml, root).end]
        self.prefix = start_tag(self.root).prefix.decode()
        data = next(piece for piece in pieces if piece.name == "sheetData")
        self.above = _Beside(xml[: data.start], [each for each in pieces if each.end <= data.start], 0)
        self.below = _Beside(xml[data.end :], [each for each in pieces if each.start >= data.end], data.end)
        own = start_tag(xml, data.start)
        self._tag = xml[data.start : own.end]
        self._data, self._first = xml[data.start : data.end], own.end - data.start
        self._places = [(start - data.start, end - data.start) for start, end in places]
        last = self._places[-1][1] if self._places else self._first
        self._rest = b"" if own.is_all else self._data[last : self._data.rindex(b"</", last)]

    @cached_property
    def rows(self) -> list[Row]:
        """Return the rows, made when they are first asked for: comments are put on cells without any."""
        rows: list[Row] = []
        number, done = 0, self._first
        for start, end in self._places:
            row = self._data[start:end]
            written = attributes_of(row).get("r", "")
            number = int(float(written)) if written else number + 1
            rows.append(Row(number, row, self._data[done:start]))
            done = end
        return rows

    @cached_property
    def _by_number(self) -> dict[int, Row]:
        return {row.number: row for row in self.rows}

    @property
    def xml(self) -> bytes:
        """Return the sheet as it is to be written."""
        if "rows" not in self.__dict__:
            return self.above.xml + self._data + self.below.xml
        self._reach_to_changed()
        rows = b"".join(row.xml for row in self.rows)
        data = opened(self._tag, rows + self._rest) if rows or not self._tag.endswith(b"/>") else self._tag
        return self.above.xml + data + self.below.xml

    def _reach_to_changed(self) -> None:
        """Have how far the sheet says that its cells reach take in those that were written: some programs go by it."""
        cells = [(row.number, column) for row in self.rows if row.is_changed for column in row.cells]
        for known in self.above.named("dimension"):
            ref = attributes_of(known).get("ref", "")
            if not cells or not _AREA.fullmatch(ref):
                continue
            area = CellRange(ref)
            numbers, columns = zip(*cells, (area.min_row, area.min_col), (area.max_row, area.max_col), strict=True)
            reach = CellRange(None, min(columns), min(numbers), max(columns), max(numbers))
            if reach.coord != area.coord:
                self.above.exchange("dimension", with_attribute(known, "ref", reach.coord))

    def get(self, number: int) -> Row | None:
        """Return a row, if it is written."""
        return self._by_number.get(number)

    def at(self, number: int) -> Row:
        """Return a row, which is put in its place if it is not written yet."""
        if number not in self._by_number:
            row = Row(number, f'<{self.prefix}row r="{number}"></{self.prefix}row>'.encode())
            place = len(self.rows)
            while place and self.rows[place - 1].number > number:
                place -= 1
            self.rows.insert(place, row)
            self._by_number[number] = row
        return self._by_number[number]

    def last_filled(self, *, by_hand: bool = False) -> int:
        """Return the number of the last row in which a cell holds anything; 0 if none does.

        With `by_hand`, formulas do not count, which are often there for rows to come.
        """
        below_first = sorted(self.rows, key=lambda row: row.number, reverse=True)
        return next((row.number for row in below_first if row.is_filled(by_hand=by_hand)), 0)

    def open_up(self, number: int, last: int) -> None:
        """Move the rows from one to the last that is filled down by one; a blank row comes in its place."""
        blank = self.at(last + 1)
        blank.forget_height()
        self.rows.remove(blank)
        at = next((at for at, row in enumerate(self.rows) if row.number >= number), len(self.rows))
        for row in self.rows[at:]:
            if row.number <= last:
                row.number += 1
        blank.number = number
        self.rows.insert(at, blank)
        self._by_number = {row.number: row for row in self.rows}

    def renumber(self, numbers: Mapping[int, int]) -> None:
        """Move rows that are written to other numbers, which no row has that stays; what is in them goes with them."""
        for row in self.rows:
            row.number = numbers.get(row.number, row.number)
        self.rows.sort(key=lambda row: row.number)
        self._by_number = {row.number: row for row in self.rows}


class _Beside:
    """What stands right below the root of a sheet beside its cells."""

    def __init__(self, xml: bytes, pieces: list[Piece], offset: int) -> None:
        self.xml = xml
        self._pieces = [Piece(name, start - offset, end - offset) for name, start, end in pieces]

    def named(self, name: str) -> list[bytes]:
        """Return the elements of a name."""
        return [self.xml[each.start : each.end] for each in self._pieces if each.name == name]

    def exchange(self, name: str, new: bytes) -> None:
        """Have something else, or nothing, in place of the one element of a name."""
        at = next(at for at, each in enumerate(self._pieces) if each.name == name)
        old = self._pieces[at]
        self.xml = self.xml[: old.start] + new + self.xml[old.end :]
        more = len(new) - (old.end - old.start)
        self._pieces[at : at + 1] = [old._replace(end=old.end + more)] if new else []
        later = at + bool(new)
        self._pieces[later:] = [Piece(each.name, each.start + more, each.end + more) for each in self._pieces[later:]]

    def exchange_each(self, name: str, change: Callable[[bytes], bytes]) -> None:
        """Have something else in place of each element of a name: what a function makes of it."""
        pieces, written = [], []
        done = more = 0
        for each in self._pieces:
            old = self.xml[each.start : each.end]
            new = change(old) if each.name == name else old
            written += [self.xml[done : each.start], new]
            pieces.append(Piece(each.name, each.start + more, each.start + more + len(new)))
            done = each.end
            more += len(new) - len(old)
        self.xml = b"".join([*written, self.xml[done:]])
        self._pieces = pieces

    def insert_before(self, xml: bytes, names: Collection[str]) -> None:
        """Put an element before the first of those with these names, or behind all if there is none."""
        places = (number for number, each in enumerate(self._pieces) if each.name in names)
        self._insert_at(next(places, len(self._pieces)), xml)

    def insert(self, xml: bytes, after: Collection[str]) -> None:
        """Put an element behind the last of those with these names, or before all if there is none."""
        self._insert_at(
            max((number for number, each in enumerate(self._pieces, 1) if each.name in after), default=0), xml
        )

    def _insert_at(self, at: int, xml: bytes) -> None:
        place = self._pieces[at - 1].end if at else 0
        self.xml = self.xml[:place] + xml + self.xml[place:]
        name = start_tag(xml).name.rpartition(b":")[2].decode()
        later = [Piece(each.name, each.start + len(xml), each.end + len(xml)) for each in self._pieces[at:]]
        self._pieces[at:] = [Piece(name, place, place + len(xml)), *later]


def _scan(xml: bytes) -> tuple[list[Piece], list[tuple[int, int]]]:
    """Return what stands right below the root, and from where to where each row is written."""
    pieces: list[Piece] = []
    rows: list[tuple[int, int]] = []
    depth = start = 0
    in_data = False

    def begin(name: str, _attributes: object) -> None:
        nonlocal depth, start, in_data
        own = name.rpartition(":")[2]
        if depth == 1:
            pieces.append(Piece(own, parser.CurrentByteIndex, 0))
            in_data = own == "sheetData"
        elif depth == 2 and in_data:
            start = parser.CurrentByteIndex
        depth += 1

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1
        if depth == 1:
            pieces[-1] = pieces[-1]._replace(end=end_of(xml, pieces[-1].start, parser.CurrentByteIndex))
        elif depth == 2 and in_data:
            rows.append((start, end_of(xml, start, parser.CurrentByteIndex)))

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.Parse(xml, True)
    return pieces, rows
