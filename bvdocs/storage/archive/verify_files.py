"""The files of one version, held against its manifest."""

import os
from pathlib import Path

from bvdocs.core.errors import ArchiveError
from bvdocs.core.hashing import hash_of
from bvdocs.core.stray_files import is_left_by_system
from bvdocs.storage.archive.layout import HASHES, MANIFEST
from bvdocs.storage.archive.reader import Archived
from bvdocs.storage.disk import SOURCE, everything_in
from bvdocs.storage.hashes import as_list

ADDED, CHANGED, REMOVED = "was added", "was changed", "was removed"
# Of this nobody knows whether it is as it was issued.
UNREAD = "could not be read"
# A file that stands in its place, but is none that can be made sense of.
NONE_ANY_MORE = f"{CHANGED}: it cannot be read any more"


def what_happened(fault: ArchiveError, otherwise: str = NONE_ANY_MORE) -> str:
    """Return what happened to a file that cannot be read: it was removed, the system keeps it, or `otherwise`."""
    cause = fault.__cause__
    if isinstance(cause, FileNotFoundError | NotADirectoryError):
        return REMOVED
    if isinstance(cause, OSError) and not isinstance(cause, IsADirectoryError):
        return f"{UNREAD}: {cause.strerror or cause}"
    return otherwise


def differences_in(version: Archived) -> list[tuple[Path, str]]:
    """Return the files of a version that are not as its manifest says, each with what happened to it.

    Those in a `source/` that this account may not open are not looked at; what else cannot be read is told.
    """
    shut = SOURCE if version.is_source_shut else ""
    expected = version.files | {MANIFEST: version.fingerprint}
    expected |= {HASHES: hash_of(as_list(expected).encode())}
    folders = {name[:place] for name in expected for place, sign in enumerate(name) if sign == "/"}
    # An archive has tens of thousands of files: names as text are quicker here than paths.
    unread: dict[str, str] = {}
    within = everything_in(os.fspath(version.folder), shut=shut, unread=unread)
    found = {name: entry for name, entry in within if name not in folders}
    unseen = (*unread, *((f"{shut}/",) if shut else ()))
    if unseen:
        expected = {name: digest for name, digest in expected.items() if not name.startswith(unseen)}
    differing = [
        *((name, f"{UNREAD}: {reason}") for name, reason in unread.items()),
        *((name, REMOVED) for name in sorted(expected.keys() - found.keys())),
        *((name, ADDED) for name in sorted(found.keys() - expected.keys()) if not is_system_file(found[name])),
        *((name, what) for name, digest in expected.items() if name in found and (what := _what(found[name], digest))),
    ]
    return [(version.folder / name, what) for name, what in differing]


def is_system_file(entry: "os.DirEntry[str]") -> bool:
    """Say whether a system put it there by itself; a folder or a link of such a name is somebody's."""
    return is_left_by_system(entry.name) and entry.is_file(follow_symlinks=False)


def entries_in(folder: Path) -> "list[os.DirEntry[str]]":
    """Return what is in a folder, by name; nothing of what is none, or cannot be looked into."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda each: each.name)
    except OSError:
        return []


def put_into(folder: Path) -> list[Path]:
    """Return what is in a folder, but for what a system puts there by itself and for empty folders.

    An issue that is interrupted before the first version for a meeting stands leaves an empty one.
    """
    found = [each.path for each in entries_in(folder) if not is_system_file(each)]
    # Path.is_dir() raises for what may not be entered.
    return [Path(path) for path in found if not os.path.isdir(path) or _holds_anything(path)]  # noqa: PTH112


def _holds_anything(folder: str) -> bool:
    return any(not is_system_file(each) for each in entries_in(Path(folder)))


def _what(entry: "os.DirEntry[str]", digest: str) -> str:
    """Return what happened to what should be a file, and no link to one, with this hash; '' if nothing did."""
    if not entry.is_file(follow_symlinks=False):
        return CHANGED
    try:
        with open(entry.path, "rb", buffering=0) as file:  # noqa: PTH123 - as above
            return "" if hash_of(file.read()) == digest else CHANGED
    except OSError as fault:
        return f"{UNREAD}: {fault.strerror}"
