"""Every Word file is sound by our own rules and by a port of the Open XML SDK's; and each rule finds a break."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from tests.support.project import documents_of
from tests.support.word_breaks import BODY, Break, add, both, changed, element, every, first, put, remove
from tests.support.word_package import WP, W
from tests.support.word_soundness import RULES, W14, unsound
from tests.support.workbooks import Book

RELATIONS = "word/_rels/document.xml.rels"
P, CELL, LAST = "//w:body/w:p[1]", "//w:tbl/w:tr[2]/w:tc[2]", 99
LINK = "//w:hyperlink[@w:anchor]"


def audited(content: bytes, folder: Path) -> list[str]:
    """What a port of the Open XML SDK's rules finds in a Word file."""
    path = folder / "audited.docx"
    path.write_bytes(content)
    return [str(each) for each in OpenXmlValidator().validate(path).errors]


@pytest.mark.slow
@pytest.mark.parametrize("case", ["sample_documents", "seven_documents", "everything_documents"])
def test_every_word_file_is_sound(case: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    documents: Mapping[str, bytes] = request.getfixturevalue(case)
    files = {name: content for name, content in documents.items() if name.endswith(".docx")}
    assert len(files) >= 2
    assert {name: found for name, content in files.items() if (found := unsound(content))} == {}
    assert {name: said for name, content in files.items() if (said := audited(content, tmp_path))} == {}


def change(tag: str, inner: str, *, number: str = "901", who: str = "Testing") -> str:
    return f'<w:{tag} w:id="{number}" w:author="{who}" w:date="2025-01-01T00:00:00Z">{inner}</w:{tag}>'


def identified(*identities: str) -> Break:
    """Give the first paragraphs these identities."""

    def give(root: etree._Element) -> None:
        for paragraph, identity in zip(root.iter(f"{W}p"), identities, strict=False):
            paragraph.set(f"{W14}paraId", identity)

    return give


def same_numbers(root: etree._Element) -> None:
    """Give each drawing the same number."""
    for drawing in root.iter(f"{WP}docPr"):
        drawing.set("id", "77")


def table_after_table(root: etree._Element) -> None:
    """Put a table right behind the first."""
    first(root, "//w:tbl").addnext(element("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"))


TEXT, DELETED = "<w:r><w:t>x</w:t></w:r>", "<w:r><w:delText>x</w:delText></w:r>"

BROKEN: list[tuple[str, str, Break]] = [
    ("numbers-given-once", BODY, every("bookmarkStart", "name", "x")),
    ("numbers-given-once", BODY, same_numbers),
    ("numbers-given-once", BODY, both(*(add(P, '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr></w:sdt>', at=LAST),) * 2)),
    ("paragraphs-identified-once", BODY, identified("0000AAAA", "0000AAAA")),
    ("paragraphs-identified-once", BODY, identified("80000000")),
    ("marks-in-pairs", BODY, remove("//w:bookmarkEnd")),
    ("marks-in-pairs", BODY, remove("(//w:bookmarkStart)[last()]")),
    ("notes-there", BODY, add(P, '<w:r><w:footnoteReference w:id="7"/></w:r>', at=LAST)),
    ("notes-there", BODY, add(P, '<w:r><w:commentReference w:id="7"/></w:r>', at=LAST)),
    ("deleted-text-marked", BODY, add(P, change("del", TEXT), at=LAST)),
    ("deleted-text-marked", BODY, add(P, change("ins", DELETED), at=LAST)),
    ("links-lead-somewhere", BODY, put(LINK, w_anchor="nowhere")),
    ("links-lead-somewhere", RELATIONS, put("//*[contains(@Target, 'media')]", Id="rId999")),
    ("parts-there", RELATIONS, put("//*[contains(@Target, 'media')]", Target="media/none.png")),
    ("tables-apart", BODY, table_after_table),
    ("tables-apart", BODY, add(CELL, "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", at=LAST)),
    ("changes-dated", BODY, add(P, '<w:ins w:id="901" w:author="x"><w:r><w:t>x</w:t></w:r></w:ins>', at=LAST)),
    ("changes-dated", BODY, both(*(add(P, change("ins", TEXT), at=LAST),) * 2)),
]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An action plan with all that the rules look at: contents, bookmarks, pictures, tables."""
    folder = tmp_path_factory.mktemp("sound")
    return documents_of(Book().write(folder), folder / "out")["action-plan.docx"]


def test_the_file_to_break_is_sound(sound: bytes) -> None:
    assert unsound(sound) == []


@pytest.mark.parametrize(("name", "part", "broken"), BROKEN)
def test_a_rule_finds_what_is_broken_and_no_other_does(sound: bytes, name: str, part: str, broken: Break) -> None:
    found = {fault.rule for fault in unsound(changed(sound, part, broken))}
    # A bookmark that is cut off takes the links to it with it.
    assert found - {"links-lead-somewhere"} == {name} - {"links-lead-somewhere"}
    assert name in found


def test_each_rule_has_a_file_that_breaks_it() -> None:
    assert {name for name, _, _ in BROKEN} == set(RULES)


def test_a_file_that_word_would_not_take_is_found_by_the_port_of_the_sdk(sound: bytes, tmp_path: Path) -> None:
    broken = changed(sound, BODY, add("//w:body", "<w:nonsense/>"))
    assert any("nonsense" in each for each in audited(broken, tmp_path))
