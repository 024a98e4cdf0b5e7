"""The files of a version of Part B: its two documents, and the record of them. All of it is exempt."""

from dataclasses import dataclass
from textwrap import fill
from typing import Any

from bvdocs.core.documents import PART_B_FILE
from bvdocs.core.english import date_words
from bvdocs.core.json_text import json_text
from bvdocs.core.model import Report
from bvdocs.storage.archive.layout import (
    ASSESSMENT,
    HASHES,
    MANIFEST,
    README,
    TEMPLATES,
    name_in_version,
    workbook_file,
)
from bvdocs.storage.archive.reader import Archived, Previous
from bvdocs.storage.archive.version_files import Recorded, with_records
from bvdocs.storage.manifest import FINDINGS, make_findings
from bvdocs.view.part_b import PartBView

FORMAT = "bvdocs part B, format 1"
_WIDTH = 78


@dataclass(frozen=True, slots=True, kw_only=True)
class PartBContents(Recorded):
    """What a version of Part B is made of: what its documents print, and the report that they are about."""

    view: PartBView
    report: Report


def part_b_files(contents: PartBContents, previous: Previous | None) -> dict[str, bytes]:
    """Return every file of the version's folder, by name; `previous` is the version before it in this archive."""
    version = contents.issue.version
    workbook = workbook_file(contents.workbook)
    files = {
        **{name_in_version(name, version): content for name, content in contents.documents.items()},
        workbook: contents.workbook,
        **{f"{TEMPLATES}/{name}": content for name, content in contents.templates.items()},
        FINDINGS: make_findings(contents.found),
        ASSESSMENT: part_b_as_json(contents.view),
        README: _readme(contents, workbook),
    }
    return with_records(contents, contents.report, files, previous)


def part_a_in_manifest(part_a: Archived) -> dict[str, Any]:
    """Return what a manifest of Part B says of the version of Part A that it goes with; Part A says nothing of it."""
    return {
        "part_a": {
            "version": str(part_a.version),
            "folder": part_a.place,
            "manifest_sha256": part_a.fingerprint,
        }
    }


def part_b_as_json(view: PartBView) -> bytes:
    """Return what Part B prints, as JSON in UTF-8; the same facts, with the same Part A, give the same bytes."""
    rows = [
        {
            "theme": theme.title,
            "kind": row.kind,
            "name": row.name,
            "text": row.text.plain,
            "facts": {fact.name: fact.words.plain for fact in row.facts},
            "exempt_under": row.exempt_under,
            "reason": row.reason,
            "goes_with": list(row.goes_with),
        }
        for theme in view.themes
        for row in theme.rows
    ]
    record = {
        "format": FORMAT,
        "marking": view.marking,
        "authority": view.authority,
        "title": view.title,
        "committee": view.committee,
        "meeting_date": view.date_stamp.isoformat(),
        "part_a_manifest_sha256": view.part_a.fingerprint,
        "counts": [{"name": each.name, "in_all": each.in_all, "in_part_a": each.in_part_a} for each in view.counts],
        "rows": rows,
    }
    return json_text(record).encode()


def _readme(contents: PartBContents, workbook: str) -> bytes:
    """Return the text for whoever opens the version's folder years from now."""
    view, issue = contents.view, contents.issue
    paragraphs = (
        f"{view.marking}.",
        f"Part B, {view.title}, {view.authority}: version {issue.version}, issued by {issue.by} on"
        f" {date_words(issue.day)} for the {view.committee} of {view.meeting_date}. {view.part_a.said}",
        "All of this folder is exempt, and for its owner alone. Who may have a copy, and how they get it, the"
        " Monitoring Officer says.",
        f"{PART_B_FILE}-v{issue.version}.docx and .pdf: the exempt edition, for Word and as PDF.",
        f"{ASSESSMENT}: what it prints, as plain text (JSON, UTF-8). {MANIFEST}: who issued it and when, what it was"
        " made from, the hash of each file, that of the manifest of the version before, and the fingerprint of Part A."
        f" {workbook}: the workbook as it was. {TEMPLATES}/: the templates. {HASHES}: the SHA-256 hashes of the files.",
        f"To check that nothing has changed: 'sha256sum --check {HASHES}' in this folder, or 'bvdocs verify --output'"
        " with the folder that holds the archive of Part B.",
    )
    return ("\n\n".join(fill(each, _WIDTH, break_long_words=False) for each in paragraphs) + "\n").encode()
