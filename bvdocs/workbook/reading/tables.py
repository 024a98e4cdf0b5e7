"""The tables of a workbook as they stand in it: its sheets, their heading rows and their cells."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import product

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core.columns import Sheet
from bvdocs.core.exempt_words import says_exempt
from bvdocs.core.limits import tell_doing
from bvdocs.core.places import CellRef, Source
from bvdocs.core.quoting import did_you_mean, normal, one_line, quoted
from bvdocs.core.schema import NO_WORDS, SHEETS
from bvdocs.core.shared_columns import EXEMPT
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.beside_cells import words_of_headers
from bvdocs.workbook.reading.exempt_marks import (
    marks_of_sheet,
    report_exempt_fields,
    report_exempt_marks,
)
from bvdocs.workbook.reading.headings import (
    CellsByRow,
    find_columns,
    heading_row,
    headings_in,
    report_missing_heading,
    report_unknown_headings,
    take_struck_headings,
)
from bvdocs.workbook.reading.hidden_parts import report_hidden_parts
from bvdocs.workbook.reading.links import link_of, report_unprinted_links
from bvdocs.workbook.reading.merged_areas import area_of_each, top_left
from bvdocs.workbook.reading.open_file import OpenWorkbook
from bvdocs.workbook.reading.rules import ReportFinding
from bvdocs.workbook.reading.shown_cells import shown_in
from bvdocs.workbook.reading.shown_text import NO_LOOK, AnyCell, LookOfWords, take_as_shown
from bvdocs.workbook.reading.whitespace import tidy


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as it is seen in the workbook.

    `uncomputed` marks a formula without a value; `link_formula` is the formula, if it makes a link; `look` has what is
    struck through.
    """

    cell: AnyCell
    where: CellRef
    uncomputed: bool
    link_formula: str = ""
    look: LookOfWords = NO_LOOK

    @property
    def blank(self) -> bool:
        """Say whether nothing, or nothing that anybody sees, is in the cell; 0 is a value."""
        return not self.uncomputed and not self.words

    @property
    def words(self) -> str:
        """Return what the cell holds, in whatever kind, as a tidy text; '' for nothing."""
        return "" if self.cell.value is None else tidy(str(self.cell.value))


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row below the heading: its cells by column name, as the schema writes the names."""

    source: Source
    cells: dict[str, RawCell]

    @property
    def may_be_exempt(self) -> bool:
        """Say whether its cell for that holds anything but a no."""
        cell = self.cells.get("Exempt")
        return cell is not None and not cell.blank and normal(cell.cell.value) not in NO_WORDS

    @property
    def unstruck(self) -> "RawRow":
        """Return the row with the words that are struck through."""
        cells = {name: replace(each, cell=each.look.unstruck or each.cell) for name, each in self.cells.items()}
        return replace(self, cells=cells)


@dataclass(frozen=True, slots=True)
class RawTable:
    """A sheet's rows; `at_fault` marks one of which none could be found, which is reported."""

    rows: tuple[RawRow, ...] = ()
    at_fault: bool = False


def read_tables(opened: OpenWorkbook, report: ReportFinding) -> dict[str, RawTable]:
    """Return the table of every sheet of the schema, by the sheet's name."""
    worksheets = _worksheets_by_name(opened, report)
    return {sheet.name: _read_table(sheet, worksheets, opened, report) for sheet in SHEETS}


def _worksheets_by_name(opened: OpenWorkbook, report: ReportFinding) -> dict[str, Worksheet]:
    """Return the worksheets by their normal names, the first of two with one name; report the second."""
    found: dict[str, Worksheet] = {}
    known = {normal(sheet.name): sheet for sheet in SHEETS}
    for worksheet in opened.book.worksheets:
        name = normal(worksheet.title)
        if name in found and name in known:
            report(
                rules.SHEET_TWICE,
                CellRef(worksheet.title),
                f"there are two sheets '{known[name].name}'.",
                "Rename or delete one of them.",
            )
        found.setdefault(name, worksheet)
    return found


def _read_table(
    sheet: Sheet, worksheets: dict[str, Worksheet], opened: OpenWorkbook, report: ReportFinding
) -> RawTable:
    worksheet = worksheets.get(normal(sheet.name))
    tell_doing(f"reading the sheet {sheet.name}")
    if worksheet is None:
        return RawTable(at_fault=_report_missing_sheet(sheet, worksheets, report))
    cells_by_row = _cells_by_row(worksheet)
    looks = take_as_shown(worksheet._cells.values())
    uncomputed = opened.uncomputed.get(worksheet.title, set())
    heading = heading_row(sheet, cells_by_row, looks)
    if heading is None:
        report_missing_heading(sheet, cells_by_row, uncomputed, report)
        return RawTable(at_fault=True)
    headings = headings_in(worksheet, heading, cells_by_row[heading])
    take_struck_headings(sheet, headings, looks, report)
    report_unknown_headings(sheet, headings.values(), uncomputed, report)
    columns, misnamed = find_columns(sheet, headings, report)
    read = set(columns.values())
    numbers = [
        number
        for number, cells in cells_by_row.items()
        if number > heading and not read.isdisjoint(cell.column for cell in cells)
    ]
    _report_merged_cells(sheet, worksheet, heading, read, report)
    rows, struck = _rows_that_count(sheet, worksheet, opened, numbers, columns, misnamed, looks, report)
    report_hidden_parts(sheet, worksheet, heading, columns, {row.source.row: row.may_be_exempt for row in rows}, report)
    if not rows:
        _report_no_rows(sheet, CellRef(sheet.name, f"A{heading + 1}"), report)
    report_unprinted_links(sheet, _links(rows), report)
    exempt = {row.source.row: row.cells[EXEMPT.name].words if EXEMPT.name in row.cells else "" for row in rows}
    marks = marks_of_sheet(
        heading, headings, cells_by_row, columns, exempt, struck, worksheet.merged_cells.ranges, uncomputed
    )
    report_exempt_marks(sheet, replace(marks, headers=words_of_headers(worksheet)), report)
    if sheet.fields:
        fields = ((row.cells["Field"], row.cells["Value"]) for row in rows)
        report_exempt_fields(sheet, [(field.words, value.words, field.where) for field, value in fields], report)
    return RawTable(tuple(rows), at_fault=sheet.needs_rows and not rows)


def _rows_that_count(
    sheet: Sheet, worksheet: Worksheet, opened: OpenWorkbook, numbers: Sequence[int], columns: Mapping[str, int],
    misnamed: frozenset[str], looks: Mapping[str, LookOfWords], report: ReportFinding,
) -> tuple[list[RawRow], set[int]]:  # fmt: skip
    """Return those of the rows with these numbers that say something, and the numbers of those struck through.

    The cells of a merged area have the value of its first.
    """
    uncomputed = opened.uncomputed.get(worksheet.title, set())
    merged = area_of_each(product(numbers, set(columns.values())), worksheet.merged_cells.ranges)
    link_formulas = opened.link_formulas.get(worksheet.title, {})
    letters = {each.name: get_column_letter(columns.get(each.name, 1)) for each in sheet.columns}
    left_out = frozenset(letters.keys() - columns.keys())
    rows: list[RawRow] = []
    struck: set[int] = set()
    for number in numbers:
        cells = {}
        for name, column in columns.items():
            own = worksheet.cell(number, column)
            area = merged.get((number, column))
            value_cell = worksheet.cell(*top_left(area)) if area else own
            where = CellRef(sheet.name, own.coordinate)
            at = value_cell.coordinate
            cells[name] = RawCell(
                value_cell, where, at in uncomputed, link_formulas.get(at, ""), looks.get(at, NO_LOOK)
            )
        row = _row_that_counts(sheet, RawRow(Source(sheet.name, number, letters, misnamed, left_out), cells), report)
        if row is None:
            struck.add(number)
        elif not all(cell.blank for cell in row.cells.values()):
            rows.append(row)
    return rows, struck


def _links(rows: list[RawRow]) -> list[tuple[str, CellRef, str, str]]:
    """Return the column, the cell, the words and the address of each link."""
    cells = ((name, raw, link_of(raw.cell, raw.link_formula)) for row in rows for name, raw in row.cells.items())
    return [(name, raw.where, raw.words, link) for name, raw, link in cells if link]


def _row_that_counts(sheet: Sheet, row: RawRow, report: ReportFinding) -> RawRow | None:
    """Return what counts of a row, None if it is struck through, which is reported.

    One that may be exempt keeps its struck words: it is never printed, but what it says must be known for a secret.
    """
    is_struck = _is_struck(sheet, row.source.row, row.cells, report)
    whole = row.unstruck
    if not whole.may_be_exempt:
        return None if is_struck else row
    # It is told once for the row, and so for none of its cells.
    looks = {name: replace(cell, look=NO_LOOK) for name, cell in whole.cells.items()}
    return replace(whole, cells=looks) if is_struck else whole


def _is_struck(sheet: Sheet, number: int, cells: dict[str, RawCell], report: ReportFinding) -> bool:
    """Say whether what a row is there for, or all of it, is struck through; report it, once for the row."""
    struck = [cell for cell in cells.values() if cell.look.struck and cell.blank]
    main = cells.get(sheet.main_column)
    if not struck or not (main in struck or all(cell.blank for cell in cells.values())):
        return False
    told = main if main in struck else struck[0]
    report(
        rules.ROW_STRUCK,
        told.where,
        f"{quoted(' '.join(told.look.struck))} is struck through, so row {number} is left out.",
        "Nothing, if the row is meant to go; else take the strike-through off.",
    )
    return True


def _report_no_rows(sheet: Sheet, where: CellRef, report: ReportFinding) -> None:
    if sheet.needs_rows:
        report(rules.NO_ROWS, where, "there is nothing below the heading row.", f"Fill in the sheet. {sheet.help}")
    elif sheet.required:
        report(
            rules.NOTHING_TO_PRINT,
            where,
            "there is nothing below the heading row, and the documents will say so.",
            "Fill in the sheet, unless that is what is meant.",
        )


def _report_missing_sheet(sheet: Sheet, worksheets: dict[str, Worksheet], report: ReportFinding) -> bool:
    """Report a sheet that is missing, unless it may be and no other has nearly its name; say whether it was."""
    taken = {normal(known.name) for known in SHEETS}
    # An exempt sheet beside is not the one to rename.
    own = [worksheet.title for name, worksheet in worksheets.items() if name not in taken]
    others = [title for title in own if "exempt" not in normal(title) and not says_exempt(title)]
    near = did_you_mean(sheet.name, others)
    if sheet.required or near:
        rule = rules.SHEET_MISSING if sheet.required else rules.NEARLY_KNOWN
        message = f"the workbook has no sheet '{sheet.name}'{near or '.'}"
        report(rule, CellRef(sheet.name), message, "Rename the sheet." if near else f"Add the sheet. {sheet.help}")
    return bool(sheet.required or near)


def _cells_by_row(worksheet: Worksheet) -> CellsByRow:
    """Return the cells that are in the file, by row number, rows and cells in order.

    A stray format far below or far to the right must not make a million blank ones.
    """
    rows: CellsByRow = {}
    for (number, _), cell in sorted(worksheet._cells.items()):
        rows.setdefault(number, []).append(cell)
    return rows


def _report_merged_cells(
    sheet: Sheet, worksheet: Worksheet, heading: int, read: Set[int], report: ReportFinding
) -> None:
    """Report each merged area over cells or headings that are read; `read` are their columns' numbers."""
    for merged in sorted(worksheet.merged_cells.ranges, key=top_left):
        covered = sorted(column for column in read if merged.min_col <= column <= merged.max_col)
        is_heading = merged.min_row <= heading and merged.min_col < merged.max_col
        if not covered or merged.max_row < heading or (merged.max_row == heading and not is_heading):
            continue
        first = worksheet.cell(*top_left(merged))
        text = quoted(one_line(tidy(shown_in(first).text)))
        if is_heading:
            letter = get_column_letter(covered[0])
            message = f"the cells {merged.coord} are merged; of the columns below {text}, only {letter} is read."
            hint = "Unmerge them, and give each column a name of its own."
        else:
            message = f"the cells {merged.coord} are merged; {text} is taken for all of them."
            hint = "Unmerge them and write the value into each cell it is meant for."
        report(rules.MERGED, CellRef(sheet.name, str(first.coordinate)), message, hint)
