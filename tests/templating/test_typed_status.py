"""A template that says it is a draft would say so of a final version too; one that asks which edition it is may."""

from pathlib import Path

import pytest

from bvdocs.core.places import TemplatePlace
from tests.support.template_edits import Passes, change_part, in_word, paragraphs, replaced, run, the_finding, with_xml

_VML = "xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='urn:schemas-microsoft-com:office:office'"


def watermark(said: str) -> str:
    """A watermark as Word puts it into a header."""
    shape = f"<v:shape id='PowerPlusWaterMarkObject1' type='#_x0000_t136'><v:textpath string='{said}'/></v:shape>"
    return f"<w:r><w:pict {_VML}>{shape}</w:pict></w:r>"


@pytest.mark.parametrize("text", ["DRAFT", "This is a DRAFT for the committee."])
def test_draft_typed_in_a_template_is_said_with_its_place(text: str, folder: Path) -> None:
    place = in_word(folder, text)
    finding = the_finding(folder, "W443")
    assert (finding.cell, finding.message.startswith("'DRAFT' is typed, and stands")) == (place, True)
    assert "{{ report.edition.line }}" in finding.hint


@pytest.mark.parametrize("text", ["DRAFT", "Draft for consultation"])
def test_draft_typed_in_a_header_or_a_footer_is_said(text: str, folder: Path) -> None:
    change_part(folder, "word/footer1.xml", "</w:p>", f"{run(text)}</w:p>")
    assert the_finding(folder, "W443").cell == "footer, paragraph 1"


def test_draft_typed_in_a_page_or_written_by_its_style_sheet_is_said(folder: Path) -> None:
    line = replaced(folder, "overview.html", "{% block body %}", "{% block body %}\n<p>DRAFT</p>")
    assert the_finding(folder, "W443").where == TemplatePlace("overview.html", f"line {line + 1}")
    replaced(folder, "overview.html", "\n<p>DRAFT</p>", "")
    with (folder / "style.css").open("a") as sheet:
        sheet.write("\n@page { @top-center { content: 'Draft ' counter(page) } }\n")
    assert the_finding(folder, "W443").where.file == "style.css"  # type: ignore[union-attr]


@pytest.mark.parametrize("said", ["DRAFT", "Draft 2", "CONFIDENTIAL", "DO NOT COPY"])
def test_a_watermark_that_says_what_a_document_is_is_said(said: str, folder: Path) -> None:
    change_part(folder, "word/header1.xml", "</w:p>", f"{watermark(said)}</w:p>")
    finding = the_finding(folder, "W443")
    assert (finding.cell, f"the watermark '{said}' stands" in finding.message) == ("header, paragraph 1", True)
    assert "Remove Watermark" in finding.hint


@pytest.mark.parametrize("said", ["Runnymede", "{{ report.edition.status }}"])
def test_other_watermarks_and_those_that_are_filled_in_are_left_alone(said: str, folder: Path, passes: Passes) -> None:
    change_part(folder, "word/header1.xml", "</w:p>", f"{watermark(said)}</w:p>")
    passes()


@pytest.mark.slow
def test_what_asks_which_edition_it_is_may_say_draft(folder: Path, passes: Passes) -> None:
    asked = "{% if report.edition.status == 'DRAFT' %}"
    in_word(folder, f"{asked}DRAFT{{% endif %}}")
    with_xml(
        folder, paragraphs("{%p if report.edition.status == 'Final' %}", "x", "{%p else %}", "DRAFT", "{%p endif %}")
    )
    replaced(folder, "overview.html", "{% block body %}", f"{{% block body %}}{asked}<p>DRAFT</p>{{% endif %}}")
    change_part(folder, "word/header1.xml", "</w:p>", f"{run(asked)}{watermark('DRAFT')}{run('{% endif %}')}</w:p>")
    passes()


@pytest.mark.slow
@pytest.mark.parametrize("text", ["The draft budget was agreed.", "Drafts are read by three people.", "DRAFTED"])
def test_other_drafts_are_left_alone(text: str, folder: Path, passes: Passes) -> None:
    in_word(folder, text)
    passes()
