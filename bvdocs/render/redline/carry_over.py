"""Carries over from the older document what the newer lacks, so that deleted text and pictures can be shown in it."""

from copy import deepcopy
from dataclasses import dataclass
from itertools import count, pairwise
from pathlib import PurePosixPath

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from bvdocs.core.hashing import hash_of
from bvdocs.core.wordml import RELATIONSHIPS, W
from bvdocs.render.redline.revision_marks import RevisionMarker
from bvdocs.render.redline.wordml import DRAWING_PROPERTIES, LINK, RUN, Element, canonical, number_after, remove

# What leads into parts that are not compared; who may edit what, and measures of sections, are the newer document's.
_NOT_COPIED = [f"{W}{name}" for name in ("commentReference", "footnoteReference", "endnoteReference", "sectPr")]
_NOT_COPIED += [f"{W}{mark}{end}" for mark in ("commentRange", "perm") for end in ("Start", "End")]
_BOOKMARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
_VML, _SHAPE_NUMBER = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}spid"
_SHAPE_TYPE = f"{_VML}shapetype"


@dataclass(frozen=True)
class TextPart:
    """A part that has text of its own, and where in it that stands."""

    part: Part
    place: Element

    def target_of(self, identity: str) -> str:
        """Return where a relationship leads: an address, or the hash of a part; '' if nowhere. Same in any document."""
        relation = self.part.rels.get(identity)
        if relation is None:
            return ""
        return relation.target_ref if relation.is_external else hash_of(relation.target_part.blob)

    def canonical(self, element: Element) -> str:
        """Return an element as text, without what differs from document to document though it shows the same."""
        copy = deepcopy(element)
        _remove_word_ids(copy)
        for stray in list(copy.iter(*_BOOKMARKS, _SHAPE_TYPE)):
            if stray is not copy:
                remove(stray)
        for each in copy.iter("*"):
            for name in relationship_names(each):
                each.set(name, self.target_of(each.get(name, "")))
        for drawing in copy.iter(DRAWING_PROPERTIES):
            drawing.set("id", "")
        return canonical(copy)


class TargetParts:
    """The newer document's parts, and the numbers that its next drawings are given."""

    def __init__(self, document: Document, roots: list[Element]) -> None:
        self._package: Package = document.part.package
        parts: list[Part] = list(self._package.iter_parts())
        self._parts = {self._key(part): part for part in parts if part.partname.ext != "xml"}
        self.drawing_numbers = count(
            number_after(drawing.get("id") for root in roots for drawing in root.iter(DRAWING_PROPERTIES))
        )

    def same_part(self, part: Part) -> Part:
        """Return the newer document's part with the same content, copied if there is none."""
        key = self._key(part)
        if key not in self._parts:
            name = PurePosixPath(part.partname)
            place = self._package.next_partname(f"{name.parent}/older%d{name.suffix}")
            self._parts[key] = Part(PackURI(place), part.content_type, part.blob, self._package)
        return self._parts[key]

    @staticmethod
    def _key(part: Part) -> tuple[str, str]:
        return part.content_type, hash_of(part.blob)


@dataclass(frozen=True)
class Context:
    """A part of the newer document and its older self, with what is at hand while they are compared."""

    marker: RevisionMarker
    older: TextPart
    newer: TextPart
    target: TargetParts

    def copy_of(self, element: Element) -> Element:
        """Return a copy of an older element that refers to nothing which the newer document lacks."""
        copy = deepcopy(element)
        _remove_word_ids(copy)
        for stray in list(copy.iter(*_NOT_COPIED)):
            remove(stray)
        for stray in list(copy.iter(_SHAPE_TYPE)):
            if self._has_shape_type(stray.get("id", "")):
                remove(stray)
        for each in list(copy.iter("*")):
            if not self._relate(each):
                remove(_whole(each))
        for drawing in copy.iter(DRAWING_PROPERTIES):
            drawing.set("id", str(next(self.target.drawing_numbers)))
        return copy

    def _has_shape_type(self, name: str) -> bool:
        """Say whether the newer part tells already what shapes of this type look like, which one place may."""
        told = self.newer.place.getroottree().iter(_SHAPE_TYPE)
        return any(each.get("id") == name for each in told)

    def _relate(self, element: Element) -> bool:
        """Give the element's relationships the newer part's names; say whether all could be carried over."""
        for name in relationship_names(element):
            identity = self._new_identity(element.get(name, ""))
            if identity:
                element.set(name, identity)
            elif element.tag == LINK:
                del element.attrib[name]  # the words of a link that leads nowhere are still words
            else:
                return False
        return True

    def _new_identity(self, older: str) -> str:
        """Return the newer part's name for what a relationship leads to; '' if that cannot be carried over."""
        relation = self.older.part.rels.get(older)
        if relation is None:
            return ""
        if relation.is_external:
            return self.newer.part.relate_to(relation.target_ref, relation.reltype, is_external=True)
        if relation.target_part.rels:
            return ""  # a chart, say, with parts of its own
        return self.newer.part.relate_to(self.target.same_part(relation.target_part), relation.reltype)


def relationship_names(element: Element) -> list[str]:
    """Return the names of the element's attributes that refer to a relationship."""
    return [str(name) for name in element.attrib if str(name).startswith(RELATIONSHIPS)]


def _remove_word_ids(element: Element) -> None:
    """Take away what Word gives to paragraphs, drawings and shapes so as to know them again; it gives them new ones."""
    for each in element.iter("*"):
        each.attrib.pop(_SHAPE_NUMBER, "")
        if str(each.tag).startswith(_VML) and each.tag != _SHAPE_TYPE:
            each.attrib.pop("id", "")
        for name in [str(name) for name in each.attrib if "schemas.microsoft.com" in str(name)]:
            del each.attrib[name]


def _whole(element: Element) -> Element:
    """Return the whole picture or text box that an element is part of; the element itself, if it is in no run."""
    around = [element, *element.iterancestors()]
    within = [each for each, parent in pairwise(around) if parent.tag == RUN]
    return within[-1] if within else element
