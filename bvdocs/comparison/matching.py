"""Pairs of rows of two assessments that are the same row: by a key, or by how similar their words are."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import islice
from typing import Generic, TypeVar

from bvdocs.comparison.similarity import SimilarTexts, Words, all_words
from bvdocs.core.model import Action, Criterion

Row = TypeVar("Row")
NamedRow = TypeVar("NamedRow", Criterion, Action)
# A row as it was and as it is; one of the two where it was added or removed.
RowPair = tuple[Row | None, Row | None]
# Wordings from this similarity on are the same thing under another code or reference.
_VERY_SIMILAR = 0.9
# With so many rows one is compared, however many share words with it; no council has as many in a theme.
_MOST_COMPARED = 100


class RowMatches(Generic[Row]):
    """Older and newer rows, some of them paired; each step pairs some of those that the steps before it left."""

    def __init__(self, older: Iterable[Row], newer: Iterable[Row]) -> None:
        self._older, self._newer = tuple(older), tuple(newer)
        self._partners: dict[int, int] = {}

    @property
    def pairs(self) -> list[tuple[Row, Row]]:
        """Return the older and the newer row of each pair, in the newer order."""
        return [(before, now) for _, before, now in self.placed_pairs]

    @property
    def placed_pairs(self) -> list[tuple[int, Row, Row]]:
        """Return for each pair, in the newer order, the place of its older row, from 0, and its two rows."""
        return [(old, self._older[old], self._newer[new]) for new, old in sorted(self._partners.items())]

    @property
    def rows(self) -> list[RowPair[Row]]:
        """Return all rows, paired or alone: the newer in their order, then those of the older that were removed."""
        before = {new: self._older[old] for new, old in self._partners.items()}
        newer = [(before.get(at), row) for at, row in enumerate(self._newer)]
        return [*newer, *((self._older[at], None) for at in self._left_of_older())]

    def pair_by_key(
        self,
        key: Callable[[Row], Hashable],
        newer_key: Callable[[Row], Hashable] | None = None,
        *,
        unique: bool = False,
    ) -> None:
        """Pair rows with the same key, first with first; with `unique` only where one row of each has it.

        A row whose key is None is left alone.
        """
        older = _grouped(self._older, self._left_of_older(), key)
        newer = _grouped(self._newer, self._left_of_newer(), newer_key or key)
        for each, places in older.items():
            others = newer.get(each, [])
            if not unique or len(places) == len(others) == 1:
                self._partners.update(zip(others, places, strict=False))

    def pair_by_similarity(
        self,
        words: Callable[[Row], Words],
        least: float,
        group: Callable[[Row], Hashable] = lambda _: None,
        may_pair: Callable[[Row, Row, float], bool] = lambda _one, _other, _likeness: True,
    ) -> None:
        """Pair rows that are at least so similar, the best pairs first; of equally good ones the nearest.

        `words` returns the words of a row, `least` is how similar two rows must be, from 0 to 1. Only rows of one
        `group` are compared; `may_pair` says whether two that are so similar may be a pair. Of hundreds that share
        words with a row those that share its rarest are compared.
        """
        groups: defaultdict[Hashable, defaultdict[Words, list[int]]] = defaultdict(lambda: defaultdict(list))
        for new in self._left_of_newer():
            groups[group(self._newer[new])][words(self._newer[new])].append(new)
        similar = {each: SimilarTexts(texts, least) for each, texts in groups.items()}
        found: list[tuple[float, int, int, int]] = []
        for old in self._left_of_older():
            row = self._older[old]
            own = group(row)
            alike = similar[own].alike(words(row), _MOST_COMPARED) if own in similar else ()
            pairs = (
                (-likeness, abs(old - new), old, new)
                for text, likeness in alike
                for new in _nearest(groups[own][text], old)
                if may_pair(row, self._newer[new], likeness)
            )
            found += islice(pairs, _MOST_COMPARED)
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


def _nearest(places: Sequence[int], place: int) -> Sequence[int]:
    """Return those of the places, which are in rising order, that are nearest to `place`; all if they are not many."""
    start = max(bisect_left(places, place) - _MOST_COMPARED // 2, 0)
    return places[start : start + _MOST_COMPARED]


def _grouped(rows: Sequence[Row], places: list[int], key: Callable[[Row], Hashable]) -> dict[Hashable, list[int]]:
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at in places:
        if (named := key(rows[at])) is not None:
            groups[named].append(at)
    return groups


def match_named(
    older: Sequence[NamedRow],
    newer: Sequence[NamedRow],
    name: Callable[[NamedRow], str],
    wording: Callable[[NamedRow], str],
) -> RowMatches[NamedRow]:
    """Match rows by their name, a code or a reference, and within a theme those that were given another name.

    A name goes with its wording: where one row of a theme is taken out and those after it move up, each is itself
    under another name, and not the one before it reworded. So the same name alone comes last.
    """
    matches = RowMatches(older, newer)

    def named(row: NamedRow) -> str:
        return name(row).casefold()

    def words(row: NamedRow) -> Words:
        return all_words(wording(row))

    matches.pair_by_similarity(words, _VERY_SIMILAR, named)
    matches.pair_by_similarity(words, _VERY_SIMILAR, lambda row: row.theme)
    matches.pair_by_key(named)
    return matches


def moved_places(places: Sequence[int]) -> set[int]:
    """Return the fewest of these that must have moved, so that the others stand in rising order."""
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
