"""The record of what documents were made from and how, and which of the current ones still stand as they were made."""

import json
import os
import platform
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
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
from bvdocs.core.recipes import NOTHING_STANDS, Recipes, StandingFiles, recipes_as_json, recipes_from_json
from bvdocs.core.stray_files import is_left_by_system
from bvdocs.core.unseen_characters import harmless
from bvdocs.storage.disk import SOURCE, everything_in
from bvdocs.storage.file_records import FileRecord, file_record_from_json

MANIFEST = "manifest.json"
FINDINGS = f"{SOURCE}/findings.json"
# The libraries whose release can change a document's bytes.
_LIBRARIES = (
    "docxtpl", "fonttools", "jinja2", "lxml", "matplotlib", "numpy", "openpyxl",
    "cssselect2", "markupsafe", "pillow", "pydyf", "pyphen", "python-docx", "tinycss2", "tinyhtml5", "weasyprint",
)  # fmt: skip
_DOCUMENTS, _RECIPES, _WORKBOOK = "documents", "recipes", "workbook"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as it was read: what the documents were made from, their files, how, and what was found then."""

    inputs: dict[str, Any]
    documents: tuple[FileRecord, ...]
    recipes: Recipes
    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...]


def describe_inputs(workbook: str, content: bytes, templates: Mapping[str, bytes]) -> dict[str, Any]:
    """Return what documents are made from and with, as names, versions and hashes; no folder of this machine.

    `workbook` is the name of the workbook, `content` what its file holds; templates are files by name. A system's name
    of a file may hold bytes that are no character, and others that nothing prints: U+FFFD stands for each.
    """
    return {
        **describe_program(),
        "workbook": {"name": harmless(workbook), "sha256": hash_of(content)},
        "templates": {name: hash_of(each) for name, each in templates.items()},
    }


@cache
def describe_program() -> dict[str, dict[str, str]]:
    """Return what makes the documents: this program and its libraries, by version, and the program by its hash too."""
    return {
        "program": {"bvdocs": bvdocs.__version__, "sha256": _program_hash()},
        "libraries": {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}},
    }


def describe_findings(findings: Iterable[Finding], accepted: Iterable[AcceptedFinding]) -> dict[str, Any]:
    """Return what was found, and what of that was accepted; it may speak of exempt rows."""
    return {
        "findings": [finding_as_json(finding) for finding in findings],
        "accepted": [accepted_as_json(each) for each in accepted],
    }


def make_findings(record: Mapping[str, Any]) -> bytes:
    """Return the record of what was found, as JSON that is the same for the same findings."""
    return json_text(record).encode()


def salt_of(workbook: bytes) -> str:
    """Return what only those who have the workbook know, and is the same for the same workbook.

    The hash of a file in `source/` stands where everybody may read it. Of a short one whoever guesses what it holds
    could prove it by the hash, unless it holds this too.
    """
    return hash_of(b"bvdocs salt\0" + workbook)


def make_records(
    inputs: Mapping[str, Any],
    documents: Iterable[FileRecord],
    recipes: Recipes,
    findings: Iterable[Finding],
    accepted: Iterable[AcceptedFinding],
) -> dict[str, bytes]:
    """Return the records of the documents by the names of their files, as JSON that is the same for the same documents.

    In the manifest, which may be published with them, is nothing that exempt rows change: neither findings nor the
    workbook's hash.
    """
    of_all = {name: each for name, each in inputs.items() if name != _WORKBOOK}
    found = describe_findings(findings, accepted)
    return {
        MANIFEST: json_text(
            {**of_all, _DOCUMENTS: [each._asdict() for each in documents], _RECIPES: recipes_as_json(recipes)}
        ).encode(),
        FINDINGS: make_findings({_WORKBOOK: inputs[_WORKBOOK], **found}),
    }


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest in `folder`, with what was found; None if one of the two is not there, or is none of ours.

    Raise OutputError if they cannot be read.
    """
    record, found = _read_json(folder / MANIFEST), _read_json(folder / FINDINGS)
    try:
        documents = _documents_in(record)
        # Documents made before there were recipes are all made again.
        recipes = recipes_from_json(record[_RECIPES]) if _RECIPES in record else Recipes()
        inputs = {name: each for name, each in record.items() if name not in (_DOCUMENTS, _RECIPES)}
        inputs[_WORKBOOK] = found[_WORKBOOK]
        findings = tuple(finding_from_json(each) for each in found["findings"])
        accepted = tuple(accepted_from_json(each) for each in found["accepted"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return Manifest(inputs, documents, recipes, findings, accepted)


def read_standing(folder: Path, manifest: Manifest | None) -> StandingFiles:
    """Return the documents of `folder` that are as its manifest says; nothing, where that is none of ours.

    Raise OutputError if a file in it cannot be read.
    """
    if manifest is None:
        return NOTHING_STANDS
    files = {}
    for each in manifest.documents:
        path = folder / each.name
        with _explained(path):
            content = path.read_bytes() if path.is_file() else b""
        if hash_of(content) == each.sha256:
            files[each.name] = content
    pages = {each.name: each.pages for each in manifest.documents if each.pages is not None}
    return StandingFiles(files, pages, manifest.recipes)


def is_as_made(folder: Path) -> bool:
    """Say whether the folder holds just the documents that its manifest names, unaltered.

    Raise OutputError if a file in it cannot be read.
    """
    record = _read_json(folder / MANIFEST)
    try:
        expected = {each.name: each.sha256 for each in _documents_in(record)}
        # In older manifests the findings stand themselves.
        records = {MANIFEST} if "findings" in record else {MANIFEST, FINDINGS}
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    with _explained(folder):
        entries = everything_in(os.fspath(folder))
        found = {name for name, entry in entries if entry.is_file() and not is_left_by_system(entry.name)}
        return found == {*expected, *records} and all(
            hash_of((folder / name).read_bytes()) == digest for name, digest in expected.items()
        )


def _read_json(path: Path) -> Any:
    """Return what the file holds; None if there is none, or if it is no JSON."""
    with _explained(path):
        try:
            content = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _documents_in(record: Any) -> tuple[FileRecord, ...]:
    return tuple(file_record_from_json(each) for each in record[_DOCUMENTS])


def _explained(path: Path) -> AbstractContextManager[None]:
    return faults_as(OutputError, UNREADABLE, SEE_WHO_MAY_READ, path)


def _program_hash() -> str:
    """Return one hash of the program itself: a changed program makes its documents anew."""
    package = Path(bvdocs.__file__).parent
    files = ((path.relative_to(package).as_posix(), path.read_bytes()) for path in sorted(package.rglob("*.py")))
    return hash_of(b"".join(name.encode() + b"\0" + content for name, content in files))
