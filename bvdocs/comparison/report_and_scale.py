"""Changes outside the rows of the themes: of the report, the scale, the abbreviations, the themes themselves."""

from collections.abc import Iterator
from dataclasses import replace

from bvdocs.comparison.field_changes import FieldChanges
from bvdocs.comparison.matching import RowMatches
from bvdocs.comparison.ratings import Scales
from bvdocs.core.changes import Change, ChangeKind
from bvdocs.core.model import Abbreviation, Assessment, Level, Theme
from bvdocs.core.schema import REPORT_FIELDS, SCALE, THEMES


def compare_report_and_scale(older: Assessment, newer: Assessment, scales: Scales) -> Iterator[Change]:
    """Yield what differs outside the themes."""
    yield from FieldChanges(ChangeKind.FIELD, "Report").compare_columns(REPORT_FIELDS, older.report, newer.report)
    yield from _scale(scales.levels)
    yield from _abbreviations(older.abbreviations, newer.abbreviations)


def compare_theme(before: Theme, now: Theme) -> Iterator[Change]:
    """Yield the theme's own columns that differ."""
    yield from FieldChanges(ChangeKind.FIELD, "Theme").compare_columns(THEMES.columns, before, now)


def _scale(levels: RowMatches[Level]) -> Iterator[Change]:
    """Yield each level's columns that differ, under the name that it has now, and the order of those that both have."""
    fields = FieldChanges(ChangeKind.FIELD, "Scale")
    for before, now in levels.rows:
        if before and now:
            for change in fields.compare_columns(SCALE.columns, before, now):
                yield replace(change, field=f"{now.name} {change.field.lower()}")
        elif level := before or now:
            yield from fields.compare_field(f"{level.name} level", before and before.name, now and now.name)
    yield from fields.compare_order([(place, before.name, now.name) for place, before, now in levels.placed_pairs])


def _abbreviations(older: tuple[Abbreviation, ...], newer: tuple[Abbreviation, ...]) -> Iterator[Change]:
    matches = RowMatches(older, newer)
    matches.pair_by_key(lambda row: row.short)
    fields = FieldChanges(ChangeKind.FIELD, "Abbreviations")
    for before, now in matches.rows:
        if row := now or before:
            yield from fields.compare_field(row.short, before and before.full, now and now.full)
