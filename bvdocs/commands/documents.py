"""Making the documents: view, draw, lay out, fill; Word and PDF side by side.

Each heavy library is imported when its stage begins, while the second process works.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bvdocs.commands.archived_workbooks import past_in
from bvdocs.core.brand import Brand
from bvdocs.core.documents import ACTION_PLAN, DOCUMENTS, FORMATS, Document, in_reading_order
from bvdocs.core.english import listed
from bvdocs.core.errors import TemplateError
from bvdocs.core.history import Issue, Past
from bvdocs.core.limits import Task, limited, of_document, of_template
from bvdocs.core.model import Assessment
from bvdocs.core.progress import Progress
from bvdocs.core.publishing import published
from bvdocs.core.recipes import NOTHING_STANDS, Asked, Recipes, StandingFiles
from bvdocs.render.pdf.processes import StartPdf, pdf_workers
from bvdocs.render.pictures import Pictures
from bvdocs.render.recipes import RecipeFinder
from bvdocs.storage.archive.layout import name_in_version
from bvdocs.storage.archive.versions import Archive
from bvdocs.storage.manifest import describe_program
from bvdocs.templating.brand_file import read_brand
from bvdocs.view import ReportView, ThemeView, build_view, edition_of, with_action_pages
from bvdocs.view.document_views import Edition
from bvdocs.view.names import theme_slug

if TYPE_CHECKING:
    from bvdocs.render.pdf.layout import Pdf
    from bvdocs.render.word.document import WordRenderer

# Beside this one, which lays out pages too while it waits; each is started only when the others have fallen behind.
_PDF_PROCESSES = min(3, max(1, (os.cpu_count() or 1) - 1))


@dataclass(frozen=True, slots=True)
class MakingOptions:
    """How documents are made: from which templates, in which formats, of which themes (no number means all).

    With `pack`, also the pack of them, and the page that leads to all files; `name_of` returns what a file is called
    where it is put. What is `standing`, and would be made as it was, is taken as it stands.
    """

    templates: Path
    start_pdf: StartPdf
    tell: Progress
    formats: tuple[str, ...] = FORMATS
    themes: tuple[int, ...] = ()
    standing: StandingFiles = NOTHING_STANDS
    pack: bool = False
    name_of: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class MadeFiles:
    """Every file by name, in order of name, the number of pages of the PDFs, how each was made, and which `stood`."""

    files: dict[str, bytes]
    pages: dict[str, int]
    recipes: Recipes = field(default_factory=Recipes)
    stood: frozenset[str] = frozenset()


@contextmanager
def ready_to_make(
    templates: Path,
    tell: Progress,
    formats: tuple[str, ...] = FORMATS,
    themes: tuple[int, ...] = (),
    standing: StandingFiles = NOTHING_STANDS,
    *,
    pack: bool = False,
) -> Iterator[MakingOptions]:
    """Yield how to make documents, with the processes that lay out the PDFs; these begin to load what they need."""
    with pdf_workers(_PDF_PROCESSES) as start_pdf:
        yield MakingOptions(templates, start_pdf, tell, formats, themes, standing, pack)


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
    making = replace(making, name_of=lambda name: name_in_version(name, issue.version))
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
    if not past.reported:
        return build_view(facts, brand, edition, past)
    dates = dates_by_action(past.reported, facts)
    last = past.last_reported(assessment.report.meeting_date)
    if last is None:
        return build_view(facts, brand, edition, past, dates=dates)
    # What changed is told of what was printed and is: of the dates first agreed that the archive knows.
    printed_then = with_first_dates(last.assessment, dates_by_action(past.before(last), last.assessment))
    changes = compare(printed_then, with_first_dates(facts, dates))
    return build_view(with_previous_ratings(last.assessment, facts), brand, edition, past, changes, dates)


def render_documents(making: MakingOptions, view: ReportView, brand: Brand) -> MadeFiles:
    """Make every document of a view, in memory: first those of all themes, for the page numbers of the action plan."""
    tell, source = making.tell, f"from {making.templates}"
    tell("Drawing the pictures", "heatmaps, movements, and a timeline for each theme with actions")
    finder = RecipeFinder(making.templates, brand, describe_program())
    maker = _DocumentMaker(making, finder, brand, view)
    of_all = documents_of_all_themes(view)
    tell(f"Making the {listed([each.title.lower() for each in in_reading_order(of_all)])}", source)
    maker.make(of_all, view)
    maker.make_pictures()  # all that can be made without the page numbers is made before them
    paged = with_action_pages(view, maker.anchors(view))
    themes = [theme for theme in paged.themes if not making.themes or theme.number in making.themes]
    of_themes: list[DocumentToMake] = []
    for document in DOCUMENTS:
        if document.for_each_theme:
            wanted = documents_of_themes(document, themes)
            of_themes += wanted
            tell(f"Making {len(wanted)} {document.name}{'s' if len(wanted) != 1 else ''}", source)
            maker.make(wanted, paged)
    made = maker.made()
    if not making.pack:
        return made
    from bvdocs.commands.pack import with_pack

    return with_pack(making, finder, brand, view, in_reading_order([*of_all, *of_themes]), made)


class DocumentToMake(NamedTuple):
    """A document to be made: the name of its files, its title, and the theme it is of, if of one."""

    document: Document
    file: str
    title: str
    theme: ThemeView | None = None


def documents_of_all_themes(view: ReportView) -> list[DocumentToMake]:
    """Return those of all themes together: they are made first, for the page numbers of the action plan."""
    return [
        DocumentToMake(each, each.file(), each.title)
        for each in DOCUMENTS
        if not each.for_each_theme and each.is_made_of(view, each.needs)
    ]


def documents_of_themes(document: Document, themes: Sequence[ThemeView]) -> list[DocumentToMake]:
    """Return those of each theme, of a kind of document that there is for each."""
    return [DocumentToMake(document, document.file(theme_slug(theme)), theme.title, theme) for theme in themes]


class _PdfToCome(NamedTuple):
    """A PDF that was asked for, the page that it is laid out from, and the task of laying it out."""

    page: str
    task: Task
    pdf: "Future[Pdf]"


class _DocumentMaker:
    """Makes documents in the formats asked for, but for those that stand; what is made first is laid out first."""

    def __init__(self, making: MakingOptions, finder: RecipeFinder, brand: Brand, view: ReportView) -> None:
        from bvdocs.render.page import PageRenderer

        self._making, self._finder = making, finder
        self._pictures = Pictures(view, brand, self._finder, making.standing)
        self._files: dict[str, bytes] = {}
        self._recipes = self._pictures.recipes_of_files()
        self._stood = set(self._pictures.stood)
        self._asked: dict[str, Asked] = {}
        self._pages = PageRenderer(making.templates, self._pictures.drawn, brand)
        self._brand = brand
        self._pdfs: dict[str, _PdfToCome] = {}

    def make(self, wanted: Sequence[DocumentToMake], view: ReportView) -> None:
        """Make the pages, begin with the PDFs, and make the Word files meanwhile.

        The PDF of the action plan is made in any case, for its page numbers.
        """
        formats = self._making.formats
        for each in wanted:
            template = f"{each.document.name}.html"
            with self._limited(template, f"filling it in for {each.file}"):
                page = self._pages.render(template, view, each.theme)
            if "pdf" in formats or each.document is ACTION_PLAN:
                task = of_template(self._making.templates / template, f"laying out {each.file}.pdf")
                self._pdfs[each.file] = _PdfToCome(page, task, self._pdf(each, page, task))
            if "html" in formats:
                self._add_page(f"{each.file}.html", page.encode())
        if "word" in formats:
            for each in wanted:
                self._make_word(each, view)

    def _add_page(self, name: str, page: bytes) -> None:
        """Add a page: it is filled in each time, for its PDF's recipe."""
        self._files[name] = page
        if self._making.standing.files.get(name) == page:
            self._stood.add(name)

    def _pdf(self, wanted: DocumentToMake, page: str, task: Task) -> "Future[Pdf]":
        """Return the PDF of a page to come: the one that stands at once, with the anchors of the action plan."""
        from bvdocs.render.pdf.layout import Pdf

        name, standing = f"{wanted.file}.pdf", self._making.standing
        anchors = standing.recipes.anchors if wanted.document is ACTION_PLAN else {}
        recipe = self._finder.pdf(page, anchors)
        if "pdf" in self._making.formats:
            content = standing.made_by(recipe, name)
        else:  # only its page numbers are wanted
            content = b"" if standing.recipes.of_files.get(name) == recipe else None
        if content is None:
            return self._making.start_pdf(page, task)
        self._stood.add(name)
        stands: Future[Pdf] = Future()
        stands.set_result(Pdf(content, standing.pages.get(name, 0), dict(anchors)))
        return stands

    def _make_word(self, wanted: DocumentToMake, view: ReportView) -> None:
        template, name, standing = f"{wanted.document.name}.docx", f"{wanted.file}.docx", self._making.standing
        facts: dict[str, ReportView | ThemeView] = {"report": view, **({"theme": wanted.theme} if wanted.theme else {})}

        def recipe(asked: Asked) -> str:
            return self._finder.word(template, wanted.title, facts, asked, self._pictures.recipes)

        asked = standing.recipes.asked.get(name)
        content = None if asked is None else standing.made_by(recipe(asked), name)
        if content is not None:
            self._stood.add(name)
        else:
            with self._limited(template, f"filling it in for {wanted.file}"):
                content = self._word.render(template, view, wanted.title, wanted.theme)
            asked = self._word.asked
        self._files[name] = content
        if asked is not None:
            self._asked[name], self._recipes[name] = asked, recipe(asked)

    @cached_property
    def _word(self) -> "WordRenderer":
        from bvdocs.render.word.document import WordRenderer

        return WordRenderer(self._making.templates, self._pictures.drawn, self._brand)

    def make_pictures(self) -> None:
        """Make the files of the pictures."""
        self._files |= self._pictures.files()

    def anchors(self, view: ReportView) -> dict[str, int]:
        """Return the page of each anchor of the action plan, once it is laid out.

        Raise TemplateError if its template has dropped one.
        """
        plan = self._awaited(ACTION_PLAN.file())
        for theme in view.themes:
            for name in (theme.anchor, theme.end_anchor):
                if theme.actions and name not in plan.anchors:
                    raise TemplateError(
                        f"{self._making.templates / ACTION_PLAN.name}.html: nothing has the id '{name}', by which pages"
                        " are found.",
                        'Give each theme\'s heading id="{{ theme.anchor }}", and its end an element with'
                        ' id="{{ theme.end_anchor }}".',
                    )
        return plan.anchors

    def _awaited(self, file: str) -> "Pdf":
        """Return a PDF once it is there: those asked for before it are, so it is being laid out, or next."""
        coming = self._pdfs[file]
        with limited(coming.task):
            return coming.pdf.result()

    def _limited(self, template: str, doing: str) -> AbstractContextManager[None]:
        return limited(of_template(self._making.templates / template, doing))

    def made(self) -> MadeFiles:
        """Return all that was made, once the last PDF is there."""
        pages: dict[str, int] = {}
        anchors = self._awaited(ACTION_PLAN.file()).anchors
        for file, coming in self._pdfs.items():
            name, pdf = f"{file}.pdf", self._awaited(file)
            self._recipes[name] = self._finder.pdf(coming.page, anchors if file == ACTION_PLAN.file() else {})
            if "pdf" in self._making.formats:
                self._files[name], pages[name] = pdf.content, pdf.pages
        recipes = Recipes(self._recipes, self._asked, anchors)
        return MadeFiles(dict(sorted(self._files.items())), pages, recipes, frozenset(self._stood & self._files.keys()))
