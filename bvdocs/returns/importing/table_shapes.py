"""What rows of a table look like: shaded codes, a key, words that stand alone; and what small texts in them hold."""

from collections.abc import Sequence
from datetime import date

from bvdocs.returns.importing.levels import LevelDraft
from bvdocs.returns.importing.pieces import Piece, Row
from bvdocs.returns.importing.themes import code_in, leading_code
from bvdocs.workbook.reading.dates_in_text import date_in

# How many words at the end of a milestone may be its date: 'Friday 30 June 2025'.
_MOST_DATE_WORDS = 4


def alone_in(row: Row) -> Piece | None:
    """Return the one piece with words of a row; None if it has several."""
    pieces = [piece for piece in row.pieces if piece.line]
    return pieces[0] if len(pieces) == 1 else None


def place_of(row: Row, piece: Piece) -> int:
    """Return the first place of a piece in its row."""
    return next(index for index, cell in enumerate(row.cells) if cell is piece)


def words_of_row(row: Row) -> str:
    return " | ".join(piece.line for piece in row.pieces if piece.line)


def is_grid(rows: Sequence[Row]) -> bool:
    """Say whether rows are codes, each with a colour or a word beside: most of their pieces begin with one."""
    pieces = [piece for row in rows for piece in row.pieces if piece.line]
    codes = [leading_code(piece.line)[0] for piece in pieces]
    prefixes = {found[0] for code in codes if code and (found := code_in(code))}
    return sum(map(bool, codes)) >= max(2, 0.6 * len(pieces)) and len(prefixes) <= max(1, len(codes) // 2)


def is_key(rows: Sequence[Row]) -> bool:
    """Say whether rows are levels, each with its colour and its meaning."""
    if len(rows) < 2 or any(len(row.pieces) != 2 or not all(piece.line for piece in row.pieces) for row in rows):
        return False
    fills = [row.pieces[0].fill for row in rows]
    names = [row.pieces[0].line for row in rows]
    return all(fills) and len(set(fills)) == len(fills) and all(len(name) <= 40 and not code_in(name) for name in names)


def level_of_key(name: Piece, mark: Piece | None, meaning: Piece) -> LevelDraft:
    """Return the level of a row of a key; a mark may stand before the name: 'DG Dark green'."""
    first, _, rest = name.line.partition(" ")
    if mark is not None and mark.line:
        return LevelDraft(name.line, mark.line, name.fill or mark.fill, meaning.words)
    if rest and len(first) <= 3 and first.isupper():
        return LevelDraft(rest, first, name.fill, meaning.words)
    return LevelDraft(name.line, "", name.fill, meaning.words)


def day_at_end(text: str) -> date | None:
    """Return the date with which a text ends, or that stands in brackets there; None if there is none."""
    words = text.rstrip(" .;)").replace("(", " ").split()
    found = (date_in(" ".join(words[-number:])) for number in range(_MOST_DATE_WORDS, 0, -1))
    return next((day for day in found if day), None)
