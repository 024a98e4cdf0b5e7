"""Redlines of documents whose styles and lists have other ids: Word knows a style by its name, so a redline does."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from bvdocs.render.redline import make_redline
from tests.support.package_edits import read_package, write_package
from tests.support.redlining import Paragraph, WordFile, accepted, changes, faults, plain, rejected
from tests.support.small_documents import saved

WHEN = datetime(2025, 9, 23, tzinfo=UTC)


def holds(older: bytes, newer: bytes) -> bytes:
    """Return the redline, after asserting that both documents come out of it, styles by name, lists by their signs."""
    made = make_redline(older, newer, "Council", WHEN)
    assert accepted(made) == accepted(newer)
    assert rejected(made) == accepted(older)
    assert faults(made) == []
    return made


def written(*paragraphs: tuple[str, str], change: Callable[[Any], None] = lambda _: None) -> bytes:
    document: Any = docx.Document()
    for text, style in paragraphs:
        document.add_paragraph(text, style=style)
    document.add_table(1, 1, style="Table Grid").cell(0, 0).text = "cell"
    document.add_paragraph("Stays").add_run(" and goes on", style="Strong")
    change(document)
    return saved(document)


def with_ids(content: bytes, **ids: str) -> bytes:
    """Give styles other ids throughout a file, as a Word of another language does."""
    document = docx.Document(io.BytesIO(content))
    for part in (document.part.element, document.styles.element):
        for each in part.iter("*"):
            for name in (qn("w:val"), qn("w:styleId")):
                if each.get(name) in ids and each.tag.endswith(("Style", "style", "basedOn", "next", "link")):
                    each.set(name, ids[each.get(name)])
    return saved(document)


GERMAN = {
    "Heading1": "berschrift1", "Heading1Char": "berschrift1Zchn", "ListBullet": "Aufzhlungszeichen",
    "Normal": "Standard", "TableGrid": "Tabellenraster", "Strong": "Fett",
    "DefaultParagraphFont": "Absatz-Standardschriftart",
}  # fmt: skip


@pytest.mark.parametrize("which", ["older", "newer", "both"])
def test_a_style_is_known_by_its_name(which: str) -> None:
    older = written(("Aims", "Heading 1"), ("Gone altogether", "Heading 1"), ("First", "List Bullet"))
    newer = written(("Aims", "Heading 1"), ("First", "List Bullet"), ("Then this came", "List Bullet"))
    if which in {"older", "both"}:
        older = with_ids(older, **GERMAN)
    if which in {"newer", "both"}:
        newer = with_ids(newer, **GERMAN)
    made = holds(older, newer)
    assert changes(made) == {"del": ["Gone altogether"], "ins": ["Then this came"]}
    assert b"pPrChange" not in WordFile.read(made).parts["word/document.xml"]
    assert sorted(WordFile.read(made).style_names()) == sorted(WordFile.read(newer).style_names())


def test_capitals_make_no_other_style() -> None:
    newer = written(("Aims", "Heading 1"))
    document = docx.Document(io.BytesIO(newer))
    name = next(style for style in document.styles if style.style_id == "Heading1").element.find(qn("w:name"))
    assert name.get(qn("w:val")) == "heading 1"
    name.set(qn("w:val"), "Heading 1")
    made = holds(written(("Aims", "Heading 1"), ("Gone", "Heading 1")), saved(document))
    assert WordFile.read(made).style_names().keys() == WordFile.read(newer).style_names().keys()


def _own_styles(document: Any) -> None:
    base = document.styles.add_style("Council Base", WD_STYLE_TYPE.PARAGRAPH)
    after = document.styles.add_style("Council After", WD_STYLE_TYPE.PARAGRAPH)
    own = document.styles.add_style("Council Own", WD_STYLE_TYPE.PARAGRAPH)
    letters = document.styles.add_style("Council Own Char", WD_STYLE_TYPE.CHARACTER)
    table = document.styles.add_style("Council Table", WD_STYLE_TYPE.TABLE)
    own.base_style, own.next_paragraph_style, table.base_style = base, after, document.styles["Table Grid"]
    own.element.append(parse_xml(f'<w:link {nsdecls("w")} w:val="{letters.style_id}"/>'))
    letters.element.append(parse_xml(f'<w:link {nsdecls("w")} w:val="{own.style_id}"/>'))
    document.paragraphs[0].style = own
    document.paragraphs[0].runs[0].style = letters
    document.tables[0].style = table


def test_a_style_that_the_newer_document_lacks_comes_along_with_all_it_rests_on() -> None:
    older, newer = written(("Gone", "Normal"), change=_own_styles), written(("Other words are here", "Normal"))
    document: Any = docx.Document(io.BytesIO(newer))
    document.element.body.remove(document.tables[0]._tbl)
    made = holds(older, saved(document))
    styles = {style.name: style for style in docx.Document(io.BytesIO(made)).styles}
    own = styles["Council Own"]
    assert (own.base_style.name, own.next_paragraph_style.name) == ("Council Base", "Council After")
    assert own.element.find(qn("w:link")).get(qn("w:val")) == styles["Council Own Char"].style_id
    assert styles["Council Table"].base_style.name == "Table Grid"
    (table,) = docx.Document(io.BytesIO(made)).tables
    assert table.style and table.style.name == "Council Table"


def test_an_id_that_another_style_has_is_not_taken_for_it() -> None:
    def named(name: str) -> Callable[[Any], None]:
        def change(document: Any) -> None:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.element.set(qn("w:styleId"), "Own1")
            document.paragraphs[0].style = style

        return change

    older = written(("Gone", "Normal"), change=named("Shout"))
    made = holds(older, written(("Other words", "Normal"), change=named("Whisper")))
    assert sorted(name for name in WordFile.read(made).style_names().values() if name in {"shout", "whisper"}) == [
        "shout", "whisper",
    ]  # fmt: skip


def test_a_style_that_no_document_has_is_normal() -> None:
    def change(document: Any) -> None:
        document.paragraphs[0].style = "List Bullet"
        document.paragraphs[0]._p.pPr.pStyle.set(qn("w:val"), "Nowhere")

    made = make_redline(written(("Gone", "Normal"), change=change), written(), "Council", WHEN)
    assert b"Nowhere" not in WordFile.read(made).parts["word/document.xml"]
    assert plain(rejected(made)["body"])[0] == "Gone"


def test_paragraphs_of_another_default_style_keep_it() -> None:
    def change(document: Any) -> None:
        normal = document.styles["Normal"].element
        del normal.attrib[qn("w:default")]
        own = document.styles.add_style("Council Text", WD_STYLE_TYPE.PARAGRAPH)
        own.element.set(qn("w:default"), "1")

    made = make_redline(written(change=change), written(), "Council", WHEN)
    assert "council text" in {each.style for each in rejected(made)["body"] if isinstance(each, Paragraph)}


def in_list(sign: str, *, text: str = "Listed", number: str = "77", start: int = 1) -> Callable[[Any], None]:
    """Return what adds a paragraph in a list of its own with this sign."""

    def change(document: Any) -> None:
        root = document.part.numbering_part.element
        defined = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:nsid w:val="0{number}F"/><w:lvl w:ilvl="0">'
            f'<w:start w:val="{start}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{sign}"/></w:lvl></w:abstractNum>'
        )
        root.findall(qn("w:num"))[0].addprevious(defined)
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
        paragraph = document.add_paragraph(text)
        xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(xml))
        document.add_paragraph("The end of it")

    return change


def lists_in(content: bytes) -> list[str]:
    return sorted(sign for sign in WordFile.read(content).lists().values() if "council" in sign)


@pytest.mark.parametrize("number", ["77", "78"], ids=["of the same number", "of another number"])
def test_a_list_is_known_by_how_it_numbers(number: str) -> None:
    older = written(change=in_list("council %1", text="Listed and gone"))
    made = holds(older, written(change=in_list("council %1", text="Quite other words stand here", number=number)))
    assert lists_in(made) == ["council %1"]


def test_a_list_that_the_newer_document_lacks_comes_along() -> None:
    older = written(change=in_list("council %1"))
    for newer in (written(("The end of it", "Normal")), written(change=in_list("(council %1)", text="Others"))):
        made = holds(older, newer)
        assert lists_in(made) == sorted([*lists_in(newer), "council %1"])


def test_a_document_without_lists_is_given_one(tmp_path: Path) -> None:
    newer = tmp_path / "newer.docx"
    newer.write_bytes(written(("The end of it", "Normal")))
    parts = read_package(newer)
    del parts["word/numbering.xml"]
    for part, name in (("word/_rels/document.xml.rels", b"Relationship"), ("[Content_Types].xml", b"Override")):
        parts[part] = re.sub(rb"<%s [^>]*numbering[^>]*>" % name, b"", parts[part])
    write_package(newer, parts)
    made = holds(written(change=in_list("council %1")), newer.read_bytes())
    assert lists_in(made) == ["council %1"]
