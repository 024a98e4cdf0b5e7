"""The pages that make something: the starter, the documents, a version; and the page of a piece of work."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

from sse_starlette import EventSourceResponse, JSONServerSentEvent
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bvdocs.commands.issue_request import IssueRequest, doubts_in
from bvdocs.commands.report import ReportRequest, make_report
from bvdocs.core.errors import BvdocsError
from bvdocs.core.findings import Finding, Severity
from bvdocs.core.versions import parse_version
from bvdocs.desk.access import read_form
from bvdocs.desk.jobs import BusyError, Work, jobs_of, new_number
from bvdocs.desk.render_page import page, workbench_of
from bvdocs.desk.states import State
from bvdocs.desk.told import BeforeIssue, Issued
from bvdocs.desk.version_work import check_words, issue, look_before_issue, make_starter_file
from bvdocs.desk.workers import run
from bvdocs.storage.archive.layout import ARCHIVE
from bvdocs.storage.current import CURRENT

# In these the workbook as it is can be made into documents.
_READY = (State.WARNINGS, State.ALL_WELL, State.ARCHIVE_DAMAGED)
YES = "yes"


def started(request: Request, number: str, name: str, template: str, work: Work) -> Response:
    """Start a piece of work, and lead to its page; to the one that is being done, where there is another."""
    try:
        job = jobs_of(request).start(number, name, template, work)
    except BusyError as busy:
        return page(request, "busy.html", HTTPStatus.CONFLICT, job=busy.job)
    return RedirectResponse(job.path, HTTPStatus.SEE_OTHER)


def not_found(request: Request, what: str) -> Response:
    """Return the page that says that there is no such thing here."""
    return page(request, "not-here.html", HTTPStatus.NOT_FOUND, what=what)


async def work(request: Request) -> Response:
    """Return the page of a piece of work: how far it is, or what came of it."""
    job = jobs_of(request).find(request.path_params["number"])
    if job is None:
        return not_found(
            request, "The desk knows no such piece of work: it was closed since, or much was done after it."
        )
    return page(request, job.page, job=job)


async def work_events(request: Request) -> Response:
    """Tell the browser each time that a piece of work has come further, in words, until it is done."""
    jobs = jobs_of(request)
    job = jobs.find(request.path_params["number"])

    async def told() -> AsyncIterator[JSONServerSentEvent]:
        if job is None:
            return
        async for _ in jobs.news():
            said = job.ended if job.is_done else job.stages[-1].stage if job.stages else job.name
            yield JSONServerSentEvent({"said": said, "done": job.is_done}, event="work")
            if job.is_done:
                return

    return EventSourceResponse(told())


async def starter(request: Request) -> Response:
    """Return the page that offers to make a starter workbook where there is none."""
    workbook = workbench_of(request).workbook
    return page(request, "starter.html", is_there=workbook.exists(), number=new_number())


async def make_starter(request: Request) -> Response:
    """Make a starter workbook; never over a file."""
    form, path = await read_form(request), workbench_of(request).workbook
    return started(
        request,
        form.get("number", ""),
        "Making the starter workbook",
        "starter-made.html",
        lambda tell: run(make_starter_file, path, datetime.now().astimezone(), tell=tell),
    )


async def make(request: Request) -> Response:
    """Return the page from which the documents are made and versions issued."""
    workbench = workbench_of(request)
    before, fault = await _before_issue(request)
    return page(
        request,
        "make.html",
        is_ready=workbench.now.state in _READY,
        current=workbench.output / CURRENT,
        before=before,
        fault=fault,
        number=new_number(),
        busy=jobs_of(request).now,
    )


async def _before_issue(request: Request) -> tuple[BeforeIssue | None, BvdocsError | None]:
    """Return what is to be known before a version is issued; or the fault that keeps it from being known."""
    try:
        return await jobs_of(request).look(look_before_issue, workbench_of(request).output), None
    except BvdocsError as fault:
        return None, fault


async def make_documents(request: Request) -> Response:
    """Make the documents, as `bvdocs report` does."""
    form, workbench = await read_form(request), workbench_of(request)
    wanted = ReportRequest(workbench.workbook, workbench.output, workbench.templates)
    return started(
        request,
        form.get("number", ""),
        "Making the documents",
        "made.html",
        lambda tell: run(make_report, wanted, tell=tell),
    )


@dataclass(frozen=True)
class Entries:
    """What somebody has entered on the page before a version is issued, as it was sent.

    `seen` is the number of the save that the page was about, and `expected` the number that it said the version would
    have. `after` is the piece of work that ended with a question that this page asks.
    """

    final: bool = False
    by: str = ""
    note: str = ""
    meant: bool = False
    again: bool = False
    despite_damage: bool = False
    seen: str = ""
    expected: str = ""
    after: str = ""
    number: str = field(default_factory=new_number)

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> "Entries":
        """Return what a form or an address holds."""

        def is_ticked(name: str) -> bool:
            return sent.get(name) == YES

        return cls(
            final=is_ticked("final"),
            by=sent.get("by", ""),
            note=sent.get("note", ""),
            meant=is_ticked("meant"),
            again=is_ticked("again"),
            despite_damage=is_ticked("despite_damage"),
            seen=sent.get("seen", ""),
            expected=sent.get("expected", ""),
            after=sent.get("after", ""),
            number=sent.get("number", new_number()),
        )


async def before_issue(request: Request) -> Response:
    """Return the page before a version is issued: its number, what is still warned of, who issues it."""
    sent = {name: request.query_params[name] for name in ("final", "again", "after") if name in request.query_params}
    before, fault = await _before_issue(request)
    entries = Entries.of(sent | {"by": before.user if before else ""})
    return _issue_page(request, entries, before, fault)


def _issue_page(
    request: Request,
    entries: Entries,
    before: BeforeIssue | None,
    fault: BvdocsError | None = None,
    errors: Mapping[str, str] | None = None,
    overtaken: str = "",
) -> Response:
    workbench = workbench_of(request)
    now, doubts = workbench.now, _doubts(request, entries)
    facts: dict[str, Any] = {
        "entries": entries,
        "before": before,
        "fault": fault,
        "errors": errors or {},
        "overtaken": overtaken,
        "is_ready": now.state in _READY,
        "warnings": [each for each in now.findings if each.severity is Severity.WARNING and each not in doubts],
        "doubts": doubts,
        "archive": workbench.output / ARCHIVE,
        "authority": now.preview.authority if now.preview else "",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.CONFLICT if overtaken else HTTPStatus.OK
    return page(request, "issue.html", status, **facts)


def _doubts(request: Request, entries: Entries) -> tuple[Finding, ...]:
    """Return what of the last save a final version is not made with unless it is meant.

    With what was found beyond that when it was to be issued last.
    """
    if not entries.final:
        return ()
    job = jobs_of(request).find(entries.after)
    asked = job.result.unconfirmed if job and isinstance(job.result, Issued) else ()
    return tuple(dict.fromkeys((*doubts_in(workbench_of(request).now.findings), *asked)))


async def issue_it(request: Request) -> Response:
    """Issue a version, as `bvdocs issue` does, if all that it needs was entered; else show the page again."""
    entries, jobs = Entries.of(await read_form(request)), jobs_of(request)
    if known := jobs.find(entries.number):  # the form was sent twice
        return RedirectResponse(known.path, HTTPStatus.SEE_OTHER)
    workbench = workbench_of(request)
    expected = parse_version(entries.expected)
    if workbench.now.state not in _READY or entries.seen != str(workbench.now.number) or expected is None:
        return await _again(request, entries, overtaken="The workbook was saved after this page was shown.")
    doubts = _doubts(request, entries)
    (by, by_fault), (note, note_fault) = await jobs.look(check_words, (entries.by, entries.note))
    if not by:
        by_fault = "Write who issues it: it stands in the document history."
    slips = "Say that what looks like a slip is meant, or correct it in the workbook and save it."
    errors = {
        "meant": slips if doubts and not entries.meant else "",
        "by": f"Who issues it: {by_fault}" if by and by_fault else by_fault,
        "note": note_fault and f"The note: {note_fault}",
    }
    if any(errors.values()):
        return await _again(request, entries, {name: told for name, told in errors.items() if told})
    wanted = IssueRequest(
        workbench.workbook,
        workbench.output,
        workbench.templates,
        by,
        entries.final,
        note,
        again=entries.again,
        despite_damage=entries.despite_damage,
        expected=expected,
    )
    return started(
        request,
        entries.number,
        f"Issuing version {expected}",
        "issued.html",
        lambda tell: run(issue, wanted, datetime.now().astimezone(), frozenset(doubts), tell=tell),
    )


async def _again(
    request: Request, entries: Entries, errors: Mapping[str, str] | None = None, overtaken: str = ""
) -> Response:
    """Return the page before a version is issued with what was entered, and what is wrong with it."""
    before, fault = await _before_issue(request)
    return _issue_page(request, entries, before, fault, errors, overtaken)


ROUTES: Sequence[BaseRoute] = (
    Route("/starter", starter),
    Route("/starter", make_starter, methods=["POST"]),
    Route("/make", make),
    Route("/make", make_documents, methods=["POST"]),
    Route("/issue", before_issue),
    Route("/issue", issue_it, methods=["POST"]),
    Route("/work/{number}", work),
    Route("/work/{number}/events", work_events),
)
