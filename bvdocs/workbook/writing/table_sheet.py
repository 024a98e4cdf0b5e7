"""A sheet that is one table of texts: its headings stay in sight and on each page, its rows are filtered, A4 across."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import quoteattr

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.utils import get_column_letter, quote_sheetname

from bvdocs.workbook.reading.package_parts import MAIN_NS
from bvdocs.workbook.writing.cell_looks import CellLooks, Look
from bvdocs.workbook.writing.cell_names import name_of
from bvdocs.workbook.writing.cell_xml import as_xml, blank_cell, with_text, without_what_no_xml_holds
from bvdocs.workbook.writing.formatting import fitted_height
from bvdocs.workbook.writing.sheet_rows import at_place

_EDGE = "C9D3D7"
_TITLE = Look((("b", ""), ("sz", ' val="14"')), alignment="")
_ABOVE = Look((), alignment='vertical="top"')
_HEADING = Look((("b", ""), ("color", ' rgb="FFFFFFFF"')), "0B3C49", 'vertical="center" wrapText="1"')
_LINKED = (("u", ""), ("color", ' rgb="FF0563C1"'))
# A column's width counts digits; letters are narrower.
_LETTERS_TO_A_DIGIT = 1.1
# Eight columns at the widest can still be read on A4.
_NARROWEST, _WIDEST = 9, 34
# Beside a heading stands the button of the filter.
_BUTTON = 4


# Excel calls a file damaged in which a cell has more than 32,767 units of UTF-16, of which a letter has two at most.
_MOST_LETTERS = 16_000


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of the table: its text, the place in the workbook that it leads to, and its colour, as in 'F9DCD8'."""

    text: str
    link: str = ""
    fill: str = ""


def _that_fit(row: Sequence[TableCell]) -> Iterator[list[TableCell]]:
    """Yield a row, and behind it rows in which texts go on that are too long for a cell."""
    longest = max((len(each.text) for each in row), default=0)
    for start in range(0, max(longest, 1), _MOST_LETTERS):
        yield [
            replace(each, text=each.text[start : start + _MOST_LETTERS], link="" if start else each.link)
            for each in row
        ]


class TableSheet:
    """A table with its headings, its rows, and the lines above it, the first of which is its title."""

    def __init__(
        self, headings: Sequence[str], rows: Sequence[Sequence[str | TableCell]], above: Sequence[str] = (),
        widths: Sequence[float] = (),
    ) -> None:  # fmt: skip
        self._headings, self._above = headings, above
        cells = ([each if isinstance(each, TableCell) else TableCell(each) for each in row] for row in rows)
        self._rows = [part for row in cells for part in _that_fit(row)]
        self._widths = widths or [_width(each, column) for each, column in zip(headings, self._columns(), strict=True)]
        self.heading_row = len(above) + 2 if above else 1

    def names(self, title: str) -> list[tuple[str, str]]:
        """Return the names of cells that Excel keeps for the sheet, under this title, and what they mean."""
        sheet, heading = quote_sheetname(title), self.heading_row
        return [
            ("_xlnm.Print_Titles", f"{sheet}!${heading}:${heading}"),
            ("_xlnm._FilterDatabase", f"{sheet}!$A${heading}:${self._last_column}${self._last_row}"),
        ]

    def xml(self, looks: CellLooks) -> bytes:
        """Return the XML of the sheet, with styles that are added to these."""
        below, heading = self.heading_row + 1, self.heading_row
        cols = "".join(
            f'<col min="{number}" max="{number}" width="{width:g}" customWidth="1"/>'
            for number, width in enumerate(self._widths, 1)
        )
        links = "".join(
            f'<hyperlink ref="{name_of((row, column))}" location={quoteattr(cell.link)}'
            f" display={quoteattr(cell.text)}/>"
            for row, cells in enumerate(self._rows, below)
            for column, cell in enumerate(cells, 1)
            if cell.link
        )
        before = (
            f'<worksheet xmlns="{MAIN_NS}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
            f'<sheetView workbookViewId="0"><pane ySplit="{heading}" topLeftCell="A{below}" activePane="bottomLeft"'
            f' state="frozen"/><selection pane="bottomLeft" activeCell="A{below}" sqref="A{below}"/></sheetView>'
            f'</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{cols}</cols><sheetData>'
        )
        behind = (
            f'</sheetData><autoFilter ref="A{heading}:{self._last_column}{self._last_row}"/>'
            f"{f'<hyperlinks>{links}</hyperlinks>' if links else ''}"
            '<pageMargins left="0.4" right="0.4" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
            "<headerFooter><oddFooter>&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter></worksheet>"
        )
        return b"".join((as_xml(before), *self._rows_xml(looks), as_xml(behind)))

    @property
    def _last_column(self) -> str:
        return get_column_letter(len(self._headings))

    @property
    def _last_row(self) -> int:
        return self.heading_row + len(self._rows)

    def _columns(self) -> Iterator[list[str]]:
        for at in range(len(self._headings)):
            yield [row[at].text for row in self._rows]

    def _rows_xml(self, looks: CellLooks) -> Iterator[bytes]:
        for number, line in enumerate(self._above, 1):
            yield _row(number, [(line, looks.style(_TITLE if number == 1 else _ABOVE))])
        heading = looks.style(_HEADING)
        yield _row(self.heading_row, [(each, heading) for each in self._headings], 24)
        letters = [int(width * _LETTERS_TO_A_DIGIT) for width in self._widths]
        for number, row in enumerate(self._rows, self.heading_row + 1):
            cells = [(each.text, looks.style(_look_of(each))) for each in row]
            # Excel alone would find a row's height itself; it is set for other programs.
            yield _row(number, cells, fitted_height(zip((text for text, _ in cells), letters, strict=True)))


def _look_of(cell: TableCell) -> Look:
    return Look(_LINKED if cell.link else (), cell.fill, edge=_EDGE)


def _width(heading: str, texts: Sequence[str]) -> float:
    """Return the width of a column, in digits, for its heading and its texts."""
    longest = max((len(line) for text in texts for line in text.splitlines()), default=0)
    return min(max(len(heading) + _BUTTON, longest / _LETTERS_TO_A_DIGIT, _NARROWEST), _WIDEST)


def _row(number: int, cells: Sequence[tuple[str, str]], height: int = 0) -> bytes:
    """Return a row of texts, each with the number of its style."""
    own = f' ht="{height}"' if height else ""
    written = b"".join(
        at_place(_cell(without_what_no_xml_holds(text), style), column, number)
        for column, (text, style) in enumerate(cells, 1)
    )
    return f'<row r="{number}"{own}>'.encode() + written + b"</row>"


def _cell(text: str, style: str) -> bytes:
    blank = blank_cell("", style)
    return with_text(blank, text) if text else blank
