"""A workbook with what is to change for the next meeting, and nothing else: a copy, in the bytes of its file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bvdocs.commands.next_round import Kept, NextRound
from bvdocs.core.errors import OutputError
from bvdocs.core.model import Assessment, CellRef
from bvdocs.core.quoting import normal
from bvdocs.core.schema import ACTIONS
from bvdocs.workbook.reading.merged_areas import Place
from bvdocs.workbook.writing.cell_writer import SheetWriter, WorkbookWriter, name_of, place_of
from bvdocs.workbook.writing.moved_rows import close_up, last_filled_row, move_rows, why_not_moved
from bvdocs.workbook.writing.row_dependents import MovingRows

CLOSED = "Closed"
# The heading beside a closed action of the meeting that heard of it.
_HEARD = "Last reported"


@dataclass(frozen=True, slots=True)
class Written:
    """The copy's file, what of the plan was done, and what there is to say of how.

    `closed_sheet` is the sheet that closed actions went to, '' where none did. `emptied` completes 'their rows were …'.
    """

    file: bytes
    done: NextRound
    closed_sheet: str = ""
    emptied: str = ""
    remarks: tuple[str, ...] = ()


def write_next_round(content: bytes, before: Assessment, plan: NextRound, heard: str) -> Written:
    """Return a copy of the workbook with this content, which says `before`, with what is planned done.

    `heard` is the meeting that heard of what is closed, in words. Raise OutputError if the date cannot be written,
    PartAtFaultError for a part of the file that cannot be had.
    """
    writer = WorkbookWriter(content)
    remarks: list[str] = []
    _write_meeting(writer, before, plan)
    ratings = tuple(
        each for each in plan.ratings if _may_be_written(writer, each.criterion.source.at("Previous rating"), remarks)
    )
    for rating in ratings:
        sheet, place = _at(writer, rating.criterion.source.at("Previous rating"))
        if rating.level:
            sheet.put_text(place, rating.level.name)
        else:
            sheet.clear(place)
    updates = tuple(each for each in plan.updates if _may_be_written(writer, each.source.at("Update"), remarks))
    for action in updates:
        sheet, place = _at(writer, action.source.at("Update"))
        sheet.clear(place)
    done = replace(plan, ratings=ratings, updates=updates)
    written = _move_closed(writer, before, done, heard)
    remarks += _formulas_told(writer)
    return replace(written, file=writer.file(), remarks=tuple(remarks))


def _write_meeting(writer: WorkbookWriter, before: Assessment, plan: NextRound) -> None:
    where = before.report.cells["Meeting date"][0]
    sheet, place = _at(writer, where)
    if why := sheet.why_fixed(place):
        raise OutputError(f"The meeting's date cannot be written: {where} {why}.", "Take the cells apart in Excel.")
    sheet.put_day(place, plan.meeting)


def _move_closed(writer: WorkbookWriter, before: Assessment, plan: NextRound, heard: str) -> Written:
    """Move the closed actions to their sheet, and close the gaps that they leave, where nothing depends on the rows."""
    sheet = _sheet(writer, ACTIONS.name)
    reasons = {action.source.row: why_not_moved(sheet, action.source.row) for action in plan.closed}
    going = tuple(each for each in plan.closed if not reasons[each.source.row])
    kept = tuple(Kept(each, reasons[each.source.row]) for each in plan.closed if reasons[each.source.row])
    done = replace(plan, closed=going, kept=(*plan.kept, *kept))
    if not going:
        return Written(b"", done)
    numbers = [each.source.row for each in going]
    last = last_filled_row(sheet)
    why = _why_rows_stay(writer, sheet, before, numbers, last)
    target = move_rows(writer, sheet, ACTIONS, numbers, CLOSED, {_HEARD: heard})
    if why:
        emptied = f"left empty, for the rows below would move away from {why}"
    else:
        close_up(sheet, numbers, last)
        emptied = "taken out"
    return Written(b"", done, target.title, emptied)


def _why_rows_stay(
    writer: WorkbookWriter, sheet: SheetWriter, before: Assessment, numbers: Sequence[int], last: int
) -> str:
    """Return what the rows below those that go would move away from; '' if from nothing."""
    named = (each.cell.partition("!") for each in before.acceptances)
    accepted = (place_of(cell)[0] for name, _, cell in named if normal(name) == normal(ACTIONS.name))
    if any(row >= min(numbers) for row in accepted):
        return "what the sheet 'Accepted findings' says of them"
    return MovingRows(writer, sheet, min(numbers), last).why_not()


def _may_be_written(writer: WorkbookWriter, where: CellRef, remarks: list[str]) -> bool:
    sheet, place = _at(writer, where)
    why = sheet.why_fixed(place)
    if why:
        remarks.append(f"{where} stays as it is: it {why}.")
    return not why


def _formulas_told(writer: WorkbookWriter) -> list[str]:
    """Return which formulas gave way to a value, and what the others need."""
    replaced = [str(CellRef(sheet.title, name_of(place))) for sheet in writer.opened for place in sheet.replaced]
    told = [f"A formula gave way to a value in {', '.join(replaced)}."] if replaced else []
    if writer.has_formulas:
        told.append("Formulas are computed anew when the copy is opened in Excel: open it there and save it once.")
    return told


def _at(writer: WorkbookWriter, where: CellRef) -> tuple[SheetWriter, Place]:
    return _sheet(writer, where.sheet), place_of(where.cell)


def _sheet(writer: WorkbookWriter, name: str) -> SheetWriter:
    sheet = writer.sheet(name)
    if sheet is None:
        raise OutputError(f"The workbook has no sheet '{name}' that can be written to.")
    return sheet
