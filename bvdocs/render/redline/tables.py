"""Compares one table with another: rows that went, rows that came, and cells that changed."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property

from bvdocs.core.wordml import W
from bvdocs.render.redline.alignment import align, words_in, words_in_common
from bvdocs.render.redline.carry_over import Context
from bvdocs.render.redline.paragraphs import mark_contents
from bvdocs.render.redline.revision_marks import Revision
from bvdocs.render.redline.tokens import text_of
from bvdocs.render.redline.wordml import CELL, PARAGRAPH, ROW, TABLE, Element, insert_after

# Two rows are one that changed if they have so much in common; the same words in the first cell count as half of it.
_SIMILAR, _SAME_FIRST = 0.5, 0.5


@dataclass(frozen=True)
class Row:
    """A row, the texts of its cells, and how each cell spans columns and rows."""

    element: Element
    texts: tuple[str, ...]
    spans: tuple[str, ...]

    @property
    def key(self) -> Hashable:
        """Return what two rows have in common that say the same in the same cells."""
        return self.texts, self.spans

    @cached_property
    def words(self) -> Counter[str]:
        """Count the words of all cells."""
        return words_in(self.texts)


def rows_of(table: Element) -> list[Row]:
    """Return the rows of a table, without those of a table in one of its cells."""
    found = ((row, row.findall(CELL)) for row in table.findall(ROW))
    return [Row(row, tuple(map(_cell_text, cells)), tuple(map(_spans, cells))) for row, cells in found]


def _cell_text(cell: Element) -> str:
    return "\n".join(map(text_of, _paragraphs_in(cell)))


def _paragraphs_in(place: Element) -> Iterator[Element]:
    """Yield the paragraphs of a cell, row or table, and of the tables in it; not those in a text box."""
    for child in place:
        if child.tag == PARAGRAPH:
            yield child
        elif child.tag in {TABLE, ROW, CELL}:
            yield from _paragraphs_in(child)


def column_count(table: Element) -> int:
    """Count the columns of a table."""
    return max((sum(map(_width, row.findall(CELL))) for row in table.findall(ROW)), default=0)


def _width(cell: Element) -> int:
    span = _cell_property(cell, "gridSpan")
    return int(span) if span.isdecimal() else 1


def _spans(cell: Element) -> str:
    return f"{_cell_property(cell, 'gridSpan')}/{_cell_property(cell, 'vMerge', 'continue')}"


def _cell_property(cell: Element, name: str, without_value: str = "") -> str:
    found = cell.find(f"{W}tcPr/{W}{name}")
    return "" if found is None else found.get(f"{W}val", without_value)


def _similarity(older: Row, newer: Row) -> float:
    if older.spans != newer.spans:
        return 0.0
    same_first = bool(older.texts and older.texts[0].strip() and older.texts[0] == newer.texts[0])
    similarity = words_in_common(older.words, newer.words) + _SAME_FIRST * same_first
    return similarity if similarity >= _SIMILAR else 0.0


def compare_table(
    context: Context, older: Element, newer: Element, compare_cell: Callable[[Element, Element], None]
) -> None:
    """Show in the newer table what changed against the older."""
    rows = rows_of(newer)
    before: Element | None = None
    for old, new in align(rows_of(older), rows, _similarity):
        if old and new:
            for cell, changed in zip(old.element.findall(CELL), new.element.findall(CELL), strict=True):
                compare_cell(cell, changed)
        elif new:
            mark_row(context, new.element, Revision.INSERTED)
        elif old:
            before = insert_after(before, context.copy_of(old.element), rows[0].element)
            mark_row(context, before, Revision.DELETED)
        before = new.element if new else before


def mark_row(context: Context, row: Element, revision: Revision) -> None:
    """Mark a row with all that is in it."""
    for each in list(row.iter(ROW)):
        context.marker.mark_row(each, revision)
    for paragraph in _paragraphs_in(row):
        mark_contents(context, paragraph, revision)
        context.marker.mark_end(paragraph, revision)
