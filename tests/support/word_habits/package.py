"""A Word file that Word's habits are put into: its parts as elements, and the paragraphs of its loops."""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import count
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
BODY, SETTINGS, STYLES = "word/document.xml", "word/settings.xml", "word/styles.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = {
    "w": W[1:-1],
    "w14": W14[1:-1],
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "w16cid": "http://schemas.microsoft.com/office/word/2016/wordml/cid",
    "r": OFFICE,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
}
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_BLOCK = re.compile(r"\{%(?:p|tr|tc)?\s*(for|endfor)\b")


class SavedPackage:
    """The parts of a Word file, and numbers that are given out once each."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self._raw = {name: package.read(name) for name in package.namelist()}
        self._trees: dict[str, Any] = {}
        # Word takes these at random; numbers in a row show as well what is not unique.
        self._numbers = count(1)
        self._annotations = count(501)

    def tree(self, name: str) -> Any:
        """Return the root of a part."""
        if name not in self._trees:
            self._trees[name] = etree.fromstring(self._raw[name])
        return self._trees[name]

    @property
    def body(self) -> Any:
        """Return the body of the text."""
        return self.tree(BODY).find(f"{W}body")

    def texts(self) -> list[Any]:
        """Return the roots of the parts with words: the body, headers, footers, notes and comments."""
        names = (name for name in (*self._raw, *self._trees))
        form = re.compile(r"word/(?:document|header\d+|footer\d+|footnotes|comments)\.xml")
        return [self.tree(name) for name in dict.fromkeys(names) if form.fullmatch(name)]

    def hexadecimal(self) -> str:
        """Return a number of eight hexadecimal digits that no other has, as Word gives to paragraphs."""
        return f"{0x1A00_0000 + next(self._numbers):08X}"

    def annotation(self) -> int:
        """Return a number for a bookmark, a comment or a change that no other has."""
        return next(self._annotations)

    def looped(self) -> Iterator[Any]:
        """Yield the first paragraph of each loop that prints something, and whose words are not all a tag of a loop."""
        depth, waiting = 0, False
        for paragraph in list(self.body.iter(f"{W}p")):
            words = words_of(paragraph)
            for found in _BLOCK.findall(words):
                depth += 1 if found == "for" else -1
                waiting = found == "for"
            whole = re.match(r"\s*\{%(?:p|tr|tc)\b", words)
            if depth and waiting and "{{" in words and not whole:
                waiting = False
                yield paragraph

    def add_part(self, name: str, kind: str, root: Any, *, relation: str = "", owner: str = BODY) -> str:
        """Put a part into the file, whose content type ends in `kind`; gives the relation's identity."""
        self._trees[name] = root
        types = self.tree("[Content_Types].xml")
        plain = "application/vnd.openxmlformats-officedocument."
        content_type = f"{plain}{kind}+xml" if "-properties" in kind else f"{_WORDML}.{kind}+xml"
        etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)
        return self.relate(relation or f"{OFFICE}/{kind}", f"/{name}", owner=owner)

    def add_picture(self, name: str, content: bytes) -> str:
        """Put a PNG into the file; gives the relation's identity."""
        self._raw[name] = content
        types = self.tree("[Content_Types].xml")
        if not any(each.get("Extension") == "png" for each in types):
            default = etree.Element(f"{{{_TYPES}}}Default", Extension="png", ContentType="image/png")
            types.insert(0, default)
        return self.relate(f"{OFFICE}/image", f"/{name}")

    def relate(self, kind: str, target: str, *, owner: str = BODY, outside: bool = False) -> str:
        """Add a relation to a part ('' is the file); gives its identity."""
        folder, _, file = owner.rpartition("/")
        name = f"{folder}/_rels/{file}.rels" if folder else "_rels/.rels"
        if name not in self._raw and name not in self._trees:
            self._trees[name] = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
        identity = f"rId{900 + len(self.tree(name))}"
        attributes = {"Id": identity, "Type": kind, "Target": target} | ({"TargetMode": "External"} if outside else {})
        etree.SubElement(self.tree(name), f"{{{_RELATIONS}}}Relationship", attributes)
        return identity

    def declare(self, name: str, prefix: str) -> None:
        """Declare a prefix at the root of a part, as one that older programs may pass over."""
        root = self.tree(name)
        ignorable = f"{{{NAMESPACES['mc']}}}Ignorable"
        if prefix not in root.nsmap:
            wider = etree.Element(root.tag, dict(root.attrib), nsmap=root.nsmap | {prefix: NAMESPACES[prefix]})
            wider.extend(root)
            self._trees[name] = root = wider
        root.set(ignorable, " ".join(dict.fromkeys([*(root.get(ignorable) or "").split(), prefix])))

    def parts(self) -> dict[str, bytes]:
        """Return all parts as bytes, the list of types first."""
        names = dict.fromkeys(("[Content_Types].xml", *self._raw, *self._trees))
        return {name: _bytes(self._trees[name]) if name in self._trees else self._raw[name] for name in names}


def _bytes(root: Any) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def words_of(element: Any) -> str:
    """Return the words within an element."""
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def elements(xml: str) -> list[Any]:
    """Return the elements of a piece of XML, in which the prefixes of `NAMESPACES` are known."""
    declared = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    return list(etree.fromstring(f"<x {declared}>{xml}</x>"))


def root(xml: str, *ignorable: str) -> Any:
    """Return the root of a new part, with the prefixes declared that may be passed over."""
    names = ("w", "r", *ignorable)
    declared = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in names)
    passed = f' xmlns:mc="{NAMESPACES["mc"]}" mc:Ignorable="{" ".join(ignorable)}"' if ignorable else ""
    return etree.fromstring(re.sub(r"^<([\w:]+)", rf"<\1 {declared}{passed}", xml, count=1))


def run_of(paragraph: Any) -> Any:
    """Return the first run of a paragraph that prints something."""
    return next(each for each in paragraph.iter(f"{W}r") if "{{" in words_of(each))


def append(paragraph: Any, xml: str) -> None:
    """Put what the XML says at the end of a paragraph."""
    paragraph.extend(elements(xml))
