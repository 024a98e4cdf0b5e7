"""Proof that nothing in the archive was altered, added, removed or reordered since it was issued.

Every manifest holds the hash of each file of its version, and that of the manifest before it. The list in the archive's
own folder holds the hash of every manifest, so that the last one is held from outside as well.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bvdocs.archive.files import ADDED, CHANGED, REMOVED, differences_in
from bvdocs.archive.hashes import read_list
from bvdocs.archive.layout import HASHES, MANIFEST, UNFINISHED, meeting_folder, version_folder
from bvdocs.archive.reading import Archived, read_version, version_folders
from bvdocs.errors import ArchiveError
from bvdocs.leftovers import SYSTEM_FILES

_READERS = 2


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not as it was issued: a place in the archive, and what happened to it."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place} {self.what}"


def verify(archive: Path) -> tuple[Difference, ...]:
    """Everything in the archive that is not as it was issued: versions and their manifests first, then files."""
    proof = _Proof(archive)
    in_place = proof.hold_versions()
    with ThreadPoolExecutor(_READERS) as readers:
        for found in readers.map(differences_in, in_place):
            for path, what in found:
                proof.note(path, what=what)
    proof.look_for_strays()
    return proof.differences


def verify_manifests(archive: Path) -> tuple[Difference, ...]:
    """What of that can be seen from the manifests alone: versions removed, added, or whose record was changed."""
    proof = _Proof(archive)
    proof.hold_versions()
    return proof.differences


class _Proof:
    """What was found so far, by place; what was found first of a place is what is told of it."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._folders = {folder: version for version, folder in sorted(version_folders(archive))}
        self._found: dict[str, str] = {}

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What was found."""
        return tuple(Difference(place, what) for place, what in self._found.items())

    def note(self, place: Path, *, what: str) -> None:
        """That something happened to what stands, or stood, at this place."""
        self._found.setdefault(place.relative_to(self._archive).as_posix(), what)

    def hold_versions(self) -> list[Archived]:
        """Hold every manifest against the list and against the next; return the versions that stand in their place."""
        self._look_for_links()
        versions = [version for folder in self._folders if (version := self._read(folder))]
        in_place = [each for each in versions if self._is_in_place(each)]
        self._hold_against_list(in_place)
        self._hold_against_each_other(in_place)
        return in_place

    def _look_for_links(self) -> None:
        """Note what is a link now, even to the same content: that may be changed from elsewhere."""
        meetings = {folder.parent for folder in self._folders}
        for path in (*sorted(meetings), *self._folders, self._archive / HASHES):
            if path.is_symlink():
                self.note(path, what=f"{CHANGED}: it is a link now")

    def _read(self, folder: Path) -> Archived | None:
        """The version in a folder, if its manifest can be read."""
        try:
            return read_version(folder)
        except ArchiveError:
            path = folder / MANIFEST
            self.note(path, what=f"{CHANGED}: it cannot be read any more" if path.exists() else REMOVED)
            return None

    def _is_in_place(self, version: Archived) -> bool:
        """Whether it stands where it was issued, and not under another number or for another meeting."""
        meeting = meeting_folder(version.issue.meeting_date, version.issue.committee)
        rightly = self._archive / meeting / version_folder(version.version)
        if version.folder != rightly:
            self.note(version.folder, what=f"{ADDED}: it is a copy of {rightly.relative_to(self._archive)}, or was it")
        return version.folder == rightly

    def _hold_against_list(self, versions: Sequence[Archived]) -> None:
        """Each manifest against its hash in the list of what was issued, and that list against what there is."""
        path = self._archive / HASHES
        try:
            listed = {self._archive / name: digest for name, digest in read_list(path).items()}
        except ArchiveError:
            self.note(path, what=f"{CHANGED}: it cannot be read any more")
            return
        if not listed and len(versions) > 1:
            self.note(path, what=REMOVED)
            return
        for manifest in listed:
            if manifest.name != MANIFEST:
                self.note(path, what=CHANGED)
            elif manifest.parent not in self._folders:
                self.note(manifest.parent, what=REMOVED)
        for each in versions:
            manifest = each.folder / MANIFEST
            # Of the last version alone the list may know nothing: issuing it was interrupted once it stood.
            if manifest not in listed and each is not versions[-1]:
                self.note(each.folder, what=f"{ADDED}: it is not among what was issued")
            elif listed.get(manifest, each.fingerprint) != each.fingerprint:
                self.note(manifest, what=CHANGED)

    def _hold_against_each_other(self, versions: Sequence[Archived]) -> None:
        """Each manifest against the hash that the version after it holds, and none between the two."""
        standing = {each.folder: each for each in versions}
        for before, each in zip([None, *versions], versions, strict=False):
            named = each.previous
            folder = self._archive / named.folder if named else None
            if folder and not folder.exists():
                self.note(folder, what=REMOVED)
            elif named and folder in standing and standing[folder].fingerprint != named.fingerprint:
                self.note(standing[folder].folder / MANIFEST, what=CHANGED)
            if before and (named is None or named.version < before.version):
                self.note(before.folder, what=f"{ADDED}: version {each.version} does not follow it")

    def look_for_strays(self) -> None:
        """Note what lies beside the versions, in the archive's folder or a meeting's."""
        meetings = {folder.parent for folder in self._folders}
        beside = [*_entries(self._archive), *(entry for meeting in meetings for entry in _entries(meeting))]
        for path in beside:
            ours = path in self._folders or path in meetings or path == self._archive / HASHES
            if not ours and not path.name.startswith(UNFINISHED) and not _is_empty_folder(path):
                self.note(path, what=ADDED)


def _entries(folder: Path) -> list[Path]:
    """What is in a folder, but for what a system puts there by itself."""
    if not folder.exists():
        return []
    with os.scandir(folder) as entries:
        return sorted(folder / entry.name for entry in entries if entry.name not in SYSTEM_FILES)


def _is_empty_folder(path: Path) -> bool:
    """What is left if issuing is interrupted before the first version for a meeting stands."""
    return path.is_dir() and not _entries(path)
