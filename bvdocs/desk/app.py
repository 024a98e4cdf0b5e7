"""The routes of the desk. A part of it has its own in a module of its own; here they come together."""

from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bvdocs.desk.access import ENTRANCE, Access, Guard
from bvdocs.desk.render_page import page
from bvdocs.desk.workbench import Workbench

_ASSETS = Path(__file__).parent / "assets"


async def home(request: Request) -> Response:
    """Return the first page: how things stand, and what to do next."""
    return page(request, "home.html")


async def enter(request: Request) -> Response:
    """Let a browser in that has the token."""
    access: Access = request.app.state.access
    return access.enter(request)


async def stop(request: Request) -> Response:
    """Say farewell, and end the desk."""
    answer = page(request, "stopped.html")
    request.app.state.stop()
    return answer


# Whoever adds a part of the desk adds its routes here: `*making.ROUTES`.
ROUTES: tuple[BaseRoute, ...] = (
    Route("/", home),
    Route(ENTRANCE, enter),
    Route("/stop", stop, methods=["POST"]),
    Mount("/assets", StaticFiles(directory=_ASSETS)),
)


def make_app(workbench: Workbench, access: Access, stop: Callable[[], None]) -> ASGIApp:
    """Return the desk on a workbench, for those whom `access` lets in; `stop` ends it."""
    app = Starlette(routes=ROUTES, exception_handlers={HTTPStatus.NOT_FOUND: not_found, Exception: broken})
    app.state.workbench, app.state.access, app.state.stop = workbench, access, stop
    return Guard(app, access)
