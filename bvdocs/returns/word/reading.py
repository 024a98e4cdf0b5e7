"""A Word file as a reader sees it today: tracked changes accepted, comments beside, each letter with its look."""

import re
from collections.abc import Iterator

from bvdocs.core.wordml import RELATIONSHIPS, WORD_DRAWING, W
from bvdocs.returns.word.looks import Element, Look, Styles
from bvdocs.returns.word.package import NotWordError, Package, Relation
from bvdocs.returns.word.text import Block, Comment, Marked, Paragraph, Row, Table, WordText

# What stands for a picture in the text of a paragraph.
PICTURE = "\ufffc"
_MARKUP_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_SIGNS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011",
    f"{W}drawing": PICTURE, f"{W}pict": PICTURE, f"{W}object": PICTURE, _MARKUP_CHOICE: PICTURE,
}  # fmt: skip
_GONE = {f"{W}{name}" for name in ("del", "moveFrom")}
# What stands around paragraphs, rows or runs and says nothing itself.
_WRAPPERS = {
    f"{W}{name}"
    for name in ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "dir", "bdo", "hyperlink", "fldSimple")
}
# What was inserted is as if it had been deleted, for one who reads what stood there before.
_BEFORE = {
    f"{W}{name}": f"{W}{other}"
    for one, two in (("ins", "del"), ("moveTo", "moveFrom"))
    for name, other in ((one, two), (two, one))
} | {f"{W}delText": f"{W}t"}
_ADDRESS = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]+)"', re.IGNORECASE)


def read_word(content: bytes, *, before_changes: bool = False) -> WordText:
    """Return what a Word file says, or said before the changes that are tracked in it.

    Raise NotWordError if it is none that can be read.
    """
    package = Package(content)
    if before_changes:
        for root in (package.main, *(root for _, root in package.around.values())):
            for element in list(root.iter(*_BEFORE)):
                element.tag = _BEFORE[element.tag]
    reader = _Reader(package)
    body = package.main.find(f"{W}body")
    if body is None:
        raise NotWordError("is not a Word document (.docx)")
    blocks = tuple(reader.blocks(body, ""))
    roots = [package.main, *(root for _, root in package.around.values())]
    return WordText(
        blocks=blocks,
        around=tuple(dict.fromkeys(_around(package))),
        alt_texts=tuple(dict.fromkeys(words for root in roots for words in _alt_texts(root))),
        marked=tuple(reader.marked),
        comments=tuple(_comments(package)),
        authors=frozenset(
            (each.get(f"{W}author", ""), each.get(f"{W}date", "").removesuffix("Z"))
            for root in roots
            for each in root.iter(*_CHANGES)
            if each.get(f"{W}author")
        ),
        properties=package.properties(),
    )


_CHANGES = [f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")]


def _alt_texts(root: Element) -> Iterator[str]:
    """Yield the words that stand for pictures, but for those of pictures that are deleted."""
    for picture in root.iter(f"{WORD_DRAWING}docPr"):
        words = picture.get("descr", "")
        if words and next(picture.iterancestors(*_GONE), None) is None:
            yield words


def _around(package: Package) -> Iterator[tuple[str, str]]:
    """Yield each paragraph of headers, footers, notes and text boxes: what it stands in, and what it says."""
    boxes = [("text box", box, package.path) for box in package.main.iter(f"{W}txbxContent")]
    parts = [(kind, root, path) for path, (kind, root) in package.around.items()]
    for kind, root, path in (*parts, *boxes):
        letters = _Letters(package.styles, package.relations_of(path), package.styles.default_paragraph)
        for paragraph in root.iter(f"{W}p"):
            words = " ".join("".join(letter for letter, _ in letters.of(paragraph)).split())
            if words:
                yield kind, words


class _Reader:
    """Reads the blocks of one part."""

    def __init__(self, package: Package, relations: dict[str, Relation] | None = None) -> None:
        self._styles = package.styles
        self._relations = package.relations if relations is None else relations
        self._paragraphs = self._tables = 0
        self.marked: list[Marked] = []

    def blocks(self, parent: Element, within: str) -> Iterator[Block]:
        """Yield the blocks of a body, a header or a cell, as they stand when all changes are accepted."""
        waiting: list[Element] = []
        for child in _children(parent):
            if child.tag == f"{W}p":
                waiting.append(child)
                if not _is_end_deleted(child):
                    yield from self._paragraph(waiting, within)
                    waiting = []
            elif child.tag == f"{W}tbl":
                yield from self._paragraph(waiting, within)
                waiting = []
                rows = tuple(self._rows(child))
                if rows:
                    yield Table(rows, rows[0].place.partition(",")[0])
        yield from self._paragraph(waiting, within)

    def _rows(self, table: Element) -> Iterator[Row]:
        self._tables += 1
        name = f"table {self._tables}"
        rows = (each for each in _children(table) if each.tag == f"{W}tr" and each.find(f"{W}trPr/{W}del") is None)
        for number, row in enumerate(rows, 1):
            place = f"{name}, row {number}"
            cells = [each for each in _children(row) if each.tag == f"{W}tc"]
            yield Row(
                tuple(tuple(self.blocks(cell, f"{place}, column {column}")) for column, cell in enumerate(cells, 1)),
                place,
            )

    def _paragraph(self, elements: list[Element], within: str) -> Iterator[Paragraph]:
        """Yield the one paragraph that these make: the ends of all but the last are deleted."""
        if not elements:
            return
        if not within:
            self._paragraphs += 1
        last = elements[-1]
        style, numbering = (last.find(f"{W}pPr/{W}{path}") for path in ("pStyle", f"numPr/{W}numId"))
        named = self._styles.default_paragraph if style is None else style.get(f"{W}val", "")
        reading = _Letters(self._styles, self._relations, named)
        letters = [letter for each in elements for letter in reading.of(each)]
        numbered = "" if numbering is None else numbering.get(f"{W}val", "")
        if not letters and _is_end_deleted(last):
            return
        place = within or f"paragraph {self._paragraphs}"
        self.marked += (Marked(how, words, place) for how, words in reading.marked if words.strip())
        yield Paragraph(
            "".join(letter for letter, _ in letters),
            tuple(look for _, look in letters),
            f"{self._styles.name(named)} {'listed' if numbered not in ('', '0') else ''}".strip(),
            place,
        )


class _Letters:
    """Reads the letters of one paragraph; what a field shows is read only where it is a link."""

    def __init__(self, styles: Styles, relations: dict[str, Relation], style: str) -> None:
        self._styles, self._relations, self._style = styles, relations, style
        # Of each field that is open: its instruction, and whether its result has begun.
        self._fields: list[tuple[str, bool]] = []
        # Words struck through or highlighted, as they follow each other.
        self.marked: list[tuple[str, str]] = []
        self._marks_before: dict[str, str] = {}

    def of(self, parent: Element, link: str = "") -> Iterator[tuple[str, Look]]:
        """Yield each letter with its look."""
        for child in _children(parent, unwrap=False):
            if child.tag == f"{W}r":
                yield from self._run(child, link)
            elif child.tag == f"{W}hyperlink":
                yield from self.of(child, self._target(child))
            elif child.tag == f"{W}fldSimple":
                instruction = child.get(f"{W}instr", "")
                if address := _ADDRESS.search(instruction):
                    yield from self.of(child, address[1])
            elif child.tag in _WRAPPERS:
                yield from self.of(child, link)

    def _run(self, run: Element, link: str) -> Iterator[tuple[str, Look]]:
        properties = run.find(f"{W}rPr")
        for child in run:
            if child.tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            elif child.tag == f"{W}instrText" and self._fields:
                said, begun = self._fields[-1]
                self._fields[-1] = (said + (child.text or ""), begun)
            elif text := (child.text or "") if child.tag == f"{W}t" else _SIGNS.get(child.tag, ""):
                address = self._address()
                if address is not None:
                    look = Look(
                        self._styles.look(properties, self._style, "b"),
                        self._styles.look(properties, self._style, "i"),
                        link or address,
                    )
                    yield from ((letter, look) for letter in text)
                    self._mark(properties, text)

    def _mark(self, properties: Element | None, text: str) -> None:
        """Note words that somebody struck through or highlighted."""
        colour = None if properties is None else properties.find(f"{W}highlight")
        found = {
            "struck through": any(self._styles.look(properties, self._style, each) for each in ("strike", "dstrike")),
            "highlighted": colour is not None and colour.get(f"{W}val") != "none",
        }
        for how in (how for how, is_so in found.items() if is_so):
            goes_on = self._marks_before.get(how, "")
            if goes_on:
                self.marked.remove((how, goes_on))
            self.marked.append((how, goes_on + text))
        self._marks_before = {how: words for how, words in self.marked if found[how]}

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(("", False))
        elif self._fields and kind == "separate":
            self._fields[-1] = (self._fields[-1][0], True)
        elif self._fields and kind == "end":
            self._fields.pop()

    def _address(self) -> str | None:
        """Return where the fields that are open lead, '' without any; None where what stands there is worked out."""
        addresses = [_ADDRESS.search(said) for said, begun in self._fields]
        if not all(addresses):
            return None
        return next((found[1] for found in reversed(addresses) if found), "")

    def _target(self, link: Element) -> str:
        """Return the address that a link leads to; '' for a place in the document."""
        _, target, outside = self._relations.get(link.get(f"{RELATIONSHIPS}id", ""), ("", "", False))
        return target if outside else ""


def _children(parent: Element, *, unwrap: bool = True) -> Iterator[Element]:
    """Yield the children that are there when all changes are accepted; with `unwrap`, what wrappers hold."""
    for child in parent.iterchildren("*"):
        if child.tag in _GONE:
            continue
        if unwrap and child.tag in _WRAPPERS:
            yield from _children(child)
        else:
            yield child


def _is_end_deleted(paragraph: Element) -> bool:
    return any(paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") is not None for name in ("del", "moveFrom"))


def _comments(package: Package) -> Iterator[Comment]:
    """Yield each comment with the words that it stands at."""
    written = (
        {}
        if package.comments is None
        else {each.get(f"{W}id", ""): each for each in package.comments.iter(f"{W}comment")}
    )
    at: dict[str, list[str]] = {}
    open_now: set[str] = set()
    for element in package.main.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}t"):
        identity = element.get(f"{W}id", "")
        if element.tag == f"{W}t":
            for each in open_now:
                at.setdefault(each, []).append(element.text or "")
        elif element.tag == f"{W}commentRangeStart":
            open_now.add(identity)
        else:
            open_now.discard(identity)
    for identity, comment in written.items():
        words = " ".join(
            "".join(each.text or "" for each in paragraph.iter(f"{W}t")) for paragraph in comment.iter(f"{W}p")
        )
        yield Comment(comment.get(f"{W}author", ""), words.strip(), "".join(at.get(identity, [])))
