"""How a text is named in a message or a sentence: on one line, shortened, quoted; and what may have been meant."""

import re
from collections.abc import Iterable

from bvdocs.core.unseen_characters import without_unseen

_SPACE = re.compile(r"[ \t\r\n\f\v]+")
# In characters, the ellipsis among them.
_MOST_QUOTED = 61
# In characters: for so few of them a document does not send its reader elsewhere.
_LITTLE = 15
# In characters; longer ones are no slips of the keyboard, and take long to compare.
_LONGEST_NAME = 100
# How many names of one kind are answered by what may have been meant: each is compared with all that are known.
_MOST_SUGGESTIONS = 20
# How alike two names must be for the one to be taken for the other: 0 for nothing in common, 1 for the same.
_NEAR = 0.7


def one_line(text: str) -> str:
    """Return the text on one line, each run of spaces and line breaks made one space; a hard space stays."""
    return _SPACE.sub(" ", text).strip(" ")


def shortened(text: str, most: int = _MOST_QUOTED) -> str:
    """Return the text on one line, cut off behind a word where it has more than `most` characters."""
    line = one_line(text)
    if len(line) <= most:
        return line
    return (line[: most - 1].rpartition(" ")[0] or line[: most - 2]) + " …"


def in_short(text: str, most: int = _MOST_QUOTED) -> str:
    """Return the text as a document names what it prints elsewhere: shortened, but whole where little would be cut."""
    line = one_line(text)
    return line if len(line) <= most + _LITTLE else shortened(line, most)


def quoted(text: str, most: int = _MOST_QUOTED) -> str:
    """Return the text as a message quotes it: shortened, in straight quotation marks."""
    return f"'{shortened(text, most)}'"


def printed_quote(text: str) -> str:
    """Return the text as a document quotes it: whole, on one line, in curved quotation marks."""
    return f"‘{one_line(text)}’"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is nearest in spelling, whatever its case and spaces; '' if none is near."""
    from difflib import get_close_matches  # which most runs never need

    if len(name) > _LONGEST_NAME:
        return ""
    by_spelling = {normal(each): each for each in known if len(each) <= _LONGEST_NAME}
    near = get_close_matches(normal(name), by_spelling, n=1, cutoff=_NEAR)
    return by_spelling[near[0]] if near else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the nearest known name as the end of a sentence, '; did you mean 'Amber'?'; '' if none is near."""
    near = nearest(name, known)
    return f"; did you mean '{near}'?" if near else ""


class Suggestions:
    """What may have been meant by names of one kind, for the first few of them."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = sorted(known)
        self._given: dict[str, str] = {}

    def did_you_mean(self, name: str) -> str:
        """Return the nearest known name as the end of a sentence; '' if none is near, and after the first few."""
        if name not in self._given and len(self._given) < _MOST_SUGGESTIONS:
            self._given[name] = did_you_mean(name, self._known)
        return self._given.get(name, "")


def normal(name: object) -> str:
    """Return a name as it is compared: whatever its case, the amount of space, what nobody sees; '' for none."""
    return "" if name is None else " ".join(without_unseen(str(name)).split()).casefold()
