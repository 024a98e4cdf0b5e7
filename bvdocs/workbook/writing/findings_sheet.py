"""The sheet of an annotated copy that lists all findings, each with a link to its cell."""

from collections.abc import Sequence

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.utils import quote_sheetname

from bvdocs.core.findings import Finding, Severity
from bvdocs.core.findings_order import count_by_severity
from bvdocs.core.schema import ACCEPTED
from bvdocs.workbook.reading.merged_areas import Place
from bvdocs.workbook.writing.cell_names import name_of
from bvdocs.workbook.writing.cell_writer import WorkbookWriter
from bvdocs.workbook.writing.table_sheet import TableCell

# The first three as they stand in the sheet 'Accepted findings', so that an officer can copy them there at once.
COLUMNS = {"Code": 9, "Cell": 16, "Text": 46, "Finding": 46, "What to do": 46, "Severity": 11}
_INTRODUCTION = (
    "This is a copy to read: correct your own workbook. Each finding is a comment on its cell too, and a click on the"
    " cell's name leads there.",
    f"A warning or note that may stand: copy its Code, Cell and Text into the sheet '{ACCEPTED.name}' of your own"
    " workbook, and add Reason, Who and Until.",
)
_FILLS = {Severity.ERROR: "F9DCD8", Severity.WARNING: "FDEFC9", Severity.NOTE: "DDEEF6"}
# A row of the sheet: a finding, and the title of its sheet and its cell there, if it has one.
ListedFinding = tuple[Finding, str, Place | None]


def add_findings_sheet(writer: WorkbookWriter, listed: Sequence[ListedFinding]) -> None:
    """Put a sheet of these findings behind all others, and have the workbook open there.

    Behind them, for names of cells belong to a sheet by its number.
    """
    title = f"What bvdocs found: {count_by_severity([finding for finding, _, _ in listed]) or 'nothing'}"
    rows = [_row(*each) for each in listed]
    sheet = writer.add_table_sheet("Findings", list(COLUMNS), rows, (title, *_INTRODUCTION), list(COLUMNS.values()))
    writer.open_at(sheet)


def _row(finding: Finding, sheet: str, place: Place | None) -> list[str | TableCell]:
    link = f"{quote_sheetname(sheet)}!{name_of(place)}" if place else ""
    severity = TableCell(finding.severity.capitalize(), fill=_FILLS[finding.severity])
    return [
        finding.code,
        TableCell(str(finding.where), link),
        finding.to_accept,
        finding.message,
        finding.hint,
        severity,
    ]
