"""Compares what stands in two bodies, headers or cells: paragraphs and tables, in order."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import cached_property, partial

from bvdocs.core.wordml import W
from bvdocs.render.redline.alignment import align, words_in, words_in_common
from bvdocs.render.redline.carry_over import Context, TextPart
from bvdocs.render.redline.paragraphs import compare_paragraph, mark_contents
from bvdocs.render.redline.revision_marks import Revision
from bvdocs.render.redline.tables import column_count, compare_table, mark_row, rows_of
from bvdocs.render.redline.tokens import PICTURE, text_of, tokens_of
from bvdocs.render.redline.wordml import PARAGRAPH, ROW, TABLE, Element, insert_after, new, remove, style_of

# From so much in common on, two paragraphs, or two tables, are one that changed.
_SIMILAR, _SIMILAR_TABLES = 0.5, 0.4
_SAME_HEADING_ROW = 0.5
# Two empty paragraphs of different styles have nothing in common but that.
_BOTH_EMPTY = 0.5


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

    `end` is what became of the end of the paragraph. A paragraph that ends its cell or body has an end which nobody
    can delete; `formats_of` are then the paragraphs, older and newer, whose format it takes over.
    """

    older: Block | None
    newer: Block | None
    end: Revision | None = None
    formats_of: tuple[Element, Element] | None = None

    @property
    def block(self) -> Block:
        """Return the newer block; the older, if it was deleted."""
        block = self.newer or self.older
        assert block  # noqa: S101 - a step is about something
        return block


def compare_blocks(context: Context, older: Element, newer: Element) -> None:
    """Show in a body, header or cell of the newer document what changed against the older."""
    added = [_end_in_paragraph(place) for place in (older, newer)]
    now = _blocks_in(newer, context.newer)
    steps = _with_removable_ends([_step(*pair) for pair in align(_blocks_in(older, context.older), now, _similarity)])
    before: Element | None = None
    for step in steps:
        before = _show(context, step, before, now[0].element)
    if all(added) and len(steps) > 1 and all(step.older and step.newer and not step.end for step in steps[-2:]):
        remove(now[-1].element)  # neither had it, and nothing needed it


def _end_in_paragraph(place: Element) -> bool:
    """Add a paragraph to what ends in a table, or is empty, as Word would; say whether it was added."""
    found = [child for child in place if child.tag in {PARAGRAPH, TABLE}]
    if found and found[-1].tag == PARAGRAPH:
        return False
    if found:
        found[-1].addnext(new("p"))
    else:
        place.insert(1 if len(place) and place[0].tag == f"{W}tcPr" else 0, new("p"))
    return True


def _blocks_in(place: Element, part: TextPart) -> list[Block]:
    return [_block(each, part) for each in place if each.tag in {PARAGRAPH, TABLE}]


def _block(element: Element, part: TextPart) -> Block:
    if element.tag == TABLE:
        return Block(element, tuple(row.texts for row in rows_of(element)))
    text = text_of(element)
    pictures = "".join(token.key for token in tokens_of(element, part)) if PICTURE in text else ""
    return Block(element, ((text,),), pictures)


def _similarity(older: Block, newer: Block) -> float:
    if older.is_table != newer.is_table:
        return 0.0
    similarity = words_in_common(older.words, newer.words)
    if older.is_table:
        similarity += _SAME_HEADING_ROW * (older.rows[:1] == newer.rows[:1])
        same_columns = column_count(older.element) == column_count(newer.element)
        return similarity if same_columns and similarity >= _SIMILAR_TABLES else 0.0
    if not older.words and not newer.words:
        # A picture is shown with its paragraph: LibreOffice loses the end of one in which a picture alone came.
        return 0.0 if older.pictures or newer.pictures else _BOTH_EMPTY
    return similarity if similarity >= _SIMILAR else 0.0


def _step(older: Block | None, newer: Block | None) -> Step:
    if older is None:
        return Step(None, newer, Revision.INSERTED)
    return Step(older, newer, None if newer else Revision.DELETED)


def _with_removable_ends(steps: list[Step]) -> list[Step]:
    """Return the steps so that no end of a paragraph is marked which programs cannot take away.

    That of the last paragraph of a body or cell is one. That of a paragraph before a table is another: Word takes it
    away with its words, LibreOffice leaves an empty paragraph.
    """
    done: list[Step] = []
    paragraphs: list[Step] = []
    for step in _keeping_last_end(steps):
        if step.block.is_table:
            done += [*_keeping_last_end(paragraphs), step]
            paragraphs = []
        else:
            paragraphs.append(step)
    return done + paragraphs


def _keeping_last_end(steps: list[Step]) -> list[Step]:
    """Return the steps so that the last is of a paragraph whose end stays, if there is one in both documents."""
    pairs_end = 1 + max((place for place, step in enumerate(steps) if step.older and step.newer), default=-1)
    head, tail = steps[:pairs_end], steps[pairs_end:]
    deleted = [step for step in tail if step.older]
    inserted = [step for step in tail if step.newer]
    if deleted and inserted:
        rest = [step for step in tail if step is not deleted[-1] and step is not inserted[-1]]
        return [*head, *rest, _step(deleted[-1].older, inserted[-1].newer)]
    if not head or not tail:
        return steps
    if any(step.block.is_table for step in (head[-1], *tail)):
        return [*head[:-1], *_across_table(head[-1], tail)]
    return [*head[:-1], *_run_on(head[-1], tail)]


def _across_table(pair: Step, tail: list[Step]) -> list[Step]:
    """Show the pair's paragraphs as deleted and inserted, one of them in the last step: a table is in the way."""
    if tail[-1].older:
        return [_step(pair.older, None), *tail[:-1], _step(tail[-1].older, pair.newer)]
    return [_step(None, pair.newer), *tail[:-1], _step(pair.older, tail[-1].newer)]


def _run_on(pair: Step, tail: list[Step]) -> list[Step]:
    """Have the pair's paragraph lose or gain an end, and the last paragraph keep the one that was always there."""
    formats_of = (pair.older.element, pair.newer.element) if pair.older and pair.newer else None
    return [replace(pair, end=tail[-1].end), *tail[:-1], replace(tail[-1], end=None, formats_of=formats_of)]


def _show(context: Context, step: Step, before: Element | None, first: Element) -> Element:
    """Show a step in the newer document and return the element that shows it.

    What was deleted is copied to where it stood: behind `before`, or in front of `first` if it was the first.
    """
    element = step.block.element
    if not step.newer:
        element = insert_after(before, context.copy_of(element), first)
    if step.older and step.newer:
        if step.block.is_table:
            compare_table(context, step.older.element, element, partial(compare_blocks, context))
        else:
            compare_paragraph(context, step.older.element, element)
    else:
        revision = Revision.INSERTED if step.newer else Revision.DELETED
        if step.block.is_table:
            for row in element.findall(ROW):
                mark_row(context, row, revision)
        else:
            mark_contents(context, element, revision)
    if step.end and not step.block.is_table:
        context.marker.mark_end(element, step.end)
    if step.formats_of:
        older, newer = step.formats_of
        if step.newer:
            context.marker.mark_style(element, older, context.copy_of)
        else:
            context.marker.replace_format(element, newer)
    return element
