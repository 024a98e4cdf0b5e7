"""Finds which of the older things is which of the newer, in order: first what is the same, then what is similar."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Protocol, TypeVar

_WORDS = re.compile(r"\w+")
# From so many comparisons on, what is not the same is shown as deleted and inserted.
_MOST_COMPARISONS = 250_000


class Comparable(Protocol):
    """A thing that can be compared: two with the same key are the same."""

    @property
    def key(self) -> Hashable: ...


Thing = TypeVar("Thing", bound=Comparable)
Similarity = Callable[[Thing, Thing], float]
# Pairs of places, in the older and in the newer.
Places = Iterator[tuple[int, int]]


def words_in(texts: Sequence[str]) -> Counter[str]:
    """Count how often each word stands in some texts."""
    return Counter(word.lower() for word in _WORDS.findall(" ".join(texts)))


def words_in_common(older: Counter[str], newer: Counter[str]) -> float:
    """Return how much of both is in both, from 0 to 1."""
    total = older.total() + newer.total()
    if not total:
        return 1.0
    fewer, more = (older, newer) if len(older) < len(newer) else (newer, older)
    return 2 * sum(min(times, more[word]) for word, times in fewer.items() if word in more) / total


def align(
    older: Sequence[Thing], newer: Sequence[Thing], similarity: Similarity[Thing]
) -> list[tuple[Thing | None, Thing | None]]:
    """Pair what belongs together, in the order of both; what was deleted or inserted has None in place of the other.

    `similarity` is 0 for two that do not belong together. What was deleted comes before what was inserted there.
    """
    pairs: list[tuple[Thing | None, Thing | None]] = []
    old = new = 0
    for old_match, new_match in (*_matches(older, newer, similarity), (len(older), len(newer))):
        pairs += ((each, None) for each in older[old:old_match])
        pairs += ((None, each) for each in newer[new:new_match])
        pairs += zip(older[old_match : old_match + 1], newer[new_match : new_match + 1], strict=True)
        old, new = old_match + 1, new_match + 1
    return pairs


def _matches(older: Sequence[Thing], newer: Sequence[Thing], similarity: Similarity[Thing]) -> Places:
    """Yield the places of what belongs together."""
    matcher = SequenceMatcher(None, [each.key for each in older], [each.key for each in newer], autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(range(start, end), range(new_start, new_end), strict=True)
        else:
            similar = _most_similar(older[start:end], newer[new_start:new_end], similarity)
            yield from ((start + i, new_start + j) for i, j in similar)


def _most_similar(older: Sequence[Thing], newer: Sequence[Thing], similarity: Similarity[Thing]) -> Places:
    """Yield the places of the pairs, in the order of both, that are the most similar in sum."""
    if len(older) * len(newer) > _MOST_COMPARISONS:
        return
    scores = [[similarity(old, new) for new in newer] for old in older]
    # The best sum that can be had from these places on.
    best = [[0.0] * (len(newer) + 1) for _ in range(len(older) + 1)]
    for i in reversed(range(len(older))):
        for j in reversed(range(len(newer))):
            both = best[i + 1][j + 1] + scores[i][j] if scores[i][j] else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(older) and j < len(newer):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield i, j
            i, j = i + 1, j + 1
