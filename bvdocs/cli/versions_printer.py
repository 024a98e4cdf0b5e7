"""What the commands on versions print for people."""

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bvdocs.cli.printer import Speaker

if TYPE_CHECKING:
    from bvdocs.commands.issue import IssueOutcome
    from bvdocs.commands.rebuild import Rebuilt
    from bvdocs.storage.archive.reader import Archive, Archived
    from bvdocs.storage.archive.verify import Difference
    from bvdocs.view.document_views import ChangesView, ChangeView

_DOCUMENTS = (".docx", ".pdf", ".html")


def print_issue(say: Speaker, outcome: "IssueOutcome") -> None:
    """Which version was issued, where it is, and what was found."""
    version = outcome.version
    if version and not outcome.unchanged:
        documents = [each for each in version.records if _is_document(each.name)]
        say.files(f"Version {version.version} is in {version.folder}:", documents)
    say.findings(outcome.findings, outcome.accepted)
    if outcome.altered:
        say.line(click.style("The archive is not as it was issued:", fg="yellow", bold=True))
        _print_differences(say, outcome.altered)
    print_unlisted(say, outcome.unlisted, "was")
    if version and outcome.unchanged:
        say.line(
            f"Nothing that is published has changed since version {version.version}: no version was issued."
            " To issue one all the same, add --again."
        )
    elif version:
        say.line(f"Fingerprint of version {version.version}, for the minutes: {version.fingerprint}")


def _is_document(name: str) -> bool:
    return "/" not in name and name.endswith(_DOCUMENTS)


def print_history(say: Speaker, archive: "Archive") -> None:
    """A line for each version, the oldest first."""
    versions = archive.versions
    if not versions:
        say.line(f"No version has been issued yet ({archive.folder}).")
        return
    rows = [("Version", "Issued", "Status", "By", "For the meeting of", "Note")]
    for each in versions:
        issue = each.issue
        meeting = f"{issue.meeting_date:%d/%m/%Y}, {issue.committee}"
        status = "Final" if issue.version.is_final else "Draft"
        rows.append((str(issue.version), f"{each.issued_at:%d/%m/%Y %H:%M}", status, issue.by, meeting, issue.note))
    one_line = [[_harmless(" ".join(cell.split())) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in one_line) for column in range(len(rows[0]))]
    for row in one_line:
        say.line("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


def print_changes(say: Speaker, changes: "ChangesView") -> None:
    """What changed, by theme."""
    say.line()
    say.line(click.style(changes.heading, bold=True))
    if not changes.anything:
        say.line("Nothing has changed.")
        return
    for theme in changes.themes:
        say.line()
        say.line(click.style(theme.title, bold=True))
        say.wrapped(theme.summary, 2)
        for group in theme.groups:
            say.line(f"  {group.name}")
            _print_each(say, group.changes)
    if changes.overall:
        say.line()
        say.line(click.style("Beyond the themes", bold=True))
        _print_each(say, changes.overall)


def _print_each(say: Speaker, changes: "Iterable[ChangeView]") -> None:
    for change in changes:
        say.wrapped(f"- {change.text}", 4)


def print_gone(say: Speaker, documents: Sequence[str], newer: str) -> None:
    """The documents that only the older side has."""
    for name in documents:
        say.line(f"{name} has no redline: {newer} has no such document.")


def print_proof(say: Speaker, archive: "Archive", differences: "tuple[Difference, ...]") -> None:
    """That all is as it was issued; or what is not."""
    if differences:
        number = len(differences)
        say.line(
            click.style(f"{number} difference{'s' if number != 1 else ''} in {archive.folder}:", fg="red", bold=True)
        )
        _print_differences(say, differences)
        return
    latest = archive.latest
    if latest is None:
        say.line(f"No version has been issued yet ({archive.folder}).")
        return
    number = len(archive)
    say.line(
        f"{number} version{'s' if number != 1 else ''} in {archive.folder}:"
        " nothing was altered, added, removed or reordered."
    )
    say.line(f"Fingerprint of version {latest.version}, the last one: {latest.fingerprint}")


def _print_differences(say: Speaker, differences: "Iterable[Difference]") -> None:
    for difference in differences:
        say.line(f"  {_harmless(str(difference))}")


def print_unlisted(say: Speaker, versions: "Iterable[Archived]", verb: str) -> None:
    """Which versions the list of all lacks, or lacked; with the fingerprint, which alone tells what that means."""
    for each in versions:
        say.line(
            f"Version {each.version} {verb} not in the list of what was issued: issuing it was interrupted, or the list"
            " was changed. Compare its fingerprint with the one printed when it was issued."
            f" It is now {each.fingerprint}"
        )


def print_unfinished(say: Speaker, paths: Iterable[Path]) -> None:
    """What lies in the archive that is no version."""
    for path in paths:
        say.line(f"Unfinished: {_harmless(path.name)}, what an interrupted issue left; the next one clears it away.")


def _harmless(text: str) -> str:
    """A text from the archive, which anybody may have written, without what a terminal would obey."""
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(sign) == "Cc" else sign for sign in text)


def print_rebuilt(say: Speaker, rebuilt: "Rebuilt") -> bool:
    """Whether a version came out as it was issued; of what does not, what may be the reason."""
    name = f"Version {rebuilt.version.version}"
    others = f" Not as then: {'; '.join(rebuilt.other_releases)}." if rebuilt.other_releases else ""
    if not rebuilt.differing:
        say.line(_harmless(f"{name} can be made again to the same bytes.{others}"))
        return True
    say.line(_harmless(f"{name} cannot be made again to the same bytes: {', '.join(rebuilt.differing)}.{others}"))
    return False
