"""The documents of the versions that were issued: to read in the browser, and to take along."""

from collections.abc import Sequence
from http import HTTPStatus
from pathlib import PurePosixPath
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bvdocs.core.errors import BvdocsError, UnknownVersionError
from bvdocs.core.versions import parse_version
from bvdocs.desk.access import CONTENT_OF_A_PREVIEW
from bvdocs.desk.document_pages import CONTENT_OF_A_PAPER
from bvdocs.desk.jobs import jobs_of
from bvdocs.desk.making import not_found
from bvdocs.desk.render_page import page, workbench_of
from bvdocs.desk.version_work import read_issued

WORD = ".docx"
# What each kind of document is, and what a browser may do with it.
_KINDS = {
    ".html": ("text/html; charset=utf-8", CONTENT_OF_A_PREVIEW),
    ".pdf": ("application/pdf", CONTENT_OF_A_PAPER),
    WORD: ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", CONTENT_OF_A_PAPER),
}


async def issued_document(request: Request) -> Response:
    """Return a document of a version, to the last byte as it was issued: to read, or to take along.

    A version is named by its number, and a document as in its manifest: what a request says is never a path.
    """
    number, name = parse_version(request.path_params["number"]), request.path_params["file"]
    kind = _KINDS.get(PurePosixPath(name).suffix)
    if number is None or kind is None:
        return not_found(request, "There is no such document of a version.")
    try:
        content = await jobs_of(request).look(read_issued, workbench_of(request).output, str(number), name)
    except UnknownVersionError as fault:
        return not_found(request, fault.message)
    except BvdocsError as fault:
        return page(request, "no-document.html", HTTPStatus.CONFLICT, fault=fault)
    media_type, allowed = kind
    how = "attachment" if name.endswith(WORD) or "download" in request.query_params else "inline"
    headers = {"content-disposition": f"{how}; filename*=UTF-8''{quote(name)}", "content-security-policy": allowed}
    return Response(content, media_type=media_type, headers=headers)


ROUTES: Sequence[BaseRoute] = (Route("/versions/{number}/{file}", issued_document),)
