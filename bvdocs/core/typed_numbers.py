"""Numbers in words, and those that people type where the documents work them out."""

import re

SMALL_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# The words for 1 to 99, and some that mean a number; of those that begin alike, the longer is first.
NUMBERS = {
    f"{ten}-{unit}": 10 * place + number
    for place, ten in enumerate(_TENS, 2)
    for number, unit in enumerate(SMALL_NUMBERS[:9], 1)
}
NUMBERS |= {ten: 10 * place for place, ten in enumerate(_TENS, 2)}
NUMBERS |= {word: number for number, word in reversed(tuple(enumerate(SMALL_NUMBERS, 1)))}
NUMBERS |= {"dozen": 12, "a dozen": 12, "hundred": 100, "one hundred": 100, "a hundred": 100}

_NUMBER = rf"\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}"
# Words that begin another thought, or after which it is not all the actions that are counted.
_OTHERWISE = (
    "a|additional|an|and|are|at|by|complete|completed|court|enforcement|for|from|have|has|in|into|is|legal|more|of|on|or"
    "|other|outstanding|overdue|remaining|that|the|their|then|these|this|those|to|took|take|was|were|when|where|which"
    "|who|will|with|january|february|march|april|may|june|july|august|september|october|november|december"
)
# 'seven key actions', 'seven governance and audit actions'; the first group is the number.
ACTIONS_COUNTED = re.compile(
    rf"\b({_NUMBER})\s+(?:(?!(?:{_OTHERWISE})\b)[a-z-]+\s+(?:and\s+)?){{0,3}}actions\b", re.IGNORECASE
)
# 'page 6', 'pp. 6-9', 'pages six to nine'; 'P6' may be anything.
PAGE = re.compile(
    rf"\b(?:(?i:pages?|pgs?\.?)\s+(?i:no\.?\s*)?|(?i:pp?\.)\s*|pp?\s?)"
    rf"(?:\d{{1,3}}(?!\d)|(?i:[ivxl]+\b)|(?i:{'|'.join(SMALL_NUMBERS)})\b)"
    r"(?:\s*(?:-|–|to|and)\s*(?:\d+|(?i:[ivxl]+\b)))?"
)


def number_of(written: str) -> int:
    """Return the number that a figure or one of the `NUMBERS` means."""
    return int(written) if written.isdigit() else NUMBERS[written.casefold()]
