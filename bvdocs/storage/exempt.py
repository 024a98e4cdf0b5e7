"""The folder of what is exempt, `outputs/exempt/`: for its owner alone, from the first moment of each file in it.

It is laid out as the output folder is, with drafts and an archive of its own; nothing of Part A looks into it.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from bvdocs.core.errors import OutputError, faults_as
from bvdocs.storage.disk import make_folder, replace_file

EXEMPT = "exempt"
# By this file the folder is known, whatever it is called by now.
NOTICE = "NOT-FOR-PUBLICATION.txt"
_FOR_OTHERS = 0o077
_NOTICE = """\
NOT FOR PUBLICATION: what is in this folder is exempt under Part 1 of Schedule 12A to the Local Government Act 1972.
It was made by 'bvdocs part-b'. It is for its owner alone: do not put it on the web, on a share or into an e-mail. Who
may have it, and how they get it, the Monitoring Officer says.
"""


@contextmanager
def for_owner_alone() -> Iterator[None]:
    """Have nobody else read what this process, and those that it starts, make from now on: unfinished files too.

    A system without such permissions takes no notice.
    """
    before = os.umask(_FOR_OTHERS)
    try:
        yield
    finally:
        os.umask(before)


def make_exempt_folder(output: Path) -> Path:
    """Return the folder for what is exempt in an output folder, made if it is not there, and closed to all others.

    Raise OutputError where that cannot be, and for a link: what it leads to may be anybody's.
    """
    folder = make_closed_folder(output, EXEMPT)
    with _explained(folder), for_owner_alone():
        replace_file(folder / NOTICE, _NOTICE.encode(), 0o600)
    return folder


def make_closed_folder(output: Path, name: str) -> Path:
    """Return a folder in an output folder, made if it is not there, and closed to all others.

    Raise OutputError where that cannot be, and for a link: what it leads to may be anybody's.
    """
    folder = output / name
    with _explained(folder):
        make_folder(output)  # which others may read, as before
        if folder.is_symlink():
            raise OutputError(
                f"{folder} is a link to another folder. Nothing was written.",
                "Remove the link; a folder is made in its place.",
            )
        with for_owner_alone():
            make_folder(folder)
            folder.chmod(0o700)
    return folder


def _explained(folder: Path) -> AbstractContextManager[None]:
    return faults_as(
        OutputError,
        "{where}: what is exempt cannot be kept there: {reason}. Nothing was written.",
        "See that the folder is yours, and may be written to.",
        folder,
    )


def is_open_to_others(folder: Path) -> bool:
    """Say whether others can look into a folder, or the system does not say: it keeps no such permissions."""
    return bool(stat.S_IMODE(folder.stat().st_mode) & _FOR_OTHERS)


def is_exempt_folder(folder: Path) -> bool:
    """Say whether a folder is one for what is exempt, or within one."""
    whole = folder.resolve()
    return any(_has_notice(each) for each in (whole, *whole.parents))


def _has_notice(folder: Path) -> bool:
    with suppress(OSError):  # there can be no folder of such a name
        return (folder / NOTICE).is_file()
    return False
