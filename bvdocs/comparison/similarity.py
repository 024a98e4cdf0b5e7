"""The similarity of two texts, by their words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import ceil

# The words of a text, each with how often it came before in it, so that a word used twice counts twice.
Words = frozenset[tuple[str, int]]

_WORD = re.compile(r"[^\W_]+")
# Two bullets that share only these have nothing in common. 'No' and 'not' are not among them.
_COMMON = frozenset(
    _WORD.findall(
        "a about after all also an and any are as at be been being both but by can could did do does each for from had"
        " has have how if in into is it its may more most much must of on or other our out over should so some such"
        " than that the their them then there these they this those through to under up was we were what when where"
        " whether which while who will with within would"
    )
)


# So many texts are known by their words once these were told: each is asked for as often as there are rows like it.
_remembered = lru_cache(maxsize=20_000)


@_remembered
def all_words(text: str) -> Words:
    """Return all words and numbers of a text, whatever their case."""
    return _counted(_WORD.findall(text.casefold()))


@_remembered
def subject_words(text: str) -> Words:
    """Return the words that say what a text is about, without the numbers that get updated; all if it has none."""
    words = _WORD.findall(text.casefold())
    about = [each for each in words if len(each) > 1 and each not in _COMMON and not each[0].isdigit()]
    return _counted(about or words)


def _counted(words: Iterable[str]) -> Words:
    return frozenset((word, nth) for word, times in Counter(words).items() for nth in range(times))


def word_similarity(shared: int, one: int, other: int) -> float:
    """Return how much of the words of two texts is shared, from 0 to 1: the Dice coefficient of the three counts.

    One word in common is an accident, unless one of the two texts has but that one.
    """
    return 2 * shared / (one + other) if shared and shared >= min(2, one, other) else 0.0


def similarity(one: Words, other: Words) -> float:
    """Return how similar two texts are by their words, from 0 to 1."""
    return word_similarity(len(one & other), len(one), len(other))


class SimilarTexts:
    """Texts, given by their words, among which those that are alike another one are found without comparing all.

    Two texts that are at least `least` similar, from 0 to 1, share so many words that one of these is among the rarest
    of both: only those that have one of the rarest words of a text in theirs are compared with it.
    """

    def __init__(self, texts: Iterable[Words], least: float) -> None:
        # Rows that say the same are one.
        self._texts, self._least = list(dict.fromkeys(texts)), least
        self._often = Counter(word for own in self._texts for word in own)
        self._places: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for place, own in enumerate(self._texts):
            for word in self._rarest(own):
                self._places[word].append(place)

    def alike(self, own: Words, most: int | None = None) -> Iterator[tuple[Words, float]]:
        """Yield the words of each text that is at least so similar to one with these words, and how similar it is.

        No more than `most` are compared, where that is said: those with the rarest words come first.
        """
        compared: set[int] = set()
        for word in self._rarest(own):
            for place in self._places.get(word, ()):
                if len(compared) == most:
                    return
                if place not in compared:
                    compared.add(place)
                    found = similarity(own, self._texts[place])
                    if found >= self._least:
                        yield self._texts[place], found

    def _rarest(self, own: Words) -> list[tuple[str, int]]:
        """Return the rarest of these words, of which any text that is alike has at least one.

        Of `n` words it shares n * least / (2 - least) at least, as the Dice coefficient of two sets has it; so not all
        it shares are among as many less one.
        """
        shared = ceil(len(own) * self._least / (2 - self._least) - 1e-9)
        return sorted(own, key=lambda word: (self._often[word], word))[: len(own) - max(shared, 1) + 1]
