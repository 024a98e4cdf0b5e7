"""What the desk knows at one moment: it never changes; news are another one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bvdocs.commands.preview import Preview
from bvdocs.core.errors import BvdocsError
from bvdocs.core.findings import AcceptedFinding, Finding
from bvdocs.desk.states import State


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
    one with `preview_number`. `new_findings` are those that the save before did not have, `mended` the number of those
    that it had and this one has not. `changed` has, by the file of each page, the cells whose printed words the last
    save changed. `open_in_excel` says whether Excel or LibreOffice has the workbook open.
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
    mended: int = 0
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    archive_faults: tuple[str, ...] = ()
    papers: Papers | None = None
