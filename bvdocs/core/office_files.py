"""Office files, which are zip files: how large one may be, how its name ends, the same bytes for the same content."""

import io
import re
import zipfile
from datetime import date

# A workbook or a template is a few megabytes unpacked at most; this stops a file made to fill the memory.
MOST_BYTES_UNPACKED = 200_000_000
# The earliest that a zip file can say.
_ENTRY_TIME = (1980, 1, 1, 0, 0, 0)
# What a workbook is by its own words, beside a plain one: Excel refuses a file whose name ends otherwise.
_ENDINGS = {
    b"ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
    b"spreadsheetml.template.main+xml": ".xltx",
    b"ms-excel.template.macroEnabled.main+xml": ".xltm",
}
WORKBOOK_ENDINGS = (".xlsx", *_ENDINGS.values())
_MOST_BYTES_OF_TYPES = 1_000_000
_PROPERTIES = "docProps/core.xml"
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def workbook_ending(content: bytes) -> str:
    """Return how the name of a workbook's file has to end for Excel, by what it holds; '.xlsx' if it does not say."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            types = package.open("[Content_Types].xml").read(_MOST_BYTES_OF_TYPES)
    except (zipfile.BadZipFile, KeyError):
        return WORKBOOK_ENDINGS[0]
    return next((ending for kind, ending in _ENDINGS.items() if kind in types), WORKBOOK_ENDINGS[0])


def with_fixed_times(package: bytes, day: date | None = None) -> bytes:
    """Return the file with one fixed time on every entry; `day`, if given, is when its properties say it was saved."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if day and name == _PROPERTIES:
                content = _MOMENT.sub(f"{day.isoformat()}T00:00:00Z".encode(), content)
            entry = zipfile.ZipInfo(name, _ENTRY_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return fixed.getvalue()
