"""Threads of comments, as Excel has had them since 2018: a reply to a thread, and the person whose reply it is.

They have no place in ISO/IEC 29500; what stands in which part is in [MS-XLSX], 2.1.35 and 2.6.205.
"""

from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from bvdocs.workbook.writing.cell_xml import as_xml, without_what_no_xml_holds
from bvdocs.workbook.writing.changed_package import ChangedPackage
from bvdocs.workbook.writing.xml_text import (
    attribute_of,
    pieces_below,
    root_at,
    spliced,
    start_tag,
    with_attribute,
    with_last,
)

_NS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_RELATIONS_NS = "http://schemas.microsoft.com/office/2017/10/relationships"
_PERSONS = "xl/persons/person{}.xml"
_PERSONS_TYPE = "application/vnd.ms-excel.person+xml"


class Threads:
    """The threads of a sheet's comments, by the cell that each is on; `main` is the part that lists the sheets."""

    def __init__(self, package: ChangedPackage, main: str, sheet: str) -> None:
        self._package, self._main = package, main
        self._part = package.related(sheet, "threadedComment")
        self._written = b""
        # Of each thread the identity of its first comment, and the time of its last.
        self._first: dict[str, str] = {}
        self._time: dict[str, str] = {}
        xml = package.sound(self._part) if self._part else b"<none/>"
        for piece in pieces_below(xml):
            comment = xml[piece.start : piece.end]
            cell = attribute_of(comment, "ref")
            if not attribute_of(comment, "parentId"):
                self._first.setdefault(cell, attribute_of(comment, "id"))
            self._time[cell] = max(self._time.get(cell, ""), attribute_of(comment, "dT"))

        self._there = {cell: cell for cell in self._first}

    def __contains__(self, cell: str) -> bool:
        return cell in self._there

    def move(self, cells: Mapping[str, str]) -> None:
        """Have the threads be on other cells than they were in the file, by these."""
        self._there = {cells.get(cell, cell): cell for cell in self._first}

    def reply(self, cell: str, author: str, text: str) -> None:
        """Add a reply to the thread on a cell: of the time of the last one, for a copy has no clock."""
        there = self._there[cell]
        parent, time = self._first[there], self._time[there]
        identity = _identity(f"{parent} {len(self._written)} {author} {text}")
        when = f' dT="{time}"' if time else ""
        prefix = self._prefix
        self._written += (
            f'<{prefix}threadedComment ref="{cell}"{when} personId="{self._person(author)}" id="{identity}"'
            f' parentId="{parent}"><{prefix}text>'
        ).encode()
        self._written += as_xml(escape(without_what_no_xml_holds(text)))
        self._written += f"</{prefix}text></{prefix}threadedComment>".encode()

    def write(self) -> None:
        """Write the replies into the part that holds the threads, and on which cells these are."""
        if not self._part:
            return
        xml = self._package.read(self._part)
        now = {old: new for new, old in self._there.items()}
        changes = []
        for piece in pieces_below(xml):
            end = start_tag(xml, piece.start).end
            tag = xml[piece.start : end]
            cell = attribute_of(tag, "ref")
            if now.get(cell, cell) != cell:
                changes.append((piece.start, end, with_attribute(tag, "ref", now[cell])))
        self._package.write(self._part, with_last(spliced(xml, changes), self._written))

    @property
    def _prefix(self) -> str:
        xml = self._package.read(self._part)
        return start_tag(xml, root_at(xml)).prefix.decode()

    def _person(self, name: str) -> str:
        """Return the identity of a person, who is added to those that the workbook knows."""
        part = self._package.related(self._main, "person")
        if not part:
            part = self._package.add(_PERSONS, f'<personList xmlns="{_NS}"></personList>'.encode(), _PERSONS_TYPE)
            self._package.relate(self._main, "person", [(part, False)], _RELATIONS_NS)
        xml = self._package.sound(part)
        for piece in pieces_below(xml):
            person = xml[piece.start : piece.end]
            if attribute_of(person, "displayName") == name:
                return attribute_of(person, "id")
        identity = _identity(f"person {name}")
        prefix = start_tag(xml, root_at(xml)).prefix.decode()
        own = f'displayName={quoteattr(name)} id="{identity}" userId={quoteattr(name)} providerId="None"'
        added = f"<{prefix}person {own}/>"
        self._package.write(part, with_last(xml, as_xml(added)))
        return identity


def _identity(name: str) -> str:
    """Return an identity that is the same for the same name, in the form that Excel has."""
    return f"{{{str(uuid5(NAMESPACE_URL, name)).upper()}}}"
