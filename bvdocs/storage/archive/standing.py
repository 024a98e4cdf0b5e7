"""Which versions stand in an archive: the one answer, for every command and every proof.

The list of what was issued decides what a version is and where it stands. One that it lacks, for issuing it was
interrupted or somebody changed the list, stands if the version after it says so, or if it follows the last one of the
list and is of this archive. Where the list was lost, each stands that is where its own manifest says and is of this
archive. All else counts for nothing.
"""

import os
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from bvdocs.core.errors import ArchiveError
from bvdocs.core.versions import BEFORE_THE_FIRST, Version
from bvdocs.storage.archive.folders import Seen
from bvdocs.storage.archive.layout import is_meeting_folder, version_folder, version_of
from bvdocs.storage.archive.reader import Archived


class StandingVersions:
    """The versions that stand in an archive as it was `seen`.

    `folders` has the folder of each, the oldest first; it may be damaged or gone by now. `hashes` has the hash of each
    manifest, by the folder, as far as the list, the version after it or, of the last one, itself knows it.
    """

    def __init__(self, archive: Path, seen: Seen, listed: Mapping[Path, str], read: Callable[[Path], Archived]) -> None:
        self._archive = archive
        self._read = read
        self.hashes = dict(listed)
        self._found: dict[Version, Path] = {}
        self._take_listed(listed)
        unlisted = [each for each in seen.versions if self._number(each) not in self._found and self._is_in_place(each)]
        self._ours = self._id_of_archive(unlisted)
        self._take_unlisted(unlisted, follow_list=bool(listed))
        self.folders = dict(sorted(self._found.items()))

    def is_of_this_archive(self, version: Archived) -> bool:
        """Say whether a version has the id of this archive, or is from before there were such ids."""
        return not self._ours or version.archive_id in ("", self._ours)

    def _take_listed(self, listed: Mapping[Path, str]) -> None:
        """Take each version of the list, and those that the list lacks, but that the one after them proves."""
        # Path.is_dir() raises for what may not be entered; of two of one number, the one that is there counts.
        for folder in sorted(listed, key=lambda each: not os.path.isdir(each)):  # noqa: PTH112
            if version_of(folder) and folder.parent.parent == self._archive:
                self._found.setdefault(self._number(folder), folder)
        for folder in sorted(self._found.values(), key=self._number, reverse=True):
            self._take_before(folder)

    def _take_unlisted(self, unlisted: list[Path], *, follow_list: bool) -> None:
        """Take of the versions that are proved by no other those that stand all the same, the newest first.

        What cannot be read, and is where a version may be, stands: as damaged, for nobody knows whose it is.
        """
        last = max(self._found, default=BEFORE_THE_FIRST)
        chained = False
        for folder in sorted(unlisted, key=self._number, reverse=True):
            version = self._readable(folder)
            if self._number(folder) in self._found or self._number(folder) < last:
                continue
            if version is None:
                self._found[self._number(folder)] = folder
            elif not follow_list or (not chained and self._follows_the_list(version, last)):
                chained = follow_list
                if self.is_of_this_archive(version):
                    self._found[self._number(folder)] = folder
                    self.hashes[folder] = version.fingerprint
                    self._take_before(folder)

    def _follows_the_list(self, version: Archived, last: Version) -> bool:
        """Say whether the chain leads from a version to the last one of the list, through versions of this archive."""
        while self.is_of_this_archive(version):
            before = version.previous
            if before is None:
                return not self._found
            folder = self._archive / before.folder
            if before.version <= last:
                return folder == self._found.get(last) and self.hashes[folder] == before.fingerprint
            if before.version >= version.version or version_of(folder) != before.version:
                return False
            found = self._readable(folder)
            if found is None or not self._is_in_place(folder):
                return found is None and os.path.lexists(folder)
            version = found
        return False

    def _take_before(self, folder: Path) -> None:
        """Take the version before the one in a folder, and so on, where that knows better than anything else."""
        while version := self._readable(folder):
            before = version.previous
            if before is None or self.hashes.get(folder, version.fingerprint) != version.fingerprint:
                return
            folder = self._archive / before.folder
            if folder in self.hashes:
                return
            self.hashes[folder] = before.fingerprint
            is_place = version_of(folder) == before.version and folder.parent.parent == self._archive
            if is_place and before.version < version.version:
                self._found.setdefault(before.version, folder)

    def _id_of_archive(self, unlisted: list[Path]) -> str:
        """Return the id that the last version has that is as the list says, or else most versions; '' if none has."""
        listed = [each for folder in sorted(self._found.values(), key=self._number) if (each := self._readable(folder))]
        sound = (each for each in reversed(listed) if self.hashes[each.folder] == each.fingerprint)
        others = filter(None, map(self._readable, unlisted))
        ids = Counter(each.archive_id for each in (*listed, *others) if each.archive_id)
        return next(
            (each.archive_id for each in sound if each.archive_id), max(ids, key=lambda each: ids[each], default="")
        )

    def _is_in_place(self, folder: Path) -> bool:
        """Say whether a folder is where its manifest says; if that cannot be read, where a version may be."""
        version = self._readable(folder)
        if version:
            return version.place == folder.relative_to(self._archive).as_posix()
        return is_meeting_folder(folder.parent.name) and folder.name == version_folder(self._number(folder))

    def _readable(self, folder: Path) -> Archived | None:
        """Return the version in a folder; None if its manifest cannot be read."""
        try:
            return self._read(folder)
        except ArchiveError:
            return None

    @staticmethod
    def _number(folder: Path) -> Version:
        """Return the version that a folder is named after."""
        return version_of(folder) or BEFORE_THE_FIRST
