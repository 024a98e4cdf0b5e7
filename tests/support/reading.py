"""Reads Word files, PDFs and web pages back, as a program for people who cannot see them would: by structure."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import docx
import lxml.html
import pdfplumber
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from pdfplumber.pdf import PDF
from pdfplumber.structure import PDFStructElement, PDFStructTree


def squeezed(text: str) -> str:
    """The text without any space: where lines break is not what is compared."""
    return re.sub(r"\s+", "", text)


@dataclass
class Read:
    """What a document says: headings with their level, list items, paragraphs, tables as rows of cells, alt texts.

    `contents` is the list of contents, of Word files and web pages.
    """

    headings: list[tuple[int, str]] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)

    def table(self, *heading: str) -> list[list[str]]:
        """The rows, without the heading row, of every table whose heading begins with these words."""
        wanted = [squeezed(word) for word in heading]
        found = [table for table in self.tables if [squeezed(cell) for cell in table[0]][: len(wanted)] == wanted]
        assert found, f"no table begins with {heading}"
        return [row for table in found for row in table[1:]]

    @cached_property
    def text(self) -> str:
        """Everything that is said, squeezed."""
        cells = [cell for table in self.tables for row in table for cell in row]
        titles = [heading for _, heading in self.headings]
        return squeezed("".join((*titles, *self.bullets, *self.paragraphs, *cells, *self.alts)))


def read_word(content: bytes) -> Read:
    """A .docx, by its styles."""
    document = docx.Document(io.BytesIO(content))
    read = Read()
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            read.tables.append([[cell.text for cell in row.cells] for row in part.rows])
        else:
            _take_paragraph(read, part)
    read.alts = [str(drawing.get("descr")) for drawing in document.element.iter(qn("wp:docPr"))]
    return read


def _take_paragraph(read: Read, paragraph: Paragraph) -> None:
    style = str(paragraph.style.name) if paragraph.style else ""
    if style == "Title":
        read.headings.append((1, paragraph.text))
    elif style.startswith("Heading "):
        read.headings.append((int(style[-1]) + 1, paragraph.text))
    elif style.startswith("Contents"):
        read.contents += [link.text for link in paragraph.hyperlinks]
    elif style in {"List Bullet", "List Number"}:
        read.bullets.append(paragraph.text)
    elif paragraph.text:
        read.paragraphs.append(paragraph.text)


def word_furniture(content: bytes) -> str:
    """What stands in the page headers and footers."""
    document = docx.Document(io.BytesIO(content))
    section = document.sections[0]
    parts = (*section.header.paragraphs, *section.footer.paragraphs)
    return " ".join("".join(text.text or "" for text in part._p.iter(qn("w:t"))) for part in parts)


class _PdfText:
    """The letters of each piece of marked content."""

    def __init__(self, pdf: PDF) -> None:
        self._pieces: dict[tuple[int, int], str] = {}
        for page in pdf.pages:
            for char in page.chars:
                if char["mcid"] is not None:
                    key = (page.page_number, char["mcid"])
                    self._pieces[key] = self._pieces.get(key, "") + char["text"]

    def of(self, element: PDFStructElement, page: int | None = None) -> str:
        page = element.page_number or page
        own = [self._pieces.get((page or 0, mcid), "") for mcid in element.mcids]
        return "".join([*own, *(self.of(child, page) for child in element.children)])


def read_pdf(content: bytes) -> Read:
    """A tagged PDF, by its tags; what runs over a page's end is joined."""
    read = Read()
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        text = _PdfText(pdf)
        for element in _elements(PDFStructTree(pdf)):
            _take_element(read, element, text)
    return read


def _elements(tree: PDFStructTree) -> Iterator[PDFStructElement]:
    """Headings, paragraphs, list items, tables and figures, in reading order."""

    def walk(element: PDFStructElement) -> Iterator[PDFStructElement]:
        if element.type in {"H1", "H2", "H3", "P", "LI", "Table", "Figure"}:
            yield element
        else:
            for child in element.children:
                yield from walk(child)

    for top in tree:
        yield from walk(top)


def _take_element(read: Read, element: PDFStructElement, text: _PdfText) -> None:
    said = text.of(element).strip()
    if element.type[0] == "H":
        read.headings.append((int(element.type[1]), said))
    elif element.type == "Table":
        rows = [row for part in element.children for row in (part.children if part.type != "TR" else [part])]
        read.tables.append([[text.of(cell).strip() for cell in row.children] for row in rows])
    elif element.type == "Figure":
        read.alts.append(str(element.alt_text))
    elif element.type == "LI":
        label = [child for child in element.children if child.type == "Lbl"]
        if label:
            read.bullets.append(said.removeprefix(text.of(label[0]).strip()).strip())
        else:
            read.paragraphs.append(said)
    else:
        read.paragraphs.append(said)


def read_page(content: bytes) -> Read:
    """A web page, by its elements, as a screen has its words."""
    read = Read()
    root: Any = lxml.html.document_fromstring(content.decode())
    for words in root.xpath('//span[@class="on-paper"]'):
        words.drop_tree()
    (main,) = root.iter("main")
    for element in main.iter():
        said = element.text_content().strip() if isinstance(element.tag, str) else ""
        if element.tag in {"h1", "h2", "h3"}:
            read.headings.append((int(element.tag[1]), said))
        elif element.tag == "table":
            read.tables.append([[cell.text_content().strip() for cell in row] for row in element.iter("tr")])
        elif element.tag == "img":
            read.alts.append(element.get("alt", ""))
        elif element.tag == "li" and element.getparent().getparent().tag == "nav":
            read.contents.append(said)
        elif element.tag == "li":
            (read.bullets if element.getparent().get("class") == "bullets" else read.paragraphs).append(said)
        elif element.tag == "p":
            read.paragraphs.append(said)
    return read


def page_cells(content: bytes) -> list[tuple[str, str]]:
    """The cells of a web page's heatmaps: what each says, and the text of the row it leads to."""
    root: Any = lxml.html.document_fromstring(content.decode())
    links = root.xpath('//ol[starts-with(@class, "cells")]/li/a')
    return [
        (" ".join(link.text_content().split()), " ".join(root.get_element_by_id(link.get("href")[1:]).itertext()))
        for link in links
    ]


def pdf_pages(content: bytes) -> list[str]:
    """The text of each page, squeezed, with its header and footer."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [squeezed(page.extract_text()) for page in pdf.pages]
