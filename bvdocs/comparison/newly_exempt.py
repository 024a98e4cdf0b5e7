"""Rows that were published once and are exempt now: they are not told again, not even as something removed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from bvdocs.comparison.characteristics import match_characteristics
from bvdocs.comparison.narrative import match_bullets
from bvdocs.comparison.plan import match_actions
from bvdocs.comparison.themes import match_themes, with_newer_theme_numbers
from bvdocs.core.history import Past
from bvdocs.core.model import Action, Assessment, Bullet, Criterion, words_of
from bvdocs.core.publishing import published

Row = TypeVar("Row", Criterion, Bullet, Action)
Pairs = Iterable[tuple[Row, Row]]
_SENTENCE_ENDS = re.compile(r"[.!?;:\n]+")
_WORD = re.compile(r"\w+")
# Shorter stretches are shared by chance.
_LEAST_WORDS = 4


def without_newly_exempt(older: Assessment, newer: Assessment) -> Assessment:
    """Return the older assessment without what is exempt in the newer one, which has all of its rows.

    A row that became exempt is left out. Where an open row once held a sentence that an exempt row holds now, the older
    row is given the newer one's words, so that what changed in it is not told.
    """
    themes = match_themes(older, newer)
    was = with_newer_theme_numbers(older, themes)
    bullets = [pair for theme in themes for pair in match_bullets(was, newer, theme.common_number)]
    secret = {sentence for row in newer.rows if row.exempt for sentence in _sentences(row)}
    marked = replace(
        older,
        criteria=_marked(older.criteria, was.criteria, match_characteristics(was, newer).pairs, secret),
        bullets=_marked(older.bullets, was.bullets, bullets, secret),
        actions=_marked(older.actions, was.actions, match_actions(was, newer).pairs, secret),
    )
    return published(marked)


def without_exempt_now(past: Past, newer: Assessment) -> Past:
    """Return what was issued before without what is exempt in the newer assessment, which has all of its rows."""
    if not any(row.exempt for row in newer.rows):
        return past
    told = (replace(each, assessment=without_newly_exempt(each.assessment, newer)) for each in past.reported)
    return replace(past, reported=tuple(told))


def _marked(rows: tuple[Row, ...], paired: tuple[Row, ...], pairs: Pairs[Row], secret: set[str]) -> tuple[Row, ...]:
    """Return the older rows, marked as exempt if they are now; `paired` are the same rows, as they were matched."""
    partners = {id(before): now for before, now in pairs}
    return tuple(_mark_row(row, partners.get(id(each)), secret) for row, each in zip(rows, paired, strict=True))


def _mark_row(row: Row, now: Row | None, secret: set[str]) -> Row:
    """Return an older row marked as exempt, or with the newer row's words, if it tells what is exempt now."""
    if now and now.exempt:
        return replace(row, exempt=True)
    if secret.isdisjoint(_sentences(row)):
        return row
    return replace(now, theme=row.theme) if now else replace(row, exempt=True)


def _sentences(row: Criterion | Bullet | Action) -> Iterator[str]:
    """Yield the sentences of a row that are too long to be shared by chance, as words in small letters."""
    for text in words_of(row):
        for sentence in _SENTENCE_ENDS.split(text.casefold()):
            words = _WORD.findall(sentence)
            if len(words) >= _LEAST_WORDS:
                yield " ".join(words)
