"""Text taken apart as its checks need it: words, sentences, and what a message quotes of it."""

import re

_WORD = re.compile(r"\w+")
_APOSTROPHES = str.maketrans("", "", "'’‘")
# A stop, perhaps a closing quote or bracket, and a capital after it.
_SENTENCE_END = re.compile(r"(?<=[.!?])([\"”’)]?)\s+(?=[\"“‘(]?[A-Z0-9])|\n+")
# Stops that end no sentence.
_ABBREVIATED = re.compile(
    r"\b(?:e\.g|i\.e|etc|cf|vs|approx|art|para|pp?|ss?|[Ff]ig|[Rr]ef|Nos?|Mr|Mrs|Ms|Dr|St|Prof|Rev|Cllr|[A-Z])\.$"
)
_MOST_QUOTED = 60

SMALL_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# The words for 1 to 99; of those that begin alike, the longer is first.
NUMBERS = {
    f"{ten}-{unit}": 10 * place + number
    for place, ten in enumerate(_TENS, 2)
    for number, unit in enumerate(SMALL_NUMBERS[:9], 1)
}
NUMBERS |= {ten: 10 * place for place, ten in enumerate(_TENS, 2)}
NUMBERS |= {word: number for number, word in reversed(tuple(enumerate(SMALL_NUMBERS, 1)))}


def words(text: str) -> tuple[str, ...]:
    """The words of a text, whatever their case and what stands between them."""
    return tuple(_WORD.findall(text.translate(_APOSTROPHES).casefold()))


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line break ends one too."""
    found = [""]
    start = 0
    for end in _SENTENCE_END.finditer(text):
        found[-1] += text[start : end.start()] + (end[1] or "")
        start = end.end()
        if "\n" not in end[0] and _ABBREVIATED.search(found[-1]):
            found[-1] += " "
        else:
            found.append("")
    found[-1] += text[start:]
    return [sentence for sentence in found if sentence]


def quoted(text: str, most: int = _MOST_QUOTED) -> str:
    """The text in quotation marks on one line, cut off behind a word if it is long."""
    line = " ".join(text.split())
    if len(line) > most:
        line = (line[:most].rpartition(" ")[0] or line[:most]) + " …"
    return f"'{line}'"


def number_of(written: str) -> int:
    """The number that a figure or one of the `NUMBERS` means."""
    return int(written) if written.isdigit() else NUMBERS[written.casefold()]
