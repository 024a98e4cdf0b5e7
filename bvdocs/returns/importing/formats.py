"""Which kind of file one is, by what it holds; and one sentence for each that cannot be read, with what to do."""

import zipfile
from pathlib import Path

from bvdocs.core.errors import WorkbookUnreadableError
from bvdocs.core.office_files import UnsoundPackageError
from bvdocs.returns.importing.pieces import Block
from bvdocs.returns.importing.read_spreadsheet import read_spreadsheet
from bvdocs.returns.importing.read_text import read_text
from bvdocs.returns.importing.read_word import read_word
from bvdocs.workbook.reading.other_formats import other_package
from bvdocs.workbook.reading.package_parts import PackageParts, PartAtFaultError

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD = "WordDocument".encode("utf-16-le")
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_SAVE_AS = (
    "Open it in the program that it is of, and save it as a Word document (.docx), an Excel workbook (.xlsx) or a text."
)
# How a file begins that is none of the three, and what it is.
_OTHERS = (
    (b"%PDF", "a PDF", "Import the Word document that it was made from; or open it in Word, which makes one of it."),
    (b"{\\rtf", "a document in RTF", _SAVE_AS),
    (b"\x89PNG", "a picture", "Import the document that it was made from."),
    (b"\xff\xd8\xff", "a picture", "Import the document that it was made from."),
)
_OTHER_ENDINGS = {
    ".csv": ("a table in text (.csv)", "Open it in Excel, and save it as 'Excel Workbook (.xlsx)'."),
    ".html": ("a web page", _SAVE_AS),
    ".htm": ("a web page", _SAVE_AS),
    ".xml": ("XML", _SAVE_AS),
    ".json": ("JSON", "A map is named with --map."),
    ".eml": ("an e-mail", "Save its attachment, and import that."),
}


def read_source(path: Path, content: bytes) -> tuple[Block, ...]:
    """Return what the file at `path`, which holds this content, has in it.

    Raise WorkbookUnreadableError, with what to do, for one that cannot be read.
    """
    _refuse_others(path, content)
    if not content.startswith(b"PK"):
        return read_text(path, content)
    try:
        parts = PackageParts(content)
        main = parts.main_part() if "[Content_Types].xml" in parts else ""
        if main.startswith("word/") or (main and b"wordprocessingml" in parts.read(main).replace(b"\0", b"")):
            return _read_word(path, parts, main)
    except UnsoundPackageError as fault:
        raise WorkbookUnreadableError(f"{path} {fault.message}, so it is not opened.", _SAVE_AS) from fault
    except (zipfile.BadZipFile, PartAtFaultError, KeyError) as fault:
        told = f": the part {fault.part} {fault.why}" if isinstance(fault, PartAtFaultError) else ""
        raise WorkbookUnreadableError(
            f"{path} is cut off or damaged{told}.", "Copy or download it again, or go back to an earlier copy."
        ) from fault
    kind = other_package(parts)
    if "xl/workbook.xml" not in parts and "spreadsheet" not in main and not main.startswith("xl/"):
        called = kind if "Excel workbook" not in kind else "no Word document, no Excel workbook and no text"
        raise WorkbookUnreadableError(f"{path} is {called}.", _SAVE_AS)
    return read_spreadsheet(path, content)


def _read_word(path: Path, parts: PackageParts, main: str) -> tuple[Block, ...]:
    """Return what a Word document holds; raise WorkbookUnreadableError for one whose words have other names."""
    if _STRICT in parts.read(main):
        raise WorkbookUnreadableError(
            f"{path} is saved as 'Strict Open XML', which cannot be read.",
            "Open it in Word and save it as 'Word Document (.docx)'.",
        )
    return read_word(path, parts)


def _refuse_others(path: Path, content: bytes) -> None:
    """Raise WorkbookUnreadableError for a file that is none of the three by its first bytes or its name."""
    if not content.strip():
        raise WorkbookUnreadableError(f"{path} is empty.", "Go back to an earlier copy of it.")
    if content.startswith(_OLD_OFFICE):
        if _ENCRYPTED in content:
            raise WorkbookUnreadableError(
                f"{path} is encrypted, by a password or by its sensitivity label.",
                "Open it, take the password off (File, Info, Protect), or give it a label that does not encrypt; then"
                " save it.",
            )
        called, new = ("Word document (.doc)", ".docx") if _OLD_WORD in content else ("Excel file (.xls)", ".xlsx")
        raise WorkbookUnreadableError(f"{path} is an old {called}.", f"Open it, and save it as {new}.")
    for begins, called, hint in _OTHERS:
        if content.startswith(begins):
            raise WorkbookUnreadableError(f"{path} is {called}.", hint)
    if not content.startswith(b"PK") and path.suffix.lower() in _OTHER_ENDINGS:
        called, hint = _OTHER_ENDINGS[path.suffix.lower()]
        raise WorkbookUnreadableError(f"{path} is {called}.", hint)
