"""The proof that nothing in the archive was altered, added, removed or reordered since it was issued.

Every manifest holds the hash of each file of its version, and that of the manifest before it. The list in the archive's
own folder holds the hash of every manifest, so that the last one is held from outside as well.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bvdocs.core.errors import ArchiveError
from bvdocs.storage.archive.copies import copies_in, how_issued
from bvdocs.storage.archive.layout import HASHES, MANIFEST
from bvdocs.storage.archive.reader import Archived, Previous
from bvdocs.storage.archive.verify_files import ADDED, CHANGED, REMOVED, UNREAD, differences_in, put_into, what_happened
from bvdocs.storage.archive.versions import Archive
from bvdocs.storage.disk import UNFINISHED
from bvdocs.storage.hashes import read_list

_READERS = 2


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not as it was issued: a place in the archive, and what happened to it."""

    place: str
    what: str

    @property
    def is_unread(self) -> bool:
        """Say whether it could not be read, so that nobody knows whether it is as it was issued."""
        return self.what.startswith(UNREAD)

    def __str__(self) -> str:
        return f"{self.place} {self.what}"


def verify(archive: Path) -> tuple[Difference, ...]:
    """Return all in the archive that is not as it was issued: versions and their manifests first, then files.

    What is in a `source/` that this account may not open is not looked at; what else cannot be read is among the
    differences. Raise ArchiveError if the archive itself cannot be looked into.
    """
    proof = _Proof(archive)
    in_place = proof.hold_versions()
    proof.look_for_copies()
    with ThreadPoolExecutor(_READERS) as readers:
        for found in readers.map(differences_in, in_place):
            for path, what in found:
                proof.note(path, what=what)
    proof.look_for_strays()
    return proof.differences


def verify_manifests(archive: Path) -> tuple[Difference, ...]:
    """Return what of that can be seen from the manifests alone: versions removed, added, or with another record."""
    proof = _Proof(archive)
    proof.hold_versions()
    return proof.differences


def unlisted(archive: Path) -> tuple[Archived, ...]:
    """Return the versions that the list lacks, but that the chain up to the last version proves; the oldest first.

    Issuing them was interrupted once they stood, or the list was changed. There are none if the list cannot be read.
    """
    return _Proof(archive).unlisted()


def versions_in_place(archive: Path) -> list[Archived]:
    """Return the versions of this archive that stand where they were issued, the oldest first."""
    return _Proof(archive).in_place()


class _Proof:
    """What was found so far, by its place in the archive; of what was found at a place, the first is told."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._found: dict[str, str] = {}
        self._versions = Archive(archive)
        self._folders = dict.fromkeys(self._versions.seen.versions)
        for meeting, reason in self._versions.seen.shut.items():
            self.note(meeting, what=f"{UNREAD}: {reason}")

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Return what was found."""
        return tuple(Difference(place, what) for place, what in self._found.items())

    def note(self, place: Path, *, what: str) -> None:
        """Note what happened to what stands, or stood, at this place."""
        self._found.setdefault(place.relative_to(self._archive).as_posix(), what)

    def hold_versions(self) -> list[Archived]:
        """Hold every manifest against the list and against the next; return the versions that stand in their place."""
        self._look_for_links()
        in_place = self.in_place()
        self._hold_against_list(in_place)
        self._hold_against_each_other(in_place)
        return in_place

    def unlisted(self) -> tuple[Archived, ...]:
        """Return the versions that the list lacks, but that the chain proves."""
        listed = self._listed()
        if listed is None:
            return ()
        not_listed = (each for each in self.in_place() if each.folder / MANIFEST not in listed)
        return tuple(each for each in not_listed if self._versions.hashes.get(each.folder) == each.fingerprint)

    def in_place(self) -> list[Archived]:
        """Return the versions of this archive that stand where they were issued, the oldest first; note the others."""
        folders = (each for each in self._versions.standing.values() if each in self._folders)
        versions = [version for folder in folders if (version := self._read(folder))]
        return [each for each in versions if self._is_in_place(each) and self._is_of_this_archive(each)]

    def _is_of_this_archive(self, version: Archived) -> bool:
        """Say whether it is of this archive; note it if another one's was put in its place."""
        ours = self._versions.is_of_this_archive(version)
        if not ours:
            self.note(version.folder, what=f"{CHANGED}: what is there is of another archive, {how_issued(version)}")
        return ours

    def _look_for_links(self) -> None:
        """Note what is a link now, even to the same content: that may be changed from elsewhere."""
        meetings = {folder.parent for folder in self._folders}
        for path in (*sorted(meetings), *self._folders, self._archive / HASHES):
            if path.is_symlink():
                self.note(path, what=f"{CHANGED}: it is a link now")

    def _read(self, folder: Path) -> Archived | None:
        """Return the version in a folder, if its manifest can be read; note that it cannot if so."""
        path = folder / MANIFEST
        try:
            return self._versions.read(folder)
        except ArchiveError as fault:
            self.note(path, what=what_happened(fault))
            return None

    def _is_in_place(self, version: Archived) -> bool:
        """Say whether it stands where it was issued; note it if under another number or for another meeting.

        Where a version was issued, and none where its manifest says, it is no copy: the manifest was changed.
        """
        rightly = self._archive / version.place
        listed = self._listed() or {} if version.folder != rightly else {}
        if version.folder / MANIFEST in listed and rightly / MANIFEST not in listed:
            self.note(version.folder / MANIFEST, what=CHANGED)
        elif version.folder != rightly:
            self.note(version.folder, what=f"{ADDED}: it is a copy of {version.place}, or that version itself, moved")
        return version.folder == rightly

    def _hold_against_list(self, versions: Sequence[Archived]) -> None:
        """Hold each manifest against its hash in the list of what was issued, and that list against what there is."""
        path, listed = self._archive / HASHES, self._listed()
        if listed is None:
            return
        # An interruption leaves one version at most that is in no list: the next issue begins by adding it.
        if not listed and len(versions) > 1:
            self.note(path, what=REMOVED)
            return
        for manifest in listed:
            if manifest.name != MANIFEST:
                self.note(path, what=CHANGED)
            elif manifest.parent not in self._folders and not self._is_unread(manifest.parent.parent):
                self.note(manifest.parent, what=REMOVED)
        for each in versions:
            if self._versions.hashes.get(each.folder, each.fingerprint) != each.fingerprint:
                self.note(each.folder / MANIFEST, what=CHANGED)

    def _listed(self) -> dict[Path, str] | None:
        """Return the hash of each manifest in the list of what was issued; None, and note it, if that is no list."""
        path = self._archive / HASHES
        try:
            return {self._archive / name: digest for name, digest in read_list(path).items()}
        except ArchiveError as fault:
            self.note(path, what=what_happened(fault))
            return None

    def _is_unread(self, place: Path) -> bool:
        return self._found.get(place.relative_to(self._archive).as_posix(), "").startswith(UNREAD)

    def _hold_against_each_other(self, versions: Sequence[Archived]) -> None:
        """Hold each manifest against what the version after it says of the one before: that is to be this one."""
        standing = {each.folder: each for each in versions}
        for before, each in zip([None, *versions], versions, strict=False):
            named = each.previous
            if named == (before and self._as_previous(before)):
                continue
            passed_over = before is not None and (named is None or named.version < before.version)
            if before and passed_over:
                self.note(before.folder, what=f"{ADDED}: version {each.version} does not follow it")
            if named is None:
                continue
            folder = self._archive / named.folder
            if self._is_unread(folder.parent):
                continue
            if not folder.exists():
                self.note(folder, what=REMOVED)
            elif folder in standing and standing[folder].fingerprint != named.fingerprint:
                self.note(folder / MANIFEST, what=CHANGED)
            # Of a version that cannot be read, or is not in its place, that is told already.
            elif not passed_over and (folder in standing or folder not in self._folders):
                self.note(each.folder / MANIFEST, what=f"{CHANGED}: what it says of the version before is not so")

    def _as_previous(self, version: Archived) -> Previous:
        """Return what the version after it is to say of a version."""
        return Previous(version.version, version.folder.relative_to(self._archive).as_posix(), version.fingerprint)

    def look_for_copies(self) -> None:
        """Note what looks like a copy of something in the archive, and stands in no place of it."""
        for each in copies_in(self._versions):
            self.note(self._archive / each.place, what=f"{ADDED}: it is {each.what}")

    def look_for_strays(self) -> None:
        """Note what lies beside the versions, in the archive's folder or a meeting's."""
        meetings = {folder.parent for folder in self._folders}
        beside = [*put_into(self._archive), *(entry for meeting in meetings for entry in put_into(meeting))]
        for path in beside:
            ours = path in self._folders or path in meetings or path == self._archive / HASHES
            unfinished = path.parent == self._archive and path.name.startswith(UNFINISHED)
            if not ours and not unfinished:
                self.note(path, what=ADDED)
