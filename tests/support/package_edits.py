"""Changes to a small workbook, named by cell; and to the XML inside its file."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook

from bvdocs.core.schema import SHEETS
from tests.support.workbooks import Book

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def holding(cells: Mapping[str, object], formats: Mapping[str, str] | None = None) -> Book:
    """A right workbook but for these cells, such as `{"Criteria!C2": "Vision"}`; a tuple fills its row from there.

    A sheet that a council may add is there if one of them is in it.
    """

    def edit(book: Workbook) -> None:
        for place, value in cells.items():
            sheet, _, cell = place.partition("!")
            first = book[sheet][cell]
            for step, each in enumerate(value if isinstance(value, tuple) else (value,)):
                first.offset(column=step).value = each
        for place, number_format in (formats or {}).items():
            sheet, _, cell = place.partition("!")
            book[sheet][cell].number_format = number_format

    sheets = {place.partition("!")[0] for place in cells}
    return Book(additions={each.addition for each in SHEETS if each.name in sheets}, edit=edit)


def rewrite_part(path: Path, part: str, old: str, new: str) -> Path:
    """Replace `old`, which must be there, by `new` in one part of the file's package."""
    parts = read_package(path)
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    return write_package(path, parts)


def add_related(path: Path, owner: str, kind: str, target: str, content: bytes | None = None) -> Path:
    """Have a part name another, of this kind ('drawing'); the other is added if it has content, else it is missing."""
    parts = read_package(path)
    folder, _, name = owner.rpartition("/")
    listed = f"{folder}/_rels/{name}.rels"
    relations = parts.get(listed, f'<Relationships xmlns="{PACKAGE}"></Relationships>'.encode()).decode()
    added = f'<Relationship Id="rId{len(relations)}" Type="{DOCUMENT}/{kind}" Target="/{target}"/>'
    parts[listed] = relations.replace("</Relationships>", f"{added}</Relationships>").encode()
    if content is not None:
        parts[target] = content
    return write_package(path, parts)


def read_package(path: Path) -> dict[str, bytes]:
    """The parts of a zip file, by name."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def write_package(path: Path, parts: Mapping[str, bytes]) -> Path:
    """Write a zip file of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path
