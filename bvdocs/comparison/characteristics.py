"""Characteristics added, removed, renumbered and reworded, and their other columns."""

from collections.abc import Iterable, Iterator

from bvdocs.comparison.field_changes import Fields
from bvdocs.comparison.matching import Matching, match_named
from bvdocs.comparison.ratings import Scales, level_name
from bvdocs.core.changes import Change, ChangeKind
from bvdocs.core.model import Assessment, Criterion
from bvdocs.core.schema import CRITERIA

# The columns whose changes are of kinds of their own.
_TOLD = ("Code", "Characteristic", "Rating", "Previous rating")


def match_characteristics(older: Assessment, newer: Assessment) -> Matching[Criterion]:
    """Match by code; under another code by the wording, in the same theme."""
    return match_named(
        older.criteria, newer.criteria, lambda row: row.code, lambda row: row.name, group=lambda row: row.theme
    )


def compare_characteristics(
    rows: Iterable[tuple[Criterion | None, Criterion | None]], scales: Scales
) -> Iterator[Change]:
    """What changed in each characteristic but for its rating, in the order of the rows."""
    for before, now in rows:
        if before and now:
            yield from _changed(before, now, scales)
        elif now:
            yield Change(ChangeKind.CHARACTERISTIC_ADDED, now.code, now.name, now=now.name)
        elif before:
            yield Change(ChangeKind.CHARACTERISTIC_REMOVED, before.code, before.name, before=before.name)


def _changed(before: Criterion, now: Criterion, scales: Scales) -> Iterator[Change]:
    if before.code != now.code:
        yield Change(ChangeKind.CHARACTERISTIC_RENUMBERED, now.code, now.name, before.code, now.code)
    if before.name != now.name:
        yield Change(ChangeKind.CHARACTERISTIC_REWORDED, now.code, now.name, before.name, now.name)
    fields = Fields(ChangeKind.CHARACTERISTIC_DETAIL, now.code, now.name)
    yield from _rating_fields(fields, before, now, scales)
    # A reference that came or went was told beside the rating.
    told = _TOLD if before.see and now.see else (*_TOLD, "See")
    yield from fields.columns(CRITERIA.columns, before, now, but_for=told)


def _rating_fields(fields: Fields, before: Criterion, now: Criterion, scales: Scales) -> Iterator[Change]:
    """A rating that a reference took the place of, or hides, or that took a reference's; and the previous rating."""
    if bool(before.see) != bool(now.see):
        yield from fields.changed("Rating", _shown(before), _shown(now))
    elif now.see and scales.kind(before.rating, now.rating):
        yield from fields.changed("Rating", level_name(before.rating), level_name(now.rating))
    if scales.kind(before.previous, now.previous):
        yield from fields.changed("Previous rating", level_name(before.previous), level_name(now.previous))


def _shown(row: Criterion) -> str:
    """What stands where its rating does: a level, or the code that it refers to."""
    return f"See {row.see}" if row.see else level_name(row.rating)
