"""Files that are no Excel workbook, though their names or their kind may say so: called what they are."""

import zipfile
from io import BytesIO

_BY_PART = {
    "index/document.iwa": "a spreadsheet or a document of Apple's (.numbers, .pages)",
    "index.zip": "a spreadsheet or a document of Apple's (.numbers, .pages)",
    "xl/workbook.bin": "a binary Excel workbook (.xlsb)",
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
}
_BY_MIMETYPE = {
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet (.ods)",
    b"application/vnd.oasis.opendocument": "an OpenDocument file",
}
_NOT_A_WORKBOOK = "not an Excel workbook"


def other_package(content: bytes) -> str:
    """Return what a zip file that is no Excel workbook is, to complete '… is'."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        names = {name.casefold(): name for name in package.namelist()}
        # The first few bytes, whatever the file says of their number.
        mimetype = package.open("mimetype").read(100) if "mimetype" in names else b""
    for begins, kind in _BY_MIMETYPE.items():
        if mimetype.startswith(begins):
            return kind
    return next((kind for part, kind in _BY_PART.items() if part in names), _NOT_A_WORKBOOK)
