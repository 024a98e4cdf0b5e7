"""What the history of the archive says: a line for each version, and for each note that a later one brought."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bvdocs.core.quoting import one_line
from bvdocs.core.versions import Version
from bvdocs.storage.archive.reader import Archived
from bvdocs.storage.archive.versions import Archive


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A version that was issued, or a note on one; texts are empty where nothing is known, as of a damaged version.

    `when` is such as '26/11/2024 10:30'. `fingerprint` is there of a version that can be read alone. `corrects` is the
    version that a note is on.
    """

    version: Version
    when: str
    status: str
    by: str
    meeting: str
    note: str
    fingerprint: str = ""
    corrects: Version | None = None

    @property
    def name(self) -> str:
        """Return what its first column says."""
        return f"note on {self.corrects}" if self.corrects else str(self.version)


def history_lines(archive: Archive) -> Iterator[HistoryLine]:
    """Yield a line for each version, the oldest first, and below it one for each note that a later one brought."""
    versions = {each.version: each for each in archive.versions}
    for number in archive.standing:
        yield _line_of(number, versions.get(number))
        for later in versions.values():
            for note in later.issue.notes_on(number):
                yield HistoryLine(
                    later.version,
                    _moment(later.issued_at),
                    f"Added in {later.version}",
                    one_line(later.issue.by),
                    "",
                    one_line(note),
                    corrects=number,
                )


def _line_of(number: Version, version: Archived | None) -> HistoryLine:
    status = "Final" if number.is_final else "Draft"
    if version is None:
        return HistoryLine(number, "", status, "", "", "Cannot be read")
    issue = version.issue
    meeting = one_line(f"{issue.meeting_date:%d/%m/%Y}, {issue.committee}")
    by, note = one_line(issue.by), one_line(issue.note)
    return HistoryLine(number, _moment(version.issued_at), status, by, meeting, note, version.fingerprint)


def _moment(when: datetime) -> str:
    return f"{when:%d/%m/%Y %H:%M}"
