"""The proof by a fingerprint that stands in the minutes, and needs nothing of the archive to be believed.

A fingerprint is the hash of a version's manifest. That holds the hash of each file of the version, and the fingerprint
of the version before it; so one fingerprint proves that version and all before it.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bvdocs.core.errors import ArchiveError
from bvdocs.core.versions import Version
from bvdocs.storage.archive.copies import what_is
from bvdocs.storage.archive.layout import HASHES, MANIFEST, version_of
from bvdocs.storage.archive.reader import Archived, read_version
from bvdocs.storage.archive.verify import Difference
from bvdocs.storage.archive.verify_files import CHANGED, differences_in, what_happened
from bvdocs.storage.archive.versions import Archive
from bvdocs.storage.hashes import read_list


@dataclass(frozen=True, slots=True)
class Proof:
    """What a fingerprint proves: of the version that has it, and of all before it, what is not as it was issued.

    `had` is, where no version has it, the number of the one that had it by the archive's own records, if they say so.
    `elsewhere` says of a folder that has it, and is no version here, where and what it is.
    """

    version: Archived | None
    proved: tuple[Archived, ...] = ()
    differences: tuple[Difference, ...] = ()
    had: Version | None = None
    elsewhere: str = ""


def prove(archive: Path, fingerprint: str) -> Proof:
    """Return what the fingerprint, in small letters, proves of this archive.

    What is in a `source/` that this account may not open is not looked at; what else cannot be read is among the
    differences.
    """
    here = Archive(archive)
    versions = list(_readable(here, here.standing.values()))
    version = next((each for each in versions if each.fingerprint == fingerprint and _is_in_place(here, each)), None)
    if version is None:
        had = dict(_recorded(archive, versions)).get(fingerprint)
        return Proof(None, had=had, elsewhere=_elsewhere(here, fingerprint))
    chain, differences = [version], []
    while previous := chain[-1].previous:
        folder = archive / previous.folder
        try:
            before = read_version(folder)
        except ArchiveError as fault:
            place = folder / MANIFEST if os.path.lexists(folder) else folder
            differences.append((place, what_happened(fault)))
            break
        if before.fingerprint != previous.fingerprint:
            differences.append((folder / MANIFEST, CHANGED))
            break
        chain.append(before)
    for each in reversed(chain):
        differences += differences_in(each)
    told = (Difference(path.relative_to(archive).as_posix(), what) for path, what in differences)
    return Proof(version, tuple(reversed(chain)), tuple(told))


def _readable(archive: Archive, folders: Iterable[Path]) -> Iterator[Archived]:
    """Yield the versions that can be read, of those in these folders."""
    for folder in folders:
        with suppress(ArchiveError):
            yield archive.read(folder)


def _is_in_place(archive: Archive, version: Archived) -> bool:
    return archive.place_of(version.folder) == version.place and archive.is_of_this_archive(version)


def _elsewhere(archive: Archive, fingerprint: str) -> str:
    """Return which folder has the fingerprint that is no version here, and what it is; '' if none has it."""
    for each in _readable(archive, archive.seen.versions):
        if each.fingerprint == fingerprint:
            is_copy = archive.is_of_this_archive(each) and archive.place_of(each.folder) != each.place
            more = f"; what is in the place of version {each.version} is not as it was issued" if is_copy else ""
            return f"{archive.place_of(each.folder)} has it, but is {what_is(archive, each.folder)}{more}"
    return ""


def _recorded(archive: Path, versions: list[Archived]) -> Iterator[tuple[str, Version]]:
    """Yield the fingerprints that the list of what was issued, and each version of the one before it, record."""
    try:
        listed = read_list(archive / HASHES)
    except ArchiveError:
        listed = {}
    for name, digest in listed.items():
        if version := version_of(Path(name).parent):
            yield digest, version
    for each in versions:
        if each.previous:
            yield each.previous.fingerprint, each.previous.version
