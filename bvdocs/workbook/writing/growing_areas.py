"""The areas that drop-downs, conditional formats, filters and tables are for, which grow with the rows of a sheet."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.utils.cell import column_index_from_string

from bvdocs.workbook.writing.sheet_rows import SheetRows

# Return from where to where an area reaches that reached from a row to another.
Move = Callable[[int, int], tuple[int, int]]
# Where an element says for which cells it is.
_SAID = re.compile(rb"""(\s(?:sqref|ref)\s*=\s*["']|<(?:\w+:)?sqref>)([^"'<]*)""")
_AREA = re.compile(
    r"(?P<left>\$?[A-Z]{1,3})(?P<mark>\$?)(?P<first>\d{1,7})(?::(?P<right>\$?[A-Z]{1,3})\$?(?P<last>\d{1,7}))?"
)
# Of what later versions of Excel put into a sheet, that which grows; sparklines, which stand there too, do not.
_LATER_RULES = re.compile(
    rb"<(?P<name>(?:\w+:)?(?:dataValidation|conditionalFormatting))[\s>].*?</(?P=name)>", re.DOTALL
)
_LAST_ROW = 1_048_576


class _Area(NamedTuple):
    """An area of cells, by its columns and rows."""

    left: int
    right: int
    first: int
    last: int


def grow_rules(rows: SheetRows, move: Move) -> None:
    """Have the drop-downs, the conditional formats and the filter of a sheet take in what `move` says.

    A drop-down ends before another's cells begin: no cell may have two.
    """
    validations = [*rows.below.named("dataValidations"), *rows.below.named("extLst")]
    there = [area for group in validations for area in _areas_of_validations(group)]
    areas = [_Area(area.left, area.right, *move(area.first, area.last)) for area in there]
    rows.below.exchange_each("autoFilter", lambda xml: with_grown_areas(xml, move))
    rows.below.exchange_each("conditionalFormatting", lambda xml: with_grown_areas(xml, move))
    rows.below.exchange_each("dataValidations", lambda xml: with_grown_areas(xml, move, areas))
    rows.below.exchange_each("extLst", lambda xml: _LATER_RULES.sub(lambda rule: _grown_rule(rule, move, areas), xml))


def with_grown_areas(xml: bytes, move: Move, apart: list[_Area] | None = None) -> bytes:
    """Return some XML in which each area is moved so, and ends before the next of those that are apart begins."""
    return _SAID.sub(lambda said: said[1] + grown_areas(said[2].decode(), move, apart).encode(), xml)


def grown_areas(text: str, move: Move, apart: list[_Area] | None = None) -> str:
    """Return areas, as in 'A2:N20 P4', as they are once they are moved."""

    def grown(match: re.Match[str]) -> str:
        area = _area(match)
        first, last = move(area.first, area.last)
        if first == area.first:
            last = max(area.last, min(last, _free_to(area, apart or [])))
        if (first, last) == (area.first, area.last):
            return match[0]
        start = f"{match['left']}{match['mark']}{first}"
        return start if first == last else f"{start}:{match['right'] or match['left']}{match['mark']}{last}"

    return _AREA.sub(grown, text)


def _grown_rule(rule: re.Match[bytes], move: Move, areas: list[_Area]) -> bytes:
    is_validation = rule["name"].endswith(b"dataValidation")
    return with_grown_areas(rule[0], move, areas if is_validation else None)


def _free_to(area: _Area, others: list[_Area]) -> int:
    """Return the last row to which the columns of an area belong to none of the others below it."""
    below = (
        each.first - 1
        for each in others
        if each.first > area.last and each.left <= area.right and each.right >= area.left
    )
    return min(below, default=_LAST_ROW)


def _areas_of_validations(xml: bytes) -> Iterator[_Area]:
    is_later = xml.lstrip(b"<").split(b" ")[0].split(b">")[0].endswith(b"extLst")
    rules = (each[0] for each in _LATER_RULES.finditer(xml) if each["name"].endswith(b"dataValidation"))
    for part in rules if is_later else (xml,):
        for said in _SAID.finditer(part):
            yield from map(_area, _AREA.finditer(said[2].decode()))


def _area(match: re.Match[str]) -> _Area:
    left = column_index_from_string(match["left"].strip("$"))
    right = column_index_from_string((match["right"] or match["left"]).strip("$"))
    first = int(match["first"])
    return _Area(left, right, first, int(match["last"] or first))
