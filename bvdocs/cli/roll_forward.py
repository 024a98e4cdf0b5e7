"""The command for the next round: a copy of the workbook, and what in it is other than it was."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bvdocs.cli import options
from bvdocs.cli.exit_codes import as_argument, exit_if_errors, program_as_called
from bvdocs.cli.printer import Printer, printing
from bvdocs.cli.which_workbook import workbook_taken
from bvdocs.core.committee_sheets import COMMITTEE_FIELDS
from bvdocs.core.english import date_words
from bvdocs.core.places import CellRef

if TYPE_CHECKING:
    from bvdocs.commands.roll_forward import RolledForward
    from bvdocs.commands.write_next_round import Written
    from bvdocs.core.model import Assessment

# What goes from a sheet: one of it, and several.
_MOVED = {
    "Actions": ("closed action", "closed actions"),
    "Milestones": ("milestone of these", "milestones of these"),
}


def _day(_context: click.Context, _option: click.Parameter, typed: str) -> date:
    """Return the day that is named in one of the forms that the workbook's cells may have; else BadParameter."""
    from bvdocs.workbook.reading.dates_in_text import date_in, why_no_day

    day = date_in(typed)
    if day is None:
        why = f": {but}" if (but := why_no_day(typed)) else ""
        raise click.BadParameter(
            f"'{typed}' is not a date{why}. Write it as 24/03/2026 (day first) or '24 March 2026'."
        )
    return day


@click.command("roll-forward")
@options.workbook
@click.option(
    "--meeting",
    required=True,
    callback=_day,
    metavar="DATE",
    help="The day of the next meeting: 24/03/2026, 2026-03-24 or '24 March 2026'.",
)
@click.option(
    "--out",
    required=True,
    type=options.PATH,
    metavar="NEW.xlsx",
    callback=options.as_workbook,
    help="The copy to write, under a new name.",
)
@click.option("--keep", is_flag=True, help="Keep actions that are complete or cancelled where they are.")
@options.output
@options.limited
@options.verbose
def roll_forward(workbook: Path | None, meeting: date, out: Path, keep: bool, output: Path, verbose: bool) -> None:
    """Write a copy of the workbook for the next meeting; all that is not named here stays as it is.

    The meeting's date is set, previous ratings are those of the last final version, actions that the committee has
    seen complete or cancelled go to the sheet Closed, and updates that the archive has are emptied.
    """
    from bvdocs.commands.roll_forward import RollForwardRequest
    from bvdocs.commands.roll_forward import roll_forward as write

    with printing(verbose=verbose) as printer:
        workbook = workbook_taken(workbook, output, printer)
        outcome = write(RollForwardRequest(workbook, output, out, meeting, keep), printer.stage)
        if outcome.written is None:
            printer.findings(outcome.findings, outcome.accepted)
            printer.line(f"Nothing was written. Correct {workbook}, save it, and run this again.")
            exit_if_errors(outcome.findings)
        printer.line(f"Written: {out}, a copy of {workbook} for the meeting on {date_words(meeting)}.")
        _print(printer, outcome)
        printer.line(f"\nSee what is still to do in it:\n  {program_as_called()} check {as_argument(out)}")


def _print(printer: Printer, outcome: "RolledForward") -> None:
    """Print what is other in the copy, what stays though it might have gone, and what is found in the copy alone."""
    written, before = outcome.written, outcome.before
    if written is None or before is None:
        return
    for line in (*_source_told(outcome), *_done_told(written, before), *_kept_told(written, before), *written.remarks):
        printer.wrapped(line, 2)
    if outcome.new:
        printer.line("\nFound in the copy, and not in the workbook:")
        printer.list_findings(outcome.new)


def _source_told(outcome: "RolledForward") -> Iterator[str]:
    """Yield where previous ratings are from, and what is known of what the committee saw."""
    before, reported = outcome.before, outcome.reported
    if before is None:
        return
    meeting = before.report.meeting_date
    if reported is None:
        yield (
            "No final version is in the archive. So the previous ratings are this workbook's own ratings, and each"
            " action that is complete or cancelled counts as one that the committee has seen so."
        )
    elif reported.issue.meeting_date != meeting:
        yield (
            f"The meeting on {date_words(meeting)} has no final version in the archive. The last one that the committee"
            f" saw is version {reported.issue.version}, of {date_words(reported.issue.meeting_date)}."
        )
    else:
        yield f"The committee saw version {reported.issue.version} last, on {date_words(meeting)}."


def _done_told(written: "Written", before: "Assessment") -> Iterator[str]:
    done = written.done
    (where, *_) = before.report.cells["Meeting date"]
    was = date_words(before.report.meeting_date)
    yield f"{where}: the meeting's date is {date_words(done.meeting)}; it was {was}."
    ratings = [each.criterion.source.at("Previous rating") for each in done.ratings]
    yield _counted(ratings, "previous rating written", "previous ratings written")
    lost = [f"{each.criterion.code} ({each.lost})" for each in done.ratings if each.lost]
    if lost:
        yield f"Left blank, for the scale no longer has the level: {', '.join(lost)}."
    for sheet, rows, to, left in written.moves:
        moved = _counted(rows, *(f"{what} moved to the sheet '{to}'" for what in _MOVED[sheet]))
        yield f"{moved} {'Its row was' if len(rows) == 1 else 'Their rows were'} {left}."
    if written.evidence:
        yield _counted(written.evidence, "cell of evidence names them no more", "cells of evidence name them no more")
    if not written.moves:
        yield "No closed actions moved."
    yield _counted([each.source.at("Update") for each in done.updates], "update emptied", "updates emptied")


def _kept_told(written: "Written", before: "Assessment") -> Iterator[str]:
    for kept in written.done.kept:
        yield f"{kept.action.source.at('Ref')} stays: {kept.action.ref} {kept.why}."
    updates = [each.source.at("Update") for each in written.done.updates_kept]
    if updates:
        told = _counted(updates, "update stays", "updates stay")
        yield f"{told} No version of the archive has such words: issue one first, or empty the cells yourself."
    cleared = [each.source.at("Cleared on") for each in before.clearances if each.cleared_on]
    if cleared:
        told = _counted(cleared, "clearance stays", "clearances stay")
        yield f"{told} Given for the last report, none is for the next: empty these cells."
    yield from _of_last_time(before)


def _of_last_time(before: "Assessment") -> Iterator[str]:
    """Yield what is not of a row and stays: the day of the ratings, and what the covering report says in its words."""
    for cell in before.report.cells.get("Assessed on", ()) if before.report.assessed_on else ():
        day = date_words(before.report.assessed_on)
        yield f"{cell} stays: the ratings are as of {day}. Give the day of the new ones."
    if committee := before.committee:
        paragraphs = [field.name for field in COMMITTEE_FIELDS if field.many and field.printed]
        own = {name: committee.cells.get(name, ()) for name in paragraphs}
        own |= {each.name: each.cells for each in committee.implications if each.paragraphs}
        said = [f"{name} ({cells[0]})" for name, cells in own.items() if cells]
        if said:
            yield f"The covering report's own words stay, and are of the last one: {', '.join(said)}. Write them anew."


def _counted(cells: Sequence[CellRef], one: str, many: str) -> str:
    """Return '2 updates emptied: Actions!L3, L7.'; 'No updates emptied.'"""
    if not cells:
        return f"No {many}."
    names = [str(cells[0]), *(each.cell for each in cells[1:])]
    return f"{len(cells)} {one if len(cells) == 1 else many}: {', '.join(names)}."
