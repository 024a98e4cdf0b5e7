"""The rules for space in a text, plain or in runs: what is stripped, what stays."""

import re
from collections.abc import Iterable
from dataclasses import replace

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.utils.escape import unescape

from bvdocs.core.model import RichText, Run

_SPACES = re.compile(" +")
# Characters that XML forbids: no document format could carry them.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def tidy(text: str) -> str:
    """Return the text stripped, its line breaks kept, other runs of space made one."""
    whole = _with_plain_spaces(text)
    return "".join(whole[start:end] for start, end in _kept_spans(whole))


def tidy_runs(runs: list[Run]) -> RichText:
    """Return the runs with the space across them tidied as in a plain text, and neighbours that look alike joined."""
    plain = [replace(run, text=_with_plain_spaces(run.text)) for run in runs]
    return only_spans(plain, _kept_spans("".join(run.text for run in plain)))


def only_spans(runs: Iterable[Run], kept: list[tuple[int, int]]) -> RichText:
    """Return what lies in these spans of the runs' whole text, each its start and end, neighbours that look alike
    joined."""
    joined: list[Run] = []
    offset = 0
    for run in runs:
        spans = ((max(start - offset, 0), max(end - offset, 0)) for start, end in kept)
        left = "".join(run.text[start:end] for start, end in spans)
        offset += len(run.text)
        last = joined[-1] if joined else None
        if last and (last.bold, last.italic, last.link) == (run.bold, run.italic, run.link):
            joined[-1] = replace(last, text=last.text + left)
        elif left:
            joined.append(replace(run, text=left))
    return RichText(tuple(joined))


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
    """Return the text with a space for each tab and each forbidden character, and one kind of line break."""
    text = unescape(text).replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub(" ", text.replace("\t", " "))
