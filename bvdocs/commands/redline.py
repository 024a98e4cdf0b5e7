"""The Word files of a comparison: each document as the newer version has it, with the changes tracked."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import NamedTuple

from bvdocs.commands.archived_workbooks import past_in
from bvdocs.commands.compare import Comparison, Side
from bvdocs.commands.documents import make_documents, ready_to_make
from bvdocs.comparison.themes import match_themes
from bvdocs.core.documents import DOCUMENTS
from bvdocs.core.errors import ArchiveError
from bvdocs.core.limits import limited, of_document
from bvdocs.core.office_files import UnsoundPackageError, refuse_unsound
from bvdocs.core.progress import Progress
from bvdocs.render.redline import make_redline
from bvdocs.storage.archive.layout import name_without_version
from bvdocs.storage.archive.reader import Archived
from bvdocs.storage.archive.versions import Archive
from bvdocs.view import DRAFT

_OF_A_THEME = re.compile(rf"({'|'.join(each.name for each in DOCUMENTS if each.for_each_theme)})-theme-(\d+)\b.*")


class Redlines(NamedTuple):
    """The Word files by name; and the documents that only the older side has, of which there is none."""

    files: dict[str, bytes]
    gone: tuple[str, ...]


def make_redlines(comparison: Comparison, archive: Archive, templates: Path, tell: Progress) -> Redlines:
    """Make a Word file for each document of the newer side, all of it new where the older has none."""
    tell("Tracking the changes in the Word files")
    older = dict(_word_files(comparison.older, archive, templates, tell))
    newer = dict(_word_files(comparison.newer, archive, templates, tell))
    themes = match_themes(comparison.older.assessment, comparison.newer.assessment)
    now = {pair.before.number: pair.now.number for pair in themes if pair.before and pair.now}
    was = {}
    for name in older:
        kind, number = _document(name)
        # A theme that is gone gets a number that no newer one has.
        was[kind, now.get(number, -number)] = name
    author, when = _signature(comparison.newer)
    files = {}
    for name, content in newer.items():
        before = was.pop(_document(name), None)
        with limited(of_document(name, "tracking the changes in it")):
            redline = make_redline(older[before] if before else None, content, author, when)
        files[f"{name.removesuffix('.docx')}-redline.docx"] = redline
    return Redlines(files, tuple(was.values()))


def redlines_told(comparison: Comparison, redlines: Redlines) -> Iterator[str]:
    """Yield of which document there is none; and that they are not to be published, where they show what is exempt."""
    for name in redlines.gone:
        yield f"{name} has no redline: {comparison.newer.name} has no such document."
    if comparison.withheld:
        names = " and ".join(name for name, _ in comparison.withheld)
        yield f"Do not publish these Word files: they show words of {names} that are exempt now."


def _word_files(side: Side, archive: Archive, templates: Path, tell: Progress) -> Iterator[tuple[str, bytes]]:
    """Yield the Word documents of a side by name, without the version in it; make those of a workbook first."""
    if side.version:
        for name in filter(_is_word, side.version.files):
            yield name_without_version(name, side.version.version), _sound(name, side.version)
        return
    with ready_to_make(templates, tell, ("word",)) as making:
        made = make_documents(making, side.whole(), DRAFT, past_in(archive))
    yield from ((name, content) for name, content in made.files.items() if _is_word(name))


def _sound(name: str, version: Archived) -> bytes:
    """Return a document of a version, which may be of another council; raise ArchiveError if it is not safe to open."""
    content = version.read(name)
    try:
        refuse_unsound(content)
    except UnsoundPackageError as fault:
        raise ArchiveError(f"{version.folder / name} {fault.message}, so it is not opened.") from fault
    return content


def _is_word(name: str) -> bool:
    """Say whether it is a document for Word, and not a template that was archived with it."""
    return name.endswith(".docx") and "/" not in name


def _document(name: str) -> tuple[str, int]:
    """Return the kind of a document and the number of its theme; its name and 0 if it is of no theme."""
    of_a_theme = _OF_A_THEME.fullmatch(name)
    return (of_a_theme[1], int(of_a_theme[2])) if of_a_theme else (name, 0)


def _signature(side: Side) -> tuple[str, datetime]:
    """Return who made the changes, and when: who issued the version; of a workbook its author, for the meeting."""
    if side.version:
        return side.version.issue.by, side.version.issued_at.astimezone(UTC)
    report = side.assessment.report
    return report.author or report.authority, datetime.combine(report.meeting_date, time(), UTC)
