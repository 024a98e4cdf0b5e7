"""Which of many words stand in which of many texts, without trying each word on each text.

What is found is what may hold it: a text that has its rarest word. Whether it does is for the one who asks to see.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from bvdocs.core.model import Abbreviation

# The raised figures of footnotes are a part of no word.
_WORD = re.compile(r"[^\W¹²³⁰⁴-⁹]+")


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


class IndexedTexts:
    """Texts by the words in them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(texts)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Return where each word is; not made for an assessment that has no name to be looked for."""
        places: dict[str, list[int]] = {}
        for place, text in enumerate(self._texts):
            for word in dict.fromkeys(_words(text)):
                places.setdefault(word, []).append(place)
        return places

    def that_may_hold(self, name: str) -> Sequence[str]:
        """Return the texts that may hold a name as a whole word, alone or with the s of a plural, in their order."""
        words = _words(name)
        if not words:
            return self._texts
        places = [self._places.get(word, []) for word in words[:-1]]
        places.append(sorted({*self._places.get(words[-1], []), *self._places.get(f"{words[-1]}s", [])}))
        return [self._texts[place] for place in min(places, key=len)]

    def use(self, abbreviation: Abbreviation) -> bool:
        """Say whether one of the texts uses an abbreviation."""
        return any(map(abbreviation.is_used_in, self.that_may_hold(abbreviation.short)))


class IndexedNames:
    """Names by the word of each that fewest others have, in an order that is kept."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(dict.fromkeys(names))
        self._places: dict[str, list[int]] = {}
        words_of = [_words(name) for name in self._names]
        number_with = Counter(word for words in words_of for word in set(words))
        for place, words in enumerate(words_of):
            rarest = min(words, key=number_with.__getitem__, default="")
            self._places.setdefault(rarest, []).append(place)

    def that_may_stand_in(self, text: str) -> list[str]:
        """Return the names that may stand in a text as whole words, alone or with the s of a plural, in their order."""
        words = {"", *_words(text)}
        words |= {word.removesuffix("s") for word in words}
        return [self._names[place] for place in sorted(place for word in words for place in self._places.get(word, ()))]
