"""Which documents there are, and making them: draw, lay out, fill; Word and PDF side by side.

Each heavy library is imported when its stage begins, while the second process works.
"""

from collections.abc import Iterable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bvdocs.errors import TemplateError
from bvdocs.picture import Picture
from bvdocs.render.worker import PdfWorkers
from bvdocs.telling import Tell
from bvdocs.view import ReportView, ThemeView, with_action_pages

if TYPE_CHECKING:
    from bvdocs.render.pdf import Pdf

ACTION_PLAN, SELF_ASSESSMENT = "action-plan", "self-assessment"
ACTION_PLAN_TITLE = "Action plan"


class Made(NamedTuple):
    """Every file by name, in order of name, and the number of pages of the PDFs."""

    files: dict[str, bytes]
    pages: dict[str, int]


def make_documents(
    view: ReportView,
    themes: tuple[ThemeView, ...],
    templates: Path,
    formats: tuple[str, ...],
    workers: PdfWorkers,
    tell: Tell,
) -> Made:
    """Make the action plan, and the self-assessment of each of the `themes`, all in memory.

    The action plan is laid out first: the self-assessments say which of its pages they mean.
    """
    from bvdocs.render.page import PageRenderer

    tell("Drawing the pictures", "a timeline for each theme with actions, and the heatmaps")
    pictures = _draw(view.themes)
    tell("Making the action plan", f"from {ACTION_PLAN}.html and .docx in {templates}")
    pages = PageRenderer(templates, pictures)
    plan_pdf = workers.start(pages.render(f"{ACTION_PLAN}.html", view))
    files: dict[str, bytes] = {}
    if "word" in formats:
        files |= _word_plan(view, templates, pictures)
    files |= _picture_files(pictures)  # all that can be made without the page numbers is made before them
    plan = plan_pdf.result()
    count = f"{len(themes)} self-assessment{'s' if len(themes) != 1 else ''}"
    tell(f"Making {count}", f"from {SELF_ASSESSMENT}.html and .docx in {templates}")
    paged = with_action_pages(view, _anchors(view, plan, templates))
    chosen = {theme.number for theme in themes}
    final = tuple(theme for theme in paged.themes if theme.number in chosen)
    pdfs: dict[str, Future[Pdf]] = {}
    if "pdf" in formats:
        pdfs = {theme.file: workers.start(pages.render(f"{SELF_ASSESSMENT}.html", paged, theme)) for theme in final}
        pdfs[ACTION_PLAN] = plan_pdf
    if "word" in formats:
        files |= _word_themes(paged, final, templates, pictures)
    laid_out = {f"{name}.pdf": future.result() for name, future in pdfs.items()}
    files |= {name: pdf.content for name, pdf in laid_out.items()}
    return Made(dict(sorted(files.items())), {name: pdf.pages for name, pdf in laid_out.items()})


def _draw(themes: Iterable[ThemeView]) -> dict[str, Picture]:
    """The timelines and heatmaps, by the name of their file."""
    from bvdocs.figures.heatmap import draw_heatmap
    from bvdocs.figures.timeline import draw_timeline

    pictures: dict[str, Picture] = {}
    for theme in themes:
        pictures |= {timeline.file: draw_timeline(timeline) for timeline in theme.timelines}
        if theme.heatmap.cells:
            pictures[theme.heatmap.file] = draw_heatmap(theme.heatmap)
    return pictures


def _anchors(view: ReportView, plan: "Pdf", templates: Path) -> dict[str, int]:
    """The pages of the anchors in the action plan; raises TemplateError if its template has dropped one."""
    for theme in view.themes:
        for name in (theme.anchor, theme.end_anchor):
            if theme.actions and name not in plan.anchors:
                raise TemplateError(
                    f"{templates / ACTION_PLAN}.html: nothing has the id '{name}', by which the pages are found.",
                    'Give each theme\'s heading id="{{ theme.anchor }}", and its end an element with'
                    ' id="{{ theme.end_anchor }}".',
                )
    return plan.anchors


def _picture_files(pictures: dict[str, Picture]) -> dict[str, bytes]:
    svgs = {f"figures/{name}.svg": picture.svg for name, picture in pictures.items()}
    return svgs | {f"figures/{name}.png": picture.png for name, picture in pictures.items()}


def _word_plan(view: ReportView, templates: Path, pictures: dict[str, Picture]) -> dict[str, bytes]:
    from bvdocs.render.word import WordRenderer

    word = WordRenderer(templates, pictures)
    return {f"{ACTION_PLAN}.docx": word.render(f"{ACTION_PLAN}.docx", view, ACTION_PLAN_TITLE)}


def _word_themes(
    view: ReportView, themes: Iterable[ThemeView], templates: Path, pictures: dict[str, Picture]
) -> dict[str, bytes]:
    from bvdocs.render.word import WordRenderer

    word = WordRenderer(templates, pictures)
    return {f"{theme.file}.docx": word.render(f"{SELF_ASSESSMENT}.docx", view, theme.title, theme) for theme in themes}
