"""The rows of tables in an edited document: cells changed, paragraphs new in one, rows new, moved and taken out."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from bvdocs.core.columns import Sheet
from bvdocs.core.rich_text import RichText
from bvdocs.returns.edits import NewRow, RemovedRow, Value
from bvdocs.returns.word.assigning import read_like
from bvdocs.returns.word.known_cells import UNREAD, KnownCell
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
            pairs = pair_blocks(was, is_now)
            for place, pair in enumerate(pairs):
                if isinstance(pair.made, Table) and isinstance(pair.now, Table):
                    self.compare(pair.made, pair.now)
                elif isinstance(pair.made or pair.now, Table):
                    self._refuse(now, "holds a table that was added or taken out", "Change the rows of its sheet.")
                elif pair.made is None:
                    self._new_paragraph(table, made, number, pairs, place)
                elif pair.now is not None:
                    self._found.changed(cast("Paragraph", pair.made), cast("Paragraph", pair.now))
                else:
                    self._found.paragraph(cast("Pair[Paragraph]", pair))

    def _new_paragraph(self, table: Table, row: Row, number: int, pairs: Sequence[Pair[Block]], place: int) -> None:
        """Take in a paragraph that is new in a cell: what other rows print so, else one more line of the one before."""
        now = cast("Paragraph", pairs[place].now)
        for pattern in self._patterns(table, number):
            words = read_like(pattern, now, self._reads)
            if words is None:
                continue
            for name, each in words.items():
                other = cast("KnownCell", self._cells[name])
                cell = next(
                    filter(None, (self._cells.of_row(own, other.column.name) for own in self._own(row, other.sheet))),
                    None,
                )
                if cell:
                    self._found.take(cell, each, now.place)
                    return
        self._found.paragraph(Pair(None, now))

    def _patterns(self, table: Table, number: int) -> Iterator[Paragraph]:
        """Yield the paragraphs that a column of a table has with a label before one fact."""
        for row in table.rows:
            for each in paragraphs_in(row.cells[number]) if number < len(row.cells) else ():
                if len(each.stretches) == 1 and each.text[: each.stretches[0].start].strip():
                    yield each

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
        for pair in (*pairs[:place][::-1], *pairs[place + 1 :]):
            like = self._whole_row_of(pair.made) if pair.made else None
            if pair.made and like:
                values = self._values(table, like, now)
                missing = set(like.sheet.required_columns) - set(values)
                if not missing:
                    before = pair in pairs[:place]
                    row = like.row.source.row
                    self._found.edits.append(NewRow(like.sheet.name, row if before else row - 1, values, now.place))
                    return
                break
        self._refuse(now, "is a new row without all that its sheet asks for", "Type it into the sheet.")

    def _values(self, table: Table, like: KnownCell, now: Row) -> dict[str, Value]:
        values: dict[str, Value] = {}
        theme = getattr(like.row, "theme", None)
        if theme is not None:
            values[_THEME] = float(theme)
        for number, cell in enumerate(now.cells):
            for paragraph in paragraphs_in(cell):
                values |= self._read_new(table, like.sheet, number, paragraph)
        return values

    def _read_new(self, table: Table, sheet: Sheet, number: int, now: Paragraph) -> dict[str, Value]:
        """Return what a paragraph of a new row says, by any of its column in other rows that has the same parts."""
        for row in table.rows:
            for pattern in paragraphs_in(row.cells[number]) if number < len(row.cells) else ():
                known = [self._cells[each.cell] for each in pattern.stretches]
                if not known or any(each is None or each.sheet is not sheet for each in known):
                    continue
                words = read_like(pattern, now, self._reads_name)
                if words is not None:
                    columns = {name: cast("KnownCell", self._cells[name]).column for name in words}
                    read = {columns[name].name: self._read(name, each) for name, each in words.items()}
                    return {name: cast("Value", value) for name, value in read.items() if value is not None}
        return {}

    def _read(self, name: str, words: RichText) -> object:
        value = self._reads(name, words)
        return (words.plain or None) if value is UNREAD else value

    def _reads_name(self, name: str, words: RichText) -> object:
        """Return what a cell of a new row holds: a name, which nothing else has yet, too."""
        value = self._reads(name, words)
        cell = self._cells[name]
        is_name = cell is not None and cell.column.kind.name == "NAME" and "\n" not in words.plain
        return words.plain if value is UNREAD and is_name else value

    def _reads(self, name: str, words: RichText) -> object:
        cell = self._cells[name]
        return UNREAD if cell is None else self._cells.read(cell.column, words)

    def _refuse(self, row: Row, why: str, instead: str) -> None:
        self._found.refuse(" | ".join(filter(None, row.key.split("\n"))), why, instead, row.place)


def _stretches(row: Row) -> Iterator[Stretch]:
    return (each for cell in row.cells for paragraph in paragraphs_in(cell) for each in paragraph.stretches)
