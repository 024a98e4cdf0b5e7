"""Writing a file that was not there: never over another, and whole or not at all."""

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from bvdocs.core.errors import OutputError

# What a disk answers that knows no second name for a file, such as a memory stick's.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK)


def refuse_copy(workbook: Path, out: Path) -> None:
    """Raises OutputError where no copy of the workbook can be written, so that no work is done in vain."""
    with _explained(out):
        if out.exists() and workbook.exists() and out.samefile(workbook):
            raise OutputError(f"{out} is the workbook itself, which is never written to.", "Choose another name.")
        _refuse_taken(out)


def write_new(path: Path, content: bytes) -> None:
    """Write a new file; raises OutputError, with nothing written, where it cannot be."""
    with _explained(path):
        _refuse_taken(path)
        _write(path, content)


def write_all_new(files: Mapping[Path, bytes]) -> None:
    """Write new files, their folders too; raises OutputError, before any is written, where one is there already."""
    for path in files:
        with _explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            _refuse_taken(path)
    for path, content in files.items():
        write_new(path, content)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as fault:
        # Another program was quicker, since the name was found free.
        raise _taken(path) from fault
    except OSError as fault:
        raise OutputError(
            f"{path} could not be written: {fault.strerror or fault}.",
            "See that you may write to the folder, and that the disk has room.",
        ) from fault


def _refuse_taken(path: Path) -> None:
    # A link that leads nowhere is a taken name too.
    if path.is_symlink() or path.exists():
        raise _taken(path)
    if not path.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {path.parent}.", "Make it first, or name another folder.")


def _taken(path: Path) -> OutputError:
    return OutputError(f"{path} is there already, and no file is written over.", "Choose another name.")


def _write(path: Path, content: bytes) -> None:
    """All of the content under a name of its own first: the file's own name never shows a part of it."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _fill(unfinished, content)
        try:
            # Unlike a renamed file, a linked one never replaces another.
            os.link(unfinished, path)
        except OSError as fault:
            if fault.errno not in _NO_LINKS:
                raise
            _fill(path, content)
    finally:
        with suppress(OSError):
            unfinished.unlink()


def _fill(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            path.unlink()
            raise
