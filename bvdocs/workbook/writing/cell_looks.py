"""What the styles of a workbook say of its cells: which of them show a day."""

from xml.etree.ElementTree import Element

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from bvdocs.workbook.reading.package_parts import MAIN_NS

# The days in the languages of the East, for which Excel has numbers of its own (ISO/IEC 29500-1, 18.8.30).
_DAYS_ELSEWHERE = (*range(27, 37), *range(50, 59))


def date_styles(styles: Element) -> frozenset[str]:
    """Return the numbers of the styles, as cells name them, that show a number as a day."""
    own = {each.get("numFmtId", ""): each.get("formatCode", "") for each in styles.iter(f"{{{MAIN_NS}}}numFmt")}
    found = set()
    for number, style in enumerate(styles.iterfind(f"{{{MAIN_NS}}}cellXfs/{{{MAIN_NS}}}xf")):
        key = style.get("numFmtId", "0")
        form = own.get(key) or BUILTIN_FORMATS.get(int(key), "")
        if int(key) in _DAYS_ELSEWHERE or is_date_format(form):
            found.add(str(number))
    return frozenset(found)
