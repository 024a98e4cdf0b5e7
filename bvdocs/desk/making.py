"""The pages that make something: the starter, the documents; and the page of a piece of work."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from http import HTTPStatus

from sse_starlette import EventSourceResponse, JSONServerSentEvent
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bvdocs.commands.issue_request import IssueRequest
from bvdocs.commands.report import ReportRequest, make_report
from bvdocs.core.errors import BvdocsError
from bvdocs.desk.access import read_form
from bvdocs.desk.jobs import BusyError, Work, jobs_of, new_number
from bvdocs.desk.render_page import page, workbench_of
from bvdocs.desk.states import State
from bvdocs.desk.told import BeforeIssue
from bvdocs.desk.version_work import look_before_issue, make_starter_file
from bvdocs.desk.workers import run
from bvdocs.storage.current import CURRENT

# In these the workbook as it is can be made into documents.
READY = (State.WARNINGS, State.ALL_WELL, State.ARCHIVE_DAMAGED)
YES = "yes"


def started(request: Request, number: str, name: str, template: str, work: Work) -> Response:
    """Start a piece of work, and lead to its page; where another is being done, to the page that says so."""
    try:
        job = jobs_of(request).start(number, name, template, work, request.url.path)
    except BusyError:
        return RedirectResponse("/busy", HTTPStatus.SEE_OTHER)
    return RedirectResponse(job.path, HTTPStatus.SEE_OTHER)


async def busy(request: Request) -> Response:
    """Return the page that says that what was asked for was not begun, for something else was being done."""
    return page(request, "busy.html", job=jobs_of(request).now)


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
    before, fault = await look_before(request)
    return page(
        request,
        "make.html",
        is_ready=workbench.now.state in READY,
        current=workbench.output / CURRENT,
        before=before,
        fault=fault,
        number=new_number(),
        busy=jobs_of(request).now,
    )


async def look_before(
    request: Request, wanted: IssueRequest | None = None
) -> tuple[BeforeIssue | None, BvdocsError | None]:
    """Return what is to be known before a version is issued; or the fault that keeps it from being known."""
    try:
        return await jobs_of(request).look(look_before_issue, workbench_of(request).output, wanted), None
    except BvdocsError as fault:
        return None, fault


async def make_documents(request: Request) -> Response:
    """Make the documents, as `bvdocs report` does."""
    form, workbench = await read_form(request), workbench_of(request)
    wanted = ReportRequest(
        workbench.workbook,
        workbench.output,
        workbench.templates,
        named=workbench.named,
        pack=form.get("pack") == YES,
    )
    return started(
        request,
        form.get("number", ""),
        "Making the documents",
        "made.html",
        lambda tell: run(make_report, wanted, tell=tell),
    )


ROUTES: Sequence[BaseRoute] = (
    Route("/starter", starter),
    Route("/starter", make_starter, methods=["POST"]),
    Route("/make", make),
    Route("/make", make_documents, methods=["POST"]),
    Route("/busy", busy),
    Route("/work/{number}", work),
    Route("/work/{number}/events", work_events),
)
