"""A workbook file, opened; or one line that says why it cannot be."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from defusedxml.ElementTree import iterparse
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter
from openpyxl.workbook import Workbook

from bvdocs.core.errors import WorkbookUnreadableError
from bvdocs.core.office_files import UnsoundPackageError
from bvdocs.workbook.reading.counted_parts import refuse_far_too_large
from bvdocs.workbook.reading.load_cells import load_cells
from bvdocs.workbook.reading.other_formats import other_package
from bvdocs.workbook.reading.package_parts import MAIN_NS, PackageParts, PartAtFaultError
from bvdocs.workbook.reading.plain_package import PassedOver, PlainPackage, sheet_name

SAVE_AS = "Open it in Excel and save it as 'Excel Workbook (.xlsx)'."
_SAVE_ANEW = (
    "Open it in Excel and save it as 'Excel Workbook (.xlsx)', which writes every part anew; if it cannot be opened"
    " there either, go back to an earlier copy."
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK_ELEMENT = b"spreadsheetml"
# A formula's element, whatever prefix its namespace has; a part in UTF-16 is taken to have one.
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s>/]|^\xff\xfe|^\xfe\xff")
_STRICT_NAMESPACE = b"http://purl.oclc.org/ooxml/spreadsheetml/main"


@dataclass(frozen=True, slots=True)
class OpenWorkbook:
    """A workbook's cached values; of each sheet the formulas that were never computed, and those that make links.

    The latter are by coordinate, without their '='.
    """

    book: Workbook
    uncomputed: dict[str, Set[str]]
    link_formulas: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    passed_over: Sequence[PassedOver] = ()


def open_workbook(path: Path, content: bytes, *, every_sheet: bool = False) -> OpenWorkbook:
    """Open the workbook whose file at `path` has this content; with `every_sheet`, the council's own sheets too.

    Raise WorkbookUnreadableError, with what to do, if it is anything but a whole .xlsx workbook.
    """
    _refuse_what_is_no_zip(path, content)
    parts = _unpacked(path, content)
    try:
        _refuse_other_packages(path, parts)
        refuse_far_too_large(path, parts)
        loaded = load_cells(parts, every_sheet=every_sheet)
    except PartAtFaultError as fault:
        what = f"the sheet '{fault.sheet}' ({fault.part})" if fault.sheet else f"the part {fault.part} of the file"
        raise WorkbookUnreadableError(f"{path} cannot be read: {what} {fault.why}.", _SAVE_ANEW) from fault
    formulas = _formulas(loaded.package)
    return OpenWorkbook(
        loaded.book,
        {name: of_sheet.uncomputed for name, of_sheet in formulas.items()},
        {name: of_sheet.links for name, of_sheet in formulas.items()},
        loaded.package.passed_over,
    )


def _unpacked(path: Path, content: bytes) -> PackageParts:
    """Return the parts of a zip file; raise WorkbookUnreadableError if it is damaged or unsound."""
    try:
        return PackageParts(content)
    except UnsoundPackageError as fault:
        hint = f"{SAVE_AS} If Excel does not open it either, ask whoever made it for another copy."
        raise WorkbookUnreadableError(f"{path} {fault.message}, so it is not opened.", hint) from fault
    except zipfile.BadZipFile as fault:
        raise WorkbookUnreadableError(
            f"{path} is cut off or damaged.", "Copy or download it again, or go back to an earlier copy."
        ) from fault


def _refuse_what_is_no_zip(path: Path, content: bytes) -> None:
    """Raise WorkbookUnreadableError, which names the format, if the content is not that of a zip file."""
    if content.startswith(_OLE_MAGIC):
        if _ENCRYPTED_STREAM in content:
            raise WorkbookUnreadableError(
                f"{path} is encrypted, by a password or by its sensitivity label.",
                "Open it in Excel and take the password off (File, Info, Protect Workbook), or give it a label that"
                " does not encrypt; then save it.",
            )
        raise WorkbookUnreadableError(f"{path} is an old Excel file (.xls).", SAVE_AS)
    if not content:
        raise WorkbookUnreadableError(f"{path} is empty.", "Go back to an earlier copy of the workbook.")
    if not content.startswith(b"PK"):
        what = "a text file (.csv)" if path.suffix.lower() == ".csv" else "not an Excel workbook"
        raise WorkbookUnreadableError(f"{path} is {what}.", SAVE_AS)


def _refuse_other_packages(path: Path, parts: PackageParts) -> None:
    """Raise WorkbookUnreadableError, which names the format, if a zip file, whatever its name, is no .xlsx."""
    try:
        # As if in UTF-8.
        main_part = parts.read(parts.main_part()).replace(b"\0", b"")
    except KeyError:
        main_part = b""
    if _STRICT_NAMESPACE in main_part:
        raise WorkbookUnreadableError(f"{path} is saved as 'Strict Open XML', which cannot be read.", SAVE_AS)
    if _WORKBOOK_ELEMENT not in main_part:
        raise WorkbookUnreadableError(f"{path} is {other_package(parts)}.", SAVE_AS)


class _Formulas(NamedTuple):
    """What openpyxl does not tell of a sheet's formulas: which were never computed, and which make links."""

    uncomputed: set[str]
    links: dict[str, str]


def _formulas(package: PlainPackage) -> dict[str, _Formulas]:
    """Return of each sheet, by name, which formulas have no cached value, and those that make links.

    openpyxl shows the former as blank cells, and a formula that came to an empty text as well; only the sheet's XML
    tells them apart.
    """
    found: dict[str, _Formulas] = {}
    for number, sheet in enumerate(package.sheets, 1):
        xml = package.parts.get(sheet_name(number), b"")
        # Most sheets have no formula, and are not worth a second parsing.
        found[sheet.title] = _formulas_of_sheet(xml) if _FORMULA.search(xml) else _Formulas(set(), {})
    return found


def _formulas_of_sheet(xml: bytes) -> _Formulas:
    found = _Formulas(set(), {})
    # A formula that was filled down is written in its first cell, and named by its number in the others.
    shared: dict[str, str] = {}
    for place, cell in _cells_by_place(xml):
        if _never_computed(cell):
            found.uncomputed.add(place)
        formula = cell.find(f"{{{MAIN_NS}}}f")
        if formula is not None:
            number = formula.get("si", "")
            text = formula.text or shared.get(number, "")
            shared |= {number: text} if number else {}
            found.links.update({place: text} if "HYPERLINK" in text.upper() else {})
    return found


def _cells_by_place(xml: bytes) -> Iterator[tuple[str, Element]]:
    """Yield each cell of a sheet with its place, 'C7'; one that does not say it stands right of the one before it."""
    row = column = 0
    for event, element in iterparse(io.BytesIO(xml), events=("start", "end")):
        written = element.get("r", "")
        if event == "start" and element.tag == f"{{{MAIN_NS}}}row":
            row, column = int(float(written)) if written else row + 1, 0
        elif event == "end" and element.tag == f"{{{MAIN_NS}}}c":
            place = coordinate_to_tuple(written) if written else (row, column + 1)
            column = place[1]
            yield f"{get_column_letter(column)}{place[0]}", element
            element.clear()
        elif event == "end" and element.tag == f"{{{MAIN_NS}}}row":
            element.clear()


def _never_computed(cell: Element) -> bool:
    """Say whether a cell holds a formula without a value; an empty text is a value, which Excel marks as a text."""
    value = cell.find(f"{{{MAIN_NS}}}v")
    has_value = value is not None and (value.text or cell.get("t") == "str")
    return cell.find(f"{{{MAIN_NS}}}f") is not None and not has_value
