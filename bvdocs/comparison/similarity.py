"""The similarity of two texts, by their words."""

import re
from collections import Counter
from collections.abc import Iterable

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


def all_words(text: str) -> Words:
    """Return all words and numbers of a text, whatever their case."""
    return _counted(_WORD.findall(text.casefold()))


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
    return 2 * shared / (one + other) if shared >= min(2, one, other) else 0.0


def similarity(one: Words, other: Words) -> float:
    """Return how similar two texts are by their words, from 0 to 1."""
    return word_similarity(len(one & other), len(one), len(other))
