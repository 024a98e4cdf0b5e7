"""The parts of an Office file as the file itself names them: by its relationships, as Excel finds them.

openpyxl goes by usual names and by content types, and so misses, or takes for another, what a writer named otherwise.
"""

import posixpath
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from bvdocs.core.office_files import same_name, unpacked

# Completes 'the part …'.
OWN_WORDS = "defines words of its own, as no part of a workbook does"
MAIN_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class PartAtFaultError(Exception):
    """A part without which the cells cannot be read: `part` is its name in the file, `why` completes 'the part …'."""

    def __init__(self, part: str, why: str, sheet: str = "") -> None:
        super().__init__(part, why, sheet)
        self.part, self.why, self.sheet = part, why, sheet


class Relation(NamedTuple):
    """What a part says that it belongs with: the last word of the kind, and the part, or an address outside."""

    kind: str
    target: str
    is_outside: bool


class ListedSheet(NamedTuple):
    """A sheet as the workbook lists it, with what holds it, if the workbook says so; `state` is as it is written."""

    title: str
    state: str
    held_by: Relation | None


class PackageParts:
    """The parts of an Office file, unpacked once; names count as they do for Excel (`same_name`).

    Raise what `unpacked` raises.
    """

    def __init__(self, content: bytes) -> None:
        self.by_name = unpacked(content)
        self._names = {same_name(name): name for name in self.by_name}

    def __contains__(self, part: str) -> bool:
        return same_name(part) in self._names

    def read(self, part: str, sheet: str = "") -> bytes:
        """Return what a part holds; raise PartAtFaultError if it is missing or damaged.

        `sheet` is the sheet that it holds, if it holds one.
        """
        if part not in self:
            raise PartAtFaultError(part, "is missing", sheet)
        content = self.by_name[self._names[same_name(part)]]
        if content is None:
            raise PartAtFaultError(part, "is damaged", sheet)
        return content

    def root(self, part: str) -> Element:
        """Return the part's XML; raise PartAtFaultError if it is none, or defines words of its own."""
        return parsed(part, self.read(part))

    def main_part(self) -> str:
        """Return the name of the part that lists the sheets; raise KeyError if the file names none."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and not relation.is_outside:
                return relation.target
        raise KeyError("officeDocument")

    def sheets(self) -> list[ListedSheet]:
        """Return the sheets that the main part lists, in order; raise PartAtFaultError or KeyError if it cannot."""
        main = self.main_part()
        relations = self.relations(main)
        return [
            ListedSheet(
                sheet.get("name", ""), sheet.get("state", ""), relations.get(sheet.get(f"{{{DOCUMENT_NS}}}id", ""))
            )
            for sheet in self.root(main).iterfind(f"{{{MAIN_NS}}}sheets/{{{MAIN_NS}}}sheet")
        ]

    def relations(self, part: str) -> Mapping[str, Relation]:
        """Return what a part belongs with, by identity; '' stands for the file as a whole. It may be nothing."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed not in self:
            return {}
        return {
            each.get("Id", ""): self._relation(folder, each)
            for each in self.root(listed)
            if each.tag.rpartition("}")[2] == "Relationship"
        }

    def missing(self) -> Iterator[tuple[str, str]]:
        """Yield each part that another names and that is not there: the other, and the part."""
        for owner, relation in self._all_relations():
            if relation.kind != "hyperlink" and relation.target not in self:
                yield owner, relation.target

    def pictures(self) -> set[str]:
        """Return the names, as the file writes them, of the parts that are pictures."""
        targets = {same_name(relation.target) for _, relation in self._all_relations() if relation.kind == "image"}
        return {self._names[each] for each in targets & self._names.keys()}

    def _all_relations(self) -> Iterator[tuple[str, Relation]]:
        """Yield what belongs with what within the file: the one part, and the relation."""
        for name in sorted(self._names):
            folder, _, listed = name.rpartition("_rels/")
            if listed.endswith(".rels"):
                owner = folder + listed.removesuffix(".rels")
                yield from ((owner, each) for each in self.relations(owner).values() if not each.is_outside)

    def _relation(self, folder: str, each: Element) -> Relation:
        kind = each.get("Type", "").rpartition("/")[2]
        target = each.get("Target", "")
        if each.get("TargetMode") == "External":
            return Relation(kind, target, is_outside=True)
        # Never outside the file: what climbs above its root has a name that no part has.
        part = posixpath.normpath(posixpath.join(folder, target.replace("\\", "/"))).lstrip("/")
        return Relation(kind, part if part in self else unquote(part), is_outside=False)


def parsed(part: str, xml: bytes) -> Element:
    """Return the XML of a part; raise PartAtFaultError if it is none, or defines words of its own, as none does."""
    try:
        return fromstring(without_own_words(part, xml), forbid_dtd=True)
    except PartAtFaultError:
        raise
    except Exception as fault:
        # defusedxml and expat each have their own.
        raise PartAtFaultError(part, "is no sound XML") from fault


def without_own_words(part: str, xml: bytes) -> bytes:
    """Return the XML of a part as it is; raise PartAtFaultError if it defines words of its own."""
    # In UTF-16 each letter has a zero beside it.
    if b"<!DOCTYPE" in xml.replace(b"\0", b""):
        raise PartAtFaultError(part, OWN_WORDS)
    return xml
