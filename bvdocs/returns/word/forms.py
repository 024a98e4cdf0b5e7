"""The forms that a document has for the facts of a row: 'In progress' and 'In progress, 40%', with codes or without."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from bvdocs.core.columns import Kind
from bvdocs.core.rich_text import RichText
from bvdocs.returns.edits import Value
from bvdocs.returns.word.assigning import read_like
from bvdocs.returns.word.known_cells import KnownCell, KnownCells
from bvdocs.returns.word.made import segments_of
from bvdocs.returns.word.text import Paragraph

_WORD = re.compile(r"\w")


class Forms:
    """The forms of some paragraphs that were made; of each form one paragraph, those with most facts first,
    and then those with most words around them.

    In those of a `new` row a name that nothing has yet may stand.
    """

    def __init__(self, cells: KnownCells, paragraphs: Iterable[Paragraph], *, new: bool = False) -> None:
        self._cells = cells
        self._new = new
        by_columns: dict[tuple[str, ...], Paragraph] = {}
        for each in paragraphs:
            known = [cells[part.cell] for part in each.stretches]
            if known and all(known):
                by_columns.setdefault(tuple(cell.column.name for cell in known if cell), each)
        self._forms = sorted(by_columns.values(), key=lambda each: (-len(each.stretches), -_fixed(each)))

    def alone(self, column: str) -> Iterator[Paragraph]:
        """Yield what a fact of the column would be printed as with nothing beside it."""
        for form in self._forms:
            for part in form.stretches:
                if self._column(part.cell) == column:
                    letters = slice(part.start, part.end)
                    whole = (part._replace(start=0, end=part.end - part.start),)
                    yield replace(form, text=form.text[letters], looks=form.looks[letters], stretches=whole)
                    return

    def read(self, now: Paragraph, forms: Iterable[Paragraph] | None = None) -> dict[str, tuple[KnownCell, RichText]]:
        """Return what a new paragraph says by the names of columns, each with a cell like it; nothing if unread."""
        for form in self._forms if forms is None else forms:
            words = read_like(form, now, self._reads)
            if words is not None:
                cells = ((self._cells[name], each) for name, each in words.items())
                return {cell.column.name: (cell, each) for cell, each in cells if cell}
        return {}

    def read_otherwise(self, made: Paragraph, now: Paragraph, rest: Sequence[Paragraph] = ()) -> dict[str, RichText]:
        """Return what an edited paragraph says in another form than it had, by the names of columns.

        That is one with more facts; or one with fewer, where nothing is left of the others, nor of any label.
        `rest` are more forms.
        """
        own = {self._column(part.cell): made.text[part.start : part.end] for part in made.stretches}
        as_it_was = read_like(made, now, self._cells.reads) is not None
        labels = [each.text.strip() for each in segments_of(made) if not each.cell and _WORD.search(each.text)]
        for form in (*self._forms, *rest):
            columns = {self._column(part.cell) for part in form.stretches}
            gone = [*labels, *(words for column, words in own.items() if column not in columns)]
            has_more = set(own) < columns
            has_fewer = columns < set(own) and not as_it_was and not any(each in now.text for each in gone)
            words = read_like(form, now, self._cells.reads) if has_more or has_fewer else None
            if words is not None:
                return {column: RichText() for column in own} | {self._column(name): words[name] for name in words}
        return {}

    def value(self, cell: KnownCell, words: RichText) -> Value:
        """Return what a cell of the same column holds that is printed with these words, which it can be."""
        return cast("Value", self._reads(str(cell.ref), words))

    def _reads(self, name: str, words: RichText) -> object:
        known = self._cells[name]
        if self._new and known and known.column.kind is Kind.NAME and "\n" not in words.plain:
            return words.plain.strip() or None
        return self._cells.reads(name, words)

    def _column(self, cell: str) -> str:
        known = self._cells[cell]
        return known.column.name if known else ""


def _fixed(form: Paragraph) -> int:
    """Return how many letters of a paragraph are from no cell."""
    return len(form.text) - sum(part.end - part.start for part in form.stretches)
