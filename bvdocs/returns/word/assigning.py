"""Which cell each word of an edited paragraph is of, by the paragraph that was made."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from bvdocs.core.rich_text import RichText, Run
from bvdocs.returns.word.known_cells import UNREAD
from bvdocs.returns.word.looks import Look
from bvdocs.returns.word.made import Segment, segments_of
from bvdocs.returns.word.text import Paragraph
from bvdocs.workbook.reading.whitespace import tidy_runs

_PIECES = re.compile(r"\w+|\s+|.", re.DOTALL)
_NUMBER = re.compile("[0-9]+")
# With more facts in a paragraph, trying all places where they may begin and end takes long.
_MOST_FREE = 3

# Start and end of letters of the edited paragraph.
Span = tuple[int, int]
# What a cell holds that is printed with some words, or UNREAD.
Reads = Callable[[str, RichText], object]


@dataclass
class Assigned:
    """The words of each cell in an edited paragraph; `strays` are words changed that are of none, as they were and are.

    `mixed` are cells whose words were changed in one go, so that nobody knows which is whose.
    """

    words: dict[str, RichText] = field(default_factory=dict)
    strays: list[tuple[str, str]] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)


def assign(made: Paragraph, now: Paragraph, reads: Reads, main: Callable[[str], bool]) -> Assigned:
    """Return which words are of which cell.

    `reads` says what a cell holds that is printed so; `main` whether a cell takes words that stand beside it.
    """
    segments = segments_of(made)
    spans = _by_the_rest(segments, now, reads)
    if spans is not None:
        return Assigned(_words(segments, now, [[each] for each in spans]))
    return _by_words(segments, now, main)


def read_like(pattern: Paragraph, now: Paragraph, reads: Reads) -> dict[str, RichText] | None:
    """Return the words of a new paragraph by the cells of one that was made of the same parts; None if it was not."""
    segments = segments_of(pattern)
    cells = [each for each in segments if each.cell]
    if not cells or len(cells) > _MOST_FREE:
        return None
    spans = _matched(segments, set(map(id, cells)), now, reads, any_number=True)
    return None if spans is None else _words(segments, now, [[each] for each in spans])


def _by_the_rest(segments: list[Segment], now: Paragraph, reads: Reads) -> list[Span] | None:
    """Return where the letters of each segment are if all but one cell, or all but cells, is as it was made."""
    cells = [each for each in segments if each.cell]
    for free in cells:
        if (spans := _matched(segments, {id(free)}, now, reads)) is not None:
            return spans
    if 1 < len(cells) <= _MOST_FREE:
        return _matched(segments, set(map(id, cells)), now, reads)
    return None


def _matched(
    segments: Sequence[Segment], free: set[int], now: Paragraph, reads: Reads, *, any_number: bool = False
) -> list[Span] | None:
    """Return where each segment is if only the free ones say something else, which their cells can hold.

    With `any_number` the template's words may count otherwise: 'Area 2' as 'Area 1'.
    """
    fixed = [re.escape(each.text) for each in segments]
    if any_number:
        fixed = [_NUMBER.sub("[0-9]+", each) for each in fixed]
    parts = [f"({'.*' if id(each) in free else words})" for each, words in zip(segments, fixed, strict=True)]
    match = re.fullmatch("".join(parts), now.text, re.DOTALL)
    if match is None:
        return None
    spans = [match.span(number) for number in range(1, len(parts) + 1)]
    for segment, span in zip(segments, spans, strict=True):
        if id(segment) in free and reads(segment.cell, rich(now, [span])) is UNREAD:
            return None
    return spans


def _by_words(segments: list[Segment], now: Paragraph, main: Callable[[str], bool]) -> Assigned:
    """Return the words of cells by comparing word by word."""
    pieces = [(number, piece) for number, each in enumerate(segments) for piece in _PIECES.findall(each.text)]
    spans_now = [match.span() for match in _PIECES.finditer(now.text)]
    matcher = SequenceMatcher(
        None, [piece for _, piece in pieces], [now.text[start:end] for start, end in spans_now], autojunk=False
    )
    own: dict[int, list[Span]] = defaultdict(list)
    lost: dict[int, str] = defaultdict(str)
    strays: list[Span] = []
    mixed: list[str] = []
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        span = (spans_now[new_start][0], spans_now[new_end - 1][1]) if new_end > new_start else None
        if kind == "equal":
            for (number, _), each in zip(pieces[start:end], spans_now[new_start:new_end], strict=True):
                own[number].append(each)
            continue
        for number, piece in pieces[start:end]:
            lost[number] += piece
        touched = list(dict.fromkeys(number for number, _ in pieces[start:end])) or _beside(pieces, start)
        cells = [number for number in touched if segments[number].cell]
        if span is None:
            continue
        if len(cells) == 1 or (cells and kind == "insert"):
            own[cells[0]].append(span)
        elif cells:
            mixed += [segments[number].cell for number in cells]
        else:
            strays.append(span)
    return _settled(segments, now, main, own, lost, strays, mixed)


def _beside(pieces: list[tuple[int, str]], place: int) -> list[int]:
    """Return the segments of the pieces before and behind a place."""
    return list(dict.fromkeys(number for number, _ in pieces[max(place - 1, 0) : place + 1]))


def _settled(
    segments: list[Segment],
    now: Paragraph,
    main: Callable[[str], bool],
    own: dict[int, list[Span]],
    lost: dict[int, str],
    strays: list[Span],
    mixed: list[str],
) -> Assigned:
    """Return the words of cells, with words that stand beside the main one; what of the template is gone is a stray."""
    mains = [number for number, each in enumerate(segments) if each.cell and main(each.cell)]
    untold = []
    for span in strays:
        words = now.text[slice(*span)]
        if len(mains) == 1 and words.strip():
            own[mains[0]].append(span)
        elif words.strip():
            untold.append(("", words))
    for number, words in lost.items():
        if not segments[number].cell and words.strip() and not _goes_with_a_cell(segments, own, number):
            untold.append((words, ""))
    spans = [sorted(own[number]) for number in range(len(segments))]
    return Assigned(_words(segments, now, spans), untold, mixed)


def _goes_with_a_cell(segments: list[Segment], own: dict[int, list[Span]], number: int) -> bool:
    """Say whether words of the template stand beside a cell all of whose words are gone."""
    beside = (each for each in (number - 1, number + 1) if 0 <= each < len(segments))
    return any(segments[each].cell and segments[each].text and not own[each] for each in beside)


def _words(segments: Sequence[Segment], now: Paragraph, spans: Sequence[Sequence[Span]]) -> dict[str, RichText]:
    """Return the words of each cell, with their looks."""
    found: dict[str, RichText] = {}
    for segment, of_segment in zip(segments, spans, strict=True):
        if segment.cell and segment.cell not in found:
            found[segment.cell] = rich(now, of_segment)
    return found


def rich(paragraph: Paragraph, spans: Sequence[Span]) -> RichText:
    """Return letters of a paragraph as text with looks; what stands apart there is a space apart here."""
    runs: list[Run] = []
    last = None
    for start, end in spans:
        if last is not None and start > last and runs and not runs[-1].text.endswith((" ", "\n")):
            runs.append(Run(" "))
        runs += _runs(paragraph.text[start:end], paragraph.looks[start:end])
        last = end
    return tidy_runs(runs)


def _runs(text: str, looks: Sequence[Look]) -> Iterator[Run]:
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or looks[place] != looks[start]:
            yield Run(text[start:place], *looks[start])
            start = place
