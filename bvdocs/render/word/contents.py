"""A list of contents in a Word file: each heading a link, without page numbers, so that nothing needs an update."""

from collections import Counter
from copy import deepcopy
from itertools import count
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from markupsafe import Markup, escape

from bvdocs.core.cell_signs import without_signs
from bvdocs.render.word.bookmarks import bookmark_name
from bvdocs.render.word.tables import measure

# What the tag leaves behind in its paragraph; no text of a workbook can be mistaken for it.
PLACE = Markup('</w:t></w:r><w:customXml w:element="bvdocs-contents"/><w:r><w:t xml:space="preserve">')

_HEADING = "Heading 1"
# How much a letter of body text takes at the most, in twentieths of a point: titles longer than a tab do not fit.
_LETTER = 125
# What stands between letters of a heading, as its entry says it.
_SAID = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
# What may stand beside the tag in its paragraph without being lost: nothing that is read or seen.
_UNSEEN = {
    qn(f"w:{name}")
    for name in ("pPr", "rPr", "tab", "lastRenderedPageBreak", "proofErr", "bookmarkStart", "bookmarkEnd")
}


def fill_contents(document: Document) -> None:
    """Put the list of headings where a paragraph holds the place of the contents, in that paragraph's own style.

    If the paragraph has tab stops, as many headings stand on a line as there is room for. Raise ValueError if what
    other tags left beside the place would be lost, or no heading is left to list: only the filled file can tell.
    """
    body = document.element.body
    marks = body.iter(qn("w:customXml"))
    places = [_place(mark) for mark in marks if mark.get(qn("w:element")) == "bvdocs-contents"]
    if not places:
        return
    headings = {style.style_id for style in document.styles if style.name == _HEADING}
    titles = _bookmarked(body, headings)
    if not titles:
        raise ValueError(f"{{{{ contents }}}} has nothing to list: no paragraph has the style '{_HEADING}'.")
    for place in places:
        lines = _lines(place, titles)
        for line in lines:
            place.addprevious(line)
        for keep in lines[-1].iter(qn("w:keepNext")):
            keep.set(qn("w:val"), "0")  # the list may stay together, but not with what follows
        place.getparent().remove(place)


def _place(mark: Any) -> Any:
    """Return the paragraph in which the mark stands alone; raise ValueError if something stands beside it."""
    place = next(mark.iterancestors(qn("w:p")))
    pieces = [piece for child in place for piece in (child if child.tag == qn("w:r") else (child,))]
    if [piece for piece in pieces if piece.tag not in _UNSEEN and not _is_blank(piece)] != [mark]:
        raise ValueError("{{ contents }} does not stand alone in its paragraph.")
    return place


def _is_blank(piece: Any) -> bool:
    return bool(piece.tag == qn("w:t") and not (piece.text or "").strip())


def _bookmarked(body: Any, headings: set[str]) -> list[tuple[str, str]]:
    """Bookmark each heading, and return the bookmarks' names and the headings' text."""
    ids = count(1 + max((measure(mark.get(qn("w:id"))) for mark in body.iter(qn("w:bookmarkStart"))), default=0))
    titles: list[tuple[str, str]] = []
    seen: Counter[str] = Counter()
    for style in list(body.iter(qn("w:pStyle"))):
        paragraph = style.getparent().getparent()
        text = " ".join(without_signs(_words(paragraph)).split())
        if style.get(qn("w:val")) in headings and text:
            seen[text] += 1
            name = bookmark_name("Contents", f"{text}\n{seen[text]}", text)
            _bookmark(paragraph, name, str(next(ids)))
            titles.append((name, text))
    return titles


def _words(paragraph: Any) -> str:
    """Return the words of a heading, without those of a text box that hangs on it."""
    pieces = (
        piece
        for piece in paragraph.iter(qn("w:t"), *_SAID)
        if next(piece.iterancestors(qn("w:p"))) is paragraph and piece.getparent().tag == qn("w:r")
    )
    return "".join(_SAID.get(piece.tag) or piece.text or "" for piece in pieces)


def _bookmark(paragraph: Any, name: str, identity: str) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), identity)
    start.set(qn("w:name"), name)
    paragraph.insert(1, start)  # behind the paragraph's properties, which name its style
    paragraph.append(end)


def _lines(place: Any, titles: list[tuple[str, str]]) -> list[Any]:
    """Return a paragraph for each line of the list; tabs whose place cannot be read are not used."""
    stops = [measure(tab.get(qn("w:pos"))) for tab in place.iterfind(f"{qn('w:pPr')}/{qn('w:tabs')}/{qn('w:tab')}")]
    room = stops[0] / _LETTER if stops and all(stops) else 0
    beside = 1 + len(stops) if all(len(title) < room for _, title in titles) else 1
    return [_line(place, titles[start : start + beside]) for start in range(0, len(titles), beside)]


def _line(place: Any, titles: list[tuple[str, str]]) -> Any:
    line = OxmlElement("w:p")
    line.extend(deepcopy(look) for look in place.findall(qn("w:pPr")))
    for number, (name, title) in enumerate(titles):
        if number:
            line.append(parse_xml(f"<w:r {nsdecls('w')}><w:tab/></w:r>"))
        line.append(
            parse_xml(
                f'<w:hyperlink {nsdecls("w")} w:anchor="{name}" w:history="1"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/>'
                f"</w:rPr><w:t>{escape(title)}</w:t></w:r></w:hyperlink>"
            )
        )
    return line
