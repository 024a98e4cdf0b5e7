"""Templates that are at fault stop the build, and the message names the file, the tag, the nearest name."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from bvdocs.core.brand import Brand
from bvdocs.core.errors import BvdocsError, RenderError, TemplateError
from bvdocs.core.findings import Finding, Severity
from bvdocs.core.publishing import published
from bvdocs.render.page import PageRenderer
from bvdocs.render.pdf.layout import render_pdf
from bvdocs.render.picture import Picture
from bvdocs.render.word.document import WordRenderer
from bvdocs.templating import check_templates, folder
from bvdocs.templating.folder import find_templates, read_templates
from bvdocs.view import ReportView, build_view
from tests.support.archives import copy_templates
from tests.support.project import PROJECT, TEMPLATES
from tests.support.workbooks import Book

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'


@pytest.fixture
def report(tmp_path: Path) -> ReportView:
    return build_view(published(Book().read(tmp_path)), Brand())


def fill_word(folder: Path, report: ReportView, text: str) -> str:
    """What filling a Word template with one paragraph says is wrong."""
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(folder / "action-plan.docx"))
    with pytest.raises(TemplateError) as fault:
        WordRenderer(folder, {}, Brand()).render("action-plan.docx", report, "Action plan")
    return str(fault.value)


def fill_page(folder: Path, report: ReportView, text: str) -> str:
    """What filling a page template with this text says is wrong."""
    (folder / "style.css").write_text("")
    (folder / "screen.css").write_text("")
    (folder / "action-plan.html").write_text(f"<p>one</p>\n<p>{text}</p>")
    with pytest.raises(TemplateError) as fault:
        PageRenderer(folder, {}, Brand()).render("action-plan.html", report)
    return str(fault.value)


def check_word(folder: Path, text: str) -> list[Finding]:
    """Return what checking the shipped templates finds, with a Word template of one paragraph with this text."""
    document = docx.Document()
    document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    document.add_paragraph(text)
    document.save(str(copy_templates(folder) / "action-plan.docx"))
    return list(check_templates(folder))


def check_page(folder: Path, text: str) -> list[Finding]:
    """Return what checking the shipped templates finds, with a page template with this text in its second line."""
    (copy_templates(folder) / "action-plan.html").write_text(f"<p>one</p>\n<p>{text}</p>")
    return list(check_templates(folder))


@pytest.mark.slow
@pytest.mark.parametrize("check", [check_word, check_page])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ report.authorty }}", "there is no name 'authorty' in 'report.authorty'; did you mean 'report.authority'?"),
        ("{{ reprt.authority }}", "there is no name 'reprt' here; did you mean 'report'?"),
        ("{% for theme in report.themes %}{{ theme.nmae }}{% endfor %}", "did you mean 'theme.name'?"),
        ("{% for theme in report.themes %}", "endfor"),
        ("{{ report.authority | shout }}", "shout"),
        ("{{ report.authority.__class__ }}", "__class__"),
        ("{{ report.title.style }}", "there is no 'style' in it."),
        ("{{ theme.name }}", "there is no name 'theme' here"),
        ("{{ picture('x') }}", "asks for a picture of something that has none"),
        ("{{ picture(report) }}", "asks for a picture of something that has none"),
    ],
)
def test_a_fault_in_a_template_is_found_with_its_file_and_place(
    check: Callable[[Path, str], list[Finding]], text: str, said: str, tmp_path: Path
) -> None:
    (finding,) = check(tmp_path, text)
    assert str(finding.where) in ("action-plan.docx, paragraph 1", "action-plan.html, line 2")
    assert finding.severity is Severity.ERROR
    assert said in finding.message


@pytest.mark.slow
@pytest.mark.parametrize("fill", [fill_word, fill_page])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ report.authority.__class__ }}", "__class__"),
        ("{{ report.themes[99].name }}", "99"),
        ("{% set x = none %}{{ x.style }}", "what 'style' is asked of is empty here; ask first with {% if … %}"),
        ("{% with x = report %}{{ x.titel }}{% endwith %}", "there is no name 'titel'"),
        ("{% include 'no' ~ 'thing' %}", "nothing"),
    ],
)
def test_what_only_filling_a_template_shows_is_said_with_the_file(
    fill: Callable[[Path, ReportView, str], str], text: str, said: str, tmp_path: Path, report: ReportView
) -> None:
    message = fill(tmp_path, report, text)
    assert "action-plan." in message
    assert said in message


@pytest.mark.slow
@pytest.mark.parametrize("fill", [fill_word, fill_page])
@pytest.mark.parametrize("text", ["{{ picture('x') }}", "{{ picture(report) }}", "{{ report.notes + 1 }}"])
def test_a_tag_that_cannot_be_worked_out_is_said(
    fill: Callable[[Path, ReportView, str], str], text: str, tmp_path: Path, report: ReportView
) -> None:
    assert "cannot be worked out" in fill(tmp_path, report, text)


def test_a_style_sheet_in_another_encoding_is_found(tmp_path: Path) -> None:
    (copy_templates(tmp_path) / "style.css").write_bytes("/* café */".encode("cp1252"))
    assert [str(each) for each in check_templates(tmp_path)] == [
        "E419 style.css, line 1: a character in it is not UTF-8."
    ]


def test_a_loop_of_a_page_template_that_is_not_closed_is_found_with_its_line(tmp_path: Path) -> None:
    (finding,) = check_page(tmp_path, "{% if report.notes %}")
    assert str(finding.where) == "action-plan.html, line 2"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["action-plan.docx", "action-plan.html", "style.css", "screen.css"])
def test_a_template_or_style_sheet_that_is_missing_is_found(name: str, tmp_path: Path) -> None:
    (copy_templates(tmp_path) / name).unlink()
    assert [str(each) for each in check_templates(tmp_path)] == [f"E415 {name}: the file is missing."]


def test_a_word_template_that_is_no_word_file_is_found(tmp_path: Path) -> None:
    (copy_templates(tmp_path) / "action-plan.docx").write_bytes(b"not a zip")
    (finding,) = check_templates(tmp_path)
    assert str(finding) == "E417 action-plan.docx: it is not a Word document (.docx)."


def page(body: str, style: str = "") -> str:
    return f"<!doctype html><html lang=en-GB><title>t</title><style>{style}</style><body>{body}"


@pytest.mark.parametrize(
    "html",
    [
        page('<img src="logo.png" alt="logo">'),
        page('<img src="https://example.gov.uk/logo.png" alt="logo">'),
        page('<img src="file:///etc/hostname" alt="logo">'),
        page("<p>text", style="p { colour: red; }"),
        page('<img src="data:image/png;base64,AAAA" alt="broken">'),
        page('<a href="#nowhere">gone</a>'),
    ],
)
def test_what_weasyprint_only_logs_is_an_error_here(html: str) -> None:
    with pytest.raises(RenderError, match="could not be made as it should be"):
        render_pdf(html)


def test_a_character_that_no_font_has_is_named() -> None:
    with pytest.raises(BvdocsError, match="U\\+10FFFD"):
        render_pdf(page("<p>\U0010fffd"))


def test_the_pdf_gives_the_page_of_each_anchor() -> None:
    pdf = render_pdf(page('<h1 id="a">A</h1><h1 id="b" style="break-before: page">B</h1><p id="c">C'))
    assert (pdf.pages, pdf.anchors) == (2, {"a": 1, "b": 2, "c": 2})


def test_a_picture_stands_in_the_page_itself(report: ReportView) -> None:
    pictures = {timeline.file: Picture(SVG, 10, bytes) for theme in report.themes for timeline in theme.timelines}
    html = PageRenderer(TEMPLATES, pictures, Brand()).render("action-plan.html", report)
    assert html.count('src="data:image/svg+xml;base64,') == len(pictures) == 2


def test_the_folder_asked_for_comes_first_then_the_officer_s_then_the_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder._SHIPPED == (PROJECT / "bvdocs" / "templates", PROJECT / "templates")
    monkeypatch.setattr(folder, "_SHIPPED", (tmp_path / "none", TEMPLATES))
    monkeypatch.chdir(tmp_path)
    assert (find_templates(None) / "style.css").samefile(TEMPLATES / "style.css")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "letter.docx").write_bytes(b"a folder of somebody else's")
    assert (find_templates(None) / "style.css").samefile(TEMPLATES / "style.css")
    (tmp_path / "templates" / "style.css").write_text("")
    assert find_templates(None) == Path("templates")
    assert find_templates(TEMPLATES) == TEMPLATES
    with pytest.raises(TemplateError, match="no such folder"):
        find_templates(tmp_path / "none")


def test_a_link_that_leads_nowhere_is_no_template(tmp_path: Path) -> None:
    templates = copy_templates(tmp_path / "templates")
    (templates / ".#style.css").symlink_to("somebody@here.1234")
    assert set(read_templates(templates)) == set(read_templates(TEMPLATES))


def test_templates_beside_the_officer_that_lack_their_style_are_still_the_officer_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_templates(tmp_path / "templates")
    (tmp_path / "templates" / "style.css").unlink()
    monkeypatch.chdir(tmp_path)
    assert find_templates(None) == Path("templates")
    assert "E415 style.css: the file is missing." in [str(each) for each in check_templates(find_templates(None))]


def test_no_templates_at_all_are_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_SHIPPED", (tmp_path / "none",))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TemplateError, match="are not there"):
        find_templates(None)
