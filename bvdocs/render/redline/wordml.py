"""The names of WordprocessingML that a comparison reads and writes."""

from lxml import etree

from bvdocs.core.wordml import WORD_DRAWING, XML, W

Element = etree._Element

DOC_PR = f"{WORD_DRAWING}docPr"
SPACE = f"{XML}space"

PARAGRAPH, TABLE, ROW, CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
LOOK, RUN, RUN_LOOK, TEXT = f"{W}pPr", f"{W}r", f"{W}rPr", f"{W}t"
LINK, FIELD = f"{W}hyperlink", f"{W}fldSimple"


def new(name: str, **attributes: str) -> Element:
    """An element of WordprocessingML."""
    own = {f"{W}{key}": value for key, value in attributes.items()}
    return etree.Element(f"{W}{name}", own, {"w": W[1:-1]})


def remove(element: Element) -> None:
    """Take an element out of where it stands."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def style_of(paragraph: Element) -> str:
    """The style that a paragraph names, with its list if it is in one of its own."""
    said = (paragraph.find(f"{LOOK}/{W}pStyle"), paragraph.find(f"{LOOK}/{W}numPr/{W}numId"))
    return " ".join("" if each is None else each.get(f"{W}val", "") for each in said)


def plain(element: Element) -> str:
    """An element as text, the same for two that hold the same."""
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False).decode()
