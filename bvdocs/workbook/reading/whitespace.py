"""The rules for space in a text, plain or in runs, and for what nobody sees in it: what is stripped, what stays."""

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.utils.escape import unescape

from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.unseen_characters import first_no_character, unseen_places

_SPACES = re.compile(" +")
# An escaped character beyond the first 65,536 is written as two halves.
_TWO_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# The line breaks of Word, of old terminals and of Unicode.
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
# Spaces of every width, tabs, and characters that no document could carry or show: XML forbids most of them.
_SPACE = re.compile(
    "[\t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000\x00-\x08\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]"
)
# Those at which no line may break, the narrow one and that of a figure's width, stay so.
_HARD_SPACE = re.compile("[\u2007\u202f]")
# A cell's text is asked for several times in one reading, and by the desk again at each save.
_TEXTS_KEPT = 8192


@lru_cache(_TEXTS_KEPT)
def tidy(text: str) -> str:
    """Return the text without what nobody sees, stripped, its line breaks kept, other runs of space made one."""
    (whole,) = _seen_texts([text])
    return "".join(whole[start:end] for start, end in _kept_spans(whole))


def tidy_runs(runs: list[Run]) -> RichText:
    """Return the runs, tidied across them as a plain text is, and neighbours that look alike joined."""
    texts = _seen_texts([run.text for run in runs])
    plain = [replace(run, text=text) for run, text in zip(runs, texts, strict=True)]
    return only_spans(plain, _kept_spans("".join(texts)))


def only_spans(runs: Iterable[Run], kept: list[tuple[int, int]]) -> RichText:
    """Return what lies in these spans of the runs' whole text, each its start and end; join what looks alike."""
    pieces: list[tuple[Run, str]] = []
    spans = deque(kept)
    offset = 0
    for run in runs:
        end_of_run = offset + len(run.text)
        left = []
        while spans and spans[0][0] < end_of_run:
            start, end = spans[0]
            left.append(run.text[max(start - offset, 0) : end - offset])
            if end > end_of_run:
                break
            spans.popleft()
        pieces.append((run, "".join(left)))
        offset = end_of_run
    looks = groupby(((run, text) for run, text in pieces if text), key=lambda piece: _look(piece[0]))
    return RichText(tuple(_joined(list(group)) for _, group in looks))


def _look(run: Run) -> tuple[bool, bool, str]:
    return run.bold, run.italic, run.link


def _joined(pieces: list[tuple[Run, str]]) -> Run:
    """Return the one run that the texts of runs that look alike make."""
    return replace(pieces[0][0], text="".join(text for _, text in pieces))


@lru_cache(_TEXTS_KEPT)
def unseen_in(text: str) -> str:
    """Return the characters that tidying takes out of a text because nobody sees them, in their order."""
    whole = _unescaped(text)
    return "".join(whole[place] for place in unseen_places(whole))


@lru_cache(_TEXTS_KEPT)
def no_character_in(text: str) -> str:
    """Return the first of a text's characters that stands for none, which tidying makes a space; '' if none does."""
    return first_no_character(_unescaped(text))


def _seen_texts(texts: list[str]) -> list[str]:
    """Return the texts, which follow each other, with plain spaces and without what nobody sees."""
    plain = [_with_plain_spaces(text) for text in texts]
    unseen = set(unseen_places("".join(plain)))
    if not unseen:
        return plain
    seen, offset = [], 0
    for text in plain:
        seen.append("".join(letter for place, letter in enumerate(text, offset) if place not in unseen))
        offset += len(text)
    return seen


def _kept_spans(whole: str) -> list[tuple[int, int]]:
    """Return start and end of each stretch that stays: no space at the ends of text and lines, one of each run."""
    begin, end = len(whole) - len(whole.lstrip()), len(whole.rstrip())
    spans = []
    for match in _SPACES.finditer(whole, begin, end):
        first, after = match.span()
        at_an_end = "\n" in (whole[first - 1], whole[after])
        spans.append((begin, first if at_an_end else first + 1))
        begin = after
    return [*spans, (begin, end)]


def _with_plain_spaces(text: str) -> str:
    """Return the text with one kind of line break, and with a plain or a hard space for each other space."""
    text = _LINE_BREAK.sub("\n", _unescaped(text))
    return _HARD_SPACE.sub("\u00a0", _SPACE.sub(" ", text))


def _unescaped(text: str) -> str:
    """Return the text with each character that is written by its number, `_xD83D_`, as itself."""
    return _TWO_HALVES.sub(_joined_halves, unescape(text))


def _joined_halves(halves: re.Match[str]) -> str:
    return halves[0].encode("utf-16", "surrogatepass").decode("utf-16")
