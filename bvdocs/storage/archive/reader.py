"""The versions in the archive as they are read: which there are, what each recorded, what it said."""

import json
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from bvdocs.core.errors import (
    SEE_WHO_MAY_READ,
    UNREADABLE,
    ArchiveError,
    UnknownVersionError,
    faults_as,
)
from bvdocs.core.hashing import hash_of
from bvdocs.core.history import Correction, Issue, Past, Reported
from bvdocs.core.json_text import as_text
from bvdocs.core.model import Assessment
from bvdocs.core.publishing import published
from bvdocs.core.versions import BEFORE_THE_FIRST, Version, parse_version
from bvdocs.storage.archive.facts import assessment_from_json
from bvdocs.storage.archive.layout import ARCHIVE, ASSESSMENT, HASHES, MANIFEST, WHOLE_ASSESSMENT, version_of
from bvdocs.storage.disk import SOURCE
from bvdocs.storage.file_records import FileRecord, file_record_from_json
from bvdocs.storage.hashes import LOOK_AT_IT, inside, read_list

LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Previous:
    """What a manifest says of the version before it: its folder in the archive, and its manifest's hash."""

    version: Version
    folder: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What documents were made from and with: templates by name with their hashes, libraries with their releases."""

    release: str
    program_hash: str
    libraries: dict[str, str]
    workbook: str
    templates: dict[str, str]

    @classmethod
    def from_json(cls, record: Any) -> "MadeFrom":
        """Return what a manifest says of it; raise KeyError, TypeError, ValueError or AttributeError if it does not."""
        program = record["program"]
        return cls(
            release=as_text(program["bvdocs"]),
            program_hash=as_text(program["sha256"]),
            libraries=_texts(record["libraries"]),
            workbook=as_text(record["workbook"]["name"]),
            templates=_texts(record["templates"]),
        )


@dataclass(frozen=True, slots=True)
class Archived:
    """A version in the archive, as its manifest records it; `fingerprint` is the SHA-256 hash of the manifest.

    `records` are of its other files, and `files` has just the hash of each, by name. `archive_id` is the random id of
    the archive that it was issued in, and `machine` the name of the computer; both are empty before format 3.
    `authority` is the one in its workbook.
    """

    folder: Path
    issue: Issue
    issued_at: datetime
    previous: Previous | None
    made_from: MadeFrom
    records: tuple[FileRecord, ...]
    files: dict[str, str]
    fingerprint: str
    authority: str
    archive_id: str = ""
    machine: str = ""

    @property
    def version(self) -> Version:
        """Return its number."""
        return self.issue.version

    def read(self, name: str) -> bytes:
        """Return what a file of it holds; raise ArchiveError if that is not what was issued."""
        path = self.folder / name
        with _explained(path):
            content = path.read_bytes()
        if hash_of(content) != self.files.get(name):
            raise ArchiveError(f"{path} is not as it was issued.", LOOK_AT_IT)
        return content

    @property
    def has_source(self) -> bool:
        """Say whether its `source/` is here, and this account may open it; a copy for others may be without it."""
        return os.access(self.folder / SOURCE, os.R_OK | os.X_OK)

    @property
    def is_source_shut(self) -> bool:
        """Say whether its `source/` is here, but this account may not open it."""
        return (self.folder / SOURCE).is_dir() and not self.has_source

    def assessment(self) -> Assessment:
        """Return what it said, without the exempt rows; raise ArchiveError if the record was changed or is none.

        Where its `source/` is not here or cannot be opened, that is what its documents print.
        """
        name = WHOLE_ASSESSMENT if self.has_source and WHOLE_ASSESSMENT in self.files else ASSESSMENT
        content = self.read(name)
        try:
            said = assessment_from_json(content)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
            raise ArchiveError(f"{self.folder / name} is not a record that can be read: {fault}.") from fault
        # Records in format 1 have abbreviations that no document prints.
        return published(said) if name == ASSESSMENT else said


class Archive:
    """The versions in one folder; each is read when it is asked for, and once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._folders = dict(sorted(version_folders(folder)))
        self._read = cache(read_version)

    @property
    def versions(self) -> tuple[Archived, ...]:
        """Return every version, the oldest first."""
        return tuple(self._read(folder) for folder in self._folders.values())

    def __len__(self) -> int:
        return len(self._folders)

    @property
    def latest(self) -> Archived | None:
        """Return the version issued last, if there is any."""
        return self.latest_before(None)

    @property
    def identity(self) -> str:
        """Return the random id of this archive, as its last version that has one records it; empty if none has."""
        return next((each.archive_id for each in reversed(self.versions) if each.archive_id), "")

    def latest_before(self, version: Version | None) -> Archived | None:
        """Return the version issued last before this one, or last of all, if there is any."""
        earlier = [each for each in self._folders if version is None or each < version]
        return self._read(self._folders[max(earlier)]) if earlier else None

    def next_version(self, *, final: bool) -> Version:
        """Return the number of the version that would be issued now; that of one that has gone missing stays taken.

        Raise ArchiveError if the list of what was issued cannot be read.
        """
        listed = [version_of(Path(name).parent) for name in read_list(self.folder / HASHES)]
        return max([*self._folders, *filter(None, listed)], default=BEFORE_THE_FIRST).next(final=final)

    def find(self, name: str) -> Archived:
        """Return the version that `0.1`, `v0.1` or `latest` means; raise UnknownVersionError if there is none."""
        return self._read(self._folders[self.number_of(name)])

    def number_of(self, name: str) -> Version:
        """Return the number of the version that `0.1`, `v0.1` or `latest` means; raise UnknownVersionError if none."""
        version = max(self._folders, default=None) if name == LATEST else parse_version(name)
        if version is None or version not in self._folders:
            known = ", ".join(str(each) for each in self._folders)
            raise UnknownVersionError(
                f"There is no version '{name}' in {self.folder}.",
                f"It has: {known}." if known else "No version has been issued yet: 'bvdocs issue' makes the first.",
            )
        return version

    def between(self, older: Version, newer: Version | None) -> Iterator[Archived]:
        """Yield the versions after `older` and before `newer`, or after `older` up to the last."""
        for version, folder in self._folders.items():
            if older < version and (newer is None or version < newer):
                yield self._read(folder)

    def past(self, before: Version | None = None) -> Past:
        """Return what documents print of the versions issued so far, or before one of them."""
        earlier = [each for each in self.versions if before is None or each.version < before]
        return Past(
            tuple(each.issue for each in earlier),
            tuple(Reported(each.issue, each.assessment()) for each in earlier if each.version.is_final),
        )

    def reported(self) -> Past:
        """Return of what was issued so far the final versions alone; a draft that cannot be read is in nobody's way."""
        finals = [self._read(folder) for version, folder in self._folders.items() if version.is_final]
        return Past(reported=tuple(Reported(each.issue, each.assessment()) for each in finals))


def archive_in(output: Path) -> Archive:
    """Return the archive in the folder of the output; empty where there is none."""
    return Archive(output / ARCHIVE)


def version_folders(folder: Path) -> Iterator[tuple[Version, Path]]:
    """Yield every folder that is named like a version, in a folder that may be a meeting's."""
    for meeting in _folders_in(folder):
        for each in _folders_in(meeting):
            version = version_of(each)
            if version:
                yield version, each


def _folders_in(folder: Path) -> list[Path]:
    """Return the folders in it, but for hidden ones; none where there is no such folder."""
    with faults_as(ArchiveError, UNREADABLE, SEE_WHO_MAY_READ, folder):
        try:
            with os.scandir(folder) as entries:
                return sorted(Path(each.path) for each in entries if each.is_dir() and not each.name.startswith("."))
        except (FileNotFoundError, NotADirectoryError):
            return []


def read_version(folder: Path) -> Archived:
    """Return a version by its manifest; raise ArchiveError if that is missing, or lacks what is read of it later."""
    path = folder / MANIFEST
    with _explained(path):
        content = path.read_bytes()
    try:
        return _archived(folder, json.loads(content), hash_of(content))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise ArchiveError(f"{path} is not the record of a version.", LOOK_AT_IT) from fault


def _archived(folder: Path, record: Any, fingerprint: str) -> Archived:
    issued_at = datetime.fromisoformat(record["issued_at"])
    before = record["previous"]
    records = tuple(file_record_from_json(each) for each in record["files"])
    files = {each.name: each.sha256 for each in records}
    if ASSESSMENT not in files:
        raise ValueError("it does not say where the facts are")
    return Archived(
        folder=folder,
        issue=Issue(
            version=_version(record["version"]),
            day=issued_at.date(),
            by=as_text(record["issued_by"]),
            note=as_text(record["note"]),
            committee=as_text(record["committee"]),
            meeting_date=date.fromisoformat(record["meeting_date"]),
            corrections=tuple(
                Correction(_version(each["version"]), as_text(each["note"])) for each in record.get("corrections", ())
            ),
        ),
        issued_at=issued_at,
        previous=Previous(_version(before["version"]), inside(before["folder"]), as_text(before["manifest_sha256"]))
        if before
        else None,
        made_from=MadeFrom.from_json(record),
        records=records,
        files=files,
        fingerprint=fingerprint,
        authority=as_text(record["authority"]),
        archive_id=as_text(record.get("archive", "")),
        machine=as_text(record.get("machine", "")),
    )


def _explained(path: Path) -> AbstractContextManager[None]:
    return faults_as(ArchiveError, UNREADABLE, SEE_WHO_MAY_READ, path)


def _version(written: str) -> Version:
    version = parse_version(written)
    if version is None:
        raise ValueError(f"'{written}' is not a version")
    return version


def _texts(read: dict[Any, Any]) -> dict[str, str]:
    return {as_text(name): as_text(each) for name, each in read.items()}
