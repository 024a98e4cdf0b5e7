"""Part B: the exempt edition, made and issued apart from all that is public, into a folder for its owner alone."""

import platform
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from bvdocs.checks.part_b import check_part_b
from bvdocs.commands.adding_versions import add_version, bring_list_up_to_date
from bvdocs.commands.another_council import refuse_another_council
from bvdocs.commands.archive_state import damage_in, refuse_copies
from bvdocs.commands.archived_workbooks import past_in
from bvdocs.commands.check import Checked, check_inputs, check_part_b_templates_here
from bvdocs.core.brand import Brand
from bvdocs.core.documents import PART_B_FILE
from bvdocs.core.errors import ArchiveError
from bvdocs.core.findings import AcceptedFinding, Finding, has_errors
from bvdocs.core.hashing import hash_of
from bvdocs.core.history import Issue
from bvdocs.core.part_b import ExemptAssessment, exempt_part
from bvdocs.core.progress import Progress
from bvdocs.core.recipes import Recipes
from bvdocs.render.part_b import part_b_as_pdf, part_b_as_word
from bvdocs.storage.archive.facts import assessment_as_json
from bvdocs.storage.archive.layout import ARCHIVE, ASSESSMENT
from bvdocs.storage.archive.part_b_files import PartBContents, part_a_in_manifest, part_b_as_json, part_b_files
from bvdocs.storage.archive.reader import Archived
from bvdocs.storage.archive.verify import verify_manifests
from bvdocs.storage.archive.versions import Archive, archive_in
from bvdocs.storage.archive.writer import alone_in
from bvdocs.storage.current import CURRENT, refuse_unwritable_output, replace_current
from bvdocs.storage.exempt import for_owner_alone, is_open_to_others, make_exempt_folder
from bvdocs.storage.file_records import FileRecord, record_files
from bvdocs.storage.manifest import describe_findings, describe_inputs, is_as_made, make_records
from bvdocs.templating.brand_file import read_brand
from bvdocs.templating.folder import read_templates
from bvdocs.view import DRAFT, edition_of
from bvdocs.view.document_views import Edition
from bvdocs.view.part_b import PartAView, PartBView, build_part_b, part_a_said
from bvdocs.workbook.reading.file import read_file

_IDENTITY_BYTES = 16


@dataclass(frozen=True, slots=True)
class PartBRequest:
    """What to make Part B of; `issue` freezes it as the next version of Part B. The rest is as in `issue`."""

    workbook: Path
    output: Path
    templates: Path
    issue: bool = False
    final: bool = False
    by: str = ""
    note: str = ""
    named: bool = True


@dataclass(frozen=True, slots=True)
class PartBOutcome:
    """What was made, and where; with errors among the findings, nothing was.

    `version` was issued, or with `unchanged` is the last one, from which nothing differs. `open_to_others` where the
    disk keeps no permissions. `kept` is where a folder went in which somebody had changed something by hand.
    """

    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...]
    folder: Path | None = None
    documents: tuple[FileRecord, ...] = ()
    version: Archived | None = None
    unchanged: bool = False
    open_to_others: bool = False
    kept: Path | None = None


class _Making:
    """One run: the workbook as it was read and checked, and the version of Part A that says the same, if any does."""

    def __init__(self, request: PartBRequest, tell: Progress, content: bytes, checked: Checked) -> None:
        self.request = request
        self.tell = tell
        self.content = content
        self.checked = checked
        self.part: ExemptAssessment = exempt_part(checked.assessment)
        self.brand: Brand = read_brand(request.templates)
        self.templates: Mapping[str, bytes] = read_templates(request.templates, of_part_b=True)
        self.last_of_part_a = archive_in(request.output).latest
        self.part_a = self._part_a()

    def _part_a(self) -> Archived | None:
        """Return the last version of Part A, if it says what this workbook says now."""
        last = self.last_of_part_a
        if last is None or assessment_as_json(last.assessment()) != assessment_as_json(self.part.part_a):
            return None
        return last

    def view(self, edition: Edition, issues: tuple[Issue, ...] = ()) -> PartBView:
        """Return what Part B says."""
        return build_part_b(self.part, self.brand, edition, self._part_a_said(), issues)

    def _part_a_said(self) -> PartAView:
        part_a = self.part_a
        if part_a is None:
            return part_a_said("", None, "")
        return part_a_said(edition_of(part_a.version).line, part_a.issue.day, part_a.fingerprint)

    def documents(self, view: PartBView) -> tuple[dict[str, bytes], dict[str, int]]:
        """Return the two documents by the names of their files, and the pages of the PDF."""
        self.tell("Making Part B", f"from {self.request.templates}")
        pdf = part_b_as_pdf(self.request.templates, view, self.brand)
        word = part_b_as_word(self.request.templates, view, self.brand)
        return {f"{PART_B_FILE}.docx": word, f"{PART_B_FILE}.pdf": pdf.content}, {f"{PART_B_FILE}.pdf": pdf.pages}

    def made_from(self) -> dict[str, Any]:
        """Return what the manifest records: program, libraries, inputs, and the version of Part A."""
        described = describe_inputs(self.request.workbook.name, self.content, self.templates)
        return described | (part_a_in_manifest(self.part_a) if self.part_a else {"part_a": None})


def make_part_b(request: PartBRequest, now: datetime, tell: Progress) -> PartBOutcome:
    """Make the exempt edition of a workbook, and keep it apart; `now` knows its time zone.

    Part A is read, to hold this against it, and nothing of it is written to. Raise ArchiveError where a version is to
    be issued, and Part A was not issued from the same facts; UnnamedWorkbookError as `report` does.
    """
    archive = archive_in(request.output)
    content = read_file(request.workbook)
    checked = check_inputs(
        request.workbook,
        content,
        request.templates,
        tell,
        past=past_in(archive),
        check_templates=check_part_b_templates_here,
    )
    of_reading = has_errors(checked.findings)
    findings = checked.findings if of_reading else (*checked.findings, *check_part_b(checked.assessment))
    if has_errors(findings):
        return PartBOutcome(findings, checked.accepted)
    if not request.named:
        refuse_another_council(request.workbook, checked.assessment.report.authority, request.output, archive)
    making = _Making(request, tell, content, replace(checked, findings=findings))
    if request.issue:
        _refuse_without_part_a(making)
    refuse_unwritable_output(request.output)
    folder = make_exempt_folder(request.output)
    with for_owner_alone():
        outcome = _issue(making, folder, now) if request.issue else _draft(making, folder)
    return replace(outcome, open_to_others=is_open_to_others(folder))


def _refuse_without_part_a(making: _Making) -> None:
    """Raise ArchiveError unless the last version of Part A is of the same facts, and as final as this one is to be."""
    last, request = making.last_of_part_a, making.request
    if last is None:
        raise ArchiveError(
            "Part A has not been issued, and Part B names the version that it goes with.",
            "Issue Part A first: 'bvdocs issue'. A draft of Part B needs none: leave out --issue.",
        )
    if making.part_a is None:
        raise ArchiveError(
            f"Version {last.version}, the last one of Part A, does not say what {request.workbook} says now.",
            "Issue Part A from this workbook first: 'bvdocs issue'. Then issue Part B.",
        )
    if request.final and not last.version.is_final:
        raise ArchiveError(
            f"Version {last.version}, the last one of Part A, is a draft; a final Part B goes with a final Part A.",
            "Issue Part A first: 'bvdocs issue --final'.",
        )


def _draft(making: _Making, folder: Path) -> PartBOutcome:
    """Put a draft into the folder's `current/`, in place of the one before."""
    checked = making.checked
    files, pages = making.documents(making.view(DRAFT))
    documents = record_files(files, pages)
    records = make_records(making.made_from(), documents, Recipes(), checked.findings, checked.accepted)
    kept = replace_current(folder, {**files, **records}, is_as_made, None, owner_alone=True)
    return PartBOutcome(checked.findings, checked.accepted, folder / CURRENT, documents, kept=kept)


def _issue(making: _Making, folder: Path, now: datetime) -> PartBOutcome:
    """Add the next version of Part B to the folder's own archive, chained to the one before it there."""
    checked, place = making.checked, folder / ARCHIVE
    with alone_in(place, making.tell):
        _refuse_unsound(Archive(place), folder)
        bring_list_up_to_date(place, owner_alone=True)
        archive = Archive(place)
        if last := _unchanged(archive, making):
            return PartBOutcome(checked.findings, checked.accepted, last.folder, last.documents, last, unchanged=True)
        issue = Issue(
            version=archive.next_version(final=making.request.final),
            day=now.date(),
            by=making.request.by,
            note=making.request.note,
            committee=making.part.report.committee,
            meeting_date=making.part.report.meeting_date,
        )
        issues = (*(each.issue for each in archive.versions), issue)
        view = making.view(edition_of(issue.version), issues)
        documents, pages = making.documents(view)
        contents = PartBContents(
            archive_id=archive.identity or token_hex(_IDENTITY_BYTES),
            machine=platform.node(),
            issue=issue,
            issued_at=now,
            documents=documents,
            pages=pages,
            workbook=making.content,
            templates=making.templates,
            made_from=making.made_from(),
            found=describe_findings(checked.findings, checked.accepted),
            view=view,
            report=making.part.report,
        )
        making.tell(f"Freezing version {issue.version} of Part B")
        version = add_version(archive, issue, part_b_files(contents, archive.last_proved), owner_alone=True)
    return PartBOutcome(checked.findings, checked.accepted, version.folder, version.documents, version)


def _refuse_unsound(archive: Archive, folder: Path) -> None:
    """Raise ArchiveError if something in the archive of Part B is not as it was issued."""
    refuse_copies(archive)
    if damage := damage_in(archive, verify_manifests(archive.folder)):
        raise ArchiveError(
            f"The archive of Part B is not as it was issued: {'; '.join(damage)}. No version was issued.",
            f"'bvdocs verify --output {folder}' says what to do.",
        )


def _unchanged(archive: Archive, making: _Making) -> Archived | None:
    """Return the last version of Part B, if one that is issued now would say just what it says."""
    last = archive.latest
    if last is None or last.version != max(archive.standing):
        return None
    said = hash_of(part_b_as_json(making.view(DRAFT)))
    same = (
        last.files[ASSESSMENT] == said
        and {name: hash_of(each) for name, each in making.templates.items()} == last.made_from.templates
        and (last.version.is_final or not making.request.final)
    )
    return last if same else None
