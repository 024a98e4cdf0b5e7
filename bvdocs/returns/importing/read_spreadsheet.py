"""A spreadsheet of any shape as pieces: each sheet a heading and one table, which is cut up by what its rows say."""

from collections.abc import Iterator
from pathlib import Path

from bvdocs.core.errors import WorkbookUnreadableError
from bvdocs.core.quoting import normal
from bvdocs.core.schema import SHEETS
from bvdocs.returns.importing.pieces import Aside, Block, Heading, Piece, Place, Row, Table, file_name, plain_text
from bvdocs.workbook.reading.every_sheet import SeenCell, SeenSheet, read_every_sheet

# What an assessment workbook has, and no table of a council's own has all of.
_NEEDED = {normal(each.name) for each in SHEETS if each.required}


def read_spreadsheet(path: Path, content: bytes) -> tuple[Block, ...]:
    """Return what the sheets of a workbook hold.

    Raise WorkbookUnreadableError if it cannot be read, or is an assessment workbook: taken for somebody's table, its
    sheets would lose what they say by their names, and a milestone of an exempt action that it is exempt.
    """
    sheets = read_every_sheet(path, content)
    if {normal(each.title) for each in sheets} >= _NEEDED:
        raise WorkbookUnreadableError(
            f"{path} is an assessment workbook already.",
            "Go on with it: 'bvdocs check' reads it, and 'bvdocs roll-forward' makes the next meeting's of it.",
        )
    return tuple(block for sheet in sheets for block in _blocks(file_name(path), sheet))


def _blocks(file: str, sheet: SeenSheet) -> Iterator[Block]:
    where = f"sheet '{sheet.title}'" if sheet.title else "drawings"
    if sheet.title:
        remark = "a sheet that Excel hides" if sheet.is_hidden else ""
        yield Heading(Piece(plain_text(sheet.title), Place(file, where), remark=remark), 1)
    if sheet.cells:
        yield Table(tuple(_rows(file, where, sheet)))
    for each in sheet.beside:
        yield Aside(Piece(plain_text(each.words), Place(file, f"{where}, {each.where}")), each.why)


def _rows(file: str, where: str, sheet: SeenSheet) -> Iterator[Row]:
    """Yield the rows that hold something; a merged area holds the piece of its first cell."""
    pieces = {(cell.row, cell.column): _piece(file, where, cell) for cell in sheet.cells}
    last_row, last_column = (max(numbers) for numbers in zip(*pieces, strict=True))
    for first_row, first_column, end_row, end_column in sheet.areas:
        piece = pieces.get((first_row, first_column))
        for row in range(first_row, min(end_row, last_row) + 1) if piece else ():
            for column in range(first_column, min(end_column, last_column) + 1):
                pieces[row, column] = piece  # type: ignore[assignment]
    by_row: dict[int, dict[int, Piece]] = {}
    for (row, column), piece in pieces.items():
        by_row.setdefault(row, {})[column] = piece
    for number, by_column in sorted(by_row.items()):
        cells = tuple(by_column.get(column) for column in range(1, max(by_column) + 1))
        yield Row(cells, Place(file, f"{where}, row {number}"))


def _piece(file: str, where: str, cell: SeenCell) -> Piece:
    remark = f"in a {cell.hidden} that Excel hides" if cell.hidden else ""
    return Piece(cell.text, Place(file, f"{where}, {cell.name}"), cell.fill, cell.value, remark)
