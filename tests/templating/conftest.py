"""The shipped templates, to be changed, and filling in those that were."""

import shutil
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from bvdocs.core.brand import Brand
from bvdocs.core.findings import Finding
from bvdocs.core.publishing import published
from bvdocs.render.page import PageRenderer
from bvdocs.render.picture import Picture
from bvdocs.render.word.document import WordRenderer
from bvdocs.templating import check, check_templates
from bvdocs.templating.environment import make_environment
from bvdocs.templating.pages.library import Library
from bvdocs.view import ReportView, build_view
from bvdocs.workbook.reading.reader import read_workbook
from tests.cases.committee import with_covering_report
from tests.cases.seven_themes import seven_theme_rows
from tests.support.project import TEMPLATES
from tests.support.template_edits import PIXEL, Passes, as_shipped
from tests.support.workbook_writer import write_workbook

PARSE = Environment.parse


@cache
def parsed(text: str) -> nodes.Template:
    return PARSE(make_environment(TEMPLATES, str), text)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped templates, to be changed; those that stay as they are, are not looked at again in each test."""
    word, page = check._check_word, check._check_page

    def look_at_word(folder: Path, document: str, library: Library) -> Iterable[Finding]:
        return () if as_shipped(folder, f"{document}.docx") else word(folder, document, library)

    def look_at_page(document: str, library: Library) -> Iterable[Finding]:
        return () if as_shipped(library._folder, "*.html") else page(document, library)

    monkeypatch.setattr(check, "_check_word", look_at_word)
    monkeypatch.setattr(check, "_check_page", look_at_page)
    monkeypatch.setattr(Environment, "parse", lambda _self, text: parsed(text))
    return Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> ReportView:
    """The view of a workbook of seven themes, of which every document is made."""
    path = tmp_path_factory.mktemp("report") / "seven.xlsx"
    evidence = ("E1", "Corporate plan", "https://www.example.gov.uk/plan", None, None, None, "CI001", None, "yes")
    write_workbook(path, {**with_covering_report(seven_theme_rows()), "Evidence": [evidence]})
    return build_view(published(read_workbook(path, path.read_bytes()).assessment), Brand())


@pytest.fixture
def passes(folder: Path, report: ReportView) -> Passes:
    """Looks at the templates, which are without a fault, and really fills in those that are not as shipped."""
    pictures: defaultdict[str, Picture] = defaultdict(lambda: Picture(b"<svg/>", 10, lambda: PIXEL))

    def fill() -> None:
        assert [str(each) for each in check_templates(folder)] == []
        for name in check.DOCUMENT_NAMES:
            theme = report.themes[0] if name == "self-assessment" else None
            if not as_shipped(folder, f"{name}.docx"):
                WordRenderer(folder, pictures, Brand()).render(f"{name}.docx", report, "Title", theme)
            if not as_shipped(folder, "*.html"):
                PageRenderer(folder, pictures, Brand()).render(f"{name}.html", report, theme)

    return fill
