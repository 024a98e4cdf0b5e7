"""Printing for people what the commands on versions found and did."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bvdocs.cli.printer import Printer
from bvdocs.cli.terminal import Styled
from bvdocs.core.quoting import one_line

if TYPE_CHECKING:
    from bvdocs.commands.issue import IssueOutcome
    from bvdocs.commands.verify import ProofTold, Verified
    from bvdocs.storage.archive.versions import Archive
    from bvdocs.view.document_views import ChangesView, ChangeView


def print_issue(printer: Printer, outcome: "IssueOutcome") -> None:
    """Print which version was issued, where it is, and what was found."""
    from bvdocs.commands.archive_state import unlisted_told

    version = outcome.version
    if version and not outcome.unchanged:
        printer.files(f"Version {version.version} is in {version.folder}:", outcome.documents)
    printer.findings(outcome.findings, outcome.accepted)
    if outcome.altered:
        printer.line(Styled("The archive is not as it was issued:", "yellow"))
        _print_lines(printer, (one_line(str(each)) for each in outcome.altered))
    for line in unlisted_told(outcome.unlisted, "was"):
        printer.line(line)
    if version and outcome.unchanged:
        printer.line(
            f"Nothing that is published has changed since version {version.version}: no version was issued."
            " To issue one all the same, such as one with a pack, add --again."
        )
    elif version:
        printer.line(f"Fingerprint of version {version.version}, for the minutes: {version.fingerprint}")


def print_history(printer: Printer, archive: "Archive") -> None:
    """Print a line for each version, the oldest first, and below it one for each note that a later one brought."""
    from bvdocs.commands.history import history_lines

    if not len(archive):
        printer.line(f"No version has been issued yet ({archive.folder}).")
        return
    table: list[tuple[str, ...]] = [("Version", "Issued", "Status", "By", "For the meeting of", "Note")]
    for each in history_lines(archive):
        name = f"  {each.name}" if each.corrects else each.name
        table.append((name, each.when, each.status, each.by, each.meeting, each.note))
    widths = [max(len(cell) for cell in column) for column in zip(*table, strict=True)]
    for row in table:
        printer.line("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


def print_changes(printer: Printer, changes: "ChangesView") -> None:
    """Print what changed, by theme."""
    printer.line()
    printer.line(Styled(changes.heading))
    if not changes.anything:
        printer.line("Nothing has changed.")
        return
    for theme in changes.themes:
        printer.line()
        printer.line(Styled(theme.title))
        printer.wrapped(theme.summary, 2)
        for group in theme.groups:
            printer.line(f"  {group.name}")
            _print_each(printer, group.changes)
    if changes.overall:
        printer.line()
        printer.line(Styled("Beyond the themes"))
        _print_each(printer, changes.overall)


def _print_each(printer: Printer, changes: "Iterable[ChangeView]") -> None:
    for change in changes:
        printer.wrapped(f"- {change.text}", 4)


def print_withheld(printer: Printer, withheld: "Iterable[str]") -> None:
    """Print how many rows and texts of each side are not told."""
    for line in withheld:
        printer.line()
        printer.wrapped(line, 0)


def print_proof(printer: Printer, found: "Verified") -> None:
    """Print that all is as it was issued, with the fingerprints; or what is not."""
    printer.line(Styled(found.told, "red") if found.differences else found.told)
    _print_lines(printer, found.differences)
    if found.fingerprints:
        printer.line("Fingerprints, as the minutes may have them; each stands for its version and for all before it:")
        widest = max(len(version) for version, _ in found.fingerprints)
        for version, fingerprint in found.fingerprints:
            printer.line(f"  {version:<{widest}}  {fingerprint}")


def print_remarks(printer: Printer, remarks: "Iterable[str]") -> None:
    """Print what is worth knowing of an archive though nothing in it was altered."""
    for number, remark in enumerate(remarks):
        if not number:
            printer.line("Worth knowing:")
        printer.line(f"  {remark}")


def print_proof_by_fingerprint(printer: Printer, proof: "ProofTold") -> None:
    """Print what a fingerprint proves."""
    printer.line(proof.told)
    _print_lines(printer, proof.differences)


def _print_lines(printer: Printer, lines: "Iterable[str]") -> None:
    for line in lines:
        printer.line(f"  {line}")
