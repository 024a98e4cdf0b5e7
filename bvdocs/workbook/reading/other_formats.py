"""Files that are no Excel workbook, though their names or their kind may say so: called what they are."""

from bvdocs.workbook.reading.package_parts import PackageParts

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


def other_package(parts: PackageParts) -> str:
    """Return what a zip file that is no Excel workbook is, to complete '… is'."""
    mimetype = parts.by_name.get("mimetype") or b""
    for begins, kind in _BY_MIMETYPE.items():
        if mimetype.startswith(begins):
            return kind
    return next((kind for part, kind in _BY_PART.items() if part in parts), _NOT_A_WORKBOOK)
