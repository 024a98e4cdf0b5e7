"""Every Word file is without a fault; and each rule of the checker finds what a file made on purpose breaks."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from tests.support.project import documents_of
from tests.support.word_breaks import BODY, Break, add, both, changed, element, every, first, put, remove, text
from tests.support.word_checker import RULES, faults
from tests.support.word_package import WP, R, W
from tests.support.workbooks import Book

STYLES, THEME = "word/styles.xml", "word/theme/theme1.xml"
SETTINGS, NUMBERING, RELATIONS = "word/settings.xml", "word/numbering.xml", "word/_rels/document.xml.rels"


@pytest.mark.slow
@pytest.mark.parametrize("case", ["sample_documents", "seven_documents", "everything_documents"])
def test_every_word_file_is_without_a_fault(case: str, request: pytest.FixtureRequest) -> None:
    documents: Mapping[str, bytes] = request.getfixturevalue(case)
    checked = {name: faults(content) for name, content in documents.items() if name.endswith(".docx")}
    assert len(checked) >= 2
    assert {name: found for name, found in checked.items() if found} == {}


@pytest.mark.slow
def test_a_word_file_of_empty_parts_is_without_a_fault(tmp_path: Path) -> None:
    book = Book()
    book.narrative, book.actions, book.criteria = [], [], book.criteria[:1]
    documents = documents_of(book.write(tmp_path), tmp_path / "out")
    assert [faults(content) for name, content in documents.items() if name.endswith(".docx")] == [[], [], [], []]


def said(words: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{words}</w:t></w:r></w:p>"


TABLE, CELL = "//w:tbl", "//w:tbl/w:tr[2]/w:tc[2]"
HEADING = "//w:p[w:pPr/w:pStyle/@w:val='Heading1']"
TITLE = "//w:p[w:pPr/w:pStyle/@w:val='Title']"
RUN = "//w:p[w:pPr/w:pStyle/@w:val='Lead']/w:r"
LINK = "//w:hyperlink[starts-with(@w:anchor, 'Contents_')]"
NUMBERED = "//w:style[@w:styleId='ListBullet']//w:numPr"
ENTRY = "//w:p[w:hyperlink[starts-with(@w:anchor, 'Contents_')]]"
OUTWARD = "//w:hyperlink[not(@w:anchor)]"
ACCENT = "//*[local-name()='accent1']/*"
FIRST_ROW = "//w:tblStylePr[@w:type='firstRow']/w:tcPr"
FIRST_COLUMN = "//w:tblStylePr[@w:type='firstCol']"
DARK = '<w:shd w:val="clear" w:fill="1B2A30"/>'
THEME_GROUND = '<w:shd w:val="clear" w:fill="FFFFFF" w:themeFill="accent1"/>'
LIGHTER = '<w:shd w:val="clear" w:fill="FFFFFF" w:themeFill="accent1" w:themeFillTint="10"/>'
LAST_ROW = f'<w:tblStylePr w:type="lastRow"><w:tcPr>{DARK}</w:tcPr></w:tblStylePr>'
UNDEFINED = '<w:p><w:pPr><w:numPr><w:numId w:val="999"/></w:numPr></w:pPr><w:r><w:t>An entry</w:t></w:r></w:p>'


def linked(anchor: str) -> str:
    return f'<w:hyperlink w:anchor="{anchor}"><w:r><w:t>x</w:t></w:r></w:hyperlink>'


def end_with_table(*after: str) -> Break:
    """Let the document end with a table and what comes after it."""

    def change(root: etree._Element) -> None:
        end = first(root, "//w:body/w:sectPr")
        end.addprevious(first(root, "//w:body/w:tbl[last()]"))
        for each in after:
            end.addprevious(element(each))

    return change


def chip(fill: str, words: str, rest: str) -> Break:
    """A paragraph which begins with words on a ground of their own."""
    look = f'<w:rPr><w:color w:val="000000"/><w:shd w:val="clear" w:fill="{fill}"/></w:rPr>'
    runs = f"<w:r>{look}<w:t>{words}</w:t></w:r><w:r><w:t>{rest}</w:t></w:r>"
    return add(CELL, f"<w:p>{runs}</w:p>", at=9)


def mark_before_heading(root: etree._Element) -> None:
    """A bookmark that begins between paragraphs, and a link to it in a line of text."""
    first(root, HEADING).addprevious(element('<w:bookmarkStart w:id="900" w:name="before"/>'))
    add(RUN.removesuffix("/w:r"), linked("before"), at=9)(root)


def lead_to_next_heading(root: etree._Element) -> None:
    """The first entry of the contents leads where the second does."""
    first(root, LINK).set(f"{W}anchor", first(root, f"({LINK})[2]").get(f"{W}anchor", ""))


MARK_IN_CELL = add(f"{CELL}/w:p", '<w:bookmarkStart w:id="900" w:name="cell"/>', at=1)
INK_BY_DEFAULT = put("//w:rPrDefault//w:color", w_val="C9D3D7", w_themeColor="")

BROKEN: list[tuple[str, str, Break]] = [
    ("alt-text", BODY, put("//wp:docPr", descr="")),
    ("alt-text", BODY, put("//wp:docPr", descr="timeline.png")),
    ("placed-in-line", BODY, add(RUN, "<w:pict/>")),
    ("heading-row", BODY, remove("//w:tblHeader")),
    ("heading-row", BODY, add("//w:tbl/w:tr[2]/w:trPr", "<w:tblHeader/>")),
    ("heading-row", BODY, text("//w:tbl/w:tr[1]/w:tc[2]//w:t", " ")),
    ("heading-cells", BODY, put("//w:tblLook", w_firstColumn="0")),
    ("heading-cells", BODY, put("//w:tblLook", w_firstRow="0")),
    ("heading-cells", BODY, text("//w:tbl/w:tr[2]/w:tc[1]/w:p/w:r/w:t[text()]", "")),
    ("no-merged-cells", BODY, add(f"{CELL}/w:tcPr", '<w:gridSpan w:val="1"/>')),
    ("no-merged-cells", BODY, add(f"{CELL}/w:tcPr", '<w:vMerge w:val="restart"/>')),
    ("no-merged-cells", BODY, remove(CELL)),
    ("rows-whole", BODY, remove("//w:tbl/w:tr[3]//w:cantSplit")),
    ("headings-without-gaps", BODY, remove(TITLE)),
    ("headings-without-gaps", BODY, put(f"{TITLE}/w:pPr/w:pStyle", w_val="Heading2")),
    ("headings-without-gaps", BODY, add("//w:body", said("Again", "Title"), at=9)),
    ("headings-without-gaps", BODY, add("//w:body", said("Three below the title", "Heading3"), at=3)),
    ("headings-kept", STYLES, remove("//w:style[@w:styleId='Heading1']//w:keepNext")),
    ("real-lists", BODY, add("//w:body", said("• A bullet typed by hand"), at=1)),
    ("real-lists", BODY, add("//w:body", said("2. A number typed by hand"), at=1)),
    ("real-lists", BODY, text(f"{CELL}//w:t", "• A bullet typed into a cell")),
    ("real-lists", BODY, chip("FFFFFF", "• A bullet, and all of its text on a ground", "")),
    ("real-lists", BODY, chip("auto", "•", " A bullet on no ground")),
    ("real-lists", STYLES, remove(NUMBERED)),
    ("real-lists", BODY, add("//w:body", UNDEFINED, at=1)),
    ("real-lists", NUMBERING, every("abstractNum", "abstractNumId", "none")),
    ("language", STYLES, put("//w:docDefaults//w:lang", w_val="en-US")),
    ("language", STYLES, remove("//w:docDefaults//w:lang")),
    ("language", BODY, add(RUN, '<w:rPr><w:lang w:val="de-DE"/></w:rPr>')),
    ("language", BODY, add(RUN, '<w:rPr><w:lang w:eastAsia="ja-JP"/></w:rPr>')),
    ("language", SETTINGS, put("//w:themeFontLang", w_val="en-US")),
    ("language", SETTINGS, put("//w:themeFontLang", w_eastAsia="ja-JP")),
    ("language", NUMBERING, add("//w:lvl/w:rPr", '<w:lang w:val="en-US"/>')),
    ("properties", "docProps/core.xml", remove("//dc:title")),
    ("properties", "docProps/core.xml", text("//dc:subject", "")),
    ("properties", "docProps/core.xml", text("//dc:language", "en")),
    ("no-empty-paragraphs", BODY, add("//w:body", "<w:p/>", at=2)),
    ("no-empty-paragraphs", BODY, add(CELL, "<w:p/>", at=2)),
    ("no-empty-paragraphs", BODY, end_with_table("<w:p/>", "<w:p/>")),
    ("no-empty-paragraphs", BODY, end_with_table("<w:p/>", said("More"))),
    ("readable-ink", BODY, add(RUN, '<w:rPr><w:color w:val="999999"/></w:rPr>')),
    ("readable-ink", BODY, add(f"{CELL}/w:tcPr", '<w:shd w:val="clear" w:fill="0B3C49"/>')),
    ("readable-ink", STYLES, add("//w:style[@w:styleId='Normal']/w:rPr", '<w:color w:val="C9D3D7"/>')),
    ("readable-ink", STYLES, INK_BY_DEFAULT),
    ("readable-ink", STYLES, add("//w:pPrDefault/w:pPr", DARK)),
    ("readable-ink", STYLES, add(FIRST_ROW, DARK)),
    ("readable-ink", STYLES, add(FIRST_COLUMN, f"<w:tcPr>{DARK}</w:tcPr>")),
    ("readable-ink", STYLES, add("//w:style[@w:styleId='TableNormal']", f"<w:tcPr>{DARK}</w:tcPr>", at=9)),
    ("readable-ink", STYLES, add("//w:style[@w:styleId='TableNormal']/w:tblPr", DARK)),
    ("readable-ink", BODY, add(f"{CELL}/w:tcPr", THEME_GROUND)),
    ("readable-ink", BODY, add(RUN, '<w:rPr><w:color w:val="000000" w:themeColor="background1"/></w:rPr>')),
    ("readable-ink", THEME, put(ACCENT, val="C9D3D7")),
    ("contents", BODY, remove(LINK)),
    ("contents", BODY, text(f"{LINK}//w:t", "Something else")),
    ("contents", BODY, add(ENTRY, "<w:r><w:t>Not a link</w:t></w:r>", at=9)),
    ("contents", BODY, lead_to_next_heading),
    ("links", BODY, text(f"{OUTWARD}//w:t", "")),
    ("links", BODY, add("//w:p", linked("nowhere"), at=9)),
    ("links", BODY, both(MARK_IN_CELL, add("//w:p", linked("cell"), at=9))),
    ("links", BODY, put(OUTWARD, **{f"{R}id": "rId999"})),
    ("links", RELATIONS, put("//*[@TargetMode]", TargetMode="Internal")),
    ("links", RELATIONS, put("//*[@TargetMode]", Target="")),
    ("no-prompt", SETTINGS, add("/*", '<w:updateFields w:val="true"/>')),
    ("no-prompt", BODY, add("//w:p", '<w:fldSimple w:instr="TOC \\o"/>', at=1)),
    ("no-prompt", BODY, add("//w:p/w:r", "<w:instrText>PAGEREF x</w:instrText>")),
    ("no-prompt", "word/footer1.xml", put("//w:fldSimple", w_dirty="1")),
    ("one-font", BODY, add(RUN, '<w:rPr><w:rFonts w:ascii="Calibri"/></w:rPr>')),
    ("one-font", BODY, add(RUN, '<w:rPr><w:rFonts w:hAnsi="Calibri"/></w:rPr>')),
    ("one-font", STYLES, add("//w:style[@w:styleId='Codes']/w:rPr", '<w:rFonts w:ascii="Calibri"/>')),
    ("one-font", STYLES, remove("//w:docDefaults//w:rFonts")),
    ("one-font", THEME, put("//*[local-name()='majorFont']/*[local-name()='latin']", typeface="Cambria")),
    ("known-styles", BODY, put("//w:pStyle[@w:val='Kicker']", w_val="Elsewhere")),
]  # fmt: skip

SOUND: list[tuple[str, str, Break]] = [
    ("the paragraph that Word demands after a last table", BODY, end_with_table("<w:p/>")),
    ("a rating's mark on its own ground", BODY, chip("C9D3D7", "–", " Not rated")),
    ("a lighter colour of the theme, worked out beside it", BODY, add(f"{CELL}/w:tcPr", LIGHTER)),
    ("a link in a line of text to a bookmark before a heading", BODY, mark_before_heading),
    (
        "a row's ground in a table that does not show it",
        STYLES,
        add("//w:style[@w:styleId='TableNormal']", LAST_ROW, at=9),
    ),
]


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


@pytest.mark.parametrize(("part", "change"), [each[1:] for each in SOUND], ids=[each[0] for each in SOUND])
def test_what_is_no_fault_is_not_found(good: bytes, part: str, change: Break) -> None:
    assert faults(changed(good, part, change)) == []


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
