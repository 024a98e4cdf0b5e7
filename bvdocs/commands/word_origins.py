"""The Word documents that bvdocs made, each ready to be compared with one that came back."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC
from functools import cached_property, partial
from pathlib import Path

from bvdocs.commands.archived_workbooks import past_in, read_as_issued
from bvdocs.commands.documents import DocumentToMake, build_view_since, documents_of_all_themes, documents_of_themes
from bvdocs.core.documents import DOCUMENTS
from bvdocs.core.errors import ArchiveError
from bvdocs.core.history import Past
from bvdocs.core.limits import limited, of_document, of_template
from bvdocs.core.model import Assessment
from bvdocs.render.word.traced import TracedWordRenderer
from bvdocs.returns.word_files import MadeDocument, Traced
from bvdocs.storage.archive.layout import TEMPLATES, name_without_version
from bvdocs.storage.archive.reader import Archived
from bvdocs.storage.archive.versions import Archive, archive_in
from bvdocs.storage.current import CURRENT
from bvdocs.storage.manifest import read_manifest, read_standing
from bvdocs.templating.brand_file import read_brand
from bvdocs.view import DRAFT, ReportView, edition_of
from bvdocs.view.document_views import Edition

_WORD = ".docx"
THE_CURRENT, THE_WORKBOOK = "the documents made last", "the workbook"


def word_origins(output: Path, templates: Path, assessment: Assessment | None) -> tuple[MadeDocument, ...]:
    """Return every Word document that bvdocs made here: those made last, and those of every version, newest first.

    `assessment` is what the workbook says now, with its exempt rows: those made last are made from it. None stands for
    one with errors, of which no document can be made.
    """
    archive = archive_in(output)
    current = _current(output, templates, assessment, archive) if assessment else ()
    return (*current, *_archived(archive))


def _current(output: Path, templates: Path, assessment: Assessment, archive: Archive) -> Iterator[MadeDocument]:
    """Yield the documents of the workbook: as they stand, or, where they do not, as it would make them now."""
    folder = output / CURRENT
    standing = read_standing(folder, read_manifest(folder)).files
    tracer = _Tracer(templates, lambda: assessment, DRAFT, lambda: past_in(archive))
    report = assessment.report
    signature = (report.author or report.authority, f"{report.meeting_date.isoformat()}T00:00:00")
    for file in tracer.files:
        content = standing.get(f"{file}{_WORD}")
        made_from = THE_WORKBOOK if content is None else THE_CURRENT
        trace = partial(tracer.trace, file)
        yield MadeDocument(f"{file}{_WORD}", made_from, report.authority, content, trace, signature)


def _archived(archive: Archive) -> Iterator[MadeDocument]:
    """Yield the documents of versions that are as they were issued."""
    for version in reversed(archive.versions):
        tracer = _tracer_of(version, archive)
        signature = (version.issue.by, f"{version.issued_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}")
        for record in version.documents:
            if record.name.endswith(_WORD):
                with suppress(ArchiveError):  # 'bvdocs verify' tells of it; no file can be held against it
                    content = version.read(record.name)
                    file = name_without_version(record.name, version.version).removesuffix(_WORD)
                    trace = partial(tracer.trace, file)
                    made_from = f"version {version.version}"
                    yield MadeDocument(record.name, made_from, version.authority, content, trace, signature)


def _tracer_of(version: Archived, archive: Archive) -> "_Tracer":
    """Return what traces the documents of a version: with its workbook, templates and past, as it was issued."""

    def past() -> Past:
        before = past_in(archive, before=version.version)
        return replace(before, issues=(*before.issues, version.issue))

    templates = version.folder / TEMPLATES
    return _Tracer(templates, lambda: read_as_issued(version), edition_of(version.version), past)


class _Tracer:
    """Makes the documents of one state of the workbook with signs; what that takes is read when it is asked for."""

    def __init__(
        self, templates: Path, read: Callable[[], Assessment], edition: Edition, past: Callable[[], Past]
    ) -> None:
        self._templates, self._read, self._edition, self._past = templates, read, edition, past

    @cached_property
    def _assessment(self) -> Assessment:
        return self._read()

    @cached_property
    def _view(self) -> ReportView:
        brand = read_brand(self._templates)
        with limited(of_document("the assessment", "putting it into words and figures")):
            return build_view_since(self._assessment, brand, self._edition, self._past())

    @cached_property
    def files(self) -> dict[str, DocumentToMake]:
        """Return every document of the workbook, by the name of its files."""
        of_themes = (documents_of_themes(each, self._view.themes) for each in DOCUMENTS if each.for_each_theme)
        wanted = (*documents_of_all_themes(self._view), *(each for documents in of_themes for each in documents))
        return {each.file: each for each in wanted}

    def trace(self, file: str) -> Traced:
        """Return a document with its cells; raise ArchiveError if this program makes none of that name."""
        wanted = self.files.get(file)
        if wanted is None:
            raise ArchiveError(
                f"{file}{_WORD} was made by another release of bvdocs, and this one does not make it.",
                "Type its changes into the workbook.",
            )
        template = f"{wanted.document.name}{_WORD}"
        with limited(of_template(self._templates / template, f"filling it in for {wanted.file}")):
            renderer = TracedWordRenderer(self._templates, read_brand(self._templates))
            traced = renderer.trace(template, self._view, wanted.title, wanted.theme)
        return Traced(traced.content, traced.cells, self._assessment)
