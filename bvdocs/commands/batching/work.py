"""The work on one workbook, in a process of a cluster: bytes in, bytes out, and nothing of the asker's disk.

What makes it impossible to go on is a value here: it is told of the workbook, and stops no other.
"""

import faulthandler
import os
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from bvdocs.commands.check import Checked, check_inputs
from bvdocs.core.errors import BvdocsError, EnvironmentLacksError, WorkbookUnreadableError, as_bvdocs_error
from bvdocs.core.findings import AcceptedFinding, Finding
from bvdocs.core.model import Assessment
from bvdocs.core.places import CellRef
from bvdocs.core.progress import tell_nobody
from bvdocs.core.publishing import published
from bvdocs.storage.archive.layout import ARCHIVE
from bvdocs.view.councils import Council, DocumentName, ThemeCounts, count_themes, name_documents
from bvdocs.workbook.reading.rules import UNREADABLE

Name = TypeVar("Name")
Result = TypeVar("Result")
# Without these nobody knows whose assessment a workbook is, and for when.
_NEEDED = ("Authority", "Meeting date")


class Job(NamedTuple, Generic[Name]):
    """A piece of work: `work` is called with the workbook, the folder of templates, and what else is `given`."""

    name: Name
    work: Callable[..., Any]
    given: tuple[Any, ...]


class GivenUp(NamedTuple):
    """That a piece of work ended the processes that did it, and why."""

    reason: str

    def __str__(self) -> str:
        return f"{self.reason}: it was tried twice, and given up."


class Works(Protocol):
    """What does the work on many workbooks."""

    def do(self, jobs: "Sequence[Job[Name]]") -> "Iterator[tuple[Name, Any]]":
        """Yield what comes of each job as it is done, with its name; or that it was given up."""


class Workbook(NamedTuple):
    """A workbook as it travels: what it is called where something is told of it, and what its file holds."""

    name: str
    content: bytes


class Fault(NamedTuple):
    """Why a workbook's documents cannot be made: in a sentence, and what to do."""

    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class Seen(NamedTuple):
    """What a workbook is, and what was found in it; `council` is None if it does not say that."""

    council: Council | None
    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...] = ()


class Made(NamedTuple):
    """What was made of a workbook: every file by name, with the records; none if there are errors."""

    seen: Seen
    files: Mapping[str, bytes]
    documents: tuple[DocumentName, ...] = ()
    themes: tuple[ThemeCounts, ...] = ()


def look_at(workbook: Workbook, templates: Path) -> Seen | Fault:
    """Read and check a workbook, so that it is known whose it is, and whether it can be made."""
    return _told(lambda: _seen(check_inputs(Path(workbook.name), workbook.content, templates, tell_nobody)), templates)


def make(
    workbook: Workbook, templates: Path, inputs: Mapping[str, Any], issued: Mapping[str, bytes]
) -> Made | Seen | Fault:
    """Make a workbook's documents, in memory; `inputs` is what their manifest says of what they are made from.

    `issued` are the records of the versions before them, as `records_of` returns them.
    """
    return _told(lambda: _made(workbook, templates, inputs, issued), templates)


def _made(workbook: Workbook, templates: Path, inputs: Mapping[str, Any], issued: Mapping[str, bytes]) -> Made:
    from bvdocs.commands.archived_workbooks import past_in
    from bvdocs.commands.documents import MakingOptions
    from bvdocs.commands.report import make_report_files
    from bvdocs.render.pdf.processes import lay_out_here
    from bvdocs.storage.archive.versions import archive_in

    _refuse_another_program(inputs)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in issued.items():
            path = Path(folder, ARCHIVE, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        making = MakingOptions(templates, lay_out_here, tell_nobody)
        past = past_in(archive_in(Path(folder)))
        made = make_report_files(Path(workbook.name), workbook.content, making, inputs, past)
    facts = published(made.checked.assessment)
    return Made(_seen(made.checked), made.files, name_documents(facts), count_themes(facts))


def _refuse_another_program(inputs: Mapping[str, Any]) -> None:
    """Raise EnvironmentLacksError if another program, or other libraries, would make other documents here."""
    from bvdocs.render.recipes import describe_layout
    from bvdocs.storage.manifest import describe_program

    here = describe_program() | {"machine": describe_layout()}
    for what, expected in here.items():
        if inputs[what] != expected:
            differing = [name for name in expected if inputs[what].get(name) != expected[name]]
            raise EnvironmentLacksError(
                f"A process of the cluster has another {', '.join(differing)} than this one.",
                "Install the same bvdocs there, from the same lock file, with the same Python, libraries and fonts.",
            )


def _seen(checked: Checked) -> Seen:
    return Seen(_council(checked.assessment), checked.findings, checked.accepted)


def _council(assessment: Assessment) -> Council | None:
    report = assessment.report
    if report.unread.intersection(_NEEDED) or not report.authority:
        return None
    return Council(report.authority, report.title, report.committee, report.meeting_date)


def _told(work: Callable[[], Result], templates: Path) -> Result | Seen | Fault:
    """Return what the work returns, or what stopped it; a workbook that cannot be read has one finding, as elsewhere.

    What is told of the templates, which lie in a folder of this process here, is told of the folder that they are from.
    """
    try:
        return work()
    except WorkbookUnreadableError as fault:
        return Seen(None, (UNREADABLE.at(CellRef(), fault.message, fault.hint),))
    except BvdocsError as fault:
        told = fault
    except (OSError, MemoryError, RecursionError) as fault:
        told = as_bvdocs_error(fault)
    except Exception as fault:  # a fault of the program's own ends the work on this workbook alone
        place = traceback.extract_tb(fault.__traceback__)[-1]
        where = f"{Path(place.filename).name}, line {place.lineno}"
        return Fault(f"The program broke down at it ({where}: {type(fault).__name__}: {fault}).", "")
    return Fault(told.message.replace(str(templates), "templates"), told.hint)


@contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """Have this process end if what is done takes longer, whatever it does: also within a library that never returns.

    A thread of the interpreter could not: what hangs in C may keep the interpreter to itself.
    """
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
