"""A preview: the pages as they would be published, made again at each save, with as little work as can be."""

import os
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from bvdocs.core.documents import DOCUMENTS, FORMATS, in_reading_order
from bvdocs.core.errors import ArchiveError, BvdocsError
from bvdocs.core.findings import AcceptedFinding, Finding, has_errors
from bvdocs.core.history import NO_PAST, Past
from bvdocs.core.progress import Progress, tell_nobody
from bvdocs.core.recipes import NOTHING_STANDS, StandingFiles

if TYPE_CHECKING:
    from bvdocs.commands.documents import DocumentToMake
    from bvdocs.core.brand import Brand
    from bvdocs.core.model import Assessment
    from bvdocs.render.marked_page import MarkedPageRenderer
    from bvdocs.render.picture import Picture
    from bvdocs.render.recipes import RecipeFinder
    from bvdocs.view import ReportView, ThemeView

# Of PDFs and Word files; the pages are in the preview.
PAPER_FORMATS = ("word", "pdf")
# Printed for the pages of the action plan while its PDF is not laid out.
_PAGES_TO_COME = "pages …"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A web page as it will be published, but for the marks of the cells in it; `file` is its name without `.html`.

    `cells` has the words that are printed from a cell, by the cell: 'Criteria!D14'.
    """

    file: str
    title: str
    html: str
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a workbook says, what was found in it and in the templates, and its pages.

    There are no pages where there are errors among the findings, or a `fault` that kept them from being made.
    `findings` are in the order in which the command line prints them. `archive_faults` says what of the archive is
    damaged.
    """

    authority: str
    title: str
    meeting: str
    pages: tuple[PreviewPage, ...]
    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...]
    archive_faults: tuple[str, ...] = ()
    fault: BvdocsError | None = None


class Last(Generic[T]):
    """What was made last; it is made again when what it was made from is another."""

    def __init__(self) -> None:
        self._made: tuple[Hashable, T] | None = None

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is made from what has this key."""
        if self._made is None or self._made[0] != key:
            self._made = (key, make())
        return self._made[1]


class Kept:
    """What one preview leaves for the next: nothing is made twice.

    `anchors` are the pages of the action plan's anchors, as its PDF was laid out last; None while nobody knows.
    """

    def __init__(self) -> None:
        self.anchors: Mapping[str, int] | None = None
        self.templates: Last[_Templates] = Last()
        self.archive: Last[_Archive] = Last()
        self.pictures = NOTHING_STANDS


class _Templates:
    """The templates of a folder, as they stand: each part of the work on them is done when it is asked for, once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.pictures: dict[str, Picture] = {}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        from bvdocs.commands.check import check_templates_here

        return tuple(check_templates_here(self._folder, FORMATS))

    @cached_property
    def brand(self) -> "Brand":
        from bvdocs.templating.brand_file import read_brand

        return read_brand(self._folder)

    @cached_property
    def recipes(self) -> "RecipeFinder":
        from bvdocs.render.recipes import RecipeFinder
        from bvdocs.storage.manifest import describe_program

        return RecipeFinder(self._folder, self.brand, describe_program())

    @cached_property
    def pages(self) -> "MarkedPageRenderer":
        from bvdocs.render.marked_page import MarkedPageRenderer

        return MarkedPageRenderer(self._folder, self.pictures, self.brand)


@dataclass(frozen=True, slots=True)
class _Archive:
    """What was issued before, what of the archive is damaged, and the fault of one that cannot be read at all."""

    past: Past = NO_PAST
    faults: tuple[str, ...] = ()
    fault: ArchiveError | None = None


def make_preview(workbook: Path, content: bytes, templates: Path, output: Path, kept: Kept) -> Preview:
    """Read and check a workbook, whose file holds this content, and make its pages, in memory.

    Raise WorkbookUnreadableError if the file is no workbook, TemplateError if the templates cannot be read.
    """
    from bvdocs.commands.check import check_inputs
    from bvdocs.core.english import date_words
    from bvdocs.core.findings_order import by_sheet
    from bvdocs.storage.archive.layout import ARCHIVE

    made_from = kept.templates.of(templates_as_they_are(templates), lambda: _Templates(templates))
    archive = kept.archive.of(_as_it_stands(output / ARCHIVE), lambda: _read_archive(output))
    faults = [archive.fault] if archive.fault else []
    checked = check_inputs(
        workbook,
        content,
        templates,
        tell_nobody,
        past=archive.past,
        excuse=faults.append,
        check_templates=lambda _folder, _formats: made_from.findings,
    )
    report = checked.assessment.report
    findings = tuple(each for _, group in by_sheet(checked.findings) for each in group)
    preview = Preview(
        report.authority, report.title, date_words(report.meeting_date), (), findings, checked.accepted, archive.faults
    )
    if has_errors(findings):
        return preview
    if faults:
        # Without what was issued before nobody knows what must not be told again.
        return replace(preview, fault=faults[0])
    try:
        return replace(preview, pages=_make_pages(checked.assessment, templates, made_from, archive.past, output, kept))
    except BvdocsError as fault:
        return replace(preview, fault=fault)


def templates_as_they_are(folder: Path) -> Hashable:
    """Return what is another when a file of the templates is; raise TemplateError if they cannot be read."""
    from bvdocs.core.hashing import hash_of
    from bvdocs.templating.folder import links_out_of, read_templates

    files = tuple((name, hash_of(content)) for name, content in read_templates(folder).items())
    return files, tuple(links_out_of(folder))


def archive_as_it_stands(output: Path) -> Hashable:
    """Return what is another when a file of the archive is."""
    from bvdocs.storage.archive.layout import ARCHIVE

    return _as_it_stands(output / ARCHIVE)


def _as_it_stands(folder: Path) -> Hashable:
    """Return each file below a folder with its size, its time and its number in the file system."""
    found = []
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = os.path.join(parent, name)  # noqa: PTH118 - an archive has thousands
            with suppress(OSError):  # it has just gone
                facts = os.lstat(path)
                found.append((path, facts.st_size, facts.st_mtime_ns, facts.st_ino))
    return tuple(sorted(found))


def _read_archive(output: Path) -> _Archive:
    from bvdocs.commands.archived_workbooks import past_in
    from bvdocs.commands.report import archive_faults
    from bvdocs.storage.archive.versions import archive_in

    try:
        archive = archive_in(output)
        return _Archive(past_in(archive), archive_faults(archive))
    except ArchiveError as fault:
        return _Archive(fault=fault)


def _make_pages(
    assessment: "Assessment", templates: Path, made_from: _Templates, past: Past, output: Path, kept: Kept
) -> tuple[PreviewPage, ...]:
    """Return the pages, as `render_documents` makes them."""
    from bvdocs.commands.documents import build_view_since, documents_of_all_themes, documents_of_themes
    from bvdocs.core.limits import limited, of_document, of_template
    from bvdocs.render.pictures import Pictures
    from bvdocs.view import DRAFT

    with limited(of_document("the assessment", "putting it into words and figures")):
        view = build_view_since(assessment, made_from.brand, DRAFT, past)
    pictures = Pictures(view, made_from.brand, made_from.recipes, kept.pictures)
    kept.pictures = pictures.standing_for_pages()
    made_from.pictures.clear()
    made_from.pictures.update(pictures.drawn)

    def page(wanted: "DocumentToMake", view: "ReportView") -> PreviewPage:
        template = f"{wanted.document.name}.html"
        with limited(of_template(templates / template, f"filling it in for {wanted.file}")):
            marked = made_from.pages.render(template, view, wanted.theme)
            return PreviewPage(wanted.file, wanted.title, marked.html, marked.cells)

    if kept.anchors is None:
        kept.anchors = _anchors_of_last_time(output)
    paged = _with_action_pages(view, kept.anchors)
    of_themes = (documents_of_themes(each, paged.themes) for each in DOCUMENTS if each.for_each_theme)
    wanted = [*documents_of_all_themes(view), *(each for documents in of_themes for each in documents)]
    return tuple(page(each, paged if each.theme else view) for each in in_reading_order(wanted))


def _anchors_of_last_time(output: Path) -> Mapping[str, int]:
    """Return the pages of the action plan that was made last, if one stands."""
    from bvdocs.storage.current import CURRENT
    from bvdocs.storage.manifest import read_manifest

    manifest = read_manifest(output / CURRENT)
    return manifest.recipes.anchors if manifest else {}


def _with_action_pages(view: "ReportView", anchors: Mapping[str, int]) -> "ReportView":
    """Add the pages of the action plan to each theme, as far as they are known."""
    from bvdocs.view import with_action_pages

    def is_known(theme: "ThemeView") -> bool:
        return theme.anchor in anchors and theme.end_anchor in anchors

    if all(is_known(theme) for theme in view.themes if theme.actions):
        return with_action_pages(view, anchors)
    return replace(view, themes=tuple(replace(each, action_pages=_PAGES_TO_COME) for each in view.themes))


def make_papers(
    workbook: Path, digest: str, templates: Path, output: Path, standing: StandingFiles | None, tell: Progress
) -> StandingFiles | None:
    """Make the PDFs and the Word files of a workbook, in memory, but for those that stand.

    Without any, those stand that are in the output. None if the file has another hash by now, or if there are errors:
    a newer save is to be taken.
    """
    from bvdocs.commands.archived_workbooks import past_in
    from bvdocs.commands.check import check_inputs
    from bvdocs.commands.documents import make_documents, ready_to_make
    from bvdocs.core.hashing import hash_of
    from bvdocs.storage.archive.versions import archive_in
    from bvdocs.storage.current import CURRENT
    from bvdocs.storage.manifest import read_manifest, read_standing
    from bvdocs.view import DRAFT
    from bvdocs.workbook.reading.file import read_file

    content = read_file(workbook)
    if hash_of(content) != digest:
        return None
    past = past_in(archive_in(output))
    if standing is None:
        standing = read_standing(output / CURRENT, read_manifest(output / CURRENT))
    with ready_to_make(templates, tell, PAPER_FORMATS, standing=standing) as making:
        checked = check_inputs(workbook, content, templates, tell, past=past)
        if has_errors(checked.findings):
            return None
        made = make_documents(making, checked.assessment, DRAFT, past)
    return StandingFiles(made.files, made.pages, made.recipes)
