"""The proof that nothing in the archive was altered, added, removed or reordered since it was issued.

Every manifest holds the hash of each file of its version, and that of the manifest before it. The list in the archive's
own folder holds the hash of every manifest, so that the last one is held from outside as well.
"""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bvdocs.core.errors import ArchiveError
from bvdocs.storage.archive.copies import copies_in
from bvdocs.storage.archive.folders import look_at
from bvdocs.storage.archive.layout import HASHES, MANIFEST
from bvdocs.storage.archive.reader import Archived, Previous, read_version
from bvdocs.storage.archive.verify_files import ADDED, CHANGED, REMOVED, UNREAD, differences_in, is_system_file
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
        found = look_at(archive)
        self._folders = dict.fromkeys(found.versions)
        for meeting, reason in found.shut.items():
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
        versions, listed = self.in_place(), self._listed()
        if listed is None:
            return ()
        vouched = self._vouched(versions, listed)
        not_listed = (each for each in versions if each.folder / MANIFEST not in listed)
        return tuple(each for each in not_listed if vouched.get(each.folder / MANIFEST) == each.fingerprint)

    def in_place(self) -> list[Archived]:
        """Return the versions of this archive that stand where they were issued, the oldest first; note the others."""
        versions = [version for folder in self._folders if (version := self._read(folder))]
        return self._one_of_each_number(self._of_this_archive([each for each in versions if self._is_in_place(each)]))

    def _of_this_archive(self, versions: list[Archived]) -> list[Archived]:
        """Return the versions with the id of this archive, or from before there was one; note the others."""
        ours = next((each.archive_id for each in self._most_credible_first(versions) if each.archive_id), "")
        for each in versions:
            if each.archive_id not in ("", ours):
                self.note(each.folder, what=f"is of another archive: it was {_how_issued(each)}")
        return [each for each in versions if each.archive_id in ("", ours)]

    def _one_of_each_number(self, versions: list[Archived]) -> list[Archived]:
        """Return one version of each number, that which stands for all commands; note the others, and their machine.

        Two computers that issue into copies of an archive, which are then put together, give the same number twice.
        """
        chosen = {each.version: each for each in versions}
        if len(chosen) < len(versions):
            standing = set(Archive(self._archive).standing.values())
            chosen |= {each.version: each for each in versions if each.folder in standing}
        for each in versions:
            other = chosen[each.version]
            if each is not other:
                where = other.folder.relative_to(self._archive).as_posix()
                told = f"it was {_how_issued(each)}; the other, {where}, was {_how_issued(other)}"
                self.note(each.folder, what=f"is a second version {each.version}: {told}")
        return [each for each in versions if chosen[each.version] is each]

    def _most_credible_first(self, versions: list[Archived]) -> list[Archived]:
        """Return the versions, the last first, but before all others those that the list has as they are."""
        listed = self._listed() or {}
        as_listed = [each for each in versions if listed.get(each.folder / MANIFEST) == each.fingerprint]
        others = [each for each in versions if each not in as_listed]
        return [*reversed(as_listed), *reversed(others)]

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
            return read_version(folder)
        except ArchiveError as fault:
            if reason := withheld(fault):
                self.note(path, what=f"{UNREAD}: {reason}")
            else:
                self.note(path, what=f"{CHANGED}: it cannot be read any more" if path.exists() else REMOVED)
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
        vouched = self._vouched(versions, listed)
        for each in versions:
            manifest = each.folder / MANIFEST
            if manifest not in vouched:
                self.note(each.folder, what=f"{ADDED}: it is not among what was issued")
            elif vouched[manifest] != each.fingerprint:
                self.note(manifest, what=CHANGED)

    def _listed(self) -> dict[Path, str] | None:
        """Return the hash of each manifest in the list of what was issued; None, and note it, if that is no list."""
        path = self._archive / HASHES
        try:
            return {self._archive / name: digest for name, digest in read_list(path).items()}
        except ArchiveError as fault:
            reason = withheld(fault)
            self.note(path, what=f"{UNREAD}: {reason}" if reason else f"{CHANGED}: it cannot be read any more")
            return None

    def _is_unread(self, place: Path) -> bool:
        return self._found.get(place.relative_to(self._archive).as_posix(), "").startswith(UNREAD)

    def _vouched(self, versions: Sequence[Archived], listed: Mapping[Path, str]) -> dict[Path, str]:
        """Return the hash of each manifest by the list, or else by the version after it if that is as it should be.

        The last version stands for itself: issuing it may have been interrupted before the list had it.
        """
        vouched = {each.folder / MANIFEST: each.fingerprint for each in versions[-1:]} | dict(listed)
        for each in reversed(versions):
            if each.previous and vouched.get(each.folder / MANIFEST) == each.fingerprint:
                vouched.setdefault(self._archive / each.previous.folder / MANIFEST, each.previous.fingerprint)
        return vouched

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
        for each in copies_in(Archive(self._archive)):
            self.note(self._archive / each.place, what=f"{ADDED}: it is {each.what}")

    def look_for_strays(self) -> None:
        """Note what lies beside the versions, in the archive's folder or a meeting's."""
        meetings = {folder.parent for folder in self._folders}
        beside = [*_entries(self._archive), *(entry for meeting in meetings for entry in _entries(meeting))]
        for path in beside:
            ours = path in self._folders or path in meetings or path == self._archive / HASHES
            unfinished = path.parent == self._archive and path.name.startswith(UNFINISHED)
            if not ours and not unfinished and not _is_empty_folder(path):
                self.note(path, what=ADDED)


def _how_issued(version: Archived) -> str:
    machine = f" on {version.machine}" if version.machine else ""
    return f"issued on {version.issued_at:%d/%m/%Y %H:%M} by {version.issue.by}{machine}"


def withheld(fault: ArchiveError) -> str:
    """Return what the system says if it keeps a file from being read, so that nobody knows whether it was changed."""
    cause = fault.__cause__
    if not isinstance(cause, OSError) or isinstance(cause, FileNotFoundError | IsADirectoryError | NotADirectoryError):
        return ""
    return cause.strerror or str(cause)


def _entries(folder: Path) -> list[Path]:
    """Return what is in a folder, but for what a system puts there by itself; nothing if it cannot be looked into."""
    try:
        with os.scandir(folder) as entries:
            return sorted(folder / entry.name for entry in entries if not is_system_file(entry))
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return []  # what cannot be looked into is told already


def _is_empty_folder(path: Path) -> bool:
    """Say whether it is what is left if issuing is interrupted before the first version for a meeting stands."""
    return path.is_dir() and not _entries(path)
