"""The copy of the workbook with what is taken: cells, rows, a comment on each, and the sheet of all that came in."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bvdocs.commands.collecting.moving_rows import MovingRows
from bvdocs.core.columns import Kind
from bvdocs.core.english import in_words
from bvdocs.core.errors import OutputError
from bvdocs.core.ongoing import Ongoing
from bvdocs.core.places import CellRef
from bvdocs.core.rich_text import RichText
from bvdocs.core.values import Value
from bvdocs.returns.edits import CellEdit, NewRow, RemovedRow
from bvdocs.returns.held_values import HeldRow, are_alike, kind_of, without_links
from bvdocs.returns.three_ways import State, Verdict
from bvdocs.workbook.reading.merged_areas import Place
from bvdocs.workbook.writing.cell_names import name_of, place_of
from bvdocs.workbook.writing.cell_writer import WorkbookWriter
from bvdocs.workbook.writing.sheet_writer import SheetWriter
from bvdocs.workbook.writing.table_sheet import TableCell

CAME_IN = "What came in"
_LATER = "Type it into the workbook, and collect the rest again."
Rows = Mapping[str, Sequence[HeldRow]]
# Returns the headings and the rows of the sheet of all that came in.
MakeTable = Callable[[Sequence[Verdict]], tuple[Sequence[str], Sequence[Sequence[str | TableCell]]]]


@dataclass(frozen=True, slots=True)
class Copied:
    """The copy's file, what became of each change, with its cell in the copy, and what its owner should know.

    `expected` are the values of each sheet's rows, by their numbers in the copy.
    """

    file: bytes
    verdicts: tuple[Verdict, ...]
    remarks: tuple[str, ...]
    expected: Mapping[str, Mapping[int, Mapping[str, Value]]]


def make_copy(content: bytes, rows: Rows, verdicts: Sequence[Verdict], table: MakeTable) -> Copied:
    """Return a copy of the workbook with this content, of which these are the rows, with what is taken done.

    Raise OutputError if a sheet cannot be written to, PartAtFaultError for a part of the file that cannot be had.
    """
    writer = WorkbookWriter(content)
    remarks = _let_rows_move(writer, verdicts)
    # What is of no sheet that the workbook has was taken by nobody.
    done = [each for each in verdicts if each.sheet not in rows]
    expected: dict[str, Mapping[int, Mapping[str, Value]]] = {}
    for name, of_sheet in rows.items():
        own = [each for each in verdicts if each.sheet == name]
        if any(each.state is State.TAKEN for each in own):
            sheet = writer.sheet(name)
            if sheet is None:
                raise OutputError(f"The workbook has no sheet '{name}' that can be written to.")
            changes = _SheetChanges(sheet, of_sheet)
            done += changes.make(own)
            expected[name] = changes.expected
        else:
            done += own
            expected[name] = {each.number: each.values for each in of_sheet}
    writer.add_table_sheet(CAME_IN, *table(done))
    return Copied(writer.file(), tuple(done), (*remarks, *writer.remarks()), expected)


def _let_rows_move(writer: WorkbookWriter, verdicts: Sequence[Verdict]) -> list[str]:
    """Have the sheets of what came in before keep no row where it is, if rows come in or go; return what to tell."""
    if not any(each.state is State.TAKEN and not isinstance(each.edit, CellEdit) for each in verdicts):
        return []
    earlier = [each for each in writer.parts if re.fullmatch(rf"{CAME_IN}( \(\d+\))?", each)]
    for title in earlier:
        writer.take_links_off(title)
    return [
        f"The sheet '{title}' of an earlier time names cells as they were then: rows came in or went since, and its"
        " links are taken off."
        for title in earlier
    ]


class _SheetChanges:
    """The changes of one sheet: `expected` are the values of its rows, by their numbers, once they are made."""

    def __init__(self, sheet: SheetWriter, rows: Sequence[HeldRow]) -> None:
        self._sheet, self._rows = sheet, rows
        self._moving = MovingRows(each.number for each in rows)
        self._values = {each.number: dict(each.values) for each in rows}

    @property
    def expected(self) -> Mapping[int, Mapping[str, Value]]:
        """Return the values of the rows as they are to be."""
        return {self._moving[row]: values for row, values in self._values.items()}

    def make(self, verdicts: Sequence[Verdict]) -> list[Verdict]:
        """Make the changes that are taken: first in cells, then rows that come in, then those that go."""
        verdicts = self._without_fixed(verdicts)
        for each in verdicts:
            if each.state is State.TAKEN and isinstance(each.edit, CellEdit):
                self._change(each, each.edit)
        verdicts = [
            self._add(each, each.edit) if each.state is State.TAKEN and isinstance(each.edit, NewRow) else each
            for each in verdicts
        ]
        for each in verdicts:
            if each.state is State.TAKEN and isinstance(each.edit, RemovedRow):
                self._remove(each.row)
        return [replace(each, cell=self._cell_now(each)) for each in verdicts]

    def _without_fixed(self, verdicts: Sequence[Verdict]) -> list[Verdict]:
        """Return the changes, with those not taken whose cells cannot be changed."""
        places = {id(each): self._places(each) for each in verdicts if each.state is State.TAKEN}
        fixed = self._sheet.fixed(place for own in places.values() for place in own)
        found = []
        for each in verdicts:
            why = next((fixed[place] for place in places.get(id(each), ()) if place in fixed), "")
            if not why and id(each) in places and isinstance(each.edit, NewRow) and not self._rows:
                why = "is for a sheet that has no row yet"
            if why:
                each = replace(each, state=State.NOT_TAKEN, why=f"it {why}", instead=_LATER)
            found.append(each)
        return found

    def _places(self, verdict: Verdict) -> list[Place]:
        if isinstance(verdict.edit, RemovedRow):
            row = next((each for each in self._rows if each.number == verdict.row), None)
            return [place_of(cell.cell) for cell in row.cells.values()] if row else []
        return [place_of(verdict.cell.cell)] if verdict.cell and isinstance(verdict.edit, CellEdit) else []

    def _change(self, verdict: Verdict, edit: CellEdit) -> None:
        if verdict.cell is None:
            raise AssertionError(f"{edit.cell} was taken, and has no cell")
        place = place_of(verdict.cell.cell)
        _put(self._sheet, verdict.sheet, place, edit.column, edit.now)
        was = verdict.from_words
        self._mark(place, verdict, f"It was: {was}" if was else "It was blank.")
        self._values[verdict.row][edit.column] = _as_proved(edit.now)

    def _add(self, verdict: Verdict, edit: NewRow) -> Verdict:
        """Put a new row in behind its row, and behind those that came in there before; return it with its cell."""
        after = self._moving[verdict.row] if verdict.row else self._rows[0].number - 1
        while self._moving.is_new(after + 1):
            after += 1
        letters = {name: cell.cell.rstrip("0123456789") for name, cell in self._rows[0].cells.items()}
        last = self._sheet.last_typed
        number = self._sheet.add_row(after)
        row = self._moving.come_in(number, others_move=number <= last)
        values = {name: value for name, value in edit.values.items() if name in letters}
        for name, value in values.items():
            _put(self._sheet, verdict.sheet, place_of(f"{letters[name]}{number}"), name, value)
        self._values[row] = {name: _as_proved(value) for name, value in values.items()}
        cell = CellRef(verdict.sheet, f"{letters[next(iter(values))]}{number}")
        self._mark(place_of(cell.cell), verdict, "A new row.")
        return replace(verdict, row=row, cell=cell)

    def _remove(self, row: int) -> None:
        others_move = self._sheet.remove_row(self._moving[row])
        del self._values[row]
        self._moving.go(row, others_move=others_move)

    def _cell_now(self, verdict: Verdict) -> CellRef | None:
        """Return the cell of a change in the copy; None of a row that is gone."""
        if verdict.cell is None or (isinstance(verdict.edit, RemovedRow) and verdict.state is State.TAKEN):
            return None
        row, column = place_of(verdict.cell.cell)
        of = verdict.row if verdict.state is State.TAKEN and isinstance(verdict.edit, NewRow) else row
        return CellRef(verdict.sheet, name_of((self._moving[of], column)))

    def _mark(self, place: Place, verdict: Verdict, was: str) -> None:
        by = f"{verdict.who} ({verdict.files})" if verdict.who else verdict.files
        self._sheet.comment(place, verdict.who or verdict.files, f"{was}\n{by}")


def _put(sheet: SheetWriter, name: str, place: Place, column: str, value: Value) -> None:
    """Write a value into a cell of a column of the sheet of this name, as it is typed there."""
    kind = kind_of(name, column)
    if isinstance(value, float) and kind is not Kind.PERCENT:
        sheet.put_number(place, value)
    elif isinstance(value, Ongoing):
        sheet.put_text(place, in_words(value))
    else:
        sheet.put(place, value)


def _as_proved(value: Value) -> Value:
    """Return what a cell that was changed is to hold, without its links.

    Of an address that not everybody can open, or that a mail filter made, the reader makes another or none, and tells.
    """
    return without_links(value) if isinstance(value, RichText) else value


def is_as_expected(sheet: str, expected: Mapping[int, Mapping[str, Value]], held: Sequence[HeldRow]) -> bool:
    """Say whether the rows of a sheet hold what they should, but for cells that cannot be read, which is found."""
    rows = {each.number: each for each in held}
    return all(_row_is_as_expected(sheet, expected.get(number, {}), rows.get(number)) for number in {*expected, *rows})


def _row_is_as_expected(sheet: str, expected: Mapping[str, Value], held: HeldRow | None) -> bool:
    values = held.values if held else {}
    return all(
        (held is not None and name in held.unread)
        or are_alike(sheet, name, expected.get(name), values.get(name))
        or are_alike(sheet, name, expected.get(name), _as_proved(values.get(name)))
        for name in {*expected, *values}
    )
