"""Changes outside the rows of the themes: of the report, the scale, the abbreviations, the themes themselves."""

from collections.abc import Iterator
from dataclasses import replace

from bvdocs.comparison.field_changes import FieldChanges
from bvdocs.comparison.matching import RowMatches
from bvdocs.comparison.ratings import Scales
from bvdocs.core.changes import Change, ChangeKind
from bvdocs.core.columns import Kind
from bvdocs.core.committee import Committee, Exclusion
from bvdocs.core.committee_sheets import COMMITTEE
from bvdocs.core.english import listed
from bvdocs.core.field_sheets import given_fields
from bvdocs.core.model import Abbreviation, Assessment, Level, Theme
from bvdocs.core.schema import REPORT_FIELDS, SCALE, THEMES


def compare_report_and_scale(older: Assessment, newer: Assessment, scales: Scales) -> Iterator[Change]:
    """Yield what differs outside the themes."""
    yield from FieldChanges(ChangeKind.FIELD, "Report").compare_columns(REPORT_FIELDS, older.report, newer.report)
    yield from _covering_report(older, newer)
    yield from _scale(scales.levels)
    yield from _abbreviations(older.abbreviations, newer.abbreviations)


def _covering_report(older: Assessment, newer: Assessment) -> Iterator[Change]:
    """Yield what differs in the covering report and its clearances, if both assessments have one."""
    if older.committee is None or newer.committee is None:
        return
    fields = FieldChanges(ChangeKind.FIELD, "Covering report")
    was, is_now = (_said(each.committee) for each in (older, newer) if each.committee)
    for name in dict.fromkeys((*was, *is_now)):
        yield from fields.compare_field(name, was.get(name, ""), is_now.get(name, ""))
    yield from _announced(fields, older.committee.exclusion, newer.committee.exclusion)
    cleared = FieldChanges(ChangeKind.FIELD, "Clearances")
    before, after = ({each.role: each.cleared_on for each in of.clearances} for of in (older, newer))
    for role in dict.fromkeys((*before, *after)):
        yield from cleared.compare_field(role, before.get(role), after.get(role))


def _said(committee: Committee) -> dict[str, str]:
    """Return the words of each field that is printed; a list has a line for each of its parts."""
    fields = given_fields(COMMITTEE, committee)
    return {each.column.name: "\n".join(map(str, each.values)) for each in fields if each.column.kind is Kind.TEXT}


def _announced(fields: FieldChanges, was: Exclusion | None, now: Exclusion | None) -> Iterator[Change]:
    """Yield what the covering report tells otherwise of exempt rows.

    Where no Part B is announced now, nothing says that there was something to announce; and a reason that is no longer
    given is not published again.
    """
    if now is None:
        return
    before, after = (listed([str(number) for number in each.paragraphs]) if each else "" for each in (was, now))
    yield from fields.compare_field("Paragraphs of Schedule 12A", before, after)
    new = [each for each in now.reasons if not was or each not in was.reasons]
    yield from fields.compare_field("Reasons for exemption", "", "\n".join(new))


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
