"""The Word files of a comparison: each document as the newer version has it, with the changes tracked."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

from bvdocs.archive.layout import name_without_version
from bvdocs.archive.reading import Archive
from bvdocs.comparing import Comparison, Side
from bvdocs.pipeline import PDF_PROCESSES, Making
from bvdocs.redline import make_redline
from bvdocs.telling import Tell
from bvdocs.view import DRAFT

# A theme may have another name now: its number says which document is which.
_OF_A_THEME = re.compile(r"(self-assessment-theme-\d+)-.*")


def make_redlines(comparison: Comparison, archive: Archive, templates: Path, tell: Tell) -> dict[str, bytes]:
    """The Word files by name: one for each document of the newer side, all of it new where the older has none."""
    tell("Tracking the changes in the Word files")
    older = {_document(name): content for name, content in _word_files(comparison.older, archive, templates, tell)}
    author, when = _signature(comparison.newer)
    return {
        f"{name.removesuffix('.docx')}-redline.docx": make_redline(older.get(_document(name)), content, author, when)
        for name, content in _word_files(comparison.newer, archive, templates, tell)
    }


def _word_files(side: Side, archive: Archive, templates: Path, tell: Tell) -> Iterator[tuple[str, bytes]]:
    """The Word documents of a side by name, without the version in it; those of a workbook are made first."""
    if side.version:
        for name in side.version.files:
            if "/" not in name and name.endswith(".docx"):
                yield name_without_version(name, side.version.version), side.version.read(name)
        return
    from bvdocs.render.worker import pdf_workers

    with pdf_workers(PDF_PROCESSES) as workers:
        made = Making(templates, ("word",), (), workers, tell).make(side.whole(), DRAFT, archive.past())
    yield from made.files.items()


def _document(name: str) -> str:
    """What makes a document the same in both, whatever its theme is called."""
    of_a_theme = _OF_A_THEME.match(name)
    return of_a_theme[1] if of_a_theme else name


def _signature(side: Side) -> tuple[str, datetime]:
    """Who made the changes, and when: who issued the version; of a workbook its author, for the meeting."""
    if side.version:
        return side.version.issue.by, side.version.issued_at.astimezone(UTC)
    report = side.assessment.report
    return report.author or report.authority, datetime.combine(report.meeting_date, time(), UTC)
