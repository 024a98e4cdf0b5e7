"""What a save has changed: in what is printed, and in what was found."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from html import unescape
from typing import NamedTuple

from bvdocs.commands.preview import Preview, PreviewPage
from bvdocs.core.findings import Finding, Severity, has_errors

_CELL = re.compile(r"(?P<sheet>.*)!(?P<column>[A-Z]+)(?P<row>[0-9]+)")
_HEADING_OR_MARK = re.compile(
    r'<h(?P<level>[1-6])\b(?P<heading>[^>]*>.*?)</h(?P=level)>|data-cell="(?P<cell>[^"]*)"', re.DOTALL
)
_MARK, _TAG, _DIGITS = re.compile('data-cell="([^"]*)"'), re.compile("^[^<>]*>|<[^<>]*>"), re.compile("[0-9]+")
# How much of the words two rows have in common, of all that they have, for one to be the other after a change; and how
# many pairs are compared: beyond it the whole sheet is another.
_LIKE, _MOST_PAIRS = 0.5, 10_000

_Row = tuple[tuple[str, str], ...]


class Change(NamedTuple):
    """What is printed of a cell and was not before, or was printed before and is not now.

    `cell` is where it stands; of what is gone, where it stood. `before` and `after` have the lines that differ, and are
    the same for what has only moved; '' for none. `moved` says from where to where on the page.
    """

    cell: str
    before: str = ""
    after: str = ""
    moved: str = ""

    @property
    def kind(self) -> str:
        """Return in a word or two what became of the words."""
        if self.before == self.after:
            return "moved"
        return "changed" if self.before and self.after else "new" if self.after else "taken away"


def count_changes(changes: Iterable[Change]) -> str:
    """Return such as '2 changed, 1 new, 1 taken away'; '' for none."""
    kinds = [each.kind for each in changes]
    return ", ".join(
        f"{kinds.count(kind)} {kind}" for kind in ("changed", "new", "taken away", "moved") if kind in kinds
    )


class _Under(NamedTuple):
    """The headings that a place of a page is under: what tells them from others, and the words of the nearest."""

    path: tuple[str, ...] = ()
    words: str = ""


def changed_cells(before: Preview | None, now: Preview) -> dict[str, tuple[Change, ...]]:
    """Return what is printed otherwise than before, by the file of each page; of a new page, nothing.

    A row that was put in between moves those below it in the workbook, and changes none of them.
    """
    then = {page.file: page for page in before.pages} if before else {}
    found = {page.file: tuple(_changes(then[page.file], page)) for page in now.pages if page.file in then}
    return {file: changes for file, changes in found.items() if changes}


def pages_gone_and_new(before: Preview | None, now: Preview) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the titles of the pages that are no longer there, and of those that were not there before."""
    if before is None or not now.pages:
        return (), ()
    then, files = {each.file for each in before.pages}, {each.file for each in now.pages}
    gone = tuple(each.title for each in before.pages if each.file not in files)
    return gone, tuple(each.title for each in now.pages if each.file not in then)


def _changes(then: PreviewPage, now: PreviewPage) -> Iterator[Change]:
    if then == now:
        return
    was = _cells_before(then.cells, now.cells)
    moved = _moves(then, now, was)
    rows_told = set()
    for cell, words in now.cells.items():
        before = then.cells[was[cell]] if cell in was else ""
        row = _place(cell)[:2]
        gone, come = _lines_not_in(words, before), _lines_not_in(before, words)
        if gone or come:
            yield Change(cell, gone, come, moved.get(cell, ""))
        elif cell in moved and row not in rows_told:
            yield Change(cell, words, words, moved[cell])
        else:
            continue
        rows_told.add(row)
    still = set(was.values())
    yield from (Change(cell, words) for cell, words in then.cells.items() if cell not in still)


def _lines_not_in(other: str, words: str) -> str:
    """Return the lines of a cell that the other words do not have: each wording that is printed of it is one."""
    known = set(other.split("\n"))
    return "\n".join(line for line in words.split("\n") if line not in known)


def _cells_before(then: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Return for each cell the one that it was before: its row may have another number by now."""
    rows_then, rows_now = _by_row(then), _by_row(now)
    found = {}
    for sheet, rows in rows_now.items():
        for row, row_before in _rows_before(rows_then.get(sheet, {}), rows):
            before = dict.fromkeys(rows_then[sheet][row_before])
            columns = {column for column, _ in before}
            for column, _ in rows[row]:
                if column in columns:
                    found[_name(sheet, column, row)] = _name(sheet, column, row_before)
    return found


def _by_row(cells: Mapping[str, str]) -> dict[str, dict[int, _Row]]:
    """Return the rows of each sheet, from top to bottom: the columns that are printed, with their words."""
    found: dict[str, dict[int, dict[str, str]]] = {}
    for cell, words in cells.items():
        sheet, row, column = _place(cell)
        found.setdefault(sheet, {}).setdefault(row, {})[column] = words
    return {sheet: {row: tuple(sorted(rows[row].items())) for row in sorted(rows)} for sheet, rows in found.items()}


def _place(cell: str) -> tuple[str, int, str]:
    """Return the sheet, the row and the column of a cell."""
    match = _CELL.fullmatch(cell)
    return (match["sheet"], int(match["row"]), match["column"]) if match else (cell, 0, "")


def _name(sheet: str, column: str, row: int) -> str:
    return f"{sheet}!{column}{row}" if column else sheet


def _rows_before(then: Mapping[int, _Row], now: Mapping[int, _Row]) -> Iterator[tuple[int, int]]:
    """Yield each row with the one that it was: each way of finding it has what those before it have left."""
    ways = [_in_order, _with_the_same_words, _the_likest, _with_the_same_number]
    if then.keys() == now.keys():  # no row was put in or taken out, as far as can be seen
        ways.insert(0, _as_it_was)
    left_then, left_now = dict(then), dict(now)
    for way in ways:
        for row, before in way(left_then, left_now):
            if row in left_now and before in left_then:
                del left_now[row], left_then[before]
                yield row, before


def _as_it_was(then: Mapping[int, _Row], now: Mapping[int, _Row]) -> list[tuple[int, int]]:
    return [(row, row) for row, words in now.items() if then.get(row) == words]


def _in_order(then: Mapping[int, _Row], now: Mapping[int, _Row]) -> list[tuple[int, int]]:
    numbers_then, numbers_now = list(then), list(now)
    matcher = SequenceMatcher(None, list(then.values()), list(now.values()), autojunk=False)
    return [
        (numbers_now[second + offset], numbers_then[first + offset])
        for first, second, length in matcher.get_matching_blocks()
        for offset in range(length)
    ]


def _with_the_same_words(then: Mapping[int, _Row], now: Mapping[int, _Row]) -> list[tuple[int, int]]:
    return [(row, each) for row, words in now.items() for each, before in then.items() if before == words]


def _the_likest(then: Mapping[int, _Row], now: Mapping[int, _Row]) -> list[tuple[int, int]]:
    if len(then) * len(now) > _MOST_PAIRS:
        return []
    likeness = [(_likeness(before, words), row, each) for row, words in now.items() for each, before in then.items()]
    return [(row, each) for like, row, each in sorted(likeness, reverse=True) if like >= _LIKE]


def _with_the_same_number(then: Mapping[int, _Row], now: Mapping[int, _Row]) -> list[tuple[int, int]]:
    return [(row, row) for row in now if row in then]


def _likeness(one: _Row, other: _Row) -> float:
    """Return how much of their words two rows have in common: 0 for nothing, 1 for all."""
    first, second = ({(column, word) for column, words in row for word in words.split()} for row in (one, other))
    return len(first & second) / (len(first | second) or 1)


def _moves(then: PreviewPage, now: PreviewPage, was: Mapping[str, str]) -> dict[str, str]:
    """Return where the cells have gone that are printed elsewhere on the page than before, in words."""
    under_then = _headings(then.html, {before: cell for cell, before in was.items()})
    under_now = _headings(now.html, {})
    order_then = {before: place for place, before in enumerate(then.cells)}
    order = [order_then[was[cell]] for cell in now.cells if cell in was]
    in_order = {
        order[second + offset]
        for _, second, length in SequenceMatcher(None, sorted(order), order, autojunk=False).get_matching_blocks()
        for offset in range(length)
    }
    found = {}
    for cell, before in was.items():
        old, new = under_then.get(before, _Under()), under_now.get(cell, _Under())
        if old.path and new.path and old.path != new.path:
            elsewhere = old.words != new.words
            found[cell] = f"from '{old.words}' to '{new.words}'" if elsewhere else "to another part of the document"
        elif order_then[before] not in in_order:
            found[cell] = "to another place"
    return found


def _headings(html: str, names: Mapping[str, str]) -> dict[str, _Under]:
    """Return the headings above the first place of each cell; what headings print of a cell may be in other words.

    `names` are the names of the cells that are to be taken for theirs.
    """
    found: dict[str, _Under] = {}
    above: dict[int, tuple[str, str]] = {}
    under = _Under()
    for each in _HEADING_OR_MARK.finditer(html):
        if each["cell"] is not None:
            found.setdefault(unescape(each["cell"]), under)
            continue
        level, words = int(each["level"]), " ".join(unescape(_TAG.sub("", each["heading"])).split())
        cells = [unescape(cell) for cell in _MARK.findall(each["heading"])]
        known = " ".join(names.get(cell, cell) for cell in cells) or _DIGITS.sub("", words)
        above = {higher: heading for higher, heading in above.items() if higher < level} | {level: (known, words)}
        under = _Under(tuple(name for name, _ in above.values()), words)
    return found


def new_findings(known: Iterable[Finding], now: Iterable[Finding]) -> frozenset[Finding]:
    """Return the findings that are not among those known.

    Notes are nothing to mend, and no page shows them unasked: none is new. One of the same rule at the same cell is the
    one that was there, in other words; one that says the same of another cell of its sheet has moved with its row.
    """
    before, found = _to_mend(known), _to_mend(now)
    left, come = before - found, found - before
    for same in (_without_cell, _without_words):
        places: dict[tuple[str, ...], list[Finding]] = {}
        for each in left:
            places.setdefault(same(each), []).append(each)
        for each in tuple(come):
            if was := places.get(same(each)):
                left.remove(was.pop())
                come.remove(each)
    return frozenset(come)


def known_after(known: frozenset[Finding], now: Preview) -> frozenset[Finding]:
    """Return the findings that are no news from now on: after an error, which hides others, some come back."""
    is_all_looked_for = not has_errors(now.findings) and now.fault is None
    return frozenset(now.findings) | (frozenset() if is_all_looked_for else known)


def number_to_mend(findings: Iterable[Finding]) -> int:
    """Return how many findings are errors and warnings."""
    return len(_to_mend(findings))


def _to_mend(findings: Iterable[Finding]) -> set[Finding]:
    return {each for each in findings if each.severity is not Severity.NOTE}


def _without_cell(finding: Finding) -> tuple[str, str, str, str]:
    return finding.code, finding.sheet, finding.message, finding.text


def _without_words(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.sheet, finding.cell
