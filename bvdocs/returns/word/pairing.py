"""Which paragraph, table and row of an edited document is which of the made one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bvdocs.core.alignment import align, words_in, words_in_common
from bvdocs.returns.word.text import Block, Paragraph, Row, Table

# How much of the words of two must be in both, from 0 to 1, for the one to be the other changed; and moved.
_CHANGED, _MOVED = 0.4, 0.7

Piece = TypeVar("Piece", bound=Paragraph | Table | Row)


@dataclass(eq=False)
class Pair(Generic[Piece]):
    """What was made and what stands there now, None where there is nothing; `moved` where that stood elsewhere."""

    made: Piece | None
    now: Piece | None
    moved: bool = False


def pair_blocks(made: Sequence[Block], now: Sequence[Block]) -> list[Pair[Block]]:
    """Pair the blocks of a body or a cell, in the order of both; paragraphs that say and hold nothing are left out."""
    return _paired([each for each in made if _holds(each)], [each for each in now if _holds(each)], _alike)


def pair_rows(made: Sequence[Row], now: Sequence[Row]) -> list[Pair[Row]]:
    """Pair the rows of a table."""
    return _paired(made, now, lambda one, other: _in_common(one.key, other.key))


def _holds(block: Block) -> bool:
    return isinstance(block, Table) or bool(block.key or block.stretches)


def _alike(one: Block, other: Block) -> float:
    return _in_common(one.key, other.key) if isinstance(one, Table) == isinstance(other, Table) else 0.0


def _in_common(one: str, other: str) -> float:
    return words_in_common(words_in([one]), words_in([other]))


def _paired(made: Sequence[Piece], now: Sequence[Piece], alike: Callable[[Piece, Piece], float]) -> list[Pair[Piece]]:
    def similarity(one: Piece, other: Piece) -> float:
        common = alike(one, other)
        return common if common >= _CHANGED else 0.0

    pairs = [Pair(was, is_now) for was, is_now in align(made, now, similarity)]
    return _with_rewritten(_with_moves(pairs, alike))


def _with_moves(pairs: list[Pair[Piece]], alike: Callable[[Piece, Piece], float]) -> list[Pair[Piece]]:
    """Return the pairs with what is gone in one place and new in another as one, where it stands now."""
    gone = [each for each in pairs if each.now is None]
    for new in [each for each in pairs if each.made is None]:
        found = [(alike(each.made, new.now), -place) for place, each in enumerate(gone) if each.made and new.now]
        best, place = max(found, default=(0.0, 0))
        if best >= _MOVED:
            was = gone.pop(-place)
            pairs.remove(was)
            new.made, new.moved = was.made, True
    return pairs


def _with_rewritten(pairs: list[Pair[Piece]]) -> list[Pair[Piece]]:
    """Return the pairs with the one that is gone and the one that is new between the same neighbours as one."""
    found: list[Pair[Piece]] = []
    gap: list[Pair[Piece]] = []
    end: Pair[Piece] = Pair(None, None)
    for each in [*pairs, end]:
        if (each.made is None) != (each.now is None):
            gap.append(each)
            continue
        if [pair.now is None for pair in gap] == [True, False] and type(gap[0].made) is type(gap[1].now):
            gap = [Pair(gap[0].made, gap[1].now)]
        found += [*gap, each]
        gap = []
    return found[:-1]
