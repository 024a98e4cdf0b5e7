"""What a council may have done to a Word template: said in words, or left alone, and never a traceback."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from bvdocs.core.brand import Brand
from bvdocs.core.errors import TemplateError
from bvdocs.core.findings import Severity
from bvdocs.core.publishing import published
from bvdocs.render.word.document import WordRenderer
from bvdocs.render.word.tables import finish_tables
from bvdocs.templating import check_templates
from bvdocs.view import ReportView, build_view
from tests.support.archives import copy_templates
from tests.support.project import TEMPLATES
from tests.support.word_package import W, text_of
from tests.support.workbooks import Book


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ReportView:
    book = Book()
    book.edit = lambda workbook: setattr(workbook["Actions"]["E2"], "hyperlink", "https://example.gov.uk/posts")
    return build_view(published(book.read(tmp_path_factory.mktemp("faults"))), Brand())


def blank() -> Document:
    """An empty template with the style of links, which python-docx's own has not."""
    document = docx.Document()
    document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    return document


def filled(folder: Path, report: ReportView, template: Document) -> Document:
    template.save(str(folder / "action-plan.docx"))
    return docx.Document(
        io.BytesIO(WordRenderer(folder, {}, Brand()).render("action-plan.docx", report, "Action plan"))
    )


def fault(folder: Path, template: Document) -> str:
    """Return what is found in this template, and stops the build before it is filled in; and what to do."""
    template.save(str(copy_templates(folder) / "action-plan.docx"))
    findings = list(check_templates(folder))
    assert {(each.severity, each.sheet) for each in findings} == {(Severity.ERROR, "action-plan.docx")}
    return " ".join(f"{each.message} {each.hint}" for each in findings)


def refusal(folder: Path, report: ReportView, template: Document) -> str:
    """Return why this template, in which nothing is found before, cannot be filled in."""
    template.save(str(copy_templates(folder) / "action-plan.docx"))
    assert list(check_templates(folder)) == []
    with pytest.raises(TemplateError) as raised:
        filled(folder, report, template)
    assert "action-plan.docx: " in raised.value.message
    assert raised.value.hint
    return str(raised.value)


# Tables and tabs

LOOP = ("Theme", "{%tc for level in report.themes[0].levels %}", "{{ level.name }}", "{%tc endfor %}", "Total")


def repeating(whole: int = 2000) -> Document:
    """A template with a table of a column for each level."""
    document = blank()
    table = document.add_table(rows=1, cols=5)
    for cell, text in zip(table.rows[0].cells, LOOP, strict=True):
        cell.text, cell.width = text, Mm(20)
    width = table._tbl.tblPr.find(f"{W}tblW")
    width.set(f"{W}type", "dxa")
    width.set(f"{W}w", str(whole))
    return document


def put(path: str, name: str, value: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for each in document.element.body.xpath(path):
            each.set(f"{W}{name}", value)

    return change


def without_grid(document: Document) -> None:
    (grid,) = document.element.body.xpath("//w:tblGrid")
    grid.getparent().remove(grid)


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        put("//w:tblW", "w", "261mm"),
        put("//w:tblW", "w", "0"),
        put("//w:tblW", "w", "-5"),
        put("//w:tcW", "w", "5159.0"),
        put("//w:tcW", "w", ""),
        put("//w:gridCol", "w", "26mm"),
        without_grid,
    ],
)
def test_a_table_whose_measures_cannot_be_read_is_left_alone(
    change: Callable[[Document], None], report: ReportView, tmp_path: Path
) -> None:
    template = repeating()
    change(template)
    wanted = set(template.element.body.xpath("//w:tblW/@w:w"))
    document = filled(tmp_path, report, template)
    (row,) = document.element.body.xpath("//w:tr")
    assert text_of(row) == "ThemeGreenAmberRedTotal"
    assert set(document.element.body.xpath("//w:tblW/@w:w")) == wanted
    assert not any(value.startswith("-") for value in document.element.body.xpath("//w:gridCol/@w:w"))


def table(columns: int, whole: int, first: int) -> Any:
    """A filled table of which each column but the first was repeated."""
    word = "<w:p><w:r><w:t>Outstandingly</w:t></w:r></w:p>"
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{word}</w:tc>'
        for width in (first, *[1500] * (columns - 1))
    )
    return parse_xml(
        f'<w:body {nsdecls("w")}><w:tbl><w:tblPr><w:tblW w:w="{whole}" w:type="dxa"/></w:tblPr><w:tblGrid/>'
        f"<w:tr>{cells}</w:tr></w:tbl></w:body>"
    )


@pytest.mark.parametrize("columns", [1, 2, 3, 12, 40])
@pytest.mark.parametrize(("whole", "first"), [(2000, 1100), (2000, 5000), (300, 3000), (14797, 5159), (1, 20000)])
def test_no_width_is_ever_negative(columns: int, whole: int, first: int) -> None:
    body = table(columns, whole, first)
    finish_tables(body)
    grid = [int(width) for width in body.xpath("//w:gridCol/@w:w")]
    assert grid == [int(width) for width in body.xpath("//w:tcW/@w:w")]
    assert len(grid) == columns
    assert min(grid) >= 0
    assert sum(grid) == whole


@pytest.mark.slow
@pytest.mark.parametrize("place", ["131mm", "", "5159.0"])
def test_a_tab_whose_place_cannot_be_read_is_not_used(place: str, report: ReportView, tmp_path: Path) -> None:
    template = blank()
    stops = template.add_paragraph("{{ contents }}").paragraph_format.tab_stops
    stops.add_tab_stop(Mm(80))
    put("//w:tab", "pos", place)(template)
    for heading in ("One", "Two"):
        template.add_heading(heading, 1)
    lines = [paragraph.text for paragraph in filled(tmp_path, report, template).paragraphs]
    assert lines == ["One", "Two", "One", "Two"]


# The contents


def beside(before: str, after: str) -> Document:
    document = blank()
    document.add_paragraph(f"{before}{{{{ contents }}}}{after}")
    document.add_heading("One", 1)
    return document


@pytest.mark.slow
@pytest.mark.parametrize(("before", "after"), [("See: ", ""), ("", " and so on"), ("", "{{ contents }}")])
def test_contents_with_something_beside_them_stop_the_build(before: str, after: str, tmp_path: Path) -> None:
    said = fault(tmp_path, beside(before, after))
    assert "{{ contents }} does not stand alone in its paragraph" in said
    assert before.strip() in said
    assert "Put the tag alone in a paragraph" in said


@pytest.mark.slow
@pytest.mark.parametrize(("before", "after"), [("{{ report.title }}", ""), ("", "\n")])
def test_contents_with_something_beside_them_once_filled_in_stop_the_build(
    before: str, after: str, report: ReportView, tmp_path: Path
) -> None:
    said = refusal(tmp_path, report, beside(before, after))
    assert "{{ contents }} does not stand alone in its paragraph" in said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after"), [(" ", " "), ("{% if report.themes %}", "{% endif %}"), ("{{ '' }}", "\t")]
)
def test_what_nobody_reads_may_stand_beside_the_contents(
    before: str, after: str, report: ReportView, tmp_path: Path
) -> None:
    assert [each.text for each in filled(tmp_path, report, beside(before, after)).paragraphs] == ["One", "One"]


@pytest.mark.slow
@pytest.mark.parametrize("place", ["header", "footer", "first_page_header"])
def test_contents_in_a_header_or_footer_stop_the_build(place: str, tmp_path: Path) -> None:
    document = blank()
    document.add_heading("One", 1)
    document.sections[0].different_first_page_header_footer = True
    getattr(document.sections[0], place).paragraphs[0].text = "{{ contents }}"
    assert f"{{{{ contents }}}} stands in the {place.split('_')[-1]}" in fault(tmp_path, document)


@pytest.mark.parametrize(
    ("name", "said"), [("w:ins", "a tracked change would be published"), ("w:smartTag", "belongs to a smart tag")]
)
def test_contents_within_something_else_stop_the_build(name: str, said: str, tmp_path: Path) -> None:
    document = beside("", "")
    run = document.paragraphs[0].runs[0]._r
    around = OxmlElement(name)
    run.addprevious(around)
    around.append(run)
    assert said in fault(tmp_path, document)


# Styles


def drop_style(identity: str, name: str = "action-plan.docx") -> Document:
    """A template that ships, without one of its styles."""
    document = docx.Document(str(TEMPLATES / name))
    (style,) = document.styles.element.xpath(f"w:style[@w:styleId='{identity}']")
    document.styles.element.remove(style)
    return document


@pytest.mark.slow
@pytest.mark.parametrize("identity", ["Heading1", "TableText", "BestValue", "Codes", "Hyperlink", "Header"])
def test_a_style_that_is_missing_stops_the_build(identity: str, tmp_path: Path) -> None:
    said = fault(tmp_path, drop_style(identity))
    assert f"the style '{identity}' is missing from the template." in said
    assert "Put it back, or take the template that came with bvdocs again." in said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tag", "style"),
    [("{{ chip(report.themes[0].levels[0]) }}", "Chip"), ("{{ report.themes[0].actions[0].text }}", "Hyperlink")],
)
def test_a_style_that_the_program_adds_must_be_there_too(tag: str, style: str, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(tag)
    assert f"the style '{style}' is missing from the template." in fault(tmp_path, document)


@pytest.mark.slow
def test_the_contents_need_the_style_of_links(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{ contents }}")
    document.add_heading("One", 1)
    assert "the style 'Hyperlink' is missing from the template." in fault(tmp_path, document)


def test_a_style_that_nothing_uses_may_be_missing(report: ReportView, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{ report.title }}")
    assert filled(tmp_path, report, document).paragraphs[0].text == report.title


# The file


def test_a_theme_that_is_broken_is_said(report: ReportView, tmp_path: Path) -> None:
    path = tmp_path / "action-plan.docx"
    with zipfile.ZipFile(TEMPLATES / path.name) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<a:theme" if name.endswith("theme1.xml") else source.read(name))
    with pytest.raises(TemplateError, match=r"action-plan\.docx: the template cannot be filled"):
        WordRenderer(tmp_path, {}, Brand()).render(path.name, report, "Action plan")


def test_a_template_without_header_and_footer_gets_none(report: ReportView, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{ report.title }}")
    section = filled(tmp_path, report, document).sections[0]
    assert section.header.is_linked_to_previous
    assert section.footer.is_linked_to_previous


@pytest.mark.parametrize("name", ["self-assessment", "action-plan", "overview"])
def test_no_template_says_which_program_made_it_or_counts_its_words(name: str) -> None:
    with zipfile.ZipFile(TEMPLATES / f"{name}.docx") as package:
        assert "docProps/app.xml" not in package.namelist()
        assert not any(b"extended-properties" in package.read(each) for each in package.namelist())
