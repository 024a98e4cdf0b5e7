"""The rows of tables in an edited document: cells changed, paragraphs new in one, rows new, moved and taken out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from bvdocs.core.columns import Sheet
from bvdocs.core.english import listed
from bvdocs.core.values import Value
from bvdocs.returns.edits import NewRow, RemovedRow
from bvdocs.returns.word.forms import Forms
from bvdocs.returns.word.known_cells import KnownCell
from bvdocs.returns.word.looks import Look
from bvdocs.returns.word.pairing import Pair, pair_blocks, pair_rows
from bvdocs.returns.word.text import Block, Paragraph, Row, Stretch, Table, paragraphs_in

if TYPE_CHECKING:
    from bvdocs.returns.word.differences import Differences

_THEME = "Theme"


class TableRows:
    """Takes in what became of the rows of tables."""

    def __init__(self, differences: "Differences") -> None:
        self._found = differences
        self._cells = differences.cells

    def compare(self, made: Table, now: Table) -> None:
        """Take in what became of the rows of one table."""
        pairs = pair_rows(made.rows, now.rows)
        for place, pair in enumerate(pairs):
            if pair.made and pair.now:
                self._row(made, pair.made, pair.now)
                if pair.moved:
                    self._moved(pair.now)
            elif pair.made:
                self._gone(pair.made)
            elif pair.now:
                self._new(made, pairs, place, pair.now)

    def _row(self, table: Table, made: Row, now: Row) -> None:
        if len(made.cells) != len(now.cells):
            self._refuse(now, "has another number of cells than before", "Undo that, or change the template.")
            return
        for number, (was, is_now) in enumerate(zip(made.cells, now.cells, strict=True)):
            self._contents(table, made, number, pair_blocks(was, is_now))

    def _contents(self, table: Table, row: Row, number: int, pairs: Sequence[Pair[Block]]) -> None:
        """Take in what became of what stands in one cell of a table."""
        others = [pair for place, pair in enumerate(pairs) if not self._found.bullets.take(pairs, place)]
        forms = self._forms(table, number)
        # What is gone comes last: it may stand in another place of the cell, with its label.
        for pair in sorted(self._with_labels(table, number, others), key=lambda each: each.now is None):
            made, now = pair.made, pair.now
            if isinstance(made, Table) and isinstance(now, Table):
                self.compare(made, now)
            elif isinstance(made or now, Table):
                self._refuse(row, "holds a table that was added or taken out", "Change the rows of its sheet.")
            elif isinstance(made, Paragraph) and isinstance(now, Paragraph):
                own = next(filter(None, (self._cells[each.cell] for each in made.stretches)), None)
                self._found.changed(made, now, forms, own)
            elif isinstance(now, Paragraph):
                self._new_paragraph(self._labelled(table, number), row, now)
            else:
                self._found.paragraph(cast("Pair[Paragraph]", pair))

    def _with_labels(self, table: Table, number: int, pairs: Sequence[Pair[Block]]) -> list[Pair[Block]]:
        """Return the pairs with each new paragraph that has no label as one more line of the paragraph before it."""
        found: list[Pair[Block]] = []
        for pair in pairs:
            before = found[-1].now if found else None
            new = pair.now if pair.made is None else None
            if (
                isinstance(new, Paragraph)
                and isinstance(before, Paragraph)
                and not self._labelled(table, number).read(new)
            ):
                found[-1].now = _with_line(before, new)
            else:
                found.append(pair)
        return found

    def _new_paragraph(self, labelled: Forms, row: Row, now: Paragraph) -> None:
        """Take in a paragraph that is new in a cell of a row: what other rows print so, with a label before it."""
        cells = [(self._cell(row, cell), words) for cell, words in labelled.read(now).values()]
        if cells and all(cell for cell, _ in cells):
            for cell, words in cells:
                self._found.take(cast("KnownCell", cell), words, now.place)
        else:
            self._found.paragraph(Pair(None, now))

    def _cell(self, row: Row, like: KnownCell) -> KnownCell | None:
        """Return the cell of the same column in the sheet's row that a made row shows."""
        own = next(iter(self._own(row, like.sheet)), None)
        return self._cells.of_row(own, like.column.name) if own else None

    def _forms(self, table: Table, number: int) -> Forms:
        """Return the forms that paragraphs have in a column of a table."""
        return Forms(self._cells, _column(table, number))

    def _labelled(self, table: Table, number: int) -> Forms:
        """Return those forms that begin with a label, such as 'Latest update: '."""
        labelled = (
            each for each in _column(table, number) if each.stretches and each.text[: each.stretches[0].start].strip()
        )
        return Forms(self._cells, labelled)

    def _own(self, row: Row, sheet: Sheet) -> list[KnownCell]:
        """Return the cells of a sheet that a made row prints."""
        cells = (self._cells[each.cell] for each in _stretches(row))
        return [each for each in cells if each and each.sheet is sheet]

    def _moved(self, now: Row) -> None:
        self._refuse(
            now, "was moved to another place, which is that of its row in the sheet", "Move the row in the sheet."
        )

    def _gone(self, made: Row) -> None:
        cell = self._whole_row_of(made)
        if cell is None:
            self._refuse(made, "was taken out of a table that is worked out", "Change the cells that it is made from.")
        else:
            source = cell.row.source
            self._found.remove(RemovedRow(cell.sheet.name, source.row, " | ".join(made.key.split("\n")), made.place))

    def _whole_row_of(self, made: Row) -> KnownCell | None:
        """Return a cell of the sheet's row that a table's row shows: with all that such a row must hold."""
        cells = [each for part in _stretches(made) if (each := self._cells[part.cell]) and each.sheet.make]
        for cell in cells:
            shown = {each.column.name for each in cells if each.row is cell.row}
            if set(cell.sheet.required_columns) - {_THEME} <= shown:
                return cell
        return None

    def _new(self, table: Table, pairs: Sequence[Pair[Row]], place: int, now: Row) -> None:
        """Take in a new row of a table that shows rows of a sheet, by the row before it, else by the one behind."""
        why = "is a new row without all that its sheet asks for"
        for pair in (*pairs[:place][::-1], *pairs[place + 1 :]):
            like = self._whole_row_of(pair.made) if pair.made else None
            if pair.made and like:
                values = self._values(table, like, now)
                missing = [each for each in like.sheet.required_columns if each not in values]
                if not missing:
                    before = pair in pairs[:place]
                    row = like.row.source.row
                    self._found.edits.append(NewRow(like.sheet.name, row if before else row - 1, values, now.place))
                    return
                names = listed([f"'{each}'" for each in missing])
                why = f"is a new row, in which nothing can be read as {names}"
                break
        self._refuse(now, why, "Type it into the sheet.")

    def _values(self, table: Table, like: KnownCell, now: Row) -> dict[str, Value]:
        """Return what a new row says, by the forms that the columns of its table have in other rows."""
        values: dict[str, Value] = {}
        theme = getattr(like.row, "theme", None)
        if theme is not None:
            values[_THEME] = float(theme)
        for number, cell in enumerate(now.cells):
            forms = Forms(self._cells, _column(table, number), new=True)
            for paragraph in paragraphs_in(cell):
                for name, (known, words) in forms.read(paragraph).items():
                    value = forms.value(known, words)
                    if known.sheet is like.sheet and value is not None:
                        values[name] = value
        return values

    def _refuse(self, row: Row, why: str, instead: str) -> None:
        self._found.refuse(" | ".join(filter(None, row.key.split("\n"))), why, instead, row.place)


def _column(table: Table, number: int) -> Iterator[Paragraph]:
    """Yield the paragraphs of a column of a table."""
    for row in table.rows:
        if number < len(row.cells):
            yield from paragraphs_in(row.cells[number])


def _with_line(before: Paragraph, more: Paragraph) -> Paragraph:
    """Return a paragraph with one more line."""
    look = before.looks[-1] if before.looks else Look()
    return replace(before, text=f"{before.text}\n{more.text}", looks=(*before.looks, look, *more.looks))


def _stretches(row: Row) -> Iterator[Stretch]:
    return (each for cell in row.cells for paragraph in paragraphs_in(cell) for each in paragraph.stretches)
