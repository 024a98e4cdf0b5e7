"""What kind of file came back, by what it holds: whatever its name is, a program may have given it another."""

import zipfile
from enum import Enum, auto
from typing import NamedTuple

from bvdocs.core.office_files import UnsoundPackageError, same_name, unpacked
from bvdocs.returns.mail import is_mail

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The names of streams in such a file, as it has them ([MS-CFB], 2.6.1).
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OUTLOOK = "__properties_version1.0".encode("utf-16-le")
_OLD_WORD = "WordDocument".encode("utf-16-le")
_OLD_EXCEL = "Workbook".encode("utf-16-le")


class Kind(Enum):
    """What reads a file; a RECORD is no answer, but says what was asked in a round."""

    WORKBOOK = auto()
    WORD = auto()
    MAIL = auto()
    RECORD = auto()
    OTHER = auto()


class FileKind(NamedTuple):
    """The kind of a file; of one that nothing reads, why, to complete 'it …', and what to do."""

    kind: Kind
    why: str = ""
    instead: str = ""


def _other(why: str, instead: str) -> FileKind:
    return FileKind(Kind.OTHER, why, instead)


_SEND_AGAIN = "Ask whoever sent it for it again."
_BY_PART = {
    "xl/workbook.bin": _other(
        "is a binary Excel workbook (.xlsb)", "Open it in Excel and save it as 'Excel Workbook (.xlsx)'."
    ),
    "word/document.xml": FileKind(Kind.WORD),
    "xl/workbook.xml": FileKind(Kind.WORKBOOK),
    "ppt/presentation.xml": _other("is a PowerPoint presentation", "Type what it says into the workbook."),
}
_BY_TYPE = {
    b"wordprocessingml.document.main": FileKind(Kind.WORD),
    b"spreadsheetml.sheet.main": FileKind(Kind.WORKBOOK),
}
_BY_MIMETYPE = {
    b"application/vnd.oasis.opendocument.spreadsheet": _other(
        "is an OpenDocument spreadsheet (.ods)",
        "Open it in LibreOffice and save it as 'Excel 2007-365 (.xlsx)'.",
    ),
    b"application/vnd.oasis.opendocument.text": _other(
        "is an OpenDocument text (.odt)", "Open it in LibreOffice and save it as 'Word 2007-365 (.docx)'."
    ),
}
_BY_STREAM = {
    _ENCRYPTED: _other(
        "has a password, or a sensitivity label that encrypts it",
        "Open it in Excel or Word, take the password off (File, Info, Protect), save it, and collect again.",
    ),
    _OUTLOOK: _other(
        "is an Outlook message (.msg), which is not opened",
        "Open it in Outlook and save its attachment, or the message as '.eml'.",
    ),
    _OLD_WORD: _other("is an old Word file (.doc)", "Open it in Word and save it as '.docx'."),
    _OLD_EXCEL: _other("is an old Excel file (.xls)", "Open it in Excel and save it as '.xlsx'."),
}
_BY_BEGINNING = {
    # Transport Neutral Encapsulation Format ([MS-OXTNEF], 2.1.3.3).
    b"\x78\x9f\x3e\x22": _other(
        "is the file in which Outlook hides attachments from other programs (winmail.dat)",
        "Ask whoever sent it to send it again as plain text or HTML, or open the e-mail in Outlook and save what is"
        " attached.",
    ),
    b"%PDF-": _other("is a PDF, out of which nothing is read", "Ask for the Excel or Word file that it was made from."),
    b"{\\rtf": _other("is a rich text file (.rtf)", "Open it in Word and save it as '.docx'."),
}
# How `asked.json` begins.
_SAYS_ASKED, _BEGINNING = b'"bvdocs asked', 200
_NONE_OF_OURS = _other(
    "is neither an update sheet, nor a Word document, nor an e-mail",
    "Type what it says into the workbook, or leave it out.",
)


def kind_of_file(content: bytes) -> FileKind:
    """Return what a file is."""
    if not content:
        return _other("is empty", _SEND_AGAIN)
    if content.startswith(_OLE_MAGIC):
        return next((kind for stream, kind in _BY_STREAM.items() if stream in content), _NONE_OF_OURS)
    if content.startswith(b"PK"):
        return _kind_of_package(content)
    for begins, kind in _BY_BEGINNING.items():
        if content.startswith(begins):
            return kind
    if content.lstrip().startswith(b"{") and _SAYS_ASKED in content[:_BEGINNING]:
        return FileKind(Kind.RECORD)
    return FileKind(Kind.MAIL) if is_mail(content) else _NONE_OF_OURS


def _kind_of_package(content: bytes) -> FileKind:
    try:
        parts = unpacked(content)
    except UnsoundPackageError as fault:
        return _other(f"{fault.message}, so it is not opened", _SEND_AGAIN)
    except zipfile.BadZipFile:
        return _other("is cut off or damaged", _SEND_AGAIN)
    mimetype = parts.get("mimetype") or b""
    for begins, kind in _BY_MIMETYPE.items():
        if mimetype.startswith(begins):
            return kind
    names = set(map(same_name, parts))
    if found := next((kind for part, kind in _BY_PART.items() if part in names), None):
        return found
    if "[content_types].xml" in names:
        # The main part may have any name; what it is stands in the list of types.
        types = next(content or b"" for name, content in parts.items() if same_name(name) == "[content_types].xml")
        return next((kind for word, kind in _BY_TYPE.items() if word in types), _NONE_OF_OURS)
    return _other("is a zip file, which is not opened", "Unpack it, and name the folder with its files.")
