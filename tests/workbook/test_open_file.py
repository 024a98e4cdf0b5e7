"""What cannot be opened at all, and what is said about it; and that reading changes nothing."""

import zipfile
from pathlib import Path

import pytest

from bvdocs.core import office_files
from bvdocs.core.errors import WorkbookUnreadableError
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.package_edits import add_related, holding, read_package, rewrite_part, write_package
from tests.support.workbooks import Book

OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ENCRYPTED = OLE_HEADER + "EncryptedPackage".encode("utf-16-le")
MAIN_PART = "xl/workbook.xml"
FIRST_SHEET = "xl/worksheets/sheet1.xml"
TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="/{}"/></Relationships>'
)
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def refusal(path: Path) -> str:
    """Return why the file at `path` is not read, once it is named and what to do is said."""
    with pytest.raises(WorkbookUnreadableError) as caught:
        read_workbook(path)
    assert path.name in caught.value.message
    assert caught.value.hint.endswith(".")
    return caught.value.message


def is_refused(path: Path, content: bytes) -> bool:
    path.write_bytes(content)
    return bool(refusal(path))


def compressed_part_starts(content: Path, part: str) -> int:
    """Return where in the file the compressed bytes of a part begin."""
    with zipfile.ZipFile(content) as opened:
        header = opened.getinfo(part).header_offset
    raw = content.read_bytes()
    return header + 30 + sum(int.from_bytes(raw[header + at : header + at + 2], "little") for at in (26, 28))


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "assessment.xlsx")


def test_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_a_file_that_may_not_be_read_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = Book().write(tmp_path)
    monkeypatch.setattr(Path, "read_bytes", locked)
    assert "cannot be opened: Permission denied" in refusal(path)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("old.xls", OLE_HEADER, "old Excel file (.xls)"),
        ("old.xlsx", OLE_HEADER, "old Excel file (.xls)"),
        ("locked.xlsx", ENCRYPTED, "encrypted, by a password or by its sensitivity label"),
        ("rows.csv", b"Code,Theme\nL001,1\n", "text file (.csv)"),
        ("ROWS.CSV", b"Code,Theme\nL001,1\n", "text file (.csv)"),
        ("rows.xlsx", b"Code,Theme\nL001,1\n", "not an Excel workbook"),
        ("page.xlsx", b"<html><body>Sign in</body></html>", "not an Excel workbook"),
        ("nothing.xlsx", b"", "is empty"),
        ("start.xlsx", b"PK\x03\x04", "cut off or damaged"),
    ],
)
def test_what_is_no_workbook_is_named_by_its_content(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert says in refusal(path)


def test_a_zip_file_that_holds_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.xlsx"
    write_package(path, {"letter/document.xml": b"<document/>"})
    assert "not an Excel workbook" in refusal(path)


@pytest.mark.parametrize(
    ("part", "content", "says"),
    [
        ("word/document.xml", b"<document/>", "a Word document"),
        ("ppt/presentation.xml", b"<presentation/>", "a PowerPoint presentation"),
        ("xl/workbook.bin", b"\x83", "a binary Excel workbook (.xlsb)"),
        ("Index/Document.iwa", b"\x00", "of Apple's (.numbers"),
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet (.ods)"),
        ("mimetype", b"application/vnd.oasis.opendocument.text", "an OpenDocument file"),
    ],
)
@pytest.mark.parametrize("is_named_as_main", [True, False])
def test_another_kind_of_file_is_called_what_it_is(
    tmp_path: Path, part: str, content: bytes, says: str, is_named_as_main: bool
) -> None:
    parts = {part: content}
    if is_named_as_main:
        parts["_rels/.rels"] = RELATIONS.format("officeDocument", part).encode()
    assert says in refusal(write_package(tmp_path / "renamed.xlsx", parts))


def test_strict_open_xml_is_named(tmp_path: Path) -> None:
    path = rewrite_part(Book().write(tmp_path), MAIN_PART, TRANSITIONAL, STRICT)
    assert "'Strict Open XML'" in refusal(path)


def test_a_workbook_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    path = Book().write(tmp_path)
    whole = path.read_bytes()
    lengths = [*range(0, len(whole), len(whole) // 60), *range(len(whole) - 24, len(whole))]
    assert all(is_refused(path, whole[:length]) for length in lengths)


def test_a_part_for_a_zip_file_of_another_age_is_refused(tmp_path: Path) -> None:
    path = Book().write(tmp_path)
    listed, first, parts = path.read_bytes().partition(b"PK\x01\x02")
    path.write_bytes(listed + first + parts[:2] + b"\xff\x00" + parts[4:])
    assert "cut off or damaged" in refusal(path)


@pytest.mark.parametrize("part", [MAIN_PART, FIRST_SHEET, "xl/styles.xml"])
def test_a_part_with_damaged_bytes_is_refused(tmp_path: Path, part: str) -> None:
    path = Book().write(tmp_path)
    start = compressed_part_starts(path, part)
    whole = path.read_bytes()
    assert is_refused(path, whole[:start] + b"\xff" * 16 + whole[start + 16 :])


@pytest.mark.parametrize(
    ("part", "end"),
    [
        (MAIN_PART, "</workbook>"),
        (FIRST_SHEET, "</sheetData>"),
        ("xl/_rels/workbook.xml.rels", "</Relationships>"),
        ("xl/styles.xml", "</styleSheet>"),
    ],
)
def test_a_part_with_broken_xml_is_named(tmp_path: Path, part: str, end: str) -> None:
    said = refusal(rewrite_part(Book().write(tmp_path), part, end, ""))
    assert part in said
    assert "no sound XML" in said


@pytest.mark.parametrize("part", [FIRST_SHEET, "xl/styles.xml"])
def test_a_part_that_is_needed_and_missing_is_named(tmp_path: Path, part: str) -> None:
    path = Book().write(tmp_path)
    parts = read_package(path)
    del parts[part]
    write_package(path, parts)
    said = refusal(path)
    assert part in said
    assert "is missing" in said
    assert ("the sheet 'Report'" in said) == (part == FIRST_SHEET)


@pytest.mark.parametrize("declared", ["<!DOCTYPE root [<!ENTITY a 'aaaaaaaa'>]>", "<!DOCTYPE root>"])
@pytest.mark.parametrize(
    ("part", "root"),
    [
        (FIRST_SHEET, "<worksheet "),
        (MAIN_PART, "<workbook "),
        ("xl/styles.xml", "<styleSheet "),
        ("xl/_rels/workbook.xml.rels", "<Relationships "),
    ],
)
def test_xml_that_declares_words_of_its_own_is_refused(tmp_path: Path, part: str, root: str, declared: str) -> None:
    said = refusal(rewrite_part(Book().write(tmp_path), part, root, declared + root))
    assert part in said
    assert "words of its own" in said


def test_texts_that_declare_words_of_their_own_are_refused(tmp_path: Path) -> None:
    path = add_related(Book().write(tmp_path), MAIN_PART, "sharedStrings", "xl/texts.xml", b"<!DOCTYPE sst><sst/>")
    assert "the part xl/texts.xml of the file defines words of its own" in refusal(path)


def test_a_file_that_would_fill_the_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_files, "MOST_BYTES_UNPACKED", 1000)
    assert "far too large" in refusal(Book().write(tmp_path))


@pytest.mark.parametrize("name", ["assessment", "assessment.xlsm", "assessment.csv", "Übersicht 2025.XLSX"])
def test_a_workbook_is_read_whatever_its_file_is_called(tmp_path: Path, name: str) -> None:
    assert len(read_workbook(Book().write(tmp_path, name)).assessment.criteria) == 3


@pytest.mark.parametrize("book", [Book(), holding({"Criteria!A2": None, "Criteria!D3": "Purple"})])
def test_reading_leaves_the_workbook_as_it_was(tmp_path: Path, book: Book) -> None:
    path = book.write(tmp_path)
    before, changed = path.read_bytes(), path.stat().st_mtime_ns
    read_workbook(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, changed)
    assert list(tmp_path.iterdir()) == [path]
