"""A preview: the pages as they would be published, made again at each save, with as little work as can be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bvdocs.core.errors import BvdocsError
from bvdocs.core.findings import AcceptedFinding, Finding, has_errors
from bvdocs.core.progress import Progress
from bvdocs.core.recipes import Standing


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A web page as it will be published: `file` is its name without `.html`.

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


class Kept:
    """What one preview leaves for the next: nothing is made twice."""

    def __init__(self) -> None:
        self.anchors: Mapping[str, int] = {}


def make_preview(workbook: Path, content: bytes, templates: Path, output: Path, kept: Kept) -> Preview:
    """Read and check a workbook, whose file holds this content, and make its pages, in memory.

    Raise WorkbookUnreadableError if the file is no workbook.
    """
    from bvdocs.commands.check import check_inputs
    from bvdocs.commands.documents import build_view_since
    from bvdocs.core.english import date_words
    from bvdocs.core.findings_order import by_sheet
    from bvdocs.core.history import NO_PAST
    from bvdocs.core.recipes import NOTHING_STANDS
    from bvdocs.render.page import PageRenderer
    from bvdocs.render.pictures import Pictures
    from bvdocs.render.recipes import RecipeFinder
    from bvdocs.storage.manifest import describe_program
    from bvdocs.templating.brand_file import read_brand
    from bvdocs.view import DRAFT

    checked = check_inputs(workbook, content, templates, lambda stage, detail="": None, past=NO_PAST)
    report = checked.assessment.report
    findings = tuple(each for _, group in by_sheet(checked.findings) for each in group)
    pages: tuple[PreviewPage, ...] = ()
    if not has_errors(findings):
        brand = read_brand(templates)
        view = build_view_since(checked.assessment, brand, DRAFT, NO_PAST)
        pictures = Pictures(view, brand, RecipeFinder(templates, brand, describe_program()), NOTHING_STANDS)
        renderer = PageRenderer(templates, pictures.drawn, brand)
        pages = (
            *(
                PreviewPage(each.file, each.title, renderer.render("self-assessment.html", view, each))
                for each in view.themes
            ),
            PreviewPage("action-plan", "Action plan", renderer.render("action-plan.html", view)),
        )
    return Preview(report.authority, report.title, date_words(report.meeting_date), pages, findings, checked.accepted)


def make_papers(
    workbook: Path, digest: str, templates: Path, output: Path, standing: Standing, tell: Progress
) -> Standing | None:
    """Make all documents of a workbook, in memory, but those that stand; None if its file has another hash by now."""
    raise NotImplementedError
