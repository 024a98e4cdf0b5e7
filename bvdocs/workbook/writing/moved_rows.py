"""Rows of a sheet that go to another, which begins with the same headings.

The cells go with their looks, their texts and their links; of a formula, which would mean something else there, goes
what it came to.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from bvdocs.core.columns import Sheet
from bvdocs.core.quoting import normal
from bvdocs.workbook.reading.merged_areas import Place
from bvdocs.workbook.writing.cell_writer import SheetWriter, WorkbookWriter
from bvdocs.workbook.writing.cell_xml import blank_cell, formula_of, is_blank, style_of, with_text, without_formula
from bvdocs.workbook.writing.sheet_links import links_of, put_links_on
from bvdocs.workbook.writing.sheet_rows import Row, SheetRows
from bvdocs.workbook.writing.xml_text import attributes_of, pieces_below, start_tag, with_attribute

# Who made the sheet: two sheets with one would be one that is there twice.
_IDENTITY = "xr:uid"
# In characters, as Excel counts a column's width: a day in words.
_NOTE_WIDTH = 19


@dataclass(frozen=True, slots=True)
class Headings:
    """The row of a sheet that has its headings, and each of these by its column."""

    row: int
    names: Mapping[int, str]


def find_headings(sheet: SheetWriter, columns: Collection[str]) -> Headings | None:
    """Return the first row that holds all of these names, as the reader finds it; None if none does."""
    wanted = set(map(normal, columns))
    for row in sheet.rows.rows:
        names = {column: sheet.text_at((row.number, column)) for column in row.cells}
        if wanted <= set(map(normal, names.values())):
            return Headings(row.number, {column: name for column, name in names.items() if name.strip()})
    return None


def rows_that_stay(sheet: SheetWriter, declared: Sheet, numbers: Iterable[int]) -> dict[int, str]:
    """Return which of these rows cannot be taken out, and why, to complete 'it …'."""
    headings = find_headings(sheet, declared.required_columns)
    read = headings.names if headings else ()
    places = [(number, column) for number in numbers for column in {*read, *sheet.rows.at(number).cells}]
    return {row: f"has a cell that {why}" for (row, _), why in sheet.fixed(places).items()}


def move_rows(
    workbook: WorkbookWriter,
    sheet: SheetWriter,
    declared: Sheet,
    numbers: Sequence[int],
    to: str,
    notes: Sequence[Mapping[str, str]],
) -> SheetWriter:
    """Move rows to the end of the sheet named `to`, or of a new one; return that.

    Of the council's own columns, formulas stay where they are too: they belong to the sheet. `notes` has for
    each row what is written beside it, under headings of its own.
    """
    headings = find_headings(sheet, declared.required_columns)
    if headings is None:
        raise ValueError(f"{sheet.title} has no headings")
    noted = dict.fromkeys(name for note in notes for name, text in note.items() if text)
    target, columns, places = _target(workbook, sheet, declared, headings, to, noted)
    relations = workbook.package.source.relations(workbook.parts[sheet.title])
    links = links_of(sheet.rows, relations)
    read = {column for column, name in headings.names.items() if _is_declared(declared, name)}
    moved: dict[Place, Place] = {}
    last = target.rows.last_filled()
    for at, number in enumerate(numbers, last + 1):
        target.rows.at(at).take_height_of(sheet.rows.at(number))
        for column, cell in sheet.rows.at(number).cells.items():
            if is_blank(cell):
                continue
            new = columns.get(column) or _column_added(target, columns, column)
            target.rows.at(at).put(new, without_formula(cell))
            moved[number, column] = at, new
            if column in read or formula_of(cell) is None:
                sheet.clear((number, column))
        for name, column in places.items():
            if text := notes[at - last - 1].get(name):
                target.put_text((at, column), text)
    part = workbook.parts[target.title]
    put_links_on(workbook.package, part, target.rows, {moved[at]: link for at, link in links.items() if at in moved})
    return target


def close_up(sheet: SheetWriter, numbers: Collection[int], last: int) -> None:
    """Put rows that were emptied behind the last row of all, and those between in their place, each with its height."""
    first, gone = min(numbers), set(numbers)
    stay = [number for number in range(first, last + 1) if number not in gone]
    for number in gone:
        sheet.rows.at(number).forget_height()
    sheet.renumber({before: first + at for at, before in enumerate((*stay, *sorted(gone)))})


def _is_declared(declared: Sheet, name: str) -> bool:
    return normal(name) in {normal(column.name) for column in declared.columns}


def _column_added(target: SheetWriter, columns: dict[int, int], column: int) -> int:
    """Return the column, the first that is free, for cells that have no heading."""
    taken = [*columns.values(), *(each for row in target.rows.rows for each in row.cells)]
    columns[column] = max(taken, default=0) + 1
    return columns[column]


def _target(
    workbook: WorkbookWriter, sheet: SheetWriter, declared: Sheet, headings: Headings, to: str, note: Iterable[str]
) -> tuple[SheetWriter, dict[int, int], dict[str, int]]:
    """Return the sheet that rows go to, its column for each of the other's, and the columns of what is noted."""
    target = workbook.sheet(to)
    there = find_headings(target, declared.required_columns) if target else None
    if target is None or there is None:
        target = workbook.add_sheet(to, _empty_like(sheet, headings, len(list(note))))
        there = Headings(1, headings.names)
    known = {normal(name): column for column, name in there.names.items()}
    end = max(known.values())
    columns: dict[int, int] = {}
    for column, name in headings.names.items():
        if normal(name) not in known:
            end += 1
            target.rows.at(there.row).put(end, sheet.cell((headings.row, column)))
            known[normal(name)] = end
        columns[column] = known[normal(name)]
    notes: dict[str, int] = {}
    for name in note:
        if normal(name) not in known:
            end += 1
            look = blank_cell(sheet.rows.prefix, style_of(sheet.cell((headings.row, max(headings.names)))))
            target.rows.at(there.row).put(end, with_text(look, name))
            known[normal(name)] = end
        notes[name] = known[normal(name)]
    return target, columns, notes


def _empty_like(sheet: SheetWriter, headings: Headings, more: int) -> bytes:
    """Return the XML of a sheet with the headings and the widths of columns of another, and of some columns more."""
    rows = sheet.rows
    last = max(headings.names)
    head = Row(1, f'<{rows.prefix}row r="1"></{rows.prefix}row>'.encode())
    for column in headings.names:
        head.put(column, without_formula(sheet.cell((headings.row, column))))
    head.take_height_of(rows.at(headings.row))
    root = with_attribute(rows.root, _IDENTITY, None)
    data, name = f"{rows.prefix}sheetData", start_tag(root).name
    cells = b"".join((f"<{data}>".encode(), head.xml, f"</{data}>".encode()))
    cols = _widths(rows, last)
    cols += f'<{rows.prefix}col min="{last + 1}" max="{last + more}" width="{_NOTE_WIDTH}" customWidth="1"/>'.encode()
    widths = b"".join((f"<{rows.prefix}cols>".encode(), cols, f"</{rows.prefix}cols>".encode()))
    return b"".join((root, widths, cells, b"</", name, b">"))


def _widths(rows: SheetRows, last: int) -> bytes:
    """Return the widths of a sheet's columns up to one."""
    found = b""
    for group in rows.above.named("cols"):
        for piece in pieces_below(group):
            column = group[piece.start : piece.end]
            first, end = (int(attributes_of(column)[name]) for name in ("min", "max"))
            if first <= last:
                found += with_attribute(column, "max", str(min(end, last)))
    return found
