"""The heading row of a sheet: where it is, and in which column each name of the schema stands."""

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.cell.rich_text import CellRichText

from bvdocs.core.model import CellRef
from bvdocs.core.quoting import did_you_mean, nearest, normal
from bvdocs.core.schema import EXEMPT, Sheet
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.exempt_marks import means_exempt
from bvdocs.workbook.reading.rules import ReportFinding
from bvdocs.workbook.reading.shown_text import AnyCell, LookOfWords
from bvdocs.workbook.reading.whitespace import tidy

CellsByRow = dict[int, list[AnyCell]]


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


def take_struck_headings(
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


def report_missing_heading(sheet: Sheet, cells_by_row: CellsByRow, report: ReportFinding) -> None:
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


def find_columns(sheet: Sheet, heading: list[AnyCell], report: ReportFinding) -> tuple[dict[str, int], frozenset[str]]:
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
