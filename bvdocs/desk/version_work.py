"""What processes of their own do for the pages on versions: the commands' functions, with results that can be sent.

What a request names comes here as a version's number, or as the one workbook that the desk is on: never as a path.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from bvdocs.commands.archive_state import faults_told, unlisted_told
from bvdocs.commands.compare import (
    Comparison,
    check_page,
    compare_sides,
    comparison_page,
    read_side,
    unknown_told,
    withheld_told,
)
from bvdocs.commands.history import HistoryLine, history_lines
from bvdocs.commands.issue import IssueOutcome, IssueRequest, issue_version
from bvdocs.commands.issue_words import name_of_user, printable_words
from bvdocs.commands.rebuild import rebuild, rebuilt_told
from bvdocs.commands.verify import Verified, verify_archive
from bvdocs.core.documents import COMPARISON
from bvdocs.core.english import date_words
from bvdocs.core.errors import BvdocsError, EnvironmentLacksError, UnprintableWordsError
from bvdocs.core.findings import Finding, has_errors
from bvdocs.core.progress import Progress
from bvdocs.core.versions import Version
from bvdocs.storage.archive.reader import Archived
from bvdocs.storage.archive.versions import Archive, archive_in
from bvdocs.view.document_views import ChangesView


class Entry(NamedTuple):
    """A version as the history has it, and the notes on it that later ones brought."""

    line: HistoryLine
    notes: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class HistoryTold:
    """What the archive's history says, the newest version first, and what of the archive is damaged."""

    entries: tuple[Entry, ...]
    faults: tuple[str, ...]

    @property
    def readable(self) -> tuple[str, ...]:
        """Return the numbers of the versions that can be compared, the newest first."""
        return tuple(each.line.name for each in self.entries if each.line.fingerprint)


def tell_history(output: Path, *, tell: Progress) -> HistoryTold:
    """Return the history of the archive in an output folder; it has no entry where nothing was issued yet."""
    tell("Reading the archive")
    archive = archive_in(output)
    entries: list[Entry] = []
    for line in history_lines(archive):
        if line.corrects:
            entries[-1] = entries[-1]._replace(notes=(*entries[-1].notes, line))
        else:
            entries.append(Entry(line, ()))
    return HistoryTold(tuple(reversed(entries)), tuple(faults_told(archive)))


@dataclass(frozen=True, slots=True)
class BeforeIssue:
    """What is to be known before a version is issued: the numbers that are next, the last one, who issues.

    `last_from` is the name of the workbook that the last version was made from, and `last_authority` its authority.
    `faults` is what of the archive is damaged.
    """

    next_draft: Version
    next_final: Version
    user: str
    last: str = ""
    last_from: str = ""
    last_authority: str = ""
    faults: tuple[str, ...] = ()

    def next(self, *, final: bool) -> Version:
        """Return the number that the next version has."""
        return self.next_final if final else self.next_draft


def look_before_issue(output: Path, *, tell: Progress) -> BeforeIssue:
    """Return what is to be known before a version is issued."""
    tell("Reading the archive")
    archive = archive_in(output)
    try:
        user = name_of_user()
    except EnvironmentLacksError:
        user = ""
    last = archive.latest
    return BeforeIssue(
        archive.next_version(final=False),
        archive.next_version(final=True),
        user,
        *((str(last.version), last.made_from.workbook, last.authority) if last else ()),
        faults=tuple(faults_told(archive)),
    )


def check_words(texts: Sequence[str], *, tell: Progress) -> tuple[tuple[str, str], ...]:
    """Return for each text what every document prints of it, and why it cannot be printed, or ''."""
    tell("Looking at the words")
    return tuple(map(_checked, texts))


def _checked(text: str) -> tuple[str, str]:
    try:
        return printable_words(text), ""
    except UnprintableWordsError as fault:
        return text, fault.message


@dataclass(frozen=True, slots=True)
class Issued:
    """What came of issuing a version; `minutes` is a sentence for them, and `of_archive` what is told of the archive."""

    outcome: IssueOutcome
    minutes: str
    of_archive: tuple[str, ...]


def issue(request: IssueRequest, now: datetime, meant: frozenset[Finding], *, tell: Progress) -> Issued:
    """Issue a version; findings that look like slips in a final one are `meant`, if somebody said so of each."""
    outcome = issue_version(request, now, tell, meant.issuperset)
    of_archive = (
        *(f"The archive is not as it was issued: {each}." for each in outcome.altered),
        *unlisted_told(outcome.unlisted, "was"),
        *outcome.untold,
    )
    return Issued(outcome, _for_minutes(outcome.version) if outcome.version else "", of_archive)


def _for_minutes(version: Archived) -> str:
    """Return a sentence that the minutes may have, so that whoever reads them can prove the papers."""
    issue = version.issue
    return (
        f"Version {version.version} of the papers for the meeting of {date_words(issue.meeting_date)}, issued on"
        f" {date_words(issue.day)} by {issue.by}, has the fingerprint {version.fingerprint}."
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison in words; with errors among the findings of a workbook, there is none.

    `withheld` says how much is not told, and `unknown` that it may tell what is exempt in a damaged version.
    """

    older: str
    newer: str
    view: ChangesView | None = None
    withheld: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def compare(older: str, newer: str, output: Path, templates: Path, *, tell: Progress) -> Compared:
    """Compare two versions, or a version and a workbook."""
    archive = archive_in(output)
    told = tuple(faults_told(archive))
    found = _comparison(older, newer, archive, templates, tell)
    if not isinstance(found, Comparison):
        return Compared("", "", faults=told, findings=found)
    return Compared(
        found.older.name,
        found.newer.name,
        found.view,
        tuple(withheld_told(found)),
        tuple(unknown_told(found)),
        told,
    )


def _comparison(
    older: str, newer: str, archive: Archive, templates: Path, tell: Progress
) -> Comparison | tuple[Finding, ...]:
    """Return the comparison; the findings of a workbook with errors in its place."""
    sides = [read_side(each, archive, templates, tell) for each in (older, newer)]
    for side in sides:
        if has_errors(side.findings):
            return side.findings
    tell("Comparing them")
    return compare_sides(sides[0], sides[1], archive)


@dataclass(frozen=True, slots=True)
class ComparisonFiles:
    """The files of a comparison: Word files with the changes tracked, and the page that may be published.

    `told` says of which document there is none, and what is not to be published; `no_page` why there is no page. With
    errors among the findings there are none at all.
    """

    files: dict[str, bytes]
    told: tuple[str, ...] = ()
    no_page: str = ""
    findings: tuple[Finding, ...] = ()


def make_files(older: str, newer: str, output: Path, templates: Path, *, tell: Progress) -> ComparisonFiles:
    """Make the files of a comparison."""
    from bvdocs.commands.redline import make_redlines, redlines_told

    archive = archive_in(output)
    found = _comparison(older, newer, archive, templates, tell)
    if not isinstance(found, Comparison):
        return ComparisonFiles({}, findings=found)
    made = make_redlines(found, archive, templates, tell)
    told = tuple(redlines_told(found, made))
    page, no_page = _page(found, templates, tell)
    return ComparisonFiles(made.files | page, told, no_page)


def _page(comparison: Comparison, templates: Path, tell: Progress) -> tuple[dict[str, bytes], str]:
    """Return the page of a comparison by its name; or why there is none, where it may tell what is exempt."""
    if why := " ".join(unknown_told(comparison)):
        return {}, why
    tell("Making the page of what changed")
    found = check_page((comparison.older, comparison.newer), templates)
    if has_errors(found):
        return {}, " ".join(str(each) for each in found)
    try:
        return {f"{COMPARISON}.html": comparison_page(comparison, templates)}, ""
    except BvdocsError as fault:
        return {}, str(fault)


@dataclass(frozen=True, slots=True)
class VerifiedAndRebuilt:
    """What was found of an archive, and of each version whether it could be made again, if that was asked for."""

    found: Verified
    rebuilt: tuple[str, ...] = ()
    is_different: bool = False


def verify(output: Path, fingerprint: str | None, *, tell: Progress) -> VerifiedAndRebuilt:
    """Prove the archive, and what a fingerprint stands for."""
    tell("Holding every file against what was issued")
    found = verify_archive(output, fingerprint)
    return VerifiedAndRebuilt(found, is_different=found.is_different)


def verify_and_rebuild(output: Path, fingerprint: str | None, *, tell: Progress) -> VerifiedAndRebuilt:
    """Prove the archive, and make every version again, if nothing in it is different."""
    proved = verify(output, fingerprint, tell=tell)
    if proved.is_different or proved.found.unknown:
        return proved
    results = list(rebuild(archive_in(output), tell))
    same = all(each.is_the_same for each in results)
    return VerifiedAndRebuilt(proved.found, tuple(map(rebuilt_told, results)), is_different=not same)


def make_starter_file(path: Path, day: datetime, *, tell: Progress) -> Path:
    """Write a starter workbook where there is none; return where."""
    from bvdocs.storage.new_file import write_new
    from bvdocs.workbook.writing.starter import make_starter

    tell("Making the starter workbook")
    write_new(path, make_starter(day.date()))
    return path
