"""The record of what documents were made from, and whether they still stand as they were made."""

import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bvdocs import __version__
from bvdocs.errors import TemplateError
from bvdocs.findings import Finding, Severity
from bvdocs.model import Assessment, CellRef

MANIFEST = "manifest.json"
# The libraries whose release can change a document's bytes.
_LIBRARIES = (
    "docxtpl", "fonttools", "jinja2", "lxml", "matplotlib", "numpy", "openpyxl",
    "pillow", "pydyf", "python-docx", "tinycss2", "weasyprint",
)  # fmt: skip
_WITHHELD = "In an exempt row; run 'bvdocs check' to read it."


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


def describe_inputs(workbook: Path, templates: Path, themes: Iterable[int], formats: Iterable[str]) -> dict[str, Any]:
    """Everything the documents depend on, as names, versions and SHA-256 hashes; no folder of this machine."""
    return {
        "program": {"bvdocs": __version__, "sha256": _source_hash()},
        "libraries": {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}},
        "workbook": {"name": workbook.name, "sha256": _workbook_hash(workbook)},
        "templates": _template_hashes(templates),
        "request": {"themes": sorted(set(themes)), "formats": sorted(set(formats))},
    }


def make_manifest(
    inputs: Mapping[str, Any],
    files: Mapping[str, bytes],
    pages: Mapping[str, int],
    findings: Iterable[Finding],
) -> bytes:
    """The manifest of `files`, as JSON that is the same for the same documents."""
    record = {
        **inputs,
        "documents": [asdict(each) for each in records(files, pages)],
        "findings": [finding_as_json(finding) for finding in findings],
    }
    return (json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode()


def finding_as_json(finding: Finding) -> dict[str, str]:
    """A finding as `--json` prints it."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": finding.where.sheet,
        "cell": finding.where.cell,
        "message": finding.message,
        "hint": finding.hint,
    }


def without_exempt_words(findings: Iterable[Finding], assessment: Assessment) -> tuple[Finding, ...]:
    """The findings as they may lie beside public documents: none quotes from an exempt row."""
    exempt = {(row.source.sheet, row.source.row) for row in assessment.rows if row.exempt}

    def in_exempt_row(where: CellRef) -> bool:
        row = where.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return bool(row) and (where.sheet, int(row)) in exempt

    return tuple(
        Finding(each.code, each.severity, each.where, _WITHHELD, "") if in_exempt_row(each.where) else each
        for each in findings
    )


def read_standing(folder: Path) -> tuple[dict[str, Any], Standing] | None:
    """The manifest in `folder`, if there is a whole one: its inputs, and what it says was made."""
    try:
        record = json.loads((folder / MANIFEST).read_bytes())
        documents = tuple(Record(**each) for each in record.pop("documents"))
        findings = tuple(
            Finding(each["code"], Severity(each["severity"]), CellRef(each["sheet"], each["cell"]),
                    each["message"], each["hint"])
            for each in record.pop("findings")
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # No manifest, or not one of ours: nothing is known of what stands there.
        return None
    return record, Standing(documents, findings)


def is_as_made(folder: Path, documents: Iterable[Record]) -> bool:
    """Whether the folder holds just those documents and its manifest, unaltered."""
    expected = {record.name: record.sha256 for record in documents}
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
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
    package = Path(__file__).parent
    whole = sha256()
    for path in sorted(package.rglob("*.py")):
        whole.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def _workbook_hash(workbook: Path) -> str | None:
    """None where it cannot be read: opening it says why."""
    try:
        return _hash(workbook.read_bytes())
    except OSError:
        return None


def _template_hashes(templates: Path) -> dict[str, str]:
    try:
        files = sorted(path for path in templates.iterdir() if path.is_file() and path.name[0] not in ".~")
        return {path.name: _hash(path.read_bytes()) for path in files}
    except OSError as fault:
        raise TemplateError(
            f"{templates}: the templates cannot be read: {fault.strerror}.", "Check the folder's name."
        ) from fault
