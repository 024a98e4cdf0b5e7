"""The terminal: arguments, exit codes, what is printed."""

import bvdocs.cli.current_folder  # noqa: F401 - before anything else is imported
