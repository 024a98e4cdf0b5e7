"""The movement since ratings were last given: in words, as a mark, as counts, and as a picture's view."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bvdocs.core.english import are, in_sentence, listed, number_word, sentence
from bvdocs.core.model import Criterion, Level, Theme
from bvdocs.core.quoting import in_short, one_line
from bvdocs.view.document_views import MovementCountsView
from bvdocs.view.figure_views import KeyView, MovementView, MoveView
from bvdocs.view.names import theme_slug
from bvdocs.view.origins import NO_ORIGINS, Origins

NO_MARK = "–"
IMPROVED, WORSENED = "▲", "▼"
_FIRST = "first rating"
_UNCHANGED = "no change"
# As many as are named in a sentence, and by how many letters of each name.
_MOST_NAMED, _LONGEST_NAME = 6, 70


def movement_of(criterion: Criterion, scale: tuple[Level, ...]) -> tuple[str, str]:
    """Return the change since the previous rating, in words and as a mark."""
    now, before = criterion.rating, criterion.previous
    if criterion.see or (now is None and before is None):
        return NO_MARK, ""
    if now is None and before is not None:
        return f"was {in_sentence(before.name)}", ""
    if now is None or before is None:
        return _FIRST, ""
    if _is_gone(before, scale):
        return f"was {in_sentence(before.name)}; the scale has changed", ""
    step = scale.index(before) - scale.index(now)
    if step == 0:
        return _UNCHANGED, ""
    direction, mark = ("up", IMPROVED) if step > 0 else ("down", WORSENED)
    return f"{direction} from {in_sentence(before.name)}", mark


def were_rated(criteria: Iterable[Criterion]) -> bool:
    """Say whether any of the characteristics was given a rating of its own before."""
    return any(criterion.previous and not criterion.see for criterion in criteria)


def summarise_movement(criteria: Sequence[Criterion], scale: tuple[Level, ...]) -> str:
    """Sum up: 'Three have improved since the last assessment; none has worsened.'; '' if none was rated before."""
    if not were_rated(criteria):
        return ""
    marks = Counter(movement_of(criterion, scale)[1] for criterion in criteria)
    improved = are(marks[IMPROVED], "improved since the last assessment", ("has", "have"))
    worsened = are(marks[WORSENED], "worsened", ("has", "have"))
    withdrawn = _withdrawn(criteria)
    last = f"; {are(withdrawn, 'no longer rated')}" if withdrawn else ""
    gone = sum(bool(each.rating and not each.see and _is_gone(each.previous, scale)) for each in criteria)
    then = f"; {number_word(gone)} had a level that the scale no longer has" if gone else ""
    return sentence(f"{improved}; {worsened}{last}{then}")


def _is_gone(before: Level | None, scale: tuple[Level, ...]) -> bool:
    """Say whether a level is one that the scale no longer has, so that neither up nor down can be told."""
    return before is not None and before not in scale


def _withdrawn(criteria: Iterable[Criterion]) -> int:
    """Count those that were rated before and are not now."""
    return sum(bool(each.previous and not each.rating and not each.see) for each in criteria)


def name_moved(criteria: Sequence[Criterion], scale: tuple[Level, ...]) -> tuple[str, ...]:
    """Name those that moved, where any did: 'Improved: L004 (Stable senior posts) and L005 (Risk management).'

    Where more moved one way than a reader takes in, none of them is named: the sentence before says how many there
    are, and the tables which.
    """

    def which(mark: str) -> str:
        moved = [each for each in criteria if movement_of(each, scale)[1] == mark]
        if len(moved) > _MOST_NAMED:
            return ""
        return listed([f"{each.code} ({in_short(each.name, _LONGEST_NAME)})" for each in moved])

    named = (("Improved", which(IMPROVED)), ("Worsened", which(WORSENED)))
    return tuple(f"{word}: {those}." for word, those in named if those)


def count_movement(
    name: str, criteria: Sequence[Criterion], scale: tuple[Level, ...], origins: Origins = NO_ORIGINS
) -> MovementCountsView:
    """Count the ratings that moved, by which way they moved; `origins` has the cell of the name, if it is from one."""
    moves = [movement_of(criterion, scale) for criterion in criteria]
    marks, words = Counter(mark for _, mark in moves), Counter(word for word, _ in moves)
    return MovementCountsView(
        name=name,
        improved=marks[IMPROVED],
        unchanged=words[_UNCHANGED],
        worsened=marks[WORSENED],
        first=words[_FIRST],
        withdrawn=_withdrawn(criteria),
        origins=origins,
    )


def build_movement(
    theme: Theme, title: str, criteria: tuple[Criterion, ...], scale: tuple[Level, ...], levels: tuple[KeyView, ...]
) -> MovementView | None:
    """Return the picture of those ratings that have a previous one, if any of them moved; `levels` is the scale's key.

    Where all are as they were, a sentence says so, and a picture would say nothing more.
    """
    both = [
        (criterion, criterion.previous, criterion.rating)
        for criterion in criteria
        if criterion.previous and criterion.rating and not criterion.see and not _is_gone(criterion.previous, scale)
    ]
    if all(before == now for _, before, now in both):
        return None
    words = [f"{each.code} {in_sentence(now.name)}, {movement_of(each, scale)[0]}" for each, _, now in both]
    return MovementView(
        file=f"movement-{theme_slug(theme)}",
        levels=levels,
        moves=tuple(MoveView(criterion.code, scale.index(before), scale.index(now)) for criterion, before, now in both),
        key=("Last time", "Now"),
        name=f"Ratings of {title} last time and now",
        alt=one_line(f"Ratings of {title} last time and now. {'; '.join(words)}."),
    )
