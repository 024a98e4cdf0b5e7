"""A workbook's cells as openpyxl has them, whatever else is in the file."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import NamedTuple

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.workbook import Workbook

from bvdocs.workbook.reading import watched_parts  # noqa: F401 - it takes the place of parts of openpyxl
from bvdocs.workbook.reading.beside_cells import take_beside
from bvdocs.workbook.reading.mended_parts import mend
from bvdocs.workbook.reading.package_parts import PackageParts, PartAtFaultError
from bvdocs.workbook.reading.plain_package import (
    STRINGS,
    STYLES,
    PassedOver,
    PlainPackage,
    comments_name,
    plain_package,
    sheet_name,
)
from bvdocs.workbook.reading.used_cells import CellAtFaultError, load_workbook


class LoadedCells(NamedTuple):
    """The cells' cached values, and the package that they were read from."""

    book: Workbook
    package: PlainPackage


def load_cells(parts: PackageParts, *, for_a_copy: bool = False, every_sheet: bool = False) -> LoadedCells:
    """Load the cells of the workbook with these parts; with `every_sheet`, those of the council's own sheets too.

    `for_a_copy` they are loaded with their formulas, and of every sheet that can be had. Raise PartAtFaultError, which
    names the part, if they cannot be had.
    """
    plain = plain_package(parts, every_sheet=for_a_copy or every_sheet)
    with silence():
        try:
            book = _load(plain.packed(), for_a_copy)
        except Exception:
            # openpyxl meets what it does not know with whatever its descriptors happen to raise.
            mend(plain)
            book = _load_mended(plain, for_a_copy)
    if for_a_copy:
        for number, sheet in enumerate(plain.sheets, 1):
            if sheet_name(number) not in plain.parts:
                del book[sheet.title]
    else:
        with silence():
            for number, xml in plain.beside.items():
                take_beside(book.worksheets[number - 1], xml)
    return LoadedCells(book, plain)


@contextmanager
def silence() -> Iterator[None]:
    """Keep whatever a library prints or warns of from the program's own output."""
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


def _load(package: bytes, with_formulas: bool = False) -> Workbook:
    book = load_workbook(io.BytesIO(package), data_only=not with_formulas, rich_text=True)
    # Otherwise it would come to light only where a cell is asked for its look.
    for style in book._cell_styles:  # type: ignore[attr-defined]
        book._fonts[style.fontId], book._fills[style.fillId]  # type: ignore[attr-defined]
    return book


def _load_mended(plain: PlainPackage, with_formulas: bool) -> Workbook:
    try:
        return _load(plain.packed(), with_formulas)
    except Exception as fault:
        part, sheet = _part_at_fault(plain, with_formulas)
        own_name = plain.own_names.get(part, part)
        if part in plain.needed:
            raise PartAtFaultError(own_name, _why(fault), sheet) from fault
        del plain.parts[part]
        plain.passed_over.append(PassedOver(own_name, _why(fault), sheet))
        return _load_mended(plain, with_formulas)


def _part_at_fault(plain: PlainPackage, with_formulas: bool) -> tuple[str, str]:
    """Return the part that stops openpyxl, with its sheet: the first with which it stops, after what is read before."""
    tried: dict[str, bytes] = {}
    of_sheets = [
        (name, sheet.title)
        for number, sheet in enumerate(plain.sheets, 1)
        for name in (sheet_name(number), comments_name(number))
    ]
    for name, sheet in ((STYLES, ""), (STRINGS, ""), *of_sheets):
        if name in plain.parts:
            tried[name] = plain.parts[name]
            try:
                _load(plain.packed(tried), with_formulas)
            except Exception:
                return name, sheet
            if sheet:
                del tried[name]
    return STRINGS, ""


def _why(fault: Exception) -> str:
    """Return what openpyxl says, to complete 'the part …'; its first line alone is about the file."""
    for each in (fault, fault.__cause__):
        if isinstance(each, CellAtFaultError):
            return str(each)
    cause = fault.__cause__ or fault
    said = " ".join(str(cause).splitlines()[:1])[:120].strip().rstrip(".")
    return f"holds what is not understood ({said or type(cause).__name__})"
