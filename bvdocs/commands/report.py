"""The drafts in `outputs/current/`: read, check, make the documents, publish; unless nothing has changed."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bvdocs.commands.check import check_inputs
from bvdocs.core.documents import FORMATS
from bvdocs.core.errors import UnknownThemeError
from bvdocs.core.findings import AcceptedFinding, Finding, has_errors
from bvdocs.core.model import Assessment
from bvdocs.core.progress import Progress
from bvdocs.storage.current import CURRENT, refuse_unwritable_output, replace_current
from bvdocs.templating.folder import read_templates
from bvdocs.workbook.reading.file import read_file

if TYPE_CHECKING:
    from bvdocs.storage.file_records import FileRecord


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What to make; no `themes` means all of them. `named` says whether somebody asked for this very workbook."""

    workbook: Path
    output: Path
    templates: Path
    themes: tuple[int, ...] = ()
    formats: tuple[str, ...] = FORMATS
    named: bool = True


@dataclass(frozen=True, slots=True)
class ReportOutcome:
    """What was made, or stands unchanged; with errors among the findings, nothing was.

    `stood` names the files that were not made again, for they would be the same. `kept` is where a folder went in which
    somebody had changed something by hand. `archive_faults` says what of the archive is damaged, and what the documents
    therefore do not say.
    """

    documents: "tuple[FileRecord, ...]"
    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...]
    unchanged: bool = False
    stood: frozenset[str] = frozenset()
    kept: Path | None = None
    archive_faults: tuple[str, ...] = ()


def make_report(request: ReportRequest, tell: Progress) -> ReportOutcome:
    """Make the documents of a workbook and publish them, unless nothing has changed since last time.

    Raise UnnamedWorkbookError if nobody named it, and it is of another authority than what was issued.
    """
    from bvdocs.commands.archive_state import faults_told, gap_told
    from bvdocs.render.recipes import describe_layout
    from bvdocs.storage.archive.versions import archive_in
    from bvdocs.storage.file_records import record_files
    from bvdocs.storage.last_made import LastMade, note_last_workbook
    from bvdocs.storage.manifest import describe_inputs, is_as_made, make_records, read_manifest, read_standing

    content = read_file(request.workbook)
    archive = archive_in(request.output)
    inputs = {
        **describe_inputs(request.workbook.name, content, read_templates(request.templates)),
        "request": {"themes": sorted(request.themes), "formats": sorted(request.formats)},
        "issued_before": archive.latest.fingerprint if archive.latest else None,
        "machine": describe_layout(),
    }
    if archive.damaged:
        inputs["archive_damaged"] = [str(each) for each in archive.damaged]
    current = request.output / CURRENT
    before = read_manifest(current)
    faults = (*faults_told(archive), *(gap_told(archive.past()) if archive.damaged else ()))
    if before and before.inputs == inputs and is_as_made(current):
        tell("Nothing has changed since these documents were made")
        note_last_workbook(request.output, request.workbook)
        return ReportOutcome(before.documents, before.findings, before.accepted, unchanged=True, archive_faults=faults)

    from bvdocs.commands.another_council import refuse_another_council
    from bvdocs.commands.archived_workbooks import past_in
    from bvdocs.commands.documents import make_documents, ready_to_make
    from bvdocs.view import DRAFT

    standing = read_standing(current, before)
    with ready_to_make(request.templates, tell, request.formats, request.themes, standing) as making:
        past = past_in(archive)
        checked = check_inputs(request.workbook, content, request.templates, tell, request.formats, past)
        if has_errors(checked.findings):
            return ReportOutcome((), checked.findings, checked.accepted, archive_faults=faults)
        authority = checked.assessment.report.authority
        if not request.named:
            refuse_another_council(request.workbook, authority, request.output, archive)
        _refuse_unknown_themes(request, checked.assessment)
        refuse_unwritable_output(request.output)
        made = make_documents(making, checked.assessment, DRAFT, past)
    documents = record_files(made.files, made.pages)
    files = made.files | make_records(inputs, documents, made.recipes, checked.findings, checked.accepted)
    tell(f"Writing {current}", f"{len(files)} files")
    kept = replace_current(request.output, files, is_as_made, LastMade(request.workbook, authority))
    return ReportOutcome(
        documents, checked.findings, checked.accepted, stood=made.stood, kept=kept, archive_faults=faults
    )


def _refuse_unknown_themes(request: ReportRequest, assessment: Assessment) -> None:
    numbers = sorted(theme.number for theme in assessment.themes)
    for number in request.themes:
        if number not in numbers:
            raise UnknownThemeError(
                f"{request.workbook} has no theme {number}.", f"It has: {', '.join(str(each) for each in numbers)}."
            )
