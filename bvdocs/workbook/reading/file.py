"""The bytes of a workbook file, read once, so that what is hashed is what is read."""

from pathlib import Path

from bvdocs.core.errors import WorkbookUnreadableError


def read_file(path: Path) -> bytes:
    """Return the content of the file; raise WorkbookUnreadableError, with what to do, if it cannot be read."""
    if path.is_dir():
        raise WorkbookUnreadableError(f"{path} is a folder.", "Name the workbook in it: a file ending in .xlsx.")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise WorkbookUnreadableError(
            f"{path}: there is no such file.", "Check the name, and the folder you are in."
        ) from None
    except OSError as fault:
        raise WorkbookUnreadableError(
            f"{path} cannot be opened: {fault.strerror}.",
            "If it is open in another program, close it there; check that you may read it.",
        ) from fault
