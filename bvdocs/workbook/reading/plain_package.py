"""A workbook's package, rewritten so that it holds what is read alone, under the usual names.

Excel opens a workbook in which a drawing is missing, a pivot table is odd, or a name refers to nothing; openpyxl does
not, though nothing of that holds a cell. So it is given the sheets that are read, their styles, texts, links and
comments, and nothing else: a sheet of the council's own is there by its name alone.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from bvdocs.core.quoting import normal
from bvdocs.core.schema import SHEETS
from bvdocs.workbook.reading.package_parts import (
    DOCUMENT_NS,
    MAIN_NS,
    PackageParts,
    PartAtFaultError,
    Relation,
    without_own_words,
)
from bvdocs.workbook.reading.sheet_part import cut_sheet

_PACKAGE_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# The schema's own words for false; whatever else is written is true.
_NO = ("0", "false", "off", "")
_STATES = {"hidden": "hidden", "veryhidden": "veryHidden"}
STYLES, STRINGS, THEME = "xl/styles.xml", "xl/sharedStrings.xml", "xl/theme/theme1.xml"
_WORKBOOK = "xl/workbook.xml"
# What no sheet that is read has in its name; Excel forbids it, other programs write it.
_NOT_IN_TITLES = re.compile(r"[\\*?:/\[\]]")
_KNOWN = frozenset(normal(sheet.name) for sheet in SHEETS)
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_CONTENT_TYPES = {
    _WORKBOOK: f"{_TYPE}.sheet.main+xml",
    STYLES: f"{_TYPE}.styles+xml",
    STRINGS: f"{_TYPE}.sharedStrings+xml",
    THEME: "application/vnd.openxmlformats-officedocument.theme+xml",
}


class PassedOver(NamedTuple):
    """A part that is at fault and holds no cell that is read; `why` completes 'the part …'."""

    part: str
    why: str
    sheet: str = ""


class SheetPart(NamedTuple):
    """A sheet of cells: its name, the part that holds it, that of its comments ('' if none), and its links."""

    title: str
    state: str
    part: str
    comments: str = ""
    links: tuple[tuple[str, Relation], ...] = ()


@dataclass(slots=True)
class PlainPackage:
    """What is read of a workbook: parts by the names that they have here, and what those of the file are.

    `sheets` are all of the workbook's, in order; of those that are not read, nothing is here. `needed` are the parts
    without which there is nothing to be read. `beside` is the XML of what else of a sheet is looked at, by its number.
    """

    sheets: list[SheetPart]
    counts_from_1904: bool
    parts: dict[str, bytes] = field(default_factory=dict)
    own_names: dict[str, str] = field(default_factory=dict)
    needed: set[str] = field(default_factory=set)
    passed_over: list[PassedOver] = field(default_factory=list)
    beside: dict[int, bytes] = field(default_factory=dict)

    def packed(self, only: Mapping[str, bytes] | None = None) -> bytes:
        """Return the package as openpyxl takes it; with `only`, with these of its parts."""
        parts = self.parts if only is None else only
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as package:
            types = Element("Types", xmlns=_TYPES_NS)
            SubElement(types, "Default", Extension="rels", ContentType=_RELATIONS_TYPE)
            # Whatever else it is, openpyxl does not ask.
            SubElement(types, "Default", Extension="xml", ContentType="application/xml")
            for name in (_WORKBOOK, *(each for each in _CONTENT_TYPES if each in parts)):
                SubElement(types, "Override", PartName=f"/{name}", ContentType=_CONTENT_TYPES[name])
            package.writestr("[Content_Types].xml", tostring(types))
            package.writestr("_rels/.rels", _relations({"rId1": ("officeDocument", f"/{_WORKBOOK}", False)}))
            self._write_sheets(package, parts)
            for name in (STYLES, STRINGS, THEME):
                if name in parts:
                    package.writestr(name, parts[name])
        return file.getvalue()

    def _write_sheets(self, package: zipfile.ZipFile, parts: Mapping[str, bytes]) -> None:
        """Write the list of sheets, and each sheet with its links and comments."""
        workbook = Element("workbook", {"xmlns": MAIN_NS, "xmlns:r": DOCUMENT_NS})
        SubElement(workbook, "workbookPr", date1904=str(int(self.counts_from_1904)))
        listed = SubElement(workbook, "sheets")
        relations = {}
        for number, sheet in enumerate(self.sheets, 1):
            identity, name = f"rId{number}", sheet_name(number)
            state = {"state": sheet.state} if sheet.state else {}
            SubElement(listed, "sheet", {"name": sheet.title, "sheetId": str(number), "r:id": identity, **state})
            relations[identity] = ("worksheet", f"/{name}", False)
            package.writestr(name, parts.get(name, f'<worksheet xmlns="{MAIN_NS}"><sheetData/></worksheet>'))
            about = {
                key: ("hyperlink", link.target if link.is_outside else f"/{link.target}", link.is_outside)
                for key, link in sheet.links
            }
            comments = comments_name(number)
            if comments in parts:
                about["comments"] = ("comments", f"/{comments}", False)
                package.writestr(comments, parts[comments])
            package.writestr(f"xl/worksheets/_rels/sheet{number}.xml.rels", _relations(about))
        package.writestr(_WORKBOOK, tostring(workbook))
        package.writestr("xl/_rels/workbook.xml.rels", _relations(relations))


def sheet_name(number: int) -> str:
    """Return the name that the part of the sheet of this number has here."""
    return f"xl/worksheets/sheet{number}.xml"


def comments_name(number: int) -> str:
    """Return the name that the part with the comments of the sheet of this number has here."""
    return f"xl/comments{number}.xml"


def _relations(of: Mapping[str, tuple[str, str, bool]]) -> bytes:
    root = Element("Relationships", xmlns=_PACKAGE_NS)
    for identity, (kind, target, is_outside) in of.items():
        mode = {"TargetMode": "External"} if is_outside else {}
        SubElement(root, "Relationship", {"Id": identity, "Type": f"{DOCUMENT_NS}/{kind}", "Target": target, **mode})
    return tostring(root)


def plain_package(source: PackageParts, *, every_sheet: bool = False) -> PlainPackage:
    """Return what is read of the workbook with these parts; with `every_sheet`, the council's own sheets too.

    Raise PartAtFaultError for a part that is needed and cannot be had.
    """
    main = source.main_part()
    relations = source.relations(main)
    properties = source.root(main).find(f"{{{MAIN_NS}}}workbookPr")
    from_1904 = properties is not None and properties.get("date1904", "0").lower() not in _NO
    plain = PlainPackage(_sheets(source), from_1904)
    for name, kind in ((STYLES, "styles"), (STRINGS, "sharedStrings"), (THEME, "theme")):
        part = next((each.target for each in relations.values() if each.kind == kind), "")
        if part and (name != THEME or _is_sound(source, part, plain)):
            plain.parts[name], plain.own_names[name] = without_own_words(part, source.read(part)), part
    plain.needed = {STYLES, STRINGS}
    for number, sheet in enumerate(plain.sheets, 1):
        if normal(sheet.title) in _KNOWN:
            plain.needed.add(sheet_name(number))
            _take_sheet(source, plain, number, sheet)
        elif every_sheet:
            try:
                _take_sheet(source, plain, number, sheet)
            except PartAtFaultError as fault:
                plain.passed_over.append(PassedOver(fault.part, fault.why, sheet.title))
    _note_missing(source, plain)
    return plain


def _take_sheet(source: PackageParts, plain: PlainPackage, number: int, sheet: SheetPart) -> None:
    """Take the part of a sheet, and that of its comments if they are sound; raise PartAtFaultError if it is not."""
    name, comments = sheet_name(number), comments_name(number)
    cut = cut_sheet(sheet.part, sheet.title, source.read(sheet.part, sheet.title))
    plain.parts[name], plain.beside[number] = cut.cells, cut.beside
    plain.own_names[name] = sheet.part
    if sheet.comments and _is_sound(source, sheet.comments, plain, sheet.title):
        plain.parts[comments], plain.own_names[comments] = source.read(sheet.comments), sheet.comments


def _is_sound(source: PackageParts, part: str, plain: PlainPackage, sheet: str = "") -> bool:
    """Say whether a part that may be passed over is there, and is XML; note what is wrong with it."""
    if part not in source:
        return False  # noted with the others that are missing
    try:
        source.root(part)
    except PartAtFaultError as fault:
        plain.passed_over.append(PassedOver(part, fault.why, sheet))
        return False
    return True


def _sheets(source: PackageParts) -> list[SheetPart]:
    """Return the workbook's sheets of cells."""
    found = []
    for named, state, relation in source.sheets():
        title = _NOT_IN_TITLES.sub("_", named) or "_"
        if relation is None or relation.kind != "worksheet":
            if relation is None and normal(title) in _KNOWN:
                raise PartAtFaultError(source.main_part(), f"does not say which part holds the sheet '{title}'")
            continue
        about = source.relations(relation.target)
        comments = next((each.target for each in about.values() if each.kind == "comments"), "")
        links = tuple((key, each) for key, each in about.items() if each.kind == "hyperlink")
        found.append(SheetPart(title, _STATES.get(state.lower(), ""), relation.target, comments, links))
    return found


def _note_missing(source: PackageParts, plain: PlainPackage) -> None:
    """Note each part that is listed and not there; one that is needed has been asked for by now."""
    titles = {sheet.part.casefold(): sheet.title for sheet in plain.sheets}
    for owner, part in source.missing():
        plain.passed_over.append(PassedOver(part, "is missing from it", titles.get(owner.casefold(), "")))
