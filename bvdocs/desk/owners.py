"""The pages on owners: who was asked what is new, and the update sheets and drafts to send."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from http import HTTPStatus
from pathlib import PurePosixPath
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bvdocs.core.errors import BvdocsError
from bvdocs.desk.access import read_form
from bvdocs.desk.answers import looked_at
from bvdocs.desk.document_pages import CONTENT_OF_A_PAPER
from bvdocs.desk.entered import Refused, refuse, refused_before
from bvdocs.desk.jobs import jobs_of, new_number
from bvdocs.desk.making import READY, not_found, started
from bvdocs.desk.owner_work import DRAFT, SHEET, ask, read_sent, tell_owners
from bvdocs.desk.render_page import page, workbench_of
from bvdocs.desk.workers import run

_TYPES = {
    SHEET: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    DRAFT: "message/rfc822",
}
_FORMS = ("%d/%m/%Y", "%Y-%m-%d")
_NO_DAY = "Answers by: write a day, such as 10/03/2026, or leave it empty."


async def owners(request: Request) -> Response:
    """Return the page of who was asked in the last round, with the form that asks."""
    workbench, refused = workbench_of(request), refused_before(request) or Refused({})
    try:
        told, fault = await jobs_of(request).look(tell_owners, workbench.output), None
    except BvdocsError as raised:
        told, fault = None, raised
    return page(
        request,
        "owners.html",
        told=told,
        fault=fault,
        looked_at=looked_at(request),
        is_ready=workbench.now.state in READY,
        due=refused.entered.get("due", ""),
        errors=refused.errors,
        number=new_number(),
    )


async def ask_them(request: Request) -> Response:
    """Make the sheets and drafts that ask the owners, as `bvdocs ask` does."""
    form, workbench, jobs = await read_form(request), workbench_of(request), jobs_of(request)
    if known := jobs.find(form.get("number", "")):  # the form was sent twice
        return RedirectResponse(known.path, HTTPStatus.SEE_OTHER)
    try:
        due = _day(form.get("due", ""))
    except ValueError:
        return refuse(request, Refused(form, {"due": _NO_DAY}))
    now = datetime.now().astimezone()
    work = partial(ask, named=workbench.named)
    return started(
        request,
        form.get("number", ""),
        "Asking the owners",
        "asked.html",
        lambda tell: run(work, workbench.workbook, workbench.output, due, now, tell=tell),
    )


def _day(written: str) -> date | None:
    """Return the day that was written, None for nothing; raise ValueError if it is none."""
    if not written.strip():
        return None
    for form in _FORMS:
        try:
            return datetime.strptime(written.strip(), form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise ValueError(written)


async def sent(request: Request) -> Response:
    """Return an update sheet or a draft of the last round, to take along; what a request says is never a path."""
    name = request.path_params["file"]
    try:
        content = await jobs_of(request).look(read_sent, workbench_of(request).output, name)
    except BvdocsError as fault:
        return page(request, "no-document.html", HTTPStatus.CONFLICT, fault=fault)
    if content is None:
        return not_found(request, "The last round of asking has no such file.")
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "content-security-policy": CONTENT_OF_A_PAPER,
    }
    return Response(content, media_type=_TYPES[PurePosixPath(name).suffix], headers=headers)


ROUTES: Sequence[BaseRoute] = (
    Route("/owners", owners),
    Route("/owners", ask_them, methods=["POST"]),
    Route("/owners/sent/{file}", sent),
)
