"""The XML of a worksheet, cut down to its cells and how they look; apart from these, what openpyxl does not read.

Views of somebody's own, print settings, drop-downs, protection, controls and the rest hold no cell; where a program
wrote them so that openpyxl will not have them, they would stop the reading of the whole workbook.
"""

import re
from collections.abc import Set
from typing import NamedTuple
from xml.parsers import expat

from bvdocs.workbook.reading.package_parts import OWN_WORDS, PartAtFaultError

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KEPT = frozenset(
    f"{_MAIN} {name}"
    for name in (
        *("sheetViews", "sheetFormatPr", "cols", "sheetData"),
        *("mergeCells", "conditionalFormatting", "hyperlinks"),
    )
)
_BESIDE = frozenset(f"{_MAIN} {name}" for name in ("headerFooter", "extLst"))
_DATA, _ROW, _CELL = (f"{_MAIN} {name}" for name in ("sheetData", "row", "c"))
_ALTERNATIVES = "http://schemas.openxmlformats.org/markup-compatibility/2006 AlternateContent"
# Most cells are plainly within the sheet.
_PLAINLY_WITHIN = re.compile(r"[A-W]?[A-Z]{1,2}[1-9]\d{0,5}")
# Some write '3.0'.
_ROW_NUMBER = re.compile(r"\s*\d{1,12}(?:\.0*)?\s*", re.ASCII)
_PLACE = re.compile(r"([A-Za-z]{1,9})(\d{1,12})")


class SheetXml(NamedTuple):
    """The XML of a worksheet with what its cells need alone; and with what else is looked at alone, b"" for nothing."""

    cells: bytes
    beside: bytes


def cut_sheet(part: str, sheet: str, xml: bytes) -> SheetXml:
    """Return what is read of a worksheet's XML; the bytes of the cells stay as they are.

    Raise PartAtFaultError for what is no sound XML, for a cell beyond the last that Excel has, and for cells that are
    there in several versions, one of which a program is to choose.
    """
    try:
        return _Scan(xml).cut()
    except (expat.ExpatError, ValueError) as fault:
        why = str(fault) if isinstance(fault, _NotThatError) else "is no sound XML"
        raise PartAtFaultError(part, why, sheet) from fault


class _NotThatError(ValueError):
    """What is wrong with the sheet, to complete 'the part …'."""


class _Scan:
    """A run through the XML that notes where each thing right below its root begins."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        self._depth = self._row = self._column = 0
        self._begun: list[tuple[str, int]] = []
        self._in_data = self._is_kept = False
        self._end_of_root = len(xml)
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = _refuse_own_words

    def cut(self) -> SheetXml:
        """Return the XML without what is not kept; raise ExpatError or ValueError if it cannot be read so."""
        self._parser.Parse(self._xml, True)
        if not self._begun:
            return SheetXml(self._xml, b"")
        has_more = any(name in _BESIDE for name, _ in self._begun)
        return SheetXml(self._with(_KEPT), self._with(_BESIDE) if has_more else b"")

    def _with(self, names: Set[str]) -> bytes:
        """Return the XML with these alone of what stands right below its root."""
        # Each ends where the next begins.
        ends = [*(start for _, start in self._begun[1:]), self._end_of_root]
        kept = (self._xml[start:end] for (name, start), end in zip(self._begun, ends, strict=True) if name in names)
        return b"".join((self._xml[: self._begun[0][1]], *kept, self._xml[self._end_of_root :]))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 2:
            self._begun.append((name, self._parser.CurrentByteIndex))
            self._in_data, self._is_kept = name == _DATA, name in _KEPT
            if self._in_data and [each for each, _ in self._begun].count(_DATA) > 1:
                raise _NotThatError("holds its cells twice")
        elif self._in_data and self._depth == 4 and name == _CELL:
            self._see_cell(attributes)
        elif self._in_data and self._depth == 3 and name == _ROW:
            self._see_row(attributes)
        elif (name in (_ROW, _CELL) and self._is_kept) or (name == _ALTERNATIVES and self._in_data):
            raise _NotThatError("holds cells in several versions, for different programs")

    def _end(self, _name: str) -> None:
        if self._depth == 1:
            self._end_of_root = self._parser.CurrentByteIndex
        self._depth -= 1

    def _see_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        if number and _ROW_NUMBER.fullmatch(number) is None:
            raise _NotThatError(f"holds a row '{number[:20]}', which is no number")
        self._row = int(float(number)) if number else self._row + 1
        self._column = 0

    def _see_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        if not place:
            self._column += 1
            if self._column > MOST_COLUMNS or self._row > MOST_ROWS:
                raise _NotThatError(f"holds a cell in row {self._row}, column {self._column}; {_LAST}")
            return
        match = _PLACE.fullmatch(place)
        if match is None:
            raise _NotThatError(f"holds a cell '{place[:20]}', which is no place in a sheet")
        if _PLAINLY_WITHIN.fullmatch(place) is None and (
            _column(match[1]) > MOST_COLUMNS or not 1 <= int(match[2]) <= MOST_ROWS
        ):
            raise _NotThatError(f"holds the cell {place}; {_LAST}")
        self._column = _column(match[1])


_LAST = "the last cell that a sheet has in Excel is XFD1048576"


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _refuse_own_words(*_: object) -> None:
    raise _NotThatError(OWN_WORDS)
