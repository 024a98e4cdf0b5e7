"""What a save has changed: in what is printed, and in what was found."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from bvdocs.commands.preview import Preview
from bvdocs.core.findings import Finding, Severity

_CELL = re.compile(r"(.*![A-Z]+)([0-9]+)")


def changed_cells(before: Preview | None, now: Preview) -> dict[str, tuple[str, ...]]:
    """Return the cells whose printed words are others than before, by the file of each page; of a new page, none.

    A row that was put in between moves those below it, and changes none of them.
    """
    then = {page.file: page.cells for page in before.pages} if before else {}
    found = {page.file: tuple(_changed(then[page.file], page.cells)) for page in now.pages if page.file in then}
    return {file: cells for file, cells in found.items() if cells}


def _changed(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    if then == now:
        return
    before = _by_column(then)
    for column, cells in _by_column(now).items():
        if cells == before.get(column):
            yield from (cell for cell in cells if now[cell] != then[cell])
            continue
        words = [now[cell] for cell in cells]
        words_before = [then[cell] for cell in before.get(column, [])]
        for kind, _, _, first, end in SequenceMatcher(None, words_before, words, autojunk=False).get_opcodes():
            if kind in ("replace", "insert"):
                yield from cells[first:end]


def _by_column(cells: Iterable[str]) -> dict[str, list[str]]:
    """Return the cells of each column of each sheet, from top to bottom."""
    columns: dict[str, list[tuple[int, str]]] = {}
    for cell in cells:
        match = _CELL.fullmatch(cell)
        column, row = (match[1], int(match[2])) if match else (cell, 0)
        columns.setdefault(column, []).append((row, cell))
    return {column: [cell for _, cell in sorted(found)] for column, found in columns.items()}


def new_and_mended(before: Iterable[Finding], now: Iterable[Finding]) -> tuple[frozenset[Finding], int]:
    """Return the findings that were not there before, and how many of those before are not there now.

    Notes are nothing to mend, and no page shows them unasked: they count as neither. One that says the same of another
    cell of its sheet has moved with its row.
    """
    known, found = _to_mend(before), _to_mend(now)
    left, come = known - found, found - known
    moved = Counter(map(_without_cell, left))
    new = set()
    for each in come:
        if moved[_without_cell(each)]:
            moved[_without_cell(each)] -= 1
        else:
            new.add(each)
    return frozenset(new), sum(moved.values())


def _to_mend(findings: Iterable[Finding]) -> set[Finding]:
    return {each for each in findings if each.severity is not Severity.NOTE}


def _without_cell(finding: Finding) -> tuple[str, str, str, str]:
    return finding.code, finding.sheet, finding.message, finding.text
