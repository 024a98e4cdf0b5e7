"""Marks of exemption that are not read: beside the column 'Exempt', without it, and in sheets that have none.

What is marked so and printed all the same is what this program must never do, so each is an error. Colours (pink rows)
are no marks that can be told from others.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from bvdocs.core.columns import Sheet
from bvdocs.core.english import counted
from bvdocs.core.exempt_words import Heading, heading_of, marks_exempt, opens_exempt, says_exempt, says_yes
from bvdocs.core.places import CellRef
from bvdocs.core.quoting import nearest, normal, quoted
from bvdocs.core.schema import NO_WORDS, REPORT, REPORT_FIELDS
from bvdocs.core.shared_columns import EXEMPT
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.merged_areas import top_left
from bvdocs.workbook.reading.rules import ReportFinding
from bvdocs.workbook.reading.whitespace import tidy

_MOST_ROWS_NAMED = 6
# Headings below which a cell may mark its row by whatever it says.
_MARKING = {Heading.SURE, Heading.LIKELY, Heading.OPEN}


@dataclass(frozen=True, slots=True)
class OtherCell:
    """A cell that is not read: its place, what it holds, and the comment on it, '' if none.

    What it says is not `known` where it is an error value or a formula that was never computed.
    """

    row: int
    column: int
    place: str
    value: object
    comment: str = ""
    known: bool = True

    @property
    def text(self) -> str:
        """Return what it holds as a text, tidied."""
        return "" if self.value is None else tidy(str(self.value))


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """What may mark rows of a sheet: all cells that are not read, and the comments on those that are.

    `heading` is the heading's row; `rows` are those of the table, `published` those that are read and not exempt;
    `headers` are the words of the page headers and footers.
    """

    heading: int
    has_exempt: bool
    rows: Set[int]
    published: Sequence[int]
    others: Sequence[OtherCell]
    commented: Sequence[OtherCell]
    headers: Sequence[str] = ()


def marks_of_sheet(
    heading: int,
    headings: Mapping[int, Cell | MergedCell],
    cells_by_row: Mapping[int, Sequence[Cell | MergedCell]],
    columns: Mapping[str, int],
    exempt: Mapping[int, str],
    struck: Set[int],
    merged: Iterable[CellRange],
    uncomputed: Set[str],
) -> SheetMarks:
    """Return what may mark rows; `columns` are those that are read, `exempt` what each row that is read says there.

    `headings` are those of the row `heading`, by column. Rows that are left out as `struck` through are no titles. What
    stands in cells that are `merged` counts for each row of theirs.
    """
    read = set(columns.values())
    naming = {cell.coordinate for cell in headings.values()}
    others = [
        OtherCell(heading, column, cell.coordinate, cell.value)
        for column, cell in headings.items()
        if column not in read
    ]
    commented = []
    for number, cells in cells_by_row.items():
        for cell in cells:
            if number == heading or cell.coordinate in naming:
                continue
            comment = cell.comment.text if cell.comment else ""
            known = cell.data_type != "e" and cell.coordinate not in uncomputed
            other = OtherCell(number, int(cell.column or 0), cell.coordinate, cell.value, comment, known)
            if number < heading or other.column not in read:
                others.append(other)
            elif comment:
                commented.append(other)
    by_place = {(other.row, other.column): other for other in others}
    read_rows = sorted(exempt)
    for area in merged:
        first = by_place.get(top_left(area))
        rows = read_rows[bisect_right(read_rows, area.min_row) : bisect_right(read_rows, area.max_row)]
        others += [replace(first, row=row, comment="") for row in rows] if first else []
    # What says neither yes nor no is an error of its own.
    published = [row for row, word in exempt.items() if normal(word) in {"", *NO_WORDS}]
    return SheetMarks(heading, EXEMPT.name in columns, exempt.keys() | struck, published, others, commented)


def means_exempt(heading: object, missing: Sequence[str]) -> bool:
    """Say whether a heading seems to be meant for 'Exempt', which the sheet lacks but might have."""
    sure = heading_of(heading) is Heading.SURE or nearest(str(heading), missing) == EXEMPT.name
    return EXEMPT.name in missing and heading is not None and sure


def report_exempt_marks(sheet: Sheet, marks: SheetMarks, report: ReportFinding) -> None:
    """Report each column, each title and each comment that marks rows as exempt which would be published."""
    columns: dict[int, list[OtherCell]] = {}
    for cell in marks.others:
        columns.setdefault(cell.column, []).append(cell)
    for _, cells in sorted(columns.items()):
        _report_column(sheet, marks, cells, report)
    _report_titles(sheet, marks, report)
    _report_comments(sheet, marks, report)
    _report_headers(sheet, marks, report)


def _report_column(sheet: Sheet, marks: SheetMarks, cells: Sequence[OtherCell], report: ReportFinding) -> None:
    heading = next((cell for cell in cells if cell.row == marks.heading and cell.text), None)
    kind = heading_of(heading.text) if heading else Heading.OTHER
    marked = _marked_rows(kind, {cell.row: cell for cell in cells}, marks.published)
    can_be_exempt = EXEMPT in sheet.columns
    missing = [] if marks.has_exempt or not can_be_exempt else [EXEMPT.name]
    if not marked and not (heading and means_exempt(heading.text, missing)):
        return
    first = next((cell for cell in cells if cell.row in marked), cells[0])
    what = _column_in_words(heading, first)
    hint = "Put yes under 'Exempt' in these rows"
    if not can_be_exempt:
        hint = "Rows of this sheet cannot be exempt: take out of them what is not for publication"
    elif not marks.has_exempt:
        hint = "Name the column 'Exempt', with yes where a row is not for publication"
    report(
        rules.EXEMPT_UNCLEAR,
        CellRef(sheet.name, heading.place if heading else first.place),
        f"{what} is not read, so {_rows_in_words(marked)} would be published.",
        f"{hint}; or write something else there, if it means something else.",
    )


def _column_in_words(heading: OtherCell | None, first: OtherCell) -> str:
    if heading is None:
        return f"the column of {first.place}, which has no heading,"
    letter = get_column_letter(heading.column)
    is_its_own = heading.place.rstrip("0123456789") == letter
    return (
        f"the column {quoted(heading.text)}" if is_its_own else f"column {letter}, also below {quoted(heading.text)},"
    )


def _marked_rows(kind: Heading, cells: dict[int, OtherCell], published: Sequence[int]) -> list[int]:
    """Return the published rows that a column's cells mark as exempt, or may mark if they were known."""
    unknown = {row for row in published if row in cells and not cells[row].known and kind in _MARKING}
    texts = {row: cells[row].text if row in cells else "" for row in published if row not in unknown}
    if kind is Heading.OPEN:
        # A date is when it was published. A blank means no where others say yes.
        texts = {row: text for row, text in texts.items() if not _is_date(cells.get(row))}
        if any(map(says_yes, texts.values())):
            texts = {row: text or "no" for row, text in texts.items()}
    return [row for row in published if row in unknown or (row in texts and marks_exempt(kind, texts[row]))]


def _is_date(cell: OtherCell | None) -> bool:
    return cell is not None and isinstance(cell.value, dt.date)


def _rows_in_words(rows: Sequence[int]) -> str:
    if not rows:
        return "the rows it marks"
    named = ", ".join(map(str, rows[:_MOST_ROWS_NAMED])) + (" and others" if len(rows) > _MOST_ROWS_NAMED else "")
    return f"the row it marks, {named}," if len(rows) == 1 else f"the {len(rows)} rows it marks, {named},"


def _report_titles(sheet: Sheet, marks: SheetMarks, report: ReportFinding) -> None:
    """Report each title, above the heading or between rows, over rows that would be published."""
    titles = (cell for cell in marks.others if cell.row != marks.heading and cell.row not in marks.rows)
    published = sorted(marks.published)
    for cell in titles:
        below = len(published) - bisect_right(published, cell.row) if says_exempt(cell.text) else 0
        if below:
            report(
                rules.EXEMPT_TITLE,
                CellRef(sheet.name, cell.place),
                f"the title {quoted(cell.text)} is not read, and {counted(below, 'row')} below it would be published.",
                "Put yes under 'Exempt' in each row that is not for publication; then delete or reword the title.",
            )


def _report_comments(sheet: Sheet, marks: SheetMarks, report: ReportFinding) -> None:
    published = set(marks.published)
    for cell in (*marks.others, *marks.commented):
        lines = cell.comment.splitlines()
        if cell.row in published and (says_exempt(cell.comment) or any(map(opens_exempt, lines))):
            report(
                rules.EXEMPT_TITLE,
                CellRef(sheet.name, cell.place),
                "a comment says that this is not for publication; it is not read, and the row would be published.",
                "Put yes under 'Exempt' in this row; or delete the comment, if it no longer holds.",
            )


def _report_headers(sheet: Sheet, marks: SheetMarks, report: ReportFinding) -> None:
    """Report each page header over rows that would be published."""
    for words in marks.headers if marks.published else ():
        if says_exempt(words):
            report(
                rules.EXEMPT_TITLE,
                CellRef(sheet.name),
                f"the page header or footer {quoted(words)} is not read, and {counted(len(marks.published), 'row')} of"
                " the sheet would be published.",
                "Put yes under 'Exempt' in each row that is not for publication; then take the words out of the header"
                " (Page Layout, Page Setup).",
            )


def report_exempt_fields(given: Sequence[tuple[str, str, CellRef]], report: ReportFinding) -> None:
    """Report each field of the Report sheet that says the report is exempt; given are name, value and cell of each."""
    known = {normal(field.name) for field in REPORT_FIELDS}
    for name, value, where in given:
        if normal(name) not in known and marks_exempt(heading_of(name), value):
            report(
                rules.EXEMPT_UNCLEAR,
                where,
                f"the field {quoted(name)} is not read, so what it marks as {quoted(value)} would be published.",
                f"Publish nothing of it, or delete the row; fields of '{REPORT.name}' cannot mark anything as exempt.",
            )
