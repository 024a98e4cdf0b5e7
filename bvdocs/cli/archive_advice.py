"""Printing for people what to do about an archive that is not as it was issued."""

from collections.abc import Iterable

from bvdocs.cli.printer import Printer
from bvdocs.core.quoting import one_line


def print_archive_faults(printer: Printer, lines: Iterable[str]) -> None:
    """Print what of the archive is damaged, what in it is a copy, and what is not told therefore."""
    for line in lines:
        printer.wrapped(one_line(line), 0)


def print_advice(printer: Printer, advice: Iterable[str]) -> None:
    """Print what to do about what is not as it was issued."""
    printer.line()
    printer.line("What to do:")
    for text in advice:
        printer.wrapped(f"- {text}", 2)
