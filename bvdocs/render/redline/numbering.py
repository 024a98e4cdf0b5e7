"""Finds the lists of the older document among those of the newer, and copies the ones that it lacks."""

from collections.abc import Callable
from copy import deepcopy

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart

from bvdocs.core.wordml import W
from bvdocs.render.redline.wordml import Element, canonical, new, number_after, remove

_DEFINITION, _LIST = f"{W}abstractNum", f"{W}num"
_DEFINITION_ID, _LIST_ID = f"{W}abstractNumId", f"{W}numId"
# By these Word knows a list again, and no reader; a picture for a bullet is a part of the older document's list alone.
_UNSEEN = {f"{W}{name}" for name in ("nsid", "tmpl", "name", "lvlPicBulletId")}
_STYLES = [f"{W}{name}" for name in ("pStyle", "rStyle", "styleLink", "numStyleLink")]
_NO_LIST = "0"


class Lists:
    """The lists of a document: what each numbers its items with."""

    def __init__(self, document: Document) -> None:
        self._document = document
        found = [
            each.target_part
            for each in document.part.rels.values()
            if each.reltype == RELATIONSHIP_TYPE.NUMBERING and isinstance(each.target_part, XmlPart)
        ]
        self._root: Element | None = found[0].element if found else None

    def definition_of(self, number: str) -> tuple[Element, Element] | None:
        """Return a list and what defines it; None if there is no such list."""
        if self._root is None:
            return None
        for each in self._root.iterchildren(_LIST):
            if each.get(_LIST_ID) == number:
                wanted = each.find(_DEFINITION_ID)
                named = "" if wanted is None else wanted.get(f"{W}val", "")
                defined = [one for one in self._root.iterchildren(_DEFINITION) if one.get(_DEFINITION_ID) == named]
                return (each, defined[0]) if defined else None
        return None

    def looks(self, number: str, style_name: Callable[[str], str]) -> str:
        """Return what a list numbers its items with as text, the same for two that look the same; '' if there is none.

        Styles are named by `style_name`, since ids differ from document to document.
        """
        found = self.definition_of(number)
        if found is None:
            return ""
        copies = [deepcopy(each) for each in found]
        for copy in copies:
            copy.attrib.clear()
            for each in list(copy.iter(*_UNSEEN, _DEFINITION_ID)):
                remove(each)
            for style in copy.iter(*_STYLES):
                style.set(f"{W}val", style_name(style.get(f"{W}val", "")))
        return "".join(map(canonical, copies))

    def numbers(self) -> list[str]:
        """Return the numbers of all lists."""
        return [] if self._root is None else [each.get(_LIST_ID, "") for each in self._root.iterchildren(_LIST)]

    def add(self, one: Element, definition: Element) -> str:
        """Add a copy of a list and of what defines it; return its number here."""
        root = self._root if self._root is not None else self._new_root()
        number = str(number_after(each.get(_LIST_ID) for each in root.iterchildren(_LIST)))
        name = str(number_after(each.get(_DEFINITION_ID) for each in root.iterchildren(_DEFINITION)))
        definition, one = deepcopy(definition), deepcopy(one)
        for each in list(definition.iter(*_UNSEEN)):
            remove(each)
        definition.set(_DEFINITION_ID, name)
        one.set(_LIST_ID, number)
        for each in one.iterchildren(_DEFINITION_ID):
            each.set(f"{W}val", name)
        lists = root.findall(_LIST)
        if lists:
            lists[0].addprevious(definition)
            lists[-1].addnext(one)
        else:
            root.extend([definition, one])
        return number

    def _new_root(self) -> Element:
        place, package = PackURI("/word/numbering.xml"), self._document.part.package
        part = XmlPart.load(place, CONTENT_TYPE.WML_NUMBERING, canonical(new("numbering")).encode(), package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        root: Element = part.element
        self._root = root
        return root


def numbers_in(root: Element) -> list[Element]:
    """Return the elements that name a list, of those that may: a paragraph, or a style."""
    return [
        each for each in root.iter(_LIST_ID) if each.get(f"{W}val", "") != _NO_LIST and each.getparent() is not None
    ]
