"""Small Word files with a list of contents, styles and lists, of which redlines are made."""

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from bvdocs.render.word.contents import fill_contents


def saved(document: Any) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def with_body(xml: str) -> bytes:
    """Make a Word file of this body."""
    document: Any = docx.Document()
    for child in reversed(parse_xml(f"<w:body {nsdecls('w', 'r')}>{xml}</w:body>")):
        document.element.body.insert(0, child)
    return saved(document)


def with_contents(titles: Sequence[str], *, beside: int = 2, by_count: bool = False, in_cells: bool = False) -> bytes:
    """Make a Word file with these headings, a paragraph below each, and a list of contents of so many on a line.

    Documents that were archived before bookmarks were named by titles have them `by_count`.
    """
    document: Any = docx.Document()
    document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    place = document.add_paragraph()
    place._p.append(parse_xml(f'<w:customXml {nsdecls("w")} w:element="bvdocs-contents"/>'))
    place.paragraph_format.keep_with_next = True
    for stop in range(1, beside):
        place.paragraph_format.tab_stops.add_tab_stop(Mm(80 * stop))
    for title in titles:
        cell = document.add_table(1, 1).cell(0, 0) if in_cells else document
        cell.add_paragraph(title, style="Heading 1")
        cell.add_paragraph(f"What is said of {title.lower()} is said here.")
        if in_cells:
            document.add_paragraph()
    fill_contents(document)
    if by_count:
        _name_by_count(document.element.body)
    return saved(document)


def _name_by_count(body: Any) -> None:
    names = {
        mark.get(qn("w:name")): f"_Contents_{number}" for number, mark in enumerate(body.iter(qn("w:bookmarkStart")), 1)
    }
    for mark in body.iter(qn("w:bookmarkStart")):
        mark.set(qn("w:name"), names[mark.get(qn("w:name"))])
    for link in body.iter(qn("w:hyperlink")):
        link.set(qn("w:anchor"), names[link.get(qn("w:anchor"))])
