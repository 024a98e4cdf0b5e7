"""A Word template as a file: its parts, its styles, its pictures, and which of them are missing."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import fromstring

from bvdocs.core.findings import Finding
from bvdocs.core.office_files import UnsoundPackageError, unpacked
from bvdocs.core.places import TemplatePlace
from bvdocs.core.wordml import RELATIONSHIPS, W
from bvdocs.templating import rules
from bvdocs.templating.source import TemplateText, word_source
from bvdocs.templating.word.paragraphs import read_paragraphs, styles_named
from bvdocs.templating.word.walk import Met, walk

_IS_MAIN = b"wordprocessingml.document.main+xml"
_MAIN = "/officeDocument"
# A part of its own, in which docxtpl fills nothing in.
NOT_FILLED_IN = "endnotes"
_PARTS = {"/header": "header", "/footer": "footer", "/footnotes": "notes", "/endnotes": NOT_FILLED_IN}
_PLACES = {"first": " of the first page", "even": " of even pages"}
_PUT_BACK = "Put it back, or take the template that came with bvdocs again."
# Which style what a tag fills in brings with it; that of links comes with rich text too.
_LINKS = "Hyperlink"
_STRICT = "{http://purl.oclc.org/ooxml/"
_NOT_STRICT = (
    "In Word: File, Save As, and as its type 'Word Document (*.docx)', not 'Strict Open XML Document (*.docx)'."
)
_BROUGHT = {"chip": "Chip", "contents": _LINKS, "link": _LINKS}


class _Relation(NamedTuple):
    identity: str
    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, eq=False)
class WordText:
    """A part with words of its own: what it is called, such as 'header' or '' for the body; its name; its elements."""

    part: str
    name: str
    root: Any

    @cached_property
    def met(self) -> list[Met]:
        """Return its elements in the order of the text."""
        return list(walk(self.root))


class WordFile:
    """A Word template, opened; `findings` says what of it cannot be read."""

    def __init__(self, name: str, parts: dict[str, bytes]) -> None:
        self.name = name
        self._whole = TemplatePlace(name)
        self.parts = parts
        self.findings: list[Finding] = []
        self._read: dict[str, Any] = {}
        self._relations: dict[str, list[_Relation]] = {}

    def add_fault(self, message: str, hint: str = _PUT_BACK) -> None:
        """Note that the file cannot be read as a Word file."""
        self.findings.append(rules.NOT_A_WORD_FILE.at(self._whole, message, hint))

    def xml(self, part: str) -> Any:
        """Return the elements of a part; None if it is missing or broken."""
        root = self.elements(part)
        if root is None and part in self.parts:
            self.add_fault(f"the part '{part}' of the file is damaged.")
        return root

    def elements(self, part: str) -> Any:
        """Return the elements of a part that the file need not have; None if it is missing or broken."""
        if part not in self._read:
            try:
                self._read[part] = _elements(self.parts[part]) if part in self.parts else None
            except (SyntaxError, ValueError, RecursionError):
                self._read[part] = None
        return self._read[part]

    @cached_property
    def main(self) -> str:
        """Return the name of the part that holds the body; '' if the file names none."""
        return next((each.target for each in self.relations("") if each.kind.endswith(_MAIN)), "")

    def relations(self, part: str) -> list[_Relation]:
        """Return what a part refers to."""
        if part not in self._relations:
            folder, name = posixpath.split(part)
            root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
            self._relations[part] = [] if root is None else [_relation(each, folder) for each in root]
        return self._relations[part]

    @property
    def is_strict(self) -> bool:
        """Say whether it is in the form whose elements have other names (ISO/IEC 29500-1, Annex A)."""
        root = self.elements(self.main)
        return root is not None and root.tag.startswith(_STRICT)

    @cached_property
    def texts(self) -> list[WordText]:
        """Return the parts with words of their own: the body, headers, footers, footnotes and endnotes."""
        body = self.xml(self.main)
        if body is None:
            return []
        places = {
            each.get(f"{RELATIONSHIPS}id"): _PLACES.get(each.get(f"{W}type"), "")
            for kind in ("headerReference", "footerReference")
            for each in body.iter(f"{W}{kind}")
        }
        found = [WordText("", self.main, body)]
        for relation in self.relations(self.main):
            part = next((name for kind, name in _PARTS.items() if relation.kind.endswith(kind)), "")
            root = self.xml(relation.target) if part else None
            if root is not None:
                found.append(WordText(part + places.get(relation.identity, ""), relation.target, root))
        order = list(dict.fromkeys(each.part for each in found))
        return sorted(found, key=lambda each: order.index(each.part))

    @cached_property
    def sources(self) -> list[TemplateText]:
        """Return the texts whose tags are filled in: all but the endnotes."""
        try:
            headings = {style for style, name in self.styles.items() if name.casefold().startswith("heading ")}
            return [
                word_source(self.name, text.part, read_paragraphs(text.root), headings)
                for text in self.texts
                if text.part != NOT_FILLED_IN
            ]
        except RecursionError:
            self.add_fault("its parts stand within each other too deep to be read.")
            return []

    def place(self, part: str, number: int) -> TemplatePlace:
        """Return the place of a paragraph in a part of the file, such as 'header'; '' is the body."""
        where = f"paragraph {number}" if number else ""
        return TemplatePlace(self.name, ", ".join(filter(None, (part, where))))

    def check_styles_and_pictures(self, *, rich: bool) -> Iterator[Finding]:
        """Report styles and pictures that are missing; `rich` says whether text that may hold links is printed."""
        yield from self._styles(self.sources, rich=rich)
        for part in ["", *(name for name in self.parts if name.startswith("word/") and name.endswith(".xml"))]:
            yield from self._pictures(part)

    @cached_property
    def styles(self) -> dict[str, str]:
        """Return the names of its styles, by what paragraphs call them."""
        part = next((each.target for each in self.relations(self.main) if each.kind.endswith("/styles")), "")
        root = self.xml(part)
        if root is None:
            return {}
        found = {}
        for style in root.iter(f"{W}style"):
            name = style.find(f"{W}name")
            found[style.get(f"{W}styleId", "")] = "" if name is None else name.get(f"{W}val", "")
        return found

    def _styles(self, sources: list[TemplateText], *, rich: bool) -> Iterator[Finding]:
        """Report styles that are named, or that a tag will bring, and are not there."""
        tags = " ".join(tag.inside for source in sources for tag in source.scanned.tags if tag.opening == "{{")
        brought = [style for word, style in _BROUGHT.items() if word in tags]
        named = [style for text in self.texts for style in styles_named(text.root)]
        places: dict[str, TemplatePlace] = {}
        for source in sources:
            for line, paragraph in enumerate(source.paragraphs, 1):
                places.setdefault(paragraph.style, source.place(line))
        for style in dict.fromkeys((*named, *brought, *([_LINKS] if rich else ()))):
            if style not in self.styles:
                place = places.get(style, self._whole)
                yield rules.STYLE_MISSING.at(place, f"the style '{style}' is missing from the template.", _PUT_BACK)

    def _pictures(self, part: str) -> Iterator[Finding]:
        relations = {each.identity: each for each in self.relations(part)}
        pictures = any(each.kind.endswith("/image") for each in relations.values())
        # Only parts with pictures are read for this.
        root = self.xml(part) if pictures or b":embed=" in self.parts.get(part, b"") else None
        places = list(root.iter()) if root is not None else []
        linked = {name for each in places if not each.get(f"{RELATIONSHIPS}embed") for name in each.attrib.values()}
        for each in relations.values():
            if each.outside and each.kind.endswith("/image") and each.identity in linked:
                yield rules.PICTURE_MISSING.at(
                    self._whole,
                    f"the picture '{each.target}' is not in the file, but only linked to it.",
                    "Delete it in Word and insert it anew; nothing is fetched when documents are made.",
                )
            elif not each.outside and each.target not in self.parts:
                what = "picture" if each.kind.endswith("/image") else "part"
                rule = rules.PICTURE_MISSING if what == "picture" else rules.NOT_A_WORD_FILE
                yield rule.at(self._whole, f"the {what} '{each.target}' is missing from the file.", _PUT_BACK)
        if any({each.get(f"{RELATIONSHIPS}embed") or "" for each in places} - {"", *relations}):
            message, hint = "a picture is missing from the file.", "Delete it in Word and insert it anew."
            yield rules.PICTURE_MISSING.at(self._whole, message, hint)


def _elements(content: bytes) -> Any:
    """Return the elements of a part; refuse entities of its own, which no Word file has, as defusedxml does.

    That library reads ten times slower, and this is read with every check of a workbook.
    """
    plain = content.replace(b"\0", b"")  # as it may be in UTF-16
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise ValueError("a document type")
    return fromstring(content)  # noqa: S314 - see above


def _relation(element: Any, folder: str) -> _Relation:
    outside = element.get("TargetMode") == "External"
    target = element.get("Target") or ""
    if not outside:
        target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return _Relation(element.get("Id") or "", element.get("Type") or "", target, outside)


def open_word(path: Path) -> WordFile:
    """Return the Word template at `path`, which is there; its `findings` say so if it is none."""
    wanted = "Save it in Word as 'Word Document (*.docx)', or take the template that came with bvdocs again."
    try:
        content = path.read_bytes()
    except OSError as fault:
        unread = WordFile(path.name, {})
        unread.add_fault(f"the file cannot be opened: {fault.strerror}.", "See who may read it.")
        return unread
    try:
        held = unpacked(content)
    except UnsoundPackageError as fault:
        unsound = WordFile(path.name, {})
        unsound.add_fault(f"the file {fault.message}, so it is not opened.", wanted)
        return unsound
    except zipfile.BadZipFile:
        held = {}
    parts = {name: part for name, part in held.items() if part is not None}
    if len(parts) < len(held):
        parts = {}  # a damaged one may be whatever the others need
    file = WordFile(path.name, parts)
    if _IS_MAIN not in parts.get("[Content_Types].xml", b"").replace(b"\0", b"") or file.main not in parts:
        file = file if file.findings else WordFile(path.name, {})
        file.add_fault("it is not a Word document (.docx).", wanted)
    elif file.is_strict:
        strict = WordFile(path.name, {})
        strict.findings.append(
            rules.STRICT.at(TemplatePlace(path.name), "it is saved as Strict Open XML.", _NOT_STRICT)
        )
        return strict
    return file
