"""What makes a Word file accessible, asserted on its XML: a register of rules, each a small function.

`faults(content)` tries every rule on the bytes of a .docx.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

from bvdocs.colours import TEXT_CONTRAST, contrast
from tests.word_package import OFF, WP, Package, W, is_on, tables, text_of

_DC = "{http://purl.org/dc/elements/1.1/}"

# From so many sections on, a reader needs a list of what is there; a single theme's own sections are the few
# that every such document has.
_LONG = 12
_TYPED_MARK = re.compile(r"\s*(?:[•·▪◦‣●■*–—-]|\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
_FILE_NAME = re.compile(r"\.(png|jpe?g|svg|gif|emf)$|^(picture|image|grafik) ?\d*$", re.IGNORECASE)
_PROPERTIES = ("title", "subject", "creator", "language")


class Fault(NamedTuple):
    """What is wrong in a Word file: the rule, the place, and what is there."""

    rule: str
    where: str
    what: str


Rule = Callable[[Package], Iterator[tuple[str, str]]]
RULES: dict[str, Rule] = {}


def rule(function: Rule) -> Rule:
    """Register a rule under the name of its function."""
    RULES[function.__name__.replace("_", "-")] = function
    return function


def faults(content: bytes) -> list[Fault]:
    """Everything that is wrong in the Word file."""
    package = Package(content)
    return [Fault(name, where, what) for name, check in RULES.items() for where, what in check(package)]


@rule
def alt_text(package: Package) -> Iterator[tuple[str, str]]:
    """Each drawing says what it shows, in words and not by the name of a file."""
    for name, root in package.said.items():
        for drawing in root.iter(f"{WP}docPr"):
            said = (drawing.get("descr") or "").strip()
            if not said or _FILE_NAME.search(said) or said == drawing.get("name"):
                yield name, f"a picture without alt text: '{said}'"


@rule
def placed_in_line(package: Package) -> Iterator[tuple[str, str]]:
    """No drawing floats, and no text stands in a text box: neither has a place in the reading order."""
    for name, root in package.said.items():
        for element in root.iter(f"{WP}anchor", f"{W}txbxContent", f"{W}pict", f"{W}framePr"):
            yield name, etree.QName(element).localname


@rule
def heading_row(package: Package) -> Iterator[tuple[str, str]]:
    """A table's first row is its heading, repeats on each page, and has a text in each cell; no other row is."""
    for where, table in tables(package):
        rows = table.findall(f"{W}tr")
        marked = [is_on(row.find(f"{W}trPr/{W}tblHeader")) for row in rows]
        if not marked or not marked[0] or any(marked[1:]):
            yield where, f"heading rows: {[place for place, there in enumerate(marked) if there]}"
        elif not all(text_of(cell).strip() for cell in rows[0].findall(f"{W}tc")):
            yield where, "an empty heading"


@rule
def heading_cells(package: Package) -> Iterator[tuple[str, str]]:
    """The table says that its first row and first column are headings, and no cell of these is empty."""
    for where, table in tables(package):
        look = table.find(f"{W}tblPr/{W}tblLook")
        flags = ["" if look is None else look.get(f"{W}{name}", "") for name in ("firstRow", "firstColumn")]
        if flags != ["1", "1"]:
            yield where, f"firstRow and firstColumn are {flags}"
        for row in table.findall(f"{W}tr"):
            if not text_of(row.findall(f"{W}tc")[0]).strip():
                yield where, "a row without a heading"


@rule
def no_merged_cells(package: Package) -> Iterator[tuple[str, str]]:
    """No cell spans another, and each row has as many cells as the table has columns."""
    for where, table in tables(package):
        for cell in table.iter(f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"):
            yield where, etree.QName(cell).localname
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        counts = {len(row.findall(f"{W}tc")) for row in table.findall(f"{W}tr")}
        if counts - {columns}:
            yield where, f"{columns} columns, rows of {sorted(counts)} cells"


@rule
def rows_whole(package: Package) -> Iterator[tuple[str, str]]:
    """No row is split by the end of a page where it fits."""
    for where, table in tables(package):
        if not all(is_on(row.find(f"{W}trPr/{W}cantSplit")) for row in table.findall(f"{W}tr")):
            yield where, "a row may be split"


@rule
def headings_without_gaps(package: Package) -> Iterator[tuple[str, str]]:
    """One title, which comes first; at least one heading; no level is left out on the way down; none is empty."""
    found = package.headings()
    levels = [level for level, _ in found]
    if levels.count(0) != 1 or levels[0] != 0:
        yield "document", f"levels of title and headings: {levels}"
    if not any(levels):
        yield "document", "no heading"
    for above, (level, paragraph) in zip(levels, found[1:], strict=False):
        if level > above + 1:
            yield text_of(paragraph), f"level {level} follows level {above}"
    for level, paragraph in found:
        if not text_of(paragraph).strip():
            yield "document", f"an empty heading of level {level}"


@rule
def headings_kept(package: Package) -> Iterator[tuple[str, str]]:
    """A heading stays with what follows it."""
    for level, paragraph in package.headings():
        own = paragraph.find(f"{W}pPr/{W}keepNext")
        if level and not is_on(own if own is not None else package.style_of(paragraph).find(f"{W}pPr/{W}keepNext")):
            yield text_of(paragraph), "may be left alone at the foot of a page"


@rule
def real_lists(package: Package) -> Iterator[tuple[str, str]]:
    """Lists are numbered by Word, and no bullet or number is typed by hand."""
    numbering = package.parts.get("word/numbering.xml")
    numbers = {} if numbering is None else {each.get(f"{W}numId"): each for each in numbering.iter(f"{W}num")}
    for paragraph in package.body.iter(f"{W}p"):
        style = package.style_of(paragraph)
        own = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        number = own if own is not None else style.find(f"{W}pPr/{W}numPr/{W}numId")
        in_list = number is not None and number.get(f"{W}val") in numbers
        if style.name.lower().startswith("list") and not in_list:
            yield text_of(paragraph)[:40], f"the style '{style.name}' has no numbering"
        in_cell = any(True for _ in paragraph.iterancestors(f"{W}tc"))
        if not in_list and not in_cell and _TYPED_MARK.match(text_of(paragraph)):
            yield text_of(paragraph)[:40], "a list typed by hand"


@rule
def language(package: Package) -> Iterator[tuple[str, str]]:
    """The language is British English by default, and no style or text says otherwise."""
    default = package.styles_root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if default is None or default.get(f"{W}val") != "en-GB":
        yield "word/styles.xml", "no en-GB by default"
    for name, root in (*package.said.items(), ("word/styles.xml", package.styles_root)):
        for lang in root.iter(f"{W}lang"):
            if lang.get(f"{W}val", "en-GB") != "en-GB":
                yield name, f"language {lang.get(f'{W}val')}"


@rule
def properties(package: Package) -> Iterator[tuple[str, str]]:
    """Title, subject, author and language are among the document's properties."""
    core = package.parts.get("docProps/core.xml")
    for name in _PROPERTIES:
        if core is None or not (core.findtext(f"{_DC}{name}") or "").strip():
            yield "docProps/core.xml", f"no {name}"
        elif name == "language" and core.findtext(f"{_DC}{name}") != "en-GB":
            yield "docProps/core.xml", "another language than en-GB"


@rule
def no_empty_paragraphs(package: Package) -> Iterator[tuple[str, str]]:
    """Space is the styles' own: no paragraph without text or picture, but for cells that have nothing to say."""
    for paragraph in package.body.iter(f"{W}p"):
        holds = text_of(paragraph).strip() or any(True for _ in paragraph.iter(f"{WP}inline", f"{WP}anchor"))
        cell = next(paragraph.iterancestors(f"{W}tc"), None)
        if not holds and (cell is None or len(cell.findall(f"{W}p")) > 1):
            yield package.style_of(paragraph).name, "an empty paragraph"


@rule
def readable_ink(package: Package) -> Iterator[tuple[str, str]]:
    """Text stands out from what it stands on by 4.5 : 1 or more."""
    for name, root in package.said.items():
        for run in root.iter(f"{W}r"):
            if not text_of(run).strip():
                continue
            ink, fill = package.ink_of(run), package.fill_of(run)
            if contrast(ink, fill) < TEXT_CONTRAST:
                yield f"{name}: {text_of(run)[:40]}", f"{ink} on {fill} is {contrast(ink, fill):.2f} : 1"


@rule
def contents(package: Package) -> Iterator[tuple[str, str]]:
    """A long document has a list of links to its headings, all of them, in order; a short one needs none."""
    headings = [" ".join(text_of(paragraph).split()) for level, paragraph in package.headings() if level == 1]
    named = {
        mark.get(f"{W}name"): " ".join(text_of(paragraph).split())
        for _, paragraph in package.headings()
        for mark in paragraph.iter(f"{W}bookmarkStart")
    }
    links = [link for link in package.body.iter(f"{W}hyperlink") if link.get(f"{W}anchor") in named]
    if (links or is_long(package)) and [" ".join(text_of(link).split()) for link in links] != headings:
        yield "document", f"contents: {[text_of(link) for link in links]}; headings: {headings}"
    for link in links:
        if text_of(link).split() != named[link.get(f"{W}anchor")].split():
            yield text_of(link), f"leads to '{named[link.get(f'{W}anchor')]}'"


def is_long(package: Package) -> bool:
    """Whether it is many sections, or tables of more than one theme: more than can be found by leafing."""
    headings = [text_of(paragraph) for level, paragraph in package.headings() if level]
    themes = [heading for heading in headings if re.match(r"Theme \d+: ", heading)]
    return len(headings) >= _LONG or len(themes) > 1


@rule
def links(package: Package) -> Iterator[tuple[str, str]]:
    """Each link has a text, and each link within the document leads somewhere."""
    known = {mark.get(f"{W}name") for mark in package.body.iter(f"{W}bookmarkStart")}
    for name, root in package.said.items():
        for link in root.iter(f"{W}hyperlink"):
            anchor = link.get(f"{W}anchor")
            if not text_of(link).strip():
                yield name, "a link without a text"
            if anchor is not None and anchor not in known:
                yield text_of(link), f"there is no bookmark '{anchor}'"


@rule
def no_prompt(package: Package) -> Iterator[tuple[str, str]]:
    """Nothing makes Word ask to update fields: only page numbers, in headers and footers, are worked out."""
    settings = package.parts.get("word/settings.xml")
    if settings is not None and is_on(settings.find(f"{W}updateFields")):
        yield "word/settings.xml", "updateFields"
    for name, root in package.said.items():
        asked = [(each, each.get(f"{W}instr", "")) for each in root.iter(f"{W}fldSimple")]
        asked += [(each, each.text or "") for each in root.iter(f"{W}instrText")]
        for _, instruction in asked:
            if "document" in name or instruction.split()[:1] not in (["PAGE"], ["NUMPAGES"]):
                yield name, f"the field {instruction.strip()}"
        if any(is_on_attribute(each) for each in root.iter(f"{W}fldSimple", f"{W}fldChar")):
            yield name, "a field to be updated"


def is_on_attribute(field: etree._Element) -> bool:
    """Whether a field is marked as out of date."""
    return field.get(f"{W}dirty", "0") not in OFF


@rule
def unique_names(package: Package) -> Iterator[tuple[str, str]]:
    """No two bookmarks have the same name or number, and no two drawings the same number."""
    drawings = [each.get("id") for root in package.said.values() for each in root.iter(f"{WP}docPr")]
    marks = list(package.body.iter(f"{W}bookmarkStart"))
    for what, names in (
        ("bookmark", [mark.get(f"{W}name") for mark in marks]),
        ("bookmark number", [mark.get(f"{W}id") for mark in marks]),
        ("drawing", drawings),
    ):
        for name, times in Counter(names).items():
            if times > 1:
                yield "document", f"{what} {name}, {times} times"


@rule
def known_styles(package: Package) -> Iterator[tuple[str, str]]:
    """Each style that is named is there: else Word shows the text in another look."""
    for name, root in package.said.items():
        for used in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
            if used.get(f"{W}val") not in package.styles:
                yield name, f"there is no style '{used.get(f'{W}val')}'"
