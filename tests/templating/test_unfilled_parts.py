"""A tag where tags are not filled in would be published as it stands, and is found; a tag elsewhere is filled in."""

import io
from collections import defaultdict
from pathlib import Path

import docx
import pytest

from bvdocs.core.brand import Brand
from bvdocs.render.picture import Picture
from bvdocs.render.word.document import WordRenderer
from bvdocs.templating import check_templates
from bvdocs.view import ReportView
from tests.support.template_edits import (
    PIXEL,
    Passes,
    add_part,
    change_part,
    found,
    outside,
    paragraphs,
    relate,
    run,
    the_finding,
    with_xml,
)

TAG = "{{ report.meeting_date }}"
SMART_ART = "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "kind", "xml", "said", "place"),
    [
        ("word/endnotes.xml", "endnotes", f"<w:endnotes><w:endnote w:id='1'>{paragraphs('As of ' + TAG)}</w:endnote>"
         "</w:endnotes>", "stands in the endnotes", "endnotes, paragraph 1"),
        ("word/endnotes.xml", "endnotes", f"<w:endnotes><w:p>{run('{{ report.')}{run('meeting_date }}', '<w:b/>')}"
         "</w:p></w:endnotes>", f"the tag '{TAG}' stands in", "endnotes, paragraph 1"),
        ("word/diagrams/data1.xml", "diagramData", f"<a:p><a:t>{TAG}</a:t></a:p>", "the SmartArt", "SmartArt"),
        ("word/diagrams/drawing1.xml", SMART_ART, f"<a:p><a:t>{TAG}</a:t></a:p>", "the SmartArt", "SmartArt"),
        ("word/charts/chart1.xml", "chart", f"<c:chartSpace><a:t>{TAG}</a:t></c:chartSpace>", "the chart", "chart"),
        ("word/charts/chart1.xml", "chart", f"<c:chartSpace c:descr='{TAG}'/>", "the chart", "chart"),
        ("word/charts/chart1.xml", "chart", "<c:s><a:t>{</a:t><a:t>%if x%}</a:t></c:s>", "'{%if x%}'", "chart"),
        ("customXml/item1.xml", "customXml", f"<a:x>{TAG}</a:x>", "the data of content controls",
         "data of content controls"),
        ("word/glossary/document.xml", "glossaryDocument", f"<w:x>{paragraphs(TAG)}</w:x>", "the building blocks",
         "building blocks, paragraph 1"),
        ("word/odd.xml", "odd", f"<a:x>{TAG}</a:x>", "the part 'word/odd.xml'", "part 'word/odd.xml'"),
    ],
)  # fmt: skip
def test_a_tag_in_a_part_that_is_not_filled_in_is_said(
    part: str, kind: str, xml: str, said: str, place: str, folder: Path
) -> None:
    add_part(folder, part, kind, xml)
    finding = the_finding(folder, "E436")
    assert (finding.cell, said in finding.message) == (place, True), finding


def test_a_tag_in_the_properties_or_a_variable_of_the_file_is_said(folder: Path) -> None:
    change_part(folder, "docProps/core.xml", "</dc:title>", f"{TAG}</dc:title>")
    assert the_finding(folder, "E436").cell == "properties"
    variable = f"<w:docVars><w:docVar w:name='a' w:val='{TAG}'/></w:docVars></w:settings>"
    change_part(folder, "word/settings.xml", "</w:settings>", variable, "overview.docx")
    assert [(code, cell) for code, _, cell in found(folder)] == [("E436", "properties"), ("E436", "settings")]


@pytest.mark.parametrize("address", ["https://example.gov.uk/{{ theme.name }}", "%7B%7B%20report.title%20%7D%7D"])
def test_a_tag_in_the_address_of_a_link_is_said(address: str, folder: Path) -> None:
    relate(folder, outside("rId90", "hyperlink", address))
    assert "stands in the address of a link, where tags are not filled in" in the_finding(folder, "E436").message


def test_a_tag_in_a_comment_is_told_as_a_comment(folder: Path) -> None:
    add_part(
        folder, "word/comments.xml", "comments", f"<w:comments><w:comment>{paragraphs(TAG)}</w:comment></w:comments>"
    )
    assert f"a comment, '{TAG}', would be published." in the_finding(folder, "E432").message


@pytest.mark.parametrize(
    ("part", "kind", "xml"),
    [
        ("customXml/item1.xml", "customXml", "<a:x>{D5CDD505-2E9C-101B-9397-08002B2CF9AE}</a:x>"),
        ("customXml/item1.xml", "customXml", "<a:x>not { closed</a:y>"),
        ("word/endnotes.xml", "endnotes", f"<w:endnotes>{paragraphs('A note of its own, {sic}.')}</w:endnotes>"),
    ],
)
def test_braces_that_are_no_tag_are_left_alone(part: str, kind: str, xml: str, folder: Path, passes: Passes) -> None:
    add_part(folder, part, kind, xml)
    passes()


def test_a_tag_in_a_footnote_a_header_or_a_text_box_is_filled_in(folder: Path, report: ReportView) -> None:
    note = f"<w:footnotes><w:footnote w:id='1'>{paragraphs('Note of ' + TAG)}</w:footnote></w:footnotes>"
    add_part(folder, "word/footnotes.xml", "footnotes", note)
    kind = "application/vnd.example.footnotes+xml"
    right = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    change_part(folder, "[Content_Types].xml", kind, right)
    with_xml(folder, "<w:p><w:r><w:footnoteReference w:id='1'/></w:r></w:p>")
    box = f"<w:pict><w:txbxContent>{paragraphs('Box of ' + TAG)}</w:txbxContent></w:pict>"
    change_part(folder, "word/header1.xml", "</w:p>", f"<w:r>{box}</w:r>{run('Header of ' + TAG)}</w:p>")
    assert list(check_templates(folder)) == []
    pictures: defaultdict[str, Picture] = defaultdict(lambda: Picture(b"<svg/>", 10, lambda: PIXEL))
    made = WordRenderer(folder, pictures, Brand()).render("action-plan.docx", report, "Title")
    parts = {part.partname: part.blob.decode() for part in docx.Document(io.BytesIO(made)).part.package.iter_parts()
             if part.partname.endswith("s.xml") or "header" in part.partname}  # fmt: skip
    assert f"Note of {report.meeting_date}" in parts["/word/footnotes.xml"]
    assert f"Header of {report.meeting_date}" in parts["/word/header1.xml"]
    assert f"Box of {report.meeting_date}" in parts["/word/header1.xml"]
