"""Printing for people what to do about an archive that is not as it was issued."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bvdocs.cli.printer import Printer
from bvdocs.core.quoting import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from bvdocs.storage.archive.verify import Difference


def print_archive_faults(printer: Printer, lines: Iterable[str]) -> None:
    """Print what of the archive is damaged, what in it is a copy, and what is not told therefore."""
    for line in lines:
        printer.wrapped(one_line(line), 0)


def print_advice(printer: Printer, archive: "Path", differences: "Sequence[Difference]") -> None:
    """Print what to do about what is not as it was issued, of each kind that there is."""
    from bvdocs.storage.archive.verify_files import ADDED

    added = [each for each in differences if each.what.startswith(ADDED)]
    unread = [each for each in differences if each.is_unread]
    printer.line()
    printer.line("What to do:")
    for text in (
        len(added) + len(unread) < len(differences)
        and (
            f"Do not repair by hand what was changed or removed. Ask whoever makes your council's backups for {archive}"
            " as it was on a day when 'verify' found nothing, in another place; run 'bvdocs verify' on that copy too"
            " (--output names the folder that holds 'archive'), and compare its SHA256SUMS with the one here: the lines"
            " of all versions that both have should be the same. Then put back from it just the files named above."
        ),
        added
        and (
            "What was added is no part of any version. See whose it is, and move it out of the archive. A copy may be"
            " what is missing elsewhere in it: compare it with the backup first."
        ),
        unread and "What could not be read may be as it was. See who may read it, and that the disk is well.",
        "Tell whoever answers for the record, such as the Monitoring Officer, if what is here is not what was issued."
        " The fingerprints in the minutes prove which copy is the right one. Run 'bvdocs verify' again in the end.",
    ):
        if text:
            printer.wrapped(f"- {text}", 2)
