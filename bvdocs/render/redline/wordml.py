"""Owns the names of WordprocessingML that a comparison uses, and how elements are made, moved and written."""

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from bvdocs.core.wordml import WORD_DRAWING, XML, W

Element = etree._Element

DRAWING_PROPERTIES = f"{WORD_DRAWING}docPr"

PARAGRAPH, TABLE, ROW, CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
PARAGRAPH_FORMAT, RUN, RUN_FORMAT, TEXT = f"{W}pPr", f"{W}r", f"{W}rPr", f"{W}t"
# What stands last in a paragraph's format, and is of its end, of its section, or of an earlier format.
OF_THE_END = {f"{W}{name}" for name in ("rPr", "sectPr", "pPrChange")}
LINK, FIELD = f"{W}hyperlink", f"{W}fldSimple"


def new(name: str, /, **attributes: str) -> Element:
    """Make an element of WordprocessingML."""
    own = {f"{W}{key}": value for key, value in attributes.items()}
    return etree.Element(f"{W}{name}", own, {"w": W[1:-1]})


def new_text(name: str, text: str) -> Element:
    """Make an element that holds a text with all its spaces."""
    made = new(name)
    made.text = text
    made.set(f"{XML}space", "preserve")
    return made


def new_run(like: Element | None, child: Element) -> Element:
    """Make a run with a copy of one child, in the format of the run `like`, if any."""
    made = new("r")
    formatting = None if like is None else like.find(RUN_FORMAT)
    if formatting is not None and len(formatting):
        made.append(deepcopy(formatting))
    made.append(deepcopy(child))
    return made


def insert_after(before: Element | None, element: Element, first: Element) -> Element:
    """Put an element behind `before`, or in front of `first` if there is none; return the element."""
    if before is None:
        first.addprevious(element)
    else:
        before.addnext(element)
    return element


def remove(element: Element) -> None:
    """Take an element out of where it stands."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def style_of(paragraph: Element) -> str:
    """Return the style that a paragraph names, and its list if it is in one of its own."""
    found = (paragraph.find(f"{PARAGRAPH_FORMAT}/{W}{path}") for path in ("pStyle", f"numPr/{W}numId"))
    return " ".join("" if each is None else each.get(f"{W}val", "") for each in found)


def format_of(paragraph: Element) -> str:
    """Return the format of a paragraph as text, the same for two that look the same: style, list, indents and so on."""
    formatting = paragraph.find(PARAGRAPH_FORMAT)
    return "".join(canonical(each) for each in (() if formatting is None else formatting) if each.tag not in OF_THE_END)


def canonical(element: Element) -> str:
    """Return an element as text, the same for two that hold the same."""
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False).decode()


def number_after(taken: Iterable[str | None]) -> int:
    """Return a number that is larger than all numbers taken; what is no number does not count."""
    return 1 + max((int(number) for number in taken if number and number.isdigit()), default=0)
