"""Bullets of a theme's narrative that were added, removed, moved or reworded."""

from collections.abc import Iterator
from typing import NamedTuple

from bvdocs.comparison.field_changes import FieldChanges
from bvdocs.comparison.matching import RowMatches, moved_places
from bvdocs.comparison.similarity import subject_words
from bvdocs.core.changes import Change, ChangeKind, Place
from bvdocs.core.model import Assessment, Bullet, Section
from bvdocs.core.schema import NARRATIVE

# From here on a bullet is another one reworded. Unrelated bullets of one section share up to four words in ten.
_SIMILAR = 0.5
_SIMILAR_ELSEWHERE = 0.75

_SECTIONS = tuple(Section)
# The columns whose changes are of kinds of their own.
_WITH_OWN_KIND = ("Theme", "Section", "Text")


class _Placed(NamedTuple):
    """A bullet with the place where it is printed."""

    bullet: Bullet
    place: Place


def compare_narrative(older: Assessment, newer: Assessment, theme: int) -> list[Change]:
    """Return what changed in a theme's narrative in the order of print, removed bullets where they stood."""
    matches = _match_placed(older, newer, theme)
    moved = _moved_bullets(matches.pairs)
    # Of a removed bullet and the one that has its place now, the removed one comes first.
    rows = sorted(matches.rows, key=lambda row: (_print_order(row[1] or row[0]), row[1] is not None))
    return [change for before, now in rows for change in _compare_bullet(before, now, moved)]


def match_bullets(older: Assessment, newer: Assessment, theme: int) -> list[tuple[Bullet, Bullet]]:
    """Return each bullet of a theme that both have, as it was and as it is."""
    return [(before.bullet, now.bullet) for before, now in _match_placed(older, newer, theme).pairs]


def _placed_bullets(assessment: Assessment, theme: int) -> list[_Placed]:
    """Return the theme's bullets in the order in which they are printed, each with its place."""
    bullets = [each for each in assessment.bullets if each.theme == theme]
    return [
        _Placed(bullet, Place(section.value, number))
        for section in Section
        for number, bullet in enumerate((each for each in bullets if each.section is section), 1)
    ]


def _print_order(row: _Placed | None) -> tuple[int, int]:
    return (_SECTIONS.index(row.bullet.section), row.place.number) if row else (0, 0)


def _match_placed(older: Assessment, newer: Assessment, theme: int) -> RowMatches[_Placed]:
    """Match a theme's bullets by their Ref, else by their text, else by how similar they are."""
    matches = RowMatches(_placed_bullets(older, theme), _placed_bullets(newer, theme))
    matches.pair_by_key(lambda row: row.bullet.ref or None, unique=True)
    matches.pair_by_key(lambda row: (row.bullet.section, row.bullet.text.plain))
    matches.pair_by_key(lambda row: row.bullet.text.plain)
    matches.pair_by_similarity(
        lambda row: subject_words(row.bullet.text.plain),
        _SIMILAR,
        may_pair=lambda one, other, likeness: (
            likeness >= _SIMILAR_ELSEWHERE or one.bullet.section is other.bullet.section
        ),
    )
    return matches


def _moved_bullets(pairs: list[tuple[_Placed, _Placed]]) -> set[Place]:
    """Return the newer places of those that moved: to another section, or past others that stayed in theirs."""
    places = {now.place for before, now in pairs if before.bullet.section is not now.bullet.section}
    for section in _SECTIONS:
        stayed = {
            before.place.number: now.place
            for before, now in pairs
            if before.bullet.section is section and now.bullet.section is section
        }
        places |= {stayed[number] for number in moved_places(list(stayed))}
    return places


def _compare_bullet(before: _Placed | None, now: _Placed | None, moved: set[Place]) -> Iterator[Change]:
    if not before or not now:
        yield _change(ChangeKind.BULLET_ADDED if now else ChangeKind.BULLET_REMOVED, before, now)
        return
    was, is_now = before.bullet, now.bullet
    if now.place in moved:
        yield _change(ChangeKind.BULLET_MOVED, before, now)
    if was.text.plain != is_now.text.plain:
        yield _change(ChangeKind.BULLET_REWORDED, before, now)
    fields = FieldChanges(ChangeKind.BULLET_DETAIL, now.place.section, is_now.ref, before.place, now.place)
    yield from fields.compare_columns(NARRATIVE.columns, was, is_now, skip=_WITH_OWN_KIND)


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
