"""What makes Word call a file damaged, mend it in silence or lead astray, and no validator tells: own rules on its XML.

`unsound(content)` tries every rule on the bytes of a .docx. A file that was filled from a template, or holds tracked
changes, passes them all.
"""

import posixpath
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tests.support.word_package import WP, Package, R, W, words_of
from tests.support.word_rules import Rules

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WP14 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
_NOTES = ("footnote", "endnote", "comment")

RULES = Rules()
rule, unsound = RULES.add, RULES.faults


def _stories(package: Package) -> dict[str, etree._Element]:
    """The parts that hold text: the body, headers, footers, notes and comments."""
    notes = ("word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")
    return package.said | {name: package.parts[name] for name in notes if name in package.parts}


def _repeated(values: Iterator[str | None]) -> Iterator[tuple[str, int]]:
    counted = Counter(each for each in values if each is not None)
    yield from ((value, times) for value, times in counted.items() if times > 1)


@rule
def numbers_given_once(package: Package) -> Iterator[tuple[str, str]]:
    """No two bookmarks, drawings, shapes, content controls or comments of a part have one number, name or identity."""
    for name, root in _stories(package).items():
        kinds: dict[str, Iterator[str | None]] = {
            "bookmark's name": (each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")),
            "bookmark's number": (each.get(f"{W}id") for each in root.iter(f"{W}bookmarkStart")),
            "bookmark's end": (each.get(f"{W}id") for each in root.iter(f"{W}bookmarkEnd")),
            "drawing's number": (each.get("id") for each in root.iter(f"{WP}docPr") if not _is_fallback(each)),
            "drawing's anchor": (each.get(f"{_WP14}anchorId") for each in root.iter(f"{WP}inline", f"{WP}anchor")),
            "shape's name": (each.get("id") for each in root.iter(f"{_V}shape", f"{_V}rect", f"{_V}line")),
            "content control's number": (each.get(f"{W}val") for each in root.iterfind(f".//{W}sdtPr/{W}id")),
            "comment's beginning": (each.get(f"{W}id") for each in root.iter(f"{W}commentRangeStart")),
            "comment's mark": (each.get(f"{W}id") for each in root.iter(f"{W}commentReference")),
        }
        for kind, values in kinds.items():
            yield from ((name, f"{kind} {value}, {times} times") for value, times in _repeated(values))


def _is_fallback(element: etree._Element) -> bool:
    """Whether it stands in what an older program shows in place of another drawing."""
    return any(True for _ in element.iterancestors(f"{_MC}Fallback"))


@rule
def paragraphs_identified_once(package: Package) -> Iterator[tuple[str, str]]:
    """No two paragraphs or rows of the file have one `w14:paraId`, and each is below 0x80000000."""
    identities = [
        each.get(f"{W14}paraId", "")
        for root in _stories(package).values()
        for each in root.iter(f"{W}p", f"{W}tr")
        if each.get(f"{W14}paraId") and not _is_fallback(each)
    ]
    yield from (("file", f"paragraph {value}, {times} times") for value, times in _repeated(iter(identities)))
    yield from (("file", f"paragraph {value} is too large") for value in identities if int(value, 16) >= 0x80000000)


@rule
def marks_in_pairs(package: Package) -> Iterator[tuple[str, str]]:
    """Each bookmark and each comment's range begins before it ends, and in the same part."""
    for name, root in _stories(package).items():
        for kind in ("bookmark", "commentRange", "moveFromRange", "moveToRange"):
            open_now: set[str | None] = set()
            for each in root.iter(f"{W}{kind}Start", f"{W}{kind}End"):
                number = each.get(f"{W}id")
                if each.tag.endswith("Start"):
                    open_now.add(number)
                elif number in open_now:
                    open_now.remove(number)
                else:
                    yield name, f"the end of {kind} {number} without its beginning"
            yield from ((name, f"{kind} {number} never ends") for number in open_now)


@rule
def notes_there(package: Package) -> Iterator[tuple[str, str]]:
    """Each comment, footnote and endnote that a text names is in its part."""
    for kind in _NOTES:
        part = package.parts.get(f"word/{kind}s.xml")
        there = set() if part is None else {each.get(f"{W}id") for each in part.iter(f"{W}{kind}")}
        for name, root in package.said.items():
            for each in root.iter(f"{W}{kind}Reference"):
                if each.get(f"{W}id") not in there:
                    yield name, f"there is no {kind} {each.get(f'{W}id')}"


@rule
def deleted_text_marked(package: Package) -> Iterator[tuple[str, str]]:
    """Within a deletion text is `w:delText`, and nowhere else; a text box that is deleted keeps its own as it is."""
    for name, root in _stories(package).items():
        for each in root.iter(f"{W}t", f"{W}delText", f"{W}instrText", f"{W}delInstrText"):
            nearest = next(each.iterancestors(f"{W}del", f"{W}moveFrom", f"{W}txbxContent"), None)
            deleted = nearest is not None and nearest.tag == f"{W}del"
            marked = each.tag in {f"{W}delText", f"{W}delInstrText"}
            # Word itself keeps `w:t` within what was moved away.
            if deleted != marked and (nearest is None or nearest.tag != f"{W}moveFrom"):
                yield name, f"{etree.QName(each).localname} {'in' if deleted else 'outside'} a deletion: '{each.text}'"


@rule
def links_lead_somewhere(package: Package) -> Iterator[tuple[str, str]]:
    """Each link within the document leads to a bookmark of its own story; each relation that is named is there."""
    marks = {each.get(f"{W}name") for root in package.said.values() for each in root.iter(f"{W}bookmarkStart")}
    for name, root in _stories(package).items():
        for link in root.iter(f"{W}hyperlink"):
            anchor = link.get(f"{W}anchor")
            if anchor and anchor not in {*marks, "_top"}:
                yield name, f"'{words_of(link)}' leads to the bookmark '{anchor}', which is nowhere"
        known = {each.get("Id") for each in _relations(package, name)}
        for element in root.iter():
            for attribute in ("id", "embed", "link", "pict"):
                wanted = element.get(f"{R}{attribute}")
                if wanted is not None and wanted not in known:
                    yield name, f"the relation '{wanted}' of {etree.QName(element).localname} is nowhere"


def _relations(package: Package, name: str) -> list[etree._Element]:
    folder, file = posixpath.split(name)
    root = package.parts.get(f"{folder}/_rels/{file}.rels")
    return [] if root is None else list(root)


@rule
def parts_there(package: Package) -> Iterator[tuple[str, str]]:
    """Each part that a relation names is in the file, and no relation's identity is given twice."""
    for name, root in package.parts.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        yield from (
            (name, f"relation {value}, {times} times") for value, times in _repeated(each.get("Id") for each in root)
        )
        for each in root:
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).removeprefix("/")
                if target not in package.names:
                    yield name, f"there is no part {target}"


@rule
def tables_apart(package: Package) -> Iterator[tuple[str, str]]:
    """No table touches the next, for Word makes one of them; a cell, and the body, end with a paragraph."""
    for name, root in _stories(package).items():
        for table in root.iter(f"{W}tbl"):
            below = table.getnext()
            while below is not None and below.tag in {f"{W}bookmarkStart", f"{W}bookmarkEnd"}:
                below = below.getnext()
            if below is not None and below.tag == f"{W}tbl":
                yield name, f"a table touches the next: '{words_of(table)[:40]}'"
        for cell in root.iter(f"{W}tc"):
            blocks = [each for each in cell if each.tag in {f"{W}p", f"{W}tbl", f"{W}sdt"}]
            if not blocks or blocks[-1].tag == f"{W}tbl":
                yield name, f"a cell does not end with a paragraph: '{words_of(cell)[:40]}'"


@rule
def changes_dated(package: Package) -> Iterator[tuple[str, str]]:
    """Each tracked change says who and when, and has a number that no other has."""
    numbers = []
    for name, root in _stories(package).items():
        for each in root.iter():
            kind = etree.QName(each).localname if isinstance(each.tag, str) else ""
            if kind in {"ins", "del", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange"}:
                numbers.append(each.get(f"{W}id"))
                if not each.get(f"{W}author") or not each.get(f"{W}date"):
                    yield name, f"a change without author or date: {kind}"
    yield from (("file", f"change {value}, {times} times") for value, times in _repeated(iter(numbers)))
