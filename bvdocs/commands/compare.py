"""Comparing two versions, or a version and a workbook: as facts, in words, as a page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bvdocs.commands.issue import read_as_issued
from bvdocs.commands.report import check_inputs
from bvdocs.comparison import compare, without_newly_exempt
from bvdocs.core.changes import Change, Changes, Place, Slip, ThemeChanges
from bvdocs.core.errors import UnknownVersionError
from bvdocs.core.findings import Finding, has_errors
from bvdocs.core.model import Assessment, published
from bvdocs.core.progress import Progress
from bvdocs.core.versions import parse_version
from bvdocs.storage.archive.facts import assessment_as_json, assessment_from_json
from bvdocs.storage.archive.reader import LATEST, Archive, Archived
from bvdocs.templating.brand_file import read_brand
from bvdocs.view import DRAFT, ChangesView, build_changes, build_view, change_words, edition_of, printed_changes
from bvdocs.view.changes import summarise_changes
from bvdocs.workbook.reading.file import read_file


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared: a version, or a workbook with what was found in it.

    `assessment` is what may be published; `whole` has the exempt rows too, of a version only once they are asked for.
    """

    name: str
    assessment: Assessment
    whole: Callable[[], Assessment]
    version: Archived | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from the one to the other, as facts and in words.

    `withheld` says whether the older one published something that is exempt in the newer: of that nothing is told.
    """

    older: Side
    newer: Side
    changes: Changes
    view: ChangesView
    withheld: bool = False


def read_side(named: str, archive: Archive, templates: Path, tell: Progress) -> Side:
    """What `0.1`, `latest` or the path of a workbook means.

    A workbook may have errors among its findings; then it is good for no comparison. Raises UnknownVersionError,
    WorkbookUnreadableError or ArchiveError if there is nothing to read.
    """
    if Path(named).suffix.lower() == ".xlsx":
        checked = check_inputs(Path(named), read_file(Path(named)), templates, tell)
        whole = checked.assessment
        # By way of its record, so that it is held against a version in the very form that versions have.
        facts = whole if has_errors(checked.findings) else _as_recorded(whole)
        return Side(Path(named).name, facts, lambda: whole, findings=checked.findings)
    if named != LATEST and parse_version(named) is None:
        raise UnknownVersionError(
            f"'{named}' is neither a version, nor '{LATEST}', nor a workbook.",
            "A version is such as 0.1 ('bvdocs history' lists them); the name of a workbook ends in .xlsx.",
        )
    version = archive.find(named)
    return Side(f"version {version.version}", version.assessment(), lambda: read_as_issued(version), version)


def _as_recorded(assessment: Assessment) -> Assessment:
    return assessment_from_json(assessment_as_json(published(assessment)))


def compare_sides(older: Side, newer: Side, archive: Archive) -> Comparison:
    """What changed; the versions between the two say how often an action slipped."""

    def between() -> Iterator[Assessment]:
        if older.version:
            until = newer.version.version if newer.version else None
            yield from (each.assessment() for each in archive.between(older.version.version, until))

    # A workbook takes its time to be read: only where there is something that might have to be withheld.
    told = older.assessment
    if compare(older.assessment, newer.assessment):
        told = without_newly_exempt(older.assessment, newer.whole())
    changes = compare(told, newer.assessment, between)
    view = build_changes(changes, f"What changed from {older.name} to {newer.name}")
    return Comparison(older, newer, changes, view, withheld=told != older.assessment)


def comparison_page(comparison: Comparison, templates: Path) -> bytes:
    """The comparison as a web page; raises TemplateError if the template is at fault."""
    from bvdocs.render.page import PageRenderer

    brand = read_brand(templates)
    version = comparison.newer.version
    edition = edition_of(version.version) if version else DRAFT
    # The page may be published: it says nothing of what the documents do not print.
    view = build_changes(printed_changes(comparison.changes), comparison.view.heading)
    report = replace(build_view(comparison.newer.assessment, brand, edition), changes=view)
    return PageRenderer(templates, {}, brand).render("comparison.html", report).encode()


# A theme that came or went has what every change has: no entry lacks a key.
_NOTHING_MORE = {"field": "", "before": "", "now": "", "from_place": None, "to_place": None, "slip": None}


def comparison_as_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as `--json` prints it."""
    changes = comparison.changes
    return {
        "from": comparison.older.name,
        "to": comparison.newer.name,
        "changed": bool(changes),
        "changes": [
            *(each for theme in changes.themes for each in _theme_as_json(theme)),
            *(_change_as_json(each, None) for each in changes.overall),
        ],
    }


def _theme_as_json(theme: ThemeChanges) -> Iterator[dict[str, Any]]:
    if theme.added or theme.removed:
        yield {
            "theme": theme.number,
            "theme_name": theme.name,
            "kind": "theme added" if theme.added else "theme removed",
            "subject": str(theme.number),
            "name": theme.name,
            **_NOTHING_MORE,
            "text": summarise_changes(theme),
        }
    yield from (_change_as_json(each, theme) for each in theme.changes)


def _change_as_json(change: Change, theme: ThemeChanges | None) -> dict[str, Any]:
    return {
        "theme": theme.number if theme else None,
        "theme_name": theme.name if theme else None,
        "kind": change.kind.value,
        "subject": change.subject,
        "name": change.name,
        "field": change.field,
        "before": change.before,
        "now": change.now,
        "from_place": _place_as_json(change.from_place),
        "to_place": _place_as_json(change.to_place),
        "slip": _slip_as_json(change.slip),
        "text": change_words(change),
    }


def _place_as_json(place: Place | None) -> dict[str, Any] | None:
    return {"section": place.section, "number": place.number} if place else None


def _slip_as_json(slip: Slip | None) -> dict[str, Any] | None:
    if slip is None:
        return None
    return {
        "first_agreed": slip.first.isoformat(),
        "before": slip.before.isoformat(),
        "now": slip.now.isoformat(),
        "days": slip.days,
        "times": slip.times,
    }
