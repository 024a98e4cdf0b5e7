"""A Word template as a file: what is damaged, and styles and pictures that are missing, are found."""

import random
import shutil
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from bvdocs.core.places import TemplatePlace
from tests.support.as_word_saves import as_strict
from tests.support.project import TEMPLATES
from tests.support.template_edits import PIXEL, Passes, found, package, run, the_finding, with_xml


def test_a_word_file_that_is_none_or_is_damaged_is_said(folder: Path) -> None:
    (folder / "overview.docx").write_bytes(b"not a zip")
    assert the_finding(folder, "E417").where == TemplatePlace("overview.docx")
    shutil.copy(TEMPLATES / "overview.docx", folder)
    package(folder, lambda parts: parts.update({"word/header1.xml": b"<w:hdr"}))
    assert "'word/header1.xml' of the file is damaged" in the_finding(folder, "E417").message
    package(folder, lambda parts: parts.pop("word/document.xml"))
    assert "it is not a Word document (.docx)" in the_finding(folder, "E417").message
    package(folder, lambda parts: parts.clear())
    assert the_finding(folder, "E417")


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("_rels/.rels", "it is not a Word document (.docx)"),
        ("docProps/core.xml", "the part 'docProps/core.xml' is missing from the file"),
    ],
)
def test_a_part_without_which_no_library_opens_the_file_is_said(folder: Path, part: str, said: str) -> None:
    package(folder, lambda parts: parts.pop(part))
    assert said in the_finding(folder, "E417").message


def test_a_template_saved_as_strict_is_said_with_how_to_save_it(folder: Path) -> None:
    (folder / "overview.docx").write_bytes(as_strict((TEMPLATES / "overview.docx").read_bytes()))
    finding = the_finding(folder, "E442")
    assert finding.where == TemplatePlace("overview.docx")
    assert finding.message == "it is saved as Strict Open XML."
    assert "'Word Document (*.docx)'" in finding.hint


def test_styles_that_cannot_be_read_are_said_once(folder: Path) -> None:
    package(folder, lambda parts: parts.update({"word/styles.xml": b"<w:styles"}))
    assert "'word/styles.xml' of the file is damaged" in the_finding(folder, "E417").message


def test_bytes_that_are_damaged_are_said(folder: Path) -> None:
    whole = (TEMPLATES / "overview.docx").read_bytes()
    draw = random.Random(1)
    for _ in range(60):
        damaged = bytearray(whole)
        place = draw.randrange(len(whole) - 3)
        damaged[place : place + 3] = draw.randbytes(3)
        (folder / "overview.docx").write_bytes(damaged)
        assert {code for code, *_ in found(folder)} <= {"E417", "E418", "E421"}


def test_elements_that_are_none_of_word_s_do_no_harm(folder: Path, passes: Passes) -> None:
    with_xml(folder, f"<w:rows/><w:p><w:held/><w:into/>{run('{{ report.title }}')}</w:p>")
    passes()


def test_a_word_file_may_be_in_utf_16_and_hold_marked_characters_but_no_entities(folder: Path, passes: Passes) -> None:
    name = "word/header1.xml"

    def in_utf_16(parts: dict[str, bytes]) -> None:
        text = parts[name].decode().replace("UTF-8", "UTF-16").replace("</w:t>", "<![CDATA[ & ]]></w:t>", 1)
        parts[name] = text.encode("utf-16")

    package(folder, in_utf_16)
    passes()
    package(folder, lambda parts: parts.update({name: b'<!DOCTYPE x [<!ENTITY a "b">]>' + parts[name]}))
    assert the_finding(folder, "E417")


def test_a_style_that_is_missing_is_said_and_one_that_nothing_uses_is_not(folder: Path) -> None:
    document = docx.Document(str(folder / "action-plan.docx"))
    for identity in ("TableText", "Heading3"):
        for style in document.styles.element.xpath(f"w:style[@w:styleId='{identity}']"):
            document.styles.element.remove(style)
    document.save(str(folder / "action-plan.docx"))
    assert "the style 'TableText' is missing" in the_finding(folder, "E418").message


@pytest.mark.parametrize(
    ("name", "style"),
    [("action-plan.docx", "Hyperlink"), ("overview.docx", "Chip"), ("evidence-index.docx", "Chip")],
)
def test_a_style_that_a_tag_brings_must_be_there(name: str, style: str, folder: Path, passes: Passes) -> None:
    def drop(parts: dict[str, bytes]) -> None:
        old = f'w:styleId="{style}"'.encode()
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(old, b'w:styleId="Other"')

    package(folder, drop, name)
    if (name, style) == ("evidence-index.docx", "Chip"):
        passes()  # no tag brings it there
    else:
        assert f"'{style}'" in the_finding(folder, "E418").message


def test_a_picture_that_is_missing_from_a_word_file_is_said(folder: Path, passes: Passes) -> None:
    (folder / "pixel.png").write_bytes(PIXEL)
    document = docx.Document(str(folder / "overview.docx"))
    document.add_picture(str(folder / "pixel.png"))
    document.save(str(folder / "overview.docx"))
    passes()
    package(folder, lambda parts: parts.pop("word/media/image1.png"), "overview.docx")
    assert "the picture 'word/media/image1.png' is missing from the file." in the_finding(folder, "E421").message


def test_a_picture_that_is_only_linked_to_a_word_file_is_said_and_one_that_is_there_too_is_not(
    folder: Path, passes: Passes
) -> None:
    relation = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
        b' Target="https://example.gov.uk/a.png" TargetMode="External"/></Relationships>'
    )
    name = "word/_rels/document.xml.rels"
    (folder / "pixel.png").write_bytes(PIXEL)
    document = docx.Document(str(folder / "action-plan.docx"))
    document.add_picture(str(folder / "pixel.png"))
    (blip,) = document.element.body.xpath("//a:blip")
    blip.set(qn("r:link"), "rId99")
    document.save(str(folder / "action-plan.docx"))
    package(folder, lambda parts: parts.update({name: parts[name].replace(b"</Relationships>", relation)}))
    passes()
    embedded = blip.get(qn("r:embed")).encode()

    def drop(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = parts["word/document.xml"].replace(b' r:embed="' + embedded + b'"', b"")

    package(folder, drop)
    assert "only linked" in the_finding(folder, "E421").message
