"""New files where the user asked for them: never over another, and whole or not at all."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bvdocs.core.english import listed
from bvdocs.core.errors import OutputError, WrongEndingError, faults_as
from bvdocs.core.office_files import workbook_ending
from bvdocs.storage.creating import create_file, create_files, create_folder, may_be_replaced, permissions_like
from bvdocs.storage.disk import make_folder, refuse_unwritable

_FOR_ALL, _FOR_THE_OWNER = 0o666, 0o600


def refuse_copy(workbook: Path, out: Path) -> None:
    """Raise OutputError where no copy of the workbook can be written, so that no work is done in vain."""
    with _explained(out):
        if out.exists() and workbook.exists() and out.samefile(workbook):
            raise OutputError(f"{out} is the workbook itself, which is never written to.", "Choose another name.")
        _refuse_taken(out)
        refuse_unwritable(out.parent)


def refuse_wrong_ending(out: Path, content: bytes) -> None:
    """Raise WrongEndingError if Excel would not open a copy of the workbook with this content under this name."""
    ending = workbook_ending(content)
    # What is no workbook at all is told by whoever reads it.
    if content.startswith(b"PK") and out.suffix.lower() != ending:
        what = {".xlsx": "no macros", ".xlsm": "macros"}.get(ending, "been made as a template")
        raise WrongEndingError(
            f"{out} does not end in {ending}: the workbook has {what}, and Excel would not open the copy.",
            f"Name it {out.with_suffix(ending).name}.",
        )


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

    Those of a folder that is not there yet, or is empty, appear with it in one step. Raise OutputError, before any is
    written, where one is there already, and name all that are.
    """
    _refuse_all_taken(files)
    by_folder: dict[Path, dict[str, Path]] = {}
    for path in files:
        with _explained(path):
            place = path.parent.resolve() / path.name
            folder = _highest_new(place)
            by_folder.setdefault(folder, {})[place.relative_to(folder).as_posix()] = path
    for folder, inside in by_folder.items():
        paths = tuple(inside.values())
        with _explained(folder if len(paths) > 1 else paths[0]):
            if len(paths) > 1 and (not folder.exists() or may_be_replaced(folder)):
                contents = {name: files[path] for name, path in inside.items()}
                create_folder(folder, contents, {name for name, path in inside.items() if path in confidential})
            else:
                _write_each({path: files[path] for path in paths}, confidential)


def _write_each(files: Mapping[Path, bytes], confidential: Collection[Path]) -> None:
    """Write the files of one folder, in which other things of the user's may stand: one step for each."""
    make_folder(next(iter(files)).parent)
    modes = {path: _FOR_THE_OWNER if path in confidential else _FOR_ALL for path in files}
    create_files({path: (content, modes[path]) for path, content in files.items()})


def _highest_new(path: Path) -> Path:
    """Return the highest of the folders that a file is to stand in that is not there yet; else the lowest, which is."""
    missing = [each for each in path.parents if not each.exists()]
    return missing[-1] if missing else path.parent


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
    if _is_taken(path):
        raise _taken(path)
    if not path.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {path.parent}.", "Make it first, or name another folder.")


def _refuse_all_taken(paths: Iterable[Path]) -> None:
    taken = []
    for path in paths:
        with _explained(path):
            taken += [path] if _is_taken(path) else []
    if taken:
        raise _taken(*taken)


def _is_taken(path: Path) -> bool:
    # A link that leads nowhere is a taken name too.
    return path.is_symlink() or path.exists()


def _taken(*paths: Path) -> OutputError:
    are, choose = ("are", "other names") if len(paths) > 1 else ("is", "another name")
    names = listed([str(each) for each in paths])
    return OutputError(f"{names} {are} there already, and no file is written over.", f"Choose {choose}.")
