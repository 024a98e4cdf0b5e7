"""The cells that views know: of whatever is printed as it stands, and for nobody else's eyes."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from bvdocs.core.brand import Brand
from bvdocs.core.errors import TemplateError
from bvdocs.core.findings import Finding, Severity
from bvdocs.core.places import CellRef, TemplatePlace
from bvdocs.core.publishing import published
from bvdocs.render.page import PageRenderer
from bvdocs.templating import check_templates
from bvdocs.templating.names.catalogue import names_of
from bvdocs.view import ReportView, ThemeView, build_view, document_views, figure_views
from bvdocs.view.origins import ORIGINS, Traced, page_that_prints
from tests.support.archives import copy_templates
from tests.support.previews import NoPictures
from tests.support.template_edits import replaced
from tests.support.workbooks import Book

VIEWS = [
    each for module in (document_views, figure_views) for each in vars(module).values()
    if isinstance(each, type) and is_dataclass(each) and each is not Traced
]  # fmt: skip


def view(folder: Path, brand: Brand | None = None) -> ReportView:
    return build_view(published(Book().read(folder)), brand or Brand())


@pytest.mark.parametrize("kind", VIEWS)
def test_the_cells_are_no_name_for_templates(kind: Any) -> None:
    assert ORIGINS not in names_of(kind)
    assert all(each.name in names_of(kind) for each in fields(kind) if each.name != ORIGINS)


def test_a_template_that_names_them_is_told_that_there_is_no_such_name(tmp_path: Path) -> None:
    templates = copy_templates(tmp_path)
    replaced(templates, "action-plan.html", '<section class="together">', "\n<p>{{ report.origins }}</p>")
    (finding,) = check_templates(templates)
    assert (finding.code, "no name 'origins'" in finding.message) == ("E401", True)


REACHING = [
    "{{ report | attr('orig' ~ 'ins') }}",
    "{{ report['orig' ~ 'ins'] }}",
    "{{ report.themes | map(attribute='orig' ~ 'ins') | join }}",
]


@pytest.mark.slow
@pytest.mark.parametrize("template", REACHING)
def test_a_template_that_hides_what_it_asks_for_does_not_get_them_either(template: str, tmp_path: Path) -> None:
    templates = copy_templates(tmp_path)
    (templates / "action-plan.html").write_text(template, encoding="utf-8")
    with pytest.raises(TemplateError, match="origins"):
        PageRenderer(templates, NoPictures(), Brand()).render("action-plan.html", view(tmp_path))


@pytest.mark.parametrize("template", ["{{ report }}", "{{ report | pprint }}", "{{ report.themes | string }}"])
def test_a_view_that_is_printed_whole_does_not_tell_them(template: str, tmp_path: Path) -> None:
    templates = copy_templates(tmp_path)
    (templates / "action-plan.html").write_text(template, encoding="utf-8")
    page = PageRenderer(templates, NoPictures(), Brand()).render("action-plan.html", view(tmp_path))
    assert "Clear priorities" in page or "ReportView" in page
    assert not re.search(r"origins|(Report|Criteria|Actions|Narrative|Themes|Scale)!", page)


def test_views_that_say_the_same_are_the_same_wherever_it_stands(tmp_path: Path) -> None:
    """So no recipe hangs on a cell: they are hashes of what a view says of itself."""
    book = Book()
    book.edit = lambda book: book["Criteria"].insert_rows(2, 3)
    moved = build_view(published(book.read(tmp_path)), Brand())
    here = view(tmp_path)
    assert (moved, repr(moved)) == (here, repr(here))
    assert moved.themes[0].heatmap.cells[0].origins["words"] == "Criteria!D5"
    assert here.themes[0].heatmap.cells[0].origins["words"] == "Criteria!D2"


def test_each_fact_that_has_a_cell_is_a_fact_of_its_view(tmp_path: Path) -> None:
    met = list(traced(view(tmp_path)))
    assert {type(each) for each in met} > {ReportView, ThemeView}
    for each in met:
        assert each.origins.keys() <= {field.name for field in fields(each)}
        for fact, cells in each.origins.items():
            assert isinstance(cells, str) or len(cells) == len(getattr(each, fact))


def traced(part: object) -> Any:
    """Yield every view that knows cells."""
    if isinstance(part, Traced):
        yield part
    parts = (
        part
        if isinstance(part, tuple)
        else [getattr(part, each.name) for each in fields(part)]
        if is_dataclass(part)
        else ()
    )
    for each in parts:
        yield from traced(each)


def test_an_authority_named_by_the_brand_file_is_from_no_cell(tmp_path: Path) -> None:
    branded = view(tmp_path, Brand(name="The Borough"))
    assert (branded.authority, branded.author) == ("The Borough", "The Borough")
    assert not {"authority", "author"} & branded.origins.keys()
    assert branded.themes[0].details[0].origins == {}
    plain = view(tmp_path)
    assert (plain.origins["authority"], plain.origins["author"]) == ("Report!B2", "Report!B2")


PAGES = {
    "action-plan": {"Report!B2": "", "Actions!E2": ""},
    "overview": {"Report!B2": "", "Criteria!D2": "", "Criteria!D3": "", "Themes!B2": "", "Scale!A2": ""},
    "self-assessment-theme-1-leadership": {"Report!B2": "", "Criteria!D2": "", "Themes!B2": "", "Scale!A2": ""},
    "self-assessment-theme-2-culture": {"Report!B2": "", "Criteria!D3": "", "Scale!A2": "", "Scale!D2": ""},
}


@pytest.mark.parametrize(
    ("where", "page"),
    [
        (CellRef("Criteria", "D3"), "self-assessment-theme-2-culture"),
        (CellRef("Themes", "B2"), "self-assessment-theme-1-leadership"),
        (CellRef("Actions", "E2"), "action-plan"),
        (CellRef("Report", "B2"), "action-plan"),
        (CellRef("Scale", "A2"), "overview"),
        (CellRef("Scale", "D2"), "self-assessment-theme-2-culture"),
        (CellRef("Criteria", "G2"), None),
        (CellRef("Criteria"), None),
        (CellRef(), None),
        (TemplatePlace("page.html", "line 12"), None),
    ],
)
def test_a_finding_is_shown_on_the_page_that_says_most_of_its_cell(
    where: CellRef | TemplatePlace, page: str | None
) -> None:
    assert page_that_prints(Finding("W311", Severity.WARNING, where, "", ""), PAGES) == page
