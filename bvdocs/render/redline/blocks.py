"""What stands in a body, a header or a cell against what stood there: paragraphs and tables, in order."""

from collections import Counter
from collections.abc import Hashable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cached_property

from bvdocs.core.wordml import W
from bvdocs.render.redline.alignment import align, shared, words_in
from bvdocs.render.redline.carry_over import Source
from bvdocs.render.redline.context import Desk
from bvdocs.render.redline.paragraphs import put_in, reword
from bvdocs.render.redline.revision_marks import NOT_REMEMBERED, Kind, look_of
from bvdocs.render.redline.tables import change_table, columns, mark_table, rows_of
from bvdocs.render.redline.tokens import PICTURE, read, text_of
from bvdocs.render.redline.wordml import LOOK, PARAGRAPH, TABLE, Element, new, remove, style_of

# From so much in common on, two paragraphs, or two tables, are one that changed.
_ALIKE, _ALIKE_TABLES = 0.5, 0.4
_SAME_HEADING_ROW = 0.5
# Two empty paragraphs of different styles have nothing in common but that.
_BOTH_EMPTY = 0.5


@dataclass(frozen=True)
class Block:
    """A paragraph or a table, and what it says."""

    element: Element
    rows: tuple[tuple[str, ...], ...]
    pictures: str = ""

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return self.element.tag == TABLE

    @cached_property
    def key(self) -> Hashable:
        """Two blocks with the same key say the same in the same style."""
        return self.is_table, "" if self.is_table else style_of(self.element), self.rows, self.pictures

    @cached_property
    def words(self) -> Counter[str]:
        """All its words."""
        return words_in(" ".join(cell for row in self.rows for cell in row))


@dataclass(frozen=True)
class Step:
    """What became of one block: `older` alone was deleted, `newer` alone inserted, both are one that may have changed.

    `mark` is what became of the end of the paragraph. A paragraph that ends its cell or body has an end which nobody
    can delete; `looks` is then the paragraph which it takes over, older and newer.
    """

    older: Block | None
    newer: Block | None
    mark: Kind | None = None
    looks: tuple[Element, Element] | None = None

    @property
    def is_pair(self) -> bool:
        """Whether the block is in both documents."""
        return self.older is not None and self.newer is not None

    @property
    def is_table(self) -> bool:
        """Whether it is about a table."""
        block = self.newer or self.older
        return block is not None and block.is_table


def change_blocks(desk: Desk, older: Element, newer: Element) -> None:
    """Show in a body, header or cell of the newer document what changed against the older."""
    added = [_end_in_paragraph(place) for place in (older, newer)]
    was, now = _blocks_in(older, desk.older), _blocks_in(newer, desk.newer)
    pairs = align(was, now, _likeness)
    steps = _told_safely([_step(None if i is None else was[i], None if j is None else now[j]) for i, j in pairs])
    before: Element | None = None
    for step in steps:
        before = _take(desk, step, before, now[0].element)
    if all(added) and len(steps) > 1 and all(step.is_pair and not step.mark for step in steps[-2:]):
        remove(now[-1].element)  # neither had it, and nothing needed it


def _end_in_paragraph(place: Element) -> bool:
    """What ends in a table, or is empty, is given a paragraph, as Word would; gives whether it was."""
    found = [child for child in place if child.tag in {PARAGRAPH, TABLE}]
    if found and found[-1].tag == PARAGRAPH:
        return False
    if found:
        found[-1].addnext(new("p"))
    else:
        place.insert(1 if len(place) and place[0].tag == f"{W}tcPr" else 0, new("p"))
    return True


def _blocks_in(place: Element, source: Source) -> list[Block]:
    return [_block(each, source) for each in place if each.tag in {PARAGRAPH, TABLE}]


def _block(element: Element, source: Source) -> Block:
    if element.tag == TABLE:
        return Block(element, tuple(row.cells for row in rows_of(element)))
    text = text_of(element)
    pictures = "".join(piece.key for piece in read(element, source)) if PICTURE in text else ""
    return Block(element, ((text,),), pictures)


def _likeness(older: Block, newer: Block) -> float:
    if older.is_table != newer.is_table:
        return 0.0
    if older.is_table:
        if columns(older.element) != columns(newer.element):
            return 0.0
        alike = shared(older.words, newer.words) + _SAME_HEADING_ROW * (older.rows[:1] == newer.rows[:1])
        return alike if alike >= _ALIKE_TABLES else 0.0
    if not older.words and not newer.words:
        # A picture is told with its paragraph: LibreOffice loses the end of one in which a picture alone came.
        return 0.0 if older.pictures or newer.pictures else _BOTH_EMPTY
    alike = shared(older.words, newer.words)
    return alike if alike >= _ALIKE else 0.0


def _step(older: Block | None, newer: Block | None) -> Step:
    if older is None:
        return Step(None, newer, Kind.INSERTED)
    return Step(older, newer, Kind.DELETED if newer is None else None)


def _told_safely(steps: Sequence[Step]) -> list[Step]:
    """The steps so that no end of a paragraph is marked which programs cannot take away.

    That of the last paragraph of a body or cell is one. That of a paragraph before a table is another: Word takes it
    away with its words, LibreOffice leaves an empty paragraph.
    """
    told: list[Step] = []
    group: list[Step] = []
    for step in _ending_right(steps):
        if step.is_table:
            told += [*_ending_right(group), step]
            group = []
        else:
            group.append(step)
    return [*told, *group]


def _ending_right(steps: Sequence[Step]) -> list[Step]:
    """The steps so that the last is of a paragraph whose end stays, if there is any in both documents."""
    begins = 1 + max((place for place, step in enumerate(steps) if step.is_pair), default=-1)
    head, tail = list(steps[:begins]), list(steps[begins:])
    gone = [step for step in tail if step.older]
    came = [step for step in tail if step.newer]
    if gone and came:
        rest = [step for step in tail if step is not gone[-1] and step is not came[-1]]
        return [*head, *rest, Step(gone[-1].older, came[-1].newer)]
    if not head or not tail:
        return [*head, *tail]
    if head[-1].is_table or any(step.is_table for step in tail):
        return [*head[:-1], *_crossed(head[-1], tail)]
    return [*head[:-1], *_run_on(head[-1], tail)]


def _crossed(pair: Step, tail: list[Step]) -> list[Step]:
    """Where a table is in the way: the pair's own paragraphs told as deleted and inserted, one of them in the last."""
    if tail[-1].older:
        return [Step(pair.older, None, Kind.DELETED), *tail[:-1], Step(tail[-1].older, pair.newer)]
    return [Step(None, pair.newer, Kind.INSERTED), *tail[:-1], Step(pair.older, tail[-1].newer)]


def _run_on(pair: Step, tail: list[Step]) -> list[Step]:
    """The pair's paragraph loses its end, or is given one, and the last keeps the one that was always there."""
    looks = (pair.older.element, pair.newer.element) if pair.older and pair.newer else None
    return [replace(pair, mark=tail[-1].mark), *tail[:-1], replace(tail[-1], mark=None, looks=looks)]


def _take(desk: Desk, step: Step, before: Element | None, first: Element) -> Element:
    """Put a step into the newer document, behind `before`; gives the element in which it is told."""
    element = _element(desk, step, before, first)
    if step.is_pair:
        _change(desk, step, element)
    else:
        _mark_whole(desk, element, Kind.INSERTED if step.newer else Kind.DELETED)
    if step.mark and not step.is_table:
        desk.marks.on_paragraph(element, step.mark)
    if step.looks:
        _take_over(desk, element, step, *step.looks)
    return element


def _element(desk: Desk, step: Step, before: Element | None, first: Element) -> Element:
    """The newer document's own element; for what was deleted, a copy put where it stood."""
    if step.newer:
        return step.newer.element
    assert step.older  # noqa: S101 - a step is about something
    element = desk.loans.bring(step.older.element)
    if before is None:
        first.addprevious(element)
    else:
        before.addnext(element)
    return element


def _change(desk: Desk, step: Step, element: Element) -> None:
    assert step.older  # noqa: S101 - it is a pair
    if step.is_table:
        change_table(desk, step.older.element, element, lambda older, newer: change_blocks(desk, older, newer))
    else:
        reword(desk, step.older.element, element)


def _mark_whole(desk: Desk, element: Element, kind: Kind) -> None:
    if element.tag == TABLE:
        mark_table(desk, element, kind)
    else:
        put_in(desk, element, kind)


def _take_over(desk: Desk, element: Element, step: Step, older: Element, newer: Element) -> None:
    """Give the last paragraph the look of the one that runs on into it, before and after."""
    if step.newer:
        desk.marks.on_style(element, older, desk.loans.bring)
        return
    had = deepcopy(element)
    look, own = newer.find(LOOK), element.find(LOOK)
    if own is not None:
        remove(own)
    if look is not None:
        look_of(element).extend(deepcopy(child) for child in look if child.tag not in NOT_REMEMBERED)
    desk.marks.on_style(element, had, deepcopy)
