"""A workbook that nobody named is not to put one council's documents in place of another's."""

from pathlib import Path

from bvdocs.core.errors import UnnamedWorkbookError
from bvdocs.core.quoting import normal, quoted
from bvdocs.storage.archive.versions import Archive
from bvdocs.storage.last_made import last_made_in


def refuse_another_council(workbook: Path, authority: str, output: Path, archive: Archive) -> None:
    """Raise UnnamedWorkbookError if a workbook that nobody named is of another authority than what was issued here.

    So it is where the sample was put in place of a council's own workbook. An authority that has a new name is taken
    once its workbook was named, as documents were made from it then.
    """
    last, made = archive.latest, last_made_in(output)
    if last is None or not last.authority:
        return
    known = {normal(last.authority), normal(made.authority if made else "")}
    if normal(authority) not in known:
        raise UnnamedWorkbookError(
            f"{workbook} is of {quoted(authority)}, but version {last.version} of {quoted(last.authority)}: nothing was"
            " made.",
            "If it is meant, name the workbook.",
        )
