"""The bytes of a workbook file, read once, so that what is hashed is what is read."""

from pathlib import Path

from bvdocs.core.errors import WorkbookUnreadableError, faults_as
from bvdocs.core.limits import limited, of_workbook


def read_file(path: Path) -> bytes:
    """Return the content of the file; raise WorkbookUnreadableError, with what to do, if it cannot be read."""
    with limited(of_workbook(path, "opening the file")):
        return _content(path)


def _content(path: Path) -> bytes:
    hint = "If it is open in another program, close it there; check that you may read it."
    with faults_as(WorkbookUnreadableError, "{path} cannot be opened: {reason}.", hint, path):
        if path.is_dir():
            raise WorkbookUnreadableError(f"{path} is a folder.", "Name the workbook in it: a file ending in .xlsx.")
        try:
            return path.read_bytes()
        except FileNotFoundError as fault:
            what_to_do = "Check the name, and the folder you are in."
            raise WorkbookUnreadableError(f"{path}: there is no such file.", what_to_do) from fault
