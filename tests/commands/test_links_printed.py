"""A link of the workbook is one and the same valid address in the PDF, the Word file and the web page."""

import io
import re
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pdfplumber
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink

from tests.support.project import documents_of
from tests.support.workbooks import Book

# As an officer's cell has it, and as the documents must (RFC 3986; RFC 3987, 3.1, for what is not ASCII).
ADDRESSES = {
    "https://www.gov.uk/a plan (final).pdf": "https://www.gov.uk/a%20plan%20(final).pdf",
    "https://www.gov.uk/50% done": "https://www.gov.uk/50%25%20done",
    "https://www.gov.uk/a%20plan": "https://www.gov.uk/a%20plan",
    "https://www.gov.uk/café?q=naïve&b=2": "https://www.gov.uk/caf%C3%A9?q=na%C3%AFve&b=2",
    "https://www.gov.uk/?a[]=1|2&c={x}": "https://www.gov.uk/?a%5B%5D=1%7C2&c=%7Bx%7D",
    'https://www.gov.uk/"quoted"<b>\\c^`': "https://www.gov.uk/%22quoted%22%3Cb%3E%5Cc%5E%60",
    "https://www.gov.uk/page#the 2nd part#again": "https://www.gov.uk/page#the%202nd%20part%23again",
    "https://bücher.example.org:8443/über": "https://xn--bcher-kva.example.org:8443/%C3%BCber",
    "HTTPS://WWW.GOV.UK/Plan": "HTTPS://WWW.GOV.UK/Plan",
    "mailto:clerk@example.org?subject=The plan & more": "mailto:clerk@example.org?subject=The%20plan%20&%20more",
    "https://www.gov.uk/it's,one;two/../three": "https://www.gov.uk/it's,one;two/../three",
    "https://www.gov.uk/\u202eplan\u200b": "https://www.gov.uk/plan",
}
# What may stand in a URI, and once in it a '#' (RFC 3986, appendix A).
_PIECE = r"(?:[\w\-.~:/?@!$&'()*+,;=]|%[0-9A-F]{2})*"
URI = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:{_PIECE}(?:#{_PIECE})?", re.ASCII)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The documents of a workbook with a bullet for each address, linked to it."""
    folder: Path = tmp_path_factory.mktemp("links")
    book = Book()
    first = len(book.narrative) + 2
    book.narrative += [
        [1, "Strengths", f"Link number {number}.", "L001", None, None] for number in range(len(ADDRESSES))
    ]

    def link(workbook: Workbook) -> None:
        for number, address in enumerate(ADDRESSES):
            place = f"C{first + number}"
            target, _, location = address.partition("#")
            workbook["Narrative"][place].hyperlink = Hyperlink(ref=place, target=target, location=location or None)

    book.edit = link
    made = documents_of(book.write(folder), folder / "out")
    return {Path(name).suffix: content for name, content in made.items() if name.startswith("self-assessment-theme-1")}


def in_page(content: bytes) -> dict[str, str]:
    root: Any = lxml.html.document_fromstring(content.decode())
    return {link.text_content().strip(): link.get("href", "") for link in root.iter("a")}


def in_word(content: bytes) -> dict[str, str]:
    document = docx.Document(io.BytesIO(content))
    links = [link for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    return {link.text.strip(): link.address + (f"#{link.fragment}" if link.fragment else "") for link in links}


def in_pdf(content: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [str(link["uri"]) for page in pdf.pages for link in page.hyperlinks]


def test_each_address_is_a_valid_uri_and_the_same_in_page_and_word(documents: dict[str, bytes]) -> None:
    wanted = {f"Link number {number}.": uri for number, uri in enumerate(ADDRESSES.values())}
    for read, kind in ((in_page, ".html"), (in_word, ".docx")):
        assert {words: to for words, to in read(documents[kind]).items() if words in wanted} == wanted
    assert all(map(URI.fullmatch, wanted.values()))


def test_each_address_is_the_same_in_the_pdf(documents: dict[str, bytes]) -> None:
    assert list(dict.fromkeys(in_pdf(documents[".pdf"]))) == list(ADDRESSES.values())
