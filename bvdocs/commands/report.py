"""The order of the stages: read, check, view, draw, render, publish."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bvdocs.core.errors import UnknownThemeError
from bvdocs.core.findings import AcceptedFinding, Finding, Severity, has_errors
from bvdocs.core.model import Assessment, published
from bvdocs.core.progress import Progress
from bvdocs.storage.current import CURRENT, publish
from bvdocs.templating.folder import read_brand, read_templates
from bvdocs.workbook.reading.file import read_file

if TYPE_CHECKING:
    from bvdocs.commands.documents import Made
    from bvdocs.core.brand import Brand
    from bvdocs.core.history import Past
    from bvdocs.render.pdf.processes import PdfWorkers
    from bvdocs.storage.file_records import FileRecord
    from bvdocs.view import ReportView
    from bvdocs.view.document_views import Edition

FORMATS = ("word", "pdf", "html")
# The second is started only when the first has fallen behind, as it does with many themes.
PDF_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Request:
    """What to make; no `themes` means all of them."""

    workbook: Path
    output: Path
    templates: Path
    themes: tuple[int, ...] = ()
    formats: tuple[str, ...] = FORMATS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was made, or stands unchanged; with errors among the findings, nothing was.

    `kept` is where a folder went in which somebody had changed something by hand.
    """

    documents: "tuple[FileRecord, ...]"
    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...]
    unchanged: bool = False
    kept: Path | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """An assessment with all that was found in it and in the templates, worst first; and what of that is accepted."""

    assessment: Assessment
    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...]


def check_inputs(
    workbook: Path, content: bytes, templates: Path, tell: Progress, formats: tuple[str, ...] = FORMATS
) -> Checked:
    """Read and check a workbook, whose file holds this content, and the templates of these formats.

    Raises WorkbookUnreadableError if the file is no workbook.
    """
    from bvdocs.templating.background import templates_checked_aside

    with templates_checked_aside(templates, formats) as of_templates:
        from bvdocs.checks import kept_confidential, run_checks, settle
        from bvdocs.workbook.reading.reader import read_workbook

        tell(f"Reading {workbook}")
        reading = read_workbook(workbook, content)
        assessment = reading.assessment
        tell("Checking it, and the templates", _size(assessment))
        of_workbook = (*kept_confidential(reading.findings, assessment), *run_checks(assessment))
        left, accepted = settle((*of_workbook, *of_templates()), assessment)
    order = list(Severity)
    return Checked(assessment, tuple(sorted(left, key=lambda each: order.index(each.severity))), accepted)


def _size(assessment: Assessment) -> str:
    counts = {
        "themes": assessment.themes,
        "characteristics": assessment.criteria,
        "bullets": assessment.bullets,
        "actions": assessment.actions,
    }
    return ", ".join(f"{what} {len(rows)}" for what, rows in counts.items())


def make_report(request: Request, tell: Progress) -> Outcome:
    """Make the documents of a workbook and publish them, unless nothing has changed since last time."""
    from bvdocs.storage.archive.layout import ARCHIVE
    from bvdocs.storage.archive.reader import Archive
    from bvdocs.storage.file_records import record_files
    from bvdocs.storage.manifest import MANIFEST, describe_inputs, is_as_made, make_manifest, read_manifest

    content = read_file(request.workbook)
    archive = Archive(request.output / ARCHIVE)
    inputs = {
        **describe_inputs(request.workbook.name, content, read_templates(request.templates)),
        "request": {"themes": sorted(request.themes), "formats": sorted(request.formats)},
        "issued_before": archive.latest.fingerprint if archive.latest else None,
    }
    current = request.output / CURRENT
    before = read_manifest(current)
    if before and before.inputs == inputs and is_as_made(current):
        tell("Nothing has changed since these documents were made")
        return Outcome(before.documents, before.findings, before.accepted, unchanged=True)

    from bvdocs.render.pdf.processes import pdf_workers
    from bvdocs.view import DRAFT

    with pdf_workers(PDF_PROCESSES) as workers:
        checked = check_inputs(request.workbook, content, request.templates, tell, request.formats)
        if has_errors(checked.findings):
            return Outcome((), checked.findings, checked.accepted)
        _refuse_unknown_themes(request, checked.assessment)
        making = Making(request.templates, request.formats, request.themes, workers, tell)
        made = making.make(checked.assessment, DRAFT, archive.past())
    documents = record_files(made.files, made.pages)
    manifest = make_manifest(inputs, documents, checked.findings, checked.accepted)
    tell(f"Writing {current}", f"{len(made.files) + 1} files")
    kept = publish(request.output, {**made.files, MANIFEST: manifest}, is_as_made)
    return Outcome(documents, checked.findings, checked.accepted, kept=kept)


def _refuse_unknown_themes(request: Request, assessment: Assessment) -> None:
    numbers = sorted(theme.number for theme in assessment.themes)
    for number in request.themes:
        if number not in numbers:
            raise UnknownThemeError(
                f"{request.workbook} has no theme {number}.", f"It has: {', '.join(str(each) for each in numbers)}."
            )


@dataclass(frozen=True, slots=True)
class Making:
    """How documents are made: from which templates, in which formats, of which themes (no number means all)."""

    templates: Path
    formats: tuple[str, ...]
    themes: tuple[int, ...]
    workers: "PdfWorkers"
    tell: Progress

    def make(self, assessment: Assessment, edition: "Edition", past: "Past") -> "Made":
        """The documents of an assessment, in memory, with nothing of its exempt rows in them.

        `past` is what was issued before.
        """
        from bvdocs.commands.documents import make_documents

        brand = read_brand(self.templates)
        view = build_view_since(assessment, brand, edition, past)
        themes = tuple(each for each in view.themes if not self.themes or each.number in self.themes)
        return make_documents(view, themes, brand, self.templates, self.formats, self.workers, self.tell)


def build_view_since(assessment: Assessment, brand: "Brand", edition: "Edition", past: "Past") -> "ReportView":
    """The view of what may be published, with what changed since the version reported last, if there is one.

    `assessment` has its exempt rows: what was published then and is exempt now is not told again.
    """
    from bvdocs.comparison.assessments import action_dates, compare, with_previous_ratings, withhold
    from bvdocs.view import build_view

    facts, last = published(assessment), past.last_reported(assessment.report.meeting_date)
    if last is None:
        return build_view(facts, brand, edition, past)
    changes = compare(withhold(last.assessment, assessment), facts)
    dates = action_dates(past.reported, facts)
    return build_view(with_previous_ratings(last.assessment, facts), brand, edition, past, changes, dates)
