"""What a Word template carries beside its words and looks is in no part of what is made, and what is made opens."""

import io
import re
import zipfile
from collections import defaultdict
from pathlib import Path

import docx
import pytest
from PIL import Image

from bvdocs.core.brand import Brand
from bvdocs.core.publishing import published
from bvdocs.render.picture import Picture
from bvdocs.render.word.document import WordRenderer
from bvdocs.templating import check_templates
from bvdocs.view import ReportView, build_view
from tests.gates import office, require, tagged
from tests.support.archives import copy_templates
from tests.support.project import TEMPLATES
from tests.support.template_edits import PIXEL, change_part, complex_field, outside, relate, run, with_xml
from tests.support.traces import MARK, WORD_S_CONTENTS, with_told_traces, with_traces
from tests.support.word_checker import faults
from tests.support.word_package import text_of
from tests.support.workbooks import Book

NAME = "action-plan.docx"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ReportView:
    return build_view(published(Book().read(tmp_path_factory.mktemp("traces"))), Brand())


def made_from(folder: Path, report: ReportView) -> bytes:
    pictures: defaultdict[str, Picture] = defaultdict(lambda: Picture(b"<svg/>", 10, lambda: PIXEL))
    return WordRenderer(folder, pictures, Brand()).render(NAME, report, "Action plan")


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        return {name: made.read(name) for name in made.namelist()}


def marks_in(content: bytes) -> set[str]:
    """The marks in any part, and in the names of the parts."""
    whole = b"\n".join(part for pair in parts_of(content).items() for part in (pair[0].encode(), pair[1]))
    return {found.decode() for found in re.findall(MARK.encode() + rb"\w*", whole)}


def texts_of(content: bytes) -> str:
    return "\n".join(text_of(each) for each in docx.Document(io.BytesIO(content)).element.body.iter("{*}p"))


@pytest.mark.slow
def test_no_trace_of_a_template_is_in_what_is_made(tmp_path: Path, report: ReportView) -> None:
    folder = copy_templates(tmp_path)
    names = with_traces(folder)
    assert marks_in((folder / NAME).read_bytes()) == {MARK + name for name in names}, "each mark is there before"
    assert len(names) > 40
    assert list(check_templates(folder)) == []
    made = made_from(folder, report)
    assert marks_in(made) == set()
    assert texts_of(made).endswith("Kept wordsJo\nKept too")
    pictures = [part for name, part in parts_of(made).items() if name.startswith("word/media/")]
    assert [Image.open(io.BytesIO(each)).size for each in pictures].count((8, 8)) == 1
    assert b"A chart of its own" in parts_of(made)["word/charts/chart1.xml"]
    settings = parts_of(made)["word/settings.xml"].decode()
    assert "trackRevisions" not in settings
    assert "rsid" not in settings
    assert "compatibilityMode" in settings


@pytest.mark.slow
def test_no_stale_text_path_or_name_of_a_field_is_in_what_is_made(tmp_path: Path, report: ReportView) -> None:
    folder = copy_templates(tmp_path)
    names = with_told_traces(folder)
    assert marks_in((folder / NAME).read_bytes()) == {MARK + name for name in names}
    assert {each.code for each in check_templates(folder)} == {"W437", "W439"}
    made = made_from(folder, report)
    assert marks_in(made) == set()
    assert texts_of(made).count("Before.  Behind.") == 21
    assert "The words of the link" in texts_of(made)


def test_fields_of_pages_and_links_stay(tmp_path: Path, report: ReportView) -> None:
    folder = copy_templates(tmp_path)
    relate(
        folder,
        'Id="rId92" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        'Target="https://example.gov.uk/kept" TargetMode="External"',
    )
    link = "<w:hyperlink xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' r:id='rId92'>"
    with_xml(folder, f"<w:p>{complex_field('PAGE', '7')}{link}{run('words')}</w:hyperlink></w:p>")
    made = parts_of(made_from(folder, report))
    assert b"> PAGE <" in made["word/document.xml"]
    assert b'r:id="rId92"' in made["word/document.xml"]
    assert b"https://example.gov.uk/kept" in made["word/_rels/document.xml.rels"]
    assert made["word/footer1.xml"].count(b"NUMPAGES") == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.gov.uk&amp;data=jo%40council.gov.uk",
        "https://example.org/x?token=abcdef123",
        "https://example.org/x?who=jo%40council.gov.uk",
    ],
)
def test_of_a_link_that_tells_too_much_the_words_alone_stay(address: str, tmp_path: Path, report: ReportView) -> None:
    folder = copy_templates(tmp_path)
    relate(folder, outside("rId92", "hyperlink", address))
    link = "<w:hyperlink xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' r:id='rId92'>"
    with_xml(folder, f"<w:p>{link}{run('The words of the link')}</w:hyperlink></w:p>")
    made = made_from(folder, report)
    assert "The words of the link" in texts_of(made)
    parts = b"\n".join(parts_of(made).values())
    assert [each for each in (b"safelinks", b"abcdef123", b"jo%40council") if each in parts] == []


def test_of_word_s_own_contents_no_entry_and_no_empty_line_is_left(tmp_path: Path, report: ReportView) -> None:
    folder = copy_templates(tmp_path)
    with_xml(folder, f"{WORD_S_CONTENTS}<w:p>{complex_field('DATE', '1 May')}</w:p>")
    made = docx.Document(io.BytesIO(made_from(folder, report))).element.body
    assert [text_of(each) for each in made.iter("{*}p")][-2:] == ["Contents", "There"]


def test_the_address_of_a_template_s_link_is_made_a_uri(tmp_path: Path, report: ReportView) -> None:
    folder = copy_templates(tmp_path)
    relate(folder, outside("rId92", "hyperlink", "https://example.gov.uk/a plan [1].pdf"))
    link = "<w:hyperlink xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' r:id='rId92'>"
    with_xml(folder, f"<w:p>{link}{run('words')}</w:hyperlink></w:p>")
    relations = parts_of(made_from(folder, report))["word/_rels/document.xml.rels"]
    assert b'"https://example.gov.uk/a%20plan%20%5B1%5D.pdf"' in relations


def test_every_relation_leads_to_a_part_and_every_part_is_named_once(tmp_path: Path, report: ReportView) -> None:
    folder = copy_templates(tmp_path)
    with_traces(folder)
    with_told_traces(folder)
    made = parts_of(made_from(folder, report))
    types = made["[Content_Types].xml"].decode()
    for part in re.findall(r'PartName="/([^"]+)"', types):
        assert part in made
    for name in (name for name in made if name.endswith(".rels")):
        owner = name.replace("_rels/", "").removesuffix(".rels")
        relations = made[name].decode()
        known = set(re.findall(r'\bId="([^"]+)"', relations))
        used = set(re.findall(rb'\br:(?:id|embed|link|pict)="([^"]+)"', made.get(owner, b"")))
        assert {each.decode() for each in used} <= known, name


def test_the_properties_are_those_that_bvdocs_writes_and_no_others(tmp_path: Path, report: ReportView) -> None:
    folder = copy_templates(tmp_path)
    with_traces(folder)
    # The mark of a document is a hash of its words, and the templates have other words.
    core, shipped = (
        re.sub(rb"bvdocs-[0-9a-f]{16}", b"bvdocs-mark", parts_of(made_from(each, report))["docProps/core.xml"])
        for each in (folder, TEMPLATES)
    )
    assert core == shipped
    assert b"<cp:keywords>bvdocs-mark</cp:keywords>" in core
    assert set(re.findall(rb"<\w+:(\w+)[ >]", core)) == {
        b"coreProperties", b"title", b"subject", b"version", b"contentStatus", b"creator", b"lastModifiedBy",
        b"language", b"created", b"modified", b"revision", b"keywords",
    }  # fmt: skip


def test_a_tag_in_the_properties_is_not_filled_in_and_harms_nothing(tmp_path: Path, report: ReportView) -> None:
    folder = copy_templates(tmp_path)
    change_part(folder, "docProps/core.xml", "</dc:title>", "{{ nothing.of.it</dc:title>")
    assert b"nothing" not in parts_of(made_from(folder, report))["docProps/core.xml"]


def test_the_same_template_makes_the_same_bytes(tmp_path: Path, report: ReportView) -> None:
    folder = copy_templates(tmp_path)
    with_traces(folder)
    with_told_traces(folder)
    first = made_from(folder, report)
    assert made_from(folder, report) == first
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_ships_carries_no_trace_and_nothing_else_is_changed_in_it(report: ReportView) -> None:
    kept = {"[Content_Types].xml", "_rels/.rels", "docProps/core.xml"}
    for path in sorted(TEMPLATES.glob("*.docx")):
        parts = parts_of(path.read_bytes())
        assert {name for name in parts if not name.startswith("word/")} == kept
        assert b"rsid" not in b"".join(parts.values())
        assert "word/webSettings.xml" not in parts
    assert not faults(made_from(TEMPLATES, report))


@pytest.mark.slow
def test_libreoffice_opens_what_is_made_from_a_template_full_of_traces(tmp_path: Path, report: ReportView) -> None:
    require(office.found(), office.WHAT)
    folder = copy_templates(tmp_path)
    with_traces(folder)
    with_told_traces(folder)
    (tmp_path / "made.docx").write_bytes(made_from(folder, report))
    (shown,) = map(tagged.read, office.converted([tmp_path / "made.docx"], tmp_path))
    assert "KeptwordsJo" in "".join(shown.text.split())
    assert MARK not in shown.text
