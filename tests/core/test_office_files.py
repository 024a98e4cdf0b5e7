"""Zip files as no Office program makes them, refused before anything is unpacked that could fill the memory."""

import bz2
import io
import struct
import time
import tracemalloc
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from bvdocs.core.errors import WorkbookUnreadableError
from bvdocs.core.office_files import UnsoundPackageError, refuse_unsound
from bvdocs.templating import check_templates
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.package_edits import read_package
from tests.support.project import TEMPLATES
from tests.support.workbooks import Book

MEGABYTE = 1_000_000
PART = "xl/workbook.xml"


class Zip:
    """A zip file written by hand, so that it can lie."""

    def __init__(self) -> None:
        self.body, self.listed, self.number = b"", b"", 0

    def add(self, name: str, packed: bytes, size: int, method: int = 8, flags: int = 0, at: int | None = None) -> None:
        at = len(self.body) if at is None else at
        fields = struct.pack("<HHHHIIIHH", flags, method, 0, 0x21, 0, len(packed), size, len(name), 0)
        if at == len(self.body):
            self.body += b"PK\x03\x04" + struct.pack("<H", 20) + fields + name.encode() + packed
        self.listed += b"PK\x01\x02" + struct.pack("<HH", 20, 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, at)
        self.listed += name.encode()
        self.number += 1

    def whole(self) -> bytes:
        number = min(self.number, 0xFFFF)
        ending = struct.pack("<HHHHIIH", 0, 0, number, number, len(self.listed), len(self.body), 0)
        return self.body + self.listed + b"PK\x05\x06" + ending


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def with_method(method: int, name: str = PART) -> bytes:
    made = Zip()
    made.add(name, bz2.compress(b" " * MEGABYTE), 10, method)
    return made.whole()


def longer_than_it_says(name: str = PART) -> bytes:
    made = Zip()
    made.add(name, deflated(b" " * 300 * MEGABYTE), 1000)
    return made.whole()


def encrypted(name: str = PART) -> bytes:
    made = Zip()
    made.add(name, deflated(b"<workbook/>"), 11, flags=1)
    return made.whole()


def twice(name: str = PART) -> bytes:
    made = Zip()
    made.add(name, deflated(b"<one/>"), 6)
    made.add(name.upper(), deflated(b"<other/>"), 8)
    return made.whole()


def one_within_another(name: str = PART) -> bytes:
    made, packed = Zip(), deflated(b" " * 1000)
    made.add(name, packed, 1000)
    made.add("again.xml", packed, 1000, at=0)
    return made.whole()


def too_large(name: str = PART) -> bytes:
    made = Zip()
    made.add(name, b"", 300 * MEGABYTE)
    return made.whole()


def too_many(name: str = PART) -> bytes:
    made = Zip()
    made.add(name, b"", 0)
    made.listed *= 1_000_000
    made.number = 1_000_000
    return made.whole()


UNSOUND = {
    "bzip2": (with_method(12), "packed as no Office program does it"),
    "lzma": (with_method(14), "packed as no Office program does it"),
    "deflate64": (with_method(9), "packed as no Office program does it"),
    "longer than it says": (longer_than_it_says(), "longer than it says"),
    "encrypted": (encrypted(), "with a password"),
    "twice": (twice(), "two parts with one name"),
    "within another": (one_within_another(), "lies within another"),
    "too large": (too_large(), "far too large"),
    "a million parts": (too_many(), "far too many parts"),
}


@pytest.mark.parametrize(("package", "why"), UNSOUND.values(), ids=UNSOUND)
def test_a_file_as_no_office_program_makes_it_is_refused_at_once(package: bytes, why: str) -> None:
    tracemalloc.start()
    begun = time.process_time()
    with pytest.raises(UnsoundPackageError, match=why):
        refuse_unsound(package)
    seconds, (_, most) = time.process_time() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < 1
    assert most < 20 * MEGABYTE


@pytest.mark.parametrize(("package", "why"), UNSOUND.values(), ids=UNSOUND)
def test_such_a_workbook_is_refused_with_the_reason(package: bytes, why: str, tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(package)
    with pytest.raises(WorkbookUnreadableError, match=rf"book\.xlsx .*{why}"):
        read_workbook(tmp_path / "book.xlsx")


@pytest.mark.parametrize(("package", "why"), UNSOUND.values(), ids=UNSOUND)
def test_such_a_word_template_is_refused_with_the_reason(package: bytes, why: str, tmp_path: Path) -> None:
    (tmp_path / "overview.docx").write_bytes(package)
    of_it = [each for each in check_templates(tmp_path) if each.sheet == "overview.docx"]
    assert [each.code for each in of_it] == ["E417"]
    assert why in of_it[0].message


def test_whatever_a_part_says_is_unpacked_to_that_length_and_no_further() -> None:
    for size in (0, 1, 999, 1000, 1001, 123_456):
        sound = Zip()
        sound.add(PART, deflated(bytes(size)), size)
        refuse_unsound(sound.whole())
        for stated in {0, size - 1, size // 2} & set(range(size)):
            unsound = Zip()
            unsound.add(PART, deflated(bytes(size)), stated)
            with pytest.raises(UnsoundPackageError, match="longer than it says"):
                refuse_unsound(unsound.whole())


def test_a_damaged_part_hides_none_that_is_longer_than_it_says() -> None:
    made = Zip()
    made.add("[Content_Types].xml", deflated(b"<Types/>"), 8)
    made.add(PART, deflated(b" " * MEGABYTE), 1000)
    with pytest.raises(UnsoundPackageError, match="longer than it says"):
        refuse_unsound(made.whole().replace(b"PK\x03\x04", b"PK\xff\xff", 1))


def repacked(parts: Mapping[str, bytes], method: int, *, zip64: bool) -> bytes:
    """The parts as another writer packs them: stored, as a stream of unknown length, with headers for large files."""
    raw = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(raw, "w", method) as package:
        warnings.simplefilter("ignore")
        package.mkdir("xl/")
        for name, content in parts.items():
            with package.open(name, "w", force_zip64=zip64) as stream:
                stream.write(content)
    return raw.getvalue()


@pytest.mark.parametrize("zip64", [False, True])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("before", [b"", b"#!/bin/sh\n"])
def test_a_sound_file_of_any_writer_passes(method: int, zip64: bool, before: bytes, tmp_path: Path) -> None:
    refuse_unsound(before + repacked(read_package(Book().write(tmp_path)), method, zip64=zip64))


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06" + bytes(18), b"a,b\n1,2\n", longer_than_it_says()[:200]])
def test_what_is_damaged_or_no_zip_file_is_for_others_to_tell(content: bytes) -> None:
    refuse_unsound(content)


def test_the_files_that_ship_pass() -> None:
    for path in (*TEMPLATES.glob("*.docx"), *(TEMPLATES.parent / "inputs").glob("*.xlsx")):
        refuse_unsound(path.read_bytes())
