"""An archive of many versions, made fast: the real documents of one version, under ever new facts."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bvdocs.commands.issue import IssueRequest, issue_version
from bvdocs.core.history import Issue
from bvdocs.core.model import Assessment
from bvdocs.core.publishing import PublicAssessment
from bvdocs.core.versions import Version
from bvdocs.storage.archive.folders import look_at
from bvdocs.storage.archive.layout import (
    ARCHIVE,
    MANIFEST,
    TEMPLATES,
    WORKBOOK,
    meeting_folder,
    name_without_version,
    version_folder,
)
from bvdocs.storage.archive.reader import Archived, Previous, read_version
from bvdocs.storage.archive.version_files import Contents, version_files
from bvdocs.storage.archive.writer import freeze, write_list
from bvdocs.storage.hashes import as_list
from bvdocs.storage.manifest import describe_findings

_FIRST_MEETING, _EVERY = date(2026, 1, 13), timedelta(days=14)


def make_long_archive(output: Path, workbook: Path, templates: Path, versions: int, say: Callable[[str], None]) -> Path:
    """Put so many versions into `output/archive`, every fifth of them final; the first is really issued."""
    request = IssueRequest(workbook, output, templates, "Monitoring Officer")
    first = issue_version(request, datetime(2026, 1, 5, 9, tzinfo=UTC), lambda stage, detail="": None).version
    if first is None:
        raise SystemExit(f"{workbook} has errors")
    assessment = first.assessment()
    documents = {
        name if "/" in name else name_without_version(name, first.version): first.read(name)
        for name in first.files
        if name.startswith("figures/") or f"-{version_folder(first.version)}." in name
    }
    sources = {name: first.read(name) for name in first.files if name.startswith(TEMPLATES)}
    record = json.loads((first.folder / MANIFEST).read_bytes())
    archive, version, last = output / ARCHIVE, first.version, first
    hashes = {f"{first.folder.relative_to(archive).as_posix()}/{MANIFEST}": first.fingerprint}
    for number in range(1, versions):
        version = version.next(final=number % 5 == 0)
        contents = Contents(
            archive_id=first.archive_id,
            machine=first.machine,
            issue=_issue(version, number, assessment),
            issued_at=datetime(2026, 1, 5, 9, tzinfo=UTC) + number * timedelta(days=3),
            assessment=_moved(assessment, number),
            documents=documents,
            pages={},
            workbook=first.read(WORKBOOK),
            templates={name.removeprefix(f"{TEMPLATES}/"): content for name, content in sources.items()},
            made_from={name: record[name] for name in ("program", "libraries", "workbook", "templates")},
            found=describe_findings((), ()),
        )
        last = _add(archive, contents, last)
        hashes[f"{last.folder.relative_to(archive).as_posix()}/{MANIFEST}"] = last.fingerprint
    write_list(archive, as_list(hashes))
    size = sum(path.stat().st_size for path in archive.rglob("*") if path.is_file())
    say(f"An archive of {versions} versions, {size / 1_000_000:,.0f} MB")
    return archive


def _issue(version: Version, number: int, assessment: Assessment) -> Issue:
    meeting = _FIRST_MEETING + number // 5 * _EVERY
    day = date(2026, 1, 5) + number * timedelta(days=3)
    return Issue(version, day, "Monitoring Officer", f"Round {number}", assessment.report.committee, meeting)


def _moved(assessment: PublicAssessment, number: int) -> PublicAssessment:
    """A rating, a date and a bullet that differ in each version."""
    scale = assessment.scale
    criteria = list(assessment.criteria)
    place = number % len(criteria)
    criteria[place] = replace(criteria[place], rating=scale[number % len(scale)], see="")
    late = replace(assessment.actions[0], revised_due=assessment.actions[0].due + timedelta(days=number))
    return replace(
        assessment,
        report=replace(assessment.report, meeting_date=_FIRST_MEETING + number // 5 * _EVERY),
        criteria=tuple(criteria),
        actions=(late, *assessment.actions[1:]),
        bullets=assessment.bullets[number % 3 :],
    )


def _add(archive: Path, contents: Contents, last: Archived) -> Archived:
    issue = contents.issue
    files = version_files(contents, Previous(last.version, last.place, last.fingerprint))
    meeting = meeting_folder(issue.meeting_date, issue.committee)
    return read_version(freeze(archive, meeting, version_folder(issue.version), files, look_at(archive)))
