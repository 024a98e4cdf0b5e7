"""What a Word template holds beside its words: parts in which tags are not filled in, other files, links to files."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from bvdocs.core.findings import Finding
from bvdocs.core.link_services import why_not_as_it_is
from bvdocs.core.places import TemplatePlace
from bvdocs.core.quoting import quoted
from bvdocs.core.wordml import RELATIONSHIPS
from bvdocs.templating import rules
from bvdocs.templating.word.file import NOT_FILLED_IN, WordFile
from bvdocs.templating.word.walk import walk

_TAG = re.compile(r"(?:\{\{|\{%|\{#).*?(?:\}\}|%\}|#\}|$)", re.DOTALL)
# What the parts are called in which nothing is filled in, by the end of what their relation is called.
_PART_NAMES = {
    "endnotes": NOT_FILLED_IN,
    "chart": "chart",
    "chartEx": "chart",
    "chartUserShapes": "chart",
    "diagramData": "SmartArt",
    "diagramDrawing": "SmartArt",
    "diagramLayout": "SmartArt",
    "core-properties": "properties",
    "extended-properties": "properties",
    "custom-properties": "properties",
    "glossaryDocument": "building blocks",
    "customXml": "data of content controls",
    "settings": "settings",
    "hyperlink": "address of a link",
}
# Told as what it is: a comment, with its words.
_TOLD_ELSEWHERE = ("comments",)
# Relations to whole files of another kind. The workbook behind a chart is not among them: it is left out.
EMBEDDED = ("oleObject", "package", "control", "aFChunk", "subDocument")
_CHARTS = ("chart", "chartEx")


def kind_of(relation: str) -> str:
    """Return what kind a relation is of, such as 'header', by the address that is its name."""
    return relation.rpartition("/")[2]


def check_tags_outside(file: WordFile) -> Iterator[Finding]:
    """Report tags in parts that are not filled in."""
    filled_in = {text.name for text in file.texts if text.part != NOT_FILLED_IN}
    hint = "Move it into the text, a header, a footer or a footnote, or write the words themselves."
    kinds = {each.target: kind_of(each.kind) for each in _relations(file) if not each.outside}
    for name in file.parts:
        kind = kinds.get(name, "")
        if name in filled_in or name.endswith(".rels") or kind in _TOLD_ELSEWHERE or not _may_hold_tags(file, name):
            continue
        part = _PART_NAMES.get(kind, f"part '{name}'")
        for number, tag in dict.fromkeys(_tags(file.elements(name))):
            message = f"the tag {quoted(tag)} stands in the {part}, where tags are not filled in."
            yield rules.TAG_NOT_FILLED_IN.at(file.place(part, number), message, hint)
    for relation in _relations(file):
        for tag in _TAG.findall(unquote(relation.target)) if relation.outside else ():
            part = _PART_NAMES.get(kind_of(relation.kind), "address of what is linked")
            message = f"the tag {quoted(tag)} stands in the {part}, where tags are not filled in."
            yield rules.TAG_NOT_FILLED_IN.at(
                file.place("", 0), message, "Type the address itself, or take the link out."
            )


def check_other_files(file: WordFile) -> Iterator[Finding]:
    """Report other files that are embedded, and links that must not be published."""
    texts = {text.name: text for text in file.texts}
    charts = {each.target for each in _relations(file) if kind_of(each.kind) in _CHARTS}
    for name in ("", *file.parts):
        places: dict[str, tuple[str, int]] = {}
        for met in texts[name].met if name in texts else ():
            for key, value in met.element.attrib.items():
                if key.startswith(RELATIONSHIPS):
                    places.setdefault(value, (texts[name].part, met.number))
        for relation in file.relations(name) if name not in charts and not name.endswith(".rels") else ():
            place = file.place(*places.get(relation.identity, ("", 0)))
            if kind_of(relation.kind) in EMBEDDED:
                message = f"the file '{relation.target}' is embedded, and would be published as a whole."
                hint = "Delete it in Word, and paste it anew as a picture or as text."
                yield rules.EMBEDDED_FILE.at(place, message, hint)
            elif kind_of(relation.kind) == "hyperlink" and relation.outside:
                yield from _link(place, relation.target)


def _link(place: TemplatePlace, address: str) -> Iterator[Finding]:
    plain = unquote(address)
    why = why_not_as_it_is(address)
    if why and not _TAG.search(plain):
        message = f"the link to {quoted(plain)} is left out, and its words alone are kept: {why}."
        yield rules.LINK_TO_A_FILE.at(place, message, "Link to a public web page, or take the link out in Word.")


def _relations(file: WordFile) -> Iterator[Any]:
    """Yield the relations of all parts."""
    for name in ("", *file.parts):
        if not name.endswith(".rels"):
            yield from file.relations(name)


def _may_hold_tags(file: WordFile, name: str) -> bool:
    """Say whether a part is XML and may hold a tag: most hold not one brace, and are not read for this."""
    content = file.parts[name].replace(b"\0", b"")
    is_xml = content.lstrip(b"\xef\xbb\xbf\xff\xfe").startswith(b"<")
    return is_xml and (b"{" in content or b"&#" in content)


def _tags(root: Any) -> Iterator[tuple[int, str]]:
    """Yield the tags of a part, each with its paragraph: in its words, however they are torn, and in attributes."""
    texts: dict[int, list[str]] = {}
    for met in walk(root) if root is not None else ():
        texts.setdefault(met.number, []).append(met.element.text or "")
        for value in met.element.attrib.values():
            yield from ((met.number, tag) for tag in _TAG.findall(value))
    for number, said in texts.items():
        yield from ((number, tag) for tag in _TAG.findall("".join(said)))
