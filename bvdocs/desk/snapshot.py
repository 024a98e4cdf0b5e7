"""What the desk knows at one moment: it never changes; news are another one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bvdocs.commands.preview import Preview
from bvdocs.core.errors import BvdocsError
from bvdocs.core.findings import AcceptedFinding, Finding
from bvdocs.desk.news import Change
from bvdocs.desk.states import State

# Since when there is news, in words.
SINCE_A_SAVE = "the last save"
SINCE_THE_LAST_SOUND = "the last save without errors"
SINCE_THE_ARCHIVE = "the archive last changed, as when a version is issued"
SINCE_THE_TEMPLATES = "the templates last changed"


@dataclass(frozen=True, slots=True)
class Papers:
    """The PDFs and Word files, by the names of their files ('overview.pdf'), of the save with this number.

    `stage` says what is being made now, of a later save; it is empty once all are there. `fault` is what kept those of
    the last save from being made.
    """

    number: int = 0
    files: Mapping[str, bytes] = field(default_factory=dict)
    stage: str = ""
    fault: BvdocsError | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of the desk at one moment.

    `number` goes up with each save that was taken in; `preview` is that of the last save that has pages, which is the
    one with `preview_number`. `new_findings` are those that nobody had seen before, `fewer` by how many errors and
    warnings there are fewer than before: below 0 by how many more. Which of them were mended nobody can say: with an
    error, not all is looked for. `since` says since when that is so, for not every piece of news is a save.
    `changed` has, by the file of each page, what is printed otherwise than before, `pages_gone` and `pages_new` the
    titles of whole pages; `changed_since` says since when. `open_in_excel` says whether Excel or LibreOffice has the
    workbook open. `digest` is the hash of the workbook that was read.
    """

    number: int = 0
    state: State = State.READING
    fault: BvdocsError | None = None
    open_in_excel: bool = False
    read_at: datetime | None = None
    preview: Preview | None = None
    preview_number: int = 0
    findings: tuple[Finding, ...] = ()
    accepted: tuple[AcceptedFinding, ...] = ()
    new_findings: frozenset[Finding] = frozenset()
    fewer: int = 0
    changed: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    pages_gone: tuple[str, ...] = ()
    pages_new: tuple[str, ...] = ()
    since: str = SINCE_A_SAVE
    changed_since: str = SINCE_A_SAVE
    archive_faults: tuple[str, ...] = ()
    papers: Papers | None = None
    digest: str = ""

    @property
    def is_read(self) -> bool:
        """Say whether the findings are of the workbook as it is now, and not of when it could be read last."""
        return self.state not in (State.NO_WORKBOOK, State.HALF_SAVED, State.READING, State.BROKEN)
