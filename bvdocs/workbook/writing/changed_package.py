"""The file of a workbook in which some parts are exchanged, added or taken out: all others stay byte for byte."""

import io
import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from itertools import count
from xml.sax.saxutils import quoteattr

from bvdocs.core.office_files import same_name
from bvdocs.workbook.reading.package_parts import (
    DOCUMENT_NS,
    PackageParts,
    PartAtFaultError,
    Relation,
    parsed,
    without_own_words,
)
from bvdocs.workbook.writing.xml_text import (
    attribute_of,
    in_utf_8,
    pieces_below,
    root_at,
    spliced,
    start_tag,
    with_last,
)

_PACKAGE_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES = "[Content_Types].xml"
# What zip files say of when an entry was made, where it is new: the earliest that they can.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
# Whatever the program that wrote the file did, the copy is not larger.
_SMALLEST = 9


class ChangedPackage:
    """A workbook's file, with what is to be another in it than in the file that was read.

    Raise what `PackageParts` raises; PartAtFaultError for a part that cannot be had.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.source = PackageParts(content)
        self._names = {same_name(name): name for name in self.source.by_name}
        self._parts: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._related: dict[str, dict[str, Relation]] = {}

    @property
    def changed(self) -> set[str]:
        """Return the names of the parts that are other than they were, new, or gone."""
        return set(self._parts) | self._removed

    @property
    def names(self) -> list[str]:
        """Return the names of all parts, those that are new last."""
        own = [name for name in self.source.by_name if name not in self._removed]
        return [*own, *(name for name in self._parts if name not in self.source.by_name)]

    def own_name(self, part: str) -> str:
        """Return the name of a part as the file writes it."""
        return self._names.get(same_name(part), part)

    def read(self, part: str) -> bytes:
        """Return the XML of a part as it is by now, in UTF-8; raise PartAtFaultError if it cannot be had."""
        name = self.own_name(part)
        if name in self._parts:
            return self._parts[name]
        try:
            return without_own_words(name, in_utf_8(self.source.read(name)))
        except (UnicodeError, LookupError) as fault:
            raise PartAtFaultError(name, "is written in letters that are not read") from fault

    def sound(self, part: str) -> bytes:
        """Return what `read` does; raise PartAtFaultError too if it is no sound XML."""
        xml = self.read(part)
        parsed(part, xml)
        return xml

    def write(self, part: str, xml: bytes) -> None:
        """Have a part hold this XML, if that is another than it holds."""
        name = self.own_name(part)
        if name not in self.source.by_name or xml != self.read(name):
            self._parts[name] = xml
            self._names[same_name(name)] = name

    def add(self, part: str, xml: bytes, content_type: str) -> str:
        """Add a part of a kind; return its name, which has the next free number in place of `{}`."""
        number = 1
        while same_name(part.format(number)) in self._names:
            number += 1
        name = part.format(number)
        self.write(name, xml)
        override = f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(content_type)}/>"
        self.write(_TYPES, with_last(self.read(_TYPES), _in_namespace(override, _TYPES_NS, self.read(_TYPES))))
        return name

    def relations(self, owner: str) -> Mapping[str, Relation]:
        """Return what a part belongs with by now, by identity."""
        return {**self.source.relations(owner), **self._related.get(owner, {})}

    def related(self, owner: str, kind: str) -> str:
        """Return the part of a kind ('comments') that a part belongs with; '' if there is none that can be had."""
        parts = (each.target for each in self.relations(owner).values() if each.kind == kind and not each.is_outside)
        return next((part for part in parts if self.own_name(part) in self.names), "")

    def relate(
        self, owner: str, kind: str, targets: Sequence[tuple[str, bool]], namespace: str = DOCUMENT_NS
    ) -> list[str]:
        """Have a part name others of a kind ('worksheet'), or addresses outside; return the relations' identities.

        With each target goes whether it is outside.
        """
        listed = _list_of(owner)
        if self.own_name(listed) not in self.names:
            self.write(listed, f'<Relationships xmlns="{_PACKAGE_NS}"></Relationships>'.encode())
        xml = self.read(listed)
        taken = {attribute_of(xml[piece.start : piece.end], "Id") for piece in pieces_below(xml)}
        free = (f"rId{number}" for number in count(1) if f"rId{number}" not in taken)
        identities = [next(free) for _ in targets]
        written = b""
        for identity, (target, is_outside) in zip(identities, targets, strict=True):
            address = quoteattr(target if is_outside else f"/{target}")
            mode = ' TargetMode="External"' if is_outside else ""
            relation = f'<Relationship Id="{identity}" Type="{namespace}/{kind}" Target={address}{mode}/>'
            written += _in_namespace(relation, _PACKAGE_NS, xml)
            self._related.setdefault(owner, {})[identity] = Relation(kind, target, is_outside)
        self.write(listed, with_last(xml, written))
        return identities

    def remove(self, owner: str, part: str) -> None:
        """Take out a part, that another names it, and its kind."""
        name = self.own_name(part)
        listed = _list_of(owner)
        of_part = {
            key for key, each in self.source.relations(owner).items() if same_name(each.target) == same_name(part)
        }
        self._cut(listed, "Id", of_part)
        self._cut(_TYPES, "PartName", {f"/{name}"})
        self._removed.add(name)

    def _cut(self, part: str, attribute: str, values: set[str]) -> None:
        """Take out of a part each element below its root whose attribute has one of these values."""
        xml = self.read(part)
        wanted = {same_name(value) for value in values}
        cut = []
        for piece in pieces_below(xml):
            value = attribute_of(xml[piece.start : piece.end], attribute)
            if same_name(value) in wanted:
                cut.append((piece.start, piece.end, b""))
        self.write(part, spliced(xml, cut))

    def packed(self) -> bytes:
        """Return the file: its entries in the order and with the times that they had, new ones at the end."""
        packed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._content)) as source, zipfile.ZipFile(packed, "w") as target:
            for old in source.infolist():
                if old.filename not in self._removed:
                    entry = zipfile.ZipInfo(old.filename, old.date_time)
                    entry.compress_type, entry.external_attr = old.compress_type, old.external_attr
                    own = self._parts.get(old.filename)
                    target.writestr(
                        entry, self.source.read(old.filename) if own is None else own, compresslevel=_SMALLEST
                    )
            for name, xml in self._parts.items():
                if name not in self.source.by_name:
                    entry = zipfile.ZipInfo(name, _NO_TIME)
                    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
                    target.writestr(entry, xml, compresslevel=_SMALLEST)
        return packed.getvalue()


def _list_of(owner: str) -> str:
    """Return the part that says what a part belongs with."""
    folder, name = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _in_namespace(element: str, namespace: str, beside: bytes) -> bytes:
    """Return an element without prefix in its namespace, for a part whose own elements may have a prefix."""
    if start_tag(beside, root_at(beside)).prefix:
        element = element.replace(" ", f' xmlns="{namespace}" ', 1)
    return element.encode("ascii", "xmlcharrefreplace")
