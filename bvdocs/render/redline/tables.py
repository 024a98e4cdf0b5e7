"""One table against another: rows that went, rows that came, and cells that changed."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property

from bvdocs.core.wordml import W
from bvdocs.render.redline.alignment import align, shared, words_in
from bvdocs.render.redline.context import Desk
from bvdocs.render.redline.paragraphs import put_in
from bvdocs.render.redline.revision_marks import Kind
from bvdocs.render.redline.tokens import text_of
from bvdocs.render.redline.wordml import CELL, PARAGRAPH, ROW, TABLE, Element

# Two rows are one that changed if they have so much in common; the same words in the first cell count as half of it.
_ALIKE, _SAME_FIRST = 0.5, 0.5
CellChange = Callable[[Element, Element], None]


@dataclass(frozen=True)
class Row:
    """A row and what its cells say."""

    element: Element
    cells: tuple[str, ...]
    spans: tuple[str, ...]

    @property
    def key(self) -> Hashable:
        """Two rows with the same key say the same in the same cells."""
        return self.cells, self.spans

    @cached_property
    def words(self) -> Counter[str]:
        """The words of all cells."""
        return words_in(" ".join(self.cells))


def rows_of(table: Element) -> list[Row]:
    """The rows of a table, without those of a table in one of its cells."""
    return [
        Row(row, tuple(said(cell) for cell in row.findall(CELL)), tuple(_span(cell) for cell in row.findall(CELL)))
        for row in table.findall(ROW)
    ]


def said(cell: Element) -> str:
    """What a cell says, a paragraph a line."""
    return "\n".join(text_of(paragraph) for paragraph in paragraphs_in(cell))


def paragraphs_in(place: Element) -> Iterator[Element]:
    """The paragraphs of a cell, row or table, and of the tables in it; not those in a text box."""
    for child in place:
        if child.tag == PARAGRAPH:
            yield child
        elif child.tag in {TABLE, ROW, CELL}:
            yield from paragraphs_in(child)


def columns(table: Element) -> int:
    """How many columns a table has."""
    return max((sum(map(_width, row.findall(CELL))) for row in table.findall(ROW)), default=0)


def _width(cell: Element) -> int:
    span = _value(cell, "gridSpan")
    return int(span) if span.isdecimal() else 1


def _span(cell: Element) -> str:
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    down = "" if merged is None else merged.get(f"{W}val", "continue")
    return f"{_value(cell, 'gridSpan')}/{down}"


def _value(cell: Element, name: str) -> str:
    found = cell.find(f"{W}tcPr/{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def _likeness(older: Row, newer: Row) -> float:
    if older.spans != newer.spans:
        return 0.0
    first = bool(older.cells and older.cells[0].strip() and older.cells[0] == newer.cells[0])
    alike = shared(older.words, newer.words) + _SAME_FIRST * first
    return alike if alike >= _ALIKE else 0.0


def change_table(desk: Desk, older: Element, newer: Element, change_cell: CellChange) -> None:
    """Show in the newer table what changed against the older."""
    was, now = rows_of(older), rows_of(newer)
    before: Element | None = None
    for old, new in align(was, now, _likeness):
        if old is None and new is not None:
            before = now[new].element
            mark_row(desk, before, Kind.INSERTED)
        elif old is not None and new is None:
            before = _deleted(desk, was[old].element, before, now[0].element)
        elif old is not None and new is not None:
            before = now[new].element
            for cell, changed in zip(was[old].element.findall(CELL), before.findall(CELL), strict=True):
                change_cell(cell, changed)


def _deleted(desk: Desk, older: Element, before: Element | None, first: Element) -> Element:
    row = desk.loans.bring(older)
    if before is None:
        first.addprevious(row)
    else:
        before.addnext(row)
    mark_row(desk, row, Kind.DELETED)
    return row


def mark_table(desk: Desk, table: Element, kind: Kind) -> None:
    """Mark a whole table as inserted or deleted: all of its rows."""
    for row in table.findall(ROW):
        mark_row(desk, row, kind)


def mark_row(desk: Desk, row: Element, kind: Kind) -> None:
    """Mark a row with all that is in it."""
    desk.marks.on_row(row, kind)
    for nested in row.iter(ROW):
        if nested is not row:
            desk.marks.on_row(nested, kind)
    for paragraph in paragraphs_in(row):
        put_in(desk, paragraph, kind)
        desk.marks.on_paragraph(paragraph, kind)
