"""A version as it is read: what it recorded, what it said."""

import json
import os
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bvdocs.core.errors import SEE_WHO_MAY_READ, UNREADABLE, ArchiveError, faults_as
from bvdocs.core.hashing import hash_of
from bvdocs.core.history import Correction, Issue
from bvdocs.core.json_text import as_text
from bvdocs.core.publishing import PublicAssessment, published
from bvdocs.core.unseen_characters import harmless
from bvdocs.core.versions import Version, parse_version
from bvdocs.storage.archive.facts import assessment_from_json
from bvdocs.storage.archive.layout import ASSESSMENT, MANIFEST, WHOLE_ASSESSMENT, place_of
from bvdocs.storage.disk import SOURCE
from bvdocs.storage.file_records import FileRecord, file_record_from_json
from bvdocs.storage.hashes import LOOK_AT_IT, inside

_DOCUMENTS = (".docx", ".pdf", ".html")


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
    `authority` is the one in its workbook. `despite_damage` is what of the archive was not as it was issued then.
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
    despite_damage: tuple[str, ...] = ()

    @property
    def version(self) -> Version:
        """Return its number."""
        return self.issue.version

    @property
    def place(self) -> str:
        """Return where in the archive it was issued, wherever its folder is now."""
        return place_of(self.version, self.issue.meeting_date, self.issue.committee)

    @property
    def documents(self) -> tuple[FileRecord, ...]:
        """Return the records of its documents."""
        return tuple(each for each in self.records if "/" not in each.name and each.name.endswith(_DOCUMENTS))

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

    def assessment(self) -> PublicAssessment:
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
            by=_harmless(record["issued_by"]),
            note=_harmless(record["note"]),
            committee=as_text(record["committee"]),
            meeting_date=date.fromisoformat(record["meeting_date"]),
            corrections=tuple(
                Correction(_version(each["version"]), _harmless(each["note"])) for each in record.get("corrections", ())
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
        despite_damage=tuple(map(as_text, record.get("despite_damage", ()))),
    )


def _explained(path: Path) -> AbstractContextManager[None]:
    return faults_as(ArchiveError, UNREADABLE, SEE_WHO_MAY_READ, path)


def _version(written: str) -> Version:
    version = parse_version(written)
    if version is None:
        raise ValueError(f"'{written}' is not a version")
    return version


def _harmless(read: object) -> str:
    """Return a text that documents print; of what somebody put into it that none can, a sign for it."""
    return harmless(as_text(read))


def _texts(read: dict[Any, Any]) -> dict[str, str]:
    return {as_text(name): as_text(each) for name, each in read.items()}
