"""Printing for people what the commands on versions found and did."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bvdocs.cli.printer import Printer
from bvdocs.cli.terminal import Styled
from bvdocs.core.quoting import one_line

if TYPE_CHECKING:
    from bvdocs.commands.issue import IssueOutcome
    from bvdocs.commands.rebuild import Rebuilt
    from bvdocs.core.versions import Version
    from bvdocs.storage.archive.fingerprint import Proof
    from bvdocs.storage.archive.reader import Archived
    from bvdocs.storage.archive.verify import Difference
    from bvdocs.storage.archive.versions import Archive
    from bvdocs.view.document_views import ChangesView, ChangeView

_DOCUMENTS = (".docx", ".pdf", ".html")


def print_issue(printer: Printer, outcome: "IssueOutcome") -> None:
    """Print which version was issued, where it is, and what was found."""
    version = outcome.version
    if version and not outcome.unchanged:
        documents = [each for each in version.records if "/" not in each.name and each.name.endswith(_DOCUMENTS)]
        printer.files(f"Version {version.version} is in {version.folder}:", documents)
    printer.findings(outcome.findings, outcome.accepted)
    if outcome.altered:
        printer.line(Styled("The archive is not as it was issued:", "yellow"))
        _print_differences(printer, outcome.altered)
    print_unlisted(printer, outcome.unlisted, "was")
    if version and outcome.unchanged:
        printer.line(
            f"Nothing that is published has changed since version {version.version}: no version was issued."
            " To issue one all the same, add --again."
        )
    elif version:
        printer.line(f"Fingerprint of version {version.version}, for the minutes: {version.fingerprint}")


def print_history(printer: Printer, archive: "Archive") -> None:
    """Print a line for each version, the oldest first, and below it one for each note that a later one brought."""
    if not len(archive):
        printer.line(f"No version has been issued yet ({archive.folder}).")
        return
    versions = {each.version: each for each in archive.versions}
    table: list[tuple[str, ...]] = [("Version", "Issued", "Status", "By", "For the meeting of", "Note")]
    for number in archive.standing:
        table.append(_row_of(number, versions.get(number)))
        table += [
            (
                f"  note on {number}",
                _moment(later.issued_at),
                f"Added in {later.version}",
                one_line(later.issue.by),
                "",
                one_line(note),
            )
            for later in versions.values()
            for note in later.issue.notes_on(number)
        ]
    widths = [max(len(cell) for cell in column) for column in zip(*table, strict=True)]
    for row in table:
        printer.line("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


def _row_of(number: "Version", version: "Archived | None") -> tuple[str, ...]:
    """Return what the history has of a version; there is none of one that is damaged."""
    status = "Final" if number.is_final else "Draft"
    if version is None:
        return (str(number), "", status, "", "", "Cannot be read")
    issue = version.issue
    meeting = f"{issue.meeting_date:%d/%m/%Y}, {issue.committee}"
    return (str(number), _moment(version.issued_at), status, *map(one_line, (issue.by, meeting, issue.note)))


def _moment(when: datetime) -> str:
    return f"{when:%d/%m/%Y %H:%M}"


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


def print_withheld(printer: Printer, withheld: "Iterable[tuple[str, int]]") -> None:
    """Print how many rows and texts of each side are not told; what they say is told nowhere."""
    for name, number in withheld:
        what = f"{number} rows or texts of {name} are" if number > 1 else f"One row or text of {name} is"
        printer.line()
        printer.wrapped(f"{what} not told above, as that would tell what is exempt now.", 0)


def print_proof(
    printer: Printer, archive: "Archive", differences: "tuple[Difference, ...]", *, beside_source: bool
) -> None:
    """Print that all is as it was issued, or all `beside_source`, which was not looked at; or what is not."""
    if differences:
        number = len(differences)
        printer.line(Styled(f"{number} difference{'s' if number != 1 else ''} in {archive.folder}:", "red"))
        _print_differences(printer, differences)
        return
    latest = archive.latest
    if latest is None:
        printer.line(f"No version has been issued yet ({archive.folder}).")
        return
    number = len(archive)
    printer.line(
        f"{number} version{'s' if number != 1 else ''} in {archive.folder}:"
        f"{' beside source/,' if beside_source else ''} nothing was altered, added, removed or reordered."
    )
    printer.line("Fingerprints, as the minutes may have them; each stands for its version and for all before it:")
    widest = max(len(str(each.version)) for each in archive.versions)
    for each in archive.versions:
        printer.line(f"  {each.version!s:<{widest}}  {each.fingerprint}")


def print_remarks(printer: Printer, remarks: Iterable[str]) -> None:
    """Print what is worth knowing of an archive though nothing in it was altered."""
    for number, remark in enumerate(remarks):
        if not number:
            printer.line("Worth knowing:")
        printer.line(f"  {remark}")


def print_proof_by_fingerprint(printer: Printer, archive: Path, proof: "Proof") -> bool:
    """Print what a fingerprint proves; return whether all that it stands for is as it was issued."""
    if proof.version is None:
        recorded = (
            one_line(f"{proof.elsewhere}.")
            if proof.elsewhere
            else f"By the archive's own records version {proof.had} had it: that was changed or removed."
            if proof.had
            else "It was copied wrongly, is of another archive, or its version was changed or removed."
        )
        printer.line(f"No version in {archive} has this fingerprint. {recorded}")
        return False
    told = f"Version {proof.version.version} has this fingerprint"
    if proof.differences:
        printer.line(f"{told}, but not all that it stands for is as it was issued:")
        _print_differences(printer, proof.differences)
        return False
    others = len(proof.proved) - 1
    before = f" and the {f'{others} versions' if others > 1 else 'version'} before it are" if others else " is"
    beside = ", beside source/," if any(each.is_source_shut for each in proof.proved) else ""
    printer.line(f"{told}: it{before}{beside} as issued, to the last byte.")
    return True


def _print_differences(printer: Printer, differences: "Iterable[Difference]") -> None:
    for difference in differences:
        printer.line(f"  {one_line(str(difference))}")


def print_unlisted(printer: Printer, versions: "Iterable[Archived]", verb: str) -> None:
    """Print which versions the list of all lacks, or lacked; the fingerprint alone tells what that means."""
    for each in versions:
        printer.line(
            f"Version {each.version} {verb} not in the list of what was issued: issuing it was interrupted, or the list"
            " was changed. Compare its fingerprint with the one printed when it was issued."
            f" It is now {each.fingerprint}"
        )


def print_unfinished(printer: Printer, paths: Iterable[Path]) -> None:
    """Print what lies in the archive that is no version."""
    for path in paths:
        printer.line(
            f"Unfinished: {one_line(path.name)}, what an interrupted issue left, or what another computer is writing"
            " now. An issue clears it away; what is of another computer, once it is an hour old."
        )


def print_rebuilt(printer: Printer, rebuilt: "Rebuilt") -> bool:
    """Print whether a version came out as it was issued, and if not what may be the reason; return whether it did."""
    name = f"Version {rebuilt.version.version}"
    others = f" Not as then: {'; '.join(rebuilt.other_releases)}." if rebuilt.other_releases else ""
    if rebuilt.faults:
        told = f"cannot be made again: {' '.join(rebuilt.faults)}"
    elif rebuilt.differing:
        told = f"cannot be made again to the same bytes: {', '.join(rebuilt.differing)}."
        if rebuilt.version.despite_damage:
            damage = "; ".join(rebuilt.version.despite_damage)
            told += f" It was issued although this was damaged, and says nothing of it: {damage}"
    else:
        told = "can be made again to the same bytes."
    printer.line(one_line(f"{name} {told}{others}"))
    return not (rebuilt.faults or rebuilt.differing)
