"""Plans a comparison: finds which block of the older document is which of the newer, down to the cells of tables.

Nothing is written yet, but that a place which ends in a table is given the paragraph behind it that Word gives it.
"""

from dataclasses import replace

from bvdocs.core.alignment import align, words_in_common
from bvdocs.core.wordml import W
from bvdocs.render.redline.carry_over import TextPart
from bvdocs.render.redline.contents_lines import is_contents
from bvdocs.render.redline.paragraph_ends import with_marked_ends
from bvdocs.render.redline.steps import Block, Plan, RowStep, Step
from bvdocs.render.redline.tables import are_alike, pair_rows, rows_of
from bvdocs.render.redline.tokens import PICTURE, text_of, tokens_of
from bvdocs.render.redline.wordml import CELL, PARAGRAPH, TABLE, Element, new

# From so much in common on, two paragraphs, or two tables, are one that changed.
_SIMILAR, _SIMILAR_TABLES = 0.5, 0.4
_SAME_HEADING_ROW = 0.5
# Two empty paragraphs of different styles have nothing in common but that.
_BOTH_EMPTY = 0.5
# Two lists of contents are one that changed, whatever they list.
_BOTH_CONTENTS = 1.0


def plan_comparison(older: TextPart, newer: TextPart) -> Plan:
    """Return what became of each block of the older text, and which blocks of the newer are new."""
    return _Planner(older, newer).plan(older.place, newer.place)


class _Planner:
    """A planner for one part of the newer document and its older self."""

    def __init__(self, older: TextPart, newer: TextPart) -> None:
        self._older = older
        self._newer = newer

    def plan(self, older: Element, newer: Element) -> Plan:
        """Return the plan of a body, header or cell."""
        added = [_end_in_paragraph(place) for place in (older, newer)]
        was, now = _blocks_in(older, self._older), _blocks_in(newer, self._newer)
        pairs = [Step(*pair) for pair in align(was, now, _similarity)]
        steps = tuple(self._with_rows(step) for step in with_marked_ends(pairs))
        needless = all(added) and len(steps) > 1 and not any(step.revision or step.end for step in steps[-2:])
        return Plan(steps, now[0].element, now[-1].element if needless else None)

    def _with_rows(self, step: Step) -> Step:
        """Return the step with the plans of its rows, if it is of a table that is in both."""
        if not step.block.is_table or not step.older or not step.newer:
            return step
        rows = []
        for old, new_row in pair_rows(step.older.element, step.newer.element):
            cells = (
                zip(old.element.findall(CELL), new_row.element.findall(CELL), strict=True) if old and new_row else ()
            )
            rows.append(RowStep(old, new_row, tuple(self.plan(*pair) for pair in cells)))
        return replace(step, rows=tuple(rows))


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
        return similarity if are_alike(older.element, newer.element) and similarity >= _SIMILAR_TABLES else 0.0
    if is_contents(older.element) and is_contents(newer.element):
        return _BOTH_CONTENTS
    if not older.words and not newer.words:
        # A picture is shown with its paragraph: LibreOffice loses the end of one in which a picture alone came.
        return 0.0 if older.pictures or newer.pictures else _BOTH_EMPTY
    return similarity if similarity >= _SIMILAR else 0.0
