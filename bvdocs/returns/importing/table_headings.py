"""The heading row of a table: which sheet of the workbook its rows belong to, and which column each heading names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bvdocs.core.exempt_words import Heading, heading_of
from bvdocs.core.model import Status
from bvdocs.core.quoting import normal
from bvdocs.returns.importing.column_names import COLUMNS, KNOWN_BY
from bvdocs.returns.importing.names import COUNTS_AS, NOWHERE, best_of, kinds_of, plain, section_of
from bvdocs.returns.importing.pieces import Piece, Row
from bvdocs.returns.importing.themes import code_in
from bvdocs.workbook.reading.dates_in_text import date_in

_KINDS = {sheet: kinds_of(names) for sheet, names in COLUMNS.items()}
_KNOWN = {plain(name) for names in COLUMNS.values() for each in names.values() for name in each}
_PER_CENT = re.compile(r"\d{1,3}(?:\.\d+)? ?%")
_STATUS_WORDS = {each.value.casefold() for each in Status} | set(COUNTS_AS)
# A longer cell is no heading of a column, in characters.
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class MappedTable:
    """What a map says of a table: the sheet that its rows belong to, and its columns by their headings' words."""

    holds: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TableHeading:
    """A heading row: the sheet that its rows belong to, and the column's name of each place, NOWHERE for none.

    A section's name among the columns of `Criteria` is a column of narrative.
    """

    row: Row
    sheet: str
    columns: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of its places, as they are compared with those of a row that repeats it."""
        return tuple(normal(piece.line) if piece else "" for piece in self.row.cells)

    def named(self) -> dict[str, str]:
        """Return the column that each heading names, by the heading's words."""
        found: dict[str, str] = {}
        for piece, column in zip(self.row.cells, self.columns, strict=True):
            if piece is not None and piece.line:
                found.setdefault(piece.line, column)
        return found

    def repeats(self, row: Row) -> bool:
        """Say whether a row is this one again, as at the top of another page."""
        words = tuple(normal(piece.line) if piece else "" for piece in row.cells)
        return words == self.words


def heading_row(row: Row, below: Sequence[Row], mapped: MappedTable | None) -> TableHeading | None:
    """Return what a row names, if it is a heading row; `below` are the rows that follow it.

    What a map says of it counts alone.
    """
    if mapped is not None:
        columns = tuple(mapped.columns.get(piece.line, NOWHERE) if piece else NOWHERE for piece in row.cells)
        return TableHeading(row, mapped.holds, columns)
    if len([piece for piece in row.pieces if piece.line]) < 2:
        return None
    if any(len(piece.line) > _LONGEST_HEADING and not piece.line.startswith("(") for piece in row.pieces) and not any(
        plain(piece.line) == "action" for piece in row.pieces
    ):
        return None
    found = [each for sheet in KNOWN_BY if (each := _of_sheet(sheet, row)) is not None]
    if not found:
        return None
    best = max(found, key=lambda each: len({*each.columns} - {NOWHERE}))
    return _by_content(best, below)


def may_be_heading(row: Row) -> bool:
    """Say whether a row far down a table may be the heading row of another: two of its names are known as they are."""
    return sum(plain(piece.line) in _KNOWN for piece in row.pieces if piece.line) > 1


def _of_sheet(sheet: str, row: Row) -> TableHeading | None:
    """Return the row as the heading of a sheet's rows; None if it lacks the names by which these are known."""
    matches = {piece: best_of(piece.line, _KINDS[sheet]) if piece.line else ("", 0.0) for piece in row.pieces}
    best: dict[str, Piece] = {}
    for piece, (column, score) in matches.items():
        if column and (column not in best or score > matches[best[column]][1]):
            best[column] = piece
    needed, one_of = KNOWN_BY[sheet]
    if not all(column in best for column in needed) or not any(column in best for column in one_of):
        return None
    by_piece = {id(piece): column for column, piece in best.items()}
    if "Exempt" in COLUMNS[sheet] and "Exempt" not in best:
        sure = (piece for piece in row.pieces if id(piece) not in by_piece and heading_of(piece.line) is Heading.SURE)
        by_piece |= {id(piece): "Exempt" for piece in list(sure)[:1]}
    columns = [by_piece.get(id(piece), NOWHERE) if piece else NOWHERE for piece in row.cells]
    if sheet == "Criteria":
        columns = [
            section_of(piece.line) or NOWHERE if piece and column == NOWHERE else column
            for piece, column in zip(row.cells, columns, strict=True)
        ]
    return TableHeading(row, sheet, tuple(columns))


def _by_content(heading: TableHeading, below: Sequence[Row]) -> TableHeading:
    """Return a heading with the columns that their content tells where their names do not."""
    columns = list(heading.columns)

    def values(index: int) -> list[Piece]:
        at = [row.cells[index] for row in below if index < len(row.cells) and not heading.repeats(row)]
        return [piece for piece in at if piece is not None and piece.line]

    def tell(column: str, test: object, of_names: str = NOWHERE) -> None:
        for index, name in enumerate(columns):
            if name == of_names and column not in columns and _most(values(index), test):
                columns[index] = column

    if heading.sheet == "Actions":
        tell("Status", _is_status, "Judged")
        tell("Progress", _is_percentage)
        tell("Due", _is_day)
        tell("Criteria", _is_code)
    return TableHeading(heading.row, heading.sheet, tuple(columns))


def _most(pieces: Iterable[Piece], test: object) -> bool:
    """Say whether most of the pieces, and one at least, pass a test."""
    passed = [bool(test(piece)) for piece in pieces]  # type: ignore[operator]
    return bool(passed) and sum(passed) * 5 >= len(passed) * 4


def _is_status(piece: Piece) -> bool:
    return plain(piece.line) in _STATUS_WORDS


def _is_percentage(piece: Piece) -> bool:
    return bool(_PER_CENT.fullmatch(piece.line))


def _is_day(piece: Piece) -> bool:
    return isinstance(piece.value, date) or date_in(piece.line) is not None


def _is_code(piece: Piece) -> bool:
    return code_in(piece.line) is not None
