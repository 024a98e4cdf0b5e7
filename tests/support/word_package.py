"""A Word file as the rules of `word_checker` read it: parts, styles, headings, theme, tables."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OFF = ("0", "false", "off", "none")
_HEAD = re.compile(r"heading (\d)")
_THEME = "word/theme/theme1.xml"
_NONE = etree.Element("none")
# What a text calls a colour of the theme, and where the theme keeps it.
_SLOTS = {
    "text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1",
    "text2": "dk2", "dark2": "dk2", "background2": "lt2", "light2": "lt2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip


@dataclass(frozen=True)
class Style:
    """A style with what it takes from those it is based on."""

    name: str
    chain: tuple[etree._Element, ...]

    def find(self, path: str) -> etree._Element | None:
        """The nearest definition of a property."""
        found = (style.find(path) for style in self.chain)
        return next((each for each in found if each is not None), None)


class Package:
    """The parts of a Word file that the rules read."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self.names = frozenset(package.namelist())
            names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
            self.parts = {name: etree.fromstring(package.read(name)) for name in names}
        self.body = self.parts["word/document.xml"]
        self.styles_root = self.parts["word/styles.xml"]

    @cached_property
    def said(self) -> dict[str, etree._Element]:
        """The parts with text of their own: the body, headers and footers."""
        return {
            name: root for name, root in self.parts.items() if re.match(r"word/(document|header|footer)\d*\.", name)
        }

    @cached_property
    def styles(self) -> dict[str, Style]:
        """The styles by their identity."""
        own = {style.get(f"{W}styleId", ""): style for style in self.styles_root.iter(f"{W}style")}

        def chain(identity: str, seen: tuple[str, ...] = ()) -> tuple[etree._Element, ...]:
            if identity not in own or identity in seen:
                return ()
            return (own[identity], *chain(value(own[identity], "basedOn"), (*seen, identity)))

        return {identity: Style(value(style, "name"), chain(identity)) for identity, style in own.items()}

    @cached_property
    def default(self) -> str:
        """The identity of the style of paragraphs that name none."""
        paragraphs = (style for style in self.styles_root.iter(f"{W}style") if style.get(f"{W}type") == "paragraph")
        return next((style.get(f"{W}styleId", "") for style in paragraphs if style.get(f"{W}default")), "")

    def style_of(self, element: etree._Element, kind: str = "p") -> Style:
        """The style of a paragraph ('p'), a run ('r') or a table ('tbl')."""
        identity = value(element, f"{kind}Pr/{W}{kind}Style") or (self.default if kind == "p" else "")
        return self.styles.get(identity, Style("", ()))

    def headings(self) -> list[tuple[int, etree._Element]]:
        """The title (level 0) and the headings, in order."""
        found = []
        for paragraph in self.body.iter(f"{W}p"):
            name = self.style_of(paragraph).name.lower()
            level = _HEAD.fullmatch(name)
            if name == "title" or level:
                found.append((int(level[1]) if level else 0, paragraph))
        return found

    @cached_property
    def marked_headings(self) -> dict[str, str]:
        """The text of the title and the headings by the bookmarks in them, or right before them."""
        return {
            mark.get(f"{W}name", ""): words_of(heading) for _, heading in self.headings() for mark in _marks(heading)
        }

    @cached_property
    def marked_rows(self) -> set[str]:
        """The bookmarks in the first cells of rows: these are the rows' headings."""
        first = (row.find(f"{W}tc") for row in self.body.iter(f"{W}tr"))
        cells = (cell for cell in first if cell is not None)
        return {mark.get(f"{W}name", "") for cell in cells for mark in cell.iter(f"{W}bookmarkStart")}

    @cached_property
    def numberings(self) -> set[str]:
        """The numberings of lists that lead to a definition."""
        root = self.parts.get("word/numbering.xml", _NONE)
        defined = {each.get(f"{W}abstractNumId", "") for each in root.iter(f"{W}abstractNum")}
        return {each.get(f"{W}numId", "") for each in root.iter(f"{W}num") if value(each, "abstractNumId") in defined}

    def addresses(self, name: str) -> set[str]:
        """The relations of a part that lead out of the document."""
        folder, _, file = name.rpartition("/")
        relations = self.parts.get(f"{folder}/_rels/{file}.rels", _NONE)
        outside = (each for each in relations if each.get("TargetMode") == "External" and each.get("Target"))
        return {each.get("Id", "") for each in outside}

    @cached_property
    def theme_colours(self) -> dict[str, str]:
        """The theme's colours by the names that Word gives them in a text."""
        scheme = self.parts.get(_THEME, _NONE).find(f".//{A}clrScheme")
        slots = () if scheme is None else tuple(scheme)
        colours = {
            etree.QName(slot).localname: each.get("lastClr", each.get("val", "")) for slot in slots for each in slot
        }
        return colours | {word: colours[slot] for word, slot in _SLOTS.items() if slot in colours}

    def families(self, fonts: etree._Element) -> set[str]:
        """The families that a `w:rFonts` asks for; Word prefers the theme's to the one beside it."""
        found = (
            self._theme_font(fonts.get(f"{W}{side}Theme", "")) or fonts.get(f"{W}{side}", "")
            for side in ("ascii", "hAnsi")
        )
        return {family for family in found if family}

    def _theme_font(self, name: str) -> str:
        """The family for which a name such as 'minorHAnsi' stands."""
        side = re.match("major|minor", name)
        latin = self.parts.get(_THEME, _NONE).find(f".//{A}{side[0]}Font/{A}latin") if side else None
        return "" if latin is None else latin.get("typeface", "")


def _marks(heading: etree._Element) -> Iterator[etree._Element]:
    """The bookmarks in a heading, and those which begin right before it."""
    yield from heading.iter(f"{W}bookmarkStart")
    before = takewhile(
        lambda each: each.tag in {f"{W}bookmarkStart", f"{W}bookmarkEnd"}, heading.itersiblings(preceding=True)
    )
    yield from (each for each in before if each.tag == f"{W}bookmarkStart")


def value(element: etree._Element, path: str) -> str:
    """The `w:val` of what stands at a path of `w:` names, or nothing."""
    found = element.find(f"{W}{path}")
    return "" if found is None else found.get(f"{W}val", "")


def is_on(element: etree._Element | None) -> bool:
    """Whether a property is there and not switched off."""
    return element is not None and element.get(f"{W}val", "1") not in OFF


def text_of(element: etree._Element) -> str:
    """The text within, a tab or break as a space."""
    names = {f"{W}t", f"{W}tab", f"{W}br"}
    pieces = (piece for run in element.iter(f"{W}r") for piece in run if piece.tag in names)
    return "".join((piece.text or "") if piece.tag == f"{W}t" else " " for piece in pieces)


def words_of(element: etree._Element) -> str:
    """The text within, its words a space apart."""
    return " ".join(text_of(element).split())


def tables(package: Package) -> Iterator[tuple[str, etree._Element]]:
    """Each table, with the text of its heading row to find it by."""
    for name, root in package.said.items():
        for table in root.iter(f"{W}tbl"):
            first = table.find(f"{W}tr")
            yield f"{name}: {'' if first is None else ' | '.join(map(text_of, first.findall(f'{W}tc')))}", table
