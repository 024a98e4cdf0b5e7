"""The pages of the desk, from their templates in `pages/`: every value is shown as text, whatever it holds."""

from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bvdocs.core.english import date_words
from bvdocs.desk.in_desk_words import in_desk_words
from bvdocs.desk.jobs import new_number
from bvdocs.desk.sections import NEXT_STEPS, SECTIONS, counted, found, news_of, say, section_at, workbench_of
from bvdocs.desk.states import State, words_of

if TYPE_CHECKING:
    from bvdocs.desk.access import Access

__all__ = ["FORM_TOKEN", "bare_page", "page", "workbench_of"]

_PAGES = Path(__file__).parent / "pages"
# The name of the field of a form that proves that a page of the desk has sent it.
FORM_TOKEN = "form-token"  # noqa: S105 - a name

# Each state in a word or two, and how that looks: none is told by its colour alone.
_TAGS = {
    State.NO_WORKBOOK: ("No workbook yet", ""),
    State.HALF_SAVED: ("Being saved", ""),
    State.READING: ("Being read", ""),
    State.BROKEN: ("Cannot be read", "error"),
    State.ERRORS: ("To be put right", "error"),
    State.TEMPLATES_AT_FAULT: ("Templates at fault", "error"),
    State.ARCHIVE_DAMAGED: ("Archive damaged", "error"),
    State.WARNINGS: ("Ready, with warnings", "warning"),
    State.ALL_WELL: ("All is well", "good"),
}


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PAGES),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["counted"] = counted
    environment.filters["desk_words"] = in_desk_words
    environment.filters["day"] = date_words
    environment.globals["tags"] = _TAGS
    environment.globals["new_number"] = new_number
    return environment


def page(request: Request, template: str, status: int = HTTPStatus.OK, **facts: Any) -> HTMLResponse:
    """Return a page of the desk, filled in with these facts and those that every page has.

    These are `now`, the snapshot of the workbench; `state`, its state in words; `found`, how many errors and warnings
    it has, and `news`, what is new in them; `said`, all of that in a sentence; `workbench`;
    `here`, the path of the page, and `part`, that of its section; `sections`, each with how it stands; `steps`, what
    may be done next; and `form_token()`, which each form that changes something holds.
    """
    access: Access = request.app.state.access
    workbench = workbench_of(request)
    now = workbench.now
    paths = {getattr(each, "path", "") for each in request.app.routes}
    always = {
        "now": now,
        "state": words_of(now),
        "found": found(now),
        "news": news_of(now),
        "said": say(now),
        "workbench": workbench,
        "here": request.url.path,
        "part": section_at(request),
        "sections": [(each, each.says(request)) for each in SECTIONS],
        "steps": [each for each in NEXT_STEPS.get(now.state, ()) if each.path in paths],
        "form_token": lambda: _token_field(access.form_token),
    }
    return HTMLResponse(_environment().get_template(template).render(always | facts), status)


def bare_page(template: str, status: int) -> HTMLResponse:
    """Return a page for somebody who is not in: it knows nothing of the workbook."""
    return HTMLResponse(_environment().get_template(template).render(), status)


def _token_field(token: str) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(FORM_TOKEN, token)
