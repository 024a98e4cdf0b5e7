"""Issuing a version: its documents are made, stamped, and frozen in the archive with all that they came from."""

import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from bvdocs.commands.another_council import refuse_another_council
from bvdocs.commands.archive_state import damage_in, gap_told, refuse_copies, refuse_damage
from bvdocs.commands.archived_workbooks import with_workbooks
from bvdocs.commands.check import Checked, check_inputs
from bvdocs.commands.documents import MadeFiles, make_version, ready_to_make
from bvdocs.commands.issue_request import IssueRequest, doubts_in
from bvdocs.commands.notes import corrections_in, refuse_notes_of_exempt
from bvdocs.core.errors import ArchiveError, BvdocsError
from bvdocs.core.findings import AcceptedFinding, Finding, has_errors
from bvdocs.core.hashing import hash_of
from bvdocs.core.history import Correction, Issue, Past
from bvdocs.core.limits import limited, of_workbook
from bvdocs.core.model import Assessment
from bvdocs.core.progress import Progress
from bvdocs.core.publishing import published
from bvdocs.storage.archive.facts import assessment_as_json
from bvdocs.storage.archive.layout import (
    ARCHIVE,
    HASHES,
    MANIFEST,
    meeting_folder,
    version_folder,
)
from bvdocs.storage.archive.reader import Archived, read_version
from bvdocs.storage.archive.verify import Difference, unlisted, verify_manifests
from bvdocs.storage.archive.version_files import Contents, version_files
from bvdocs.storage.archive.versions import Archive
from bvdocs.storage.archive.writer import (
    alone_in,
    flush_names,
    freeze,
    refuse_unwritable_archive,
    withdraw_if_not_alone,
    write_list,
)
from bvdocs.storage.current import refuse_unwritable_output
from bvdocs.storage.file_records import FileRecord
from bvdocs.storage.hashes import as_list, read_list
from bvdocs.storage.last_made import LastMade, note_alone
from bvdocs.storage.manifest import describe_findings, describe_inputs
from bvdocs.templating.folder import read_templates
from bvdocs.workbook.reading.file import read_file

# What is asked for is told here too, for whoever has a version issued.
__all__ = ["IssueOutcome", "IssueRequest", "bring_list_up_to_date", "go_no_further", "issue_version"]

# An archive's id is random, and long enough that no two are the same.
_IDENTITY_BYTES = 16
# Says of such findings whether to go on.
Confirm = Callable[[Sequence[Finding]], bool]
# Adds to a request what was not given with it.
Complete = Callable[[IssueRequest], IssueRequest]


def go_no_further(_: Sequence[Finding]) -> bool:
    """Return no, where nobody can be asked."""
    return False


def as_given(request: IssueRequest) -> IssueRequest:
    """Return the request as it is, where nobody can be asked."""
    return request


@dataclass(frozen=True, slots=True)
class IssueOutcome:
    """The version that was issued, or with `unchanged` the last one, from which nothing differs.

    With errors among the findings there is none, nor if nobody said yes to what is in `unconfirmed`. `altered` is what
    in the archive was not as it was issued, and `unlisted` the versions that its list lacked, which has them now.
    `untold` is what the documents therefore do not say.
    """

    version: Archived | None
    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...]
    altered: tuple[Difference, ...] = ()
    unlisted: tuple[Archived, ...] = ()
    unchanged: bool = False
    unconfirmed: tuple[Finding, ...] = ()
    untold: tuple[str, ...] = ()

    @property
    def documents(self) -> tuple[FileRecord, ...]:
        """Return the records of the version's documents, if one was issued."""
        return self.version.documents if self.version else ()


def issue_version(
    request: IssueRequest,
    now: datetime,
    tell: Progress,
    confirm: Confirm = go_no_further,
    complete: Complete = as_given,
) -> IssueOutcome:
    """Make the documents of a workbook as the next version, and freeze them; `now` knows its time zone.

    Another process that issues at the same time waits, but for nobody's answer: `confirm` and `complete` are asked
    before, and only where a version is to be made. Raise UnknownVersionError where a note is on a version that is not
    there, ExemptNoteError where one would tell what is exempt, and UnnamedWorkbookError where nobody named the
    workbook, and it is of another authority than what was issued.
    """
    folder = request.output / ARCHIVE
    _refuse_unsound(Archive(folder), request)
    content = read_file(request.workbook)
    _refuse_unseen(request, content)
    templates = read_templates(request.templates)
    with ready_to_make(request.templates, tell, pack=request.pack) as making:
        corrections = corrections_in(Archive(folder), request.corrections)
        past = Archive(folder).past()

        def check_against(past: Past) -> Checked:
            known = with_workbooks(past, Archive(folder))
            return check_inputs(request.workbook, content, request.templates, tell, past=known)

        checked = check_against(past)
        if has_errors(checked.findings):
            return IssueOutcome(None, checked.findings, checked.accepted)
        facts = published(checked.assessment)
        if not request.named:
            refuse_another_council(request.workbook, facts.report.authority, request.output, Archive(folder))
        doubts = doubts_in(checked.findings) if request.final else ()
        if not _unchanged(Archive(folder), request, facts, templates):
            refuse_unwritable_output(request.output)
            refuse_unwritable_archive(folder, meeting_folder(facts.report.meeting_date, facts.report.committee))
            if doubts and not confirm(doubts):
                return IssueOutcome(None, checked.findings, checked.accepted, unconfirmed=doubts)
            request = complete(request)
        refuse_notes_of_exempt(
            request.note,
            request.corrections,
            checked.assessment,
            Archive(folder),
            despite_damage=request.despite_damage,
        )
        with alone_in(folder, tell):
            altered, damage = _refuse_unsound(Archive(folder), request)
            lacked = bring_list_up_to_date(folder)
            archive = Archive(folder)
            last = _unchanged(archive, request, facts, templates)
            if last:
                return IssueOutcome(last, checked.findings, checked.accepted, altered, lacked, unchanged=True)
            if (meanwhile := archive.past()).reported != past.reported:
                checked = check_against(meanwhile)
                if request.final and set(doubts_in(checked.findings)) - set(doubts):
                    raise ArchiveError("Another final version was issued meanwhile.", "Run this again.")
            issue = _next_issue(archive, request, now, facts, corrections)
            made = make_version(making, checked.assessment, issue, archive)
            contents = _contents(archive, request, now, issue, checked, content, templates, made, damage)
            note_alone(request.output, LastMade(request.workbook, facts.report.authority))
            tell(f"Freezing version {issue.version}")
            version = _freeze(archive, contents)
    untold = tuple(gap_told(archive.past()))
    return IssueOutcome(version, checked.findings, checked.accepted, altered, lacked, untold=untold)


def _refuse_unseen(request: IssueRequest, content: bytes) -> None:
    """Raise BvdocsError for a workbook that is not the one which whoever asks has seen."""
    if request.expected_workbook and hash_of(content) != request.expected_workbook:
        raise BvdocsError(
            f"No version was issued: {request.workbook} was saved a moment ago, and this is not what you have seen.",
            "See what the save changed, then issue it.",
        )


def _next_issue(
    archive: Archive, request: IssueRequest, now: datetime, facts: Assessment, corrections: tuple[Correction, ...]
) -> Issue:
    """Return what the document history says of the version that comes next.

    Raise ArchiveError if it is another one than was expected.
    """
    version = archive.next_version(final=request.final)
    if request.expected not in (None, version):
        raise ArchiveError(
            f"No version {request.expected} was issued: another version was issued meanwhile, and the next is"
            f" {version}.",
            "Look at what was issued, and issue another one if it is wanted.",
        )
    return Issue(
        version=version,
        day=now.date(),
        by=request.by,
        note=request.note,
        committee=facts.report.committee,
        meeting_date=facts.report.meeting_date,
        corrections=corrections,
    )


def _contents(
    archive: Archive, request: IssueRequest, now: datetime, issue: Issue, checked: Checked, workbook: bytes,
    templates: Mapping[str, bytes], made: MadeFiles, damage: tuple[str, ...],
) -> Contents:  # fmt: skip
    """Return all that the version is made of; an archive gets its id with its first version."""
    return Contents(
        archive_id=archive.identity or token_hex(_IDENTITY_BYTES),
        machine=platform.node(),
        issue=issue,
        issued_at=now,
        assessment=published(checked.assessment),
        documents=made.files,
        pages=made.pages,
        workbook=workbook,
        templates=templates,
        made_from=describe_inputs(request.workbook.name, workbook, templates),
        found=describe_findings(checked.findings, checked.accepted),
        despite_damage=damage,
    )


def _refuse_unsound(archive: Archive, request: IssueRequest) -> tuple[tuple[Difference, ...], tuple[str, ...]]:
    """Return what in the archive is not as it was issued, by its manifests, and all that is recorded of it.

    Raise ArchiveError if there is anything, unless it was said that a version is to be issued all the same; and in any
    case if a copy stands.
    """
    refuse_copies(archive)
    altered = verify_manifests(archive.folder)
    damage = damage_in(archive, altered)
    if not request.despite_damage:
        refuse_damage(damage)
    return altered, damage


def _unchanged(
    archive: Archive, request: IssueRequest, facts: Assessment, templates: Mapping[str, bytes]
) -> Archived | None:
    """Return the last version, if none is to be made because nothing differs from it and there is no note on any."""
    last = archive.latest
    if last and last.version != max(archive.standing):
        return None  # what the last one said cannot be read
    wanted = request.again or request.corrections
    return last if last and not wanted and _is_as_issued(last, request, facts, templates) else None


def unchanged_version(request: IssueRequest) -> Archived | None:
    """Return the last version, if one that is issued now would say just what it says; else None.

    Raise BvdocsError where the workbook or the templates cannot be read.
    """
    from bvdocs.workbook.reading.reader import read_workbook

    archive = Archive(request.output / ARCHIVE)
    if archive.latest is None:
        return None
    with limited(of_workbook(request.workbook, "reading it")):
        facts = published(read_workbook(request.workbook, read_file(request.workbook)).assessment)
    return _unchanged(archive, request, facts, read_templates(request.templates))


def _is_as_issued(last: Archived, request: IssueRequest, facts: Assessment, templates: Mapping[str, bytes]) -> bool:
    """Say whether the next version would say what the last one says, and be no more final than it."""
    try:
        said = last.assessment()
    except ArchiveError:
        return False  # what was altered is told, and is not what would be issued
    return (
        assessment_as_json(facts) == assessment_as_json(said)
        and {name: hash_of(content) for name, content in templates.items()} == last.made_from.templates
        and (last.version.is_final or not request.final)
    )


def bring_list_up_to_date(archive: Path) -> tuple[Archived, ...]:
    """Add to the list of all versions those that it lacks and that the chain proves; return them.

    The caller is alone in the archive. What the list says already stays: a manifest that was changed since then must
    not look as if it was not. So does a list that cannot be read: there is none then that is lacked by it.
    """
    lacked = unlisted(archive)
    if lacked:
        listed = read_list(archive / HASHES)
        fresh = {f"{each.folder.relative_to(archive).as_posix()}/{MANIFEST}": each.fingerprint for each in lacked}
        write_list(archive, as_list(listed | fresh))
    return lacked


def _freeze(archive: Archive, contents: Contents) -> Archived:
    """Add the version to the archive as it was seen, then its manifest's hash to the list of all."""
    issue = contents.issue
    files = version_files(contents, archive.last_proved)
    meeting = meeting_folder(issue.meeting_date, issue.committee)
    folder = freeze(archive.folder, meeting, version_folder(issue.version), files, archive.seen)
    withdraw_if_not_alone(archive.folder, folder, archive.seen)
    try:
        flush_names(folder)
        bring_list_up_to_date(archive.folder)
    except ArchiveError as fault:
        raise ArchiveError(
            f"Version {issue.version} was issued and stands in {folder}; the list of all versions could not be brought"
            f" up to date: {fault.message}",
            "The next issue does that.",
        ) from fault
    return read_version(folder)
