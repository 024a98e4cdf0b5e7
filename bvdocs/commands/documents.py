"""Making the documents: view, draw, lay out, fill; Word and PDF side by side.

Each heavy library is imported when its stage begins, while the second process works.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bvdocs.commands.archived_workbooks import past_in
from bvdocs.core.brand import Brand
from bvdocs.core.documents import ACTION_PLAN, DOCUMENTS, FORMATS, Document
from bvdocs.core.errors import TemplateError
from bvdocs.core.history import Issue, Past
from bvdocs.core.limits import Task, limited, of_document, of_template
from bvdocs.core.model import Assessment
from bvdocs.core.progress import Progress
from bvdocs.core.publishing import published
from bvdocs.render.pdf.processes import StartPdf, pdf_workers
from bvdocs.render.picture import Picture
from bvdocs.storage.archive.versions import Archive
from bvdocs.templating.brand_file import read_brand
from bvdocs.view import ReportView, ThemeView, build_view, edition_of, with_action_pages
from bvdocs.view.document_views import Edition
from bvdocs.view.names import theme_slug

if TYPE_CHECKING:
    from bvdocs.render.pdf.layout import Pdf

# Beside this one, which lays out pages too while it waits; each is started only when the others have fallen behind.
_PDF_PROCESSES = min(3, max(1, (os.cpu_count() or 1) - 1))


@dataclass(frozen=True, slots=True)
class MakingOptions:
    """How documents are made: from which templates, in which formats, of which themes (no number means all)."""

    templates: Path
    start_pdf: StartPdf
    tell: Progress
    formats: tuple[str, ...] = FORMATS
    themes: tuple[int, ...] = ()


class MadeFiles(NamedTuple):
    """Every file by name, in order of name, and the number of pages of the PDFs."""

    files: dict[str, bytes]
    pages: dict[str, int]


@contextmanager
def ready_to_make(
    templates: Path, tell: Progress, formats: tuple[str, ...] = FORMATS, themes: tuple[int, ...] = ()
) -> Iterator[MakingOptions]:
    """Yield how to make documents, with the processes that lay out the PDFs; these begin to load what they need."""
    with pdf_workers(_PDF_PROCESSES) as start_pdf:
        yield MakingOptions(templates, start_pdf, tell, formats, themes)


def make_documents(making: MakingOptions, assessment: Assessment, edition: Edition, past: Past) -> MadeFiles:
    """Make the documents of an assessment, in memory, with nothing of its exempt rows in them.

    `past` is what was issued before.
    """
    brand = read_brand(making.templates)
    with limited(of_document("the assessment", "putting it into words and figures")):
        view = build_view_since(assessment, brand, edition, past)
    return render_documents(making, view, brand)


def make_version(making: MakingOptions, assessment: Assessment, issue: Issue, archive: Archive) -> MadeFiles:
    """Make the documents of a version, stamped with it and with the versions before it.

    `assessment` has its exempt rows.
    """
    before = past_in(archive, before=issue.version)
    past = replace(before, issues=(*before.issues, issue))
    return make_documents(making, assessment, edition_of(issue.version), past)


def build_view_since(assessment: Assessment, brand: Brand, edition: Edition, past: Past) -> ReportView:
    """Return the view of what may be published, with what changed since the version reported last, if there is one.

    `assessment` has its exempt rows: what was published then and is exempt now is not told again.
    """
    from bvdocs.comparison import (
        compare,
        dates_by_action,
        with_first_dates,
        with_previous_ratings,
        without_exempt_now,
    )

    facts, past = published(assessment), without_exempt_now(past, assessment)
    last = past.last_reported(assessment.report.meeting_date)
    if last is None:
        return build_view(facts, brand, edition, past)
    dates = dates_by_action(past.reported, facts)
    # What changed is told of what was printed and is: of the dates first agreed that the archive knows.
    printed_then = with_first_dates(last.assessment, dates_by_action(past.before(last), last.assessment))
    changes = compare(printed_then, with_first_dates(facts, dates))
    return build_view(with_previous_ratings(last.assessment, facts), brand, edition, past, changes, dates)


def render_documents(making: MakingOptions, view: ReportView, brand: Brand) -> MadeFiles:
    """Make every document of a view, in memory: first those of all themes, for the page numbers of the action plan."""
    tell, source = making.tell, f"from {making.templates}"
    tell("Drawing the pictures", "heatmaps, movements, and a timeline for each theme with actions")
    pictures = _draw(view, brand)
    maker = _DocumentMaker(making, brand, pictures)
    of_all = [
        _DocumentToMake(each, each.file(), each.title)
        for each in DOCUMENTS
        if not each.for_each_theme and (len(view.themes) > 1 or not each.needs_several_themes)
    ]
    tell(f"Making the {' and the '.join(each.title.lower() for each in of_all)}", source)
    maker.make(of_all, view)
    maker.files |= _picture_files(pictures)  # all that can be made without the page numbers is made before them
    paged = with_action_pages(view, _anchors(view, maker.laid_out(ACTION_PLAN), making.templates))
    themes = [theme for theme in paged.themes if not making.themes or theme.number in making.themes]
    for document in DOCUMENTS:
        if document.for_each_theme:
            wanted = [
                _DocumentToMake(document, document.file(theme_slug(theme)), theme.title, theme) for theme in themes
            ]
            tell(f"Making {len(wanted)} {document.name}{'s' if len(wanted) != 1 else ''}", source)
            maker.make(wanted, paged)
    return maker.made()


class _DocumentToMake(NamedTuple):
    """A document to be made: the name of its files, its title, and the theme it is of, if of one."""

    document: Document
    file: str
    title: str
    theme: ThemeView | None = None


class _DocumentMaker:
    """Makes documents in the formats asked for; what is made first is laid out first."""

    def __init__(self, making: MakingOptions, brand: Brand, pictures: dict[str, Picture]) -> None:
        from bvdocs.render.page import PageRenderer

        self.files: dict[str, bytes] = {}
        self._pages = PageRenderer(making.templates, pictures, brand)
        self._templates = making.templates
        self._word = making.templates, pictures, brand
        self._formats = making.formats
        self._start_pdf = making.start_pdf
        self._pdfs: dict[str, tuple[Task, Future[Pdf]]] = {}

    def make(self, wanted: Sequence[_DocumentToMake], view: ReportView) -> None:
        """Make the pages, begin with the PDFs, and make the Word files meanwhile.

        The PDF of the action plan is made in any case, for its page numbers.
        """
        for each in wanted:
            template = f"{each.document.name}.html"
            with self._limited(template, f"filling it in for {each.file}"):
                page = self._pages.render(template, view, each.theme)
            if "pdf" in self._formats or each.document is ACTION_PLAN:
                task = of_template(self._templates / template, f"laying out {each.file}.pdf")
                self._pdfs[each.file] = task, self._start_pdf(page, task)
            if "html" in self._formats:
                self.files[f"{each.file}.html"] = page.encode()
        if "word" in self._formats:
            from bvdocs.render.word.document import WordRenderer

            word = WordRenderer(*self._word)
            for each in wanted:
                template = f"{each.document.name}.docx"
                with self._limited(template, f"filling it in for {each.file}"):
                    content = word.render(template, view, each.title, each.theme)
                self.files[f"{each.file}.docx"] = content

    def laid_out(self, document: Document) -> "Pdf":
        """Return the PDF of a document that there is one of, once it is there."""
        return self._awaited(document.file())

    def _awaited(self, file: str) -> "Pdf":
        """Return a PDF once it is there: those asked for before it are, so it is being laid out, or next."""
        task, future = self._pdfs[file]
        with limited(task):
            return future.result()

    def _limited(self, template: str, doing: str) -> AbstractContextManager[None]:
        return limited(of_template(self._templates / template, doing))

    def made(self) -> MadeFiles:
        """Return all that was made, once the last PDF is there."""
        pages: dict[str, int] = {}
        if "pdf" in self._formats:
            for file in self._pdfs:
                pdf = self._awaited(file)
                self.files[f"{file}.pdf"], pages[f"{file}.pdf"] = pdf.content, pdf.pages
        return MadeFiles(dict(sorted(self.files.items())), pages)


def _draw(view: ReportView, brand: Brand) -> dict[str, Picture]:
    """Draw every picture; return them by the name of their files."""
    from bvdocs.render.figures.all_themes import draw_all_themes
    from bvdocs.render.figures.canvas import Pen
    from bvdocs.render.figures.heatmap import draw_heatmap
    from bvdocs.render.figures.movement import draw_movement
    from bvdocs.render.figures.timeline import draw_timeline

    pen = Pen(brand)
    pictures: dict[str, Picture] = {}
    for theme in view.themes:
        with limited(of_document(f"theme {theme.number}", "drawing its pictures")):
            pictures |= {timeline.file: draw_timeline(timeline, pen) for timeline in theme.timelines}
            if theme.heatmap.cells:
                pictures[theme.heatmap.file] = draw_heatmap(theme.heatmap, pen)
            if theme.movement:
                pictures[theme.movement.file] = draw_movement(theme.movement, pen)
    if view.overview and view.overview.heatmap.bands:
        with limited(of_document("the overview", "drawing the heatmap of all themes")):
            pictures[view.overview.heatmap.file] = draw_all_themes(view.overview.heatmap, pen)
    return pictures


def _anchors(view: ReportView, plan: "Pdf", templates: Path) -> dict[str, int]:
    """Return the pages of the anchors in the action plan; raise TemplateError if its template has dropped one."""
    for theme in view.themes:
        for name in (theme.anchor, theme.end_anchor):
            if theme.actions and name not in plan.anchors:
                raise TemplateError(
                    f"{templates / ACTION_PLAN.name}.html: nothing has the id '{name}', by which pages are found.",
                    'Give each theme\'s heading id="{{ theme.anchor }}", and its end an element with'
                    ' id="{{ theme.end_anchor }}".',
                )
    return plan.anchors


def _picture_files(pictures: dict[str, Picture]) -> dict[str, bytes]:
    svgs = {f"figures/{name}.svg": picture.svg for name, picture in pictures.items()}
    return svgs | {f"figures/{name}.png": picture.png for name, picture in pictures.items()}
