"""A Word file as the rules of `word_checker` read it: parts, styles, headings, tables."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from bvdocs.colours import BLACK, WHITE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
OFF = ("0", "false", "off", "none")
_HEAD = re.compile(r"heading (\d)")


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
            self.parts = {
                name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")
            }
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

    def ink_of(self, run: etree._Element) -> str:
        """The colour of a run: its own, its style's, its paragraph's, else black."""
        paragraph = next(run.iterancestors(f"{W}p"))
        own = (
            run.find(f"{W}rPr/{W}color"),
            self.style_of(run, "r").find(f"{W}rPr/{W}color"),
            self.style_of(paragraph).find(f"{W}rPr/{W}color"),
        )
        values = [each.get(f"{W}val", "auto") for each in own if each is not None]
        return f"#{values[0]}".lower() if values and values[0] != "auto" else BLACK

    def fill_of(self, run: etree._Element) -> str:
        """What a run stands on: its own ground, its paragraph's, its cell's, else white paper."""
        paragraph = next(run.iterancestors(f"{W}p"))
        grounds = [
            run.find(f"{W}rPr/{W}shd"),
            self.style_of(run, "r").find(f"{W}rPr/{W}shd"),
            paragraph.find(f"{W}pPr/{W}shd"),
            self.style_of(paragraph).find(f"{W}pPr/{W}shd"),
            *(cell.find(f"{W}tcPr/{W}shd") for cell in run.iterancestors(f"{W}tc")),
        ]
        values = [each.get(f"{W}fill", "auto") for each in grounds if each is not None]
        return next((f"#{each}".lower() for each in values if each != "auto"), WHITE)


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


def tables(package: Package) -> Iterator[tuple[str, etree._Element]]:
    """Each table, with the text of its heading row to find it by."""
    for name, root in package.said.items():
        for table in root.iter(f"{W}tbl"):
            first = table.find(f"{W}tr")
            yield f"{name}: {'' if first is None else ' | '.join(map(text_of, first.findall(f'{W}tc')))}", table
