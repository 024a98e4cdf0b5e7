"""The routes of the desk. A part of it has its own in a module of its own; here they come together."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from http import HTTPStatus
from pathlib import Path

from sse_starlette import EventSourceResponse, JSONServerSentEvent
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bvdocs.core.brand import Brand
from bvdocs.core.errors import TemplateError
from bvdocs.desk import answers, document_pages, findings_page, history, issued_documents, issuing, making, owners
from bvdocs.desk.access import ENTRANCE, Access, Guard, read_form
from bvdocs.desk.entered import Entered
from bvdocs.desk.jobs import Jobs, jobs_of
from bvdocs.desk.render_page import bare_page, page, workbench_of
from bvdocs.desk.sections import say
from bvdocs.desk.workbench import Workbench
from bvdocs.templating.brand_file import read_brand

_ASSETS = Path(__file__).parent / "assets"
# As in `desk.css`, which comes before it: what the council's colours for white paper give way to.
_IN_THE_DARK = (
    "--ink: #f1f4f5; --muted: #b9c4c8; --line: #46555b; --quiet: #222b2f; "
    "--brand: var(--brand-in-the-dark); --link: var(--link-in-the-dark);"
)
_TYPES = {".css": "text/css", ".js": "text/javascript"}


async def home(request: Request) -> Response:
    """Return the first page: how things stand, and what to do next."""
    return page(request, "home.html")


async def enter(request: Request) -> Response:
    """Let a browser in that has the token."""
    access: Access = request.app.state.access
    return access.enter(request)


async def before_stop(request: Request) -> Response:
    """Return the page that asks once whether the desk is to be stopped, and tells of what is being done."""
    return page(request, "stop.html", job=jobs_of(request).now)


async def stop(request: Request) -> Response:
    """Say farewell, and end the desk; where something is being done, only if it is to be broken off."""
    if jobs_of(request).now and (await read_form(request)).get("all-the-same") != making.YES:
        return RedirectResponse("/stop", HTTPStatus.SEE_OTHER)
    request.app.state.stop()
    return bare_page("stopped.html", HTTPStatus.OK)


async def events(request: Request) -> Response:
    """Tell the browser of each change while it listens: the number of the save, and in words what it brought."""

    async def told() -> AsyncIterator[JSONServerSentEvent]:
        async for now in workbench_of(request).news():
            yield JSONServerSentEvent({"number": now.number, "said": say(now)}, event="news")

    return EventSourceResponse(told())


async def asset(request: Request) -> Response:
    """Return a file of the desk's own looks."""
    name = request.path_params["name"]
    if name not in _assets():
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return Response(_assets()[name], media_type=_TYPES[Path(name).suffix])


def _assets() -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in _ASSETS.iterdir() if each.suffix in _TYPES}


async def brand(request: Request) -> Response:
    """Return the council's colours and face; the desk's own where the brand file cannot be read, which is a finding."""
    try:
        own = await asyncio.to_thread(read_brand, workbench_of(request).templates)
    except TemplateError:
        own = Brand()
    return Response(_brand_style(own), media_type="text/css")


def _brand_style(own: Brand) -> str:
    colours = own.colours
    told = {
        **asdict(colours),
        "brand-in-the-dark": colours.brand_in_the_dark,
        "link-in-the-dark": colours.link_in_the_dark,
        "font": ", ".join(f'"{each}"' for each in own.faces),
    }
    light = "".join(f"  --{name}: {value};\n" for name, value in told.items())
    return f":root {{\n{light}}}\n@media (prefers-color-scheme: dark) {{\n  :root {{ {_IN_THE_DARK} }}\n}}\n"


async def not_found(request: Request, fault: Exception) -> Response:
    """Return the page for an address that leads nowhere, or that is not for this."""
    status = fault.status_code if isinstance(fault, HTTPException) else HTTPStatus.NOT_FOUND
    return page(request, "404.html", status)


async def broken(_request: Request, _fault: Exception) -> Response:
    """Return the page for a request that failed by a fault of the desk's own, which is written to the terminal."""
    return bare_page("500.html", HTTPStatus.INTERNAL_SERVER_ERROR)


# Whoever adds a part of the desk adds its routes here: `*making.ROUTES`.
ROUTES: tuple[BaseRoute, ...] = (
    Route("/", home),
    Route(ENTRANCE, enter),
    *findings_page.ROUTES,
    *document_pages.ROUTES,
    *making.ROUTES,
    *issuing.ROUTES,
    *history.ROUTES,
    *issued_documents.ROUTES,
    *owners.ROUTES,
    *answers.ROUTES,
    Route("/events", events),
    Route("/stop", before_stop),
    Route("/stop", stop, methods=["POST"]),
    Route("/assets/brand.css", brand),
    Route("/assets/{name}", asset),
)


def make_app(workbench: Workbench, access: Access, stop: Callable[[], None], jobs: Jobs | None = None) -> ASGIApp:
    """Return the desk on a workbench, for those whom `access` lets in; `stop` ends it."""
    app = Starlette(routes=ROUTES, exception_handlers={HTTPException: not_found, Exception: broken})
    app.state.jobs, app.state.entered = jobs or Jobs(), Entered()
    app.state.workbench, app.state.access, app.state.stop = workbench, access, stop
    return Guard(app, access)
