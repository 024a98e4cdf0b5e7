"""The record of what documents were made from, and whether they still stand as they were made."""

import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import bvdocs
from bvdocs.core.findings import AcceptedFinding, Finding, Severity
from bvdocs.core.model import CellRef, TemplatePlace
from bvdocs.core.stray_files import SYSTEM_FILES

MANIFEST = "manifest.json"
# The libraries whose release can change a document's bytes.
_LIBRARIES = (
    "docxtpl", "fonttools", "jinja2", "lxml", "matplotlib", "numpy", "openpyxl",
    "cssselect2", "markupsafe", "pillow", "pydyf", "pyphen", "python-docx", "tinycss2", "tinyhtml5", "weasyprint",
)  # fmt: skip
_WITHHELD = "It speaks of an exempt row; run 'bvdocs check' to read it."


@dataclass(frozen=True, slots=True)
class Record:
    """A file that was made; `pages` is known of PDFs."""

    name: str
    sha256: str
    bytes: int
    pages: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What already stands: the files, and the findings of the run that made them."""

    documents: tuple[Record, ...]
    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...]


def describe_inputs(workbook: str, content: bytes, templates: Mapping[str, bytes]) -> dict[str, Any]:
    """What documents are made from and with, as names, versions and SHA-256 hashes; no folder of this machine.

    `workbook` is the name of the workbook, `content` what its file holds; templates are files by name.
    """
    return {
        "program": {"bvdocs": bvdocs.__version__, "sha256": _source_hash()},
        "libraries": {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}},
        "workbook": {"name": workbook, "sha256": _hash(content)},
        "templates": {name: _hash(each) for name, each in templates.items()},
    }


def describe_findings(findings: Iterable[Finding], accepted: Iterable[AcceptedFinding]) -> dict[str, Any]:
    """What was found, and what of that was accepted; without the words of what speaks of exempt rows."""
    return {
        "findings": [finding_as_json(_for_all_eyes(finding)) for finding in findings],
        "accepted": [accepted_as_json(_accepted_for_all_eyes(each)) for each in accepted],
    }


def make_manifest(
    inputs: Mapping[str, Any],
    files: Mapping[str, bytes],
    pages: Mapping[str, int],
    findings: Iterable[Finding],
    accepted: Iterable[AcceptedFinding],
) -> bytes:
    """The manifest of `files`, as JSON that is the same for the same documents."""
    documents = [asdict(each) for each in records(files, pages)]
    record = {**inputs, "documents": documents, **describe_findings(findings, accepted)}
    return (json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode()


def _for_all_eyes(finding: Finding) -> Finding:
    """The finding as it may lie beside public documents."""
    return replace(finding, message=_WITHHELD, hint="") if finding.confidential else finding


def _accepted_for_all_eyes(accepted: AcceptedFinding) -> AcceptedFinding:
    reason = _WITHHELD if accepted.finding.confidential else accepted.reason
    return replace(accepted, finding=_for_all_eyes(accepted.finding), reason=reason)


def accepted_as_json(accepted: AcceptedFinding) -> dict[str, str]:
    """An accepted finding as `--json` prints it: a finding, with why it may stand."""
    given = {"reason": accepted.reason, "who": accepted.who, "until": accepted.until.isoformat()}
    return finding_as_json(accepted.finding) | given


def finding_as_json(finding: Finding) -> dict[str, str]:
    """A finding as `--json` prints it."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "message": finding.message,
        "hint": finding.hint,
    }


def read_standing(folder: Path) -> tuple[dict[str, Any], Standing] | None:
    """The manifest in `folder`, if there is a whole one: its inputs, and what it says was made."""
    try:
        record = json.loads((folder / MANIFEST).read_bytes())
        documents = tuple(Record(**each) for each in record.pop("documents"))
        findings = tuple(_finding(each) for each in record.pop("findings"))
        accepted = tuple(
            AcceptedFinding(_finding(each), each["reason"], each["who"], date.fromisoformat(each["until"]))
            for each in record.pop("accepted")
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # No manifest, or not one of ours: nothing is known of what stands there.
        return None
    return record, Standing(documents, findings, accepted)


def _finding(written: Mapping[str, str]) -> Finding:
    where = CellRef(written["sheet"], written["cell"])
    finding = Finding(written["code"], Severity(written["severity"]), where, written["message"], written["hint"])
    return replace(finding, where=TemplatePlace(*where)) if finding.of_template else finding


def is_as_made(folder: Path) -> bool:
    """Whether the folder holds just the documents that its manifest names, unaltered."""
    read = read_standing(folder)
    if read is None:
        return False
    expected = {record.name: record.sha256 for record in read[1].documents}
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    found = {name for name in files if Path(name).name not in SYSTEM_FILES}
    return found == {*expected, MANIFEST} and all(
        _hash((folder / name).read_bytes()) == digest for name, digest in expected.items()
    )


def records(files: Mapping[str, bytes], pages: Mapping[str, int]) -> tuple[Record, ...]:
    """The record of each file."""
    return tuple(Record(name, _hash(content), len(content), pages.get(name)) for name, content in files.items())


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def _source_hash() -> str:
    """One hash of the program itself: a changed program makes its documents anew."""
    package = Path(bvdocs.__file__).parent
    whole = sha256()
    for path in sorted(package.rglob("*.py")):
        whole.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()
