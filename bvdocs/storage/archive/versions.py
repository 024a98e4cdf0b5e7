"""The archive as a whole: which versions stand in it, which of them are damaged, and what was said before."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from bvdocs.core.errors import ArchiveError, UnknownVersionError
from bvdocs.core.history import Issue, LostIssue, Past, Reported
from bvdocs.core.versions import BEFORE_THE_FIRST, Version, parse_version
from bvdocs.storage.archive.folders import listed_in, look_at
from bvdocs.storage.archive.layout import (
    ARCHIVE,
    ASSESSMENT,
    HASHES,
    MANIFEST,
    WHOLE_ASSESSMENT,
    WORKBOOKS,
    workbook_among,
)
from bvdocs.storage.archive.reader import Archived, Previous, read_version
from bvdocs.storage.archive.standing import StandingVersions
from bvdocs.storage.archive.verify_files import CHANGED, UNREAD, what_happened

LATEST = "latest"
RESTORE = "Put it back from a backup or another copy of the archive: 'bvdocs verify' says how."
_IDENTITY = re.compile(rb'"archive": "([0-9a-f]{32})"')


@dataclass(frozen=True, slots=True)
class Damaged:
    """What of the archive is not as it was issued, by its place there, and what happened to it.

    `version` is the one that it belongs to, if it belongs to one. `record` is there if its manifest is sound, and only
    the facts or the workbook are not.
    """

    version: Version | None
    place: str
    what: str
    record: Archived | None = None

    @property
    def is_unread(self) -> bool:
        """Say whether the system keeps it from being read, so that nobody knows whether it is as it was issued."""
        return self.what.startswith(UNREAD)

    def __str__(self) -> str:
        whole = " whole" if self.record else ""
        subject = f"Version {self.version} cannot be read{whole}: " if self.version else ""
        return f"{subject}{self.place} {self.what}."


class Archive:
    """The versions in one folder, as it was `seen` when this was made; each is read when it is asked for, and once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen = look_at(folder)
        self.read = cache(read_version)

    @cached_property
    def _list(self) -> tuple[dict[Path, str], str]:
        """Return the list of what was issued, and what is wrong with it, if it cannot be read."""
        try:
            return listed_in(self.folder), ""
        except ArchiveError as fault:
            return {}, what_happened(fault)

    @cached_property
    def _standing(self) -> StandingVersions:
        return StandingVersions(self.folder, self.seen, self._list[0], self.read)

    @property
    def standing(self) -> dict[Version, Path]:
        """Return the folder of each version that was issued, the oldest first; it may be damaged or gone by now."""
        return self._standing.folders

    @property
    def hashes(self) -> dict[Path, str]:
        """Return the hash of the manifest of each version that was issued, by its folder, as far as it is known."""
        return self._standing.hashes

    def is_of_this_archive(self, version: Archived) -> bool:
        """Say whether a version has the id of this archive, or is from before there were such ids."""
        return self._standing.is_of_this_archive(version)

    def place_of(self, path: Path) -> str:
        """Return the place of a file or a folder in the archive."""
        return path.relative_to(self.folder).as_posix()

    @cached_property
    def _known(self) -> dict[Version, Archived | Damaged]:
        return {version: self._look_at(version, folder) for version, folder in self.standing.items()}

    def _look_at(self, version: Version, folder: Path) -> Archived | Damaged:
        """Return a version, if its manifest is the one that was issued, and says that it stands here."""
        place = self.place_of(folder / MANIFEST)
        try:
            found = self.read(folder)
        except ArchiveError as fault:
            is_there = os.path.lexists(folder)
            return Damaged(version, place if is_there else self.place_of(folder), what_happened(fault))
        expected = self.hashes.get(folder, found.fingerprint)
        in_place = found.place == self.place_of(folder) and self.is_of_this_archive(found)
        return found if in_place and found.fingerprint == expected else Damaged(version, place, CHANGED)

    @property
    def versions(self) -> tuple[Archived, ...]:
        """Return every version whose manifest is as it was issued, the oldest first."""
        return tuple(each for each in self._known.values() if isinstance(each, Archived))

    @cached_property
    def sound(self) -> tuple[Archived, ...]:
        """Return every version of which all that commands read is as it was issued, the oldest first."""
        damaged = {each.version for each in self.damaged}
        return tuple(each for each in self.versions if each.version not in damaged)

    @cached_property
    def damaged(self) -> tuple[Damaged, ...]:
        """Return what is not as it was issued of what commands read: manifests, facts, workbooks, and the list.

        `verify` looks at all files. What is in a `source/` that this account may not open is not looked at.
        """
        found = [Damaged(None, HASHES, self._list[1])] if self._list[1] else []
        for folder, reason in self.seen.shut.items():
            found.append(Damaged(None, self.place_of(folder), f"{UNREAD}: {reason}"))
        for each in self._known.values():
            found += [each] if isinstance(each, Damaged) else self._damage_in(each)
        return tuple(found)

    def _damage_in(self, version: Archived) -> Iterator[Damaged]:
        """Yield those of a version's records that are not as they were issued."""
        for name in (ASSESSMENT, *((WHOLE_ASSESSMENT, workbook_among(version.files)) if version.has_source else ())):
            if name in version.files:
                try:
                    version.read(name)
                except ArchiveError as fault:
                    place = self.place_of(version.folder / name)
                    yield Damaged(version.version, place, what_happened(fault, CHANGED), version)

    @property
    def identity(self) -> str:
        """Return the random id of this archive, as its last version that has one records it; empty if none has.

        A damaged version is asked where no other has it: an archive with another id would be another archive.
        """
        sound = next((each.archive_id for each in reversed(self.versions) if each.archive_id), "")
        return sound or next(filter(None, map(_identity_said_in, reversed(self.standing.values()))), "")

    def __len__(self) -> int:
        return len(self.standing)

    @property
    def latest(self) -> Archived | None:
        """Return the last version whose manifest is as it was issued, if there is any."""
        return self.versions[-1] if self.versions else None

    def sound_before(self, version: Version | None) -> tuple[Archived, ...]:
        """Return the sound versions before this one, or all, the oldest first."""
        return tuple(each for each in self.sound if version is None or each.version < version)

    @property
    def last_proved(self) -> Previous | None:
        """Return the last version of which the hash of the manifest is known, though it may be damaged by now."""
        for version, folder in reversed(self.standing.items()):
            known = self._known[version]
            digest = known.fingerprint if isinstance(known, Archived) else self.hashes.get(folder)
            if digest:
                return Previous(version, self.place_of(folder), digest)
        return None

    def next_version(self, *, final: bool) -> Version:
        """Return the number of the version that would be issued now; that of one that has gone missing stays taken."""
        return max(self.standing, default=BEFORE_THE_FIRST).next(final=final)

    def find(self, name: str) -> Archived:
        """Return the version that `0.1`, `v0.1` or `latest` means.

        Raise UnknownVersionError if there is none, ArchiveError if it cannot be read.
        """
        found = self._known[self.number_of(name)]
        if isinstance(found, Damaged):
            raise ArchiveError(str(found), RESTORE)
        return found

    def number_of(self, name: str) -> Version:
        """Return the number of the version that `0.1`, `v0.1` or `latest` means; it may be damaged.

        Raise UnknownVersionError if there is none.
        """
        version = max(self.standing, default=None) if name == LATEST else parse_version(name)
        if version is None or version not in self.standing:
            known = ", ".join(str(each) for each in self.standing)
            raise UnknownVersionError(
                f"There is no version '{name}' in {self.folder}.",
                f"It has: {known}." if known else "No version has been issued yet: 'bvdocs issue' makes the first.",
            )
        return version

    def between(self, older: Version, newer: Version | None) -> Iterator[Archived]:
        """Yield the sound versions after `older` and before `newer`, or after `older` up to the last."""
        for each in self.sound:
            if older < each.version and (newer is None or each.version < newer):
                yield each

    @cached_property
    def without_workbook(self) -> frozenset[Version]:
        """Return the versions of which nobody knows what was exempt: their manifest or their workbook is damaged."""
        lost = (each for each in self.damaged if each.record is None or _is_workbook(each.place))
        return frozenset(each.version for each in lost if each.version)

    def past(self, before: Version | None = None) -> Past:
        """Return what documents print of the versions issued so far, or before one of them.

        What was reported begins after the last version that cannot be read: nobody knows what changed in that, nor what
        was exempt in it. A final one of which the workbook alone is damaged said what it said.
        """
        issues: list[Issue | LostIssue] = []
        reported: list[Reported] = []
        gap = None
        without_facts = {each.version for each in self.damaged if not _is_workbook(each.place)}
        for version, each in self._known.items():
            if before is not None and version >= before:
                break
            issues.append(each.issue if isinstance(each, Archived) else LostIssue(version))
            says = version.is_final and version not in without_facts
            if version in self.without_workbook or (version.is_final and not says):
                gap = version if reported or (version.is_final and not says) else gap
                reported.clear()
            if isinstance(each, Archived) and says:
                reported.append(Reported(each.issue, each.assessment()))
        return Past(tuple(issues), tuple(reported), gap=gap)


def _identity_said_in(folder: Path) -> str:
    """Return the archive's id that a manifest still says, though it is damaged; empty if it says none."""
    try:
        said = _IDENTITY.search((folder / MANIFEST).read_bytes())
    except OSError:
        return ""
    return said[1].decode() if said else ""


def _is_workbook(place: str) -> bool:
    return any(place.endswith(f"/{name}") for name in WORKBOOKS)


def archive_in(output: Path) -> Archive:
    """Return the archive in the folder of the output; empty where there is none."""
    return Archive(output / ARCHIVE)
