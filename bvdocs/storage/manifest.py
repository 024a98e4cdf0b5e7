"""The record of what documents were made from, and whether the current ones still stand as they were made."""

import json
import os
import platform
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import bvdocs
from bvdocs.core.errors import SEE_WHO_MAY_READ, UNREADABLE, OutputError, faults_as
from bvdocs.core.findings import (
    AcceptedFinding,
    Finding,
    accepted_as_json,
    accepted_from_json,
    finding_as_json,
    finding_from_json,
)
from bvdocs.core.hashing import hash_of
from bvdocs.core.json_text import json_text
from bvdocs.core.stray_files import SYSTEM_FILES
from bvdocs.storage.disk import everything_in
from bvdocs.storage.file_records import FileRecord, file_record_from_json

MANIFEST = "manifest.json"
# The libraries whose release can change a document's bytes.
_LIBRARIES = (
    "docxtpl", "fonttools", "jinja2", "lxml", "matplotlib", "numpy", "openpyxl",
    "cssselect2", "markupsafe", "pillow", "pydyf", "pyphen", "python-docx", "tinycss2", "tinyhtml5", "weasyprint",
)  # fmt: skip
_WITHHELD = "It speaks of what is not published; run 'bvdocs check' to read it."


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as it was read: what the documents were made from, their files, and what was found then."""

    inputs: dict[str, Any]
    documents: tuple[FileRecord, ...]
    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...]


def describe_inputs(workbook: str, content: bytes, templates: Mapping[str, bytes]) -> dict[str, Any]:
    """Return what documents are made from and with, as names, versions and hashes; no folder of this machine.

    `workbook` is the name of the workbook, `content` what its file holds; templates are files by name.
    """
    return {
        "program": {"bvdocs": bvdocs.__version__, "sha256": _program_hash()},
        "libraries": {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}},
        "workbook": {"name": workbook, "sha256": hash_of(content)},
        "templates": {name: hash_of(each) for name, each in templates.items()},
    }


def describe_findings(findings: Iterable[Finding], accepted: Iterable[AcceptedFinding]) -> dict[str, Any]:
    """Return what was found, and what of that was accepted; without the words of what is confidential."""
    return {
        "findings": [finding_as_json(_for_all_eyes(finding)) for finding in findings],
        "accepted": [accepted_as_json(_accepted_for_all_eyes(each)) for each in accepted],
    }


def make_manifest(
    inputs: Mapping[str, Any],
    documents: Iterable[FileRecord],
    findings: Iterable[Finding],
    accepted: Iterable[AcceptedFinding],
) -> bytes:
    """Return the manifest of the documents, as JSON that is the same for the same documents."""
    listed = [each._asdict() for each in documents]
    return json_text({**inputs, "documents": listed, **describe_findings(findings, accepted)}).encode()


def _for_all_eyes(finding: Finding) -> Finding:
    """Return the finding as it may lie beside public documents."""
    return replace(finding, message=_WITHHELD, hint="") if finding.confidential else finding


def _accepted_for_all_eyes(accepted: AcceptedFinding) -> AcceptedFinding:
    reason = _WITHHELD if accepted.finding.confidential else accepted.reason
    return replace(accepted, finding=_for_all_eyes(accepted.finding), reason=reason)


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest in `folder`; None if there is none, or none of ours.

    Raise OutputError if it cannot be read.
    """
    path = folder / MANIFEST
    with _explained(path):
        try:
            content = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
    try:
        record = json.loads(content)
        documents = tuple(file_record_from_json(each) for each in record.pop("documents"))
        findings = tuple(finding_from_json(each) for each in record.pop("findings"))
        accepted = tuple(accepted_from_json(each) for each in record.pop("accepted"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return Manifest(record, documents, findings, accepted)


def is_as_made(folder: Path) -> bool:
    """Say whether the folder holds just the documents that its manifest names, unaltered.

    Raise OutputError if a file in it cannot be read.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        return False
    expected = {record.name: record.sha256 for record in manifest.documents}
    with _explained(folder):
        entries = everything_in(os.fspath(folder))
        found = {name for name, entry in entries if entry.is_file() and entry.name not in SYSTEM_FILES}
        return found == {*expected, MANIFEST} and all(
            hash_of((folder / name).read_bytes()) == digest for name, digest in expected.items()
        )


def _explained(path: Path) -> AbstractContextManager[None]:
    return faults_as(OutputError, UNREADABLE, SEE_WHO_MAY_READ, path)


def _program_hash() -> str:
    """Return one hash of the program itself: a changed program makes its documents anew."""
    package = Path(bvdocs.__file__).parent
    files = ((path.relative_to(package).as_posix(), path.read_bytes()) for path in sorted(package.rglob("*.py")))
    return hash_of(b"".join(name.encode() + b"\0" + content for name, content in files))
