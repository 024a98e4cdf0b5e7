"""PDFs joined to one: all pages, tags, links and bookmarks are in it, in order, and each page has its number."""

import base64
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text
from PIL import Image

from bvdocs.core.brand import Brand
from bvdocs.core.errors import EnvironmentLacksError, RenderError
from bvdocs.render.pack import PackedDocument, make_pack
from bvdocs.render.pdf.layout import Pdf, render_pdf
from bvdocs.templating.brand_file import read_brand
from bvdocs.view import ReportView, build_view
from tests.gates import laid_out, require, verapdf
from tests.support.heard import Heard
from tests.support.project import TEMPLATES
from tests.support.workbooks import Book

STYLE = """
@page { size: A5; margin: 20mm; @bottom-left { content: "DRAFT" } @bottom-right { content: "Page " counter(page) } }
html { font: 12pt/1.4 "Liberation Sans" } h2 { break-before: page }
"""


def picture() -> str:
    """Return the address of a picture, the same in every document, as a logo is."""
    content = io.BytesIO()
    Image.effect_noise((90, 90), 80).convert("RGB").save(content, "PNG")
    return f"data:image/png;base64,{base64.b64encode(content.getvalue()).decode()}"


LOGO = picture()
ROWS = "".join(f"<tr><th scope=row>Row {number}<td>Text" for number in range(30))


def document(title: str, style: str = "") -> bytes:
    """A document with a heading on each of two pages or more, links within it and out of it, a list, a table."""
    body = (
        f'<h1>{title}</h1><img alt="The crest" src="{LOGO}">'
        f'<p>See <a href="#there">the second part of {title}</a> and <a href="https://example.gov.uk/">us</a>.'
        f'<ul><li>One of {title}<li>Two</ul><h2 id="there">There in {title}</h2>'
        f"<table><thead><tr><th scope=col>Row<th scope=col>What<tbody>{ROWS}</table>"
    )
    return render_pdf(
        f"<!doctype html><html lang=en-GB><title>{title}, a report</title><style>{STYLE}{style}</style>{body}"
    ).content


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    return {"one": document("First"), "two": document("Second (2) ŵ", "@page { size: A4 landscape }")}


@pytest.fixture(scope="module")
def brand() -> Brand:
    return read_brand(TEMPLATES)


@pytest.fixture(scope="module")
def report(brand: Brand, tmp_path_factory: pytest.TempPathFactory) -> ReportView:
    book = Book()
    return build_view(book.read(tmp_path_factory.mktemp("report")), brand)


def packed(report: ReportView, brand: Brand, parts: Mapping[str, bytes]) -> Pdf:
    documents = [PackedDocument(name, f"Title of {name}") for name in parts]
    return make_pack(report, brand, documents, parts, render_pdf)


@pytest.fixture(scope="module")
def pack(report: ReportView, brand: Brand, parts: Mapping[str, bytes]) -> Pdf:
    return packed(report, brand, parts)


@pytest.fixture(scope="module")
def heard(pack: Pdf) -> Heard:
    return Heard(pack.content)


@pytest.fixture(scope="module")
def each(parts: Mapping[str, bytes]) -> list[Heard]:
    return [Heard(content) for content in parts.values()]


def test_every_page_is_there_in_order_with_its_number_in_the_pack(parts: Mapping[str, bytes], pack: Pdf) -> None:
    alone = [
        (name, page.width, page.height, page.extract_text())
        for name, content in parts.items()
        for page in pdfplumber.open(io.BytesIO(content)).pages
    ]
    with pdfplumber.open(io.BytesIO(pack.content)) as pdf:
        assert len(pdf.pages) == len(alone) == pack.pages
        for number, (page, (name, width, height, text)) in enumerate(zip(pdf.pages, alone, strict=True), 1):
            assert (page.width, page.height) == (width, height)
            said = page.extract_text()
            assert f"Title of {name}" in said
            assert f"Pack page {number} of {len(alone)}" in said
            assert all(word in said for word in text.split())


def test_what_is_read_is_what_the_documents_say_one_after_the_other(heard: Heard, each: list[Heard]) -> None:
    assert heard.document.kind == "Document"
    assert heard.document.kinds == ["Part", "Part"]
    assert [part.said for part in heard.document.kids] == [other.document.said for other in each]
    kinds = [[tag.kind for tag in part.all()] for part in heard.document.kids]
    assert kinds == [[tag.kind for tag in other.document.all()] for other in each]
    assert [tag.links for tag in heard.document.all("Link")] == [
        tag.links for other in each for tag in other.document.all("Link")
    ]


def test_the_numbers_are_furniture_and_nothing_is_neither_that_nor_read(heard: Heard) -> None:
    assert "Pack page" not in heard.document.said
    assert heard.artefacts().count("Pack page ") == len(heard.pages)
    printed = [text for tag, mcid, text in heard.letters if tag != "Artifact" and mcid is not None]
    assert sorted(printed) == sorted(heard.document.said)


def test_each_piece_of_content_and_each_link_knows_its_tag(heard: Heard) -> None:
    numbers = resolve1(heard.catalog["StructTreeRoot"]["ParentTree"])["Nums"]
    assert numbers[::2] == list(range(len(numbers) // 2))
    owners = {key: resolve1(value) for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
    annotations = 0
    for page in heard.pages:
        for number, owner in enumerate(owners[page["StructParents"]]):
            tag = resolve1(owner)
            if isinstance(tag, dict):
                assert number in tag["K"]
                assert resolve1(tag["Pg"]) == page
        for annotation in map(resolve1, page.get("Annots", ())):
            annotations += 1
            tag = owners[annotation["StructParent"]]
            assert tag["S"].name == "Link"
            assert annotation in [resolve1(part["Obj"]) for part in map(resolve1, tag["K"]) if isinstance(part, dict)]
    assert annotations == len(owners) - len(heard.pages) == 4


def test_a_link_leads_to_the_place_of_that_name_in_its_own_document(heard: Heard) -> None:
    pages = {id(page): number for number, page in enumerate(heard.pages)}
    names = resolve1(resolve1(heard.catalog["Names"])["Dests"])["Names"]
    assert names[::2] == sorted(names[::2])
    places = {decode_text(name): resolve1(place) for name, place in zip(names[::2], names[1::2], strict=True)}
    assert {"one/there", "two/there"} <= set(places)
    links = [
        (number, decode_text(annotation["Dest"]))
        for number, page in enumerate(heard.pages)
        for annotation in map(resolve1, page.get("Annots", ()))
        if "Dest" in annotation
    ]
    assert [name for _, name in links] == ["one/there", "two/there"]
    for on, name in links:
        target: Any = resolve1(places[name][0])
        assert [number for number, page in enumerate(heard.pages) if page == target] == [on + 1]
    assert len(pages) == len(heard.pages)


def test_one_outline_has_every_heading_of_every_document(heard: Heard, each: list[Heard], pack: Pdf) -> None:
    assert heard.outline == [entry for other in each for entry in other.outline]
    assert len(heard.outline) == 4
    outline = heard.catalog["Outlines"]
    assert outline["Count"] == 2  # closed up: the documents alone are seen at first
    assert resolve1(outline["First"])["Count"] == -1
    assert resolve1(outline["Last"])["Prev"].objid == outline["First"].objid


def test_the_file_says_what_it_is_and_what_is_in_all_documents_is_in_it_once(
    heard: Heard, pack: Pdf, parts: Mapping[str, bytes], report: ReportView
) -> None:
    with pdfplumber.open(io.BytesIO(pack.content)) as pdf:
        assert pdf.metadata["Title"] == f"Pack, {report.title}, {report.authority}"
        assert report.edition.line in pdf.metadata["Subject"]
    metadata = heard.catalog["Metadata"].get_data().decode()
    assert 'pdfaid:part="2"' in metadata
    assert 'pdfuaid:part="1"' in metadata
    pictures = [item for item in heard.objects if getattr(item, "attrs", {}).get("Width") == 90]
    assert len(pictures) == 1
    assert len(pack.content) < sum(map(len, parts.values()))


def test_the_same_documents_make_the_same_bytes_and_others_another_identifier(
    report: ReportView, brand: Brand, parts: Mapping[str, bytes], pack: Pdf, heard: Heard
) -> None:
    assert packed(report, brand, parts).content == pack.content
    other = packed(report, brand, {"one": parts["one"], "two": parts["one"]})
    assert Heard(other.content).identifiers[0] != heard.identifiers[0]


def test_it_is_dated_like_the_documents(report: ReportView, brand: Brand, parts: Mapping[str, bytes]) -> None:
    dated = packed(replace(report, date_stamp=date(2031, 2, 3)), brand, {"one": parts["one"]})
    with pdfplumber.open(io.BytesIO(dated.content)) as pdf:
        assert pdf.metadata["CreationDate"] == "D:20310203"


def test_numbers_that_do_not_fit_the_documents_are_a_fault(
    report: ReportView, brand: Brand, parts: Mapping[str, bytes]
) -> None:
    with pytest.raises(RenderError, match="its documents have"):
        make_pack(
            report, brand, [PackedDocument("one", "One")], parts, lambda _: render_pdf("<html lang=en-GB><p>One page")
        )


def test_a_pdf_of_another_form_than_known_is_said(report: ReportView, brand: Brand, parts: Mapping[str, bytes]) -> None:
    for other in (b"%PDF-1.4 and nothing more", parts["one"].replace(b"/ObjStm", b"/Objects")):
        with pytest.raises(EnvironmentLacksError, match="works otherwise than bvdocs expects"):
            packed(report, brand, {"one": other})


@pytest.mark.slow
def test_it_is_accessible_and_fit_for_an_archive(pack: Pdf, tmp_path: Path) -> None:
    require(verapdf.found(), verapdf.WHAT)
    verdicts = verapdf.check(laid_out({"pack.pdf": pack.content}, ".pdf", tmp_path), ["ua1", "2a"])
    assert [rule for verdict in verdicts for rule in verdict.rules()] == []
    assert all(verdict.passed for verdict in verdicts)
