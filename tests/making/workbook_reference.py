"""Makes docs/workbook.md, the reference of sheets and columns, from the schema. Run by `make reference`."""

import sys
from collections.abc import Iterable
from pathlib import Path

from bvdocs.core import schema
from bvdocs.core.columns import Column, Kind, Sheet
from bvdocs.core.model import STATUS_WORDS

_KINDS = {
    Kind.TEXT: "text",
    Kind.NAME: "text",
    Kind.RICH: "text; bold, italic and links are kept",
    Kind.WHOLE: "whole number",
    Kind.THEME: "number of a theme",
    Kind.DATE: "date",
    Kind.DUE: "date, or `Ongoing`",
    Kind.TIME: "time of day",
    Kind.YES_NO: "yes or no",
    Kind.EXEMPT: "yes, no, or paragraph numbers",
    Kind.PERCENT: "percentage",
    Kind.COLOUR: "colour, `#rrggbb`",
    Kind.MARK: "text of 1 to 3 characters",
    Kind.CODES: "codes, commas between",
    Kind.CHOICE: "one of a list",
    Kind.LEVEL: "a level of its scale, or the level's mark",
    Kind.STATUS: f"one of {', '.join(f'`{word}`' for word in STATUS_WORDS)}, or of the sheet Statuses",
}

_INTRODUCTION = """\
# The workbook, sheet by sheet

This page is made from the program by `make reference`; change `bvdocs/core/schema.py`, not this page.

Sheets and columns are found by name, in any order; capitals and spaces don't matter. There may be rows above
the heading row. Sheets and columns of your own are left alone, and blank rows are passed over. The workbook is
never written to.

- A **date** is a date in Excel, or text such as `26 November 2024`, `Tue 26th Nov 24`, `26/11/2024` (day first),
  `26.11.24`, `26-Nov-24` or `2024-11-26`. A year of two figures is one of this century.
- A **time of day** is a time in Excel, or text such as `17:00`, `5pm`, `5.30 pm` or `noon`; it is that of London.
- **Yes or no** is `yes`, `no`, `y`, `n`, `true` or `false`; a blank cell is no.
- A **percentage** is what the cell shows, such as `40%`; a number without the sign is a fraction up to 1 (1 is 100%),
  and from there to 100 a percentage.
- A number, a date or a time **where text is expected** is the text that a British Excel shows, by its number format;
  a format that cannot be followed is told.
- Line breaks inside a cell are kept; other runs of space become one.
- A formula gives the value it had when Excel last saved the workbook.
- Merged cells, and hidden rows, columns and sheets, are read, with a warning; so are words that nobody sees, white on
  white or under a number format that shows nothing.
- Words that are struck through are left out, and so is a row whose main words are; each time with a warning.
- Raised and lowered figures are printed so ('120³', 'CO₂'); raised letters are printed on the line.
- A bullet's own mark ('•', '-', '1.') is left out: the documents print one.
- Spaces of every kind are spaces; what nobody sees (a zero-width space, a soft hyphen) is left out, with a note.
- A **link** may be set on a cell or made by `=HYPERLINK("address","words")`. One that goes through a mail filter such
  as Safe Links is put right; one that not everybody can open is left out. Both are told.
- **Exempt** takes the words of yes or no, or the numbers of the paragraphs of Part 1 of Schedule 12A to the Local
  Government Act 1972 that it is exempt by: `3`, `1, 2`.
- A row marked as **exempt** is left out of every document and every count. Other marks are not read, and stop the build
  where they mark a row that `Exempt` does not: a column such as 'Part B', 'Confidential' or 'Publish?', a cell, a title
  or a comment that says 'Exempt'. A colour is no mark.
"""


def reference() -> str:
    """The whole page."""
    parts = [_INTRODUCTION]
    for sheet in schema.SHEETS:
        optional = "" if sheet.required else " The sheet may be left out."
        if sheet.addition:
            optional += f" `bvdocs new --with {sheet.addition}` writes a workbook that has it."
        parts.append(f"## {sheet.name}\n\n{sheet.help}{optional}\n")
        parts.append(_table("Field" if sheet is schema.REPORT else "Column", _columns(sheet)))
    return "\n".join(parts)


def _columns(sheet: Sheet) -> Iterable[Column]:
    return schema.REPORT_FIELDS if sheet is schema.REPORT else sheet.columns


def _table(first: str, columns: Iterable[Column]) -> str:
    rows = [f"| {first} | Holds | Required | |", "|---|---|---|---|"]
    for column in columns:
        needed = "yes" if column.required else ""
        added = f" (`--with {column.addition}`)" if column.addition else ""
        rows.append(f"| {column.name} | {_kind(column)} | {needed} | {column.help}{added} |")
    return "\n".join(rows) + "\n"


def _kind(column: Column) -> str:
    kind = f"one of {', '.join(f'`{each}`' for each in column.choices)}" if column.choices else _KINDS[column.kind]
    if column.highest is not None:
        kind += f", {column.lowest} to {column.highest}"
    return f"{kind}; may be given several times" if column.many else kind


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
