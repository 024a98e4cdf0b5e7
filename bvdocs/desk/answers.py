"""The pages on what came back from owners: the files that are given, each change to take or to leave, and the copy."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bvdocs.desk.access import read_files, read_form
from bvdocs.desk.answer_work import look_at_answers, write_answers
from bvdocs.desk.entered import Refused, entered_at, refuse, refused_before
from bvdocs.desk.jobs import Job, jobs_of, new_number
from bvdocs.desk.making import READY, YES, not_found, started
from bvdocs.desk.render_page import page, workbench_of
from bvdocs.desk.sent_files import MOST_BYTES_SENT
from bvdocs.desk.told import CameTold
from bvdocs.desk.workers import run

# The name of a tick of the form that writes the copy, before the key of the change.
_TAKE = "take-"


async def before_answers(request: Request) -> Response:
    """Return the page that takes the files that came back."""
    refused = refused_before(request) or Refused({})
    return page(
        request,
        "answers.html",
        is_ready=workbench_of(request).now.state in READY,
        errors=refused.errors,
        megabytes=MOST_BYTES_SENT // 1_000_000,
    )


async def look(request: Request) -> Response:
    """Read the files that came back, as `bvdocs collect --dry-run` does."""
    files, workbench, jobs = tuple(await read_files(request)), workbench_of(request), jobs_of(request)
    if not files:
        return refuse(request, Refused({}, {"files": "Choose the files that came back first."}))
    if jobs.now:
        return RedirectResponse("/busy", HTTPStatus.SEE_OTHER)
    number = new_number()
    entered_at(request).came = (number, files)
    return started(
        request,
        number,
        "Reading what came back",
        "came-back.html",
        lambda tell: run(look_at_answers, workbench.workbook, workbench.output, workbench.templates, files, tell=tell),
    )


async def write_copy(request: Request) -> Response:
    """Write the copy with the changes that are ticked, as `bvdocs collect --out` does."""
    form, workbench, jobs = await read_form(request), workbench_of(request), jobs_of(request)
    if known := jobs.find(form.get("number", "")):  # the form was sent twice
        return RedirectResponse(known.path, HTTPStatus.SEE_OTHER)
    number, files = entered_at(request).came
    if not files or form.get("look") != number:
        return not_found(request, "These files are not kept any more. Give them again: see 'Owners'.")
    take = frozenset(
        name.removeprefix(_TAKE) for name, value in form.items() if name.startswith(_TAKE) and value == YES
    )
    today = datetime.now().astimezone().date()
    return started(
        request,
        form.get("number", ""),
        "Writing the copy",
        "copied.html",
        lambda tell: run(
            write_answers,
            workbench.workbook,
            workbench.output,
            workbench.templates,
            files,
            take,
            today,
            tell=tell,
        ),
    )


def looked_at(request: Request) -> tuple[Job, CameTold] | None:
    """Return what came of reading the files that were given last, and the piece of work; None if none were read yet."""
    job = jobs_of(request).find(entered_at(request).came[0])
    return (job, job.result) if job and isinstance(job.result, CameTold) else None


ROUTES: Sequence[BaseRoute] = (
    Route("/owners/answers", before_answers),
    Route("/owners/answers", look, methods=["POST"]),
    Route("/owners/copy", write_copy, methods=["POST"]),
)
