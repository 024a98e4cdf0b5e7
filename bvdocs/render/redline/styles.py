"""Tells the older document the styles and lists of the newer, so that both are compared, and shown, in the same.

Word knows a style by its name. Its id differs from one language of Word to the next: 'berschrift1' and 'Heading1' are
both 'heading 1'. So the older text is given the newer ids, and definitions that the newer lacks are copied to it.
"""

from collections.abc import Iterable
from copy import deepcopy

from docx.document import Document

from bvdocs.core.wordml import W
from bvdocs.render.redline.numbering import Lists, numbers_in
from bvdocs.render.redline.wordml import PARAGRAPH, PARAGRAPH_FORMAT, Element, new, remove

# What names a style, and of which type that is; the last three stand in styles themselves, and name one of their type.
_TYPES = {
    "pStyle": "paragraph", "rStyle": "character", "tblStyle": "table", "styleLink": "numbering",
    "numStyleLink": "numbering",
}  # fmt: skip
_NAMING = {f"{W}{name}": kind for name, kind in _TYPES.items()}
_OF_ITS_TYPE, _LINKED = (f"{W}basedOn", f"{W}next"), f"{W}link"
_LINKED_TYPE = {"paragraph": "character", "character": "paragraph"}
_ID = f"{W}styleId"
_Key = tuple[str, str]


class _Styles:
    """The styles of a document, by type and id, and by type and name."""

    def __init__(self, document: Document) -> None:
        self.root: Element = document.styles.element
        self.by_id: dict[_Key, Element] = {}
        self.ids: dict[_Key, str] = {}
        self.default = ""
        for style in self.root.iterchildren(f"{W}style"):
            self._know(style)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true", "on"}:
                self.default = style.get(_ID, "")

    def _know(self, style: Element) -> None:
        kind, identity = style.get(f"{W}type", "paragraph"), style.get(_ID, "")
        self.by_id[kind, identity] = style
        self.ids.setdefault((kind, style_name(style)), identity)

    def name_of(self, identity: str) -> str:
        """Return the name of the style with an id, of whatever type; the id itself, if there is none."""
        found = [style for (_, known), style in self.by_id.items() if known == identity]
        return style_name(found[0]) if found else identity

    def add(self, style: Element) -> str:
        """Add a style under its id, or another that is free; return the id."""
        wanted, number = style.get(_ID, ""), 2
        identity = wanted
        while any(known == identity for _, known in self.by_id):
            identity, number = f"{wanted}{number}", number + 1
        style.set(_ID, identity)
        style.attrib.pop(f"{W}default", "")
        self.root.append(style)
        self._know(style)
        return identity


def style_name(style: Element) -> str:
    """Return the name by which Word knows a style, without regard to capitals, as for those that are built in."""
    name = style.find(f"{W}name")
    return "" if name is None else name.get(f"{W}val", "").casefold()


def adopt_styles(older: Document, newer: Document, roots: Iterable[Element]) -> None:
    """Have the older document's text name styles and lists by the newer one's ids, and copy what the newer lacks."""
    adoption = _Adoption(older, newer)
    for root in roots:
        adoption.rename(root)


class _Adoption:
    """The older document's styles and lists as the newer document has them, copied when first asked for."""

    def __init__(self, older: Document, newer: Document) -> None:
        self._was, self._now = _Styles(older), _Styles(newer)
        self._was_lists, self._now_lists = Lists(older), Lists(newer)
        self._styles: dict[_Key, str] = {}
        self._lists: dict[str, str] = {}

    def rename(self, root: Element) -> None:
        """Name the styles and lists of a text by their ids here; take out the names of those that there are none of."""
        self._name_default(root)
        self._rename(root)

    def _name_default(self, root: Element) -> None:
        """Have paragraphs say their style where the older default is not the newer one, and else leave it out."""
        same = self._style("paragraph", self._was.default) == self._now.default
        for paragraph in root.iter(PARAGRAPH):
            named = paragraph.find(f"{PARAGRAPH_FORMAT}/{W}pStyle")
            if same and named is not None and named.get(f"{W}val") == self._was.default:
                remove(named)
            elif not same and named is None and self._was.default:
                if paragraph.find(PARAGRAPH_FORMAT) is None:
                    paragraph.insert(0, new("pPr"))
                paragraph[0].insert(0, new("pStyle", val=self._was.default))

    def _rename(self, root: Element) -> None:
        for named in list(root.iter(*_NAMING)):
            self._name(named, self._style(_NAMING[named.tag], named.get(f"{W}val", "")))
        for numbered in numbers_in(root):
            number = self._list(numbered.get(f"{W}val", ""))
            parent = numbered.getparent()
            if number:
                numbered.set(f"{W}val", number)
            elif parent is not None:
                remove(parent)

    @staticmethod
    def _name(named: Element, identity: str) -> None:
        if identity:
            named.set(f"{W}val", identity)
        else:
            remove(named)

    def _style(self, kind: str, identity: str) -> str:
        """Return the newer id of an older style; '' if the older document itself does not have it."""
        known = self._styles.get((kind, identity))
        if known is not None:
            return known
        style = self._was.by_id.get((kind, identity))
        if style is None:
            return ""
        same = self._now.ids.get((kind, style_name(style)))
        if same is not None:
            self._styles[kind, identity] = same
            return same
        copy = deepcopy(style)
        self._styles[kind, identity] = self._now.add(copy)
        self._rename(copy)
        for named in [each for each in copy if each.tag in {*_OF_ITS_TYPE, _LINKED}]:
            of_type = _LINKED_TYPE.get(kind, kind) if named.tag == _LINKED else kind
            self._name(named, self._style(of_type, named.get(f"{W}val", "")))
        return self._styles[kind, identity]

    def _list(self, number: str) -> str:
        """Return the newer number of an older list: of one that looks the same, or of its copy; '' if there is none."""
        if number not in self._lists:
            looks = self._was_lists.looks(number, self._was.name_of)
            found = self._was_lists.definition_of(number)
            others = [number, *self._now_lists.numbers()]
            same = [each for each in others if looks and self._now_lists.looks(each, self._now.name_of) == looks]
            self._lists[number] = same[0] if same else ""
            if found and not same:
                one, definition = (deepcopy(each) for each in found)
                self._lists[number] = self._now_lists.add(one, self._with_styles(definition))
        return self._lists[number]

    def _with_styles(self, definition: Element) -> Element:
        """Return what defines a list with the newer ids of its styles; none that another list is tied to already."""
        for named in list(definition.iter(f"{W}pStyle")):
            remove(named)
        for named in list(definition.iter(*_NAMING)):
            self._name(named, self._style(_NAMING[named.tag], named.get(f"{W}val", "")))
        return definition
