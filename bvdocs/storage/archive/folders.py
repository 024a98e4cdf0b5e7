"""What stands in an archive: folders named like versions, and the list; `versions.py` says which are versions."""

import os
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

from bvdocs.core.errors import SEE_WHO_MAY_READ, UNREADABLE, ArchiveError, faults_as
from bvdocs.storage.archive.layout import HASHES, MANIFEST, version_of
from bvdocs.storage.hashes import read_list


@dataclass(frozen=True, slots=True)
class Seen:
    """The folders that are named like versions, in order; and those that cannot be looked into, with the reason.

    `listed` is what the list of versions holds; None if it is not there, or cannot be read.
    """

    versions: tuple[Path, ...]
    shut: dict[Path, str]
    listed: bytes | None


def look_at(archive: Path) -> Seen:
    """Return what stands in an archive now; nothing where there is none.

    Raise ArchiveError if the archive itself cannot be looked into.
    """
    with _explained(archive):
        meetings = _within(archive)
    found: list[Path] = []
    shut: dict[Path, str] = {}
    for meeting in meetings:
        try:
            found += (each for each in _within(meeting) if version_of(each))
        except OSError as fault:
            shut[meeting] = fault.strerror or str(fault)
    listed = None
    with suppress(OSError):
        listed = (archive / HASHES).read_bytes()
    return Seen(tuple(sorted(found, key=lambda each: (version_of(each), each))), shut, listed)


def listed_in(archive: Path) -> dict[Path, str]:
    """Return the hash of the manifest of each version that the list has, by its folder, in the order of the list.

    Raise ArchiveError if it is no list.
    """
    manifests = {Path(name): digest for name, digest in read_list(archive / HASHES).items()}
    return {archive / path.parent: digest for path, digest in manifests.items() if path.name == MANIFEST}


def _within(folder: Path) -> list[Path]:
    """Return the folders in it, but for hidden ones; none where there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(each.path) for each in entries if each.is_dir() and not each.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _explained(path: Path) -> AbstractContextManager[None]:
    return faults_as(ArchiveError, UNREADABLE, SEE_WHO_MAY_READ, path)
