"""What a PDF says to somebody who has it read aloud, read back from its tags."""

import base64
import io
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
from fontTools.misc.timeTools import timestampFromString, timestampNow
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text
from PIL import Image

from bvdocs.core.errors import EnvironmentLacksError, RenderError
from bvdocs.render.pdf import layout
from bvdocs.render.pdf.finish import finish_tags
from bvdocs.render.pdf.layout import load, render_pdf
from bvdocs.view.names import anchor
from tests.gates import CASES
from tests.support.heard import Heard
from tests.support.project import PROJECT
from tests.support.reading import squeezed

STYLE = """
@page { size: 400px 300px; margin: 50px; @top-left { content: "The council" }
        @bottom-right { content: "Page " counter(page) } }
html { font: 16px/20px "Liberation Sans" } body, p, ul, ol, table, figure { margin: 0 }
h1, h2, h3 { font-size: 16px; margin: 0 }
"""
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
LONG = " ".join(f"word{number}" for number in range(150))


def page(body: str, style: str = "") -> str:
    stamp = '<meta name="dcterms.created" content="2025-09-23"><meta name="dcterms.modified" content="2025-09-23">'
    head = f"<title>A title</title>{stamp}<style>{STYLE}{style}</style>"
    return f"<!doctype html><html lang=en-GB><head>{head}</head><body>{body}"


def picture(kind: str, mode: str) -> str:
    """Return an address that holds a picture."""
    content = io.BytesIO()
    Image.new(mode, (20, 20)).save(content, kind)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(content.getvalue()).decode()}"


def heard(body: str, style: str = "") -> Heard:
    return Heard(render_pdf(page(body, style)).content)


@pytest.fixture(scope="module")
def sample(sample_documents: Mapping[str, bytes]) -> dict[str, Heard]:
    return {name: Heard(content) for name, content in sample_documents.items() if name.endswith(".pdf")}


@pytest.mark.slow
def test_the_file_calls_itself_archival_and_accessible() -> None:
    catalog = heard("<h1>Heading</h1>").catalog
    metadata = catalog["Metadata"].get_data().decode()
    assert 'pdfaid:part="2"' in metadata
    assert 'pdfaid:conformance="A"' in metadata
    assert 'pdfuaid:part="1"' in metadata
    declared = re.findall(r"<pdfaSchema:namespaceURI>(.*?)</", metadata)
    assert declared == ["http://www.aiim.org/pdfua/ns/id/"]
    assert metadata.count("<rdf:RDF") == metadata.count("</rdf:RDF>") == 1
    assert [resolve1(each)["S"].name for each in catalog["OutputIntents"]] == ["GTS_PDFA1"]


def test_dates_are_the_page_s_and_never_the_clock_s() -> None:
    dated = heard("<p>text").catalog["Metadata"].get_data().decode()
    assert re.findall(r"<xmp:(\w+)>(.*?)</", dated) == [("CreateDate", "2025-09-23"), ("ModifyDate", "2025-09-23")]
    undated = Heard(render_pdf("<html lang=en-GB><title>t</title><p>text").content)
    assert "Date" not in undated.catalog["Metadata"].get_data().decode()


@pytest.mark.slow
def test_the_same_page_is_the_same_file_and_another_page_another_identifier() -> None:
    html = page(f'<h1>A</h1><p>{LONG} <a href="https://example.gov.uk">link</a><table><tr><th>a<td>b</table>')
    program = (
        "import sys, time; real = time.time; time.time = lambda: real() + 86_400;"
        "from bvdocs.render.pdf.layout import render_pdf; sys.stdout.buffer.write(render_pdf(sys.argv[1]).content)"
    )
    again = subprocess.run([sys.executable, "-c", program, html], check=True, capture_output=True).stdout
    assert render_pdf(html).content == again
    first, other = Heard(again).identifiers, heard("<p>Other").identifiers
    assert first[0] != other[0]


def test_a_font_that_is_made_for_the_file_does_not_say_when(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = []

    def noting(*arguments: Any) -> None:
        moments.append(timestampNow())
        finish_tags(*arguments)

    monkeypatch.setattr(layout, "finish_tags", noting)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    render_pdf(page("<p>text"))
    assert moments == [timestampFromString("Thu Jan  1 00:00:00 1970")]
    assert os.environ["SOURCE_DATE_EPOCH"] == "1700000000"


def test_header_cells_say_what_they_head_by_their_scope_or_their_place() -> None:
    read = heard(
        "<table><thead><tr><th>Corner<th>Column<th scope=row>Said"
        "<tbody><tr><th>Row<td>1<th scope=col>Said</table>"
        "<table><tr><th>First<th>Second<tr><th>Row<td>2</table>"
    )
    scopes = [(cell.said.strip(), cell.facts["Scope"]) for cell in read.document.all("TH")]
    assert scopes == [
        ("Corner", "Column"),
        ("Column", "Column"),
        ("Said", "Row"),
        ("Row", "Row"),
        ("Said", "Column"),
        ("First", "Column"),
        ("Second", "Column"),
        ("Row", "Row"),
    ]
    assert not any({"Headers", "ID"} & cell.facts.keys() for cell in read.document.all("TH", "TD"))


def test_page_headers_and_footers_are_furniture() -> None:
    read = heard("<h1>Heading</h1><p style='break-before: page'>Text")
    assert [tag.said.strip() for tag in read.document.kids] == ["Heading", "Text"]
    assert read.artefacts() == "The councilPage 1The councilPage 2"
    for stream in read.streams:
        assert re.findall(rb"/Subtype /(\w+)>>\s+BDC", stream) == [b"Header", b"Footer"]
        assert len(re.findall(rb"/Artifact\s+<</Type /Pagination", stream)) == 2


def test_each_piece_of_content_and_each_link_knows_its_tag() -> None:
    rows = "".join("<tr><td>Text<td><a href='https://example.gov.uk'>A link of two lines</a>" for _ in range(25))
    read = heard(f"<table><thead><tr><th>Row<th>What<tbody>{rows}</table>", "td { width: 100px }")
    numbers = resolve1(read.catalog["StructTreeRoot"]["ParentTree"])["Nums"]
    owners = {key: resolve1(value) for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
    for each in read.pages:
        for number, owner in enumerate(owners[each["StructParents"]]):
            tag = resolve1(owner)
            assert not isinstance(tag, dict) or number in tag["K"]
        for annotation in map(resolve1, each["Annots"]):
            tag = owners[annotation["StructParent"]]
            assert tag["S"].name == "Link"
            assert annotation in [resolve1(part["Obj"]) for part in map(resolve1, tag["K"]) if isinstance(part, dict)]
    furniture = [
        owner for each in read.pages for owner in owners[each["StructParents"]] if owner is PDFParser.KEYWORD_NULL
    ]
    assert len(furniture) == 2 * len(read.pages) + 2 * (len(read.pages) - 1)


def test_no_letter_is_neither_furniture_nor_read() -> None:
    read = heard("<h1>Heading</h1><ul><li>One<li>Two</ul><p style='background: red; border: 1px solid'>Text")
    printed = [text for tag, mcid, text in read.letters if tag != "Artifact" and mcid is not None]
    assert sorted(printed) == sorted(read.document.said)
    assert len(printed) + len(read.artefacts()) == len(read.letters)


def test_a_table_over_several_pages_is_one_and_its_heading_is_read_once() -> None:
    rows = "".join(f"<tr><th scope=row>R{number}<td>Text" for number in range(25))
    read = heard(f"<section><h2>Table</h2><table><thead><tr><th>Row<th>What<tbody>{rows}</table></section>")
    assert len(read.pages) > 2
    (table,) = read.document.all("Table")
    assert table.kinds == ["THead", "TBody"]
    assert [row.kids[0].said.strip() for row in table.kids[1].kids] == [f"R{number}" for number in range(25)]
    assert read.artefacts().count("RowWhat") == len(read.pages) - 1
    assert len(read.document.all("Sect")) == 1


def test_what_a_page_s_end_parts_is_read_as_one() -> None:
    read = heard(f"<p>{LONG}</p><ul><li>{LONG}<li>Last</ul><table><tr><td>{LONG}<td>{LONG}</table>")
    (paragraph,) = read.document.all("P")
    assert paragraph.said.strip() == LONG
    items = read.document.all("LI")
    assert [item.kinds for item in items] == [["Lbl", "LBody"]] * 2
    assert [item.kids[1].said.strip() for item in items] == [LONG, "Last"]
    assert [cell.said.strip() for cell in read.document.all("TD")] == [LONG, LONG]
    assert len(read.document.all("TR")) == 1


def test_pieces_of_other_elements_stay_apart() -> None:
    read = heard("<p>One</p><p style='break-before: page'>Two</p><p>Three</p><ul><li>A</ul><ul><li>B</ul>")
    assert [tag.said.strip() for tag in read.document.all("P")] == ["One", "Two", "Three"]
    assert len(read.document.all("L")) == 2


def test_words_parted_by_a_line_s_end_stay_two_and_a_word_that_goes_on_stays_one() -> None:
    text = "Some words<br>and others that go over the end of the line, <b>bold and more of it</b> too."
    long_word, compound = "a" * 60, f"self-{'assess' * 5}-{'ment' * 5} and"
    read = heard(
        f"<p>{text}<p>{long_word}<p>{compound}<span>more</span><p style='width: 46px'>on line online",
        "p { overflow-wrap: anywhere; width: 200px } span { display: block }",
    )
    said = [tag.said.strip() for tag in read.document.all("P")]
    assert heard("<p>H<span style='display: inline-block'>2</span>O").document.said.strip() == "H2O"
    plain = text.replace("<br>", " ").replace("<b>", "").replace("</b>", "")
    assert said == [plain, long_word, f"{compound} more", "on line online"]


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ('<a href="https://www.example.gov.uk/a?b=1&c=2">The report</a>', "The report (www.example.gov.uk)"),
        ('<a href="https://www.example.gov.uk/a">example.gov.uk</a>', "example.gov.uk"),
        ('<a href="mailto:clerk@example.gov.uk">Write to us</a>', "Write to us (clerk@example.gov.uk)"),
        ('<a href="mailto:clerk@example.gov.uk">clerk@example.gov.uk</a>', "clerk@example.gov.uk"),
        ('<a href="#there">Part <strong>two</strong></a>', "Part two"),
        ('<a href="https://example.gov.uk"><b>Bold</b> and <i>more</i></a>', "Bold and more (example.gov.uk)"),
        (
            f'<a href="https://example.gov.uk/"><img src="{picture("PNG", "RGB")}" alt="Home"></a>',
            "Home (example.gov.uk)",
        ),
    ],
)
def test_a_link_says_in_words_what_it_is_and_where_it_leads(link: str, said: str) -> None:
    read = heard(f"<p>See {link}.</p><p id=there>There")
    (tag,) = read.document.all("Link")
    assert tag.links == [said]
    assert not any(kid.links for kid in tag.all())
    assert sum(len(each.get("Annots", ())) for each in read.pages) == 1


def test_a_link_over_two_lines_is_one_and_a_place_to_link_to_is_none() -> None:
    words = "a link with so many words that it goes on in the next line"
    read = heard(f'<p>See <a href="https://example.gov.uk">{words}</a> and <a id="x">here</a>.')
    (link,) = read.document.all("Link")
    assert link.links == [f"{words} (example.gov.uk)"] * 2
    assert link.said.strip() == words
    assert read.document.said.strip() == f"See {words} and here."


def test_a_link_may_be_pressed_wherever_what_is_in_it_stands() -> None:
    read = heard(
        f'<p><a href="https://example.gov.uk/"><img width=80 height=80 src="{picture("PNG", "RGB")}" alt="H"></a>'
    )
    ((annotation,),) = (map(resolve1, each["Annots"]) for each in read.pages)
    (figure,) = read.document.all("Figure")
    left, bottom, right, top = figure.facts["BBox"]
    (x, y), (other_x, other_y) = annotation["Rect"][:2], annotation["Rect"][2:]
    assert min(x, other_x) <= left + 0.01
    assert max(x, other_x) >= right - 0.01
    assert min(y, other_y) <= bottom + 0.01
    assert max(y, other_y) >= top - 0.01


def test_a_link_leads_to_an_anchor_of_an_odd_name() -> None:
    name = anchor("action", "A 1é_%")
    pdf = render_pdf(page(f'<p><a href="#{name}">A 1é_%</a><p id="{name}" style="break-before: page">Here'))
    assert pdf.anchors == {name: 2}
    (annotation,) = map(resolve1, Heard(pdf.content).pages[0]["Annots"])
    assert decode_text(annotation["Dest"]) == name


def test_a_link_over_two_pages_is_one_on_each() -> None:
    read = heard(f'<p><a href="https://example.gov.uk">{LONG}</a>')
    links = read.document.all("Link")
    assert len(links) == len(read.pages) > 1
    assert " ".join(link.said.strip() for link in links) == LONG
    assert [len(link.links) for link in links] == [len(each["Annots"]) for each in read.pages]


def test_the_outline_is_the_headings() -> None:
    read = heard("<h1>One</h1><h2>Two</h2><h3>Three</h3><h3>Four</h3><h2>Five <em>and</em> more</h2>")
    assert read.outline == [(1, "One"), (2, "Two"), (3, "Three"), (3, "Four"), (2, "Five and more")]


def test_a_heading_or_a_paragraph_in_parts_is_one() -> None:
    read = heard("<h1>One<span style='display: block'>line</span>and more</h1><p>Two<span style='display: block'>lines")
    assert read.document.kinds == ["H1", "P"]
    assert not read.document.kids[0].all("H1")
    assert not read.document.kids[1].all("P")


def test_lists_have_items_labels_and_bodies_and_say_how_they_are_numbered() -> None:
    read = heard(
        "<ul><li>A<li><p>B</p><p>C</p><ul><li>D</ul></ul><ol><li>E</ol>"
        "<ul style='list-style-position: inside'><li>F <b>G</b></ul><ul style='list-style: none'><li>H</ul>"
        "<dl><dt>I<dd>J</dl>"
    )
    lists = read.document.all("L")
    assert [tag.facts["ListNumbering"] for tag in lists] == ["Disc", "Circle", "Decimal", "Disc", "None", "None"]
    assert {kind for tag in lists for kind in tag.kinds} == {"LI"}
    kinds = [item.kinds for item in read.document.all("LI")]
    assert kinds == [["Lbl", "LBody"]] * 5 + [["LBody"]] * 3
    assert "L" in read.document.all("LI")[1].kids[1].kinds


def test_a_picture_has_words_and_its_place_in_points_from_below() -> None:
    read = heard(
        f'<p>Text<img style="display: block; width: 100px; height: 40px" src="{picture("PNG", "RGB")}" alt="Red">'
    )
    (figure,) = read.document.all("Figure")
    assert decode_text(figure.facts["Alt"]) == "Red"
    # 300 pixels of page, less 50 of margin and 20 of text, are 230; the picture takes the 40 below. A pixel is 0.75 pt.
    assert figure.facts["BBox"] == pytest.approx([37.5, 0.75 * 190, 112.5, 0.75 * 230])


def test_nothing_is_guessed_between_the_dots_of_pictures() -> None:
    pictures = "".join(f'<img alt="a" src="{picture("PNG", mode)}">' for mode in ("RGB", "RGBA", "L", "P"))
    read = heard(f'<p>\N{PARTY POPPER}{pictures}<img alt="b" src="{picture("JPEG", "RGB")}">')
    guesses = [each.attrs["Interpolate"] for each in read.objects if "Interpolate" in getattr(each, "attrs", {})]
    assert len(guesses) > 5
    assert set(guesses) == {False}


def test_a_picture_in_printing_inks_and_words_that_nobody_would_hear_are_faults() -> None:
    with pytest.raises(RenderError, match="CMYK"):
        heard(f'<img alt="a" src="{picture("JPEG", "CMYK")}">')
    with pytest.raises(RenderError, match="opacity"):
        heard("<p style='opacity: 0.5'>Pale")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<img alt="a" src="data:image/png;base64,{}">', "a picture (image/png) in the page"),
        ("<img alt='a' src='data:image/jpeg,{}'>", "a picture (image/jpeg) in the page"),
        (f'<img src="data:image/svg+xml,{SVG}<!-- {{}} -->">', "Image a picture (image/svg+xml) in the page has no"),
        ("<p style='colour: url(data:image/gif;base64,{})'>", "url(a picture (image/gif) in the page)"),
        ("<link rel=stylesheet href='data:,{}'>", "a file (text/plain) in the page"),
    ],
)
def test_a_message_names_a_picture_of_the_page_by_its_kind(body: str, words: str) -> None:
    with pytest.raises(RenderError) as fault:
        heard(body.format("A" * 400_000))
    assert words in fault.value.message
    assert "AAAA" not in fault.value.message
    assert len(fault.value.message) < 300


Build = Callable[..., Iterator[Any]]


def asked_for_more(build: Build) -> Build:
    return lambda *given: build(*given, "more")


def given_less(build: Build) -> Build:
    return lambda *given: build(*given[:2])


def without_pages(build: Build) -> Build:
    def tags(*given: Any) -> Iterator[Any]:
        for tag in build(*given):
            del tag["Pg"]
            yield tag

    return tags


def without_parts(build: Build) -> Build:
    def tags(*given: Any) -> Iterator[Any]:
        for tag in build(*given):
            tag["K"] = None
            yield tag

    return tags


@pytest.mark.parametrize("change", [asked_for_more, given_less, without_pages, without_parts])
def test_a_weasyprint_that_makes_tags_otherwise_is_said(
    change: Callable[[Build], Build], monkeypatch: pytest.MonkeyPatch
) -> None:
    tagging = load().pdf.tags
    monkeypatch.setattr(tagging, "_build_box_tree", change(tagging._build_box_tree))
    with pytest.raises(EnvironmentLacksError, match="works otherwise than bvdocs expects") as fault:
        heard("<h1>Heading</h1><p>Text")
    assert isinstance(fault.value.__cause__, TypeError | KeyError | AttributeError)


def test_a_weasyprint_that_lacks_or_calls_otherwise_what_makes_tags_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    weasyprint = load()
    tagging = weasyprint.pdf.tags
    monkeypatch.setattr(weasyprint.pdf, "add_tags", lambda *given: list(tagging._build_box_tree(box=given)))
    with pytest.raises(EnvironmentLacksError, match="otherwise"):
        heard("<p>Text")
    monkeypatch.setattr(weasyprint.pdf, "add_tags", lambda *given: None)
    with pytest.raises(EnvironmentLacksError, match="otherwise"):
        heard("<p>Text")
    monkeypatch.delattr(tagging, "_build_box_tree")
    expected = rf"WeasyPrint {re.escape(weasyprint.__version__)} works otherwise than bvdocs expects.* Run 'make setup'"
    with pytest.raises(EnvironmentLacksError, match=expected) as fault:
        heard("<p>Text")
    assert isinstance(fault.value.__cause__, AttributeError)
    dependencies = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["dependencies"]
    (needed,) = [each for each in dependencies if each.startswith("weasyprint")]
    assert f'pip install "{needed}"' in str(fault.value)
    monkeypatch.delattr(weasyprint.pdf, "tags")
    with pytest.raises(EnvironmentLacksError, match="otherwise"):
        heard("<p>Text")


@pytest.mark.parametrize("step", ["_render", "write_pdf"])
def test_a_fault_of_weasyprint_before_it_makes_tags_is_not_put_down_to_them(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: Any, **named: Any) -> None:
        raise AttributeError("in layout")

    monkeypatch.setattr(load().document.Document, step, fail)
    with pytest.raises(AttributeError, match="in layout"):
        heard("<p>Text")


def test_an_empty_place_to_link_to_is_no_tag() -> None:
    read = heard("<section><h2>A</h2><p>B</p><div id=end></div></section>")
    assert read.document.kinds == ["Sect"]
    assert read.document.kids[0].kinds == ["H2", "P"]


def test_readers_show_the_title_know_the_language_and_go_by_the_tags() -> None:
    read = heard("<h1>Heading</h1>")
    assert resolve1(read.catalog["ViewerPreferences"])["DisplayDocTitle"] is True
    assert read.catalog["Lang"] == b"en-GB"
    assert resolve1(read.catalog["MarkInfo"])["Marked"] is True
    assert {each["Tabs"].name for each in read.pages} == {"S"}


def test_in_the_documents_headings_have_no_gaps_and_the_outline_is_the_headings(sample: dict[str, Heard]) -> None:
    for read in sample.values():
        headings = [(int(tag.kind[1]), tag.said.strip()) for tag in read.document.all("H1", "H2", "H3")]
        assert headings[0][0] == 1
        assert all(after - before <= 1 for (before, _), (after, _) in pairwise(headings))
        assert read.outline == headings


def test_in_the_documents_every_table_is_plain_and_every_header_cell_has_its_scope(sample: dict[str, Heard]) -> None:
    for name, read in sample.items():
        tables = read.document.all("Table")
        assert tables, name
        for table in tables:
            assert table.kinds == ["THead", "TBody"]
            rows = table.all("TR")
            assert len({len(row.kids) for row in rows}) == 1
            assert [cell.facts["Scope"] for cell in rows[0].kids] == ["Column"] * len(rows[0].kids)
            assert [row.kids[0].facts.get("Scope") for row in rows[1:]] == ["Row"] * (len(rows) - 1)
            assert not any({"ColSpan", "RowSpan"} & cell.facts.keys() for row in rows for cell in row.kids)


def test_in_the_documents_lists_are_lists_and_pictures_have_words(sample: dict[str, Heard]) -> None:
    for read in sample.values():
        assert all(item.kinds in (["Lbl", "LBody"], ["LBody"]) for item in read.document.all("LI"))
        assert all(tag.facts["Alt"] and len(tag.facts["BBox"]) == 4 for tag in read.document.all("Figure"))


def test_in_the_documents_furniture_is_on_every_page_and_never_read(sample: dict[str, Heard]) -> None:
    for read in sample.values():
        assert "Page 1 of" not in read.document.said
        assert read.artefacts().count(f" of {len(read.pages)}") == len(read.pages)
        assert all(tag == "Artifact" or mcid is not None for tag, mcid, _ in read.letters)


def test_in_the_documents_one_family_of_fonts_is_embedded(sample: dict[str, Heard]) -> None:
    for read in sample.values():
        fonts = [each for each in read.objects if isinstance(each, dict) and each.get("FontDescriptor")]
        assert fonts
        for font in fonts:
            assert re.fullmatch(r"[A-Z]{6}\+Liberation-Sans(-Bold|-Italic|-Bold-Italic)?", font["BaseFont"].name)
            assert {"FontFile2", "FontFile3"} & resolve1(font["FontDescriptor"]).keys()


def letters_outside(content: bytes) -> str:
    """Return the letters that do not lie on their page, or not wholly, squeezed."""
    outside = ""
    for each in pypdfium2.PdfDocument(content):
        width, height = each.get_size()
        text = each.get_textpage()
        for place in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(place)
            if left < 0 or bottom < 0 or right > width or top > height:
                outside += text.get_text_range(place, 1)
    return squeezed(outside)


@pytest.mark.parametrize(
    ("style", "outside"),
    [
        ("left: 294px", "astray"),
        ("left: -55px", "L"),
        ("top: -60px", "Lettersastray"),
        ("top: 240px", "Lettersastray"),
        ("left: 200px", ""),
    ],
)
def test_letters_outside_a_page_are_found(style: str, outside: str) -> None:
    body = f"<p style='position: relative; white-space: nowrap; {style}'>Letters astray"
    found = letters_outside(render_pdf(page(body)).content)
    assert found == outside


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_in_the_documents_no_letter_lies_outside_its_page(case: str, request: pytest.FixtureRequest) -> None:
    documents: Mapping[str, bytes] = request.getfixturevalue(case)
    pdfs = {name: letters_outside(content) for name, content in documents.items() if name.endswith(".pdf")}
    assert pdfs
    assert {name: letters for name, letters in pdfs.items() if letters} == {}
