"""Every Word file is without a fault; and each rule of the checker finds what a file made on purpose breaks."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from tests.conftest import documents_of
from tests.support import Book
from tests.word_checker import RULES, faults
from tests.word_package import WP, W

BODY, STYLES = "word/document.xml", "word/styles.xml"
Break = Callable[[etree._Element], object]


@pytest.mark.parametrize("case", ["sample_documents", "seven_documents"])
def test_every_word_file_is_without_a_fault(case: str, request: pytest.FixtureRequest) -> None:
    documents: Mapping[str, bytes] = request.getfixturevalue(case)
    checked = {name: faults(content) for name, content in documents.items() if name.endswith(".docx")}
    assert len(checked) >= 2
    assert {name: found for name, found in checked.items() if found} == {}


def test_a_word_file_of_empty_parts_is_without_a_fault(tmp_path: Path) -> None:
    book = Book()
    book.narrative, book.actions, book.criteria = [], [], book.criteria[:1]
    documents = documents_of(book.write(tmp_path), tmp_path / "out")
    assert [faults(content) for name, content in documents.items() if name.endswith(".docx")] == [[], [], [], []]


def changed(content: bytes, part: str, change: Break) -> bytes:
    """The Word file with one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                root = etree.fromstring(data)
                change(root)
                data = etree.tostring(root)
            package.writestr(name, data)
    return target.getvalue()


def first(root: etree._Element, path: str) -> etree._Element:
    """The first element at a path of `w:` names."""
    spaces = {"w": W[1:-1], "wp": WP[1:-1], "dc": "http://purl.org/dc/elements/1.1/"}
    found = root.xpath(path, namespaces=spaces)
    assert isinstance(found, list)
    assert found, path
    assert isinstance(found[0], etree._Element)
    return found[0]


def remove(path: str) -> Break:
    def change(root: etree._Element) -> None:
        element = first(root, path)
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)

    return change


def put(path: str, **attributes: str) -> Break:
    """Set attributes, `w_` standing for the prefix `w:`."""

    def change(root: etree._Element) -> None:
        for name, value in attributes.items():
            first(root, path).set(name.replace("w_", W), value)

    return change


def add(path: str, xml: str, *, at: int = 0) -> Break:
    """Put an element into the first at the path."""

    def change(root: etree._Element) -> None:
        first(root, path).insert(at, element(xml))

    return change


def element(xml: str) -> etree._Element:
    return etree.fromstring(etree.tostring(parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {nsdecls('w', 'wp')}", xml))))


def text(path: str, said: str) -> Break:
    def change(root: etree._Element) -> None:
        first(root, path).text = said

    return change


def same_numbers(root: etree._Element) -> None:
    """Give each drawing the same number."""
    for drawing in root.iter(f"{WP}docPr"):
        drawing.set("id", "77")


def said(words: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{words}</w:t></w:r></w:p>"


TABLE, CELL = "//w:tbl", "//w:tbl/w:tr[2]/w:tc[2]"
HEADING = "//w:p[w:pPr/w:pStyle/@w:val='Heading1']"
TITLE = "//w:p[w:pPr/w:pStyle/@w:val='Title']"
RUN = "//w:p[w:pPr/w:pStyle/@w:val='Lead']/w:r"
LINK = "//w:hyperlink[@w:anchor]"
NUMBERED = "//w:style[@w:styleId='ListBullet']//w:numPr"

BROKEN: list[tuple[str, str, Break]] = [
    ("alt-text", BODY, put("//wp:docPr", descr="")),
    ("alt-text", BODY, put("//wp:docPr", descr="timeline.png")),
    ("placed-in-line", BODY, add(RUN, "<w:pict/>")),
    ("heading-row", BODY, remove("//w:tblHeader")),
    ("heading-row", BODY, add("//w:tbl/w:tr[2]/w:trPr", "<w:tblHeader/>")),
    ("heading-row", BODY, text("//w:tbl/w:tr[1]/w:tc[2]//w:t", " ")),
    ("heading-cells", BODY, put("//w:tblLook", w_firstColumn="0")),
    ("heading-cells", BODY, put("//w:tblLook", w_firstRow="0")),
    ("heading-cells", BODY, text("//w:tbl/w:tr[2]/w:tc[1]//w:t", "")),
    ("no-merged-cells", BODY, add(f"{CELL}/w:tcPr", '<w:gridSpan w:val="1"/>')),
    ("no-merged-cells", BODY, add(f"{CELL}/w:tcPr", '<w:vMerge w:val="restart"/>')),
    ("no-merged-cells", BODY, remove(CELL)),
    ("rows-whole", BODY, remove("//w:tbl/w:tr[3]//w:cantSplit")),
    ("headings-without-gaps", BODY, remove(TITLE)),
    ("headings-without-gaps", BODY, put(f"{TITLE}/w:pPr/w:pStyle", w_val="Heading2")),
    ("headings-without-gaps", BODY, add("//w:body", said("Again", "Title"), at=9)),
    ("headings-without-gaps", BODY, add("//w:body", said("Three below the title", "Heading3"), at=9)),
    ("headings-kept", STYLES, remove("//w:style[@w:styleId='Heading1']//w:keepNext")),
    ("real-lists", BODY, add("//w:body", said("• A bullet typed by hand"), at=1)),
    ("real-lists", BODY, add("//w:body", said("2. A number typed by hand"), at=1)),
    ("real-lists", STYLES, remove(NUMBERED)),
    ("language", STYLES, put("//w:docDefaults//w:lang", w_val="en-US")),
    ("language", STYLES, remove("//w:docDefaults//w:lang")),
    ("language", BODY, add(RUN, '<w:rPr><w:lang w:val="de-DE"/></w:rPr>')),
    ("properties", "docProps/core.xml", remove("//dc:title")),
    ("properties", "docProps/core.xml", text("//dc:subject", "")),
    ("properties", "docProps/core.xml", text("//dc:language", "en")),
    ("no-empty-paragraphs", BODY, add("//w:body", "<w:p/>", at=2)),
    ("no-empty-paragraphs", BODY, add(CELL, "<w:p/>", at=2)),
    ("readable-ink", BODY, add(RUN, '<w:rPr><w:color w:val="999999"/></w:rPr>')),
    ("readable-ink", BODY, add(f"{CELL}/w:tcPr", '<w:shd w:val="clear" w:fill="0B3C49"/>')),
    ("readable-ink", STYLES, put("//w:style[@w:styleId='Normal']//w:color", w_val="C9D3D7")),
    ("contents", BODY, remove(LINK)),
    ("contents", BODY, text(f"{LINK}//w:t", "Something else")),
    ("links", BODY, text("//w:hyperlink[not(@w:anchor)]//w:t", "")),
    ("links", BODY, add("//w:p", '<w:hyperlink w:anchor="nowhere"><w:r><w:t>x</w:t></w:r></w:hyperlink>', at=9)),
    ("no-prompt", "word/settings.xml", add("/*", '<w:updateFields w:val="true"/>')),
    ("no-prompt", BODY, add("//w:p", '<w:fldSimple w:instr="TOC \\o"/>', at=1)),
    ("no-prompt", BODY, add("//w:p/w:r", "<w:instrText>PAGEREF x</w:instrText>")),
    ("no-prompt", "word/footer1.xml", put("//w:fldSimple", w_dirty="1")),
    ("unique-names", BODY, put("(//w:bookmarkStart)[2]", w_id="1")),
    ("unique-names", BODY, same_numbers),
    ("known-styles", BODY, put("//w:pStyle[@w:val='Kicker']", w_val="Elsewhere")),
]  # fmt: skip


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An action plan with all that the rules look at: contents, pictures, tables, a link to elsewhere."""
    book = Book(edit=lambda workbook: setattr(workbook["Actions"]["E2"], "hyperlink", "https://example.gov.uk/"))
    book.abbreviations = [["CLT", "Corporate Leadership Team"]]
    book.actions[0][11] = "CLT agreed."
    folder = tmp_path_factory.mktemp("good")
    return documents_of(book.write(folder), folder / "out")["action-plan.docx"]


def test_the_file_to_break_is_good(good: bytes) -> None:
    assert faults(good) == []


@pytest.mark.parametrize(("name", "part", "change"), BROKEN)
def test_a_rule_finds_what_is_broken_and_no_other_does(good: bytes, name: str, part: str, change: Break) -> None:
    assert {fault.rule for fault in faults(changed(good, part, change))} == {name}


def test_each_rule_has_a_file_that_breaks_it() -> None:
    assert {name for name, _, _ in BROKEN} == set(RULES)


def test_a_long_document_without_contents_is_found(good: bytes) -> None:
    def take_out(root: etree._Element) -> None:
        for style in ("ContentsHeading", "ContentsEntry"):
            while root.xpath(f"//w:pStyle[@w:val='{style}']", namespaces={"w": W[1:-1]}):
                remove(f"//w:p[w:pPr/w:pStyle/@w:val='{style}']")(root)

    assert {fault.rule for fault in faults(changed(good, BODY, take_out))} == {"contents"}


def test_a_floating_picture_is_found(good: bytes) -> None:
    def float_it(root: etree._Element) -> None:
        first(root, "//wp:inline").tag = f"{WP}anchor"

    assert {fault.rule for fault in faults(changed(good, BODY, float_it))} == {"placed-in-line"}
