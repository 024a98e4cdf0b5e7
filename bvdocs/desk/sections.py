"""What the desk has, as its navigation and the list on its first page show it, and where each state leads."""

from collections.abc import Callable
from typing import NamedTuple

from starlette.requests import Request

from bvdocs.core.findings import Severity
from bvdocs.core.findings_order import count_by_severity
from bvdocs.desk.jobs import jobs_of
from bvdocs.desk.snapshot import Snapshot
from bvdocs.desk.states import State, words_of
from bvdocs.desk.workbench import Workbench


class Section(NamedTuple):
    """A part of the desk: where it is, its name, what it is for, and how it stands, in a few words.

    `also` are other places that belong to it.
    """

    path: str
    title: str
    about: str
    says: Callable[[Request], str]
    also: tuple[str, ...] = ()


class Step(NamedTuple):
    """What may be done next: the page for it, and its words."""

    path: str
    words: str


def workbench_of(request: Request) -> Workbench:
    """Return what the desk works on."""
    workbench: Workbench = request.app.state.workbench
    return workbench


def counted(number: int, one: str) -> str:
    """Return such as '1 document' or '3 documents'."""
    return f"{number} {one}{'s' if number != 1 else ''}"


def found(now: Snapshot) -> str:
    """Return how many errors and warnings there are; notes are told where they are asked for."""
    return count_by_severity([each for each in now.findings if each.severity is not Severity.NOTE])


def say(now: Snapshot) -> str:
    """Return how things stand since the last save, as somebody is told who does not see the page."""
    parts = [words_of(now).heading]
    if now.read_at is not None and now.is_read:
        parts.append(f"Read at {now.read_at:%H:%M}: {found(now) or 'no errors and no warnings'}")
        parts.append(news_of(now))
    return ". ".join(filter(None, parts)) + "."


def news_of(now: Snapshot) -> str:
    """Return what is new in the findings, and since when: '2 fewer, 1 new since the last save'; '' for nothing."""
    told = new_in_findings(now)
    return f"{told} since {now.since}" if told else ""


def new_in_findings(now: Snapshot) -> str:
    """Return what is new in the findings: '2 fewer, 1 new'; '' for nothing."""
    number = f"{abs(now.fewer)} {'fewer' if now.fewer > 0 else 'more'}" if now.fewer else ""
    new = f"{len(now.new_findings)} new" if now.new_findings else ""
    return ", ".join(filter(None, (number, new)))


def _findings(request: Request) -> str:
    now = workbench_of(request).now
    if now.read_at is None or not now.is_read:
        return ""
    return (found(now) or "nothing to mend").capitalize()


def _documents(request: Request) -> str:
    now = workbench_of(request).now
    return counted(len(now.preview.pages), "document") if now.preview and now.preview.pages else ""


def _work(request: Request) -> str:
    job = jobs_of(request).now
    if job:
        return f"{job.name} …"
    at_fault = workbench_of(request).now.state in (State.ERRORS, State.TEMPLATES_AT_FAULT, State.BROKEN)
    return "Once the errors are put right" if at_fault else ""


def _nothing(_request: Request) -> str:
    return ""


# A row for each. Whoever adds a part of the desk adds its row here; none may lead nowhere.
SECTIONS = (
    Section("/findings", "Findings", "What is wrong or worth a look, with its cell and what to do.", _findings),
    Section("/documents", "Documents", "What the papers look like, and what your last save changed.", _documents),
    Section("/make", "Make and issue", "Write the documents, and issue a version for the record.", _work, ("/issue",)),
    Section(
        "/versions",
        "Versions",
        "What was issued, what changed between two versions, and the proof.",
        _nothing,
        ("/verify",),
    ),
    Section("/owners", "Owners", "Who was asked what is new in their actions, and what came back.", _nothing),
)


def section_at(request: Request) -> str:
    """Return the path of the section that a page belongs to: that of a piece of work to where it was asked for."""
    path = request.url.path
    job = jobs_of(request).find(request.path_params.get("number", "")) if path.startswith("/work/") else None
    asked_at = job.asked_at if job else path
    return next((each.path for each in SECTIONS if _is_in((each.path, *each.also), asked_at)), "")


def _is_in(places: tuple[str, ...], path: str) -> bool:
    return any(path == each or path.startswith(f"{each}/") for each in places)


# What the first page offers in each state: those whose page is one of the desk's.
NEXT_STEPS = {
    State.NO_WORKBOOK: (Step("/starter", "Make a starter workbook"),),
    State.ERRORS: (Step("/findings", "See what is to be mended"),),
    State.TEMPLATES_AT_FAULT: (Step("/findings", "See what is wrong in the templates"),),
    State.ARCHIVE_DAMAGED: (Step("/verify", "Check the archive"), Step("/findings", "See the findings")),
    State.WARNINGS: (
        Step("/findings", "Look through the warnings"),
        Step("/documents", "See the documents"),
        Step("/make", "Make and issue"),
    ),
    State.ALL_WELL: (Step("/documents", "See the documents"), Step("/make", "Make and issue")),
}
