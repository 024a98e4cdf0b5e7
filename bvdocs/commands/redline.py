"""The Word files of a comparison: each document as the newer version has it, with the changes tracked."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import NamedTuple

from bvdocs.commands.compare import Comparison, Side
from bvdocs.commands.report import PDF_PROCESSES, Making
from bvdocs.core.progress import Progress
from bvdocs.render.redline import make_redline
from bvdocs.storage.archive.layout import name_without_version
from bvdocs.storage.archive.reader import Archive
from bvdocs.view import DRAFT

# A theme may have another name now: its number says which document is which.
_OF_A_THEME = re.compile(r"(self-assessment-theme-\d+)-.*")


class Redlines(NamedTuple):
    """The Word files by name; and the documents that only the older side has, of which there is none."""

    files: dict[str, bytes]
    gone: tuple[str, ...]


def make_redlines(comparison: Comparison, archive: Archive, templates: Path, tell: Progress) -> Redlines:
    """A Word file for each document of the newer side, all of it new where the older has none."""
    tell("Tracking the changes in the Word files")
    older = dict(_word_files(comparison.older, archive, templates, tell))
    newer = dict(_word_files(comparison.newer, archive, templates, tell))
    was = {_document(name): content for name, content in older.items()}
    author, when = _signature(comparison.newer)
    files = {
        f"{name.removesuffix('.docx')}-redline.docx": make_redline(was.get(_document(name)), content, author, when)
        for name, content in newer.items()
    }
    standing = {_document(name) for name in newer}
    return Redlines(files, tuple(name for name in older if _document(name) not in standing))


def _word_files(side: Side, archive: Archive, templates: Path, tell: Progress) -> Iterator[tuple[str, bytes]]:
    """The Word documents of a side by name, without the version in it; those of a workbook are made first."""
    if side.version:
        for name in filter(_is_word, side.version.files):
            yield name_without_version(name, side.version.version), side.version.read(name)
        return
    from bvdocs.render.pdf.processes import pdf_workers

    with pdf_workers(PDF_PROCESSES) as workers:
        made = Making(templates, ("word",), (), workers, tell).make(side.whole(), DRAFT, archive.past())
    yield from ((name, content) for name, content in made.files.items() if _is_word(name))


def _is_word(name: str) -> bool:
    """Whether it is a document for Word, and not a template that was archived with it."""
    return name.endswith(".docx") and "/" not in name


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
