"""What differs outside the rows of the themes: the report, the scale, the abbreviations, the themes themselves."""

from collections.abc import Iterator

from bvdocs.comparison.field_changes import Fields
from bvdocs.comparison.matching import Matching, moved
from bvdocs.comparison.ratings import Scales
from bvdocs.core.changes import Change, ChangeKind
from bvdocs.core.model import Abbreviation, Assessment, Level, Report, Theme


def compare_whole(older: Assessment, newer: Assessment, scales: Scales) -> Iterator[Change]:
    """What differs outside the themes."""
    yield from _report(older.report, newer.report)
    yield from _scale(scales.levels)
    yield from _abbreviations(older.abbreviations, newer.abbreviations)


def compare_theme(before: Theme, now: Theme) -> Iterator[Change]:
    """The theme's own columns."""
    fields = Fields(ChangeKind.FIELD, "Theme")
    yield from fields.changed("Number", before.number, now.number)
    yield from fields.changed("Name", before.name, now.name)
    yield from fields.changed("Prefix", before.prefix, now.prefix)
    yield from fields.changed("Lead", before.lead, now.lead)
    yield from fields.changed("Description heading", before.description_heading, now.description_heading)


def _report(before: Report, now: Report) -> Iterator[Change]:
    fields = Fields(ChangeKind.FIELD, "Report")
    yield from fields.changed("Authority", before.authority, now.authority)
    yield from fields.changed("Title", before.title, now.title)
    yield from fields.changed("Committee", before.committee, now.committee)
    yield from fields.changed("Meeting date", before.meeting_date, now.meeting_date)
    yield from fields.changed("Assessed on", before.assessed_on, now.assessed_on)
    yield from fields.changed("Author", before.author, now.author)
    yield from fields.changed("Department", before.department, now.department)
    yield from fields.changed("Contact", before.contact, now.contact)
    yield from fields.changed("Note", before.notes, now.notes, joint="\n")
    yield from fields.changed("Heatmap columns", before.heatmap_columns, now.heatmap_columns)
    yield from fields.changed("Common abbreviations", before.common_abbreviations, now.common_abbreviations)


def _scale(levels: Matching[Level]) -> Iterator[Change]:
    """Each level's columns, under the name that it has now, and the order of those that both scales have."""
    fields = Fields(ChangeKind.FIELD, "Scale")
    for before, now in levels.rows:
        if before and now:
            yield from fields.changed(f"{now.name} level", before.name, now.name)
            yield from fields.changed(f"{now.name} mark", before.mark, now.mark)
            yield from fields.changed(f"{now.name} colour", before.colour, now.colour)
            yield from fields.changed(f"{now.name} meaning", before.meaning, now.meaning)
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
