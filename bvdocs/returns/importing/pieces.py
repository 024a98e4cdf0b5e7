"""What a file holds that is to become a workbook, whatever program wrote it: pieces of text, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bvdocs.core.quoting import one_line
from bvdocs.core.rich_text import RichText, Run

# How deep a heading stands that no style of its own says it of.
UNSTYLED = 9
# Why the words of a header or a footer have no place.
OF_THE_PAGE = "is of the page"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file: 'report.docx, table 2, row 3'."""

    file: str
    inside: str

    def __str__(self) -> str:
        return f"{self.file}, {self.inside}"


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A paragraph, a line or a cell: one is another than one with the same words.

    `fill` is the '#rrggbb' behind it, '' for none. `value` is what a cell of a spreadsheet holds beside the words that
    it shows: a day, or a number. `remark` is what its owner should know, 'hidden in Excel'.
    """

    text: RichText
    place: Place
    fill: str = ""
    value: date | float | None = None
    remark: str = ""

    @property
    def words(self) -> str:
        """Return its words, with their line breaks."""
        return self.text.plain

    @property
    def line(self) -> str:
        """Return its words on one line, with plain spaces."""
        return one_line(self.words.replace("\u00a0", " "))

    @property
    def lines(self) -> tuple[str, ...]:
        """Return its lines that hold something, with plain spaces."""
        return tuple(filter(None, (one_line(each.replace("\u00a0", " ")) for each in self.words.split("\n"))))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` is 0 for a title, 1 for the highest of its styles, UNSTYLED for one that only looks so."""

    piece: Piece
    level: int = UNSTYLED


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `is_bullet` says whether it is one of a list, `starts_list` whether it begins one of its own."""

    piece: Piece
    is_bullet: bool = False
    starts_list: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its pieces by column; merged cells hold the same piece, a blank one None."""

    cells: tuple[Piece | None, ...]
    place: Place

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return its pieces, each once, from left to right."""
        return tuple(dict.fromkeys(piece for piece in self.cells if piece is not None))


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or a whole sheet of a spreadsheet."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """Words beside the text: of a header, a comment, a hidden text; `why` completes 'It has no place: it …'."""

    piece: Piece
    why: str


Block = Heading | Paragraph | Table | Aside


def file_name(path: Path) -> str:
    """Return a file's name as words: a byte of it that is no letter becomes a question mark."""
    return path.name.encode(errors="replace").decode()


def pieces_of(blocks: tuple[Block, ...]) -> Iterator[Piece]:
    """Yield every piece of the blocks once, in their order."""
    met: set[int] = set()
    for block in blocks:
        of_block = (piece for row in block.rows for piece in row.pieces) if isinstance(block, Table) else (block.piece,)
        for piece in of_block:
            if id(piece) not in met:
                met.add(id(piece))
                yield piece


def plain_text(words: str) -> RichText:
    """Return words without any look as a text; nothing for none."""
    return RichText((Run(words),) if words else ())


def lines_of(text: RichText) -> tuple[RichText, ...]:
    """Return each line of a text that holds something, with its looks."""
    lines: list[list[Run]] = [[]]
    for run in text.runs:
        first, *more = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=each)] for each in more]
    found = (RichText(tuple(run for run in line if run.text)) for line in lines)
    return tuple(line for line in found if line.plain.strip())
