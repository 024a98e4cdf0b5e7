"""The tables of a filled Word file: widths of columns that a template repeats, and rows that stay together."""

from itertools import pairwise
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

# Twentieths of a point: what a letter of table text takes at the most, and the space about a word.
_LETTER, _ABOUT = 128, 170
_FIRST_AT_LEAST = 2800
_NEARLY = 40
# In lines.
_TALL = 4


def measure(written: str | None) -> int:
    """Return a measure in twentieths of a point; 0 if it is in another unit or cannot be read, to be left alone."""
    return int(written) if written and written.isascii() and written.isdigit() else 0


def finish_tables(body: Any) -> None:
    """Give each table as many widths as it has columns, and see to it that no page has one row of it alone.

    Its heading, its first two rows and its last two stay together, unless they are so tall that one is no stray;
    nothing holds its last row to what follows.
    """
    for table in body.iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        _fit(table, rows)
        head = sum(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows)
        for row in rows[:head]:
            _keep_with_next(row)
        for row, following in pairwise(rows[head:]):
            is_first_or_last = row is rows[head] or following is rows[-1]
            if is_first_or_last and not (_is_tall(row) or _is_tall(following)):
                _keep_with_next(row)
        for keep in rows[-1].iter(qn("w:keepNext")) if rows else ():
            keep.set(qn("w:val"), "0")


def _is_tall(row: Any) -> bool:
    """Say whether a row has so many lines that it may stand alone: LibreOffice loses rows behind such that are held."""
    lines = (sum(1 for _ in cell.iter(qn("w:p"), qn("w:br"))) for cell in row.findall(qn("w:tc")))
    return max(lines, default=0) > _TALL


def _keep_with_next(row: Any) -> None:
    """Hold every paragraph of a row to the row below it."""
    for paragraph in row.iter(qn("w:p")):
        look = paragraph.find(qn("w:pPr"))
        if look is None:
            look = paragraph.makeelement(qn("w:pPr"))
            paragraph.insert(0, look)
        keep = look.find(qn("w:keepNext"))
        if keep is None:
            keep = look.makeelement(qn("w:keepNext"))
            look.insert(look.find(qn("w:pStyle")) is not None, keep)  # right behind the style, ISO 29500-1, 17.3.1.26
        keep.set(qn("w:val"), "1")


def _fit(table: Any, rows: list[Any]) -> None:
    """Let columns that were repeated share the width of the table, the first column apart.

    A table says how wide it is; one whose cells add up to that has columns as wide as the template's cells. One whose
    measures cannot be read is left alone.
    """
    total = _width(table.find(f"{qn('w:tblPr')}/{qn('w:tblW')}"))
    grid = table.find(qn("w:tblGrid"))
    if not total or not rows or grid is None:
        return
    written = [_width(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")) for cell in rows[0].findall(qn("w:tc"))]
    if not written or not all(written):
        return
    if abs(sum(written) - total) <= _NEARLY:
        _set_grid(grid, written)
        return
    words, heads = _needs(rows, len(written))
    _set_widths(grid, rows, _shared(total, written[0], words, heads))


def _needs(rows: list[Any], columns: int) -> tuple[list[int], list[int]]:
    """Return how wide the longest word of each column is, and its heading on one line, where that is wider."""
    words, heads = [0] * columns, [0] * columns
    for number, row in enumerate(rows):
        for place, cell in enumerate(row.findall(qn("w:tc"))[:columns]):
            text = " ".join("".join(piece.text or "" for piece in cell.iter(qn("w:t"))).split())
            words[place] = max(words[place], *(len(word) for word in text.split(" ")))
            heads[place] = max(heads[place], words[place], 0 if number else len(text))
    return _wide(words), _wide(heads)


def _wide(letters: list[int]) -> list[int]:
    return [each * _LETTER + _ABOUT for each in letters]


def _shared(total: int, first: int, words: list[int], heads: list[int]) -> list[int]:
    """Return widths: the first as the template has it and the rest alike; or each what it needs, if one needs more.

    Headings stand on one line where there is room for all of them; else no word is broken.
    """
    room, rest = total - first, len(words) - 1
    alike = room // max(rest, 1)
    spare = room - sum(heads[1:])
    if max(heads[1:], default=0) > alike and spare >= 0:
        widths = [need + spare // rest for need in heads[1:]]
    elif not rest or max(words[1:]) <= alike:
        widths = [alike] * rest
    else:
        # In a narrow table the first column has half of the width, so that the others have any.
        scale = min(1.0, (total - min(_FIRST_AT_LEAST, total // 2)) / sum(words[1:]))
        widths = [int(need * scale) for need in words[1:]]
    return [total - sum(widths), *widths]


def _set_grid(grid: Any, widths: list[int]) -> None:
    """Write the widths of the columns, if the table has others: of the columns, too, that held tags alone."""
    if [measure(column.get(qn("w:w"))) for column in grid] != widths:
        del grid[:]
        for width in widths:
            etree.SubElement(grid, qn("w:gridCol"), {qn("w:w"): str(width)})


def _set_widths(grid: Any, rows: list[Any], widths: list[int]) -> None:
    _set_grid(grid, widths)
    for row in rows:
        for cell, width in zip(row.findall(qn("w:tc")), widths, strict=False):
            own = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
            if own is not None:
                own.set(qn("w:w"), str(width))


def _width(own: Any) -> int:
    """Return the width that a table or a cell says it has; 0 if it says none."""
    return measure(own.get(qn("w:w"))) if own is not None and own.get(qn("w:type")) == "dxa" else 0
