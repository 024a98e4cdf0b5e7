"""The parts of an Office file as the file itself names them: by its relationships, as Excel finds them.

openpyxl goes by usual names and by content types, and so misses, or takes for another, what a writer named otherwise.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

# Completes 'the part …'.
OWN_WORDS = "defines words of its own, as no part of a workbook does"


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


class PackageParts:
    """The parts of an Office file; names count in any case and with either slash, as they do for Excel."""

    def __init__(self, content: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        self._names: dict[str, list[str]] = {}
        for name in self._zip.namelist():
            self._names.setdefault(_key(name), []).append(name)

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._names

    def read(self, part: str, sheet: str = "") -> bytes:
        """Return what a part holds; raise PartAtFaultError if it is missing, there twice, or damaged.

        `sheet` is the sheet that it holds, if it holds one.
        """
        names = self._names.get(_key(part), [])
        if len(names) != 1:
            raise PartAtFaultError(part, "is there twice" if names else "is missing", sheet)
        try:
            return self._zip.read(names[0])
        except Exception as fault:
            # zipfile meets a damaged part with whatever its decompressors happened to hit.
            raise PartAtFaultError(part, "is damaged", sheet) from fault

    def root(self, part: str) -> Element:
        """Return the part's XML; raise PartAtFaultError if it is none, or defines words of its own."""
        return parsed(part, self.read(part))

    def main_part(self) -> str:
        """Return the name of the part that lists the sheets; raise KeyError if the file names none."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and not relation.is_outside:
                return relation.target
        raise KeyError("officeDocument")

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
        targets = {_key(relation.target) for _, relation in self._all_relations() if relation.kind == "image"}
        return {name for each in targets for name in self._names.get(each, ())}

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


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
