"""The drafts in `outputs/current/`: read, check, make the documents, publish; unless nothing has changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bvdocs.commands.check import Checked, check_inputs, check_templates_here
from bvdocs.core.documents import FORMATS
from bvdocs.core.errors import UnknownThemeError
from bvdocs.core.findings import AcceptedFinding, Finding, has_errors
from bvdocs.core.history import Past
from bvdocs.core.model import Assessment
from bvdocs.core.progress import Progress
from bvdocs.storage.current import CURRENT, refuse_unwritable_output, replace_current
from bvdocs.templating.folder import read_templates
from bvdocs.workbook.reading.file import read_file

if TYPE_CHECKING:
    from bvdocs.commands.documents import MakingOptions
    from bvdocs.storage.archive.versions import Archive
    from bvdocs.storage.file_records import FileRecord
    from bvdocs.storage.manifest import Manifest

# What else than the formats that are wanted decides what is found in the templates.
_OF_TEMPLATES = ("program", "libraries", "templates", "machine")


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What to make; no `themes` means all of them. `named` says whether somebody asked for this very workbook.

    With `pack`, the documents in one file too, and a page that leads to all files; PDFs are then among the `formats`.
    """

    workbook: Path
    output: Path
    templates: Path
    themes: tuple[int, ...] = ()
    formats: tuple[str, ...] = FORMATS
    named: bool = True
    pack: bool = False


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
    from bvdocs.storage.archive.versions import archive_in
    from bvdocs.storage.last_made import LastMade, note_last_workbook
    from bvdocs.storage.manifest import is_as_made, read_manifest, read_standing

    content = read_file(request.workbook)
    archive = archive_in(request.output)
    inputs = inputs_of(request, content, read_templates(request.templates), archive)
    faults = archive_faults(archive)
    current = request.output / CURRENT
    before = read_manifest(current)
    if before and before.inputs == inputs and is_as_made(current):
        tell("Nothing has changed since these documents were made")
        note_last_workbook(request.output, request.workbook)
        return ReportOutcome(before.documents, before.findings, before.accepted, unchanged=True, archive_faults=faults)

    from bvdocs.commands.another_council import refuse_another_council
    from bvdocs.commands.archived_workbooks import past_in
    from bvdocs.commands.documents import ready_to_make

    def refuse(assessment: Assessment) -> None:
        if not request.named:
            refuse_another_council(request.workbook, assessment.report.authority, request.output, archive)
        _refuse_unknown_themes(request, assessment)
        refuse_unwritable_output(request.output)

    standing = read_standing(current, before)
    known = _found_in_templates(before, inputs)
    with ready_to_make(request.templates, tell, request.formats, request.themes, standing, pack=request.pack) as making:
        made = make_report_files(request.workbook, content, making, inputs, past_in(archive), refuse, known)
    if not made.files:
        return ReportOutcome((), made.checked.findings, made.checked.accepted, archive_faults=faults)
    tell(f"Writing {current}", f"{len(made.files)} files")
    authority = made.checked.assessment.report.authority
    kept = replace_current(request.output, made.files, is_as_made, LastMade(request.workbook, authority))
    return ReportOutcome(
        made.documents, made.checked.findings, made.checked.accepted, stood=made.stood, kept=kept, archive_faults=faults
    )


def inputs_of(
    request: ReportRequest, content: bytes, templates: Mapping[str, bytes], archive: "Archive"
) -> dict[str, Any]:
    """Return what the documents are made from and with: if that is the same, so are they."""
    from bvdocs.render.recipes import describe_layout
    from bvdocs.storage.manifest import describe_inputs

    inputs = {
        **describe_inputs(request.workbook.name, content, templates),
        "request": {
            "themes": sorted(request.themes),
            "formats": sorted(request.formats),
            **({"pack": True} if request.pack else {}),
        },
        "issued_before": archive.latest.fingerprint if archive.latest else None,
        "machine": describe_layout(),
    }
    return inputs | ({"archive_damaged": [str(each) for each in archive.damaged]} if archive.damaged else {})


def archive_faults(archive: "Archive") -> tuple[str, ...]:
    """Return what is told of what is damaged in the archive, and of what the documents therefore do not say."""
    from bvdocs.commands.archive_state import faults_told, gap_told

    return (*faults_told(archive), *(gap_told(archive.past()) if archive.damaged else ()))


def _found_in_templates(before: "Manifest | None", inputs: Mapping[str, Any]) -> Sequence[Finding] | None:
    """Return what was found in the templates last time; None unless nothing else would be found in them now."""
    if before is None or any(before.inputs.get(each) != inputs[each] for each in _OF_TEMPLATES):
        return None
    if before.inputs["request"]["formats"] != inputs["request"]["formats"]:
        return None
    from bvdocs.templating import in_order

    found = (*before.findings, *(each.finding for each in before.accepted))
    return in_order(each for each in found if each.of_template)


class ReportFiles(NamedTuple):
    """What was found, and what was made: every file by name, with the records; none if there are errors.

    `stood` names the files that were not made again.
    """

    checked: Checked
    documents: "tuple[FileRecord, ...]" = ()
    files: Mapping[str, bytes] = {}
    stood: frozenset[str] = frozenset()


def make_report_files(
    workbook: Path,
    content: bytes,
    making: "MakingOptions",
    inputs: Mapping[str, Any],
    past: Past,
    refuse: Callable[[Assessment], None] = lambda _assessment: None,
    found_in_templates: Sequence[Finding] | None = None,
) -> ReportFiles:
    """Check a workbook, whose file holds this content, and make its documents with their records, in memory.

    `workbook` is what it is called where something is told of it. `refuse` may raise before anything is made. The
    templates are not looked at where it is known what is `found_in_templates`.
    """
    from bvdocs.commands.documents import make_documents
    from bvdocs.storage.file_records import record_files
    from bvdocs.storage.manifest import make_records
    from bvdocs.view import DRAFT

    look = check_templates_here if found_in_templates is None else lambda *_: found_in_templates
    checked = check_inputs(workbook, content, making.templates, making.tell, making.formats, past, check_templates=look)
    if has_errors(checked.findings):
        return ReportFiles(checked)
    refuse(checked.assessment)
    made = make_documents(making, checked.assessment, DRAFT, past)
    documents = record_files(made.files, made.pages)
    records = make_records(inputs, documents, made.recipes, checked.findings, checked.accepted)
    return ReportFiles(checked, documents, {**made.files, **records}, made.stood)


def _refuse_unknown_themes(request: ReportRequest, assessment: Assessment) -> None:
    numbers = sorted(theme.number for theme in assessment.themes)
    for number in request.themes:
        if number not in numbers:
            raise UnknownThemeError(
                f"{request.workbook} has no theme {number}.", f"It has: {', '.join(str(each) for each in numbers)}."
            )
