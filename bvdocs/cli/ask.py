"""The command that asks owners for an update."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bvdocs.cli import options
from bvdocs.cli.exit_codes import exit_if_errors
from bvdocs.cli.printer import Printer, printing
from bvdocs.cli.which_workbook import workbook_taken
from bvdocs.core.english import counted, listed

if TYPE_CHECKING:
    from bvdocs.commands.ask import AskOutcome

_FORMS = ("%Y-%m-%d", "%d/%m/%Y")


@click.command()
@options.workbook
@click.option(
    "--due",
    type=click.DateTime(_FORMS),
    metavar="DATE",
    help="Until when owners are asked to answer: 2026-03-10 or 10/03/2026. [default: before the meeting]",
)
@click.option(
    "--to",
    type=options.PATH,
    metavar="DIR",
    help="The folder to write to, which is not there yet. [default: one in OUTPUT/asked, named after the day]",
)
@options.output
@options.limited
@options.verbose
def ask(workbook: Path | None, due: datetime | None, to: Path | None, output: Path, verbose: bool) -> None:
    """Make an update sheet for each owner of an open action, and the draft of an e-mail with it.

    Without WORKBOOK, from the one that documents were made or issued from last; else from inputs/assessment.xlsx.
    Nothing is sent. What was asked is kept beside, for what comes back.
    """
    from bvdocs.commands.ask import AskRequest, ask_owners

    with printing(verbose=verbose) as printer:
        taken = workbook_taken(workbook, output, printer)
        request = AskRequest(taken, output, due.date() if due else None, to, named=workbook is not None)
        outcome = ask_owners(request, datetime.now().astimezone(), printer.stage)
        if outcome.folder is None:
            _say_why_not(printer, outcome, taken)
            return
        _print(printer, outcome)


def _say_why_not(printer: Printer, outcome: "AskOutcome", workbook: Path) -> None:
    """Say why nothing was asked, and end the program with the code of an error if it is for one."""
    from bvdocs.core.findings import has_errors

    if has_errors(outcome.findings):
        printer.findings(outcome.findings, outcome.accepted)
        printer.line(f"Nothing was written. Correct {workbook}, save it, and run this again.")
        exit_if_errors(outcome.findings)
    printer.line("Nothing was written: every action is complete or cancelled, so there is nobody to ask.")


def _print(printer: Printer, outcome: "AskOutcome") -> None:
    """Print whose sheets there are, with how many actions and where the draft goes, and who has no address."""
    asked, addresses = outcome.asked, outcome.addresses or {}
    if asked is None:
        return
    printer.line(f"\nIn {outcome.folder}, an update sheet and the draft of an e-mail for each of:")
    for sheet in asked.sheets:
        to = ", ".join(addresses[sheet.owner]) or "no address"
        exempt = "; holds exempt information" if sheet.exempt else ""
        printer.wrapped(f"{sheet.file}: {sheet.owner}, {counted(len(sheet.actions), 'action')}, {to}{exempt}", 2)
    without = [sheet.owner for sheet in asked.sheets if not addresses[sheet.owner]]
    if without:
        nobody = len(without) == len(asked.sheets)
        who = "any of them" if nobody else listed(without)
        printer.line()
        printer.wrapped(
            f"The workbook has no address in a sheet Owners for {who}: type it there, or into the draft.",
            0,
        )
    if any(sheet.exempt for sheet in asked.sheets):
        printer.wrapped(
            "Sheets that hold exempt information go to their owner alone, in a way that the Monitoring Officer allows.",
            0,
        )
    printer.line()
    printer.wrapped("Nothing was sent. Open each draft (.eml) in Outlook, look at it, and send it.", 0)
