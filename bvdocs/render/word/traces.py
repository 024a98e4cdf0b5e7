"""What a Word template carries beside its words and looks, taken out before it is filled in.

What is made is published: it holds no path, no name and no text of whoever made the template, but for what is read.
Only what a document needs is kept, so that what a later Word may add is left out too.
"""

import re
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from bvdocs.core.addresses import as_uri
from bvdocs.core.link_services import why_not_as_it_is
from bvdocs.core.picture_metadata import without_metadata
from bvdocs.core.wordml import RELATIONSHIPS, W
from bvdocs.templating.word.fields import untrue_fields
from bvdocs.templating.word.outside import kind_of
from bvdocs.templating.word.walk import local_name, walk

# Relations that lead to what is seen; the workbook behind a chart, whose figures the chart itself holds, is none of it.
_KEPT_PARTS = {
    "officeDocument", "core-properties", "styles", "settings", "numbering", "fontTable", "font", "theme", "header",
    "footer", "footnotes", "endnotes", "image", "hdphoto", "hyperlink", "chart", "chartEx", "chartStyle",
    "chartColorStyle", "chartUserShapes", "themeOverride", "diagramData", "diagramLayout", "diagramQuickStyle",
    "diagramColors", "diagramDrawing",
}  # fmt: skip
# Settings that change what is seen (ECMA-376, part 1, 17.15.1); all others are of the author, or of the editing.
_KEPT_SETTINGS = {
    "zoom", "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts", "mirrorMargins", "alignBordersAndEdges",
    "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "displayBackgroundShape",
    "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps",
    "evenAndOddHeaders", "bookFoldRevPrinting", "bookFoldPrinting", "bookFoldPrintingSheets", "defaultTableStyle",
    "doNotShadeFormData", "noPunctuationKerning", "characterSpacingControl", "printTwoOnOne", "strictFirstAndLastChars",
    "noLineBreaksAfter", "noLineBreaksBefore", "footnotePr", "endnotePr", "compat", "mathPr", "themeFontLang",
    "clrSchemeMapping", "doNotAutoCompressPictures", "shapeDefaults", "decimalSymbol", "listSeparator",
}  # fmt: skip
# Signs of comments and of who may edit what, of where moved words were and where pages broke; names and data of content
# controls and smart tags; signatures wanted.
_DROPPED = {
    "commentRangeStart", "commentRangeEnd", "commentReference", "permStart", "permEnd", "rsid", "proofErr",
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "lastRenderedPageBreak",
    "dataBinding", "placeholder", "tag", "alias", "smartTagPr", "customXmlPr", "signatureline",
}  # fmt: skip
# What Word once put about words that it knew, and no longer does: Microsoft's own validator refuses it.
_UNWRAPPED = {f"{W}smartTag", f"{W}customXml"}
# By which Word knows a paragraph or a shape again while it is edited; a loop would repeat them.
_EDITING = tuple(
    f"{{http://schemas.microsoft.com/office/word/2010/{space}}}{name}"
    for space in ("wordml", "wordprocessingDrawing")
    for name in ("paraId", "textId", "anchorId", "editId")
)
# What may stand in a paragraph that shows nothing; and where one may be taken out.
_SAYING_NOTHING = {"p", "pPr", "r", "rPr", "hyperlink", "proofErr", "lastRenderedPageBreak"} | {
    "pStyle", "rStyle", "tabs", "tab", "noProof", "webHidden", "lang", "rFonts", "sz", "szCs", "kern", "spacing", "ind",
}  # fmt: skip
_BLOCKS = (qn("w:body"), qn("w:sdtContent"))
# The bookmark of where the cursor stood last.
_CURSOR = "_GoBack"
# Word names a picture by the file that it came from; some of its versions gave the path as what the picture shows.
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
_IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_PATH = re.compile(r"(?:[A-Za-z]:|\\)\\|file:")


def drop_traces(package: Any) -> None:
    """Take out of a Word template, opened by python-docx, all that is not of its words and looks."""
    for owner in (package, *list(package.iter_parts())):
        dropped = {key for key, relation in owner.rels.items() if not _is_kept(relation)}
        for key in dropped:
            owner.rels.pop(key)
        for relation in owner.rels.values():
            if relation.is_external:
                relation._target = as_uri(relation.target_ref)
        if owner is not package:
            _cleanse(owner, dropped)
    if RELATIONSHIP_TYPE.CORE_PROPERTIES in {each.reltype for each in package.rels.values()}:
        properties = package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).element
        del properties[:]


def _is_kept(relation: Any) -> bool:
    kind = kind_of(relation.reltype)
    if relation.is_external:
        return kind == "hyperlink" and not why_not_as_it_is(relation.target_ref)
    return kind in _KEPT_PARTS


def _cleanse(part: Any, dropped: set[str]) -> None:
    """Take traces out of a part, XML or a picture; `dropped` are the relations that it lost."""
    if not str(part.content_type).endswith("xml"):
        part._blob = without_metadata(part.blob)
        return
    if hasattr(part, "element"):
        _cleanse_elements(part.element, dropped)
        return
    try:
        root = etree.fromstring(part.blob)
    except etree.XMLSyntaxError:
        return  # what names itself XML and is not, such as an old drawing; nothing of it can be read here
    _cleanse_elements(root, dropped)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _cleanse_elements(root: Any, dropped: set[str]) -> None:
    _take_out_fields(root)
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            _remove(element)
        elif _names(element, dropped):
            _cut_loose(element, dropped)
        elif element.tag in _UNWRAPPED:
            _unwrap(element)
        elif _is_trace(element, root):
            _remove(element)
        else:
            _cleanse_attributes(element)


def _take_out_fields(root: Any) -> None:
    """Take out the fields that would be untrue, and the paragraphs of the text that showed nothing else."""
    pieces = [each for found in untrue_fields(walk(root)) for each in found.made_of if each.getparent() is not None]
    paragraphs = {next(each.iterancestors(qn("w:p"))): None for each in pieces}
    for piece in pieces:
        piece.getparent().remove(piece)
    for paragraph in paragraphs:
        parent = paragraph.getparent()
        alone = parent.tag not in _BLOCKS or len(parent.findall(qn("w:p"))) == 1
        if not alone and not any(local_name(each) not in _SAYING_NOTHING for each in paragraph.iter()):
            _remove(paragraph)


def _is_trace(element: Any, root: Any) -> bool:
    """Say whether an element is of the editing alone, the number of a content control too: Word gives it a new one."""
    name = local_name(element)
    is_setting = root.tag == qn("w:settings") and element.getparent() is root
    is_number = element.tag == qn("w:id") and element.getparent().tag == qn("w:sdtPr")
    is_cursor = name == "bookmarkStart" and element.get(qn("w:name")) == _CURSOR
    return name in _DROPPED or is_number or is_cursor or (is_setting and name not in _KEPT_SETTINGS)


def _cleanse_attributes(element: Any) -> None:
    """Take out who edited when, and the name or path of the file that a picture came from."""
    for name, value in list(element.attrib.items()):
        if (
            name.startswith(f"{W}rsid")
            or name in _EDITING
            or (element.tag == _IMAGE_DATA and name == f"{_OFFICE}title")
        ):
            del element.attrib[name]
        elif (element.tag == _PICTURE and name == "name") or (name in ("descr", "alt") and _PATH.match(value)):
            element.set(name, "")


def _names(element: Any, relations: set[str]) -> bool:
    return any(key.startswith(RELATIONSHIPS) and value in relations for key, value in element.attrib.items())


def _cut_loose(element: Any, dropped: set[str]) -> None:
    """Take out an element that leads to what is dropped: of a link the words stay, of a picture what is in the file."""
    if element.tag == qn("w:hyperlink"):
        _unwrap(element)
        return
    rest = {
        key: value for key, value in element.attrib.items() if key.startswith(RELATIONSHIPS) and value not in dropped
    }
    if not rest:
        _remove(element)
        return
    for key in [key for key, value in element.attrib.items() if key.startswith(RELATIONSHIPS) and value in dropped]:
        del element.attrib[key]


def _unwrap(element: Any) -> None:
    """Put what stands in an element in its place."""
    for child in list(element):
        element.addprevious(child)
    _remove(element)


def _remove(element: Any) -> None:
    """Take an element out of what it stands in, but for the words behind it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
