"""The comments of a sheet: more of them, or more words below those that are there (ISO/IEC 29500-1, 18.7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from bvdocs.core.findings_order import is_cell
from bvdocs.workbook.reading.merged_areas import Place
from bvdocs.workbook.reading.package_parts import DOCUMENT_NS, MAIN_NS, PartAtFaultError
from bvdocs.workbook.writing.cell_names import name_of, place_of
from bvdocs.workbook.writing.cell_xml import as_xml, own_text_of, text_in, text_xml, without_what_no_xml_holds
from bvdocs.workbook.writing.changed_package import ChangedPackage
from bvdocs.workbook.writing.comment_shapes import EMPTY, TYPE, with_boxes
from bvdocs.workbook.writing.comment_threads import Threads
from bvdocs.workbook.writing.sheet_rows import SheetRows
from bvdocs.workbook.writing.xml_text import (
    attributes_of,
    opened,
    pieces_below,
    root_at,
    spliced,
    start_tag,
    with_attribute,
    with_last,
)

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_NONE = f'<comments xmlns="{MAIN_NS}"><authors></authors><commentList></commentList></comments>'.encode()
# As Excel writes a comment's words.
_LOOK = '<{0}rPr><{0}sz val="9"/><{0}color indexed="81"/><{0}rFont val="Tahoma"/><{0}family val="2"/></{0}rPr>'
# What stands in a sheet behind the boxes of its comments (ISO/IEC 29500-1, 18.3.1.99).
_BEHIND_BOXES = frozenset(("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
                           "tableParts", "extLst", "AlternateContent"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment as it is written, where in its part, and on which cell."""

    xml: bytes
    start: int
    author: str
    text: str
    place: Place


class SheetComments:
    """The comments of a sheet, whose part is `sheet`; what is added is written by `write`, all at once."""

    def __init__(self, package: ChangedPackage, main: str, sheet: str, rows: SheetRows) -> None:
        self._package, self._sheet, self._rows = package, sheet, rows
        self._main = main
        self._added: dict[Place, list[tuple[str, str]]] = {}
        self._read()

    def _read(self) -> None:
        """Read the comments that the file has."""
        package = self._package
        self._part = package.related(self._sheet, "comments")
        self._threads = Threads(package, self._main, self._sheet)
        self._xml = package.sound(self._part) if self._part else _NONE
        pieces = pieces_below(self._xml, depth=2)
        self._authors = [text_in(self._xml[each.start : each.end]) for each in pieces if each.name == "author"]
        self._there: dict[Place, _Comment] = {}
        for each in pieces:
            if each.name == "comment":
                xml = self._xml[each.start : each.end]
                attributes = attributes_of(xml)
                number = int(attributes.get("authorId", "0"))
                author = self._authors[number] if number < len(self._authors) else ""
                text = "".join(own_text_of(each) for each in _children(xml, "text"))
                place = _place(self._part, attributes)
                self._there[place] = _Comment(xml, each.start, author, text, place)

    def text_at(self, place: Place) -> str:
        """Return the words of the comment on a cell, with those added; '' if it has none."""
        there = self._there.get(place)
        return (there.text if there else "") + self._more(place)

    def add(self, place: Place, author: str, text: str) -> None:
        """Add a comment to a cell, or words to the one that it has."""
        self._added.setdefault(place, []).append((author, without_what_no_xml_holds(text)))

    def rows(self) -> set[int]:
        """Return the rows that had comments in the file, by the numbers that they have now."""
        return {row for row, _ in self._there}

    def renumber(self, numbers: Mapping[int, int]) -> None:
        """Have the comments go with their rows to other numbers."""
        self._added = {(numbers.get(row, row), column): said for (row, column), said in self._added.items()}
        self._there = {(numbers.get(row, row), column): each for (row, column), each in self._there.items()}
        self._threads.move({name_of(each.place): name_of(place) for place, each in self._there.items()})

    def forget(self, row: int) -> None:
        """Take off what was added to the cells of a row."""
        self._added = {place: said for place, said in self._added.items() if place[0] != row}

    def write(self) -> None:
        """Write what was added into the parts that hold it, which are made where the sheet has none."""
        moved = {each.place: place for place, each in self._there.items() if each.place != place}
        if not self._added and not moved:
            return
        texts = {place: self.text_at(place) for place in self._added}
        boxes = self._boxes()
        for place, said in self._added.items():
            if name_of(place) in self._threads:
                for author, text in said:
                    self._threads.reply(name_of(place), author, text)
        self._threads.write()
        xml = self._with_added()
        if self._part:
            self._package.write(self._part, xml)
        else:
            self._part = self._package.add("xl/comments{}.xml", xml, _TYPE)
            self._package.relate(self._sheet, "comments", [(self._part, False)])
        self._package.write(boxes, with_boxes(self._package.read(boxes), texts, moved))
        self._added.clear()
        self._read()

    def _boxes(self) -> str:
        """Return the part that holds the boxes of the comments, which is made where there is none."""
        for known in self._rows.below.named("legacyDrawing"):
            identity = next(value for name, value in attributes_of(known).items() if name.endswith(":id"))
            part = self._package.relations(self._sheet)[identity].target
            if self._package.own_name(part) in self._package.names:
                return part
            self._rows.below.exchange("legacyDrawing", b"")
        shown = {place: each.text for place, each in self._there.items()}
        part = self._package.add("xl/drawings/vmlDrawing{}.vml", with_boxes(EMPTY, shown), TYPE)
        (identity,) = self._package.relate(self._sheet, "vmlDrawing", [(part, False)])
        element = f'<{self._rows.prefix}legacyDrawing xmlns:r="{DOCUMENT_NS}" r:id="{identity}"/>'
        self._rows.below.insert_before(element.encode(), _BEHIND_BOXES)
        return part

    def _more(self, place: Place) -> str:
        """Return the words that are added to a cell's comment, as they stand below those that are there."""
        there = self._there.get(place)
        if there is not None and name_of(place) in self._threads:
            return "".join(f"\nReply:\n    {text}" for _, text in self._added.get(place, []))
        last = there.author if there else None
        more = ""
        for author, text in self._added.get(place, []):
            # As Excel does, the name comes before what its bearer wrote.
            above = "" if last is None else "\n\n" if last == author else f"\n\n{author}:\n\n"
            more += f"{above}{text}"
            last = author
        return more

    def _with_added(self) -> bytes:
        """Return the part of the comments with what was added."""
        prefix = start_tag(self._xml, root_at(self._xml)).prefix.decode()
        changes, new = [], b""
        for place, each in self._there.items():
            xml = each.xml
            if place in self._added:
                xml = _with_run(xml, _run(prefix, self._more(place)), prefix)
            if place != each.place:
                end = start_tag(xml).end
                xml = with_attribute(xml[:end], "ref", name_of(place)) + xml[end:]
            if xml != each.xml:
                changes.append((each.start, each.start + len(each.xml), xml))
        for place in sorted(self._added):
            if place not in self._there:
                author = self._author(self._added[place][0][0])
                tag = f'<{prefix}comment ref="{name_of(place)}" authorId="{author}" shapeId="0">'
                new += opened(tag.encode(), opened(f"<{prefix}text>".encode(), _run(prefix, self._more(place))))
        xml = spliced(self._xml, changes)
        authors = opened(f"<{prefix}authors>".encode(), b"".join(
            opened(f"<{prefix}author>".encode(), as_xml(escape(each))) for each in self._authors
        ))  # fmt: skip
        known, listed = (
            next(each for each in pieces_below(xml) if each.name == name) for name in ("authors", "commentList")
        )
        grown = with_last(xml[listed.start : listed.end], new)
        return spliced(xml, [(known.start, known.end, authors), (listed.start, listed.end, grown)])

    def _author(self, name: str) -> int:
        """Return the number of an author, who is added to the others."""
        if name not in self._authors:
            self._authors.append(name)
        return self._authors.index(name)


def _place(part: str, attributes: Mapping[str, str]) -> Place:
    """Return the cell that a comment is on; raise PartAtFaultError, which names the part, if it is on none."""
    ref = attributes.get("ref", "")
    if not is_cell(ref):
        raise PartAtFaultError(part, f"holds a comment on '{ref}', which is no cell")
    return place_of(ref)


def _children(xml: bytes, name: str) -> list[bytes]:
    return [xml[each.start : each.end] for each in pieces_below(xml) if each.name == name]


def _run(prefix: str, text: str) -> bytes:
    return opened(f"<{prefix}r>".encode(), _LOOK.format(prefix).encode() + text_xml(prefix.encode(), text))


def _with_run(comment: bytes, run: bytes, prefix: str) -> bytes:
    """Return a comment with a run as the last of its words; plain words before it become a run too."""
    piece = next(each for each in pieces_below(comment) if each.name == "text")
    text = comment[piece.start : piece.end]
    within = pieces_below(text)
    changes = [
        (each.start, each.end, opened(f"<{prefix}r>".encode(), text[each.start : each.end]))
        for each in within
        if each.name == "t"
    ]
    last = [each.end for each in within if each.name in ("t", "r")]
    if not last:
        tag = start_tag(text)
        own = opened(text[: tag.end], run)
        return comment[: piece.start] + own + comment[piece.end :]
    grown = spliced(text, [*changes, (last[-1], last[-1], run)])
    return comment[: piece.start] + grown + comment[piece.end :]
