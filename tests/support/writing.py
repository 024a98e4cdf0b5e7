"""What tests of the writer of cells ask of a workbook's file: its parts, its cells, and whether it is sound."""

import io
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Collection
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from bvdocs.workbook.writing.cell_writer import SheetWriter, WorkbookWriter


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a file, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """The parts that are not the same bytes in both files, or in one alone."""
    old, new = parts_of(before), parts_of(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def sheet_of(writer: WorkbookWriter, name: str) -> SheetWriter:
    """A sheet that is there."""
    sheet = writer.sheet(name)
    assert sheet is not None
    return sheet


def opened(content: bytes) -> Workbook:
    """The workbook as openpyxl reads it, which warns of what it does not know."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)


def values_of(sheet: Worksheet) -> list[tuple[object, ...]]:
    """The values of the rows of a sheet, without blank ones at the end."""
    rows: list[tuple[object, ...]] = list(sheet.iter_rows(values_only=True))
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def audited(content: bytes) -> list[str]:
    """What a port of the Open XML SDK's rules finds in a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "audited.xlsx"
        path.write_bytes(content)
        found = [str(each) for each in OpenXmlValidator().validate(path).errors]
    # It is an advice, and true of the workbooks of these tests themselves.
    return [each for each in found if "inline-string cell(s)" not in each]


def new_faults(before: bytes, after: bytes) -> Collection[str]:
    """What is found in a file that is not found in what it was made from."""
    return set(audited(after)) - set(audited(before))


def written(write: Callable[[Path], Path]) -> bytes:
    """What the file holds that a function writes into a folder."""
    with tempfile.TemporaryDirectory() as folder:
        return write(Path(folder)).read_bytes()
