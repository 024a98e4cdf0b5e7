"""What a comparison plans: which older paragraph, table or row is which newer one, and what became of each."""

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property

from bvdocs.core.alignment import words_in
from bvdocs.render.redline.revision_marks import Revision
from bvdocs.render.redline.tables import Row
from bvdocs.render.redline.wordml import TABLE, Element, style_of


@dataclass(frozen=True)
class Block:
    """A paragraph or a table, and what it says: the texts of a table's cells, row by row, or the paragraph's own."""

    element: Element
    rows: tuple[tuple[str, ...], ...]
    pictures: str = ""

    @property
    def is_table(self) -> bool:
        """Return whether the block is a table."""
        return self.element.tag == TABLE

    @cached_property
    def key(self) -> Hashable:
        """Return what two blocks have in common that say the same in the same style."""
        return self.is_table, style_of(self.element), self.rows, self.pictures

    @cached_property
    def words(self) -> Counter[str]:
        """Count all words of the block."""
        return words_in([text for row in self.rows for text in row])


@dataclass(frozen=True)
class Step:
    """A block and what became of it: `older` alone was deleted, `newer` alone inserted, both may have changed.

    `end` is what became of the end of the paragraph. An inserted paragraph that `remembers` an older one has its
    format if the insertion is rejected; a deleted one that `takes` after a newer one has its format if the deletion
    is accepted. `rows` are those of a table that is in both.
    """

    older: Block | None
    newer: Block | None
    end: Revision | None = None
    remembers: Element | None = None
    takes: Element | None = None
    rows: "tuple[RowStep, ...]" = ()

    @property
    def block(self) -> Block:
        """Return the newer block; the older, if it was deleted."""
        block = self.newer or self.older
        assert block  # noqa: S101 - a step is about something
        return block

    @property
    def revision(self) -> Revision | None:
        """Return what became of the whole block; None if it is in both documents."""
        if self.older and self.newer:
            return None
        return Revision.INSERTED if self.newer else Revision.DELETED


@dataclass(frozen=True)
class Plan:
    """What became of each block of a body, header or cell, whose first newer block is `first`.

    `superfluous` is the paragraph that was added behind the last table of both, if nothing came to need it.
    """

    steps: tuple[Step, ...]
    first: Element
    superfluous: Element | None = None

    def paragraph_pairs(self) -> Iterator[tuple[Element, Element]]:
        """Yield the older and the newer self of each paragraph that is in both, also in the cells of tables."""
        for step in self.steps:
            if step.older and step.newer and not step.block.is_table:
                yield step.older.element, step.newer.element
            for row in step.rows:
                for cell in row.cells:
                    yield from cell.paragraph_pairs()


@dataclass(frozen=True)
class RowStep:
    """A row and what became of it; `cells` are those of a row that is in both."""

    older: Row | None
    newer: Row | None
    cells: tuple[Plan, ...] = ()
