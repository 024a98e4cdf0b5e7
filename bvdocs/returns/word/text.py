"""What a Word file says: paragraphs and tables, each letter with its look."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from bvdocs.returns.word.looks import Look


class Stretch(NamedTuple):
    """The letters of a paragraph, from `start` to before `end`, that are printed from a cell, 'Narrative!C14'."""

    start: int
    end: int
    cell: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: what it says, the look of each letter, its style, and where it stands, 'paragraph 12'.

    `kind` is the same for two paragraphs that are items of the same sort: the name of the style, and the list.
    `stretches` are the parts of it that are from cells, where that is known.
    """

    text: str
    looks: tuple[Look, ...]
    kind: str
    place: str
    stretches: tuple[Stretch, ...] = ()

    @property
    def key(self) -> str:
        """Return what two of them have in common that say the same."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what stands in each cell."""

    cells: tuple[tuple["Block", ...], ...]
    place: str

    @property
    def key(self) -> str:
        """Return what two of them have in common that say the same."""
        return "\n".join(paragraph.key for cell in self.cells for paragraph in paragraphs_in(cell))


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    rows: tuple[Row, ...]
    place: str

    @property
    def key(self) -> str:
        """Return what two of them have in common that say the same."""
        return "\n".join(row.key for row in self.rows)


Block = Paragraph | Table


class Marked(NamedTuple):
    """Words that somebody struck through or highlighted, such as 'struck through', and where they stand."""

    how: str
    words: str
    place: str


class Comment(NamedTuple):
    """A comment: who wrote it, what it says, and the words that it stands at."""

    author: str
    words: str
    at: str


@dataclass
class WordText:
    """What a Word file says: the body's blocks; what stands around them; alt texts; marks; comments; who changed it.

    `around` has each paragraph of headers, footers, notes and text boxes, with what it stands in.
    `properties` are those of the file by their names: 'title', 'version'. `authors` has who made each change that is
    tracked in it, with the moment as the file has it.
    """

    blocks: tuple[Block, ...]
    around: tuple[tuple[str, str], ...]
    alt_texts: tuple[str, ...]
    marked: tuple[Marked, ...]
    comments: tuple[Comment, ...]
    authors: frozenset[tuple[str, str]]
    properties: dict[str, str] = field(default_factory=dict)


def paragraphs_in(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Yield every paragraph of some blocks, those in tables too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs_in(cell)
