"""What came back, compared three ways: as the workbook was when it was asked or printed, as it came back, as it is now.

What nobody else changed is taken. What the workbook already says is said. What was changed on both sides, or by two
people differently, is a conflict, of which neither is taken.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from bvdocs.core.english import listed
from bvdocs.core.hashing import hash_of
from bvdocs.core.model import Assessment
from bvdocs.core.places import CellRef
from bvdocs.core.quoting import normal, quoted
from bvdocs.core.values import Value
from bvdocs.returns.edits import CellEdit, Edit, NewRow, RemovedRow, Returned
from bvdocs.returns.held_values import are_alike, name_in, row_of, rows_held, value_words
from bvdocs.returns.then_and_now import ThenAndNow

# Of the hash that names a change: enough to tell all that ever come back apart.
_LETTERS_OF_KEY = 16
_LEFT = "whoever looked at it left it"
_ADD_IT = "If it is wanted after all, type it into the copy."


class State(StrEnum):
    """What became of a change that came back."""

    TAKEN = "taken"
    ALREADY = "already so"
    CONFLICT = "conflict"
    NOT_TAKEN = "not taken"


class CameBack(NamedTuple):
    """What came back in a file, and what the workbook said when the file was made from it."""

    returned: Returned
    then: Assessment


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a change that one file, or several files alike, ask for.

    `sheet` and `row` are those of the workbook as it is now; of a new row that of the row that it is to follow, 0 for
    none. `subject` is what the row is called. `was` is what the workbook holds now. `why` completes 'It was not taken:
    …', and `instead` says what to do.
    """

    state: State
    edit: Edit
    by: tuple[Returned, ...]
    sheet: str
    row: int = 0
    subject: str = ""
    cell: CellRef | None = None
    was: Value = None
    why: str = ""
    instead: str = ""

    @property
    def who(self) -> str:
        """Return who asks for it: each once."""
        return ", ".join(dict.fromkeys(each.who for each in self.by if each.who))

    @property
    def files(self) -> str:
        """Return the files in which it stands."""
        return ", ".join(dict.fromkeys(each.file for each in self.by))

    @property
    def key(self) -> str:
        """Return what names it among all that came back: as long as the workbook and the files say the same."""
        return hash_of(repr((self.edit, self.from_words, self.who, self.files)).encode())[:_LETTERS_OF_KEY]

    @property
    def column(self) -> str:
        """Return the column that it is about; of a row as a whole ''."""
        return self.edit.column if isinstance(self.edit, CellEdit) else ""

    @property
    def from_words(self) -> str:
        """Return in words what the workbook holds now; '' for nothing."""
        return value_words(self.sheet, self.column, self.was)

    @property
    def to(self) -> str:
        """Return in words what the cell, or the new row, is to hold; '' for nothing."""
        match self.edit:
            case CellEdit(now=value):
                return value_words(self.sheet, self.column, value)
            case NewRow(values=values):
                return "; ".join(
                    f"{name}: {value_words(self.sheet, name, each)}" for name, each in values.items() if each
                )
        return ""


def compare_three_ways(now: Assessment, came: Sequence[CameBack]) -> tuple[Verdict, ...]:
    """Return what becomes of each change that came back, in the order of the workbook's sheets and rows.

    `now` is what the workbook says, read without errors.
    """
    rows = rows_held(now)
    sides: dict[int, ThenAndNow] = {}
    wishes: list[Verdict] = []
    for each in came:
        if id(each.then) not in sides:
            sides[id(each.then)] = ThenAndNow(each.then, now, rows)
        wishes += (_alone(edit, each.returned, sides[id(each.then)]) for edit in each.returned.edits)
    order = {name: place for place, name in enumerate(rows)}
    merged = _merged(wishes)
    return tuple(sorted(_together(merged), key=lambda each: (order.get(each.sheet, len(order)), each.row)))


def only_taken(verdicts: Sequence[Verdict], keys: Collection[str]) -> tuple[Verdict, ...]:
    """Return the changes with those left that could be taken, and whose key is not among these."""
    return tuple(
        replace(each, state=State.NOT_TAKEN, why=_LEFT, instead=_ADD_IT)
        if each.state is State.TAKEN and each.key not in keys
        else each
        for each in verdicts
    )


def _alone(edit: Edit, returned: Returned, side: ThenAndNow) -> Verdict:
    """Return what becomes of a change if nobody else asks for anything."""
    match edit:
        case CellEdit():
            return _of_cell(edit, returned, side)
        case NewRow():
            return _of_new_row(edit, returned, side)
    return _of_removed_row(edit, returned, side)


def _of_cell(edit: CellEdit, returned: Returned, side: ThenAndNow) -> Verdict:
    sheet, number = edit.cell.sheet, row_of(edit.cell)
    row = side.row_now(sheet, number)
    if row is None:
        then = side.row_then(sheet, number)
        name = then.name if then else ""
        why = f"the row that was {number} then is no longer in the workbook, or says something else under its name"
        return Verdict(State.CONFLICT, edit, (returned,), sheet, subject=name, why=why, instead=_DECIDE)
    if edit.column not in row.cells:
        without = Verdict(State.NOT_TAKEN, edit, (returned,), sheet, row.number, row.name)
        return _left_out(without, [edit.column])
    held, cell = row.values.get(edit.column), row.cells[edit.column]
    verdict = Verdict(State.TAKEN, edit, (returned,), sheet, row.number, row.name, cell, held)
    if are_alike(sheet, edit.column, held, edit.now):
        return replace(verdict, state=State.ALREADY)
    if are_alike(sheet, edit.column, held, edit.was):
        return verdict
    why = f"the workbook was changed since: it had {_said(edit, edit.was)}, and has {_said(edit, held)}"
    return replace(verdict, state=State.CONFLICT, why=why, instead=_DECIDE)


def _of_new_row(edit: NewRow, returned: Returned, side: ThenAndNow) -> Verdict:
    after, name = side.last_before(edit.sheet, edit.after), name_in(edit.values)
    verdict = Verdict(State.TAKEN, edit, (returned,), edit.sheet, after, name)
    same = next((row for row in side.new.get(edit.sheet, []) if row.holds(edit.values)), None)
    if same:
        return replace(verdict, state=State.ALREADY, row=same.number)
    namesake = next((row for row in side.new.get(edit.sheet, []) if name and normal(row.name) == normal(name)), None)
    if namesake:
        why = f"row {namesake.number} of the sheet {edit.sheet} has that name by now, and says something else"
        return replace(verdict, state=State.CONFLICT, row=namesake.number, why=why, instead=_DECIDE)
    left_out = side.left_out(edit.sheet, (column for column, value in edit.values.items() if value is not None))
    return _left_out(verdict, left_out) if left_out else verdict


def _left_out(verdict: Verdict, columns: Sequence[str]) -> Verdict:
    """Return a change of these columns, which the workbook has no more, as not taken."""
    names = f"{'column' if len(columns) == 1 else 'columns'} {listed([quoted(each) for each in columns])}"
    why = f"the sheet {verdict.sheet} has no {names}"
    instead = f"Add the {names} to the sheet {verdict.sheet}, and collect again."
    return replace(verdict, state=State.NOT_TAKEN, why=why, instead=instead)


def _of_removed_row(edit: RemovedRow, returned: Returned, side: ThenAndNow) -> Verdict:
    row, then = side.row_now(edit.sheet, edit.row), side.row_then(edit.sheet, edit.row)
    if row is None or then is None:
        return Verdict(State.ALREADY, edit, (returned,), edit.sheet)
    cell = next(iter(row.cells.values()))
    verdict = Verdict(State.TAKEN, edit, (returned,), edit.sheet, row.number, row.name, cell, edit.words)
    if row.is_alike(then):
        return verdict
    why = "it was to be taken out, but the workbook was changed there since"
    return replace(verdict, state=State.CONFLICT, why=why, instead=_DECIDE)


_DECIDE = "Settle which it is to be, and type that into the copy."


def _merged(wishes: Sequence[Verdict]) -> list[Verdict]:
    """Return the changes with those that several files ask for alike as one."""
    merged: dict[Hashable, list[Verdict]] = {}
    for each in wishes:
        alike = merged.setdefault(_target(each), [])
        at = next((at for at, other in enumerate(alike) if _ask_for_the_same(each, other)), None)
        if at is None:
            alike.append(each)
        else:
            # Who saw the workbook as it is now says it for both.
            first = each if each.state is State.TAKEN else alike[at]
            alike[at] = replace(first, by=(*alike[at].by, *each.by))
    return [each for alike in merged.values() for each in alike]


def _target(verdict: Verdict) -> Hashable:
    """Return what a change is of: the cell, the row, or the words of a new row."""
    match verdict.edit:
        case CellEdit(cell=cell):
            return verdict.cell or ("of then", cell)
        case RemovedRow(row=row):
            return verdict.sheet, verdict.row or ("of then", row)
    return verdict.sheet, "new", verdict.to


def _ask_for_the_same(one: Verdict, other: Verdict) -> bool:
    if isinstance(one.edit, NewRow):
        # In one file, a row that stands there twice is two rows.
        return not {each.file for each in one.by} & {each.file for each in other.by}
    if isinstance(one.edit, CellEdit) and isinstance(other.edit, CellEdit):
        return are_alike(one.sheet, one.edit.column, one.edit.now, other.edit.now)
    return True


def _together(wishes: Sequence[Verdict]) -> Iterator[Verdict]:
    """Yield the changes, with those that contradict each other as conflicts."""
    of_row: defaultdict[Hashable, list[Verdict]] = defaultdict(list)
    for each in wishes:
        if each.state in (State.TAKEN, State.CONFLICT):
            of_row[_whose(each)].append(each)
    for each in wishes:
        against = [other for other in of_row[_whose(each)] if _contradict(each, other)]
        if each.state is State.TAKEN and against:
            yield replace(each, state=State.CONFLICT, why=_against(each, against), instead=_DECIDE)
        else:
            yield each


def _whose(verdict: Verdict) -> Hashable:
    """Return the row that a change is of; of a new row the name that it is to have."""
    if isinstance(verdict.edit, NewRow):
        return verdict.sheet, normal(name_in(verdict.edit.values)) or id(verdict)
    return verdict.sheet, verdict.row


def _contradict(one: Verdict, other: Verdict) -> bool:
    """Say whether two changes of one row exclude each other."""
    if one is other or (not one.row and not isinstance(one.edit, NewRow)):
        return False
    if isinstance(one.edit, CellEdit) and isinstance(other.edit, CellEdit):
        return one.cell == other.cell
    return True


def _against(verdict: Verdict, others: Sequence[Verdict]) -> str:
    """Say who asks for what else: 'Head of People says '40' (people.xlsx)'."""
    told = []
    for each in others:
        match verdict.edit, each.edit:
            case _, RemovedRow():
                what = "takes the row out"
            case RemovedRow(), CellEdit(column=column):
                what = f"changes {column} in it"
            case _:
                what = f"says {quoted(each.to) if each.to else 'nothing'}"
        told.append(f"{each.who or 'somebody else'} {what} ({each.files})")
    return "; ".join(told)


def _said(edit: CellEdit, value: Value) -> str:
    words = value_words(edit.cell.sheet, edit.column, value)
    return quoted(words) if words else "nothing"
