"""A document as a comparison reads it: earlier tracked changes accepted, content controls opened.

Both documents are settled first, so that what a template held of either is not told as a change of today.
"""

from bvdocs.core.wordml import W
from bvdocs.render.redline.wordml import LOOK, PARAGRAPH, ROW, RUN_LOOK, TABLE, Element, remove

_GONE = ("del", "moveFrom")
_KEPT = ("ins", "moveTo")
# Wrappers around what is read; what they say about themselves goes with them.
_WRAPPERS = [f"{W}{name}" for name in ("sdt", "smartTag", "customXml", "dir", "bdo", "sdtContent")]
_ABOUT_WRAPPERS = [f"{W}{name}" for name in ("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr")]
_OLD_LOOKS = [
    f"{W}{name}Change" for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "numbering")
]
_MARKERS = [f"{W}{name}" for name in ("proofErr", "lastRenderedPageBreak", "cellIns", "cellDel", "cellMerge")]
_MARKERS += [f"{W}{move}Range{end}" for move in ("moveFrom", "moveTo") for end in ("Start", "End")]
_MARKERS += [
    f"{W}customXml{kind}Range{end}" for kind in ("Ins", "Del", "MoveFrom", "MoveTo") for end in ("Start", "End")
]
_PROPERTIES = {RUN_LOOK, f"{W}trPr"}


def settle(root: Element) -> None:
    """Leave nothing in `root` but what is read today, in plain paragraphs, runs, tables and links."""
    _remove(root, _ABOUT_WRAPPERS + _OLD_LOOKS + _MARKERS)
    _remove_rows(root)
    for element in list(root.iter(*(f"{W}{name}" for name in _GONE))):
        if not _is_property(element):
            remove(element)
    for element in list(root.iter(*(f"{W}{name}" for name in _KEPT), *_WRAPPERS)):
        if not _is_property(element):
            _open(element)
    _run_on(root)
    _remove(root, [f"{W}{name}" for name in (*_GONE, *_KEPT)])


def _remove(root: Element, names: list[str]) -> None:
    for element in list(root.iter(*names)):
        remove(element)


def _is_property(mark: Element) -> bool:
    """Whether it marks the end of a paragraph or a row, and holds nothing."""
    parent = mark.getparent()
    return parent is not None and parent.tag in _PROPERTIES


def _open(wrapper: Element) -> None:
    for child in list(wrapper):
        wrapper.addprevious(child)
    remove(wrapper)


def _remove_rows(root: Element) -> None:
    for row in [row for row in root.iter(ROW) if row.find(f"{W}trPr/{W}del") is not None]:
        table = row.getparent()
        remove(row)
        if table is not None and table.find(ROW) is None:
            remove(table)


def _run_on(root: Element) -> None:
    """A paragraph whose end was deleted runs on into the one that follows."""
    for paragraph in list(root.iter(PARAGRAPH)):
        if not any(paragraph.find(f"{LOOK}/{RUN_LOOK}/{W}{name}") is not None for name in _GONE):
            continue
        following = next(paragraph.itersiblings(PARAGRAPH, TABLE), None)
        content = [child for child in paragraph if child.tag != LOOK]
        if following is not None and following.tag == PARAGRAPH:
            look = following.find(LOOK)
            place = 0 if look is None else 1
            following[place:place] = content
            remove(paragraph)
        elif following is not None and not content:
            remove(paragraph)
