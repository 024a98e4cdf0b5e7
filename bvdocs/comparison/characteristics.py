"""Characteristics that were added, removed, renumbered or reworded, and changes of their other columns."""

from collections.abc import Iterable, Iterator

from bvdocs.comparison.field_changes import FieldChanges
from bvdocs.comparison.matching import RowMatches, RowPair, match_named
from bvdocs.comparison.ratings import Scales, level_name
from bvdocs.core.changes import Change, ChangeKind
from bvdocs.core.model import Assessment, Criterion
from bvdocs.core.schema import CRITERIA

# The columns whose changes are of kinds of their own.
_WITH_OWN_KIND = ("Code", "Characteristic", "Rating", "Previous rating")


def match_characteristics(older: Assessment, newer: Assessment) -> RowMatches[Criterion]:
    """Match the characteristics by code; under another code by the wording, in the same theme."""
    return match_named(older.criteria, newer.criteria, lambda row: row.code, lambda row: row.name)


def compare_characteristics(rows: Iterable[RowPair[Criterion]], scales: Scales) -> Iterator[Change]:
    """Yield what changed in each characteristic but for its rating, in the order of the rows."""
    for before, now in rows:
        if before and now:
            yield from _compare_characteristic(before, now, scales)
        elif now:
            yield Change(ChangeKind.CHARACTERISTIC_ADDED, now.code, now.name, now=now.name)
        elif before:
            yield Change(ChangeKind.CHARACTERISTIC_REMOVED, before.code, before.name, before=before.name)


def _compare_characteristic(before: Criterion, now: Criterion, scales: Scales) -> Iterator[Change]:
    if before.code != now.code:
        yield Change(ChangeKind.CHARACTERISTIC_RENUMBERED, now.code, now.name, before.code, now.code)
    if before.name != now.name:
        yield Change(ChangeKind.CHARACTERISTIC_REWORDED, now.code, now.name, before.name, now.name)
    fields = FieldChanges(ChangeKind.CHARACTERISTIC_DETAIL, now.code, now.name)
    yield from _rating_fields(fields, before, now, scales)
    # That a reference came or went is a change of the rating already.
    skip = _WITH_OWN_KIND if before.see and now.see else (*_WITH_OWN_KIND, "See")
    yield from fields.compare_columns(CRITERIA.columns, before, now, skip)


def _rating_fields(fields: FieldChanges, before: Criterion, now: Criterion, scales: Scales) -> Iterator[Change]:
    """Yield that the previous rating changed, or that a reference to another characteristic came or went.

    A row that refers to another has no rating of its own: what its cells hold beside the reference says nothing.
    """
    if bool(before.see) != bool(now.see):
        yield from fields.compare_field("Rating", _rating_words(before), _rating_words(now))
    elif not now.see and scales.rating_change(before.previous, now.previous):
        yield from fields.compare_field("Previous rating", level_name(before.previous), level_name(now.previous))


def _rating_words(row: Criterion) -> str:
    """Return what a characteristic has for a rating: a level's name, or 'See L001' where it refers to another."""
    return f"See {row.see}" if row.see else level_name(row.rating)
