"""Bullets of a theme's narrative: added, removed, moved, reworded."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bvdocs.comparison.field_changes import Fields
from bvdocs.comparison.matching import Matching, moved
from bvdocs.comparison.similarity import telling_words
from bvdocs.core.changes import Change, ChangeKind, Place
from bvdocs.core.model import Bullet, Section
from bvdocs.core.schema import NARRATIVE

# From here on a bullet is another one reworded. Unrelated bullets of one section share up to four words in ten.
_ALIKE = 0.5
_ALIKE_ELSEWHERE = 0.75

_SECTIONS = tuple(Section)
# The columns whose changes are of kinds of their own.
_TOLD = ("Theme", "Section", "Text")


class _Placed(NamedTuple):
    bullet: Bullet
    place: Place


def compare_narrative(older: Iterable[Bullet], newer: Iterable[Bullet]) -> list[Change]:
    """What changed in a theme's narrative, in the order of sections and places; removed ones where they stood."""
    match = _match(_placed(older), _placed(newer))
    away = _moved(match.pairs)
    # Of a removed bullet and the one that has its place now, the removed one comes first.
    rows = sorted(match.rows, key=lambda row: (_order(row[1] or row[0]), row[1] is not None))
    return [change for before, now in rows for change in _changes(before, now, away)]


def match_bullets(older: Iterable[Bullet], newer: Iterable[Bullet]) -> list[tuple[Bullet, Bullet]]:
    """Which bullet of a theme became which: by its Ref, by its text, or by how alike they are."""
    return [(before.bullet, now.bullet) for before, now in _match(_placed(older), _placed(newer)).pairs]


def _placed(bullets: Iterable[Bullet]) -> list[_Placed]:
    """The bullets in the order in which they are printed, each with its place."""
    counts: Counter[Section] = Counter()
    placed = []
    for bullet in sorted(bullets, key=lambda each: _SECTIONS.index(each.section)):
        counts[bullet.section] += 1
        placed.append(_Placed(bullet, Place(bullet.section.value, counts[bullet.section])))
    return placed


def _order(row: _Placed | None) -> tuple[int, int]:
    return (_SECTIONS.index(row.bullet.section), row.place.number) if row else (0, 0)


def _match(older: list[_Placed], newer: list[_Placed]) -> Matching[_Placed]:
    match = Matching(older, newer)
    match.by_key(lambda row: row.bullet.ref or None, unique=True)
    match.by_key(lambda row: (row.bullet.section, row.bullet.text.plain))
    match.by_key(lambda row: row.bullet.text.plain)
    match.by_likeness(
        lambda row: telling_words(row.bullet.text.plain),
        lambda one, other: _ALIKE if one.bullet.section is other.bullet.section else _ALIKE_ELSEWHERE,
    )
    return match


def _moved(pairs: list[tuple[_Placed, _Placed]]) -> set[Place]:
    """The newer places of those that moved: to another section, or past others that stayed in theirs."""
    away = {now.place for before, now in pairs if before.bullet.section is not now.bullet.section}
    for section in _SECTIONS:
        stayed = {
            before.place.number: now.place
            for before, now in pairs
            if before.bullet.section is section and now.bullet.section is section
        }
        away |= {stayed[number] for number in moved(list(stayed))}
    return away


def _changes(before: _Placed | None, now: _Placed | None, away: set[Place]) -> Iterator[Change]:
    if not before or not now:
        yield _change(ChangeKind.BULLET_ADDED if now else ChangeKind.BULLET_REMOVED, before, now)
        return
    was, is_now = before.bullet, now.bullet
    if now.place in away:
        yield _change(ChangeKind.BULLET_MOVED, before, now)
    if was.text.plain != is_now.text.plain:
        yield _change(ChangeKind.BULLET_REWORDED, before, now)
    fields = Fields(ChangeKind.BULLET_DETAIL, now.place.section, is_now.ref, before.place, now.place)
    yield from fields.columns(NARRATIVE.columns, was, is_now, but_for=_TOLD)


def _change(kind: ChangeKind, before: _Placed | None, now: _Placed | None) -> Change:
    row = now or before
    return Change(
        kind,
        subject=row.place.section if row else "",
        name=row.bullet.ref if row else "",
        before=before.bullet.text.plain if before else "",
        now=now.bullet.text.plain if now else "",
        from_place=before.place if before else None,
        to_place=now.place if now else None,
    )
