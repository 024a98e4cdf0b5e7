"""The tables of a workbook as they stand in it: its sheets, their heading rows and their cells."""

import re
from dataclasses import dataclass

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core.model import CellRef, Source
from bvdocs.core.quoting import did_you_mean, normal, quoted
from bvdocs.core.schema import SHEETS, Sheet
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.hidden_parts import report_hidden_parts
from bvdocs.workbook.reading.open_file import OpenWorkbook
from bvdocs.workbook.reading.rules import ReportFinding
from bvdocs.workbook.reading.shown_text import NO_LOOK, AnyCell, LookOfWords, take_as_shown

# What councils call what is not for publication.
_MEANS_EXEMPT = re.compile(
    r"exempt|confidential|not for publication|\bpart (?:ii|2|two)\b|private|restricted|sensitive"
)
# What says that a row is not exempt.
NO_WORDS = frozenset({"no", "n", "false"})
CellsByRow = dict[int, list[AnyCell]]


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as it is seen in the workbook; `uncomputed` marks a formula without a value, `look` has what is struck."""

    cell: AnyCell
    where: CellRef
    uncomputed: bool
    look: LookOfWords = NO_LOOK

    @property
    def blank(self) -> bool:
        """Say whether nothing, or nothing but space, is in the cell; 0 is a value."""
        value = self.cell.value
        return not self.uncomputed and (value is None or not str(value).strip())


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


@dataclass(frozen=True, slots=True)
class RawTable:
    """A sheet's rows; `found` is false where the sheet or its heading row is missing."""

    found: bool
    rows: tuple[RawRow, ...] = ()


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
        _report_missing_sheet(sheet, worksheets, report)
        return RawTable(found=False)
    cells_by_row = _cells_by_row(worksheet)
    looks = take_as_shown(worksheet._cells.values())
    heading = _heading_row(sheet, cells_by_row, looks)
    if heading is None:
        _report_missing_heading(sheet, cells_by_row, report)
        return RawTable(found=False)
    _take_struck_headings(sheet, cells_by_row[heading], looks, report)
    columns = _find_columns(sheet, cells_by_row[heading], report)
    merged = _merged_cells(sheet, worksheet, heading, columns, report)
    uncomputed = opened.uncomputed.get(worksheet.title, set())
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
            cells[name] = RawCell(value_cell, where, at in uncomputed, looks.get(at, NO_LOOK))
        if _left_out_as_struck(sheet, number, cells, report):
            continue
        if not all(cell.blank for cell in cells.values()):
            rows.append(RawRow(Source(sheet.name, number, letters), cells))
    report_hidden_parts(sheet, worksheet, heading, columns, {row.source.row: row.may_be_exempt for row in rows}, report)
    if not rows:
        _report_no_rows(sheet, CellRef(sheet.name, f"A{heading + 1}"), report)
    return RawTable(found=True, rows=tuple(rows))


def _left_out_as_struck(sheet: Sheet, number: int, cells: dict[str, RawCell], report: ReportFinding) -> bool:
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
        confidential=True,
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


def _report_missing_sheet(sheet: Sheet, worksheets: dict[str, Worksheet], report: ReportFinding) -> None:
    taken = {normal(known.name) for known in SHEETS}
    others = [worksheet.title for name, worksheet in worksheets.items() if name not in taken]
    near = did_you_mean(sheet.name, others)
    if sheet.required or near:
        rule = rules.SHEET_MISSING if sheet.required else rules.NEARLY_KNOWN
        message = f"the workbook has no sheet '{sheet.name}'{near or '.'}"
        report(rule, CellRef(sheet.name), message, "Rename the sheet." if near else f"Add the sheet. {sheet.help}")


def _heading_row(sheet: Sheet, cells_by_row: CellsByRow, looks: dict[str, LookOfWords]) -> int | None:
    """Return the number of the first row that holds all of the sheet's required column names; None if none does.

    A name that is struck through is one too: without it nothing at all would be read.
    """
    needed = {normal(name) for name in sheet.required_columns}
    for number, cells in cells_by_row.items():
        struck = (looks[cell.coordinate].struck for cell in cells if cell.coordinate in looks and cell.value is None)
        if needed <= {normal(cell.value) for cell in cells} | {normal(" ".join(words)) for words in struck}:
            return number
    return None


def _take_struck_headings(
    sheet: Sheet, heading: list[AnyCell], looks: dict[str, LookOfWords], report: ReportFinding
) -> None:
    """Give the headings that are struck through their words back; report those of columns that would be read."""
    known = {normal(column.name) for column in sheet.columns}
    for cell in heading:
        if cell.value is None and cell.coordinate in looks:
            cell.value = " ".join(looks[cell.coordinate].struck)
            if normal(cell.value) in known:
                report(
                    rules.HEADING_STRUCK,
                    CellRef(sheet.name, cell.coordinate),
                    f"the column name '{cell.value}' is struck through: it is not clear whether the column counts.",
                    "Take the strike-through off the name; or delete the column, or give it another name.",
                )


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


def _find_columns(sheet: Sheet, heading: list[AnyCell], report: ReportFinding) -> dict[str, int]:
    """Return the column number, from 1, of each of the sheet's columns that is in its heading, by name."""
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
    for cell in unknown:
        _report_unknown_column(sheet, cell, missing, report)
    return found


def _report_unknown_column(sheet: Sheet, cell: AnyCell, missing: list[str], report: ReportFinding) -> None:
    """Report a column whose name is nearly one that is missing; one that may mean 'Exempt' stops the build."""
    where = CellRef(sheet.name, cell.coordinate)
    near = did_you_mean(str(cell.value), missing) if cell.value is not None else ""
    if "Exempt" in missing and (_MEANS_EXEMPT.search(normal(cell.value)) or "'Exempt'" in near):
        report(
            rules.EXEMPT_UNCLEAR,
            where,
            f"the column '{cell.value}' is not read, so the rows it marks would be published.",
            "Name the column 'Exempt', or give it another name if it means something else.",
        )
    elif near:
        report(
            rules.NEARLY_KNOWN,
            where,
            f"the column '{cell.value}' is not read{near}",
            "Correct its name if it is meant; a column of your own is left alone.",
        )


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
        text = "" if first.value is None else str(first.value)
        report(
            rules.MERGED,
            CellRef(sheet.name, str(first.coordinate)),
            f"the cells {merged.coord} are merged; {quoted(text)} is taken for all of them.",
            "Unmerge them and write the value into each cell it is meant for.",
        )
    return top_left
