"""One desk for an output folder: a note there says where the browser finds the one that is open.

The note holds the token, so its owner alone can read it. It is locked for as long as its desk lives; one that a killed
desk has left is locked by nobody, and hinders nothing.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, NoReturn

from bvdocs.core.errors import OutputError, faults_as
from bvdocs.core.json_text import as_text
from bvdocs.storage.disk import make_folder
from bvdocs.storage.locking import locked

DESK_NOTE = ".desk.json"
_OWN = 0o600
# How often, and how many seconds apart, the note of a desk that is just opening is looked at.
_LOOKS, _BETWEEN = 40, 0.05


class OpenDesk(NamedTuple):
    """A desk that is open: the address to open in the browser, with its token, and the workbook that it shows.

    Both are '' where it has not noted them.
    """

    address: str = ""
    workbook: str = ""


class DeskIsOpenError(Exception):
    """Another desk has the folder: `desk`."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.desk = desk


@contextmanager
def only_desk(output: Path) -> Iterator[Callable[[OpenDesk], None]]:
    """Have no other desk open on the output folder; yield what notes where this one is. Take the note away at the end.

    Make the folder if it is not there. Raise DeskIsOpenError if another desk has it, OutputError if nothing can be
    written there.
    """
    path = output / DESK_NOTE
    with ExitStack() as held:
        with faults_as(
            OutputError,
            "{where}: the desk cannot open here: {reason}.",
            "See that it is a folder that may be written to, and that the disk has room.",
            output,
        ):
            make_folder(output)
            while not _take(path, held):
                held.close()

        def note(desk: OpenDesk) -> None:
            path.write_text(json.dumps(desk._asdict()), encoding="utf-8")

        held.callback(path.unlink, missing_ok=True)
        yield note


def _take(path: Path, held: ExitStack) -> bool:
    """Lock the note; say False if a desk that ended meanwhile has taken it away."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), _OWN)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(handle, _OWN)  # whoever has made it: that of another account refuses this
    finally:
        os.close(handle)

    def refuse() -> NoReturn:
        raise DeskIsOpenError(_read_once_written(path))

    try:
        before = path.stat()
        held.enter_context(locked(path, refuse))
        return os.path.samestat(before, path.stat())
    except FileNotFoundError:
        return False


def _read_once_written(path: Path) -> OpenDesk:
    """Return what the other desk has noted; it may be just opening."""
    for _ in range(_LOOKS):
        # It is there but not whole yet, or there no more.
        with suppress(OSError, ValueError, KeyError, TypeError):
            noted = json.loads(path.read_bytes())
            return OpenDesk(as_text(noted["address"]), as_text(noted["workbook"]))
        time.sleep(_BETWEEN)
    return OpenDesk()
