"""The cells of any workbook as they are seen, whatever its sheets and columns are called."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.wordml import DRAWING
from bvdocs.workbook.reading.beside_cells import words_of_headers
from bvdocs.workbook.reading.excel_colours import WHITE, Colour, colour_of, theme_colours
from bvdocs.workbook.reading.links import link_of
from bvdocs.workbook.reading.open_file import OpenWorkbook, open_workbook
from bvdocs.workbook.reading.package_parts import PackageParts, PartAtFaultError
from bvdocs.workbook.reading.shown_cells import day_in, shown_in
from bvdocs.workbook.reading.shown_text import AnyCell, take_as_shown
from bvdocs.workbook.reading.used_cells import keeping_blanks
from bvdocs.workbook.reading.whitespace import tidy, tidy_runs

_PER_CENT = "%"
_DRAWN = ("xl/drawings/", "xl/charts/", "xl/diagrams/")


@dataclass(frozen=True, slots=True)
class SeenCell:
    """A cell: its words as it shows them, the day or the number that it holds, and the '#rrggbb' behind them.

    A number that is shown as a percentage is one of 100. `hidden` says what of it is hidden: 'row', 'column' or ''.
    """

    row: int
    column: int
    text: RichText
    value: dt.date | float | None = None
    fill: str = ""
    hidden: str = ""

    @property
    def name(self) -> str:
        """Return its place in its sheet, such as 'C14'."""
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class BesideCells:
    """Words of a sheet that are no cell's value; `why` completes 'It has no place: it …'."""

    where: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class SeenSheet:
    """A sheet: its cells that show something, be it a colour, row by row, and what stands beside them.

    `areas` are its merged cells, each by its first and its last row and column; `is_hidden` says that Excel does not
    show it.
    """

    title: str
    cells: tuple[SeenCell, ...]
    areas: tuple[tuple[int, int, int, int], ...]
    beside: tuple[BesideCells, ...]
    is_hidden: bool = False


def read_every_sheet(path: Path, content: bytes) -> tuple[SeenSheet, ...]:
    """Return every sheet of the workbook at `path`, whose file holds this content.

    Raise WorkbookUnreadableError if it is none.
    """
    with keeping_blanks():
        opened = open_workbook(path, content, every_sheet=True)
    themes = theme_colours(opened.book)
    sheets = tuple(_seen(sheet, opened, themes) for sheet in opened.book.worksheets)
    drawn = tuple(_drawn_words(PackageParts(content)))
    return (*sheets, SeenSheet("", (), (), drawn)) if drawn else sheets


def _seen(sheet: Worksheet, opened: OpenWorkbook, themes: Sequence[Colour]) -> SeenSheet:
    every_cell: list[AnyCell] = [cell for _, cell in sorted(sheet._cells.items())]
    filled = [cell for cell in every_cell if cell.value is not None]
    rows = {cell.row for cell in filled}
    looks = take_as_shown(filled)
    formulas = opened.link_formulas.get(sheet.title, {})
    beside = [BesideCells(place, words, "is struck through") for place, look in looks.items() for words in look.struck]
    beside += [
        BesideCells(cell.coordinate, tidy(cell.comment.text), "is a comment") for cell in every_cell if cell.comment
    ]
    beside += [
        BesideCells(place, "(a formula)", "has never been computed: open the file in Excel, save it and run this again")
        for place in sorted(opened.uncomputed.get(sheet.title, ()))
    ]
    beside += [BesideCells("header or footer", line, "is of the page") for line in words_of_headers(sheet)]
    seen = (
        _cell(cell, formulas.get(cell.coordinate, ""), sheet, themes)
        for cell in every_cell
        if isinstance(cell, Cell) and cell.row in rows
    )
    areas = tuple((area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges)
    is_hidden = sheet.sheet_state != "visible"
    cells = tuple(each for each in seen if each.text or each.fill)
    return SeenSheet(sheet.title, cells, areas, tuple(beside), is_hidden)


def _cell(cell: Cell | MergedCell, formula: str, sheet: Worksheet, themes: Sequence[Colour]) -> SeenCell:
    row, column = int(cell.row or 0), int(cell.column or 0)
    hidden = [
        what
        for what, sizes in (("row", sheet.row_dimensions.get(row)), ("column", _column_sizes(sheet, column)))
        if sizes is not None and sizes.hidden
    ]
    text = _text(cell, link_of(cell, formula))
    return SeenCell(row, column, text, _value(cell, text.plain), _fill(cell, themes), "".join(hidden[:1]))


def _column_sizes(sheet: Worksheet, number: int) -> ColumnDimension | None:
    sizes = sheet.column_dimensions.values()
    return next((each for each in sizes if (each.min or 0) <= number <= (each.max or 0)), None)


def _text(cell: Cell | MergedCell, link: str) -> RichText:
    """Return what a cell shows, with its looks; one that is bold as a whole is not, as headings and tables are."""
    value = cell.value
    if isinstance(value, CellRichText):
        return tidy_runs([_run(part, link) for part in value])
    shown = shown_in(cell).text
    return tidy_runs([Run(shown, link=link)])


def _run(part: TextBlock | str, link: str) -> Run:
    if isinstance(part, TextBlock):
        return Run(part.text, bool(part.font.b), bool(part.font.i), link)
    return Run(str(part), link=link)


def _value(cell: Cell | MergedCell, shown: str) -> dt.date | float | None:
    if day := day_in(cell):
        return day
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value * 100 if shown.endswith(_PER_CENT) else float(value)


def _fill(cell: Cell | MergedCell, themes: Sequence[Colour]) -> str:
    """Return the colour that fills a cell; '' for none, and for white, which is none on paper."""
    fill = cell.fill
    if fill is None or fill.fill_type != "solid":
        return ""
    colour = colour_of(fill.fgColor, themes, WHITE)
    return "" if colour == WHITE else f"#{bytes(colour).hex()}"


def _drawn_words(parts: PackageParts) -> Iterator[BesideCells]:
    """Yield the words of text boxes, shapes and charts, paragraph by paragraph; and that there are pictures."""
    if number := len(parts.pictures()):
        words = "(a picture)" if number == 1 else f"({number} pictures)"
        yield BesideCells("pictures", words, "cannot be read: type what is to be known of it")
    for name in parts.by_name:
        if name.startswith(_DRAWN) and name.endswith(".xml"):
            try:
                paragraphs = list(parts.root(name).iter(f"{DRAWING}p"))
            except PartAtFaultError as fault:
                yield BesideCells(name, "(a drawing)", f"cannot be read: the part {fault.why}")
                continue
            for words in filter(None, map(_words_of_paragraph, paragraphs)):
                yield BesideCells("text box, shape or chart", words, "is drawn over the cells")


def _words_of_paragraph(paragraph: Element) -> str:
    return tidy("".join(each.text or "" for each in paragraph.iter(f"{DRAWING}t")))
