"""The front: whatever stops the program, in whichever command, is told in one line."""

import os
import sys
from contextlib import suppress
from typing import Any

import click

from bvdocs.cli.printer import Printer, end_for
from bvdocs.cli.terminal import make_streams_harmless
from bvdocs.core.errors import BvdocsError, as_bvdocs_error


class Front(click.Group):
    """The program's commands, each told of in one line where something stops it."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line."""
        _open_what_was_closed()
        make_streams_harmless()
        try:
            return super().main(*args, **extra)
        except BvdocsError as fault:
            told = fault
        except (OSError, MemoryError, RecursionError) as fault:
            told = as_bvdocs_error(fault)
        with suppress(OSError):  # nobody can be told
            end_for(told, Printer(as_json=False, verbose=False))
        return sys.exit(told.exit_code)


def _open_what_was_closed() -> None:
    """Have no file that is opened later take the place of standard input, output or error, where these were closed."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
