"""`bvdocs desk`: its arguments, and what it says in the terminal."""

from pathlib import Path

import click

from bvdocs.cli import options
from bvdocs.cli.printer import printing
from bvdocs.cli.which_workbook import workbook_taken
from bvdocs.core import limits
from bvdocs.core.errors import EnvironmentLacksError

# The server, the process that previews, and one that makes documents; the last two are watched each by itself, too.
_PROCESSES = 3


@click.command()
@options.workbook
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="N",
    help="The port on this computer. [default: 8377 if it is free, else any that is]",
)
@click.option("--no-browser", is_flag=True, help="Open no browser; say the address alone.")
@options.output
@options.templates
def desk(workbook: Path | None, port: int | None, no_browser: bool, output: Path, templates: Path | None) -> None:
    """Open the desk in the browser: save in Excel, and see what is wrong and what the documents look like.

    Without WORKBOOK, it shows the one that documents were made or issued from last; else inputs/assessment.xlsx.
    """
    with printing() as printer:
        try:
            from bvdocs.desk.serving import DeskRequest, open_desk
        except ModuleNotFoundError as fault:
            if (fault.name or "").startswith("bvdocs"):
                raise
            raise EnvironmentLacksError(
                f"The desk needs the Python package {fault.name}, which is not installed.",
                "Install bvdocs with it: pip install 'bvdocs[desk]'; in a checkout, make desk does so.",
            ) from fault
        from bvdocs.templating.folder import find_templates

        limits.allow(gigabytes=_PROCESSES * limits.GIGABYTES)
        taken = workbook_taken(workbook, output, printer, may_be_gone=True)
        request = DeskRequest(taken, find_templates(templates), output, port, in_browser=not no_browser)
        open_desk(request, printer.line)
