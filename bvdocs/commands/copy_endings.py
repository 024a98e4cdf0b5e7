"""How the name of a copy of a workbook has to end."""

from pathlib import Path

from bvdocs.core.errors import WrongEndingError
from bvdocs.core.office_files import workbook_ending


def refuse_ending(out: Path, content: bytes) -> None:
    """Raise WrongEndingError if Excel would not open a copy of the workbook with this content under the name `out`."""
    ending = workbook_ending(content)
    if out.suffix.lower() != ending:
        what = {".xlsx": "no macros", ".xlsm": "macros"}.get(ending, "been made as a template")
        raise WrongEndingError(
            f"{out} does not end in {ending}: the workbook has {what}, and Excel would not open the copy.",
            f"Name it {out.with_suffix(ending).name}.",
        )
