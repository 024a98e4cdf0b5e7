"""What somebody changed in a document, as edits of the cells that it was made from."""

from dataclasses import replace
from typing import cast

from bvdocs.core.columns import Kind
from bvdocs.core.rich_text import RichText, Run
from bvdocs.returns.edits import CellEdit, Edit, NotTaken, RemovedRow, Value
from bvdocs.returns.word.assigning import assign, rich
from bvdocs.returns.word.bullets import Bullets
from bvdocs.returns.word.forms import Forms
from bvdocs.returns.word.known_cells import UNREAD, KnownCell, KnownCells, prints, same_value
from bvdocs.returns.word.pairing import Pair, pair_blocks
from bvdocs.returns.word.reading import PICTURE
from bvdocs.returns.word.table_rows import TableRows
from bvdocs.returns.word.text import Block, Paragraph, Stretch, Table, WordText
from bvdocs.workbook.reading.whitespace import tidy_runs

_DERIVED = "is worked out from other cells, or a fixed word of the template"
_DERIVED_OR_CHANGED = f"{_DERIVED}, or has changed in the workbook since"
_CHANGE_SOURCE = "Change the cells that it is worked out from, or the template."


class Differences:
    """The edits that make the document that was made say what it says now."""

    def __init__(self, made: WordText, now: WordText, cells: KnownCells, *, as_made: bool = True) -> None:
        """Compare; `as_made` says that the workbook still says all that was printed."""
        self.cells = cells
        self._derived = _DERIVED if as_made else _DERIVED_OR_CHANGED
        self.edits: list[Edit] = []
        self.not_taken: list[NotTaken] = []
        self._taken: dict[str, Value] = {}
        self.bullets = Bullets(self)
        self._rows = TableRows(self)
        self._compare(made, now)

    def _compare(self, made: WordText, now: WordText) -> None:
        pairs = pair_blocks(made.blocks, now.blocks)
        for place, pair in enumerate(pairs):
            if self.bullets.take(pairs, place):
                continue
            if pair.moved and pair.now:
                words = pair.now.key.replace("\n", " | ")
                self.refuse(
                    words, "was moved to another place", "Move what stands there, in the sheets.", pair.now.place
                )
            if isinstance(pair.made, Table) and isinstance(pair.now, Table):
                self._rows.compare(pair.made, pair.now)
            elif isinstance(pair.made or pair.now, Table):
                self._whole_table(pair)
            else:
                self.paragraph(cast("Pair[Paragraph]", pair))
        self._beside(made, now)

    def _beside(self, made: WordText, now: WordText) -> None:
        """Note what is new beside the text: in headers, notes and boxes, for pictures, and as marks on words."""
        for kind, words in now.around:
            if words not in {said for _, said in made.around}:
                self.refuse(words, f"is in a {kind}, where no cell is printed", _CHANGE_SOURCE, kind)
        for words in now.alt_texts:
            if words not in made.alt_texts:
                self.refuse(words, "stands for a picture, which is made of the cells", _CHANGE_SOURCE, "picture")
        known = {(how, words) for how, words, _ in made.marked}
        for how, words, place in now.marked:
            if (how, words) not in known:
                self.refuse(words, f"is {how}, which no cell keeps", "Ask what is meant, and change its cell.", place)

    def _whole_table(self, pair: Pair[Block]) -> None:
        table = cast("Table", pair.made or pair.now)
        gone = pair.now is None
        self.refuse(
            table.key.replace("\n", " | "),
            "is a whole table that was " + ("taken out" if gone else "added"),
            "Change the rows of its sheet, or the template.",
            table.place,
        )

    def paragraph(self, pair: Pair[Paragraph]) -> None:
        """Take in what became of a paragraph that is no bullet, or of one whose place is as it was."""
        made, now = pair.made, pair.now
        if made and now:
            self.changed(made, now)
        elif now:
            self.refuse(
                now.text, "stands where no cell is printed", "Type it into the cell that it belongs to.", now.place
            )
        elif made:
            self._gone(made)

    def _gone(self, made: Paragraph) -> None:
        """Take in that a paragraph was taken out: in a table, the cells that it printed are to be blank."""
        if not made.stretches:
            self.refuse(made.text, f"{self._derived}, and was taken out", _CHANGE_SOURCE, made.place)
            return
        if not made.place.startswith("table"):
            cells = ", ".join(dict.fromkeys(each.cell for each in made.stretches))
            self.refuse(made.text, "was taken out, and is no bullet", f"If it is to go, clear {cells}.", made.place)
            return
        for stretch in made.stretches:
            if stretch.cell not in self._taken:
                self._stretch(made, made, stretch, RichText())

    def changed(
        self, made: Paragraph, now: Paragraph, forms: Forms | None = None, own: KnownCell | None = None
    ) -> None:
        """Take in what was changed in a paragraph; it may now have one of the `forms` for the row of `own`."""
        if made.text == now.text and _looks_the_same(made, now):
            return
        if forms and own and made.text != now.text and self._in_another_form(made, now, forms, own):
            return
        assigned = assign(made, now, self.cells.reads, self._is_main)
        for stretch in made.stretches:
            words = assigned.words.get(stretch.cell)
            if words is not None and stretch.cell not in assigned.mixed:
                self._stretch(made, now, stretch, words)
        if assigned.strays:
            new = " … ".join(is_now for _, is_now in assigned.strays if is_now)
            gone = " … ".join(was for was, _ in assigned.strays if was)
            why = self._derived if new else f"{self._derived}, and was taken out"
            self.refuse(new or gone, why, _CHANGE_SOURCE, now.place)
        for name in dict.fromkeys(assigned.mixed):
            why = f"was changed together with other words, so that nobody knows what is of {name}"
            self.refuse(now.text, why, f"Type into {name} what it is to say.", now.place)

    def _in_another_form(self, made: Paragraph, now: Paragraph, forms: Forms, own: KnownCell) -> bool:
        """Take in a paragraph that has another form now; say whether it has."""
        stretches = {each.cell: each for each in made.stretches}
        words = forms.read_otherwise(made, now, tuple(forms.alone(own.column.name)))
        cells = {column: self.cells.of_row(own, column) for column in words}
        if not words or not all(cells.values()):
            return False
        for column, cell in cells.items():
            if cell and str(cell.ref) in stretches:
                self._stretch(made, now, stretches[str(cell.ref)], words[column])
            elif cell:
                self.take(cell, words[column], now.place)
        return True

    def _stretch(self, made: Paragraph, now: Paragraph, stretch: Stretch, words: RichText) -> None:
        """Take in the words of one cell."""
        printed = rich(made, [(stretch.start, stretch.end)])
        if printed == words:
            return
        cell = self.cells[stretch.cell]
        if cell is None:
            self.refuse(words.plain, self._derived, f"Change {stretch.cell}.", now.place)
            return
        if cell.column.kind is not Kind.RICH and printed.plain == words.plain:
            return  # it has no looks of its own: a style's may have become those of its letters
        printed, words = _without_template(printed, cell.value), _without_template(words, cell.value, printed)
        was = self.cells.read(cell.column, printed)
        if cell.names_its_row:
            self.refuse(words.plain, f"is the name by which other rows call {cell.ref.sheet} row {cell.row.source.row}",
                        f"Change {cell.ref} and every cell that names it.", now.place)  # fmt: skip
        elif not prints(cell, was):
            if printed.plain != words.plain:
                self.refuse(
                    words.plain, f"is worked out from {cell.ref}", f"Change {cell.ref} ({cell.column.name}).", now.place
                )
        else:
            self.take(cell, words, now.place)

    def take(self, cell: KnownCell, words: RichText, place: str) -> None:
        """Take in these words as what a cell is to hold, if its column can."""
        value = self.cells.read(cell.column, words)
        if value is UNREAD:
            self.refuse(
                words.plain, f"cannot stand under {cell.column.name}", f"Type into {cell.ref} what it is to say.", place
            )
        elif value is None and cell.column.required:
            self.refuse(
                str(cell.value), f"was taken out, and {cell.ref} may not be blank", f"Change {cell.ref}.", place
            )
        else:
            self.change(cell, cast("Value", value), place)

    def change(self, cell: KnownCell, value: Value, place: str) -> None:
        """Take in what a cell is to hold; a cell that is printed twice and says two things now is told of."""
        name = str(cell.ref)
        if same_value(value, cell.value):
            return
        if name not in self._taken:
            self._taken[name] = value
            self.edits.append(CellEdit(cell.ref, cell.column.name, cell.value, value, place))
        elif not same_value(self._taken[name], value):
            self.refuse(
                str(value),
                f"is another change of {name} than the one before it",
                f"Decide what {name} is to say.",
                place,
            )

    def remove(self, edit: RemovedRow) -> None:
        """Take in that a row was taken out."""
        self.edits.append(edit)

    def refuse(self, words: str, why: str, instead: str, place: str) -> None:
        """Note words that are not taken in."""
        told = NotTaken(words.replace(PICTURE, "[picture]"), why, instead, place)
        if told not in self.not_taken:
            self.not_taken.append(told)

    def _is_main(self, name: str) -> bool:
        cell = self.cells[name]
        return cell is not None and cell.column.kind is Kind.RICH


def _looks_the_same(made: Paragraph, now: Paragraph) -> bool:
    return all(made.looks[start:end] == now.looks[start:end] for start, end, _ in made.stretches)


def _without_template(words: RichText, value: Value, printed: RichText | None = None) -> RichText:
    """Return words without the looks that the template gives to all that it prints of the cell, which holds `value`."""
    printed = words if printed is None else printed
    own = value.runs if isinstance(value, RichText) else ()

    def given(look: str) -> bool:
        of_all = bool(printed.runs) and all(getattr(run, look) for run in printed.runs)
        return of_all and not all(getattr(run, look) for run in own) if own else of_all

    drop = {look: type(getattr(Run(""), look))() for look in ("bold", "italic", "link") if given(look)}
    if not drop:
        return words
    return tidy_runs([replace(run, **drop) for run in words.runs])
