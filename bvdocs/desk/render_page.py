"""The pages of the desk, from their templates in `pages/`: every value is shown as text, whatever it holds."""

from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

if TYPE_CHECKING:
    from bvdocs.desk.access import Access
    from bvdocs.desk.workbench import Workbench

_PAGES = Path(__file__).parent / "pages"


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PAGES),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def workbench_of(request: Request) -> "Workbench":
    """Return what the desk works on."""
    workbench: Workbench = request.app.state.workbench
    return workbench


def page(request: Request, template: str, status: int = HTTPStatus.OK, **facts: Any) -> HTMLResponse:
    """Return a page of the desk, filled in with these facts and those that every page has.

    These are `now`, the snapshot of the workbench; `workbench`; `here`, the path of the page; `nav`, the sections; and
    `form_token()`, which each form that changes something holds.
    """
    from bvdocs.desk.sections import SECTIONS
    from bvdocs.desk.states import words_of

    access: Access = request.app.state.access
    workbench = workbench_of(request)
    always = {
        "now": workbench.now,
        "state": words_of(workbench.now),
        "workbench": workbench,
        "here": request.url.path,
        "nav": [(each, each.says(request)) for each in SECTIONS],
        "form_token": lambda: _token_field(access.form_token),
    }
    return HTMLResponse(_environment().get_template(template).render(always | facts), status)


def bare_page(request: Request, template: str, status: int) -> HTMLResponse:
    """Return a page for somebody who is not in: it knows nothing of the workbook."""
    return HTMLResponse(_environment().get_template(template).render(here=request.url.path), status)


def _token_field(token: str) -> Markup:
    return Markup('<input type="hidden" name="form-token" value="{}">').format(token)
