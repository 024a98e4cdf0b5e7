"""The looks, links and comments of a workbook, mended where openpyxl will not have them: no cell loses its words."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.cell.text import InlineFont
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.formatting.formatting import ConditionalFormatting
from openpyxl.styles import Border, Font
from openpyxl.styles.cell_style import CellStyle
from openpyxl.styles.colors import ColorList
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.fills import Fill
from openpyxl.styles.named_styles import _NamedCellStyle
from openpyxl.styles.numbers import BUILTIN_FORMATS, NumberFormat
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.dimensions import ColumnDimension, RowDimension, SheetFormatProperties
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.merge import MergeCell
from openpyxl.worksheet.views import SheetViewList

from bvdocs.workbook.reading.mending import Try, mended, name_of, shown, tag, takes, with_attributes_taken
from bvdocs.workbook.reading.package_parts import PartAtFaultError, parsed
from bvdocs.workbook.reading.plain_package import STRINGS, STYLES, PassedOver, PlainPackage, comments_name, sheet_name
from bvdocs.workbook.reading.sheet_part import MOST_COLUMNS, MOST_ROWS

_MOST_TOLD = 3
_PLACE = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_AREA = re.compile(rf"{_PLACE}(:{_PLACE})?|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?[1-9]\d*:\$?[1-9]\d*")


def _made_by(kind: Any) -> Try:
    """Return what makes something of openpyxl's of an element."""
    made: Try = kind.from_tree
    return made


# What each list of the styles holds, and what openpyxl makes of it.
_STYLES: dict[str, tuple[str, Try]] = {
    "numFmts": ("numFmt", _made_by(NumberFormat)),
    "fonts": ("font", _made_by(Font)),
    "fills": ("fill", _made_by(Fill)),
    "borders": ("border", _made_by(Border)),
    "cellStyleXfs": ("xf", _made_by(CellStyle)),
    "cellXfs": ("xf", _made_by(CellStyle)),
    "cellStyles": ("cellStyle", _made_by(_NamedCellStyle)),
    "dxfs": ("dxf", _made_by(DifferentialStyle)),
}
# Those whose place in the list counts: what cannot be mended is replaced by a plain one.
_COUNTED = {"font": "", "fill": "patternFill", "border": "", "xf": "", "dxf": ""}


def mend(plain: PlainPackage) -> None:
    """Mend the parts of a package, and note what was left out of each; raise PartAtFaultError for unsound XML."""
    _mend_part(plain, STYLES, "", _mend_styles)
    _mend_part(plain, STRINGS, "", _mend_fonts_of_words)
    looks = _how_many_looks(plain)
    for number, sheet in enumerate(plain.sheets, 1):
        links = frozenset(key for key, _ in sheet.links)
        _mend_part(plain, sheet_name(number), sheet.title, _SheetMender(looks, links).mend)
        _mend_part(plain, comments_name(number), sheet.title, _mend_comments)


def _mend_part(plain: PlainPackage, name: str, sheet: str, mend_root: Callable[[Element], Iterator[str]]) -> None:
    if name not in plain.parts:
        return
    part = plain.own_names[name]
    try:
        root = parsed(part, plain.parts[name])
    except PartAtFaultError as fault:
        raise PartAtFaultError(part, fault.why, sheet) from fault
    left_out = list(dict.fromkeys(mend_root(root)))
    if left_out:
        plain.parts[name] = tostring(root, encoding="utf-8")
        more = f" and {len(left_out) - _MOST_TOLD} more" if len(left_out) > _MOST_TOLD else ""
        told = ", ".join(left_out[:_MOST_TOLD]) + more
        plain.passed_over.append(PassedOver(part, f"holds what Excel's format does not have ({told})", sheet))


def _mend_styles(root: Element) -> Iterator[str]:
    """Mend the looks; yield what is left out of them."""
    for child in list(root):
        name = name_of(child)
        if name in _STYLES:
            of, attempt = _STYLES[name]
            for unit in list(child):
                yield from mended(child, unit, attempt, plain=_COUNTED.get(of))
        elif (name == "colors" and not takes(_made_by(ColorList), child)) or name in ("tableStyles", "extLst"):
            root.remove(child)
    yield from _mend_references(root)


def _mend_references(root: Element) -> Iterator[str]:
    """Have each look refer to fonts, fills, borders and number formats that are there."""
    counts = {name_of(child): len(child) for child in root}
    own = {each.get("numFmtId") for each in root.iter(tag("numFmt"))}
    most = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
    for xf in (*root.iter(tag("xf")), *root.iter(tag("cellStyle"))):
        for attribute, of in most.items():
            if not 0 <= int(xf.get(attribute, "0")) < max(counts.get(of, 0), 1):
                yield f"{attribute} {xf.get(attribute)}"
                xf.set(attribute, "0")
        number_format = xf.get("numFmtId", "0")
        if number_format not in own and int(number_format) not in BUILTIN_FORMATS and int(number_format) >= 164:
            yield f"numFmtId {number_format}"
            xf.set("numFmtId", "0")


def _how_many_looks(plain: PlainPackage) -> tuple[int, int]:
    """Return how many looks the styles have for cells, and how many for conditions."""
    if STYLES not in plain.parts:
        return 1, 0
    root = parsed(plain.own_names[STYLES], plain.parts[STYLES])
    counts = {name_of(child): len(child) for child in root}
    return counts.get("cellXfs", 0) or 1, counts.get("dxfs", 0)


def _mend_fonts_of_words(root: Element) -> Iterator[str]:
    """Mend the fonts of words within texts; yield what is left out of them."""
    for run in root.iter(tag("r")):
        for font in run.findall(tag("rPr")):
            yield from mended(run, font, _made_by(InlineFont), plain="")


class _SheetMender:
    """Mends what is around the cells of a sheet, and the looks that cells refer to; each try is openpyxl's own.

    `looks` is how many the styles have for cells, and for conditions; `links` are those that lead outside.
    """

    def __init__(self, looks: tuple[int, int], links: frozenset[str]) -> None:
        self._of_cells, self._of_conditions = looks
        self._links = links
        self._worksheet = Workbook().create_sheet()
        self._lists: dict[str, Try] = {"cols": self._column, "mergeCells": _merged_cells, "hyperlinks": self._link}
        self._whole: dict[str, Try] = {
            "sheetViews": _made_by(SheetViewList),
            "sheetFormatPr": _made_by(SheetFormatProperties),
            "conditionalFormatting": self._condition,
        }

    def mend(self, root: Element) -> Iterator[str]:
        """Mend a sheet; yield what is left out of it."""
        for child in list(root):
            name = name_of(child)
            if name in self._whole:
                yield from mended(root, child, self._whole[name])
            for unit in list(child) if name in self._lists else ():
                yield from mended(child, unit, self._lists[name])
        for row in root.iter(tag("row")):
            yield from self._mend_row(row)
        yield from _mend_fonts_of_words(root)

    def _mend_row(self, row: Element) -> Iterator[str]:
        bare, left_out = Element(row.tag, row.attrib), list[str]()
        if not takes(self._row, bare):
            kept = with_attributes_taken(bare, lambda each: takes(self._row, each), left_out)
            yield from left_out
            row.attrib.clear()
            row.attrib.update(kept.attrib if kept is not None else {})
        for cell in row:
            if not takes(lambda each: _within(each.get("s", "0"), self._of_cells), cell):
                yield shown(cell, "s")
                del cell.attrib["s"]

    def _row(self, element: Element) -> None:
        RowDimension(self._worksheet, **_plain_attributes(element))
        _within(element.get("s", "0"), self._of_cells)

    def _column(self, element: Element) -> None:
        ColumnDimension(self._worksheet, **_plain_attributes(element))
        int(element.attrib["min"])
        _within(element.get("style", "0"), self._of_cells)

    def _condition(self, element: Element) -> None:
        found: Any = _made_by(ConditionalFormatting)(element)
        for each in found.rules:
            if each.dxfId is not None:
                _within(each.dxfId, self._of_conditions)

    def _link(self, element: Element) -> None:
        found: Any = _made_by(Hyperlink)(element)
        _area(found.ref)
        if found.id and found.id not in self._links:
            raise ValueError(found.id)


def _merged_cells(element: Element) -> None:
    found: Any = _made_by(MergeCell)(element)
    _area(found.ref)


def _mend_comments(root: Element) -> Iterator[str]:
    """Mend the comments of a sheet; yield what is left out of them."""
    authors = len(root.findall(f"{tag('authors')}/{tag('author')}"))
    if not authors:
        for each in root.findall(tag("authors")):
            root.remove(each)
        authors = 1
        listed = Element(tag("authors"))
        SubElement(listed, tag("author"))
        root.insert(0, listed)

    def comment(element: Element) -> None:
        found: Any = _made_by(CommentRecord)(element)
        if ":" in found.ref:
            raise ValueError(found.ref)
        _area(found.ref)
        _within(found.authorId, authors)

    for comments in root.findall(tag("commentList")):
        for unit in list(comments):
            yield from mended(comments, unit, comment)


def _area(written: str) -> None:
    """Raise ValueError if an area is none, or reaches beyond the last cell that Excel has."""
    if _AREA.fullmatch(written) is None:
        raise ValueError(written)
    for number, most in zip(range_boundaries(written), (MOST_COLUMNS, MOST_ROWS) * 2, strict=True):
        if number is not None and not 1 <= number <= most:
            raise ValueError(written)


def _plain_attributes(element: Element) -> dict[str, Any]:
    return {key: value for key, value in element.attrib.items() if not key.startswith("{")}


def _within(number: str | int, most: int) -> None:
    if not 0 <= int(number) < most:
        raise ValueError(number)
