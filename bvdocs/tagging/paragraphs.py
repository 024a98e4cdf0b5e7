"""The text of a Word file as its tags see it: paragraph by paragraph, with where and how each piece stands.

Works on the elements of lxml and of the standard library alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What a piece may look like without a difference that anybody sees.
_UNSEEN = {"lang", "noProof", "bCs", "iCs", "szCs", "kern", "webHidden", "rtl", "cs"}
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
    "ins": "a tracked change",
    "del": "a tracked change",
    "moveFrom": "a tracked change",
    "moveTo": "a tracked change",
    "sdt": "a content control",
    "sdtContent": "a content control",
    "fldSimple": "a field",
    "smartTag": "a smart tag",
    "customXml": "marked-up text",
}
_SIGNS = ("{{", "{%", "{#")
# Quotation marks as Word sets them are taken for plain ones within a tag.
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


class Piece(NamedTuple):
    """A stretch of text: where it begins in its paragraph, its look, what holds it, and what stands just before it."""

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
    """A paragraph, or a part of one around another; `number` counts all of them from 1, those in tables too."""

    number: int
    row: int
    cell: int
    shape: tuple[str, ...]  # the names of what it stands in, outermost first
    row_shape: tuple[str, ...]
    cell_shape: tuple[str, ...]
    style: str = ""
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it, in one line."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def words(self) -> str:
        """What an author typed: where a field's result stands, a sign that no word has."""
        return "".join("\0" * len(piece.text) if piece.derived else piece.text for piece in self.pieces)


def read_paragraphs(root: Any) -> list[Paragraph]:
    """The paragraphs of a body, a header, a footer or the notes, in order."""
    walk = _Walk()
    walk.into(root, ())
    return walk.paragraphs


def styles_named(root: Any) -> Iterator[str]:
    """The styles that paragraphs, runs and tables are said to have."""
    for kind in ("pStyle", "rStyle", "tblStyle"):
        yield from (name for each in root.iter(f"{_W}{kind}") if (name := each.get(f"{_W}val")))


class _Walk:
    """One way through the elements, in the order of the text."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self._open: list[Paragraph] = []
        self._count = 0
        self._rows: list[tuple[int, tuple[str, ...]]] = [(0, ())]
        self._cells: list[tuple[int, tuple[str, ...]]] = [(0, ())]
        self._holder: list[tuple[int, str]] = [(0, "")]
        self._serial = 0
        self._fields: list[list[Any]] = []  # number, and whether its result has begun
        self._look: tuple[Any, ...] = ()
        self._gap = ""

    def into(self, element: Any, path: tuple[str, ...]) -> None:
        if not isinstance(element.tag, str):
            return  # a comment in the XML
        name = element.tag.rpartition("}")[2]
        if not element.tag.startswith(_W):
            self._others(element, path, name)
        elif step := getattr(self, f"_{name}", None):
            step(element, path)
        elif name in _HOLDERS:
            self._held(element, path, name)
        elif not name.endswith("Pr"):
            self._gap = self._gap or _GAPS.get(name, "")
            self._inside(element, (*path, name))

    def _inside(self, element: Any, path: tuple[str, ...]) -> None:
        for value in element.attrib.values():
            if any(sign in value for sign in _SIGNS):
                self._add(value, path, derived=False)
        for child in element:
            self.into(child, path)

    def _others(self, element: Any, path: tuple[str, ...], name: str) -> None:
        """Pictures, text boxes and formulas, which may have text of their own."""
        self._inside(element, (*path, name))
        if name == "t" and element.text:
            self._add(element.text, path, derived=False)

    def _p(self, element: Any, path: tuple[str, ...]) -> None:
        self._count += 1
        style = element.find(f"{_W}pPr/{_W}pStyle")
        (row, row_shape), (cell, cell_shape) = self._rows[-1], self._cells[-1]
        paragraph = Paragraph(
            self._count, row, cell, path, row_shape, cell_shape, "" if style is None else style.get(f"{_W}val") or ""
        )
        self._serial += 1
        self._holder.append((self._serial, ""))
        self._begin(paragraph)
        self._inside(element, (*path, "p"))
        self._holder.pop()
        self._open.pop()
        if self._open:  # it stood in a text box: what goes on behind it is a line of its own
            around = self._open.pop()
            self._begin(
                Paragraph(
                    around.number,
                    around.row,
                    around.cell,
                    around.shape,
                    around.row_shape,
                    around.cell_shape,
                    around.style,
                )
            )

    def _begin(self, paragraph: Paragraph) -> None:
        self._open.append(paragraph)
        self.paragraphs.append(paragraph)
        self._gap = ""

    def _tr(self, element: Any, path: tuple[str, ...]) -> None:
        self._serial += 1
        self._rows.append((self._serial, path))
        self._inside(element, (*path, "tr"))
        self._rows.pop()

    def _tc(self, element: Any, path: tuple[str, ...]) -> None:
        self._serial += 1
        self._cells.append((self._serial, path))
        self._inside(element, (*path, "tc"))
        self._cells.pop()

    def _held(self, element: Any, path: tuple[str, ...], name: str) -> None:
        self._serial += 1
        self._holder.append((self._serial, _HOLDERS[name]))
        if name == "fldSimple":
            self._fields.append([self._serial, True])
        self._inside(element, (*path, name))
        if name == "fldSimple":
            self._fields.pop()
        self._holder.pop()

    def _r(self, element: Any, path: tuple[str, ...]) -> None:
        properties = element.find(f"{_W}rPr")
        self._look = () if properties is None else tuple(_looks(properties))
        self._inside(element, (*path, "r"))

    def _t(self, element: Any, path: tuple[str, ...]) -> None:
        self._add(element.text or "", path, derived=any(result for _, result in self._fields))

    def _instrText(self, element: Any, path: tuple[str, ...]) -> None:  # noqa: N802 - Word's name for it
        if any(sign in (element.text or "") for sign in _SIGNS):
            self._add(element.text, path, derived=True)

    def _fldChar(self, element: Any, _path: tuple[str, ...]) -> None:  # noqa: N802 - Word's name for it
        kind = element.get(f"{_W}fldCharType")
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
        if name not in _UNSEEN:
            yield name, tuple(sorted((key, value) for key, value in each.attrib.items() if not key.endswith("}hint")))
