"""What makes a Word file accessible, asserted on its XML: a register of rules, each a small function.

`faults(content)` tries every rule on the bytes of a .docx.
"""

import re
from collections.abc import Iterator

from lxml import etree

from bvdocs.core.colours import TEXT_CONTRAST, contrast
from tests.support.word_ink import fill_of, has_own_ground, ink_of
from tests.support.word_package import OFF, WP, Package, R, W, is_on, tables, text_of, words_of
from tests.support.word_rules import Rules

_DC = "{http://purl.org/dc/elements/1.1/}"

# From so many sections on, a reader needs a list of what is there; a single theme's own sections are the few
# that every such document has.
_LONG = 12
_TYPED_MARK = re.compile(r"\s*(?:[•·▪◦‣●■*–—-]|\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
_FILE_NAME = re.compile(r"\.(png|jpe?g|svg|gif|emf)$|^(picture|image|grafik) ?\d*$", re.IGNORECASE)
_ENTRY = "Contents Entry"
_PROPERTIES = ("title", "subject", "creator", "language")


RULES = Rules()
rule, faults = RULES.add, RULES.faults


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
    for paragraph in package.body.iter(f"{W}p"):
        style, said = package.style_of(paragraph), text_of(paragraph)
        own = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        number = own if own is not None else style.find(f"{W}pPr/{W}numPr/{W}numId")
        asked = "0" if number is None else number.get(f"{W}val", "")
        in_list = asked in package.numberings
        if asked != "0" and not in_list:
            yield said[:40], f"the numbering {asked} has no definition"
        if style.name.lower().startswith("list") and not in_list:
            yield said[:40], f"the style '{style.name}' has no numbering"
        if not in_list and _TYPED_MARK.match(said) and not _begins_with_a_chip(package, paragraph):
            yield said[:40], "a list typed by hand"


def _begins_with_a_chip(package: Package, paragraph: etree._Element) -> bool:
    """Whether the mark, and it alone, stands on a ground of its own, as a rating's does."""
    run = next((run for run in paragraph.iter(f"{W}r") if text_of(run).strip()), None)
    return run is not None and has_own_ground(package, run) and not _TYPED_MARK.match(text_of(run))


@rule
def language(package: Package) -> Iterator[tuple[str, str]]:
    """The language is British English by default, and no style or text says otherwise."""
    default = package.styles_root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if default is None or default.get(f"{W}val") != "en-GB":
        yield "word/styles.xml", "no en-GB by default"
    names = (*package.said, "word/styles.xml", "word/numbering.xml", "word/settings.xml")
    for name, root in ((name, package.parts[name]) for name in names if name in package.parts):
        for lang in root.iter(f"{W}lang", f"{W}themeFontLang"):
            # w:bidi is not asked: it is for scripts written from right to left, and Word sets it by itself.
            for other in sorted({lang.get(f"{W}{kind}", "en-GB") for kind in ("val", "eastAsia")} - {"en-GB"}):
                yield name, f"language {other}"


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
        if not holds and not _ends_after_a_table(paragraph) and (cell is None or len(cell.findall(f"{W}p")) > 1):
            yield package.style_of(paragraph).name, "an empty paragraph"


def _ends_after_a_table(paragraph: etree._Element) -> bool:
    """Whether it is the last paragraph, after a table: Word itself demands one there."""
    above, below = paragraph.getprevious(), paragraph.getnext()
    return above is not None and above.tag == f"{W}tbl" and (below is None or below.tag == f"{W}sectPr")


@rule
def readable_ink(package: Package) -> Iterator[tuple[str, str]]:
    """Text stands out from what it stands on by 4.5 : 1 or more."""
    for name, root in package.said.items():
        for run in root.iter(f"{W}r"):
            if not text_of(run).strip():
                continue
            ink, fill = ink_of(package, run), fill_of(package, run)
            if contrast(ink, fill) < TEXT_CONTRAST:
                yield f"{name}: {text_of(run)[:40]}", f"{ink} on {fill} is {contrast(ink, fill):.2f} : 1"


@rule
def contents(package: Package) -> Iterator[tuple[str, str]]:
    """A long document has a list of links to its headings, all of them, in order; a short one needs none."""
    headings = [words_of(paragraph) for level, paragraph in package.headings() if level == 1]
    entries = [paragraph for paragraph in package.body.iter(f"{W}p") if _is_entry(package, paragraph)]
    links = [link for entry in entries for link in entry.iter(f"{W}hyperlink")]
    if (entries or is_long(package)) and [words_of(link) for link in links] != headings:
        yield "document", f"contents: {[text_of(link) for link in links]}; headings: {headings}"
    for link in links:
        heading = package.marked_headings.get(link.get(f"{W}anchor", ""), "")
        if words_of(link) != heading:
            yield text_of(link), f"leads to '{heading}'"
    for entry in entries:
        if not _is_all_links(entry):
            yield text_of(entry), "an entry with words that lead nowhere"


def _is_entry(package: Package, paragraph: etree._Element) -> bool:
    """Whether it is of the list of contents: by its style, or as nothing but links to headings."""
    anchors = {link.get(f"{W}anchor", "") for link in paragraph.iter(f"{W}hyperlink")}
    leads = anchors and anchors <= package.marked_headings.keys() and _is_all_links(paragraph)
    return bool(leads) or package.style_of(paragraph).name == _ENTRY


def _is_all_links(paragraph: etree._Element) -> bool:
    return " ".join(words_of(link) for link in paragraph.iter(f"{W}hyperlink")) == words_of(paragraph)


def is_long(package: Package) -> bool:
    """Whether it is many sections, or tables of more than one theme: more than can be found by leafing."""
    headings = [text_of(paragraph) for level, paragraph in package.headings() if level]
    themes = [heading for heading in headings if re.match(r"Theme \d+: ", heading)]
    return len(headings) >= _LONG or len(themes) > 1


@rule
def links(package: Package) -> Iterator[tuple[str, str]]:
    """Each link has a text, and leads to a heading of the document or of a row, or to an address elsewhere."""
    marked = {*package.marked_headings, *package.marked_rows}
    for name, root in package.said.items():
        outside = package.addresses(name)
        for link in root.iter(f"{W}hyperlink"):
            anchor, relation = link.get(f"{W}anchor", ""), link.get(f"{R}id")
            if not text_of(link).strip():
                yield name, "a link without a text"
            if relation is not None and relation not in outside:
                yield text_of(link), f"the relation '{relation}' leads to no address"
            if relation is None and anchor not in marked:
                yield text_of(link), f"there is no heading with the bookmark '{anchor}'"


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
def known_styles(package: Package) -> Iterator[tuple[str, str]]:
    """Each style that is named is there: else Word shows the text in another look."""
    for name, root in package.said.items():
        for used in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
            if used.get(f"{W}val") not in package.styles:
                yield name, f"there is no style '{used.get(f'{W}val')}'"


@rule
def one_font(package: Package) -> Iterator[tuple[str, str]]:
    """All styles and texts are in the one family of the default; only a list's mark may come from another."""
    default = package.styles_root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    usual = set() if default is None else package.families(default)
    if not usual:
        yield "word/styles.xml", "no font by default"
    for name, root in (("word/styles.xml", package.styles_root), *package.said.items()):
        families = {family for fonts in root.iter(f"{W}rFonts") for family in package.families(fonts)}
        if len(families | usual) > 1:
            yield name, f"more than one font: {sorted(families | usual)}"
