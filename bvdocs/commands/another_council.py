"""A workbook that nobody named is not to put one council's documents in place of another's."""

from pathlib import Path

from bvdocs.core.errors import UnnamedWorkbookError
from bvdocs.core.quoting import normal, quoted
from bvdocs.storage.archive.versions import Archive
from bvdocs.storage.last_made import last_made_in

# The authority of the sample, inputs/assessment.xlsx, that comes with the program.
SAMPLE_AUTHORITY = "Runnymede Borough Council"


def refuse_another_council(workbook: Path, authority: str, output: Path, archive: Archive) -> None:
    """Raise UnnamedWorkbookError if a workbook that nobody named is of another authority than what was issued here.

    So it is where the sample was put in place of a council's own workbook; before anything is issued, the sample alone
    is refused, in place of a council's documents. An authority that has a new name is taken once its workbook was
    named, as documents were made from it then.
    """
    last, made = archive.latest, last_made_in(output)
    issued, drafted = last.authority if last else "", made.authority if made else ""
    if normal(authority) in {normal(issued), normal(drafted)}:
        return
    if last and issued:
        stands = f"version {last.version} of {quoted(issued)}"
    elif drafted and normal(authority) == normal(SAMPLE_AUTHORITY):
        stands = f"the documents in {output} are of {quoted(drafted)}"
    else:
        return
    raise UnnamedWorkbookError(
        f"{workbook} is of {quoted(authority)}, but {stands}: nothing was made.", "If it is meant, name the workbook."
    )
