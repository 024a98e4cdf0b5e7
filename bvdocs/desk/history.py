"""The pages on what was issued: the versions, what changed between two of them, and the proof."""

import io
import zipfile
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import PurePosixPath
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bvdocs.commands.verify import fingerprint_as_printed
from bvdocs.core.errors import BvdocsError, NoFingerprintError, UnknownVersionError
from bvdocs.core.versions import parse_version
from bvdocs.desk.access import read_form
from bvdocs.desk.entered import Refused, refuse, refused_before
from bvdocs.desk.jobs import jobs_of, new_number
from bvdocs.desk.making import YES, not_found, started
from bvdocs.desk.render_page import page, workbench_of
from bvdocs.desk.told import ComparisonFiles
from bvdocs.desk.version_work import compare, make_files, tell_history, verify, verify_and_rebuild
from bvdocs.desk.workers import run
from bvdocs.storage.archive.layout import ARCHIVE

# How a request names the workbook as it is, in place of a version.
WORKBOOK = "workbook"
_ALL = "redlines.zip"
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".zip": "application/zip",
}
# The first day that a zip file can say.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


async def versions(request: Request) -> Response:
    """Return the page of all versions, with what may be done with them."""
    workbench = workbench_of(request)
    try:
        history, fault = await jobs_of(request).look(tell_history, workbench.output), None
    except BvdocsError as raised:
        history, fault = None, raised
    return page(request, "versions.html", history=history, fault=fault, archive=workbench.output / ARCHIVE)


def _sides(request: Request, older: str, newer: str) -> tuple[str, str] | None:
    """Return the two that are to be compared as the commands name them, the older first; None if one is none.

    What a request says is never a path: it is the number of a version, or it means the workbook of the desk.
    """
    named = [parse_version(each) for each in (older, newer) if each != WORKBOOK]
    known = sorted(each for each in named if each)
    if not known or len(known) < len(named) or len(set(known)) < len(known):
        return None
    workbook = str(workbench_of(request).workbook.absolute())
    return str(known[0]), str(known[1]) if len(known) > 1 else workbook


async def comparison(request: Request) -> Response:
    """Return the page of what changed between two versions, or a version and the workbook."""
    asked = [request.query_params.get(name, "") for name in ("older", "newer")]
    sides = _sides(request, *asked)
    if sides is None:
        return not_found(request, "Choose two different versions, or a version and the workbook, to be compared.")
    workbench = workbench_of(request)
    compared, fault, status = None, None, HTTPStatus.OK
    try:
        compared = await jobs_of(request).look(compare, *sides, workbench.output, workbench.templates)
    except BvdocsError as raised:
        fault = raised
        status = HTTPStatus.NOT_FOUND if isinstance(raised, UnknownVersionError) else HTTPStatus.CONFLICT
    facts = {"compared": compared, "fault": fault, "number": new_number(), "older": asked[0], "newer": asked[1]}
    return page(request, "comparison.html", status, **facts)


async def make_comparison_files(request: Request) -> Response:
    """Make the Word files with the changes tracked, and the page of what changed."""
    form, workbench = await read_form(request), workbench_of(request)
    sides = _sides(request, form.get("older", ""), form.get("newer", ""))
    if sides is None:
        return not_found(request, "Choose two different versions, or a version and the workbook, to be compared.")
    return started(
        request,
        form.get("number", ""),
        "Tracking the changes",
        "redlines.html",
        lambda tell: run(make_files, *sides, workbench.output, workbench.templates, tell=tell),
    )


async def download(request: Request) -> Response:
    """Return a file of a comparison that was made; `redlines.zip` has all its Word files."""
    job = jobs_of(request).find(request.path_params["number"])
    made = job.result.files if job and isinstance(job.result, ComparisonFiles) else {}
    name = request.path_params["file"]
    content = _zipped(made) if name == _ALL and made else made.get(name)
    if content is None:
        return not_found(request, "There is no such file any more: compare the two again.")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=_TYPES[PurePosixPath(name).suffix], headers=headers)


def _zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip file with the Word files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name in sorted(each for each in files if each.endswith(".docx")):
            package.writestr(zipfile.ZipInfo(name, _NO_DAY), files[name])
    return content.getvalue()


async def before_verify(request: Request) -> Response:
    """Return the page from which the archive is proved."""
    refused = refused_before(request) or Refused({})
    return page(
        request,
        "verify.html",
        archive=workbench_of(request).output / ARCHIVE,
        fingerprint=refused.entered.get("fingerprint", ""),
        again=refused.entered.get("again") == YES,
        errors=refused.errors,
        number=new_number(),
    )


async def verify_it(request: Request) -> Response:
    """Prove the archive, as `bvdocs verify` does."""
    form, output = await read_form(request), workbench_of(request).output
    written = form.get("fingerprint", "")
    try:
        fingerprint = fingerprint_as_printed(written) if written.strip() else None
    except NoFingerprintError as fault:
        return refuse(request, Refused(form, {"fingerprint": f"The fingerprint: {fault.message}"}))
    function = verify_and_rebuild if form.get("again") == YES else verify
    return started(
        request,
        form.get("number", ""),
        "Proving the archive",
        "verified.html",
        lambda tell: run(function, output, fingerprint, tell=tell),
    )


ROUTES: Sequence[BaseRoute] = (
    Route("/versions", versions),
    Route("/versions/compare", comparison),
    Route("/versions/files", make_comparison_files, methods=["POST"]),
    Route("/versions/redline/{number}/{file}", download),
    Route("/verify", before_verify),
    Route("/verify", verify_it, methods=["POST"]),
)
