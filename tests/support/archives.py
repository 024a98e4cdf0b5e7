"""Archives in no time: versions whose documents are a few bytes, frozen as real ones are; and `issue` that makes them.

Everything of a version but its documents is real: manifest, facts, lists of hashes, workbook and templates.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from bvdocs.commands import issue
from bvdocs.commands.documents import MadeFiles
from bvdocs.core.history import Correction, Issue
from bvdocs.core.publishing import PublicAssessment, published
from bvdocs.core.versions import Version
from bvdocs.storage.archive.layout import HASHES, MANIFEST
from bvdocs.storage.archive.reader import Archived
from bvdocs.storage.archive.version_files import Contents
from bvdocs.storage.archive.versions import Archive
from bvdocs.storage.archive.writer import alone_in
from bvdocs.storage.manifest import describe_findings, describe_inputs
from tests.support.project import TEMPLATES, tell_nobody
from tests.support.workbooks import Book

FIRST = datetime(2025, 6, 2, 10, 30, tzinfo=UTC)
BY = "Monitoring Officer"
MACHINE = "OFFICE-PC-7"
MEETING = "2025-09-23-audit-committee"
LATER = "2025-12-16-audit-committee"
WORKBOOK = b"a workbook"
DOCUMENTS = {
    "action-plan.docx": b"the plan in Word",
    "action-plan.html": b"<p>the plan</p>",
    "action-plan.pdf": b"%PDF the plan",
    "figures/heatmap-theme-1-leadership.png": b"\x89PNG",
    "figures/heatmap-theme-1-leadership.svg": b"<svg/>",
    "self-assessment-theme-1-leadership.docx": b"theme 1 in Word",
}
STYLES = {"style.css": b"p { margin: 0; }", "parts/footer.html": b"<p>the end</p>"}


def names_in(version: str) -> tuple[str, ...]:
    """Every file of such a version."""
    documents = (name if "/" in name else name.replace(".", f"-v{version}.", 1) for name in DOCUMENTS)
    return (
        *documents, "source/assessment.xlsx", "source/templates/style.css", "source/templates/parts/footer.html",
        "source/assessment.json", "source/findings.json",
        "assessment.json", "README.txt", "manifest.json", "SHA256SUMS",
    )  # fmt: skip


@cache
def facts() -> PublicAssessment:
    """What the small workbook of the tests says."""
    with tempfile.TemporaryDirectory() as folder:
        return published(Book().read(Path(folder)))


@cache
def _made_from(templates: tuple[tuple[str, bytes], ...]) -> Mapping[str, Any]:
    return describe_inputs("assessment.xlsx", WORKBOOK, dict(templates))


def contents_of(
    version: Version,
    *,
    templates: Mapping[str, bytes] = STYLES,
    committee: str = "Audit Committee",
    meeting_date: date = date(2025, 9, 23),
    note: str = "",
    archive_id: str = "",
    corrections: tuple[Correction, ...] = (),
) -> Contents:
    """What a version with tiny documents is made of; each is issued a day after the one before it."""
    when = FIRST + timedelta(days=version.whole * 100 + version.draft)
    report = replace(facts().report, committee=committee, meeting_date=meeting_date)
    return Contents(
        archive_id=archive_id,
        machine=MACHINE,
        issue=Issue(version, when.date(), BY, note, committee, meeting_date, corrections),
        issued_at=when,
        assessment=replace(facts(), report=report),
        documents=DOCUMENTS,
        pages={"action-plan.pdf": 3},
        workbook=WORKBOOK,
        templates=templates,
        made_from=_made_from(tuple(templates.items())),
        found=describe_findings((), ()),
    )


def add(archive: Path, *versions: str, **more: Any) -> Archived:
    """Add versions to an archive, as `issue` does once the documents are made; return the last."""
    for each in versions:
        whole, draft = each.split(".")
        with alone_in(archive, tell_nobody):
            issue.bring_list_up_to_date(archive)
            identity = Archive(archive).identity or token_hex(16)
            contents = contents_of(Version(int(whole), int(draft)), archive_id=identity, **more)
            added = issue._freeze(Archive(archive), contents)
    return added


def add_for_two_meetings(archive: Path) -> Path:
    """Add three versions, two for the meeting and one for the one after it, `LATER`; return the archive."""
    add(archive, "0.1", "1.0")
    add(archive, "1.1", meeting_date=date(2025, 12, 16))
    return archive


def numbers(archive: Path) -> list[str]:
    """The versions in an archive."""
    return [str(each.version) for each in Archive(archive).versions]


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def leftovers(archive: Path) -> list[Path]:
    """What a process that was killed has left in an archive."""
    return sorted(archive.glob(".new-*"))


def let_pass(path: Path, *, hours: float) -> None:
    """Make a file or a folder, with all that is in it, look as if it had been written so long ago."""
    for each in (path, *path.rglob("*")):
        if not each.is_symlink():
            then = each.stat().st_mtime - hours * 3600
            os.utime(each, (then, then))


def rewrite(path: Path, content: bytes) -> None:
    """Write over a file that is read-only, as somebody may who means to."""
    path.chmod(0o644)
    path.write_bytes(content)
    path.chmod(0o444)


def hash_and_size(path: Path) -> tuple[str, int]:
    """The SHA-256 hash of a file, and its bytes."""
    content = path.read_bytes()
    return hashlib.sha256(content).hexdigest(), len(content)


def edit_manifest(version: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the record of a version, and its hash in the list that lies beside it."""
    record = json.loads((version / MANIFEST).read_bytes())
    change(record)
    rewrite(version / MANIFEST, (json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode())
    relist(version / HASHES, version)


def forge(version: Path, name: str, content: bytes) -> None:
    """Put another file in place of one, and make every hash of this version and of the archive agree with it."""
    rewrite(version / name, content)

    def agree(record: dict[str, Any]) -> None:
        digest = hashlib.sha256(content).hexdigest()
        (each,) = [each for each in record["files"] if each["name"] == name]
        each["sha256"], each["bytes"] = digest, len(content)
        if name.startswith("source/templates/"):
            record["templates"][name.removeprefix("source/templates/")] = digest

    edit_manifest(version, agree)


def cut_from_list(archive: Path, *versions: str) -> None:
    """Take the lines of versions, by their folders, out of the list of all."""
    lines = (archive / HASHES).read_text().splitlines(keepends=True)
    kept = [line for line in lines if not line.endswith(tuple(f"  {each}/{MANIFEST}\n" for each in versions))]
    assert len(kept) == len(lines) - len(versions)
    rewrite(archive / HASHES, "".join(kept).encode())


def relist(listed: Path, folder: Path) -> None:
    """Make the hashes of a list those of the files in `folder` as they are now, without any code of the program."""
    lines = [line.split("  ", 1) for line in listed.read_text().splitlines()]
    again = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for _, name in lines]
    rewrite(listed, "".join(again).encode())


class Workshop:
    """A folder with a workbook, templates of its own and an archive; `issue` in it makes tiny documents."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workbook = folder / "assessment.xlsx"
        self.templates = copy_templates(folder / "templates")
        self.output = folder / "out"
        self.archive = self.output / "archive"

    def write(self, book: Book) -> None:
        """Save this as the workbook."""
        book.write(self.folder)

    def issue(self, *, final: bool = False, again: bool = False, now: datetime = FIRST) -> issue.IssueOutcome:
        """Issue a version."""
        request = issue.IssueRequest(self.workbook, self.output, self.templates, BY, final, "", again)
        return issue.issue_version(request, now, tell_nobody)


def copy_templates(folder: Path) -> Path:
    """The templates that ship, in a folder where a test may change them."""
    for path in TEMPLATES.rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(TEMPLATES)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return folder


def make_tiny_documents(patch: pytest.MonkeyPatch) -> None:
    """Have `issue` read and check as ever, but make tiny documents, without any process of its own."""

    @contextmanager
    def no_workers(number: int) -> Iterator[None]:
        yield None

    patch.setattr("bvdocs.commands.documents.pdf_workers", no_workers)
    patch.setattr("bvdocs.templating.check.check_all", lambda *_, **__: ())
    for command in ("issue", "rebuild"):
        patch.setattr(
            f"bvdocs.commands.{command}.make_version", lambda *_: MadeFiles(dict(DOCUMENTS), {"action-plan.pdf": 3})
        )
