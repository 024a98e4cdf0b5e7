"""Which of the older things is which of the newer: in order, by sameness and then by likeness."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Protocol, TypeVar

_WORDS = re.compile(r"\w+")
# From so many comparisons on, what is not the same is told as deleted and inserted.
_MOST_COMPARISONS = 250_000


class Comparable(Protocol):
    """What can be compared: two with the same key are the same."""

    @property
    def key(self) -> Hashable: ...


Thing = TypeVar("Thing", bound=Comparable)
Likeness = Callable[[Thing, Thing], float]
# The places of the older and the newer; None on one side is what was inserted or deleted.
Pair = tuple[int | None, int | None]


def words_in(text: str) -> Counter[str]:
    """How often each word stands in a text."""
    return Counter(word.lower() for word in _WORDS.findall(text))


def shared(older: Counter[str], newer: Counter[str]) -> float:
    """How much of both is in both, from 0 to 1."""
    total = older.total() + newer.total()
    if not total:
        return 1.0
    fewer, more = (older, newer) if len(older) < len(newer) else (newer, older)
    return 2 * sum(min(times, more[word]) for word, times in fewer.items() if word in more) / total


def align(older: Sequence[Thing], newer: Sequence[Thing], likeness: Likeness[Thing]) -> list[Pair]:
    """Pairs in the order of both; `likeness` is 0 for two that are no pair."""
    matcher = SequenceMatcher(None, [each.key for each in older], [each.key for each in newer], autojunk=False)
    pairs: list[Pair] = []
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            pairs += zip(range(start, end), range(begin, stop), strict=True)
            continue
        found = _alike(older[start:end], newer[begin:stop], likeness)
        pairs += _filled([(start + i, begin + j) for i, j in found], (start, end), (begin, stop))
    return pairs


def _filled(matched: list[tuple[int, int]], olds: tuple[int, int], news: tuple[int, int]) -> Iterator[Pair]:
    """The pairs, and between them what has no partner: first what was deleted."""
    i, j = olds[0], news[0]
    for old, new in (*matched, (olds[1], news[1])):
        yield from ((each, None) for each in range(i, old))
        yield from ((None, each) for each in range(j, new))
        if (old, new) != (olds[1], news[1]):
            yield old, new
        i, j = old + 1, new + 1


def _alike(older: Sequence[Thing], newer: Sequence[Thing], likeness: Likeness[Thing]) -> list[tuple[int, int]]:
    """The pairs, in the order of both, that are the most alike in sum."""
    if not older or not newer or len(older) * len(newer) > _MOST_COMPARISONS:
        return []
    scores = [[likeness(old, new) for new in newer] for old in older]
    best = [[0.0] * (len(newer) + 1) for _ in range(len(older) + 1)]
    for i in reversed(range(len(older))):
        for j in reversed(range(len(newer))):
            both = best[i + 1][j + 1] + scores[i][j] if scores[i][j] else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    return list(_way(scores, best))


def _way(scores: list[list[float]], best: list[list[float]]) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(scores) and j < len(scores[0]):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield i, j
            i, j = i + 1, j + 1
