"""The sentences of exempt rows, known again in another text: as they stand, split off, joined on or reworded."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from bvdocs.comparison.similarity import subject_words

# Short forms such as 'S.151' end no sentence: behind the end stands a space.
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|(?<=[.!?][\"”’)])\s+|\n+")
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"(?=.*[^\W\d_])(?=.*\d)")
# Shorter stretches are shared by chance.
_LEAST_WORDS = 4
_LEAST_IN_COMMON = 3
# A sentence tells a secret if it says half of it anew, or if nearly all of one stands in it.
_OF_A_SENTENCE, _OF_A_SECRET = 0.5, 0.75


class SecretSentences:
    """The sentences of exempt texts, but for those that open texts have, and the names of exempt rows."""

    def __init__(self, exempt: Iterable[str], said_openly: Iterable[str], names: Iterable[str]) -> None:
        self._said = {spoken for text in said_openly for spoken, _ in _sentences(text)}
        secret = {spoken: each for text in exempt for spoken, each in _sentences(text) if spoken not in self._said}
        self._exact = {spoken for spoken in secret if spoken.count(" ") + 1 >= _LEAST_WORDS}
        self._sizes = []
        self._with_word: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for at, each in enumerate(secret.values()):
            own = subject_words(each)
            self._sizes.append(len(own))
            for word in own:
                self._with_word[word].append(at)
        # A name without a letter and a figure may be any word.
        patterns = "|".join(re.escape(name) for name in names if _NAME.match(name))
        self._names = re.compile(rf"(?<!\w)(?:{patterns})(?!\w)", re.IGNORECASE) if patterns else None

    def are_told_by(self, text: str) -> bool:
        """Say whether a sentence of the text tells one of them, or names an exempt row."""
        return any(spoken not in self._said and self._tells(spoken, each) for spoken, each in _sentences(text))

    def cut_from(self, text: str) -> str:
        """Return the text without the sentences that tell one of them."""
        left = (each for spoken, each in _sentences(text) if spoken in self._said or not self._tells(spoken, each))
        return " ".join(left)

    def _tells(self, spoken: str, sentence: str) -> bool:
        if spoken in self._exact or (self._names and self._names.search(sentence)):
            return True
        own = subject_words(sentence)
        common = Counter(at for word in own for at in self._with_word.get(word, ()))
        return any(
            number >= _LEAST_IN_COMMON
            and (number >= _OF_A_SENTENCE * len(own) or number >= _OF_A_SECRET * self._sizes[at])
            for at, number in common.items()
        )


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence of a text as it is spoken, in small letters and words alone, and as it stands."""
    for sentence in _SENTENCE_END.split(text):
        spoken = " ".join(_WORD.findall(sentence.casefold()))
        if spoken:
            yield spoken, sentence
