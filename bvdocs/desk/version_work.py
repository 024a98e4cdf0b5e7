"""What processes of their own do for the pages on versions: they call what the commands call, and tell what came of it.

What a request names comes here as a version's number, or as the one workbook that the desk is on: never as a path. The
commands are imported where they are called, for the process that shows the pages imports this module too.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bvdocs.commands.archive_state import faults_told, unlisted_told
from bvdocs.commands.history import history_lines
from bvdocs.commands.issue_request import IssueRequest
from bvdocs.commands.issue_words import name_of_user, printable_words
from bvdocs.commands.verify import verify_archive
from bvdocs.core.documents import COMPARISON
from bvdocs.core.english import date_words
from bvdocs.core.errors import BvdocsError, EnvironmentLacksError, UnknownVersionError, UnprintableWordsError
from bvdocs.core.findings import Finding, has_errors
from bvdocs.core.progress import Progress
from bvdocs.desk.told import (
    BeforeIssue,
    Compared,
    ComparisonFiles,
    Entry,
    HistoryTold,
    Issued,
    VerifiedAndRebuilt,
    VersionTold,
)
from bvdocs.storage.archive.versions import Archive, archive_in

# The account that looks after a computer: every document would print it.
_NOBODY_S_NAME = "root"

if TYPE_CHECKING:
    from bvdocs.commands.compare import Comparison
    from bvdocs.commands.issue import IssueOutcome


def tell_history(output: Path, *, tell: Progress) -> HistoryTold:
    """Return the history of the archive in an output folder; it has no entry where nothing was issued yet."""
    tell("Reading the archive")
    archive = archive_in(output)
    documents = {each.version: each.documents for each in archive.versions}
    entries: list[Entry] = []
    for line in history_lines(archive):
        if line.corrects:
            entries[-1] = entries[-1]._replace(notes=(*entries[-1].notes, line))
        else:
            entries.append(Entry(line, (), documents.get(line.version, ())))
    return HistoryTold(tuple(reversed(entries)), tuple(faults_told(archive)))


def read_issued(output: Path, number: str, name: str, *, tell: Progress) -> bytes:
    """Return a document of a version, as it was issued.

    Raise UnknownVersionError if the archive has no such version, or its manifest no such document, and ArchiveError if
    it is not what was issued.
    """
    tell("Reading the archive")
    version = archive_in(output).find(number)
    if name not in {each.name for each in version.documents}:
        raise UnknownVersionError(f"Version {version.version} has no document of this name.")
    return version.read(name)


def look_before_issue(output: Path, wanted: IssueRequest | None, *, tell: Progress) -> BeforeIssue:
    """Return what is to be known before a version is issued; with what is `wanted`, whether anything has changed."""
    tell("Reading the archive")
    archive = archive_in(output)
    last = archive.latest
    return BeforeIssue(
        archive.next_version(final=False),
        archive.next_version(final=True),
        _name_of_account() or (last.issue.by if last else ""),
        last=str(last.version) if last else "",
        last_from=last.made_from.workbook if last else "",
        last_authority=last.authority if last else "",
        faults=tuple(faults_told(archive)),
        unchanged=wanted is not None and _is_unchanged(wanted),
    )


def _name_of_account() -> str:
    """Return whose account it is; '' where that is nobody's name."""
    try:
        name = name_of_user()
    except EnvironmentLacksError:
        return ""
    return "" if name == _NOBODY_S_NAME else name


def _is_unchanged(wanted: IssueRequest) -> bool:
    """Say whether a version would say just what the last one says; what cannot be read is told where it is issued."""
    from bvdocs.commands.issue import unchanged_version

    try:
        return unchanged_version(wanted) is not None
    except BvdocsError:
        return False


def check_words(texts: Sequence[str], *, tell: Progress) -> tuple[tuple[str, str], ...]:
    """Return for each text what every document prints of it, and why it cannot be printed, or ''."""
    tell("Looking at the words")
    return tuple(map(_checked, texts))


def _checked(text: str) -> tuple[str, str]:
    try:
        return printable_words(text), ""
    except UnprintableWordsError as fault:
        return text, fault.message


def issue(request: IssueRequest, now: datetime, meant: frozenset[Finding], *, tell: Progress) -> Issued:
    """Issue a version; what is asked about in a final one is `meant`, if somebody said so of each finding."""
    tell("Reading the workbook and the archive")
    from bvdocs.commands.issue import issue_version

    outcome = issue_version(request, now, tell, meant.issuperset)
    of_archive = (
        *(f"The archive is not as it was issued: {each}." for each in outcome.altered),
        *unlisted_told(outcome.unlisted, "was"),
        *outcome.untold,
    )
    return Issued(_version_told(outcome), outcome.findings, outcome.unconfirmed, outcome.unchanged, of_archive)


def _version_told(outcome: "IssueOutcome") -> VersionTold | None:
    """Return the version that was issued, with a sentence by which whoever reads the minutes can prove the papers."""
    version = outcome.version
    if version is None:
        return None
    issued = version.issue
    minutes = (
        f"Version {version.version} of the papers for the meeting of {date_words(issued.meeting_date)}, issued on"
        f" {date_words(issued.day)} by {issued.by}, has the fingerprint {version.fingerprint}."
    )
    return VersionTold(str(version.version), version.folder, version.fingerprint, outcome.documents, minutes)


def compare(older: str, newer: str, output: Path, templates: Path, *, tell: Progress) -> Compared:
    """Compare two versions, or a version and a workbook."""
    from bvdocs.commands.compare import unknown_told, withheld_told

    archive = archive_in(output)
    faults = tuple(faults_told(archive))
    found, findings = _comparison(older, newer, archive, templates, tell)
    if found is None:
        return Compared(None, faults=faults, findings=findings)
    return Compared(found.view, tuple(withheld_told(found)), tuple(unknown_told(found)), faults)


def _comparison(
    older: str, newer: str, archive: Archive, templates: Path, tell: Progress
) -> tuple["Comparison | None", tuple[Finding, ...]]:
    """Return the comparison; where a workbook has errors, none, and what was found in it."""
    from bvdocs.commands.compare import compare_sides, read_side

    sides = [read_side(each, archive, templates, tell) for each in (older, newer)]
    for side in sides:
        if has_errors(side.findings):
            return None, side.findings
    tell("Comparing them")
    return compare_sides(sides[0], sides[1], archive), ()


def make_files(older: str, newer: str, output: Path, templates: Path, *, tell: Progress) -> ComparisonFiles:
    """Make the files of a comparison."""
    from bvdocs.commands.redline import make_redlines, redlines_told

    archive = archive_in(output)
    found, findings = _comparison(older, newer, archive, templates, tell)
    if found is None:
        return ComparisonFiles({}, findings=findings)
    made = make_redlines(found, archive, templates, tell)
    page, no_page = _page(found, templates, tell)
    return ComparisonFiles(made.files | page, tuple(redlines_told(found, made)), no_page)


def _page(comparison: "Comparison", templates: Path, tell: Progress) -> tuple[dict[str, bytes], str]:
    """Return the page of a comparison by its name; or why there is none, as where it may tell what is exempt."""
    from bvdocs.commands.compare import check_page, comparison_page, refuse_page_of_unknown

    tell("Making the page of what changed")
    try:
        refuse_page_of_unknown(comparison)
        found = check_page((comparison.older, comparison.newer), templates)
        if has_errors(found):
            return {}, " ".join(map(str, found))
        return {f"{COMPARISON}.html": comparison_page(comparison, templates)}, ""
    except BvdocsError as fault:
        return {}, str(fault)


def verify(output: Path, fingerprint: str | None, *, tell: Progress) -> VerifiedAndRebuilt:
    """Prove the archive, and what a fingerprint stands for."""
    tell("Holding every file against what was issued")
    found = verify_archive(output, fingerprint)
    return VerifiedAndRebuilt(found, is_different=found.is_different)


def verify_and_rebuild(output: Path, fingerprint: str | None, *, tell: Progress) -> VerifiedAndRebuilt:
    """Prove the archive, and make every version again, if nothing in it is different."""
    from bvdocs.commands.rebuild import rebuild, rebuilt_told

    proved = verify(output, fingerprint, tell=tell)
    if proved.is_different or proved.found.unknown:
        return proved
    results = list(rebuild(archive_in(output), tell))
    same = all(each.is_the_same for each in results)
    return VerifiedAndRebuilt(proved.found, tuple(map(rebuilt_told, results)), is_different=not same)


def make_starter_file(path: Path, now: datetime, *, tell: Progress) -> Path:
    """Write a starter workbook where there is none; return where."""
    from bvdocs.storage.new_file import write_new
    from bvdocs.workbook.writing.starter import make_starter

    tell("Making the starter workbook")
    write_new(path, make_starter(now.date()))
    return path
