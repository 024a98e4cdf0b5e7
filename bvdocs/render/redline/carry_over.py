"""What the newer document must borrow from the older, so that deleted text and pictures can be shown in it."""

from copy import deepcopy
from itertools import count, pairwise
from pathlib import PurePosixPath

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from bvdocs.core.hashing import hash_of
from bvdocs.core.wordml import RELATIONSHIPS, W
from bvdocs.render.redline.wordml import DOC_PR, LINK, RUN, Element, remove

# The number that stands for no list.
_NO_LIST = "0"
# What leads into parts that are not compared; marks on the text, and measures of sections, are the newer document's.
_LEFT = [f"{W}{name}" for name in ("commentReference", "footnoteReference", "endnoteReference", "sectPr")]
_LEFT += [f"{W}{mark}{end}" for mark in ("bookmark", "commentRange", "perm") for end in ("Start", "End")]
_STYLES = {f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"}


class Source:
    """A part with text, and where its relationships lead."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self._told: dict[str, str] = {}

    def leads_to(self, identity: str) -> str:
        """Where a relationship leads: an address, or what is in the part; the same in any document."""
        if identity not in self._told:
            relation = self.part.rels.get(identity)
            if relation is None:
                self._told[identity] = ""
            elif relation.is_external:
                self._told[identity] = relation.target_ref
            else:
                self._told[identity] = hash_of(relation.target_part.blob)
        return self._told[identity]


class Library:
    """What the newer document has: parts, styles, lists, and the numbers of its drawings."""

    def __init__(self, package: Package, roots: list[Element], styles: set[str], lists: set[str]) -> None:
        self._package = package
        self._parts = {self._print(part): part for part in package.iter_parts() if part.partname.ext != "xml"}
        self.styles = styles
        self.lists = lists
        taken = (drawing.get("id", "") for root in roots for drawing in root.iter(DOC_PR))
        self.drawings = count(1 + max((int(number) for number in taken if number.isdigit()), default=0))

    def copy_of(self, part: Part) -> Part:
        """The newer document's part with the same content, copied if there is none."""
        print_ = self._print(part)
        if print_ not in self._parts:
            name = PurePosixPath(part.partname)
            place = self._package.next_partname(f"{name.parent}/older%d{name.suffix}")
            self._parts[print_] = Part(PackURI(place), part.content_type, part.blob, self._package)
        return self._parts[print_]

    @staticmethod
    def _print(part: Part) -> tuple[str, str]:
        return part.content_type, hash_of(part.blob)


class Loans:
    """Brings copies of elements from a part of the older document into a part of the newer."""

    def __init__(self, older: Source, newer: Source, library: Library) -> None:
        self._older = older.part
        self._newer = newer.part
        self._library = library

    def bring(self, element: Element) -> Element:
        """A copy that leads to nothing which the newer document lacks."""
        copy = deepcopy(element)
        without_numbers(copy)
        for stray in list(copy.iter(*_LEFT)):
            remove(stray)
        self._bring_looks(copy)
        for each in list(copy.iter("*")):
            if not self._relate(each):
                remove(_whole(each))
        for drawing in copy.iter(DOC_PR):
            drawing.set("id", str(next(self._library.drawings)))
        return copy

    def _bring_looks(self, copy: Element) -> None:
        """A style or a list that the newer document does not have is left out."""
        for style in list(copy.iter(*_STYLES)):
            if style.get(f"{W}val") not in self._library.styles:
                remove(style)
        for numbering in list(copy.iter(f"{W}numPr")):
            number = numbering.find(f"{W}numId")
            if number is not None and number.get(f"{W}val") not in {_NO_LIST, *self._library.lists}:
                remove(numbering)

    def _relate(self, element: Element) -> bool:
        """Give the element's relationships the newer part's names; whether all could be brought."""
        names = [str(name) for name in element.attrib if str(name).startswith(RELATIONSHIPS)]
        for name in names:
            identity = self._identity(element.get(name, ""))
            if identity is None and element.tag != LINK:
                return False
            if identity is None:
                del element.attrib[name]  # the words of a link that leads nowhere are still words
            else:
                element.set(name, identity)
        return True

    def _identity(self, older: str) -> str | None:
        relation = self._older.rels.get(older)
        if relation is None:
            return None
        if relation.is_external:
            return self._newer.relate_to(relation.target_ref, relation.reltype, is_external=True)
        if relation.target_part.rels:
            return None  # a chart, say, with parts of its own
        return self._newer.relate_to(self._library.copy_of(relation.target_part), relation.reltype)


def without_numbers(element: Element) -> None:
    """Take away the numbers that Word gives to paragraphs and drawings so as to know them again."""
    for each in element.iter("*"):
        for name in [str(name) for name in each.attrib if "schemas.microsoft.com" in str(name)]:
            del each.attrib[name]


def _whole(element: Element) -> Element:
    """The picture or text box that an element is part of, whole; the element itself, if it is in no run."""
    around = [element, *element.iterancestors()]
    within = [each for each, parent in pairwise(around) if parent.tag == RUN]
    return within[-1] if within else element
