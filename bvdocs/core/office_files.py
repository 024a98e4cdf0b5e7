"""Office files, which are zip files: what one may hold, how its name ends, and the same bytes for the same content."""

import io
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import suppress
from copy import copy
from datetime import date

# A workbook or a template is a few megabytes unpacked at most, in a few hundred parts; this stops a file made to fill
# the memory.
MOST_BYTES_UNPACKED = 200_000_000
MOST_PARTS = 20_000
# How Office packs (ISO/IEC 29500-2, annex B), and no other way.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
# What zipfile raises for a damaged file, or for what no Office program asks of it.
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OSError, NotImplementedError)
# Of a part's entry in the list of all; see PKWARE's APPNOTE.TXT.
_ENTRY_SIGN = b"PK\x01\x02"
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


class UnsoundPackageError(Exception):
    """A file is made as no Office program makes one: `message` completes 'the file …'."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def refuse_unsound(package: bytes) -> None:
    """Raise UnsoundPackageError for a file that is not safe to be read; nothing for one that is damaged, or no zip.

    What has passed may be given to any library: each part is as long as the file says, and all of them are not too
    long. A library believes that, and would unpack all of a part that is longer.
    """
    with suppress(zipfile.BadZipFile):
        unpacked(package)


def unpacked(package: bytes) -> dict[str, bytes | None]:
    """Return what each part of an Office file holds, by its name there; None for one that is damaged.

    Raise UnsoundPackageError for a file that is not safe to be read, BadZipFile for one that is no zip file or whose
    list of parts is damaged.
    """
    # The list of all parts is counted before it is read, which takes a hundred times as long.
    if package.count(_ENTRY_SIGN) > MOST_PARTS:
        raise UnsoundPackageError("has far too many parts")
    try:
        opened = zipfile.ZipFile(io.BytesIO(package))
    except _DAMAGE as fault:
        raise zipfile.BadZipFile(str(fault)) from fault
    with opened:
        parts = opened.infolist()
        _refuse_listed(parts)
        return {part.filename: _content(opened, part) for part in parts}


def _refuse_listed(parts: Sequence[zipfile.ZipInfo]) -> None:
    """Raise UnsoundPackageError if parts are too long, alike or packed otherwise, by what the list says."""
    if sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
        raise UnsoundPackageError("is far too large when it is unpacked")
    names: set[str] = set()
    end = 0
    for part in sorted(parts, key=lambda each: each.header_offset):
        name = same_name(part.filename)
        if name in names and not part.is_dir():
            raise UnsoundPackageError(f"has two parts with one name ('{part.filename}')")
        if part.header_offset < end:
            raise UnsoundPackageError(f"has a part that lies within another ('{part.filename}')")
        if part.flag_bits & _ENCRYPTED:
            raise UnsoundPackageError(f"has a part with a password ('{part.filename}')")
        if part.compress_type not in _METHODS:
            raise UnsoundPackageError(f"has a part that is packed as no Office program does it ('{part.filename}')")
        names.add(name)
        end = part.header_offset + 30 + part.compress_size


def _content(opened: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes | None:
    """Return what a part holds, None if it is damaged; raise UnsoundPackageError if that is more than it says.

    Never more than one byte beyond that is unpacked, where `ZipFile.read` unpacks all that there is.
    """
    # So it does not stop where the part should end.
    endless = copy(part)
    endless.file_size, endless.CRC = sys.maxsize, None  # type: ignore[assignment]
    try:
        with opened.open(endless) as stream:
            content = stream.read(part.file_size + 1)
    except _DAMAGE:
        return None
    if len(content) > part.file_size:
        raise UnsoundPackageError(f"has a part that is longer than it says ('{part.filename}')")
    return content if zlib.crc32(content) == part.CRC else None


def same_name(part: str) -> str:
    """Return what the names of a part have in common for Excel: they count in any case and with either slash."""
    return part.replace("\\", "/").lstrip("/").casefold()


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
