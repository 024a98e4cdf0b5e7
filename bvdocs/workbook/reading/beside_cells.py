"""What stands beside the cells of a sheet and openpyxl does not read as it should: newer conditional formats, headers.

Excel writes the former where a condition looks at another sheet; programs of before 2010 do not see them.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from defusedxml.ElementTree import fromstring
from openpyxl.formatting.formatting import ConditionalFormatting
from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.cell_range import MultiCellRange

from bvdocs.workbook.reading.mending import mended, name_of, takes

_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_HEADERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
# What begins a part of a header, left, in the middle or right; and what else is no word: fonts, sizes, page numbers.
_PARTS = re.compile(r"(?<!&)(?:&&)*&[LCR]")
_CODES = re.compile(r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d+|[A-Za-z])')


def take_beside(worksheet: Any, xml: bytes) -> None:
    """Give the worksheet its newer conditional formats, and the words of its page headers and footers.

    `xml` is that of the sheet without its cells, b"" for nothing. Formats go to the others. The words of a header stand
    in its middle, whatever their place.
    """
    if not xml:
        return
    root = fromstring(xml, forbid_dtd=True)
    for each in root.iter(f"{_X14}conditionalFormatting"):
        areas = each.find(f"{_XM}sqref")
        if areas is not None and takes(lambda found: MultiCellRange(found.text), areas):
            rules = [Rule("expression", dxf=look) for look in _looks(each)]
            listed = worksheet.conditional_formatting._cf_rules
            listed.setdefault(ConditionalFormatting(areas.text or ""), []).extend(rules)
    for header in root.iterfind("{*}headerFooter/*"):
        if name_of(header) in _HEADERS:
            getattr(worksheet, name_of(header)).center.text = _words(header.text or "")


def words_of_headers(worksheet: Any) -> list[str]:
    """Return the words of the worksheet's page headers and footers, line by line."""
    texts = (getattr(worksheet, name).center.text or "" for name in _HEADERS)
    return list(dict.fromkeys(line for text in texts for line in text.splitlines()))


def _looks(format_of_areas: Element) -> list[Any]:
    """Return the looks that a conditional format may give, as far as openpyxl takes them."""
    found = []
    made: Any = DifferentialStyle.from_tree
    for rule in format_of_areas.iter(f"{_X14}cfRule"):
        for look in rule.findall(f"{_X14}dxf"):
            # What is left out, Excel does not have either.
            list(mended(rule, look, made, plain=""))
        found += [made(look) for look in rule.findall(f"{_X14}dxf")]
    return found


def _words(coded: str) -> str:
    lines = (line for part in _PARTS.split(unescape(coded)) for line in _CODES.sub("", part).splitlines())
    return "\n".join(filter(None, (" ".join(line.replace("&&", "&").split()) for line in lines)))
