"""Comparing two versions, or a version and a workbook: as facts, in words, as a page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bvdocs.commands.check import check_inputs, read_as_issued
from bvdocs.comparison import compare, without_newly_exempt
from bvdocs.core.changes import Changes
from bvdocs.core.documents import COMPARISON
from bvdocs.core.errors import UnknownVersionError
from bvdocs.core.findings import Finding, has_errors
from bvdocs.core.model import Assessment
from bvdocs.core.progress import Progress
from bvdocs.core.publishing import printed, published
from bvdocs.core.versions import parse_version
from bvdocs.storage.archive.facts import assessment_as_json, assessment_from_json
from bvdocs.storage.archive.reader import LATEST, Archive, Archived
from bvdocs.view import DRAFT, ChangesView, build_changes, build_view, edition_of, printed_changes
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
    """Read what `0.1`, `latest` or the path of a workbook means.

    A workbook may have errors among its findings; then it is good for no comparison. Raise UnknownVersionError,
    WorkbookUnreadableError or ArchiveError if there is nothing to read.
    """
    if Path(named).suffix.lower() == ".xlsx":
        checked = check_inputs(Path(named), read_file(Path(named)), templates, tell)
        whole = checked.assessment
        # By way of its record, so that it is held against a version in the very form that versions have.
        facts = whole if has_errors(checked.findings) else assessment_from_json(assessment_as_json(published(whole)))
        return Side(Path(named).name, facts, lambda: whole, findings=checked.findings)
    if named != LATEST and parse_version(named) is None:
        raise UnknownVersionError(
            f"'{named}' is neither a version, nor '{LATEST}', nor a workbook.",
            "A version is such as 0.1 ('bvdocs history' lists them); the name of a workbook ends in .xlsx.",
        )
    version = archive.find(named)
    return Side(f"version {version.version}", version.assessment(), lambda: read_as_issued(version), version)


def compare_sides(older: Side, newer: Side, archive: Archive) -> Comparison:
    """Compare the two; the versions between them say how often an action slipped."""

    def between() -> Iterator[Assessment]:
        if older.version:
            until = newer.version.version if newer.version else None
            yield from (each.assessment() for each in archive.between(older.version.version, until))

    if any(side.version and not side.version.has_source for side in (older, newer)):
        # What is not printed is known of one of them at most.
        older, newer = (replace(side, assessment=printed(side.assessment)) for side in (older, newer))
    # A workbook takes its time to be read: only where there is something that might have to be withheld.
    told = older.assessment
    if compare(older.assessment, newer.assessment):
        told = without_newly_exempt(older.assessment, newer.whole())
    changes = compare(told, newer.assessment, between)
    view = build_changes(changes, f"What changed from {older.name} to {newer.name}")
    return Comparison(older, newer, changes, view, withheld=told != older.assessment)


def check_page(sides: Iterable[Side], templates: Path) -> tuple[Finding, ...]:
    """Return what is wrong with the templates of the page, unless they were checked with a workbook already."""
    from bvdocs.templating import check_templates

    return tuple(check_templates(templates, ("html",))) if all(side.version for side in sides) else ()


def comparison_page(comparison: Comparison, templates: Path) -> bytes:
    """Return the comparison as a web page; raise TemplateError if the template is at fault."""
    from bvdocs.render.page import PageRenderer
    from bvdocs.templating.brand_file import read_brand

    brand = read_brand(templates)
    version = comparison.newer.version
    edition = edition_of(version.version) if version else DRAFT
    # The page may be published: it says nothing of what the documents do not print.
    view = build_changes(printed_changes(comparison.changes), comparison.view.heading)
    report = replace(build_view(comparison.newer.assessment, brand, edition), changes=view)
    return PageRenderer(templates, {}, brand).render(f"{COMPARISON}.html", report).encode()
