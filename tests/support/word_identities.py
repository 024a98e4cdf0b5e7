"""What must be there once in a Word file, or lead somewhere, and is or does not."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tests.support.word_package import WP, Package, R, W

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WP14 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_VML, _OFFICE = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}"
_TEXTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_CHANGES = ("ins", "del", "rPrChange")
_REFERENCE = re.compile(r"\s*(?:REF|NOTEREF|PAGEREF)\s+(\S+)|\s*HYPERLINK\s+\\l\s+\"?([^\s\"]+)")


def texts_of(content: bytes) -> dict[str, etree._Element]:
    """The parts with words of their own."""
    return {name: root for name, root in Package(content).parts.items() if _TEXTS.fullmatch(name)}


def numbers_in(content: bytes) -> list[tuple[str, str]]:
    """Each number or name that must be there once: of what it is, and itself."""
    return [found for root in texts_of(content).values() for element in root.iter() for found in _numbers(element)]


def _numbers(element: etree._Element) -> Iterator[tuple[str, str]]:
    name = etree.QName(element).localname if isinstance(element.tag, str) else ""
    own = element.get(f"{W}id", "")
    for space, attribute in ((_W14, "paraId"), (_WP14, "anchorId"), (_W14, "anchorId"), (_OFFICE, "spid")):
        if element.get(f"{space}{attribute}"):
            yield f"{space}{attribute}", element.get(f"{space}{attribute}", "")
    if element.tag == f"{W}bookmarkStart":
        yield "change or bookmark", own
        yield "bookmark's name", element.get(f"{W}name", "").casefold()
    elif name in _CHANGES:
        yield "change or bookmark", own
    elif name in ("footnoteReference", "endnoteReference", "commentReference", "commentRangeStart"):
        yield name, own
    elif element.tag == f"{W}footnote":
        yield "footnote", own
    elif element.tag == f"{WP}docPr":
        yield "drawing", element.get("id", "")
    elif str(element.tag).startswith(_VML) and element.get("id"):
        part = element.getroottree().getroot().tag if name == "shapetype" else ""
        yield f"shape{part}", element.get("id", "")
    elif element.tag == f"{W}sdtPr" and element.find(f"{W}id") is not None:
        yield "content control", element.find(f"{W}id").get(f"{W}val", "")  # type: ignore[union-attr]


def repeated(content: bytes) -> dict[str, int]:
    """How often too often something is there, by kind."""
    counted = Counter(numbers_in(content))
    found: Counter[str] = Counter()
    for (kind, _), times in counted.items():
        found[kind] += times - 1
    return {kind: times for kind, times in found.items() if times}


def bookmarks(content: bytes) -> dict[str, str]:
    """The words of the paragraph in which each bookmark of the body begins, by its name."""
    found = {}
    for start in texts_of(content)["word/document.xml"].iter(f"{W}bookmarkStart"):
        paragraph = next(start.iterancestors(f"{W}p"), None)
        found[start.get(f"{W}name", "")] = "" if paragraph is None else words(paragraph)
    return found


def words(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def led_to(element: etree._Element) -> str:
    """The bookmark that a link or a field leads to; '' for none."""
    if element.tag == f"{W}hyperlink":
        return "" if element.get(f"{R}id") else element.get(f"{W}anchor", "")
    said = element.get(f"{W}instr") or (element.text or "" if element.tag == f"{W}instrText" else "")
    match = _REFERENCE.match(said)
    return (match[1] or match[2]) if match else ""


def leading(content: bytes) -> list[tuple[str, str]]:
    """Each link and field of the body that leads to a bookmark: the words of its paragraph, and where it leads."""
    body = texts_of(content)["word/document.xml"]
    elements = body.iter(f"{W}hyperlink", f"{W}fldSimple", f"{W}instrText")
    return [(words(next(each.iterancestors(f"{W}p"))), led_to(each)) for each in elements if led_to(each)]


def broken(content: bytes) -> list[str]:
    """What leads nowhere, and what begins and does not end, in words."""
    texts = texts_of(content)
    names = {each.get(f"{W}name") for root in texts.values() for each in root.iter(f"{W}bookmarkStart")}
    found = [f"'{target}' is not there" for _, target in leading(content) if target not in names]
    notes = {each.get(f"{W}id") for each in texts.get("word/footnotes.xml", etree.Element("x")).iter(f"{W}footnote")}
    for name, root in texts.items():
        opened: list[str | None] = []
        for mark in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            number = mark.get(f"{W}id")
            if mark.tag == f"{W}bookmarkStart":
                opened.append(number)
            elif number in opened:
                opened.remove(number)
            else:
                found.append(f"{name}: the end {number} ends nothing")
        found += [f"{name}: {number} has no end" for number in opened]
        marks = (each.get(f"{W}id") for each in root.iter(f"{W}footnoteReference"))
        found += [f"{name}: there is no note {number}" for number in marks if number not in notes]
        types = {each.get("id") for each in root.iter(f"{_VML}shapetype")}
        wanted = {each.get("type", "#")[1:] for each in root.iter(f"{_VML}shape")} - {""}
        found += [f"{name}: there is no type {each}" for each in wanted - types]
    return found
