"""What was entered at this desk: the forms that were refused, which are shown again, and who issued last.

A form that is refused is answered by leading to its page, which asks here for what was entered: so it can be loaded
again, and 'Back' leads to it, as to any page that was asked for and not sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bvdocs.desk.jobs import new_number

# So many forms that were refused can still be looked at.
_KEPT = 20
# The name, in an address, of the number of a form that was refused.
_NAME = "refused"


@dataclass(frozen=True)
class Refused:
    """A form that was refused: what was entered, what is wrong with each field, and why else, in sentences."""

    entered: Any
    errors: Mapping[str, str] = field(default_factory=dict)
    why: tuple[str, ...] = ()


class Entered:
    """What was entered at one desk, as long as it runs; `by` is who issued last.

    `came` are the files that came back, of which those that were given last are kept, each with its name, after the
    number of the piece of work that read them.
    """

    def __init__(self) -> None:
        self.by = ""
        self.came: tuple[str, tuple[tuple[str, bytes], ...]] = ("", ())
        self._refused: dict[str, Refused] = {}

    def keep(self, refused: Refused) -> str:
        """Keep a form that was refused, and return its number."""
        number = new_number()
        self._refused[number] = refused
        for old in list(self._refused)[:-_KEPT]:
            del self._refused[old]
        return number

    def find(self, number: str) -> Refused | None:
        """Return the form that was refused with this number, if it is known yet."""
        return self._refused.get(number)


def entered_at(request: Request) -> Entered:
    """Return what was entered at the desk that was asked."""
    entered: Entered = request.app.state.entered
    return entered


def refuse(request: Request, refused: Refused, **query: str) -> Response:
    """Return the way to the page of a form that was refused, which shows it again: the one that it is sent to."""
    query[_NAME] = entered_at(request).keep(refused)
    return RedirectResponse(f"{request.url.path}?{urlencode(query)}", HTTPStatus.SEE_OTHER)


def refused_before(request: Request) -> Refused | None:
    """Return the form that was refused, which the address of this page means, if it means any."""
    return entered_at(request).find(request.query_params.get(_NAME, ""))
