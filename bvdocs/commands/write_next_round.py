"""A workbook with what is to change for the next meeting, and nothing else: a copy, in the bytes of its file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from bvdocs.commands.next_round import Kept, NextRound
from bvdocs.core.added_rows import Evidence
from bvdocs.core.added_sheets import MILESTONES
from bvdocs.core.columns import Sheet
from bvdocs.core.errors import OutputError
from bvdocs.core.model import Assessment
from bvdocs.core.places import CellRef, Source
from bvdocs.core.quoting import normal
from bvdocs.core.schema import ACTIONS
from bvdocs.workbook.reading.merged_areas import Place
from bvdocs.workbook.writing.cell_names import place_of
from bvdocs.workbook.writing.cell_writer import SheetWriter, WorkbookWriter
from bvdocs.workbook.writing.moved_rows import close_up, move_rows, rows_that_stay
from bvdocs.workbook.writing.row_dependents import RowDependents

# The sheets from which rows go, and the sheet that they go to.
_GOING = ((ACTIONS, "Closed"), (MILESTONES, "Closed milestones"))
Row = TypeVar("Row")
# What is noted beside each of some rows, by its heading.
Notes = Sequence[Mapping[str, str]]
# The heading beside a closed action of the meeting that heard of it.
_HEARD = "Last reported"
# And of the evidence that named it.
_NAMED_BY = "Evidence that names it"


class Move(NamedTuple):
    """The rows of a sheet that went to another, by their first cells; `left` completes 'their rows were …'."""

    sheet: str
    rows: tuple[CellRef, ...]
    to: str
    left: str


@dataclass(frozen=True, slots=True)
class Written:
    """The copy's file, what of the plan was done, and what there is to say of how.

    `evidence` are the cells in which evidence names fewer actions.
    """

    file: bytes
    done: NextRound
    moves: tuple[Move, ...] = ()
    evidence: tuple[CellRef, ...] = ()
    remarks: tuple[str, ...] = ()


def write_next_round(content: bytes, before: Assessment, plan: NextRound, heard: str) -> Written:
    """Return a copy of the workbook with this content, which says `before`, with what is planned done.

    `heard` is the meeting that heard of what is closed, in words. Raise OutputError if the date cannot be written,
    PartAtFaultError for a part of the file that cannot be had.
    """
    writer = WorkbookWriter(content)
    remarks: list[str] = []
    _write_meeting(writer, before, plan)
    of_ratings = [(each, each.criterion.source.at("Previous rating")) for each in plan.ratings]
    ratings = tuple(_that_may_be_written(writer, of_ratings, remarks))
    for rating in ratings:
        sheet, place = _at(writer, rating.criterion.source.at("Previous rating"))
        if rating.level:
            sheet.put_text(place, rating.level.name)
        else:
            sheet.clear(place)
    of_updates = [(each, each.source.at("Update")) for each in plan.updates]
    updates = tuple(_that_may_be_written(writer, of_updates, remarks))
    for action in updates:
        sheet, place = _at(writer, action.source.at("Update"))
        sheet.clear(place)
    done = _without_fixed(writer, before, replace(plan, ratings=ratings, updates=updates))
    evidence = _name_less(writer, done.evidence_named_less(before))
    named_by = {
        each.ref: ", ".join(proof.ref for proof in before.evidence if each.ref in proof.actions) for each in done.closed
    }
    rows: dict[str, list[Source]] = {
        ACTIONS.name: [each.source for each in done.closed],
        MILESTONES.name: [each.source for each in done.milestones],
    }
    notes = {
        ACTIONS.name: [{_HEARD: heard, _NAMED_BY: named_by[each.ref]} for each in done.closed],
        MILESTONES.name: [{_HEARD: heard} for _ in done.milestones],
    }
    going = [(each, to) for each, to in _GOING if rows[each.name]]
    moves = [_move(writer, each, rows[each.name], to, notes[each.name]) for each, to in going]
    file = writer.file()
    return Written(file, done, tuple(moves), evidence, (*remarks, *writer.remarks()))


def _write_meeting(writer: WorkbookWriter, before: Assessment, plan: NextRound) -> None:
    where = before.report.cells["Meeting date"][0]
    sheet, place = _at(writer, where)
    if why := sheet.fixed([place]).get(place):
        raise OutputError(f"The meeting's date cannot be written: {where} {why}.", "Take the cells apart in Excel.")
    sheet.put_day(place, plan.meeting)


def _name_less(writer: WorkbookWriter, evidence: Sequence[tuple[Evidence, tuple[str, ...]]]) -> tuple[CellRef, ...]:
    """Have evidence name these actions alone, so that it names none that is not there; return the cells."""
    cells = []
    for each, left in evidence:
        where = each.source.at("Actions")
        sheet, place = _at(writer, where)
        if left:
            sheet.put_text(place, ", ".join(left))
        else:
            sheet.clear(place)
        cells.append(where)
    return tuple(cells)


def _without_fixed(writer: WorkbookWriter, before: Assessment, plan: NextRound) -> NextRound:
    """Return the plan without the actions of which a row, or that of a milestone, cannot be taken out.

    Nor can one that is named by evidence in a cell that cannot be changed.
    """
    reasons: dict[str, str] = {}
    named = {
        ACTIONS: [(each.ref, each.source) for each in plan.closed],
        MILESTONES: [(each.action, each.source) for each in plan.milestones],
    }
    for declared, rows in named.items():
        if rows:
            stay = rows_that_stay(_sheet(writer, declared.name), declared, [source.row for _, source in rows])
            reasons |= {
                normal(ref): f"{stay[source.row]} ({declared.name}, row {source.row})"
                for ref, source in rows
                if source.row in stay
            }
    for proof, _ in plan.evidence_named_less(before):
        sheet, place = _at(writer, proof.source.at("Actions"))
        if why := sheet.fixed([place]).get(place):
            told = f"is named in {proof.source.at('Actions')}, which {why}"
            reasons |= {normal(ref): told for ref in proof.actions}
    return plan.without([Kept(each, reasons[normal(each.ref)]) for each in plan.closed if normal(each.ref) in reasons])


def _move(writer: WorkbookWriter, declared: Sheet, rows: Sequence[Source], to: str, notes: Notes) -> Move:
    """Move rows to their sheet, and close the gaps that they leave, where nothing depends on the rows."""
    sheet = _sheet(writer, declared.name)
    numbers = [each.row for each in rows]
    last = sheet.rows.last_filled()
    why = RowDependents(writer, sheet).why_not_out(min(numbers), last)
    target = move_rows(writer, sheet, declared, numbers, to, notes)
    if not why:
        close_up(sheet, numbers, last)
    left = f"left empty, for the rows below would move away from {why}" if why else "taken out"
    first = declared.columns[0].name
    return Move(declared.name, tuple(each.at(first) for each in rows), target.title, left)


def _that_may_be_written(
    writer: WorkbookWriter, cells: Sequence[tuple[Row, CellRef]], remarks: list[str]
) -> Iterator[Row]:
    """Yield the rows whose cell, all of one sheet, can be changed; remark which stay as they are."""
    if not cells:
        return
    sheet = _sheet(writer, cells[0][1].sheet)
    fixed = sheet.fixed(place_of(where.cell) for _, where in cells)
    for row, where in cells:
        why = fixed.get(place_of(where.cell))
        if why:
            remarks.append(f"{where} stays as it is: it {why}.")
        else:
            yield row


def _at(writer: WorkbookWriter, where: CellRef) -> tuple[SheetWriter, Place]:
    return _sheet(writer, where.sheet), place_of(where.cell)


def _sheet(writer: WorkbookWriter, name: str) -> SheetWriter:
    sheet = writer.sheet(name)
    if sheet is None:
        raise OutputError(f"The workbook has no sheet '{name}' that can be written to.")
    return sheet
