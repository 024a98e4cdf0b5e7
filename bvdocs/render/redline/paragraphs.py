"""One paragraph against another: the words that were taken out, and those that came."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from bvdocs.core.wordml import RELATIONSHIPS
from bvdocs.render.redline.context import Desk
from bvdocs.render.redline.paragraph_writer import Told, fill
from bvdocs.render.redline.revision_marks import Kind
from bvdocs.render.redline.tokens import Piece, read
from bvdocs.render.redline.wordml import Element, plain

# Two paragraphs with less of their letters in common are told as one taken out and one put in.
_LEAST_IN_COMMON = 0.25


def reword(desk: Desk, older: Element, newer: Element) -> None:
    """Show in the newer paragraph what changed against the older; one that says the same stays as it is."""
    if not is_same(older, newer):
        was = [piece for piece in read(older, desk.older) if piece.nodes]
        now = read(newer, desk.newer)
        said = [piece for piece in now if piece.nodes]
        if [piece.key for piece in was] != [piece.key for piece in said]:
            fill(newer, [*_told(desk, was, said), *((None, piece) for piece in now[len(said) :])], desk.marks)
    desk.marks.on_style(newer, older, desk.loans.bring)


def put_in(desk: Desk, paragraph: Element, kind: Kind) -> None:
    """Mark all that the paragraph holds, which is in the newer document already, as inserted or deleted."""
    fill(paragraph, [(kind, piece) for piece in read(paragraph, desk.newer)], desk.marks)


def is_same(older: Element, newer: Element) -> bool:
    """Whether two paragraphs are written alike, and lead nowhere: the quick way to see that nothing changed."""
    if any(str(name).startswith(RELATIONSHIPS) for each in newer.iter("*") for name in each.attrib):
        return False
    return plain(older) == plain(newer)


def _told(desk: Desk, was: Sequence[Piece], now: Sequence[Piece]) -> Iterator[Told]:
    for same, start, end, begin, stop in _changes(was, now):
        if same:
            yield from ((None, piece) for piece in now[begin:stop])
        else:
            yield from ((Kind.DELETED, _brought(desk, piece)) for piece in was[start:end])
            yield from ((Kind.INSERTED, piece) for piece in now[begin:stop])


def _brought(desk: Desk, piece: Piece) -> Piece:
    link = None if piece.link is None else desk.loans.bring(piece.link)
    return replace(piece, nodes=tuple(desk.loans.bring(node) for node in piece.nodes), link=link, before=[])


Change = tuple[bool, int, int, int, int]


def _changes(was: Sequence[Piece], now: Sequence[Piece]) -> list[Change]:
    """Whether the same, and the places in both: as few changes as can be read well."""
    matcher = SequenceMatcher(None, [piece.key for piece in was], [piece.key for piece in now], autojunk=False)
    found = matcher.get_opcodes()
    kept = sum(len(piece.text) for kind, start, end, *_ in found if kind == "equal" for piece in was[start:end])
    if 2 * kept < _LEAST_IN_COMMON * sum(len(piece.text) for piece in (*was, *now)):
        return [(False, 0, len(was), 0, len(now))]
    joined: list[Change] = []
    for place, (kind, start, end, begin, stop) in enumerate(found):
        outermost = place in {0, len(found) - 1}
        same = kind == "equal" and (outermost or not _is_joint(was[start:end]))
        if joined and joined[-1][0] == same:
            start, begin = joined[-1][1], joined[-1][3]
            joined.pop()
        joined.append((same, start, end, begin, stop))
    return joined


def _is_joint(pieces: Sequence[Piece]) -> bool:
    """Spaces and commas between two changes, which are read as one."""
    return all(piece.is_text and not any(letter.isalnum() for letter in piece.text) for piece in pieces)
