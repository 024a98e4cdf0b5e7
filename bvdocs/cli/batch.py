"""`bvdocs batch`: its arguments, and the order of what it does."""

import os
import sys
from pathlib import Path

import click

from bvdocs.cli import options
from bvdocs.cli.exit_codes import exit_if_errors
from bvdocs.cli.printer import printing
from bvdocs.core import limits
from bvdocs.core.errors import WorkbookUnreadableError

# What the work on one workbook may take, in seconds.
_SECONDS = 600.0


@click.command()
@click.argument("asked", metavar="WORKBOOK_OR_FOLDER…", type=options.PATH, nargs=-1, required=True)
@click.option(
    "--output",
    type=options.PATH,
    callback=options.not_exempt,
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
    from bvdocs.cli.batch_printer import BatchProgress, print_council, total
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
        progress = BatchProgress(printer)
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
            print_council(printer, each, verbose=verbose)
        printer.line()
        printer.line(total(outcome.councils))
        printer.line(f"All of them: {output / INDEX}")
        if not all(each.state.is_made for each in outcome.councils):
            sys.exit(WorkbookUnreadableError.exit_code)


def _processors() -> int:
    """Return how many processors this process may use; where the system does not say, how many there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
