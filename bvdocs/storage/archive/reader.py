"""Reading versions: which there are, what each recorded, what it said."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from bvdocs.core.errors import ArchiveError, UnknownVersionError
from bvdocs.core.history import Issue, Past, Reported
from bvdocs.core.model import Assessment
from bvdocs.core.versions import BEFORE_THE_FIRST, Version, parse_version
from bvdocs.storage.archive.facts import assessment_from_json
from bvdocs.storage.archive.layout import ASSESSMENT, HASHES, MANIFEST, version_of
from bvdocs.storage.hashes import hash_of, inside, read_list

LATEST = "latest"
_LOOK_AT_IT = "Run 'bvdocs verify' to see what is not as it was issued."


@dataclass(frozen=True, slots=True)
class Previous:
    """What a manifest says of the version before it: its folder in the archive, and its manifest's hash."""

    version: Version
    folder: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Archived:
    """A version in the archive; `record` is its manifest, and `fingerprint` the SHA-256 hash of that.

    `files` has the SHA-256 hash of each other file, by name.
    """

    folder: Path
    issue: Issue
    issued_at: datetime
    previous: Previous | None
    files: dict[str, str]
    record: dict[str, Any]
    fingerprint: str

    @property
    def version(self) -> Version:
        """Its number."""
        return self.issue.version

    def read(self, name: str) -> bytes:
        """What a file of it holds; raises ArchiveError if that is not what was issued."""
        path = self.folder / name
        try:
            content = path.read_bytes()
        except OSError as fault:
            raise ArchiveError(f"{path} cannot be read: {fault.strerror}.", _LOOK_AT_IT) from fault
        if hash_of(content) != self.files.get(name):
            raise ArchiveError(f"{path} is not as it was issued.", _LOOK_AT_IT)
        return content

    def assessment(self) -> Assessment:
        """What it said, without the exempt rows; raises ArchiveError if the record was changed or is not one."""
        content = self.read(ASSESSMENT)
        try:
            return assessment_from_json(content)
        except (ValueError, KeyError, TypeError) as fault:
            raise ArchiveError(f"{self.folder / ASSESSMENT} is not a record that can be read: {fault}.") from fault


class Archive:
    """The versions in one folder; each is read when it is asked for, and once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._folders = dict(sorted(version_folders(folder)))
        self._read = cache(read_version)

    @property
    def versions(self) -> tuple[Archived, ...]:
        """Every version, the oldest first."""
        return tuple(self._read(folder) for folder in self._folders.values())

    def __len__(self) -> int:
        return len(self._folders)

    @property
    def latest(self) -> Archived | None:
        """The version issued last, if there is any."""
        return self._read(self._folders[max(self._folders)]) if self._folders else None

    def next_version(self, *, final: bool) -> Version:
        """The number of the version that would be issued now: of one that has gone missing, the number stays taken.

        Raises ArchiveError if the list of what was issued cannot be read.
        """
        listed = [version_of(Path(name).parent) for name in read_list(self.folder / HASHES)]
        return max([*self._folders, *filter(None, listed)], default=BEFORE_THE_FIRST).next(final=final)

    def find(self, name: str) -> Archived:
        """The version that `0.1`, `v0.1` or `latest` means; raises UnknownVersionError if there is none."""
        version = max(self._folders, default=None) if name == LATEST else parse_version(name)
        if version not in self._folders:
            known = ", ".join(str(each) for each in self._folders)
            raise UnknownVersionError(
                f"There is no version '{name}' in {self.folder}.",
                f"It has: {known}." if known else "No version has been issued yet: 'bvdocs issue' makes the first.",
            )
        return self._read(self._folders[version])

    def between(self, older: Version, newer: Version | None) -> Iterator[Archived]:
        """The versions after `older` and before `newer`, or after `older` up to the last."""
        for version, folder in self._folders.items():
            if older < version and (newer is None or version < newer):
                yield self._read(folder)

    def past(self, before: Version | None = None) -> Past:
        """What documents print of the versions issued so far, or before one of them."""
        earlier = [each for each in self.versions if before is None or each.version < before]
        return Past(
            tuple(each.issue for each in earlier),
            tuple(Reported(each.issue, each.assessment()) for each in earlier if each.version.is_final),
        )


def version_folders(folder: Path) -> Iterator[tuple[Version, Path]]:
    """Every folder that is named like a version, in a folder that may be a meeting's."""
    for meeting in _folders_in(folder):
        for each in _folders_in(meeting):
            version = version_of(each)
            if version:
                yield version, each


def _folders_in(folder: Path) -> list[Path]:
    """The folders in it, but for hidden ones; none where there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(each.path) for each in entries if each.is_dir() and not each.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as fault:
        raise ArchiveError(f"{folder} cannot be read: {fault.strerror}.", "See who may read it.") from fault


def read_version(folder: Path) -> Archived:
    """A version by its manifest; raises ArchiveError if that is missing or is none."""
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
        record = json.loads(content)
        issued_at = datetime.fromisoformat(record["issued_at"])
        before = record["previous"]
        return Archived(
            folder=folder,
            issue=Issue(
                version=_version(record["version"]),
                day=issued_at.date(),
                by=_text(record["issued_by"]),
                note=_text(record["note"]),
                committee=_text(record["committee"]),
                meeting_date=date.fromisoformat(record["meeting_date"]),
            ),
            issued_at=issued_at,
            previous=Previous(_version(before["version"]), inside(before["folder"]), _text(before["manifest_sha256"]))
            if before
            else None,
            files=_files(record),
            record=record,
            fingerprint=hash_of(content),
        )
    except OSError as fault:
        raise ArchiveError(f"{path} cannot be read: {fault.strerror}.", _LOOK_AT_IT) from fault
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise ArchiveError(f"{path} is not the record of a version.", _LOOK_AT_IT) from fault


def _version(written: str) -> Version:
    version = parse_version(written)
    if version is None:
        raise ValueError(f"'{written}' is not a version")
    return version


def _files(record: dict[str, Any]) -> dict[str, str]:
    files = {inside(each["name"]): _text(each["sha256"]) for each in record["files"]}
    if ASSESSMENT not in files or not isinstance(record["templates"], dict):
        raise ValueError("it does not say what the documents were made from")
    return files


def _text(written: Any) -> str:
    if not isinstance(written, str):
        raise TypeError(f"{written!r} is not a text")
    written.encode()  # half a character is no text
    return written
