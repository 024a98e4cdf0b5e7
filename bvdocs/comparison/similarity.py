"""How alike two texts are, by their words."""

import re
from collections import Counter
from collections.abc import Iterable

# The words of a text, each with how often it was there before: a word used twice counts twice.
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


def every_word(text: str) -> Words:
    """All words and numbers, whatever their case."""
    return _counted(_WORD.findall(text.casefold()))


def telling_words(text: str) -> Words:
    """The words that say what a text is about; numbers are what is brought up to date in it. All, if it has none."""
    words = _WORD.findall(text.casefold())
    telling = [each for each in words if len(each) > 1 and each not in _COMMON and not each[0].isdigit()]
    return _counted(telling or words)


def _counted(words: Iterable[str]) -> Words:
    return frozenset((word, nth) for word, times in Counter(words).items() for nth in range(times))


def likeness(shared: int, one: int, other: int) -> float:
    """The part of the words of two texts that is shared, from 0 to 1, by how many there are of each.

    One word in common is an accident, unless one of the two texts has but that one.
    """
    return 2 * shared / (one + other) if shared >= min(2, one, other) else 0.0
