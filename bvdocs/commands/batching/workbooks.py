"""Which workbooks are meant by files and folders, and where the documents of each go."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from bvdocs.core.errors import WorkbookUnreadableError
from bvdocs.core.hashing import hash_of
from bvdocs.core.office_files import WORKBOOK_ENDINGS
from bvdocs.core.quoting import normal
from bvdocs.core.slugs import slug
from bvdocs.core.stray_files import LOCK_PREFIXES
from bvdocs.core.unseen_characters import harmless
from bvdocs.storage.exempt import EXEMPT
from bvdocs.view.councils import Council

Key = TypeVar("Key", bound=Hashable)
# What an officer may take for a workbook, and the reader says that it is none: no council is passed over in silence.
_SPREADSHEETS = (*WORKBOOK_ENDINGS, ".xls", ".xlsb", ".ods", ".numbers")


class NamedWorkbook(NamedTuple):
    """A workbook's file, and what it is called where something is told of it: its name in the folder that was given."""

    path: Path
    name: str


def find_workbooks(asked: Iterable[Path]) -> tuple[NamedWorkbook, ...]:
    """Return the workbooks that were named, and those in the folders that were, each once, in order of name.

    Folders within a folder are not looked into: there may be copies, or an archive. Raise WorkbookUnreadableError for
    a folder without any workbook, or that cannot be looked into.
    """
    found: dict[Path, NamedWorkbook] = {}
    for each in asked:
        for path in _in_folder(each) if each.is_dir() else [each]:
            found.setdefault(path.resolve(), NamedWorkbook(path, harmless(path.name)))
    named = sorted(found.values(), key=lambda each: (each.name.casefold(), str(each.path)))
    twice = {each.name for each in named if sum(other.name == each.name for other in named) > 1}
    return tuple(
        NamedWorkbook(each.path, _with_folder(each.path) if each.name in twice else each.name) for each in named
    )


def _with_folder(path: Path) -> str:
    return harmless(f"{path.resolve().parent.name}/{path.name}")


def _in_folder(folder: Path) -> list[Path]:
    try:
        files = sorted(path for path in folder.iterdir() if _may_be_workbook(path))
    except OSError as fault:
        raise WorkbookUnreadableError(f"{folder} cannot be looked into: {fault.strerror}.", "See who may.") from fault
    if not files:
        raise WorkbookUnreadableError(f"{folder} has no workbook in it.", "Name the one with the workbooks.")
    return files


def _may_be_workbook(path: Path) -> bool:
    hidden = path.name.startswith((".", *LOCK_PREFIXES))
    return not hidden and path.suffix.lower() in _SPREADSHEETS and not path.is_dir()


def choose_folders(councils: Mapping[Key, Council]) -> dict[Key, str]:
    """Return the name of the folder of each workbook: its council's, such as 'runnymede-borough-council'.

    Where a council has several workbooks, each has a folder in it by the date of its meeting, and so the same one
    whichever others there are for other meetings. Where two councils' names differ in nothing that a folder's name may
    hold, a part of the hash of its name is added to each.
    """
    names: dict[str, set[str]] = {}
    for council in councils.values():
        names.setdefault(_plain(council), set()).add(normal(council.authority))
    alone = {name: len(each) == 1 for name, each in names.items()}
    of_council = {
        key: _plain(council) if alone[_plain(council)] else f"{_plain(council)}-{_sign_of(council)}"
        for key, council in councils.items()
    }
    many = {name for name in of_council.values() if list(of_council.values()).count(name) > 1}
    return {
        key: f"{name}/{councils[key].meeting.isoformat()}" if name in many else name for key, name in of_council.items()
    }


def _plain(council: Council) -> str:
    name = slug(council.authority) or "council"
    # A folder of that name holds what is not for publication.
    return f"{name}-council" if name == EXEMPT else name


def _sign_of(council: Council) -> str:
    return hash_of(normal(council.authority).encode())[:8]


def shared_folders(folders: Mapping[Key, str]) -> Iterator[tuple[Key, ...]]:
    """Yield the workbooks that would go to the same folder: they are of one council and one meeting."""
    by_folder: dict[str, list[Key]] = {}
    for key, folder in folders.items():
        by_folder.setdefault(folder, []).append(key)
    yield from (tuple(keys) for keys in by_folder.values() if len(keys) > 1)
