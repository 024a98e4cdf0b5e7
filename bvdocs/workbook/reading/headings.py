"""The heading row of a sheet: where it is, and in which column each name of the schema stands."""

from collections.abc import Iterable, Mapping, Set

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core.columns import Sheet
from bvdocs.core.places import CellRef
from bvdocs.core.quoting import did_you_mean, nearest, normal
from bvdocs.core.shared_columns import EXEMPT
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.exempt_marks import means_exempt
from bvdocs.workbook.reading.merged_areas import top_left
from bvdocs.workbook.reading.rules import ReportFinding
from bvdocs.workbook.reading.shown_text import AnyCell, LookOfWords
from bvdocs.workbook.reading.whitespace import tidy

CellsByRow = dict[int, list[AnyCell]]
# Of each column, by its number from 1, the cell that names it.
Headings = Mapping[int, AnyCell]


def heading_row(sheet: Sheet, cells_by_row: CellsByRow, looks: dict[str, LookOfWords]) -> int | None:
    """Return the number of the first row that holds all of the sheet's required column names; None if none does.

    A name that is struck through is one too: without it nothing at all would be read.
    """
    needed = {normal(name) for name in sheet.required_columns}
    for number, cells in cells_by_row.items():
        struck = (looks[cell.coordinate].struck for cell in cells if cell.coordinate in looks and cell.value is None)
        if needed <= {normal(cell.value) for cell in cells} | {normal(" ".join(words)) for words in struck}:
            return number
    return None


def headings_in(worksheet: Worksheet, number: int, cells: Iterable[AnyCell]) -> Headings:
    """Return the headings of the row of that number, which has these cells.

    A merged heading names each column that it stands over, and may begin in a row above.
    """
    found = {int(cell.column or 0): cell for cell in cells}
    last_used = max(column for _, column in worksheet._cells)
    for area in worksheet.merged_cells.ranges:
        if area.min_row <= number <= area.max_row:
            cell = worksheet.cell(*top_left(area))
            found |= dict.fromkeys(range(area.min_col, min(area.max_col, last_used) + 1), cell)
    return dict(sorted(found.items()))


def report_unknown_headings(
    sheet: Sheet, cells: Iterable[AnyCell], uncomputed: Set[str], report: ReportFinding
) -> None:
    """Report each heading whose words are not known: its column, which may be 'Exempt', would not be read."""
    for cell in dict.fromkeys(cells):
        where = CellRef(sheet.name, cell.coordinate)
        if cell.coordinate in uncomputed:
            report(
                rules.UNCOMPUTED,
                where,
                "the heading is a formula that has never been computed, so it is not known which column this is.",
                "Open the workbook in Excel and save it; or type the heading.",
            )
        elif cell.data_type == "e":
            report(
                rules.ERROR_VALUE,
                where,
                f"the heading holds the error value {cell.value}, so it is not known which column this is.",
                "Correct the formula, or type the heading.",
            )


def take_struck_headings(
    sheet: Sheet, headings: Headings, looks: dict[str, LookOfWords], report: ReportFinding
) -> None:
    """Give the headings that are struck through their words back; report those of columns that would be read."""
    known = {normal(column.name) for column in sheet.columns}
    for cell in dict.fromkeys(headings.values()):
        if cell.value is None and cell.coordinate in looks:
            cell.value = " ".join(looks[cell.coordinate].struck)
            if normal(cell.value) in known:
                report(
                    rules.HEADING_STRUCK,
                    CellRef(sheet.name, cell.coordinate),
                    f"the column name '{cell.value}' is struck through: it is not clear whether the column counts.",
                    "Take the strike-through off the name; or delete the column, or give it another name.",
                )


def report_missing_heading(sheet: Sheet, cells_by_row: CellsByRow, uncomputed: Set[str], report: ReportFinding) -> None:
    """Report each column that is missing from the row that looks most like the heading, and what may have been it."""
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
    if present & known:
        report_unknown_headings(sheet, cells_by_row[int(likeliest[0].row or 0)], uncomputed, report)
    for name in sheet.required_columns:
        if normal(name) not in present:
            report(
                rules.HEADING_MISSING,
                where,
                f"there is no column '{name}'{did_you_mean(name, unknown) or '.'}",
                f"Put '{name}' into the heading row; one row must hold all of: {', '.join(sheet.required_columns)}.",
            )


def find_columns(sheet: Sheet, headings: Headings, report: ReportFinding) -> tuple[dict[str, int], frozenset[str]]:
    """Return the column number, from 1, of each of the sheet's columns that is in its heading, by name.

    Below a heading that is merged over several it is the first. With them come the names of the columns that another
    heading seems to mean, which is reported.
    """
    known = {normal(column.name): column.name for column in sheet.columns}
    found: dict[str, int] = {}
    unknown: list[AnyCell] = []
    first_columns = {cell: column for column, cell in reversed(list(headings.items()))}
    for column, cell in headings.items():
        name = known.get(normal(cell.value))
        if column != first_columns[cell]:
            continue
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
            found[name] = column
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
    # What is nearly 'Exempt', which the sheet has, is seen to as a mark.
    names = [*missing, EXEMPT.name] if EXEMPT in sheet.columns else missing
    near = nearest(heading, names) if heading else ""
    if near == EXEMPT.name and near not in missing:
        return ""
    if near:
        report(
            rules.NEARLY_KNOWN,
            CellRef(sheet.name, cell.coordinate),
            f"the column '{heading}' is not read; did you mean '{near}'?",
            "Correct its name if it is meant; a column of your own is left alone.",
        )
    return near
