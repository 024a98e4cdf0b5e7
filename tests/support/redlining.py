"""Accepts and rejects the tracked changes of a Word file as Word does, and reads what it says then.

Written on plain XML and on nothing of the program, so that a fault in the one does not hide in the other.
"""

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from lxml import etree

Element = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P, TBL, TR, TC = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
# What stands around paragraphs or runs and shows nothing itself.
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "bdo", "dir", "smartTag", "customXml")}
# The children of a run that show something, and what they are read as.
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_FIELD = {"begin": "{", "separate": ":", "end": "}"}


class Span(NamedTuple):
    """Text of one format, and where it leads if it is a link."""

    text: str
    format: str = ""
    target: str = ""


class Paragraph(NamedTuple):
    """A paragraph: its style, and what it says."""

    style: str
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        return "".join(each.text for each in self.spans)


class Row(NamedTuple):
    """A table's row: what stands in each cell. Where one table ends and the next begins is not told."""

    cells: tuple[tuple["Paragraph | Row", ...], ...]


Block = Paragraph | Row


class _Reading(NamedTuple):
    """What a part's text is read with: where its relationships lead, its styles' names, what its bookmarks lead to."""

    relations: dict[str, str]
    styles: dict[str, str]
    lists: dict[str, str]
    places: dict[str, str]

    def style_of(self, paragraph: Element) -> str:
        """Return the style's name; with its list's signs, if the paragraph is in a list of its own."""
        style, number = (paragraph.find(f"{W}pPr/{W}{path}") for path in ("pStyle", f"numPr/{W}numId"))
        named, numbered = ("" if each is None else each.get(f"{W}val", "") for each in (style, number))
        return " ".join([self.styles.get(named, f"unknown {named}"), *([self.lists[numbered]] if numbered else [])])


@dataclass
class WordFile:
    """The parts of a Word file."""

    parts: dict[str, bytes]

    @classmethod
    def read(cls, content: bytes) -> "WordFile":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            assert [name for name, times in Counter(names).items() if times > 1] == []
            return cls({name: package.read(name) for name in names})

    def relations(self, part: str) -> dict[str, str]:
        """Return where each relationship of a part leads: an address, or the hash of the part's content."""
        folder, file = posixpath.split(part)
        written = self.parts.get(f"{folder}/_rels/{file}.rels")
        found = {}
        for each in etree.fromstring(written) if written else ():
            target = each.get("Target", "")
            if each.get("TargetMode") == "External":
                found[each.get("Id", "")] = target
            else:
                path = posixpath.normpath(posixpath.join(folder, target)).removeprefix("/")
                found[each.get("Id", "")] = sha256(self.parts[path]).hexdigest()
        return found

    def style_names(self) -> dict[str, str]:
        """Return the name of each style, by which programs know it, by its id in this file."""
        written = self.parts.get("word/styles.xml")
        root = etree.fromstring(written) if written else etree.Element("none")
        named = ((style.get(f"{W}styleId", ""), style.find(f"{W}name")) for style in root.iter(f"{W}style"))
        names = {identity: name.get(f"{W}val", "").lower() for identity, name in named if name is not None}
        return {"": "normal"} | names

    def lists(self) -> dict[str, str]:
        """Return what the items of each list are numbered with, level by level, by the list's number in this file."""
        written = self.parts.get("word/numbering.xml")
        root = etree.fromstring(written) if written else etree.Element("none")
        signs = {
            each.get(f"{W}abstractNumId"): " ".join(sign.get(f"{W}val", "") for sign in each.iter(f"{W}lvlText"))
            for each in root.iter(f"{W}abstractNum")
        }
        found = {"": "", "0": "no list"}
        for each in root.iter(f"{W}num"):
            defined = each.find(f"{W}abstractNumId")
            found[each.get(f"{W}numId", "")] = "" if defined is None else signs.get(defined.get(f"{W}val"), "")
        return found

    def text_parts(self) -> dict[str, str]:
        """Return the names of the parts of the body and of each section's headers and footers, by what they are for."""
        main = etree.fromstring(self.parts["word/document.xml"])
        paths = {
            each.get("Id"): f"word/{each.get('Target')}".replace("word//word/", "word/")
            for each in etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        }
        found = {"body": "word/document.xml"}
        for number, section in enumerate(main.iter(f"{W}sectPr")):
            for each in section.iter(f"{W}headerReference", f"{W}footerReference"):
                kind = each.tag.removeprefix(W).removesuffix("Reference")
                found[f"{kind} {number} {each.get(f'{W}type')}"] = paths[each.get(f"{R}id")]
        return found


def accepted(content: bytes, *, first_wins: bool = False) -> dict[str, list[Block]]:
    """Return what the file says when all changes are accepted: body, headers, footers.

    Paragraphs that are joined have the format of the last, whose mark is left (ECMA-376, part 1, 17.13.5.15), as in
    Word; with `first_wins`, that of the first, as in programs that join as their users do with a key.
    """
    return _resolved(content, "del", "ins", first_wins=first_wins)


def rejected(content: bytes, *, first_wins: bool = False) -> dict[str, list[Block]]:
    """Return what the file says when all changes are rejected."""
    return _resolved(content, "ins", "del", first_wins=first_wins)


class Led(NamedTuple):
    """A link within a file: what it says, and what the paragraph says that it leads to; None if it leads nowhere."""

    text: str
    to: str | None


def links_accepted(content: bytes) -> list[Led]:
    """Return where the links within the body lead when all changes are accepted."""
    return _links(content, "del", "ins")


def links_rejected(content: bytes) -> list[Led]:
    """Return where the links within the body lead when all changes are rejected."""
    return _links(content, "ins", "del")


def _links(content: bytes, removed: str, kept: str) -> list[Led]:
    root = etree.fromstring(WordFile.read(content).parts["word/document.xml"])
    _resolve(root, removed, kept, first_wins=False)
    places = _places(root)
    return [
        Led(_words(link), places.get(link.get(f"{W}anchor", "")))
        for link in root.iter(f"{W}hyperlink")
        if link.get(f"{W}anchor") and _words(link)
    ]


def _places(root: Element) -> dict[str, str]:
    """Return what each bookmark leads to: the words of the paragraph in which it begins, or which follows it."""
    found = {}
    for mark in root.iter(f"{W}bookmarkStart"):
        paragraph = next(mark.iterancestors(P), None)
        paragraph = next(mark.itersiblings(P), None) if paragraph is None else paragraph
        found[mark.get(f"{W}name", "")] = "" if paragraph is None else _words(paragraph)
    return found


def _words(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t", f"{W}delText"))


def plain(blocks: list[Block]) -> list[object]:
    """Return the words alone: a paragraph as a text, a row as a list of cells."""
    return [each.text if isinstance(each, Paragraph) else [plain(list(cell)) for cell in each.cells] for each in blocks]


def _resolved(content: bytes, removed: str, kept: str, *, first_wins: bool) -> dict[str, list[Block]]:
    file = WordFile.read(content)
    styles, lists = file.style_names(), file.lists()
    texts = {}
    for name, part in file.text_parts().items():
        root = etree.fromstring(file.parts[part])
        _resolve(root, removed, kept, first_wins=first_wins)
        place = root.find(f"{W}body") if name == "body" else root
        assert place is not None
        texts[name] = list(_blocks(place, _Reading(file.relations(part), styles, lists, _places(root))))
    return texts


def _resolve(root: Element, removed: str, kept: str, *, first_wins: bool) -> None:
    _check_ends(root, removed)
    _remove_rows(root, removed)
    for mark in list(root.iter(f"{W}{removed}")):
        if not _is_property(mark):
            _remove(mark)
    for mark in list(root.iter(f"{W}{kept}")):
        for child in list(mark):
            mark.addprevious(child)
        _remove(mark)
    if removed == "ins":
        _restore_formats(root)
    for paragraph in list(root.iter(P)):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{removed}") is not None:
            _join_to_next(paragraph, first_wins=first_wins)


def _remove_rows(root: Element, removed: str) -> None:
    for row in list(root.iter(TR)):
        if row.find(f"{W}trPr/{W}{removed}") is not None:
            table = _parent(row)
            _remove(row)
            if table.find(TR) is None:
                _remove(table)


def _is_property(mark: Element) -> bool:
    return _parent(mark).tag in {f"{W}rPr", f"{W}trPr"}


def _remove(element: Element) -> None:
    _parent(element).remove(element)


def _parent(element: Element) -> Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def _check_ends(root: Element, removed: str) -> None:
    """Assert that a paragraph with words that stay, whose end goes, has a paragraph behind it to run on into.

    What Word would do otherwise, nobody should have to find out.
    """
    for paragraph in root.iter(P):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{removed}") is None:
            continue
        within_row = any(row.find(f"{W}trPr/{W}{removed}") is not None for row in paragraph.iterancestors(TR))
        following = _following(paragraph)
        stays = [run for run in paragraph.iter(f"{W}r") if _parent(run).tag != f"{W}{removed}"]
        assert within_row or following is not None, "the end of a cell or body is marked"
        assert within_row or not stays or following.tag == P, "words would run on into a table"  # type: ignore[union-attr]


def _following(block: Element) -> Element | None:
    return next(block.itersiblings(P, TBL), None)


def _restore_formats(root: Element) -> None:
    for change in list(root.iter(f"{W}pPrChange")):
        formatting, old = _parent(change), change.find(f"{W}pPr")
        assert old is not None
        marks = formatting.findall(f"{W}rPr")
        for child in list(formatting):
            formatting.remove(child)
        formatting.extend([*old, *marks])


def _join_to_next(paragraph: Element, *, first_wins: bool) -> None:
    following = _following(paragraph)
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    if following is not None and following.tag == P:
        formatting = following.find(f"{W}pPr")
        if first_wins:
            own, marks = paragraph.find(f"{W}pPr"), [] if formatting is None else formatting.findall(f"{W}rPr")
            if formatting is not None:
                following.remove(formatting)
            formatting = etree.Element(f"{W}pPr")
            formatting.extend([*(each for each in (() if own is None else own) if each.tag != f"{W}rPr"), *marks])
            following.insert(0, formatting)
        place = 0 if formatting is None else 1
        following[place:place] = content
    if following is not None:
        _parent(paragraph).remove(paragraph)


def _blocks(place: Element, reading: _Reading) -> Iterator[Block]:
    """Yield the paragraphs and rows; what ends in a table has an empty paragraph behind it, as Word puts it there."""
    seen = [child for child in _opened(place) if child.tag in {P, TBL}]
    if not seen or seen[-1].tag == TBL:
        seen.append(etree.Element(P))
    for child in seen:
        if child.tag == P:
            yield Paragraph(reading.style_of(child), _joined(_spans(child, reading, "")))
        elif child.tag == TBL:
            for row in _opened(child):
                if row.tag == TR:
                    yield Row(tuple(tuple(_blocks(cell, reading)) for cell in _opened(row) if cell.tag == TC))


def _opened(place: Element) -> Iterator[Element]:
    """Yield what stands in an element, and in place of a content control or a direction of reading what is in it."""
    for child in place:
        if child.tag in _WRAPPERS:
            yield from _opened(child)
        else:
            yield child


def _joined(spans: Iterator[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1][1:] == span[1:]:
            joined[-1] = Span(joined[-1].text + span.text, *span[1:])
        elif span.text:
            joined.append(span)
    return tuple(joined)


def _spans(place: Element, reading: _Reading, target: str) -> Iterator[Span]:
    for child in _opened(place):
        if child.tag == f"{W}hyperlink":
            place_in_file = reading.places.get(child.get(f"{W}anchor", ""))
            yield from _spans(child, reading, f"{reading.relations.get(child.get(f'{R}id', ''), '')}#{place_in_file}")
        elif child.tag == f"{W}fldSimple":
            yield Span("{" + child.get(f"{W}instr", "").strip() + ":", "", target)
            yield from _spans(child, reading, target)
            yield Span("}", "", target)
        elif child.tag == f"{W}r":
            yield from _run(child, reading, target)


def _run(run: Element, reading: _Reading, target: str) -> Iterator[Span]:
    properties = run.find(f"{W}rPr")
    formatting = " ".join(
        reading.styles.get(each.get(f"{W}val", ""), "unknown")
        if each.tag == f"{W}rStyle"
        else etree.tostring(each, method="c14n", exclusive=True).decode()
        for each in (() if properties is None else properties)
    )
    for child in run:
        if child.tag in {f"{W}t", f"{W}delText"}:
            yield Span(child.text or "", formatting, target)
        elif child.tag in _SIGNS:
            yield Span(_SIGNS[child.tag], formatting, target)
        elif child.tag in {f"{W}instrText", f"{W}delInstrText"}:
            yield Span((child.text or "").strip(), "", target)
        elif child.tag == f"{W}fldChar":
            yield Span(_FIELD[child.get(f"{W}fldCharType", "")], "", target)
        elif child.tag == f"{W}drawing":
            (shown,) = child.iter(f"{WP}docPr")
            pictures = [reading.relations[each.get(f"{R}embed", "")] for each in child.iter(f"{A}blip")]
            yield Span(f"[{shown.get('descr')} {' '.join(pictures)}]", "", target)


def changes(content: bytes, part: str = "word/document.xml", within: str = "") -> dict[str, list[str]]:
    """Return what is marked in a part as inserted and as deleted, mark by mark; `within` elements of a name alone."""
    root = etree.fromstring(WordFile.read(content).parts[part])
    around = within.replace("w:", W)
    return {
        kind: [
            _words(mark)
            for mark in root.iter(f"{W}{kind}")
            if len(mark) and (not within or next(mark.iterancestors(around), None) is not None)
        ]
        for kind in ("ins", "del")
    }


def faults(content: bytes) -> list[str]:
    """Return what Word would not open, or ask about: numbers given twice, children out of order, misnamed texts."""
    file = WordFile.read(content)
    found, numbers, drawings, bookmarks = [], [], [], []
    for part in dict.fromkeys(file.text_parts().values()):
        root = etree.fromstring(file.parts[part])
        numbers += [
            each.get(f"{W}id") for each in root.iter(f"{W}ins", f"{W}del", f"{W}pPrChange", f"{W}bookmarkStart")
        ]
        bookmarks += [each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")]
        drawings += [each.get("id") for each in root.iter(f"{WP}docPr")]
        found += [f"{part}: {fault}" for fault in (*_misplaced(root), *_misnamed(root))]
        found += [
            f"{part}: a relationship of {etree.QName(each).localname} leads nowhere"
            for each in root.iter()
            for name, value in each.attrib.items()
            if str(name).startswith(R) and value not in file.relations(part)
        ]
    for what, given in (("mark", numbers), ("drawing", drawings), ("bookmark", bookmarks)):
        found += [f"{what} {number} is there {times} times" for number, times in Counter(given).items() if times > 1]
    return found


def _misplaced(root: Element) -> Iterator[str]:
    for formatting in root.iter(f"{W}pPr"):
        names = [etree.QName(child).localname for child in formatting]
        ends = [name for name in names if name in {"rPr", "sectPr", "pPrChange"}]
        if names[len(names) - len(ends) :] != sorted(ends, key=["rPr", "sectPr", "pPrChange"].index):
            yield f"out of order: {names}"
        if _parent(formatting).index(formatting):
            yield "properties that are not the first child"
    for formatting in root.iter(f"{W}rPr"):
        names = [etree.QName(child).localname for child in formatting]
        if {"ins", "del"} & set(names[1:]) or ({"ins", "del"} & set(names) and _parent(formatting).tag != f"{W}pPr"):
            yield f"a mark out of place: {names}"
    for formatting in root.iter(f"{W}trPr"):
        if {"ins", "del"} & {etree.QName(child).localname for child in list(formatting)[:-1]}:
            yield "a row's mark that is not the last"
    for cell in root.iter(TC):
        if not len(cell) or cell[-1].tag != P:
            yield "a cell that does not end in a paragraph"


def _misnamed(root: Element) -> Iterator[str]:
    allowed = {f"{W}r", "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"}
    for mark in root.iter(f"{W}ins", f"{W}del"):
        strays = [child.tag for child in mark if child.tag not in allowed]
        if strays:
            yield f"in a mark: {strays}"
        if not len(mark) and not _is_property(mark):
            yield "an empty mark"
    for run in root.iter(f"{W}r"):
        deleted = _parent(run).tag == f"{W}del"
        wrong = {f"{W}t", f"{W}instrText"} if deleted else {f"{W}delText", f"{W}delInstrText"}
        if any(child.tag in wrong for child in run):
            yield f"text by a wrong name in {etree.tostring(run, encoding='unicode')[:80]}"
