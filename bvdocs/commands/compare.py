"""Comparing two versions, or a version and a workbook: as facts, in words, as a page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bvdocs.commands.archived_workbooks import ArchivedWorkbooks, issued_before, read_as_issued
from bvdocs.commands.check import check_inputs
from bvdocs.comparison import ExemptNow, compare, is_open_still, lost_marks, with_rows, withhold
from bvdocs.core.changes import Changes
from bvdocs.core.documents import COMPARISON
from bvdocs.core.errors import ArchiveError, UnknownVersionError
from bvdocs.core.exemption import EXEMPT
from bvdocs.core.findings import Finding, has_errors
from bvdocs.core.history import IssuedBefore
from bvdocs.core.limits import limited, of_document, of_template
from bvdocs.core.model import Assessment
from bvdocs.core.office_files import WORKBOOK_ENDINGS
from bvdocs.core.progress import Progress
from bvdocs.core.publishing import printed, published
from bvdocs.core.unseen_characters import harmless
from bvdocs.core.versions import BEFORE_THE_FIRST, Version, parse_version
from bvdocs.storage.archive.facts import assessment_as_json, assessment_from_json
from bvdocs.storage.archive.reader import Archived
from bvdocs.storage.archive.versions import LATEST, RESTORE, Archive
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

    @property
    def meeting(self) -> date:
        """Return the day of the meeting that it is for."""
        return self.assessment.report.meeting_date

    def may_follow(self, other: "Side") -> bool:
        """Say whether it may be newer than the other: a workbook may be newer than any version, as meetings move."""
        if self.version and other.version:
            return self.version.version > other.version.version
        if self.version:
            return self.meeting > other.meeting
        return other.version is not None or self.meeting >= other.meeting


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from the one to the other, as facts and in words.

    `withheld` are the names of those that published what is exempt by now, each with the number of rows and texts: of
    that nothing is told. `unknown` are the versions issued since of which nobody knows what was exempt in them.
    """

    older: Side
    newer: Side
    changes: Changes
    view: ChangesView
    withheld: tuple[tuple[str, int], ...] = ()
    unknown: tuple[Version, ...] = ()


def read_side(named: str, archive: Archive, templates: Path, tell: Progress) -> Side:
    """Read what `0.1`, `latest` or the path of a workbook means.

    A workbook may have errors among its findings; then it is good for no comparison. Raise UnknownVersionError,
    WorkbookUnreadableError or ArchiveError if there is nothing to read.
    """
    is_version = named == LATEST or parse_version(named) is not None
    if not is_version and (Path(named).suffix.lower() in WORKBOOK_ENDINGS or _is_file(named)):
        checked = check_inputs(Path(named), read_file(Path(named)), templates, tell)
        whole = checked.assessment
        facts = whole if has_errors(checked.findings) else _as_recorded(whole)
        return Side(harmless(Path(named).name), facts, lambda: whole, findings=checked.findings)
    if not is_version:
        raise UnknownVersionError(
            f"'{named}' is neither a version, nor '{LATEST}', nor a workbook.",
            "A version is such as 0.1 ('bvdocs history' lists them); the name of a workbook ends in"
            f" {', '.join(WORKBOOK_ENDINGS[:-1])} or {WORKBOOK_ENDINGS[-1]}.",
        )
    return _side_of(archive.find(named))


def _as_recorded(whole: Assessment) -> Assessment:
    """Return what may be published by way of its record: held against a version in the very form that versions have."""
    return assessment_from_json(assessment_as_json(published(whole)))


def _is_file(named: str) -> bool:
    """Say whether there is a file of this name; what can be no name is none's."""
    try:
        return Path(named).is_file()
    except OSError:
        return False


def _side_of(version: Archived) -> Side:
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
    workbooks = ArchivedWorkbooks()
    marked = [_with_lost_marks(*sides, issued_before(archive, workbooks)) for sides in ((older, newer), (newer, older))]
    exempt = [
        _exempt_by_now(side, now, other, archive, workbooks)
        for side, now, other in ((older, marked[0], marked[1]), (newer, marked[1], marked[0]))
    ]
    with limited(of_document(f"{older.name} with {newer.name}", "comparing them")):
        told = withhold(older.assessment, newer.assessment, *exempt)
        changes = compare(told.older, told.newer, between)
        view = build_changes(changes, f"What changed from {older.name} to {newer.name}")
    withheld = ((older.name, told.of_older), (newer.name, told.of_newer))
    return Comparison(
        replace(older, assessment=told.older),
        replace(newer, assessment=told.newer),
        changes,
        view,
        tuple(each for each in withheld if each[1]),
        _unknown_since((older, newer), archive),
    )


def _unknown_since(sides: Iterable[Side], archive: Archive) -> tuple[Version, ...]:
    """Return the damaged versions of which it would have to be known what was exempt in them."""
    oldest = min((side.version.version for side in sides if side.version), default=BEFORE_THE_FIRST)
    return tuple(sorted(each for each in archive.without_workbook if each > oldest))


def unknown_told(comparison: Comparison) -> Iterator[str]:
    """Yield that a comparison may tell what was exempt in versions that are damaged."""
    if comparison.unknown:
        names = " and ".join(f"version {each}" for each in comparison.unknown)
        yield f"Do not publish this: nobody knows what was exempt in {names} alone, and it may be told above."


def withheld_told(comparison: Comparison) -> Iterator[str]:
    """Yield how many rows and texts of each side are not told; what they say is told nowhere."""
    for name, number in comparison.withheld:
        what = f"{number} rows or texts of {name} are" if number > 1 else f"One row or text of {name} is"
        yield f"{what} not told above, as that would tell what is exempt now."


def refuse_page_of_unknown(comparison: Comparison) -> None:
    """Raise ArchiveError for a page, which may be published, if it may tell what was exempt in a damaged version."""
    for told in unknown_told(comparison):
        raise ArchiveError(f"No page was made. {told}", RESTORE)


def _with_lost_marks(side: Side, other: Side, issued: Iterable[IssuedBefore]) -> Side:
    """Return a workbook with the rows as exempt that are so in a version, and open in none since, or in the other.

    That a workbook has a row open publishes nothing, as long as it was not issued.
    """
    if side.version:
        return side
    whole = side.whole()
    against = [issued] if other.version else [issued, [IssuedBefore(None, other.assessment, other.whole)]]
    lost = {id(row) for before in against for row, _ in lost_marks(before, whole)}
    if not lost:
        return side
    marked = with_rows(whole, (replace(row, exempt=EXEMPT) if id(row) in lost else row for row in whole.rows))
    return replace(side, assessment=_as_recorded(marked), whole=lambda: marked)


def _exempt_by_now(side: Side, marked: Side, other: Side, archive: Archive, workbooks: ArchivedWorkbooks) -> ExemptNow:
    """Return what of a side is exempt by now: in the other, if that may be newer, or in a version issued since then.

    `marked` is the side, and `other` the other, with the marks that a workbook has lost. Workbooks are read
    only where something that was published is not published in the same words now.
    """
    latest = [_side_of(each) for each in archive.sound[-1:]]
    later = [each for each in (*latest, other) if each.may_follow(side)]
    own = () if side.version else (marked,)
    now = max((*later, *own), key=lambda each: (each.meeting, each.version is None), default=side)
    if is_open_still(side.assessment, now.assessment):
        return ExemptNow(side.assessment)
    whole = [workbooks.read(each.version) if each.version else each.whole() for each in (now, *later, *own)]
    return ExemptNow(whole[0], [*whole[1:], *workbooks.read_each(_issued_since(side, archive))])


def _issued_since(side: Side, archive: Archive) -> Iterator[Archived]:
    """Return the versions after one; after a workbook those for a later meeting."""
    if side.version:
        return archive.between(side.version.version, None)
    return (each for each in archive.sound if each.issue.meeting_date > side.meeting)


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
    with limited(of_template(templates / f"{COMPARISON}.html", "filling it in")):
        return PageRenderer(templates, {}, brand).render(f"{COMPARISON}.html", report).encode()
