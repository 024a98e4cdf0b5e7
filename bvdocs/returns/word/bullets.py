"""The bullets of the narrative in an edited document: changed, new, taken out, moved to another section."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from bvdocs.core.model import Bullet
from bvdocs.core.schema import NARRATIVE
from bvdocs.core.values import Value
from bvdocs.returns.edits import NewRow, RemovedRow
from bvdocs.returns.word.forms import Forms
from bvdocs.returns.word.known_cells import KnownCell
from bvdocs.returns.word.pairing import Pair
from bvdocs.returns.word.text import Block, Paragraph, Table

if TYPE_CHECKING:
    from bvdocs.returns.word.differences import Differences

_TEXT, _SECTION, _THEME, _CRITERIA = "Text", "Section", "Theme", "Criteria"


class Bullets:
    """Takes in what became of bullets."""

    def __init__(self, differences: "Differences") -> None:
        self._found = differences
        self._cells = differences.cells

    def take(self, pairs: Sequence[Pair[Block]], place: int) -> bool:
        """Take in what became of a bullet at a place of a body or a cell; say whether it is one."""
        pair = pairs[place]
        if isinstance(pair.made or pair.now, Table):
            return False
        made, now = cast("Paragraph | None", pair.made), cast("Paragraph | None", pair.now)
        own = self._bullet(made)
        if made is None and now is not None:
            return self._new(pairs, place, now)
        if own is None or made is None:
            return False
        if now is None:
            row = own.row.source.row
            self._found.remove(RemovedRow(NARRATIVE.name, row, str(own.value), made.place))
            return True
        if pair.moved:
            self._moved(pairs, place, own, now)
        self._found.changed(made, now, self._forms(pairs), own)
        return True

    def _bullet(self, made: Block | None) -> KnownCell | None:
        """Return the cell of a bullet's text that a made paragraph prints."""
        stretches = made.stretches if isinstance(made, Paragraph) else ()
        cells = (self._cells[each.cell] for each in stretches)
        return next((each for each in cells if each and each.sheet is NARRATIVE and each.column.name == _TEXT), None)

    def _new(self, pairs: Sequence[Pair[Block]], place: int, now: Paragraph) -> bool:
        beside = self._beside(pairs, place, now)
        if beside is None:
            return False
        bullet, is_before = beside
        values: dict[str, Value] = {_THEME: float(bullet.theme), _SECTION: str(bullet.section)}
        values |= self._values(pairs, now)
        row = bullet.source.row
        self._found.edits.append(NewRow(NARRATIVE.name, row if is_before else row - 1, values, now.place))
        return True

    def _values(self, pairs: Sequence[Pair[Block]], now: Paragraph) -> dict[str, Value]:
        """Return what a new bullet says: its text, and its codes if it has them as others do."""
        forms = self._forms(pairs)
        read = forms.read(now) or forms.read(now, forms.alone(_TEXT))
        values = {name: self._cells.read(cell.column, words) for name, (cell, words) in read.items()}
        return {name: cast("Value", value) for name, value in values.items() if value is not None}

    def _forms(self, pairs: Sequence[Pair[Block]]) -> Forms:
        """Return the forms that bullets have in this document."""
        return Forms(self._cells, (cast("Paragraph", each.made) for each in pairs if self._bullet(each.made)))

    def _moved(self, pairs: Sequence[Pair[Block]], place: int, own: KnownCell, now: Paragraph) -> None:
        beside = self._beside(pairs, place, now)
        section = self._cells.of_row(own, _SECTION)
        if beside and section and beside[0].section is not own.row.section:
            self._found.change(section, str(beside[0].section), now.place)
            return
        self._found.refuse(
            now.text,
            "was moved to another place, which is that of its row in the sheet",
            f"Move row {own.row.source.row} of {NARRATIVE.name}.",
            now.place,
        )

    def _beside(self, pairs: Sequence[Pair[Block]], place: int, now: Paragraph) -> tuple[Bullet, bool] | None:
        """Return the bullet before a paragraph, or the one behind it, and which of the two; None if it is no bullet."""
        before = self._neighbour(pairs[:place][::-1], now)
        behind = self._neighbour(pairs[place + 1 :], now)
        if before:
            return before, True
        return (behind, False) if behind else None

    def _neighbour(self, pairs: Sequence[Pair[Block]], now: Paragraph) -> Bullet | None:
        """Return the first bullet among these whose place is as it was, if nothing else stands before it."""
        for each in pairs:
            if each.now is None:
                continue
            if not isinstance(each.now, Paragraph) or not _same_kind(each.now, now):
                return None
            if each.made is not None and not each.moved:
                own = self._bullet(each.made)
                return cast("Bullet", own.row) if own else None
        return None


def _same_kind(one: Paragraph, other: Paragraph) -> bool:
    """Say whether two paragraphs are items of a list; one that has lost its list counts as one too."""
    return one.kind == other.kind or (_is_item(one) and _is_item(other))


def _is_item(paragraph: Paragraph) -> bool:
    return paragraph.kind.startswith("list") or paragraph.kind.endswith("listed")
