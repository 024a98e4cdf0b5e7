"""The tables of a workbook as they stand in it: its sheets, their heading rows and their cells."""

from dataclasses import dataclass

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core.exempt_words import says_exempt
from bvdocs.core.model import CellRef, Source
from bvdocs.core.quoting import did_you_mean, nearest, normal, one_line, quoted
from bvdocs.core.schema import EXEMPT, REPORT, SHEETS, Sheet
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.exempt_marks import (
    marks_of_sheet,
    means_exempt,
    report_exempt_fields,
    report_exempt_marks,
)
from bvdocs.workbook.reading.hidden_parts import report_hidden_parts
from bvdocs.workbook.reading.links import link_of, report_unprinted_links
from bvdocs.workbook.reading.open_file import OpenWorkbook
from bvdocs.workbook.reading.rules import ReportFinding
from bvdocs.workbook.reading.shown_cells import report_conditional_formats, shown_in
from bvdocs.workbook.reading.whitespace import tidy

AnyCell = Cell | MergedCell
CellsByRow = dict[int, list[AnyCell]]


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as it stands in the workbook.

    `uncomputed` marks a formula without a value; `link_formula` is the formula, if it makes a link.
    """

    cell: AnyCell
    where: CellRef
    uncomputed: bool
    link_formula: str = ""

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
    if worksheet is None:
        return RawTable(at_fault=_report_missing_sheet(sheet, worksheets, report))
    cells_by_row = _cells_by_row(worksheet)
    heading = _heading_row(sheet, cells_by_row)
    if heading is None:
        _report_missing_heading(sheet, cells_by_row, report)
        return RawTable(at_fault=True)
    columns, misnamed = _find_columns(sheet, cells_by_row[heading], report)
    merged = _merged_cells(sheet, worksheet, heading, columns, report)
    report_hidden_parts(sheet, worksheet, heading, columns, report)
    report_conditional_formats(sheet, worksheet, heading, columns.values(), report)
    uncomputed = opened.uncomputed.get(worksheet.title, set())
    link_formulas = opened.link_formulas.get(worksheet.title, {})
    letters = {each.name: get_column_letter(columns.get(each.name, 1)) for each in sheet.columns}

    rows = []
    for number in cells_by_row:
        if number <= heading:
            continue
        cells = {}
        for name, column in columns.items():
            own = worksheet.cell(number, column)
            value_cell = merged.get(own.coordinate, own)
            where = CellRef(sheet.name, own.coordinate)
            at = value_cell.coordinate
            cells[name] = RawCell(value_cell, where, at in uncomputed, link_formulas.get(at, ""))
        if not all(cell.blank for cell in cells.values()):
            rows.append(RawRow(Source(sheet.name, number, letters, misnamed), cells))
    if not rows:
        _report_no_rows(sheet, CellRef(sheet.name, f"A{heading + 1}"), report)
    report_unprinted_links(sheet, _links(rows), report)
    exempt = {row.source.row: row.cells[EXEMPT.name].words if EXEMPT.name in row.cells else "" for row in rows}
    marks = marks_of_sheet(heading, cells_by_row, columns, exempt, worksheet.merged_cells.ranges)
    report_exempt_marks(sheet, marks, report)
    if sheet is REPORT:
        fields = ((row.cells["Field"], row.cells["Value"]) for row in rows)
        report_exempt_fields([(field.words, value.words, field.where) for field, value in fields], report)
    return RawTable(tuple(rows), at_fault=sheet.needs_rows and not rows)


def _links(rows: list[RawRow]) -> list[tuple[str, CellRef, str, str]]:
    """Return the column, the cell, the words and the address of each link."""
    cells = ((name, raw, link_of(raw.cell, raw.link_formula)) for row in rows for name, raw in row.cells.items())
    return [(name, raw.where, raw.words, link) for name, raw, link in cells if link]


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


def _heading_row(sheet: Sheet, cells_by_row: CellsByRow) -> int | None:
    """Return the number of the first row that holds all of the sheet's required column names; None if none does."""
    needed = {normal(name) for name in sheet.required_columns}
    rows = cells_by_row.items()
    return next((number for number, cells in rows if needed <= {normal(cell.value) for cell in cells}), None)


def _cells_by_row(worksheet: Worksheet) -> CellsByRow:
    """Return the cells that are in the file, by row number, rows and cells in order.

    A stray format far below or far to the right must not make a million blank ones.
    """
    rows: CellsByRow = {}
    for (number, _), cell in sorted(worksheet._cells.items()):
        rows.setdefault(number, []).append(cell)
    return rows


def _report_missing_heading(sheet: Sheet, cells_by_row: CellsByRow, report: ReportFinding) -> None:
    """Report each column that is missing from the row that looks most like the heading."""
    rows = [[cell for cell in cells if isinstance(cell.value, str | CellRichText)] for cells in cells_by_row.values()]
    known = {normal(column.name) for column in sheet.columns}
    likeliest = max(rows, key=lambda row: sum(normal(cell.value) in known for cell in row), default=[])
    present = {normal(cell.value) for cell in likeliest}
    unknown = [str(cell.value) for cell in likeliest if normal(cell.value) not in known]
    where = CellRef(sheet.name, likeliest[0].coordinate if present & known else "A1")
    if not any(rows):
        report(
            rules.HEADING_MISSING,
            where,
            "the sheet is empty.",
            f"It needs a heading row with the columns {', '.join(sheet.required_columns)}.",
        )
        return
    for name in sheet.required_columns:
        if normal(name) not in present:
            report(
                rules.HEADING_MISSING,
                where,
                f"there is no column '{name}'{did_you_mean(name, unknown) or '.'}",
                f"Put '{name}' into the heading row; one row must hold all of: {', '.join(sheet.required_columns)}.",
            )


def _find_columns(sheet: Sheet, heading: list[AnyCell], report: ReportFinding) -> tuple[dict[str, int], frozenset[str]]:
    """Return the column number, from 1, of each of the sheet's columns that is in its heading, by name.

    With them come the names of the columns that another heading seems to mean, which is reported.
    """
    known = {normal(column.name): column.name for column in sheet.columns}
    found: dict[str, int] = {}
    unknown: list[AnyCell] = []
    for cell in heading:
        name = known.get(normal(cell.value))
        if name is None:
            unknown.append(cell)
        elif name in found:
            report(
                rules.COLUMN_TWICE,
                CellRef(sheet.name, cell.coordinate),
                f"the column '{name}' stands twice.",
                "Rename or delete one of the two.",
            )
        else:
            found[name] = int(cell.column or 0)
    missing = [name for name in known.values() if name not in found]
    misnamed = {_report_unknown_column(sheet, cell, missing, report) for cell in unknown}
    return found, frozenset(filter(None, misnamed))


def _report_unknown_column(sheet: Sheet, cell: AnyCell, missing: list[str], report: ReportFinding) -> str:
    """Report a column whose name is nearly one that is missing, and return that one's name; '' if it is near none.

    One that means 'Exempt' is reported with what stands below it.
    """
    heading = tidy(str(cell.value or ""))
    if means_exempt(heading, missing):
        return EXEMPT.name
    near = nearest(heading, missing) if heading else ""
    if near:
        report(
            rules.NEARLY_KNOWN,
            CellRef(sheet.name, cell.coordinate),
            f"the column '{heading}' is not read; did you mean '{near}'?",
            "Correct its name if it is meant; a column of your own is left alone.",
        )
    return near


def _merged_cells(
    sheet: Sheet, worksheet: Worksheet, heading: int, columns: dict[str, int], report: ReportFinding
) -> dict[str, AnyCell]:
    """Return for each merged cell that is read, by coordinate, the top-left cell of its range; report the ranges."""
    top_left: dict[str, AnyCell] = {}
    read = set(columns.values())
    for merged in sorted(worksheet.merged_cells.ranges, key=lambda area: (area.min_row, area.min_col)):
        if merged.max_row <= heading or not read & set(range(merged.min_col, merged.max_col + 1)):
            continue
        first = worksheet.cell(merged.min_row, merged.min_col)
        top_left |= {worksheet.cell(*place).coordinate: first for place in merged.cells}
        text = one_line(tidy(shown_in(first).text))
        report(
            rules.MERGED,
            CellRef(sheet.name, str(first.coordinate)),
            f"the cells {merged.coord} are merged; {quoted(text)} is taken for all of them.",
            "Unmerge them and write the value into each cell it is meant for.",
        )
    return top_left
