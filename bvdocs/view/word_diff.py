"""The differences between two wordings, word by word."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby

from bvdocs.core.english import listed
from bvdocs.core.quoting import printed_quote
from bvdocs.view.document_views import PieceView

# A wording with more stretches changed than this is told whole: nobody could put it together.
_MOST_STRETCHES = 3
# A wording of no more letters than this can be told whole, the older and the newer.
_SHORT = 120


def pieces_of(before: str, now: str) -> tuple[PieceView, ...]:
    """Return the newer wording in pieces, with what was taken out where it stood."""
    old, new = before.split(), now.split()
    raw: list[PieceView] = []
    for what, from_, to, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        changed = what != "equal"
        if changed and to > from_:
            raw.append(PieceView(" ".join(old[from_:to]), removed=True, added=False))
        if end > begin:
            raw.append(PieceView(" ".join(new[begin:end]), removed=False, added=changed))
    return tuple(raw)


def describe_rewording(before: str, now: str) -> str:
    """Say what was reworded: ‘for four months’ is now ‘for three months’; all of it where too much is new."""
    pieces = pieces_of(before, now)
    stretches = list(_stretches(pieces))
    kept = sum(len(piece.text) for piece in pieces if _is_kept(piece))
    if before and now and stretches and len(stretches) <= _MOST_STRETCHES and kept * 2 >= len(now):
        return listed([became(was, is_now) for was, is_now in stretches])
    return became(before, now) if len(before) <= _SHORT or not now else f"it now reads {printed_quote(now)}"


def became(before: str, now: str) -> str:
    """Say what one text became, both whole: ‘Monthly’ is now ‘Quarterly’, ‘Monthly’ was left out."""
    if not before:
        return f"{printed_quote(now)} was added"
    if not now:
        return f"{printed_quote(before)} was left out"
    return f"{printed_quote(before)} is now {printed_quote(now)}"


def _is_kept(piece: PieceView) -> bool:
    return not (piece.removed or piece.added)


def _stretches(pieces: tuple[PieceView, ...]) -> Iterator[tuple[str, str]]:
    """Yield what each changed stretch was and is, with the word before it and the word after it."""
    groups = [(kept, list(group)) for kept, group in groupby(pieces, _is_kept)]
    for at, (kept, group) in enumerate(groups):
        if kept:
            continue
        ahead = groups[at - 1][1][-1].text.split()[-1:] if at else []
        behind = groups[at + 1][1][0].text.split()[:1] if at + 1 < len(groups) else []
        removed, added = ([each.text for each in group if each.removed], [each.text for each in group if each.added])
        yield " ".join([*ahead, *removed, *behind]), " ".join([*ahead, *added, *behind])
