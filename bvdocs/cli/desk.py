"""`bvdocs desk`: its arguments, and what it says in the terminal."""

import os
import sys
from pathlib import Path

import click

from bvdocs.cli import options
from bvdocs.cli.printer import printing
from bvdocs.cli.which_workbook import workbook_taken
from bvdocs.core import limits
from bvdocs.core.errors import EnvironmentLacksError

# The server; the process that previews, one for the papers, one for what was asked for, and two that read: all but the
# first are watched each by itself, too.
_PROCESSES = 6


@click.command()
@options.workbook
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    metavar="N",
    help="The port on this computer. [default: 8377 if it is free, else any that is]",
)
@click.option("--no-browser", is_flag=True, help="Open no browser; say the address alone.")
@click.option(
    "--shortcut",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Open nothing; write FILE, which opens the desk so when it is double-clicked: .desktop for Linux, .cmd for"
    " Windows with WSL.",
)
@options.output
@options.templates
def desk(
    workbook: Path | None, port: int | None, no_browser: bool, shortcut: Path | None, output: Path,
    templates: Path | None,
) -> None:  # fmt: skip
    """Open the desk in the browser: save in Excel, and see what is wrong and what the documents look like.

    Without WORKBOOK, it shows the one that documents were made or issued from last; else inputs/assessment.xlsx.
    """
    with printing() as printer:
        if shortcut:
            from bvdocs.desk.shortcut import Start, write_starter

            name = f"bvdocs: {workbook.name}" if workbook else "bvdocs"
            command = _command(workbook, port, no_browser=no_browser, output=output, templates=templates)
            write_starter(shortcut, Start(name, str(Path.cwd()), command), os.environ)
            printer.line(f"{shortcut} opens the desk when it is double-clicked.")
            return
        if not hasattr(os, "killpg"):
            raise EnvironmentLacksError(
                "The desk needs Linux: this system cannot end a group of processes.",
                "On Windows, use it within WSL: docs/windows.md says how. All else of bvdocs works here too.",
            )
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
        request = DeskRequest(
            taken, find_templates(templates), output, port, in_browser=not no_browser, named=workbook is not None
        )
        open_desk(request, printer.line)


def _command(
    workbook: Path | None, port: int | None, *, no_browser: bool, output: Path, templates: Path | None
) -> tuple[str, ...]:
    """Return what opens the desk so again, from anywhere: the Python that runs now, and whole names."""
    given = ["--output", str(output.absolute())]
    given += ["--templates", str(templates.absolute())] if templates else []
    given += ["--port", str(port)] if port else []
    given += ["--no-browser"] if no_browser else []
    given += [str(workbook.absolute())] if workbook else []
    return (sys.executable, "-P", "-m", "bvdocs", "desk", *given)
