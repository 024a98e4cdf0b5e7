"""Where the program begins: before anything heavy is imported it forks, to watch the process that does the work."""

import os

from bvdocs.commands.supervision import begin_watched
from bvdocs.core.garbage import search_seldom


def run() -> None:
    """Run the command line in a process that can be stopped, and end as it ends; say so in one line if it was."""
    ending = begin_watched()
    if ending is None:
        search_seldom()
        from bvdocs.cli.main import main

        main()
    elif ending.fault:
        from bvdocs.cli.printer import Printer, end_for
        from bvdocs.cli.terminal import make_streams_harmless

        make_streams_harmless()
        end_for(ending.fault, Printer(as_json=ending.as_json, verbose=False))
    else:
        os._exit(ending.exit_code)  # this process has nothing to tidy up, which would take as long as all that it did
