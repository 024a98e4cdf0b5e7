"""Readies a document for comparison: accepts its earlier tracked changes and opens its content controls.

Both documents are readied, so that what a template held of either is not shown as a change of today.
"""

from bvdocs.core.wordml import XML, W
from bvdocs.render.redline.wordml import (
    PARAGRAPH,
    PARAGRAPH_FORMAT,
    ROW,
    RUN,
    RUN_FORMAT,
    TABLE,
    TEXT,
    Element,
    canonical,
    remove,
)

_GONE = [f"{W}{name}" for name in ("del", "moveFrom")]
_KEPT = [f"{W}{name}" for name in ("ins", "moveTo")]
# Wrappers around what is read; what they say about themselves goes with them.
_WRAPPERS = [f"{W}{name}" for name in ("sdt", "smartTag", "customXml", "dir", "bdo", "sdtContent")]
_NOTHING_READ = [f"{W}{name}" for name in ("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr")]
_NOTHING_READ += [
    f"{W}{name}Change" for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "numbering")
]
_NOTHING_READ += [f"{W}{name}" for name in ("proofErr", "lastRenderedPageBreak", "cellIns", "cellDel", "cellMerge")]
_NOTHING_READ += [f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")]
_NOTHING_READ += [
    f"{W}{name}Range{end}"
    for name in ("moveFrom", "moveTo", *(f"customXml{kind}" for kind in ("Ins", "Del", "MoveFrom", "MoveTo")))
    for end in ("Start", "End")
]
# In these a mark says what became of the end of a paragraph, or of a row, and holds nothing.
_PROPERTIES = {RUN_FORMAT, f"{W}trPr"}


def accept_earlier_changes(root: Element) -> None:
    """Leave nothing in `root` but what is read today, in plain paragraphs, runs, tables and links."""
    _remove_all(root, *_NOTHING_READ)
    for row in [row for row in root.iter(ROW) if row.find(f"{W}trPr/{W}del") is not None]:
        _remove_row(row)
    for element in list(root.iter(*_GONE)):
        if not _is_property(element):
            remove(element)
    for element in list(root.iter(*_KEPT, *_WRAPPERS)):
        if not _is_property(element):
            _unwrap(element)
    for paragraph in list(root.iter(PARAGRAPH)):
        if any(paragraph.find(f"{PARAGRAPH_FORMAT}/{RUN_FORMAT}/{name}") is not None for name in _GONE):
            _join_to_next(paragraph)
    _remove_all(root, *_GONE, *_KEPT)
    for run in list(root.iter(RUN)):
        _join_to_previous(run)


def _remove_all(root: Element, *names: str) -> None:
    for element in list(root.iter(*names)):
        remove(element)


def _is_property(mark: Element) -> bool:
    parent = mark.getparent()
    return parent is not None and parent.tag in _PROPERTIES


def _unwrap(wrapper: Element) -> None:
    for child in list(wrapper):
        wrapper.addprevious(child)
    remove(wrapper)


def _remove_row(row: Element) -> None:
    table = row.getparent()
    remove(row)
    if table is not None and table.find(ROW) is None:
        remove(table)


def _join_to_next(paragraph: Element) -> None:
    """Have a paragraph whose end was deleted run on into the one that follows."""
    following = next(paragraph.itersiblings(PARAGRAPH, TABLE), None)
    content = [child for child in paragraph if child.tag != PARAGRAPH_FORMAT]
    if following is not None and following.tag == PARAGRAPH:
        place = 0 if following.find(PARAGRAPH_FORMAT) is None else 1
        following[place:place] = content
        remove(paragraph)
    elif following is not None and not content:
        remove(paragraph)


def _join_to_previous(run: Element) -> None:
    """Have a run that Word split from the one before, to remember when it was written, be one with it again."""
    before = run.getprevious()
    if before is None or before.tag != RUN or _look(before) != _look(run):
        return
    for child in [child for child in run if child.tag != RUN_FORMAT]:
        last = before[-1] if len(before) else None
        if last is not None and last.tag == child.tag == TEXT:
            last.text = (last.text or "") + (child.text or "")
            last.set(f"{XML}space", "preserve")
        else:
            before.append(child)
    remove(run)


def _look(run: Element) -> str:
    formatting = run.find(RUN_FORMAT)
    return "" if formatting is None else canonical(formatting)
