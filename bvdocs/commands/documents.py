"""Which documents there are, and making them: draw, lay out, fill; Word and PDF side by side.

Each heavy library is imported when its stage begins, while the second process works.
"""

from collections.abc import Iterable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bvdocs.core.brand import Brand
from bvdocs.core.errors import TemplateError
from bvdocs.core.progress import Progress
from bvdocs.render.pdf.processes import PdfWorkers
from bvdocs.render.picture import Picture
from bvdocs.view import ReportView, ThemeView, with_action_pages

if TYPE_CHECKING:
    from bvdocs.render.pdf.layout import Pdf


class Document(NamedTuple):
    """One document: the name of its files, of its templates, its title, and the theme it is of, if of one."""

    file: str
    template: str
    title: str
    theme: ThemeView | None = None


ACTION_PLAN = Document("action-plan", "action-plan", "Action plan")
OVERVIEW = Document("overview", "overview", "Overview")


def self_assessment(theme: ThemeView) -> Document:
    """The document of one theme."""
    return Document(theme.file, "self-assessment", theme.title, theme)


class Made(NamedTuple):
    """Every file by name, in order of name, and the number of pages of the PDFs."""

    files: dict[str, bytes]
    pages: dict[str, int]


def make_documents(
    view: ReportView,
    themes: tuple[ThemeView, ...],
    brand: Brand,
    templates: Path,
    formats: tuple[str, ...],
    workers: PdfWorkers,
    tell: Progress,
) -> Made:
    """Make the action plan, the overview, and the self-assessment of each of the `themes`, all in memory.

    The action plan is laid out first: the self-assessments say which of its pages they mean.
    """
    tell("Drawing the pictures", "heatmaps, movements, and a timeline for each theme with actions")
    pictures = _draw(view, brand)
    press = _Press(brand, templates, pictures, formats, workers)
    first = (ACTION_PLAN, OVERVIEW) if view.overview else (ACTION_PLAN,)
    tell(f"Making the {' and the '.join(document.title.lower() for document in first)}", f"from {templates}")
    press.lay_out(first, view)
    press.fill_word(first, view)
    press.files |= _picture_files(pictures)  # all that can be made without the page numbers is made before them
    plan = press.laid_out(ACTION_PLAN)
    tell(f"Making {len(themes)} self-assessment{'s' if len(themes) != 1 else ''}", f"from {templates}")
    paged = with_action_pages(view, _anchors(view, plan, templates))
    chosen = {theme.number for theme in themes}
    rest = tuple(self_assessment(theme) for theme in paged.themes if theme.number in chosen)
    press.lay_out(rest, paged)
    press.fill_word(rest, paged)
    return press.made()


class _Press:
    """Makes documents in the formats asked for; what is made first is laid out first."""

    def __init__(
        self, brand: Brand, templates: Path, pictures: dict[str, Picture], formats: tuple[str, ...], workers: PdfWorkers
    ) -> None:
        from bvdocs.render.page import PageRenderer

        self.files: dict[str, bytes] = {}
        self._pages = PageRenderer(templates, pictures, brand)
        self._word = templates, pictures, brand
        self._formats = formats
        self._workers = workers
        self._pdfs: dict[str, Future[Pdf]] = {}

    def lay_out(self, documents: Iterable[Document], view: ReportView) -> None:
        """Make the pages, and begin with the PDFs; that of the action plan in any case, for its page numbers."""
        for document in documents:
            page = self._pages.render(f"{document.template}.html", view, document.theme)
            if "pdf" in self._formats or document is ACTION_PLAN:
                self._pdfs[document.file] = self._workers.start(page)
            if "html" in self._formats:
                self.files[f"{document.file}.html"] = page.encode()

    def fill_word(self, documents: Iterable[Document], view: ReportView) -> None:
        """Make the Word files."""
        if "word" not in self._formats:
            return
        from bvdocs.render.word.document import WordRenderer

        word = WordRenderer(*self._word)
        for document in documents:
            content = word.render(f"{document.template}.docx", view, document.title, document.theme)
            self.files[f"{document.file}.docx"] = content

    def laid_out(self, document: Document) -> "Pdf":
        """A document's PDF, once it is there."""
        return self._pdfs[document.file].result()

    def made(self) -> Made:
        """All that was made, once the last PDF is there."""
        pages: dict[str, int] = {}
        if "pdf" in self._formats:
            for file, future in self._pdfs.items():
                pdf = future.result()
                self.files[f"{file}.pdf"], pages[f"{file}.pdf"] = pdf.content, pdf.pages
        return Made(dict(sorted(self.files.items())), pages)


def _draw(view: ReportView, brand: Brand) -> dict[str, Picture]:
    """Every picture, by the name of its file."""
    from bvdocs.render.figures.all_themes import draw_all_themes
    from bvdocs.render.figures.canvas import make_pen
    from bvdocs.render.figures.heatmap import draw_heatmap
    from bvdocs.render.figures.movement import draw_movement
    from bvdocs.render.figures.timeline import draw_timeline

    pen = make_pen(brand)
    pictures: dict[str, Picture] = {}
    for theme in view.themes:
        pictures |= {timeline.file: draw_timeline(timeline, pen) for timeline in theme.timelines}
        if theme.heatmap.cells:
            pictures[theme.heatmap.file] = draw_heatmap(theme.heatmap, pen)
        if theme.movement:
            pictures[theme.movement.file] = draw_movement(theme.movement, pen)
    if view.overview and view.overview.heatmap.bands:
        pictures[view.overview.heatmap.file] = draw_all_themes(view.overview.heatmap, pen)
    return pictures


def _anchors(view: ReportView, plan: "Pdf", templates: Path) -> dict[str, int]:
    """The pages of the anchors in the action plan; raises TemplateError if its template has dropped one."""
    for theme in view.themes:
        for name in (theme.anchor, theme.end_anchor):
            if theme.actions and name not in plan.anchors:
                raise TemplateError(
                    f"{templates / ACTION_PLAN.template}.html: nothing has the id '{name}', by which pages are found.",
                    'Give each theme\'s heading id="{{ theme.anchor }}", and its end an element with'
                    ' id="{{ theme.end_anchor }}".',
                )
    return plan.anchors


def _picture_files(pictures: dict[str, Picture]) -> dict[str, bytes]:
    svgs = {f"figures/{name}.svg": picture.svg for name, picture in pictures.items()}
    return svgs | {f"figures/{name}.png": picture.png for name, picture in pictures.items()}
