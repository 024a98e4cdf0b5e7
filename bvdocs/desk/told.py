"""What the desk is told by the processes that work for its pages on versions and owners.

It is kept apart from what does the work: the process that shows the pages imports none of that.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bvdocs.commands.history import HistoryLine
from bvdocs.commands.verify import Verified
from bvdocs.core.asked import Asked, AskedSheet
from bvdocs.core.findings import Finding
from bvdocs.core.versions import Version
from bvdocs.storage.file_records import FileRecord
from bvdocs.view.document_views import ChangesView, PieceView


class Entry(NamedTuple):
    """A version as the history has it, the notes on it that later ones brought, and its documents."""

    line: HistoryLine
    notes: tuple[HistoryLine, ...]
    documents: tuple[FileRecord, ...]


@dataclass(frozen=True, slots=True)
class HistoryTold:
    """What the archive's history says, the newest version first, and what of the archive is damaged."""

    entries: tuple[Entry, ...]
    faults: tuple[str, ...]

    @property
    def readable(self) -> tuple[str, ...]:
        """Return the numbers of the versions that can be compared, the newest first."""
        return tuple(each.line.name for each in self.entries if each.line.fingerprint)


@dataclass(frozen=True, slots=True)
class BeforeIssue:
    """What is to be known before a version is issued: the numbers that are next, the last one, who issues.

    `user` is who issued last, or else whose account it is; it is empty where that says nothing. `unchanged` says that
    the version would say just what the last one says, where that was asked.
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
    unchanged: bool = False

    def next(self, *, final: bool) -> Version:
        """Return the number that the next version has."""
        return self.next_final if final else self.next_draft


@dataclass(frozen=True, slots=True)
class VersionTold:
    """A version: its number, its folder, its fingerprint, its documents, and a sentence for the minutes."""

    number: str
    folder: Path
    fingerprint: str
    documents: tuple[FileRecord, ...]
    minutes: str


@dataclass(frozen=True, slots=True)
class Issued:
    """What came of issuing a version: the one that was issued, or with `unchanged` the last one.

    There is none with errors among the findings, nor if nobody has said that what is in `unconfirmed` is meant.
    `of_archive` is what is told of the archive.
    """

    version: VersionTold | None
    findings: tuple[Finding, ...]
    unconfirmed: tuple[Finding, ...]
    unchanged: bool
    of_archive: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison in words; with errors among the findings of a workbook, there is none.

    `withheld` says how much is not told, `unknown` that it may tell what is exempt in a damaged version, and `faults`
    what of the archive is damaged.
    """

    view: ChangesView | None
    withheld: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


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


@dataclass(frozen=True, slots=True)
class VerifiedAndRebuilt:
    """What was found of an archive, and of each version whether it could be made again, if that was asked for."""

    found: Verified
    rebuilt: tuple[str, ...] = ()
    is_different: bool = False


@dataclass(frozen=True, slots=True)
class OwnersTold:
    """The last round of asking owners, and its folder."""

    folder: Path
    asked: Asked


@dataclass(frozen=True, slots=True)
class AskedNow:
    """What came of asking: the folder of the new round, and the owners that the workbook has no address for.

    There is no folder with errors among the findings, nor where every action is complete or cancelled.
    """

    findings: tuple[Finding, ...]
    folder: Path | None = None
    sheets: tuple[AskedSheet, ...] = ()
    without_address: tuple[str, ...] = ()


class ChangeTold(NamedTuple):
    """A change that came back, in words: what it is of, what the workbook holds, what it is to hold, and who says so.

    `state` says what became of it and `outcome` tells it; `key` names it to whoever takes it; `pieces` are both
    wordings.
    """

    key: str
    state: str
    cell: str
    about: str
    was: str
    to: str
    pieces: tuple[PieceView, ...]
    by: str
    outcome: str
    instead: str


class LineTold(NamedTuple):
    """Something to be told of a file that came back: its name, what there is to say, and what to do."""

    file: str
    words: str
    instead: str


@dataclass(frozen=True, slots=True)
class CameTold:
    """What came back: the findings that stopped it; else each file, each change, and what has no cell.

    `answered` are the references of the update sheets that say something, `unanswered` who has not answered. `new` is
    found in the copy alone, which was written to `written` if one was asked for.
    """

    findings: tuple[Finding, ...]
    has_come: bool
    files: tuple[LineTold, ...]
    changes: tuple[ChangeTold, ...]
    beside: tuple[LineTold, ...]
    answered: frozenset[str]
    unanswered: tuple[str, ...]
    remarks: tuple[str, ...]
    new: tuple[Finding, ...]
    written: Path | None = None

    def in_state(self, state: str) -> tuple[ChangeTold, ...]:
        """Return the changes of which this became."""
        return tuple(each for each in self.changes if each.state == state)
