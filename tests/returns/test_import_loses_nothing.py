"""Every word of a file that is imported is in a cell of the new workbook, whatever the file is made of."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from bvdocs.returns.importing.formats import read_source
from bvdocs.returns.importing.import_files import import_blocks
from bvdocs.returns.importing.import_map import ImportMap
from tests.cases.council_reports import shade

_SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
_FILLS = ("00B050", "FFC000", "FF0000", "DDEBF7", "1C6B3B")
# What a document says that means something to the import, so that all its ways are gone.
_KNOWN = (
    *("Theme 2: Leadership", "Theme 7", "Governance", "Strengths", "What we do well:", "Areas for development"),
    *("Description of what is good", "Abbreviations", "Next steps", "Committee: Audit Committee", "L001", "G02 Vision"),
    *("Meeting date: 3 March 2026", "Lead officer: Head of Law", "Green", "Amber", "Not started", "On track", "40%"),
    *("31/12/2025", "Q2 2026", "Ongoing", "HR: Human Resources", "L001, L002", "2", "TBC", "up from Amber"),
)
_HEADINGS = (
    *("Ref", "Action", "Owner", "Lead", "Due", "Target date", "Status", "RAG", "% complete", "Milestones", "Theme"),
    *("Code", "Characteristic", "Rating", "Previous rating", "Evidence", "Strengths", "Level", "Meaning", "Budget"),
    *("Short", "Full", "Update", "Exempt", "Start"),
)


class Words:
    """A source of words that occur once, and the list of those that were given out."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def some(self, draw: Callable[..., Any], known: Sequence[str] = _KNOWN) -> str:
        """Some words of a piece: known ones, new ones, or both."""
        kind = draw(st.integers(0, 3))
        said = draw(st.sampled_from(known)) if kind in (0, 1) else ""
        if kind != 0:
            new = [f"w{len(self.given) + number}x" for number in range(draw(st.integers(1, 3)))]
            said = " ".join([*([said] if said else []), *new])
        self.given += said.split()
        return said


def _lost(path: Path, content: bytes, words: Words) -> set[str]:
    """The words that the new workbook does not have."""
    made = import_blocks({path: read_source(path, content)}, ImportMap(), date(2026, 1, 5))
    book = openpyxl.load_workbook(io.BytesIO(made.workbook), rich_text=True)
    cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)
    found = " ".join(str(cell) for cell in cells)
    # Signs beside a word, and how a name is spelt, are no words.
    return {word for word in words.given if word.strip(",:").casefold() not in found.casefold()}


@st.composite
def documents(draw: Callable[..., Any]) -> tuple[bytes, Words]:
    """A Word document of anything."""
    words, document = Words(), docx.Document()
    for _ in range(draw(st.integers(1, 8))):
        draw(st.sampled_from(_PARTS))(draw, document, words)
    file = io.BytesIO()
    document.save(file)
    content = file.getvalue()
    return (_with_notes(content, words.some(draw)) if draw(st.booleans()) else content), words


def _add_heading(draw: Callable[..., Any], document: Document, words: Words) -> None:
    document.add_heading(words.some(draw), draw(st.integers(0, 3)))


def _add_paragraph(draw: Callable[..., Any], document: Document, words: Words) -> Paragraph:
    style = draw(st.sampled_from(("Normal", "List Bullet", "List Number", "List Paragraph")))
    paragraph = document.add_paragraph(style=style)
    for _ in range(draw(st.integers(1, 3))):
        run = paragraph.add_run(f"{words.some(draw)} ")
        run.bold, run.italic, run.font.hidden = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    return paragraph


def _add_tracked(draw: Callable[..., Any], document: Document, words: Words) -> None:
    names, paragraph = nsdecls("w"), _add_paragraph(draw, document, words)
    paragraph._p.append(parse_xml(f'<w:del {names} w:id="1"><w:r><w:delText>gone</w:delText></w:r></w:del>'))
    new = f'<w:ins {names} w:id="2"><w:r><w:t>{words.some(draw)}</w:t></w:r></w:ins>'
    paragraph._p.append(parse_xml(new))


def _add_box(draw: Callable[..., Any], document: Document, words: Words) -> None:
    box = (
        f'<w:r {nsdecls("w")}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"<w:p><w:r><w:t>{words.some(draw)}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    _add_paragraph(draw, document, words)._p.append(parse_xml(box))


def _add_furniture(draw: Callable[..., Any], document: Document, words: Words) -> None:
    section = document.sections[0]
    draw(st.sampled_from((section.header, section.footer))).paragraphs[0].add_run(f" {words.some(draw)}")


def _add_comment(draw: Callable[..., Any], document: Document, words: Words) -> None:
    runs = _add_paragraph(draw, document, words).runs
    document.add_comment(runs, text=words.some(draw), author="Clerk")


def _add_table(draw: Callable[..., Any], document: Document, words: Words) -> None:
    columns, rows = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    table = document.add_table(0, columns)
    for number in range(rows):
        for cell in table.add_row().cells:
            known = _HEADINGS if number == 0 else _KNOWN
            if number == 0 or draw(st.booleans()):
                cell.text = words.some(draw, known)
                if draw(st.booleans()):
                    cell.add_paragraph(words.some(draw, known))
            if draw(st.booleans()):
                shade(cell, draw(st.sampled_from(_FILLS)))
    if draw(st.booleans()):
        cell = table.cell(draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1)))
        inner = cell.add_table(1, 2)
        inner.cell(0, 0).text = words.some(draw)
    if rows > 1 and draw(st.booleans()):
        column = draw(st.integers(0, columns - 1))
        table.cell(rows - 2, column).merge(table.cell(rows - 1, column))


_PARTS = (_add_heading, _add_paragraph, _add_tracked, _add_box, _add_furniture, _add_comment, _add_table, _add_table)


def _with_notes(content: bytes, note: str) -> bytes:
    """The document with a footnote."""
    made, kind = io.BytesIO(), "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    paragraph = f"<w:p><w:r><w:t>{note}</w:t></w:r></w:p>"
    notes = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="1">{paragraph}</w:footnote></w:footnotes>'
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/_rels/document.xml.rels":
                relation = f'<Relationship Id="rIdN" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                part = part.replace(b"</Relationships>", relation.encode())
            target.writestr(name, part)
        target.writestr("word/footnotes.xml", notes)
    return made.getvalue()


@pytest.mark.slow
@_SETTINGS
@given(documents())
def test_no_word_of_a_word_document_is_lost(made: tuple[bytes, Words]) -> None:
    assert _lost(Path("report.docx"), *made) == set()


@st.composite
def workbooks(draw: Callable[..., Any]) -> tuple[bytes, Words]:
    """A spreadsheet of anything."""
    words, book = Words(), openpyxl.Workbook()
    for number in range(draw(st.integers(1, 3))):
        sheet = book.create_sheet(draw(st.sampled_from(("Leadership", "Plan", f"Sheet {number}x"))))
        words.given += [sheet.title]
        columns = draw(st.integers(1, 6))
        for row in range(1, draw(st.integers(2, 8))):
            heads = row == 1 or draw(st.integers(0, 5)) == 0
            for column in range(1, columns + 1):
                if heads or draw(st.booleans()):
                    cell = sheet.cell(row, column, words.some(draw, _HEADINGS if heads else _KNOWN))
                    if draw(st.integers(0, 4)) == 0:
                        cell.comment = Comment(words.some(draw), "Clerk")
                if draw(st.integers(0, 3)) == 0:
                    sheet.cell(row, column).fill = PatternFill("solid", fgColor=draw(st.sampled_from(_FILLS)))
        if draw(st.booleans()):
            sheet.oddHeader.center.text = words.some(draw)
        sheet.sheet_state = draw(st.sampled_from(("visible", "hidden")))
        sheet.row_dimensions[2].hidden = draw(st.booleans())
    file = io.BytesIO()
    book.save(file)
    return file.getvalue(), words


@pytest.mark.slow
@_SETTINGS
@given(workbooks())
def test_no_word_of_a_spreadsheet_is_lost(made: tuple[bytes, Words]) -> None:
    assert _lost(Path("plan.xlsx"), *made) == set()


@st.composite
def texts(draw: Callable[..., Any]) -> tuple[bytes, Words]:
    """A text of anything."""
    words, lines = Words(), []
    for _ in range(draw(st.integers(1, 12))):
        mark = draw(st.sampled_from(("", "", "• ", "- ", "  ", "1. ")))
        lines += [mark + words.some(draw), *([""] if draw(st.booleans()) else [])]
    return "\n".join(lines).encode(), words


@pytest.mark.slow
@_SETTINGS
@given(texts())
def test_no_word_of_a_text_is_lost(made: tuple[bytes, Words]) -> None:
    assert _lost(Path("report.txt"), *made) == set()
