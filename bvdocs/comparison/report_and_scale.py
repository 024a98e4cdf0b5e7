"""What differs outside the rows of the themes: the report, the scale, the abbreviations, the themes themselves."""

from collections.abc import Iterator
from dataclasses import replace

from bvdocs.comparison.field_changes import Fields
from bvdocs.comparison.matching import Matching, moved
from bvdocs.comparison.ratings import Scales
from bvdocs.core.changes import Change, ChangeKind
from bvdocs.core.model import Abbreviation, Assessment, Level, Theme
from bvdocs.core.schema import REPORT_FIELDS, SCALE, THEMES


def compare_whole(older: Assessment, newer: Assessment, scales: Scales) -> Iterator[Change]:
    """Yield what differs outside the themes."""
    yield from Fields(ChangeKind.FIELD, "Report").columns(REPORT_FIELDS, older.report, newer.report)
    yield from _scale(scales.levels)
    yield from _abbreviations(older.abbreviations, newer.abbreviations)


def compare_theme(before: Theme, now: Theme) -> Iterator[Change]:
    """Yield the theme's own columns that differ."""
    yield from Fields(ChangeKind.FIELD, "Theme").columns(THEMES.columns, before, now)


def _scale(levels: Matching[Level]) -> Iterator[Change]:
    """Yield each level's columns that differ, under the name that it has now, and the order of those that both have."""
    fields = Fields(ChangeKind.FIELD, "Scale")
    for before, now in levels.rows:
        if before and now:
            for change in fields.columns(SCALE.columns, before, now):
                yield replace(change, field=f"{now.name} {change.field.lower()}")
        elif level := before or now:
            yield from fields.changed(f"{level.name} level", before and before.name, now and now.name)
    if moved(levels.old_places):
        placed = sorted(zip(levels.old_places, levels.pairs, strict=True), key=lambda each: each[0])
        was = tuple(before.name for _, (before, _) in placed)
        yield from fields.changed("Order", was, tuple(now.name for _, now in levels.pairs))


def _abbreviations(older: tuple[Abbreviation, ...], newer: tuple[Abbreviation, ...]) -> Iterator[Change]:
    match = Matching(older, newer)
    match.by_key(lambda row: row.short)
    fields = Fields(ChangeKind.FIELD, "Abbreviations")
    for before, now in match.rows:
        if row := now or before:
            yield from fields.changed(row.short, before and before.full, now and now.full)
