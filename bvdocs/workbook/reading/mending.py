"""Elements that openpyxl will not have, mended: what it does not know of them is left out, and nothing else.

Excel passes over a word that its format does not have, such as an underline of the kind '1'; openpyxl gives up the
whole workbook.
"""

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from bvdocs.workbook.reading.package_parts import MAIN_NS

# Raises whatever openpyxl raises for what it will not have.
Try = Callable[[Element], object]


def mended(parent: Element, unit: Element, attempt: Try, plain: str | None = None) -> Iterator[str]:
    """Leave of a unit what openpyxl takes, if it does not take it whole; yield what is left out.

    One that it does not take at all gives way to a plain one, which holds an element named `plain` if any; where
    that is None, it is taken out.
    """
    left_out: list[str] = []
    kept = _as_far_as_taken(unit, lambda each: takes(attempt, each), left_out)
    yield from left_out
    if kept is unit:
        return
    if kept is None and plain is not None:
        kept = Element(unit.tag)
        kept.extend([Element(tag(plain))] if plain else [])
    place = list(parent).index(unit)
    parent[place : place + 1] = [] if kept is None else [kept]


def _as_far_as_taken(of: Element, is_taken: Callable[[Element], bool], left_out: list[str]) -> Element | None:
    """Return an element with as much of it as is taken; None if it is not at all."""
    if is_taken(of):
        return of
    kept = with_attributes_taken(of, is_taken, left_out)
    if kept is None:
        left_out.append(shown(of))
        return None
    for child in of:

        def is_taken_with(each: Element, kept: Element = kept) -> bool:
            whole = _copied(kept)
            whole.append(each)
            return is_taken(whole)

        if (left := _as_far_as_taken(child, is_taken_with, left_out)) is not None:
            kept.append(left)
    return kept


def with_attributes_taken(of: Element, is_taken: Callable[[Element], bool], left_out: list[str]) -> Element | None:
    """Return an element, without its children, with as many of its attributes as are taken; None if it is not at all.

    One attribute less is tried first, for some elements are nothing without the others.
    """
    for left in ("", *of.attrib):
        kept = Element(of.tag, {key: value for key, value in of.attrib.items() if key != left})
        kept.text, kept.tail = of.text, of.tail
        if is_taken(kept):
            left_out += [shown(of, left)] if left else []
            return kept
    kept.attrib.clear()
    if not is_taken(kept):
        return None
    for key, value in of.attrib.items():
        kept.set(key, value)
        if not is_taken(kept):
            del kept.attrib[key]
            left_out.append(shown(of, key))
    return kept


def takes(attempt: Try, element: Element) -> bool:
    """Say whether openpyxl takes an element; it takes attributes off what it is given, so it is given a copy."""
    try:
        attempt(_copied(element))
    except Exception:
        # Its descriptors raise what they like.
        return False
    return True


def _copied(element: Element) -> Element:
    copy = Element(element.tag, element.attrib)
    copy.text, copy.tail = element.text, element.tail
    copy.extend([_copied(child) for child in element])
    return copy


def shown(element: Element, key: str = "") -> str:
    """Return an element, or its attribute `key`, as a message shows what is left out."""
    of = element.attrib if not key else {key: element.get(key, "")}
    return " ".join((name_of(element), *(f"{at.rpartition('}')[2]}={value[:20]!r}" for at, value in of.items())))


def name_of(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def tag(name: str) -> str:
    """Return the full name of an element of Excel's format."""
    return f"{{{MAIN_NS}}}{name}"
