"""`bvdocs dates`: the calendar of a meeting, counted backwards from it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bvdocs.cli import options
from bvdocs.cli.exit_codes import exit_if_errors
from bvdocs.cli.printer import Printer, printing
from bvdocs.cli.terminal import Styled
from bvdocs.cli.which_workbook import workbook_taken
from bvdocs.core.english import time_words, weekday_words

if TYPE_CHECKING:
    from bvdocs.view.calendar import CalendarEntry, CalendarView

# In characters: beneath its title, further in than the day.
_MARGIN = 4


@click.command()
@options.workbook
@click.option(
    "--ics",
    type=options.PATH,
    metavar="FILE.ics",
    callback=options.as_ics,
    help="Write it as a calendar for Outlook too, under a new name.",
)
@click.option("--actions", "with_actions", is_flag=True, help="With the days on which actions are due.")
@options.output
@options.limited
@options.verbose
def dates(workbook: Path | None, ics: Path | None, with_actions: bool, output: Path, verbose: bool) -> None:
    """Print the calendar counted backwards from the meeting.

    Without WORKBOOK, of the one that documents were made or issued from last; else of inputs/assessment.xlsx.
    """
    from bvdocs.commands.dates import count_dates
    from bvdocs.storage.new_file import write_new

    with printing(verbose=verbose) as printer:
        taken = workbook_taken(workbook, output, printer)
        today = datetime.now().astimezone().date()
        counted = count_dates(taken, today, printer.stage, with_actions=with_actions)
        if counted.findings:
            printer.findings(counted.findings)
        calendar = counted.calendar
        if calendar is None:
            exit_if_errors(counted.findings)
            return
        if ics is not None:
            write_new(ics, counted.file())
        _print_calendar(printer, calendar)
        for line in filter(None, (calendar.advice, counted.passed)):
            printer.line()
            printer.wrapped(line, 0)
        if ics is not None:
            printer.line(f"\nWritten: {ics}")


def _print_calendar(printer: Printer, calendar: "CalendarView") -> None:
    _print_entries(printer, calendar.name, calendar.entries)
    if calendar.actions:
        _print_entries(printer, "Actions, in the order of the plan", calendar.actions)


def _print_entries(printer: Printer, heading: str, entries: "Sequence[CalendarEntry]") -> None:
    printer.line()
    printer.line(Styled(heading), ":")
    for each in entries:
        when = ", ".join(filter(None, (weekday_words(each.day), time_words(each.time))))
        printer.wrapped(f"{when}: {each.title}", _MARGIN // 2)
        printer.wrapped("; ".join(each.details), _MARGIN)
