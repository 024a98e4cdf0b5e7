"""The Word documents that bvdocs made, each ready to be compared with one that came back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC
from functools import cache, partial
from pathlib import Path

from bvdocs.commands.archived_workbooks import past_in, read_as_issued
from bvdocs.commands.documents import build_view_since, documents_of_all_themes, documents_of_themes
from bvdocs.core.documents import DOCUMENTS
from bvdocs.core.errors import ArchiveError
from bvdocs.core.history import Past
from bvdocs.core.limits import limited, of_template
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
THE_CURRENT = "the documents made last"


def word_origins(output: Path, templates: Path, assessment: Assessment) -> tuple[MadeDocument, ...]:
    """Return every Word document that stands in the output: those made last, and those of every version, newest first.

    `assessment` is what the workbook says now, with its exempt rows: those made last are made from it.
    """
    archive = archive_in(output)
    return (*_current(output, templates, assessment, archive), *_archived(archive))


def _current(output: Path, templates: Path, assessment: Assessment, archive: Archive) -> Iterator[MadeDocument]:
    folder = output / CURRENT
    standing = read_standing(folder, read_manifest(folder))
    tracer = _tracer(templates, lambda: assessment, DRAFT, lambda: past_in(archive))
    for name, content in standing.files.items():
        if name.endswith(_WORD):
            yield MadeDocument(name, THE_CURRENT, content, partial(tracer, name.removesuffix(_WORD)))


def _archived(archive: Archive) -> Iterator[MadeDocument]:
    for version in reversed(archive.versions):
        tracer = _tracer_of(version, archive)
        signature = (version.issue.by, f"{version.issued_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}")
        for record in version.documents:
            if record.name.endswith(_WORD):
                file = name_without_version(record.name, version.version).removesuffix(_WORD)
                made_from = f"version {version.version}"
                yield MadeDocument(record.name, made_from, version.read(record.name), partial(tracer, file), signature)


def _tracer_of(version: Archived, archive: Archive) -> Callable[[str], Traced]:
    """Return what traces a document of a version: with its workbook, its templates and its past, as it was issued."""

    def past() -> Past:
        before = past_in(archive, before=version.version)
        return replace(before, issues=(*before.issues, version.issue))

    templates = version.folder / TEMPLATES
    return _tracer(templates, lambda: read_as_issued(version), edition_of(version.version), past)


def _tracer(
    templates: Path, read: Callable[[], Assessment], edition: Edition, past: Callable[[], Past]
) -> Callable[[str], Traced]:
    """Return what traces the document of the file named: what it needs is read when it is first asked for."""

    @cache
    def ready() -> tuple[ReportView, Assessment, TracedWordRenderer]:
        brand, assessment = read_brand(templates), read()
        view = build_view_since(assessment, brand, edition, past())
        return view, assessment, TracedWordRenderer(templates, brand)

    def trace(file: str) -> Traced:
        view, assessment, renderer = ready()
        of_themes = (documents_of_themes(each, view.themes) for each in DOCUMENTS if each.for_each_theme)
        wanted = [*documents_of_all_themes(view), *(each for documents in of_themes for each in documents)]
        found = next((each for each in wanted if each.file == file), None)
        if found is None:
            raise ArchiveError(
                f"{file}{_WORD} is a document that the workbook does not make any more.",
                "Give the workbook that it was made from.",
            )
        template = f"{found.document.name}{_WORD}"
        with limited(of_template(templates / template, f"filling it in for {found.file}")):
            traced = renderer.trace(template, view, found.title, found.theme)
        return Traced(traced.content, traced.cells, assessment)

    return trace
