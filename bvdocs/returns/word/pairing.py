"""Which paragraph, table and row of an edited document is which of the made one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bvdocs.core.alignment import align, words_in, words_in_common
from bvdocs.returns.word.text import Block, Paragraph, Row, Table

# How much of the words of two must be in both, from 0 to 1, for the one to be the other changed; and moved.
_CHANGED, _MOVED = 0.4, 0.7
# How much is enough between the same neighbours; and how alike two are that begin with the same label.
_REWRITTEN, _LABELLED = 0.2, 0.6

# A heading counts as much as so many bullets that it stays where it is.
_OF_A_HEADING = 100

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
    if isinstance(one, Table) != isinstance(other, Table):
        return 0.0
    alike = _in_common(one.key, other.key)
    if isinstance(one, Paragraph) and isinstance(other, Paragraph) and one.stretches:
        label = one.text[: one.stretches[0].start]
        if label.strip() and other.text.startswith(label):
            return max(alike, _LABELLED)
    return alike


def _in_common(one: str, other: str) -> float:
    return words_in_common(words_in([one]), words_in([other]))


def _paired(made: Sequence[Piece], now: Sequence[Piece], alike: Callable[[Piece, Piece], float]) -> list[Pair[Piece]]:
    """Pair first what says the same, where it was and then anywhere; then what is similar and stands between those."""

    kept = _kept(made, now)
    moved = _same_elsewhere(made, now, kept)
    pairs: list[Pair[Piece]] = []
    gone_to = set(moved.values())
    old = new = 0
    for old_kept, new_kept in (*kept, (len(made), len(now))):
        before = [made[place] for place in range(old, old_kept) if place not in gone_to]
        behind = [now[place] for place in range(new, new_kept) if place not in moved]
        gap = [Pair(was, is_now) for was, is_now in align(before, behind, _at_least(_CHANGED, alike))]
        for place in filter(moved.__contains__, range(new, new_kept)):
            _insert(gap, Pair(made[moved[place]], now[place], moved=True), now[new:place])
        pairs += gap
        pairs += [Pair(*each) for each in zip(made[old_kept : old_kept + 1], now[new_kept : new_kept + 1], strict=True)]
        old, new = old_kept + 1, new_kept + 1
    return _with_rewritten(_with_moves(pairs, alike), alike)


def _insert(gap: list[Pair[Piece]], pair: Pair[Piece], before: Sequence[Piece]) -> None:
    """Put a pair behind those that stand before it in the edited document."""
    places = [
        place for place, each in enumerate(gap) if each.now is not None and any(each.now is one for one in before)
    ]
    gap.insert(places[-1] + 1 if places else 0, pair)


def _kept(made: Sequence[Piece], now: Sequence[Piece]) -> list[tuple[int, int]]:
    """Return the places of what says the same in the same order: as much as can be, headings above all."""
    was, is_now = [each.key for each in made], [each.key for each in now]
    start = 0
    while start < min(len(was), len(is_now)) and was[start] == is_now[start]:
        start += 1
    rest = range(start, len(was)), range(start, len(is_now))
    # The most that can be kept from two places on.
    best = [[0] * (len(is_now) + 1) for _ in range(len(was) + 1)]
    for i in reversed(rest[0]):
        for j in reversed(rest[1]):
            both = best[i + 1][j + 1] + _weight(made[i]) if was[i] == is_now[j] else 0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    found = [(place, place) for place in range(start)]
    i = j = start
    while i < len(was) and j < len(is_now):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found.append((i, j))
            i, j = i + 1, j + 1
    return found


def _weight(piece: Paragraph | Table | Row) -> int:
    """Return how much it counts that a piece stays in its place: bullets move past headings, not headings past them."""
    return 1 if isinstance(piece, Paragraph) and piece.stretches else _OF_A_HEADING


def _same_elsewhere(made: Sequence[Piece], now: Sequence[Piece], kept: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Return where each piece that stands elsewhere now, and says the same, stood before, by its place now."""
    old, new = {place for place, _ in kept}, {place for _, place in kept}
    waiting: dict[str, list[int]] = {}
    for place, each in enumerate(made):
        if place not in old and each.key:
            waiting.setdefault(each.key, []).append(place)
    found = {}
    for place, piece in enumerate(now):
        if place not in new and waiting.get(piece.key):
            found[place] = waiting[piece.key].pop(0)
    return found


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


def _with_rewritten(pairs: list[Pair[Piece]], alike: Callable[[Piece, Piece], float]) -> list[Pair[Piece]]:
    """Return the pairs with what is gone and what is new between the same neighbours as one, where it can be."""
    found: list[Pair[Piece]] = []
    gap: list[Pair[Piece]] = []
    end: Pair[Piece] = Pair(None, None)
    for each in [*pairs, end]:
        if (each.made is None) != (each.now is None):
            gap.append(each)
            continue
        found += [*_rewritten(gap, alike), each]
        gap = []
    return found[:-1]


def _rewritten(gap: list[Pair[Piece]], alike: Callable[[Piece, Piece], float]) -> list[Pair[Piece]]:
    """Return what stands between two neighbours: what is a little alike as one, and the one with the only other one."""
    gone, new = [each.made for each in gap if each.made], [each.now for each in gap if each.now]
    pairs = [Pair(was, is_now) for was, is_now in align(gone, new, _at_least(_REWRITTEN, alike))]
    if len(gone) == len(new) == 1 and type(gone[0]) is type(new[0]):
        return [Pair(gone[0], new[0])]
    return pairs


def _at_least(least: float, alike: Callable[[Piece, Piece], float]) -> Callable[[Piece, Piece], float]:
    """Return how alike two are, 0 where that is less than the least."""

    def similarity(one: Piece, other: Piece) -> float:
        common = alike(one, other)
        return common if common >= least else 0.0

    return similarity
