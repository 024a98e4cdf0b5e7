"""The command that makes a first workbook out of a report, a text or a spreadsheet that a council has."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bvdocs.cli import options
from bvdocs.cli.exit_codes import as_argument, program_as_called
from bvdocs.cli.printer import Printer, printing
from bvdocs.core.english import listed
from bvdocs.core.findings import Severity

if TYPE_CHECKING:
    from bvdocs.commands.import_report import ImportOutcome, ImportRequest

# What the rows of a sheet are called: one of them, and several.
_ROWS = {
    "Themes": ("theme", "themes"),
    "Scale": ("level of the scale", "levels of the scale"),
    "Criteria": ("characteristic", "characteristics"),
    "Narrative": ("bullet", "bullets"),
    "Actions": ("action", "actions"),
    "Action scale": ("level for actions", "levels for actions"),
    "Milestones": ("milestone", "milestones"),
    "Statuses": ("status word", "status words"),
    "Abbreviations": ("abbreviation", "abbreviations"),
}


@click.command("import")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=options.PATH)
@click.option(
    "--out",
    required=True,
    type=options.PATH,
    metavar="NEW.xlsx",
    callback=options.as_xlsx,
    help="The workbook to write, under a new name.",
)
@click.option(
    "--map",
    "map_",
    type=options.PATH,
    metavar="FILE.json",
    help="The map that the first run wrote, as you have edited it.",
)
@options.limited
@options.verbose
def import_report(files: tuple[Path, ...], out: Path, map_: Path | None, verbose: bool) -> None:
    """Make a first workbook out of last year's report: Word documents (.docx), texts, spreadsheets (.xlsx).

    Nothing is lost: what finds no place stands in the sheet 'Not placed', word for word. Beside the workbook a map
    (NEW.map.json) says what each heading, column, word and colour was taken for: edit it, and run this again with
    --map.
    """
    from bvdocs.commands.import_report import ImportRequest
    from bvdocs.commands.import_report import import_report as make

    with printing(verbose=verbose) as printer:
        today = datetime.now().astimezone().date()
        request = ImportRequest(tuple(dict.fromkeys(files)), out, map_, today)
        outcome = make(request, printer.stage)
        _print(printer, outcome, request)


def _print(printer: Printer, outcome: "ImportOutcome", request: "ImportRequest") -> None:
    """Print what was placed, what was not, what to look at, what to fill in and what to run next."""
    counted = [
        f"{number} {names[number != 1]}" for sheet, names in _ROWS.items() if (number := outcome.counts.get(sheet))
    ]
    printer.line(f"\nWritten: {request.out}.")
    printer.wrapped(f"Placed: {listed(counted) if counted else 'nothing'}.", 2)
    if outcome.not_placed:
        rows = "1 row" if outcome.not_placed == 1 else f"{outcome.not_placed} rows"
        printer.wrapped(f"Not placed, and listed word for word in its sheet 'Not placed': {rows}.", 2)
    for remark in outcome.remarks:
        printer.wrapped(remark, 2)
    if errors := [each for each in outcome.findings if each.severity is Severity.ERROR]:
        printer.line("\nWhat to fill in or to correct in it (a blank cell that needs something is pale yellow):")
        printer.findings(errors)
    if request.new_map is not None:
        again = " ".join(map(as_argument, request.files))
        printer.line(f"\nIf something was taken for what it is not, edit {request.new_map} and run:")
        printer.line(
            f"  {program_as_called()} import {again} --map {as_argument(request.new_map)} --out ANOTHER-NAME.xlsx"
        )
    printer.line(f"\nWhen it is filled in:\n  {program_as_called()} check {as_argument(request.out)}")
