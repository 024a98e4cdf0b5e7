"""What the parts of a workbook hold, counted before anything is made of it: a small file can hold millions of tags.

The limits are Excel's own where it has some (https://support.microsoft.com, 'Excel specifications and limits'), and
beyond what any assessment holds where it has none.
"""

from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from bvdocs.core.errors import WorkbookUnreadableError
from bvdocs.core.office_files import same_name
from bvdocs.workbook.reading.package_parts import PackageParts, PartAtFaultError

# A part with fewer tags is not counted further.
_FEW_TAGS = 1_000
# In bytes: without a tag's end or another tag. A cell's text has 32,767 letters, up to 8 bytes each.
_LONGEST_STRETCH = 2_000_000
_DEEPEST = 256
_CELLS_OF_A_ROW = 16_384
_MOST = 65_536
# What holds what cells hold, by the tag's name, and any tag that is not named here.
_MOST_OF_TAG = {
    "row": (1_048_576, "rows"),
    "c": (10_000_000, "cells"),
    "si": (1_000_000, "texts"),
    **dict.fromkeys(("v", "f", "is", "t", "r", "rPr"), (2000000, "values")),
    # Cells and the styles that have names count theirs apart.
    "xf": (2 * _MOST, "cell formats"),
    **{
        tag: (_MOST, f"{what}s")
        for tag, what in {
            "font": "font",
            "fill": "fill",
            "border": "border",
            "numFmt": "number format",
            "dxf": "conditional look",
            "mergeCell": "merged area",
            "hyperlink": "link",
            "cfRule": "conditional format",
            "comment": "comment",
            "conditionalFormatting": "conditional format",
            "dataValidation": "drop-down",
            "definedName": "name",
            "Relationship": "relation",
            "Override": "part",
            "col": "column entry",
            "brk": "page break",
        }.items()
    },
    "cellStyle": (_MOST, "named styles"),
    "sheet": (1_000, "sheets"),
}
_ANY_TAG = (10_000_000, "tags")
# Parts of other programs' own, which are not read.
_NOT_READ = "customXml/"


class _TooMuchError(Exception):
    """What a part holds too much of: 'more than 65,536 fonts'."""


class _Limit(NamedTuple):
    """The most that there may be of a tag in a part, and what it is called."""

    most: int
    what: str
    is_cell: bool
    is_row: bool


def refuse_far_too_large(path: Path, parts: PackageParts) -> None:
    """Raise WorkbookUnreadableError, which names the part, if one of the workbook holds more than any assessment does.

    Whoever needs a part that is damaged says so.
    """
    for name, part in parts.by_name.items():
        try:
            _count(b"" if part is None or name.startswith(_NOT_READ) else part)
        except _TooMuchError as fault:
            raise WorkbookUnreadableError(
                f"{path} is far too large for an assessment workbook: {_called(name, parts)} holds {fault}.",
                "Copy what belongs to the assessment into a new workbook, made with `bvdocs new`.",
            ) from fault


def _called(part: str, parts: PackageParts) -> str:
    """Return what a part of the workbook is called: "the sheet 'Actions'", or its own name."""
    try:
        titles = {same_name(each.held_by.target): each.title for each in parts.sheets() if each.held_by}
    except PartAtFaultError:
        titles = {}
    title = titles.get(same_name(part))
    return f"its part {part}" if title is None else f"the sheet '{title}'"


def _count(part: bytes) -> None:
    """Raise _TooMuchError if the part, if it is one of XML, holds too much of anything."""
    if part[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        _measure_stretches(part)
        if part.count(b"<") > _FEW_TAGS:
            _count_tags(part)


def _measure_stretches(part: bytes) -> None:
    """Raise _TooMuchError if too much stands between a tag and the next: a parser reads it again for each block."""
    start = 0
    while start + _LONGEST_STRETCH < len(part):
        start = part.rfind(b"<", start + 1, start + _LONGEST_STRETCH)
        if start < 0:
            raise _TooMuchError(f"more than {_LONGEST_STRETCH:,} letters in one place")


def _count_tags(part: bytes) -> None:
    """Raise _TooMuchError if the part has too many tags, or too deep in each other; leave what is no XML to others."""
    counted: dict[str, int] = {}
    limits: dict[str, _Limit] = {}
    depth = cells = 0

    def start(name: str, _attributes: object) -> None:
        nonlocal depth, cells
        depth += 1
        counted[name] = number = counted.get(name, 0) + 1
        limit = limits[name] if name in limits else limits.setdefault(name, _limit_of(name))
        cells = 0 if limit.is_row else cells + limit.is_cell
        if number > limit.most:
            raise _TooMuchError(f"more than {limit.most:,} {limit.what}")
        if depth > _DEEPEST:
            raise _TooMuchError(f"more than {_DEEPEST} tags within each other")
        if cells > _CELLS_OF_A_ROW:
            raise _TooMuchError(f"more than {_CELLS_OF_A_ROW:,} cells in a row")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        return


def _limit_of(name: str) -> _Limit:
    """Return the limit of a tag, whatever the prefix of its namespace."""
    local = name.rpartition(":")[2]
    return _Limit(*_MOST_OF_TAG.get(local, _ANY_TAG), local == "c", local == "row")
