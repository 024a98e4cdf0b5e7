"""The document that bvdocs made: each word of it known as from a cell, or as derived and the template's."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bvdocs.core.cell_signs import SIGN, without_signs
from bvdocs.returns.word.pairing import pair_blocks, pair_rows
from bvdocs.returns.word.text import Block, Paragraph, Row, Stretch, Table, WordText, paragraphs_in


def knowing_cells(text: WordText, cells: Sequence[str]) -> WordText:
    """Return a document that was filled in with signs as it is without, its paragraphs with the cells of their words.

    `cells` are those of the facts by the numbers of their signs.
    """
    text.blocks = tuple(_block(each, cells) for each in text.blocks)
    text.around = tuple((kind, words) for kind, said in text.around if (words := without_signs(said)))
    text.alt_texts = tuple(map(without_signs, text.alt_texts))
    return text


def _block(block: Block, cells: Sequence[str]) -> Block:
    if isinstance(block, Paragraph):
        return _paragraph(block, cells)
    rows = tuple(
        Row(tuple(tuple(_block(each, cells) for each in cell) for cell in row.cells), row.place) for row in block.rows
    )
    return Table(rows, block.place)


def _paragraph(paragraph: Paragraph, cells: Sequence[str]) -> Paragraph:
    kept: list[int] = []
    stretches: list[Stretch] = []
    begun: tuple[int, str] | None = None
    place = 0
    for sign in SIGN.finditer(paragraph.text):
        kept += range(place, sign.start())
        place = sign.end()
        number = sign[0][1:]
        if sign[0][0] == "\ufdd0":
            begun = len(kept), number
        elif begun and begun[1] == number:
            stretches.append(Stretch(begun[0], len(kept), cells[int(number[:-1])]))
            begun = None
    kept += range(place, len(paragraph.text))
    return replace(
        paragraph,
        text="".join(paragraph.text[each] for each in kept),
        looks=tuple(paragraph.looks[each] for each in kept),
        stretches=tuple(stretches),
    )


def cells_carried_over(traced: WordText, kept: WordText) -> bool:
    """Give the paragraphs of the document as it was made their cells; say whether both say the same.

    Where the two differ, as with a workbook that has changed since, nobody knows the cells.
    """
    kept.blocks = tuple(_carried(traced.blocks, kept.blocks))
    return [each.key for each in paragraphs_in(traced.blocks)] == [each.key for each in paragraphs_in(kept.blocks)]


def _carried(traced: Sequence[Block], kept: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks of the document as it was made, with cells where the traced one says the same."""
    for pair in pair_blocks(traced, kept):
        made, now = pair.made, pair.now
        if isinstance(now, Table) and isinstance(made, Table):
            rows = (_carried_row(each.made, each.now) for each in pair_rows(made.rows, now.rows) if each.now)
            yield Table(tuple(rows), now.place)
        elif isinstance(now, Paragraph):
            same = isinstance(made, Paragraph) and made.text == now.text
            yield replace(now, stretches=made.stretches) if same and isinstance(made, Paragraph) else now
        elif now is not None:
            yield now


def _carried_row(traced: Row | None, kept: Row) -> Row:
    if traced is None or len(traced.cells) != len(kept.cells):
        return kept
    cells = zip(traced.cells, kept.cells, strict=True)
    return Row(tuple(tuple(_carried(was, now)) for was, now in cells), kept.place)


class Segment:
    """A part of a made paragraph: letters from one cell, or words of the template and what is derived (no cell)."""

    __slots__ = ("cell", "end", "start", "text")

    def __init__(self, paragraph: Paragraph, start: int, end: int, cell: str) -> None:
        self.start, self.end, self.cell = start, end, cell
        self.text = paragraph.text[start:end]


def segments_of(paragraph: Paragraph) -> list[Segment]:
    """Return the parts of a made paragraph, in order."""
    return list(_segments(paragraph))


def _segments(paragraph: Paragraph) -> Iterator[Segment]:
    place = 0
    for start, end, cell in paragraph.stretches:
        if start > place:
            yield Segment(paragraph, place, start, "")
        yield Segment(paragraph, start, end, cell)
        place = end
    if place < len(paragraph.text):
        yield Segment(paragraph, place, len(paragraph.text), "")
