"""The command that takes in what came back from owners and directors."""

import sys
from pathlib import Path

import click

from bvdocs.cli import options
from bvdocs.cli.exit_codes import as_argument, exit_if_errors, program_as_called
from bvdocs.cli.printer import printing
from bvdocs.cli.which_workbook import workbook_taken
from bvdocs.core.errors import WorkbookUnreadableError


def _as_workbook(context: click.Context, parameter: click.Parameter, path: Path | None) -> Path | None:
    return None if path is None else options.as_workbook(context, parameter, path)


@click.command()
@click.argument("came", metavar="FILE_OR_FOLDER…", type=options.PATH, nargs=-1, required=True)
@click.option(
    "--workbook",
    type=options.PATH,
    metavar="WORKBOOK",
    help="The workbook that was asked about. [default: the one that documents were made or issued from last]",
)
@click.option(
    "--out",
    type=options.PATH,
    metavar="NEW.xlsx",
    callback=_as_workbook,
    help="The copy to write, under a new name; not needed with --dry-run.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be taken in, and write nothing.")
@options.output
@options.templates
@options.limited
@options.verbose
@options.json
def collect(
    came: tuple[Path, ...], workbook: Path | None, out: Path | None, dry_run: bool, output: Path,
    templates: Path | None, verbose: bool, as_json: bool,
) -> None:  # fmt: skip
    """Take in what came back, and write a copy of the workbook with it.

    Each FILE is an update sheet of 'bvdocs ask', a Word document of bvdocs that somebody edited, or an e-mail with
    these attached; a FOLDER is looked into, and so are those within it. What only one side changed is taken; the sheet
    'What came in' of the copy lists all of it.
    """
    from bvdocs.cli.collect_json import collected_as_json
    from bvdocs.cli.collect_printer import print_collected
    from bvdocs.commands.collect import CollectRequest
    from bvdocs.commands.collect import collect as take_in
    from bvdocs.templating.folder import find_templates

    if out is None and not dry_run:
        raise click.UsageError("Say --out NEW.xlsx, the copy to write, or --dry-run.")
    with printing(as_json=as_json, verbose=verbose) as printer:
        workbook = workbook_taken(workbook, output, printer)
        target = None if dry_run else out
        done = take_in(CollectRequest(came, workbook, output, find_templates(templates), target), printer.stage)
        if done.findings:
            printer.findings(done.findings, done.accepted)
            printer.result(done.findings, [], done.accepted)
            printer.line(f"Nothing was written. Correct {workbook}, save it, and run this again.")
            exit_if_errors(done.findings)
        print_collected(printer, done)
        if as_json:
            printer.json(collected_as_json(done, workbook, target))
        if not done.has_come:
            printer.line("\nNone of this is anything that was sent out: nothing was written.")
            sys.exit(WorkbookUnreadableError.exit_code)
        if target is None:
            printer.line("\nNothing was written: this was a trial.")
        else:
            printer.line(f"\nWritten: {target}, a copy of {workbook}. Its sheet 'What came in' lists all of this.")
            printer.line(f"See what is still to do in it:\n  {program_as_called()} check {as_argument(target)}")
