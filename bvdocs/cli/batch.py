"""`bvdocs batch`: its arguments, and what it prints while councils' documents are made."""

import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bvdocs.cli import options
from bvdocs.cli.exit_codes import exit_if_errors
from bvdocs.cli.printer import Printer, printing
from bvdocs.cli.terminal import Styled, rewrite_line
from bvdocs.core import limits
from bvdocs.core.errors import WorkbookUnreadableError
from bvdocs.core.findings import Severity
from bvdocs.core.findings_order import count_by_severity
from bvdocs.core.quoting import one_line
from bvdocs.view.councils import State

if TYPE_CHECKING:
    from bvdocs.commands.batching.outcomes import CouncilOutcome, Step

# What the work on one workbook may take, in seconds.
_SECONDS = 600.0
_WORDS = {State.MADE: "made", State.ERRORS: "with errors", State.GIVEN_UP: "given up", State.NOT_REACHED: "not reached"}


@click.command()
@click.argument("asked", metavar="WORKBOOK_OR_FOLDER…", type=options.PATH, nargs=-1, required=True)
@click.option(
    "--output",
    type=options.PATH,
    required=True,
    metavar="DIR",
    help="The folder of all councils: each has a folder in it, and index.html leads to them.",
)
@options.templates
@click.option("--scheduler", default="", metavar="ADDRESS", help="Use the dask cluster whose scheduler is there.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many workbooks to work on at a time, on this machine. [default: one for each core]",
)
@click.option(
    "--time-limit",
    "seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=_SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="Give a workbook up that takes longer.",
)
@click.option(
    "--memory-limit",
    "gigabytes",
    type=click.FloatRange(min=0, min_open=True),
    default=limits.GIGABYTES,
    show_default=True,
    metavar="GB",
    help="Give a workbook up that takes more memory than this.",
)
@options.verbose
def batch(
    asked: tuple[Path, ...], output: Path, templates: Path | None, scheduler: str, workers: int | None, seconds: float,
    gigabytes: float, verbose: bool,
) -> None:  # fmt: skip
    """Make the documents of many councils, or of many years.

    Each WORKBOOK, and each in a FOLDER, has its documents in a folder of DIR that is named after its council. What has
    not changed since last time is not made again.
    """
    from bvdocs.commands.batch import make_batch
    from bvdocs.commands.batching.outcomes import BatchRequest
    from bvdocs.commands.batching.record import INDEX
    from bvdocs.commands.batching.workbooks import find_workbooks
    from bvdocs.templating.folder import find_templates

    with printing(verbose=verbose) as printer:
        workers = workers or _processors()
        # The processes that it starts are watched by those that start them.
        limits.allow(gigabytes=(workers + 1) * gigabytes)
        request = BatchRequest(
            find_workbooks(asked), output, find_templates(templates), workers, scheduler, seconds, gigabytes
        )
        progress = _Progress(printer)
        try:
            outcome = make_batch(request, progress.tell)
        except KeyboardInterrupt:
            progress.end()
            printer.line(f"Stopped. What was made stands in {output}; run this again to go on.")
            raise
        progress.end()
        if not outcome.councils:
            printer.findings(outcome.of_templates)
            printer.line(f"Nothing was made. Correct {request.templates}, and run this again.")
            exit_if_errors(outcome.of_templates)
        for each in outcome.councils:
            _print_council(printer, each, verbose=verbose)
        printer.line()
        printer.line(_total(outcome.councils))
        printer.line(f"All of them: {output / INDEX}")
        if any(each.state.state is not State.MADE for each in outcome.councils):
            sys.exit(WorkbookUnreadableError.exit_code)


def _processors() -> int:
    """Return how many processors this process may use; where the system does not say, how many there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Progress:
    """Says how far it has come: on a terminal in one line that changes, elsewhere in a line for each workbook."""

    def __init__(self, printer: Printer) -> None:
        self._printer, self._in_place = printer, sys.stdout.isatty()

    def tell(self, step: "Step") -> None:
        """Say what was done last."""
        line = f"{step.doing} {step.done} of {step.total}: {step.name}"
        if step.outcome:
            line += f", {_WORDS[step.outcome.state.state]}{', unchanged' if step.outcome.unchanged else ''}"
        if self._in_place:
            rewrite_line(line)
        else:
            self._printer.line(line)

    def end(self) -> None:
        """Leave the line."""
        if self._in_place:
            rewrite_line("")


def _print_council(printer: Printer, outcome: "CouncilOutcome", *, verbose: bool) -> None:
    """Print what is to be known of a council: errors, why it was given up; of one that was made only what is odd."""
    made = outcome.state.state is State.MADE
    found = count_by_severity([each for each in outcome.findings if each.severity is not Severity.NOTE])
    if made and not verbose and not outcome.kept and not outcome.remarks:
        return
    printer.line()
    printer.line(Styled(outcome.workbook.name), f": {_WORDS[outcome.state.state]}", f"; {found}" * bool(found))
    for line in filter(None, (outcome.state.reason, *outcome.remarks)):
        printer.line(f"  {one_line(line)}")
    if outcome.kept:
        printer.line(f"  Files had been changed by hand; they are kept in {outcome.kept}.")
    if outcome.findings and (verbose or not made):
        printer.findings(outcome.findings, outcome.accepted)


def _total(outcomes: "Sequence[CouncilOutcome]") -> str:
    """Return such as '60 workbooks: 58 made, of which 50 stood unchanged; 1 with errors; 1 given up.'"""
    numbers = Counter(each.state.state for each in outcomes)
    unchanged = sum(each.unchanged for each in outcomes)
    parts = [f"{numbers[state]} {words}" for state, words in _WORDS.items() if numbers[state]]
    if unchanged:
        parts[0] += f", of which {unchanged} stood unchanged"
    return f"{len(outcomes)} workbook{'s' if len(outcomes) != 1 else ''}: {'; '.join(parts)}."
