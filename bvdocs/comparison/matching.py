"""Which row of the older assessment is which of the newer: by a key, or by how alike their words are."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from bvdocs.comparison.similarity import Words, every_word, likeness

Row = TypeVar("Row")
# Wordings that are alike from here on are the same thing under another code or reference.
VERY_ALIKE = 0.9
# More than any two texts can be: these two are never a pair.
NEVER = 2.0


class Matching(Generic[Row]):
    """Pairs of older and newer rows; each step pairs some of those that the steps before it left."""

    def __init__(self, older: Iterable[Row], newer: Iterable[Row]) -> None:
        self._older, self._newer = tuple(older), tuple(newer)
        self._partners: dict[int, int] = {}

    @property
    def pairs(self) -> list[tuple[Row, Row]]:
        """Older and newer, in the newer order."""
        return [(self._older[old], self._newer[new]) for new, old in sorted(self._partners.items())]

    @property
    def old_places(self) -> list[int]:
        """Where the older row of each pair stood, in the newer order."""
        return [old for _, old in sorted(self._partners.items())]

    @property
    def rows(self) -> list[tuple[Row | None, Row | None]]:
        """Older and newer in the newer order, those added without the older; then those removed, without the newer."""
        before = {new: self._older[old] for new, old in self._partners.items()}
        newer = [(before.get(at), row) for at, row in enumerate(self._newer)]
        return [*newer, *((self._older[at], None) for at in self._left_of_older())]

    def by_key(
        self,
        key: Callable[[Row], Hashable],
        newer_key: Callable[[Row], Hashable] | None = None,
        *,
        unique: bool = False,
    ) -> None:
        """Pair rows with the same key, first with first; with `unique` only where one row of each has it.

        A key of None is none.
        """
        older = _grouped(self._older, self._left_of_older(), key)
        newer = _grouped(self._newer, self._left_of_newer(), newer_key or key)
        for each, places in older.items():
            others = newer.get(each, [])
            if not unique or len(places) == len(others) == 1:
                self._partners.update(zip(others, places, strict=False))

    def by_likeness(self, words: Callable[[Row], Words], least: Callable[[Row, Row], float]) -> None:
        """Pair rows that are at least so much alike, the best pairs first; of equally good ones the nearest."""
        newer = {at: words(self._newer[at]) for at in self._left_of_newer()}
        having = _having(newer)
        found: list[tuple[float, int, int, int]] = []
        for old in self._left_of_older():
            row = self._older[old]
            own = words(row)
            for new, shared in Counter(at for word in own for at in having.get(word, ())).items():
                alike = likeness(shared, len(own), len(newer[new]))
                if alike >= least(row, self._newer[new]):
                    found.append((-alike, abs(old - new), old, new))
        taken: set[int] = set()
        for _, _, old, new in sorted(found):
            if old not in taken and new not in self._partners:
                taken.add(old)
                self._partners[new] = old

    def _left_of_older(self) -> list[int]:
        taken = set(self._partners.values())
        return [at for at in range(len(self._older)) if at not in taken]

    def _left_of_newer(self) -> list[int]:
        return [at for at in range(len(self._newer)) if at not in self._partners]


def _having(words: Mapping[int, Words]) -> dict[tuple[str, int], list[int]]:
    """The rows that have each word, so that only rows with words in common need be compared."""
    having: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for at, own in words.items():
        for word in own:
            having[word].append(at)
    return having


def _grouped(rows: Sequence[Row], places: list[int], key: Callable[[Row], Hashable]) -> dict[Hashable, list[int]]:
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at in places:
        named = key(rows[at])
        if named is not None:
            groups[named].append(at)
    return groups


def match_named(
    older: Sequence[Row],
    newer: Sequence[Row],
    name: Callable[[Row], str],
    wording: Callable[[Row], str],
    group: Callable[[Row], Hashable],
) -> Matching[Row]:
    """Match rows by their name, a code or a reference, and within a group those that were given another name.

    A name goes with its wording: where one row of a theme is taken out and those after it move up, each is itself
    under another name, and not the one before it reworded. So the same name alone comes last.
    """
    match = Matching(older, newer)

    def named(row: Row) -> str:
        return name(row).casefold()

    def words(row: Row) -> Words:
        return every_word(wording(row))

    match.by_likeness(words, lambda one, other: VERY_ALIKE if named(one) == named(other) else NEVER)
    match.by_likeness(words, lambda one, other: VERY_ALIKE if group(one) == group(other) else NEVER)
    match.by_key(named)
    return match


def moved(places: Sequence[int]) -> set[int]:
    """The fewest of these that must have moved so that the others stand in rising order."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    stayed: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        stayed.add(last)
        last = before[last]
    return set(places) - stayed
