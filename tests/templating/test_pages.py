"""Page templates and style sheets: files that are missing or elsewhere, words that nobody would see."""

import os
from pathlib import Path

import pytest

from bvdocs.core.documents import DOCUMENTS, PART_B
from bvdocs.core.places import TemplatePlace
from bvdocs.templating import check_templates
from bvdocs.templating.check import PAGES
from tests.support.project import TEMPLATES
from tests.support.template_edits import Passes, found, in_word, replaced, the_finding

OF_SOME_WORKBOOKS = [each.name for each in (*DOCUMENTS, PART_B) if each.made_from or each is PART_B]
ALL_FILES = sorted(path.name for path in TEMPLATES.iterdir())


@pytest.mark.parametrize("name", ALL_FILES)
def test_a_file_that_is_missing_is_said(name: str, folder: Path) -> None:
    (folder / name).unlink()
    codes = {(code, sheet) for code, sheet, _ in found(folder)}
    if Path(name).stem in OF_SOME_WORKBOOKS:  # it is said beside such a workbook
        assert codes == set()
    elif name in ("page.html", "parts.html"):
        assert codes == {("E416", f"{each}.html") for each in PAGES}
    else:
        assert codes == {("E415", name)}


def test_word_templates_are_looked_at_only_if_they_are_wanted(folder: Path) -> None:
    (folder / "overview.docx").unlink()
    in_word(folder, "{{ report.titel }}")
    assert list(check_templates(folder, ("pdf", "html"))) == []
    assert [code for code, *_ in found(folder)] == ["E401", "E415"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["action-plan.html", "screen.css", "brand.toml", "overview.docx"])
def test_what_is_no_file_or_far_too_large_is_said(name: str, folder: Path) -> None:
    (folder / name).unlink()
    os.mkfifo(folder / name)
    assert {each.sheet for each in check_templates(folder)} == {name}
    (folder / name).unlink()
    with (folder / name).open("wb") as file:
        file.truncate(300_000_000)
    assert {each.sheet for each in check_templates(folder)} == {name}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('extends "page.html"', 'extends "pages.html"', "no file 'pages.html' among the templates; did you mean"),
        ('from "parts.html"', 'from "part.html"', "did you mean 'parts.html'?"),
        ("Summary</h2>", "{% include 'gone.html' %}</h2>", "there is no file 'gone.html' among the templates"),
    ],
)  # fmt: skip
def test_a_file_that_is_taken_in_and_missing_is_said(old: str, new: str, said: str, folder: Path) -> None:
    line = replaced(folder, "action-plan.html", old, new)
    finding = the_finding(folder, "E416")
    assert (finding.cell, said in finding.message) == (f"line {line}", True), finding.message


def test_a_file_of_the_council_s_own_may_be_taken_in_and_is_looked_at(folder: Path, passes: Passes) -> None:
    replaced(
        folder,
        "action-plan.html",
        "Summary</h2>",
        "{% include 'ours.html' %}{% include 'no.html' ignore missing %}</h2>",
    )
    (folder / "ours.html").write_text("{{ report.title }}")
    passes()
    (folder / "ours.html").write_text("\n{{ report.titel }}")
    assert found(folder) == [("E401", "ours.html", "line 2")]


def test_a_file_in_another_encoding_is_said_with_its_line(folder: Path) -> None:
    (folder / "screen.css").write_bytes("p {}\n/* café */".encode("cp1252"))
    assert the_finding(folder, "E419").where == TemplatePlace("screen.css", "line 2")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<img src='crest.png' alt=''>", "there is no file 'crest.png'."),
        ('<img alt="" src="page.html">', "'page.html' is a file of its own"),
        ("<img src=https://example.gov.uk/a.png>", "'https://example.gov.uk/a.png' is elsewhere"),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', "'//cdn.example/x.css' is elsewhere"),
        ("<p style=\"background: url('a.png')\">", "there is no file 'a.png'."),
    ],
)
def test_a_picture_from_elsewhere_is_said(text: str, said: str, folder: Path) -> None:
    line = replaced(folder, "page.html", '<main id="content">', f'<main id="content">\n{text}')
    finding = the_finding(folder, "E420")
    assert (finding.where, said in finding.message) == (TemplatePlace("page.html", f"line {line + 1}"), True)


def test_a_picture_that_a_style_wants_is_said_and_one_within_is_not(folder: Path) -> None:
    replaced(folder, "style.css", "body {", "/* url(gone.png) */ body { background: url(data:image/png;base64,AA);")
    replaced(
        folder,
        "page.html",
        "<main",
        "<img src='data:image/png;base64,AA'><img src='{{ logo() }}'><a href='x'></a><main",
    )
    assert found(folder) == []
    line = replaced(folder, "style.css", "h1, h2", '@import "more.css";\nh1, h2')
    assert the_finding(folder, "E420").where == TemplatePlace("style.css", f"line {line}")


def test_words_outside_of_every_block_are_never_printed(folder: Path, passes: Passes) -> None:
    replaced(folder, "action-plan.html", "{% block title %}", "\ufeff<!-- a note\n-->{% block title %}")
    passes()
    line = replaced(folder, "action-plan.html", "{% block title %}", "\n<p>Never seen</p>\n{% block title %}")
    finding = the_finding(folder, "W429")
    assert (finding.cell, "'<p>Never seen</p>'" in finding.message) == (f"line {line + 1}", True), finding


def test_a_block_that_the_frame_has_not_or_that_is_there_twice_is_said(folder: Path) -> None:
    replaced(folder, "action-plan.html", "{% block title %}", "{% block tilte %}")
    assert "the frame has no block 'tilte', so what is in it is never printed; did you mean 'title'?" in (
        the_finding(folder, "E430").message
    )
    replaced(folder, "action-plan.html", "{% block tilte %}", "{% block title %}")
    replaced(folder, "action-plan.html", "{% block shape %}", "{% block title %}")
    assert "is there twice" in the_finding(folder, "E430").message
