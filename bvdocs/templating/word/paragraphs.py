"""The text of a Word file as its tags see it: paragraph by paragraph, with where and how each piece stands.

Works on the elements of lxml and of the standard library alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from bvdocs.core.wordml import W

# What a piece may look like without a difference that anybody sees.
_UNSEEN = {
    "lang", "noProof", "bCs", "iCs", "szCs", "kern", "webHidden", "rtl", "cs", "rPrChange", "snapToGrid",
}  # fmt: skip
# Of a font, what is for the letters of other scripts.
_OTHER_SCRIPTS = ("hint", "eastAsia", "eastAsiaTheme", "cs", "cstheme")
# Words that are gone once the tracked changes are accepted, which the check of them asks for.
_GONE = ("del", "moveFrom")
# What a tag may be interrupted by, and would lose.
_GAPS = {
    "tab": "a tab",
    "br": "a line break",
    "cr": "a line break",
    "noBreakHyphen": "a hyphen",
    "softHyphen": "a hyphen",
    "sym": "a symbol",
    "drawing": "a picture",
    "pict": "a picture",
    "object": "an object",
    "footnoteReference": "a note",
    "endnoteReference": "a note",
}
# What holds a part of a paragraph, so that a tag cannot begin within and end without.
_HOLDERS = {
    "hyperlink": "a link",
    "sdt": "a content control",
    "sdtContent": "a content control",
    "fldSimple": "a field",
    "smartTag": "a smart tag",
    "customXml": "marked-up text",
}
_SIGNS = ("{{", "{%", "{#")
# Quotation marks as Word sets them are taken for plain ones within a tag.
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


class Part(NamedTuple):
    """A paragraph, a row or a cell, by its number, with the names of what it stands in, outermost first."""

    number: int
    shape: tuple[str, ...]


class Piece(NamedTuple):
    """A stretch of text: where it begins in its paragraph, formatting, what holds it, what stands just before it."""

    start: int
    text: str
    look: tuple[Any, ...]
    holder: tuple[int, int]
    held_by: str
    gap: str
    derived: bool  # the last result of a field, which Word works out anew
    shape: tuple[str, ...]


@dataclass(eq=False)
class Paragraph:
    """A paragraph, or a part of one around another.

    `parts` has under 'p' the paragraph itself, under 'tr' and 'tc' the rows and the cells that it stands in, outermost
    first, after one of number 0, which is none.
    """

    parts: dict[str, tuple[Part, ...]]
    style: str = ""
    pieces: list[Piece] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Return its number: all are counted from 1, those in tables too."""
        return self.parts["p"][0].number

    @property
    def text(self) -> str:
        """Return all of it, in one line."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def words(self) -> str:
        """Return what an author typed: where a field's result stands, a sign that no word has."""
        return "".join("\0" * len(piece.text) if piece.derived else piece.text for piece in self.pieces)


def read_paragraphs(root: Any) -> list[Paragraph]:
    """Return the paragraphs of a body, a header, a footer or the notes, in order, as if changes were accepted."""
    reader = _ParagraphReader()
    reader.read(root, ())
    return reader.paragraphs


def styles_named(root: Any) -> Iterator[str]:
    """Yield the styles that paragraphs, runs and tables are said to have."""
    for kind in ("pStyle", "rStyle", "tblStyle"):
        yield from (name for each in root.iter(f"{W}{kind}") if (name := each.get(f"{W}val")))


class _ParagraphReader:
    """A reader of a part's elements, in the order of the text."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self._open: list[Paragraph] = []
        self._count = 0
        self._parts = {"tr": [Part(0, ())], "tc": [Part(0, ())]}
        self._holder: list[tuple[int, str]] = [(0, "")]
        self._serial = 0
        self._fields: list[list[Any]] = []  # number, and whether its result has begun
        self._look: tuple[Any, ...] = ()
        self._gap = ""

    def read(self, element: Any, path: tuple[str, ...]) -> None:  # noqa: C901 - a case for each kind
        """Read an element that stands within those of `path`."""
        if not isinstance(element.tag, str):
            return  # a comment in the XML
        name = element.tag.rpartition("}")[2]
        if not element.tag.startswith(W):
            self._others(element, path, name)
            return
        match name:
            case "p":
                self._paragraph(element, path)
            case "tr" | "tc":
                self._part(name, element, path)
            case "r":
                self._run(element, path)
            case "t":
                self._add(element.text or "", path, derived=any(result for _, result in self._fields))
            case "instrText" if any(sign in (element.text or "") for sign in _SIGNS):
                self._add(element.text, path, derived=True)
            case "fldChar":
                self._field(element)
            case _ if name in _GONE:
                return
            case "ins" | "moveTo":
                self._children(element, path)
            case _ if name in _HOLDERS:
                self._held(element, path, name)
            case _ if not name.endswith("Pr"):
                self._gap = self._gap or _GAPS.get(name, "")
                self._inside(element, (*path, name))

    def _inside(self, element: Any, path: tuple[str, ...]) -> None:
        for value in element.attrib.values():
            if any(sign in value for sign in _SIGNS):
                self._add(value, path, derived=False)
        self._children(element, path)

    def _children(self, element: Any, path: tuple[str, ...]) -> None:
        for child in element:
            self.read(child, path)

    def _others(self, element: Any, path: tuple[str, ...], name: str) -> None:
        """Read pictures, text boxes and formulas, which may have text of their own; read once what is there twice."""
        if name == "Fallback":
            return
        self._inside(element, (*path, name))
        if name == "t" and element.text:
            self._add(element.text, path, derived=False)

    def _paragraph(self, element: Any, path: tuple[str, ...]) -> None:
        self._count += 1
        style = element.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else style.get(f"{W}val") or ""
        around = {kind: tuple(parts) for kind, parts in self._parts.items()}
        paragraph = Paragraph({"p": (Part(self._count, path),), **around}, name)
        self._serial += 1
        self._holder.append((self._serial, ""))
        self._begin(paragraph)
        self._inside(element, (*path, "p"))
        self._holder.pop()
        self._open.pop()
        if self._open:  # it stood in a text box: what goes on behind it is a line of its own
            self._begin(replace(self._open.pop(), pieces=[]))

    def _begin(self, paragraph: Paragraph) -> None:
        self._open.append(paragraph)
        self.paragraphs.append(paragraph)
        self._gap = ""

    def _part(self, name: str, element: Any, path: tuple[str, ...]) -> None:
        """Read a row or a cell."""
        self._serial += 1
        self._parts[name].append(Part(self._serial, path))
        self._inside(element, (*path, name))
        self._parts[name].pop()

    def _held(self, element: Any, path: tuple[str, ...], name: str) -> None:
        self._serial += 1
        self._holder.append((self._serial, _HOLDERS[name]))
        if name == "fldSimple":
            self._fields.append([self._serial, True])
        self._inside(element, (*path, name))
        if name == "fldSimple":
            self._fields.pop()
        self._holder.pop()

    def _run(self, element: Any, path: tuple[str, ...]) -> None:
        properties = element.find(f"{W}rPr")
        self._look = () if properties is None else tuple(_looks(properties))
        self._inside(element, (*path, "r"))

    def _field(self, element: Any) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._serial += 1
            self._fields.append([self._serial, False])
        elif kind == "separate" and self._fields:
            self._fields[-1][1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _add(self, text: str, path: tuple[str, ...], *, derived: bool) -> None:
        if not self._open or not text:
            return
        paragraph = self._open[-1]
        last = paragraph.pieces[-1] if paragraph.pieces else None
        start = last.start + len(last.text) if last else 0
        number, held_by = self._holder[-1]
        within = self._fields[-1][0] if self._fields else 0
        line = text.translate(_STRAIGHT).replace("\n", " ")
        held_by = "a field" if within else held_by
        paragraph.pieces.append(Piece(start, line, self._look, (number, within), held_by, self._gap, derived, path))
        self._gap = ""


def _looks(properties: Any) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for each in properties:
        name = each.tag.rpartition("}")[2] if isinstance(each.tag, str) else "lang"
        how = {key.rpartition("}")[2]: value for key, value in each.attrib.items()}
        seen = tuple(sorted((key, value) for key, value in how.items() if key not in _OTHER_SCRIPTS))
        if name not in _UNSEEN and (seen or name != "rFonts"):
            yield name, seen
