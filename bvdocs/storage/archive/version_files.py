"""The files of a version's folder: its documents, and the record of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bvdocs.core.hashing import hash_of
from bvdocs.core.history import Issue
from bvdocs.core.json_text import json_text
from bvdocs.core.model import Report
from bvdocs.core.publishing import PublicAssessment
from bvdocs.storage.archive.facts import assessment_as_json
from bvdocs.storage.archive.layout import (
    ASSESSMENT,
    HASHES,
    MANIFEST,
    README,
    TEMPLATES,
    WHOLE_ASSESSMENT,
    name_in_version,
    workbook_file,
)
from bvdocs.storage.archive.reader import Previous
from bvdocs.storage.archive.readme import make_readme
from bvdocs.storage.file_records import record_files
from bvdocs.storage.hashes import as_list
from bvdocs.storage.manifest import FINDINGS, make_findings, salt_of
from bvdocs.view.editions import edition_of

FORMAT = "bvdocs version, format 3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a version's records are made of, of Part A or of Part B.

    `archive_id` is the archive's own, and `machine` the name of this computer. `documents` and `templates` are files by
    name; `made_from` is what the manifest records of program, libraries and inputs, and `found` what the checks found.
    `despite_damage` is what of the archive was not as it was issued, where the version was issued all the same.
    """

    archive_id: str
    machine: str
    issue: Issue
    issued_at: datetime
    documents: Mapping[str, bytes]
    pages: Mapping[str, int]
    workbook: bytes
    templates: Mapping[str, bytes]
    made_from: Mapping[str, Any]
    found: Mapping[str, Any]
    despite_damage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents(Recorded):
    """What a version of Part A is made of: the assessment is without the exempt rows."""

    assessment: PublicAssessment


def version_files(contents: Contents, previous: Previous | None) -> dict[str, bytes]:
    """Return every file of the version's folder, by name; `previous` is the version before it in this archive."""
    version = contents.issue.version
    documents = {name_in_version(name, version): content for name, content in contents.documents.items()}
    readable = [name for name in documents if "/" not in name]
    status = edition_of(version).status
    salt = salt_of(contents.workbook)
    workbook = workbook_file(contents.workbook)
    files = {
        **documents,
        workbook: contents.workbook,
        **{f"{TEMPLATES}/{name}": content for name, content in contents.templates.items()},
        WHOLE_ASSESSMENT: assessment_as_json(contents.assessment, salt=salt),
        FINDINGS: make_findings({"salt": salt, **contents.found}),
        ASSESSMENT: assessment_as_json(contents.assessment, printed_alone=True),
        README: make_readme(contents.issue, contents.assessment.report, status, readable, workbook),
    }
    return with_records(contents, contents.assessment.report, files, previous)


def with_records(
    contents: Recorded, report: Report, files: Mapping[str, bytes], previous: Previous | None
) -> dict[str, bytes]:
    """Return the files of a version with its manifest and the list of its hashes; `report` says what it is about."""
    whole = {**files, MANIFEST: _manifest(contents, report, files, previous)}
    return {**whole, HASHES: as_list({name: hash_of(content) for name, content in whole.items()}).encode()}


def _manifest(contents: Recorded, report: Report, files: Mapping[str, bytes], previous: Previous | None) -> bytes:
    issue = contents.issue
    pages = {name_in_version(name, issue.version): number for name, number in contents.pages.items()}
    before = previous and {
        "version": str(previous.version),
        "folder": previous.folder,
        "manifest_sha256": previous.fingerprint,
    }
    record = {
        "format": FORMAT,
        "archive": contents.archive_id,
        "version": str(issue.version),
        "status": edition_of(issue.version).status,
        "issued_at": contents.issued_at.isoformat(timespec="seconds"),
        "issued_by": issue.by,
        "machine": contents.machine,
        "note": issue.note,
        "corrections": [{"version": str(each.version), "note": each.note} for each in issue.corrections],
        "authority": report.authority,
        "title": report.title,
        "committee": issue.committee,
        "meeting_date": issue.meeting_date.isoformat(),
        "previous": before,
        **({"despite_damage": list(contents.despite_damage)} if contents.despite_damage else {}),
        **contents.made_from,
        "files": [each._asdict() for each in record_files(files, pages)],
    }
    return json_text(record).encode()
