"""Reads tables for a comparison: which are alike, and which row of the older is which of the newer."""

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property

from bvdocs.core.alignment import align, words_in, words_in_common
from bvdocs.core.wordml import W
from bvdocs.render.redline.tokens import text_of
from bvdocs.render.redline.wordml import CELL, PARAGRAPH, ROW, TABLE, Element

# Two rows are one that changed if they have so much in common; the same words in the first cell count as half of it.
_SIMILAR, _SAME_FIRST = 0.5, 0.5
# Tables whose rows of headings have less in common are two, however much their rows have.
_SIMILAR_HEADINGS = 0.5


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
    return "\n".join(map(text_of, paragraphs_in(cell)))


def paragraphs_in(place: Element) -> Iterator[Element]:
    """Yield the paragraphs of a cell, row or table, and of the tables in it; not those in a text box."""
    for child in place:
        if child.tag == PARAGRAPH:
            yield child
        elif child.tag in {TABLE, ROW, CELL}:
            yield from paragraphs_in(child)


def are_alike(older: Element, newer: Element) -> bool:
    """Say whether two tables have the same columns: as many, and headings with words in common if rows are headings."""
    headings = [_heading_words(table) for table in (older, newer)]
    if all(headings) and words_in_common(*headings) < _SIMILAR_HEADINGS:
        return False
    return _column_count(older) == _column_count(newer)


def _heading_words(table: Element) -> Counter[str]:
    rows = [row for row in rows_of(table) if row.element.find(f"{W}trPr/{W}tblHeader") is not None]
    return words_in([text for row in rows for text in row.texts])


def _column_count(table: Element) -> int:
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


def pair_rows(older: Element, newer: Element) -> list[tuple[Row | None, Row | None]]:
    """Pair the rows of two tables, in the order of both; what was deleted or inserted has None for the other."""
    return align(rows_of(older), rows_of(newer), _similarity)
