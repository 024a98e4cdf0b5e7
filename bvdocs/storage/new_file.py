"""New files where the user asked for them: never over another, and whole or not at all."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bvdocs.core.errors import OutputError, faults_as
from bvdocs.storage.disk import create_file, create_files, make_folder, permissions_like

_FOR_ALL, _FOR_THE_OWNER = 0o666, 0o600


def refuse_copy(workbook: Path, out: Path) -> None:
    """Raise OutputError where no copy of the workbook can be written, so that no work is done in vain."""
    with _explained(out):
        if out.exists() and workbook.exists() and out.samefile(workbook):
            raise OutputError(f"{out} is the workbook itself, which is never written to.", "Choose another name.")
        _refuse_taken(out)


def write_new(path: Path, content: bytes, mode: int = _FOR_ALL) -> None:
    """Write a new file with these permissions, less the umask; raise OutputError, with nothing written, if it fails."""
    with _explained(path):
        _refuse_taken(path)
        create_file(path, content, mode)


def write_copy(workbook: Path, out: Path, content: bytes) -> None:
    """Write a copy of the workbook, with its permissions: who may not read the one may not read the other.

    Raise OutputError, with nothing written, where it cannot be.
    """
    with _explained(out):
        _refuse_taken(out)
        create_file(out, content, permissions_like(workbook, out.parent))


def write_all_new(files: Mapping[Path, bytes], confidential: Collection[Path] = ()) -> None:
    """Write new files, their folders too, the confidential ones for their owner alone.

    Raise OutputError, before any is written, where one is there already.
    """
    for path in files:
        with _explained(path):
            make_folder(path.parent)
            _refuse_taken(path)
    modes = {path: _FOR_THE_OWNER if path in confidential else _FOR_ALL for path in files}
    for folder in dict.fromkeys(path.parent for path in files):
        inside = {path: (content, modes[path]) for path, content in files.items() if path.parent == folder}
        with _explained(folder if len(inside) > 1 else next(iter(inside))):
            create_files(inside)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    hint = "See that you may write to the folder, and that the disk has room."
    with faults_as(OutputError, "{path} could not be written: {reason}.", hint, path):
        try:
            yield
        except FileExistsError as fault:
            # Another program was quicker, since the name was found free.
            raise _taken(path) from fault


def _refuse_taken(path: Path) -> None:
    # A link that leads nowhere is a taken name too.
    if path.is_symlink() or path.exists():
        raise _taken(path)
    if not path.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {path.parent}.", "Make it first, or name another folder.")


def _taken(path: Path) -> OutputError:
    return OutputError(f"{path} is there already, and no file is written over.", "Choose another name.")
