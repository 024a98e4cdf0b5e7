"""Rows of the workbook as they are drafted from pieces: a piece is read as the column that it stands in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bvdocs.core.columns import Kind, Sheet
from bvdocs.core.english import date_words
from bvdocs.core.ongoing import ONGOING
from bvdocs.core.quoting import normal
from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.schema import ONGOING_WORDS, SHEETS
from bvdocs.returns.importing.ledger import Ledger
from bvdocs.returns.importing.levels import Seen
from bvdocs.returns.importing.pieces import Piece, Place
from bvdocs.returns.importing.themes import Theme, code_in
from bvdocs.workbook.reading.dates_in_text import date_in

SHEETS_BY_NAME: Mapping[str, Sheet] = {sheet.name: sheet for sheet in SHEETS}
# What is put into a cell; a `Seen` becomes a level, a `Theme` its number.
Content = str | RichText | date | float | Seen | Theme | tuple[str, ...]

_PER_CENT = re.compile(r"(\d{1,3}(?:\.\d+)?) ?%")
# 'up from amber', as it is said of a rating.
_MOVED = re.compile(r"[\W_]*(?:up|down|improved|declined|moved|changed) from (.+)", re.IGNORECASE)
_DUE_LINES = (
    ("Revised due", re.compile(r"(?:revised|moved|extended) to (.+)|(?:revised|new date):? (.+)", re.IGNORECASE)),
    ("Start", re.compile(r"(?:from|start(?:ed|s|ing)?:?) (.+)", re.IGNORECASE)),
)
_BETWEEN_CODES = re.compile(r"[,;\n/]+|\s+(?:and|&)\s+|\s+")


@dataclass(slots=True, eq=False)
class DraftRow:
    """A row of a sheet: `values` by column, `typed` what of its pieces was read as something else, in their words.

    `parent` is the action that a milestone is of.
    """

    sheet: str
    place: Place
    theme: Theme | None = None
    values: dict[str, Content] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    parent: "DraftRow | None" = None

    @property
    def main(self) -> str:
        """Return the words that say what the row is there for."""
        return str(self.values.get(SHEETS_BY_NAME[self.sheet].main_column, ""))

    def note_typed(self, column: str, words: str) -> None:
        """Note the words of a piece that a column holds in another form."""
        self.typed.append(f"{column} '{words}'")


def take_piece(row: DraftRow, column: str, piece: Piece, ledger: Ledger) -> None:
    """Put a piece into a column of a row, read as the column's kind; list what cannot be read as that."""
    kind = next(each.kind for each in SHEETS_BY_NAME[row.sheet].columns if each.name == column)
    if piece.remark and piece.remark not in row.notes:
        row.notes.append(piece.remark)
    if not piece.line and kind is not Kind.LEVEL:
        return
    if column in row.values and not isinstance(row.values[column], str | RichText):
        ledger.leave(piece, f"is a second value for '{column}'", row.main)
        return
    why = _READERS.get(kind, _take_text)(row, column, piece)
    if why:
        ledger.leave(piece, why, row.main)
    else:
        ledger.settle(piece)
        _note_links(row, column, kind, piece)


def _note_links(row: DraftRow, column: str, kind: Kind, piece: Piece) -> None:
    """Note the addresses that a cell does not hold: it has one link at most, and in some columns none."""
    links = list(dict.fromkeys(run.link for run in piece.text.runs if run.link))
    kept = links[:1] if kind is Kind.RICH and _first_link(row.values.get(column)) in links else []
    for each in links:
        if each not in kept and each not in piece.words:
            row.note_typed(f"{column}, link", each)


def _first_link(value: object) -> str:
    return next((run.link for run in value.runs if run.link), "") if isinstance(value, RichText) else ""


def _take_text(row: DraftRow, column: str, piece: Piece) -> str:
    before = row.values.get(column)
    row.values[column] = f"{before}\n{piece.words}" if before else piece.words
    return ""


def _take_rich(row: DraftRow, column: str, piece: Piece) -> str:
    before = row.values.get(column)
    runs = (*before.runs, Run("\n")) if isinstance(before, RichText) else ()
    row.values[column] = RichText((*runs, *piece.text.runs))
    return ""


def _take_date(row: DraftRow, column: str, piece: Piece) -> str:
    found = _day(piece)
    if found is None:
        return f"is no date that is read, and so not in '{column}'"
    row.values[column] = found
    if not isinstance(piece.value, date) and piece.line != date_words(found):
        row.note_typed(column, piece.line)
    return ""


def _day(piece: Piece) -> date | None:
    return piece.value if isinstance(piece.value, date) else date_in(piece.line)


def _take_due(row: DraftRow, column: str, piece: Piece) -> str:
    """Take a due date, or Ongoing; of several lines the day first agreed, what it was revised to and the start."""
    if normal(piece.line) in ONGOING_WORDS:
        row.values[column] = ONGOING
        row.note_typed(column, piece.line)
        return ""
    if len(piece.lines) < 2:
        return _take_date(row, column, piece)
    found = [_line_of_due(line, column) for line in piece.lines]
    if any(each is None for each in found):
        return f"is no date that is read, and so not in '{column}'"
    for each in found:
        if each is not None:
            row.values.setdefault(each[0], each[1])
    row.note_typed(column, piece.line)
    return ""


def _line_of_due(line: str, column: str) -> tuple[str, date] | None:
    for name, form in _DUE_LINES:
        match = form.fullmatch(line)
        if match and (day := date_in(next(filter(None, match.groups())))):
            return name, day
    day = date_in(line)
    return (column, day) if day else None


def _take_status(row: DraftRow, column: str, piece: Piece) -> str:
    """Take a status word; 'In progress, 70%' tells progress too, and a second line what follows from dates."""
    first, *more = piece.lines
    word, _, last = first.rpartition(" ")
    match = _PER_CENT.fullmatch(last)
    if word and match and "Progress" not in row.values:
        row.values[column] = word.rstrip(" ,:-")
        row.values["Progress"] = float(match[1])
        row.note_typed(column, piece.line)
        return ""
    row.values[column] = first
    if more:
        row.note_typed(column, piece.line)
    return ""


def _take_percent(row: DraftRow, column: str, piece: Piece) -> str:
    match = _PER_CENT.fullmatch(piece.line)
    number = float(match[1]) if match else None
    if isinstance(piece.value, int | float):
        number = piece.value * 100 if piece.value <= 1 and not match else piece.value
    elif number is None and re.fullmatch(r"\d{1,3}", piece.line):
        number = float(piece.line)
    if number is None or not 0 <= number <= 100:
        return f"is no percentage from 0% to 100%, and so not in '{column}'"
    row.values[column] = number
    if piece.line != f"{number:g}%":
        row.note_typed(column, piece.line)
    return ""


def _take_codes(row: DraftRow, column: str, piece: Piece) -> str:
    words = [each for each in _BETWEEN_CODES.split(piece.words.strip()) if each]
    codes = [each for each in words if code_in(each)]
    if not codes:
        return f"names no code, and so is not in '{column}'"
    row.values[column] = tuple(dict.fromkeys(codes))
    if codes != words:
        row.note_typed(column, piece.line)
    return ""


def _take_level(row: DraftRow, column: str, piece: Piece) -> str:
    words = _MOVED.fullmatch(piece.line) if column == "Previous rating" else None
    row.values[column] = Seen(words[1] if words else piece.line, piece.fill)
    if words:
        row.note_typed(column, piece.line)
    return ""


def _take_name(row: DraftRow, column: str, piece: Piece) -> str:
    """Take what a row is called, its first line; other lines that are codes are what it is about."""
    first, *more = piece.lines
    row.values[column] = first
    codes = [code for line in more for code in _BETWEEN_CODES.split(line) if code]
    if codes and all(code_in(code) for code in codes) and row.sheet == "Actions":
        row.values.setdefault("Criteria", tuple(codes))
    elif more:
        row.note_typed(column, piece.line)
    return ""


_READERS: Mapping[Kind, Callable[[DraftRow, str, Piece], str]] = {
    Kind.RICH: _take_rich,
    Kind.DATE: _take_date,
    Kind.DUE: _take_due,
    Kind.STATUS: _take_status,
    Kind.PERCENT: _take_percent,
    Kind.CODES: _take_codes,
    Kind.LEVEL: _take_level,
    Kind.NAME: _take_name,
}
