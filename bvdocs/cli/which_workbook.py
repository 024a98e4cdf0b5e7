"""Which workbook a command takes where none is named: the one made or issued from last, never by accident another."""

from pathlib import Path

from bvdocs.cli.exit_codes import program_as_called
from bvdocs.cli.printer import Printer
from bvdocs.core.errors import ArchiveError, UnnamedWorkbookError, WorkbookUnreadableError

_DEFAULT = Path("inputs/assessment.xlsx")


def workbook_taken(named: Path | None, output: Path, printer: Printer, *, may_be_gone: bool = False) -> Path:
    """Return the workbook that was named; else the one that documents were made or issued from last in this folder.

    If nothing is known of any there, it is `inputs/assessment.xlsx`. Say which one is taken. Raise
    WorkbookUnreadableError if it is not there any more, unless it `may_be_gone`, and UnnamedWorkbookError where another
    than that was used.
    """
    if named is not None:
        return named
    from bvdocs.storage.last_made import last_made_in

    last = last_made_in(output)
    if last is None:
        _refuse_another_than_was_used(output)
        printer.line(f"No workbook is named: {_DEFAULT} is taken.")
        return _DEFAULT
    if not may_be_gone:
        _refuse_one_that_is_gone(last.workbook, output)
    printer.line(f"No workbook is named: {last.workbook} is taken, from which documents were made last in {output}.")
    return last.workbook


def _refuse_one_that_is_gone(workbook: Path, output: Path) -> None:
    """Raise WorkbookUnreadableError if the workbook from which documents were made last is not there."""
    try:
        workbook.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise WorkbookUnreadableError(
            f"{workbook}, from which documents were made last in {output}, is not there now.",
            f"Name the workbook that is to be taken, such as: {program_as_called()} report inputs/our-council.xlsx",
        ) from None


def _refuse_another_than_was_used(output: Path) -> None:
    """Raise UnnamedWorkbookError if documents of before it was noted were made from a workbook of another name."""
    from bvdocs.storage.archive.versions import archive_in
    from bvdocs.storage.current import CURRENT
    from bvdocs.storage.manifest import read_manifest

    made = read_manifest(output / CURRENT)
    if made:
        what, name = f"what is in {output / CURRENT}", str(made.inputs["workbook"]["name"])
    else:
        try:
            last = archive_in(output).latest
        except ArchiveError:
            return  # whoever goes on with the archive tells it
        if last is None:
            return
        what, name = f"version {last.version}", last.made_from.workbook
    if name != _DEFAULT.name:
        raise UnnamedWorkbookError(
            f"No workbook is named, and {what} was made from {name}, not from {_DEFAULT.name}.",
            "Name the one that is to be taken.",
        )
