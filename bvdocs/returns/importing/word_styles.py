"""What the styles of a Word file say of its paragraphs and letters: headings, lists, bold, italic, hidden."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bvdocs.core.wordml import W
from bvdocs.workbook.reading.package_parts import PackageParts

# The words that stand for 'no' as the value of a property that is on where it has none.
_OFF = ("0", "false", "off", "none")
_TITLE, _HEADING, _LIST = "title", "heading ", ("list bullet", "list number", "list paragraph")
# How deep the outline of a paragraph goes that is of the body (ECMA-376, part 1, 17.3.1.20).
_BODY = 9
# A style that is based on itself by way of others.
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its name in small letters, its element, and the styles that it is based on, nearest first."""

    name: str
    element: Element
    based_on: tuple[Element, ...]

    def find(self, path: str) -> Element | None:
        """Return the first element at a path in the style, or in one that it is based on."""
        return next((found for each in (self.element, *self.based_on) if (found := each.find(path)) is not None), None)


def styles_in(parts: PackageParts, main_part: str) -> Mapping[str, Style]:
    """Return the styles of a Word file by their identity; none where it has no part for them."""
    name = next((each.target for each in parts.relations(main_part).values() if each.kind == "styles"), "")
    if name not in parts:
        return {}
    elements = {each.get(f"{W}styleId", ""): each for each in parts.root(name).iter(f"{W}style")}
    return {
        identity: Style(value_at(each, f"{W}name").casefold(), each, tuple(_based_on(each, elements)))
        for identity, each in elements.items()
    }


def _based_on(style: Element, elements: Mapping[str, Element]) -> Iterator[Element]:
    for _ in range(_LONGEST_CHAIN):
        found = elements.get(value_at(style, f"{W}basedOn"))
        if found is None:
            return
        style = found
        yield style


def value_at(element: Element, path: str) -> str:
    """Return the value of the element at a path, '' if there is none."""
    found = element.find(path)
    return "" if found is None else found.get(f"{W}val", "")


def is_on(found: Element | None) -> bool:
    """Say whether a property that is there is on: it is, unless its value says otherwise."""
    return found is not None and found.get(f"{W}val", "on").casefold() not in _OFF


def heading_level(paragraph: Element, style: Style | None) -> int | None:
    """Return how deep a heading a paragraph is, 0 for a title, 1 for the highest; None for no heading."""
    own = value_at(paragraph, f"{W}pPr/{W}outlineLvl")
    name = style.name if style else ""
    if name == _TITLE:
        return 0
    if name.startswith(_HEADING) and name.removeprefix(_HEADING).isdigit():
        return int(name.removeprefix(_HEADING))
    of_style = style.find(f"{W}pPr/{W}outlineLvl") if style else None
    outline = own or ("" if of_style is None else of_style.get(f"{W}val", ""))
    return int(outline) + 1 if outline.isdigit() and int(outline) < _BODY else None


def is_in_list(paragraph: Element, style: Style | None) -> bool:
    """Say whether a paragraph is one of a list, by its own format or by its style."""
    own = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
    if own is not None:
        return own.get(f"{W}val", "0") != "0"
    return style is not None and (
        style.name.startswith(_LIST[:2]) or style.find(f"{W}pPr/{W}numPr/{W}numId") is not None
    )
