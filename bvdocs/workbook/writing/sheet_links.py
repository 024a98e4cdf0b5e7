"""The links of a sheet's cells, taken off them or put on others."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from bvdocs.workbook.reading.merged_areas import Place, area_of_each
from bvdocs.workbook.reading.package_parts import DOCUMENT_NS, Relation
from bvdocs.workbook.writing.changed_package import ChangedPackage
from bvdocs.workbook.writing.sheet_rows import SheetRows
from bvdocs.workbook.writing.xml_text import (
    Piece,
    attributes_of,
    pieces_below,
    spliced,
    start_tag,
    with_attribute,
    with_last,
)

# What stands in a sheet before its links, of what stands behind its cells (ISO/IEC 29500-1, 18.3.1.99).
_BEFORE_LINKS = frozenset(
    ("sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
     "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations")
)  # fmt: skip


class Link(NamedTuple):
    """What is written of a link but for the cell that it is on, and what it leads to if that is outside the sheets."""

    written: dict[str, str]
    relation: Relation | None

    @property
    def address(self) -> str:
        """Return where it leads, as `link_of` of the reader has it."""
        target, location = self.relation.target if self.relation else "", self.written.get("location", "")
        return f"{target}#{location}" if location else target


def link_to(address: str) -> Link:
    """Return a link to an address; one that begins with '#' is in the workbook."""
    if address.startswith("#"):
        return Link({"location": address[1:]}, None)
    return Link({}, Relation("hyperlink", address, is_outside=True))


def links_of(rows: SheetRows, relations: Mapping[str, Relation]) -> dict[Place, Link]:
    """Return the links of a sheet that are on one cell each."""
    return {
        place: _link(group[piece.start : piece.end], relations)
        for group, piece, place in _single(rows)
        if place is not None
    }


def areas_with_links(rows: SheetRows) -> list[CellRange]:
    """Return the areas of several cells that have one link."""
    links = (group[piece.start : piece.end] for group, piece, place in _single(rows) if place is None)
    return [CellRange(attributes_of(link)["ref"]) for link in links]


def take_links_off(rows: SheetRows, places: Iterable[Place]) -> None:
    """Take the links off cells that were emptied: else they would hold their address for a text."""
    wanted = set(places)
    for group in rows.below.named("hyperlinks"):
        pieces = pieces_below(group)
        off = [piece for _, piece, place in _single(rows) if place in wanted]
        left = spliced(group, ((each.start, each.end, b"") for each in off))
        if off:
            rows.below.exchange("hyperlinks", left if len(off) < len(pieces) else b"")


def move_links(rows: SheetRows, numbers: Mapping[int, int]) -> None:
    """Have the links that are on one cell each go with their rows to other numbers."""
    for group in rows.below.named("hyperlinks"):
        moved = []
        for _, piece, place in _single(rows):
            if place is not None and place[0] in numbers:
                link = group[piece.start : piece.end]
                tag = link[: start_tag(link).end]
                there = f"{get_column_letter(place[1])}{numbers[place[0]]}"
                moved.append((piece.start, piece.start + len(tag), with_attribute(tag, "ref", there)))
        rows.below.exchange("hyperlinks", spliced(group, moved))


def set_links(package: ChangedPackage, part: str, rows: SheetRows, addresses: Mapping[Place, str]) -> list[Place]:
    """Have cells of a sheet, which is in this part, lead to these addresses, with '' to none.

    Return those that keep the link which several cells share. An address that begins with '#' is one in the workbook.
    """
    if not addresses:
        return []
    there = {place: link.address for place, link in links_of(rows, package.relations(part)).items()}
    changed = {place: address for place, address in addresses.items() if there.get(place, "") != address}
    shared = area_of_each(changed, areas_with_links(rows))
    changed = {place: address for place, address in changed.items() if place not in shared}
    take_links_off(rows, changed)
    put_links_on(package, part, rows, {place: link_to(address) for place, address in changed.items() if address})
    return list(shared)


def put_links_on(package: ChangedPackage, part: str, rows: SheetRows, links: Mapping[Place, Link]) -> None:
    """Put links on cells of a sheet, which is in this part."""
    if not links:
        return
    if not rows.below.named("hyperlinks"):
        rows.below.insert(f"<{rows.prefix}hyperlinks></{rows.prefix}hyperlinks>".encode(), _BEFORE_LINKS)
    (group,) = rows.below.named("hyperlinks")
    led = {place: link.relation for place, link in links.items() if link.relation is not None}
    targets = [(relation.target, relation.is_outside) for relation in led.values()]
    identities = dict(zip(led, package.relate(part, "hyperlink", targets), strict=True)) if led else {}
    written = ""
    for place, link in links.items():
        attributes = {"ref": f"{get_column_letter(place[1])}{place[0]}", **link.written}
        own = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
        relation = f' xmlns:r="{DOCUMENT_NS}" r:id="{identities[place]}"' if place in identities else ""
        written += f"<{rows.prefix}hyperlink{own}{relation}/>"
    rows.below.exchange("hyperlinks", with_last(group, written.encode("ascii", "xmlcharrefreplace")))


def _single(rows: SheetRows) -> Iterable[tuple[bytes, Piece, Place | None]]:
    """Yield each link with the group that it stands in, and the place that it is on; None where that is an area."""
    for group in rows.below.named("hyperlinks"):
        for piece in pieces_below(group):
            area = CellRange(attributes_of(group[piece.start : piece.end])["ref"])
            is_one = area.size == {"rows": 1, "columns": 1}
            yield group, piece, (area.min_row, area.min_col) if is_one else None


def _link(xml: bytes, relations: Mapping[str, Relation]) -> Link:
    attributes = attributes_of(xml)
    own = {name: value for name, value in attributes.items() if ":" not in name and name not in ("ref", "xmlns")}
    identity = next((value for name, value in attributes.items() if name.endswith(":id")), "")
    return Link(own, relations.get(identity))
