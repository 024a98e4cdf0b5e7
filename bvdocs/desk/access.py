"""Who may come in: the browser that was given the address with the token, from this computer, and no other page.

Every request passes through `Guard` before anything else: no route can leave it out.
"""

import hmac
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bvdocs.desk.render_page import FORM_TOKEN, bare_page
from bvdocs.desk.sent_files import MOST_BYTES_SENT, is_multipart, parts_in

LOOPBACK = "127.0.0.1"
# Where the token is exchanged for the cookie; and what the page needs that says how to get in.
ENTRANCE = "/enter"
_OPEN_TO_ALL = (ENTRANCE, "/assets/desk.css")
_READING = ("GET", "HEAD")
# For how long the address is good that a browser is started with, in seconds: it may take its time.
_BROWSER_STARTS = 120
_TICKET = re.compile(r"(?P<signed>(?P<made>[0-9]{1,12})-[0-9a-f]{16})\.[0-9a-f]{64}")
# No form of the desk without files is longer, in bytes.
_LONGEST_FORM = 100_000
# Stands for what a form sent that is longer than it may be; without the form's token it is refused.
_TOO_LONG = b"longer than a form may be"

# A page of the desk: it takes nothing from elsewhere, runs no script that stands in it, sends forms nowhere else,
# and stands in no frame of another page.
CONTENT_OF_A_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A preview is filled in from a template that anybody may have written: it runs no script, sends no form, and fetches
# nothing.
CONTENT_OF_A_PREVIEW = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-same-origin"
)
# With 'no-referrer' a browser would not say either from where a form comes (https://fetch.spec.whatwg.org/#origin-header).
_ON_EVERYTHING = {
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def _random() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Access:
    """What lets a browser in: the `token` of the address, the cookie's `session`, and the `form_token` of its forms."""

    port: int
    token: str = field(default_factory=_random, repr=False)
    session: str = field(default_factory=_random, repr=False)
    form_token: str = field(default_factory=_random, repr=False)
    _taken: set[str] = field(default_factory=set, repr=False)

    @property
    def address(self) -> str:
        """Return the address to open, with the token."""
        return f"http://{LOOPBACK}:{self.port}{ENTRANCE}?token={self.token}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the names by which a browser may call this desk: another one is a stranger's that leads here."""
        return f"{LOOPBACK}:{self.port}", f"localhost:{self.port}"

    @property
    def cookie(self) -> str:
        """Return the name of the cookie: one for each port, for browsers give cookies to all ports of a host."""
        return f"bvdocs-desk-{self.port}"

    def enter(self, request: Request) -> Response:
        """Give the cookie to whoever has the token, and lead to the first page."""
        given = request.query_params.get("token", "")
        if not _same(given, self.token) and not self._takes_ticket(given):
            return refuse_entry()
        answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
        answer.set_cookie(self.cookie, self.session, path="/", httponly=True, samesite="strict")
        return answer

    def _takes_ticket(self, given: str) -> bool:
        """Say whether this is a ticket that is good, and take it: nobody comes in by it again."""
        if given in self._taken or not _is_ticket(given, self.token):
            return False
        self._taken.add(given)
        return True


def address_for_browser(address: str) -> str:
    """Return the address to start a browser with: it is good for two minutes, and once.

    Everybody on a computer sees the command lines of all, that of a browser for as long as it runs.
    """
    entrance, _, token = address.rpartition("=")
    # Two that are made in the same second are two: the first to come in does not shut the other out.
    return f"{entrance}={_ticket(token, f'{int(time.time())}-{secrets.token_hex(8)}')}"


def _ticket(token: str, signed: str) -> str:
    return f"{signed}.{hmac.digest(token.encode(), signed.encode(), 'sha256').hex()}"


def _is_ticket(given: str, token: str) -> bool:
    """Say whether this was made from the token, and not long ago; `given` is anything."""
    made = _TICKET.fullmatch(given)
    return (
        made is not None
        and 0 <= time.time() - int(made["made"]) <= _BROWSER_STARTS
        and _same(given, _ticket(token, made["signed"]))
    )


async def read_files(request: Request) -> list[tuple[str, bytes]]:
    """Return the files that a form has sent, each with its name."""
    parts = parts_in(request.headers, await request.body())
    return [(each.file, each.content) for each in parts if each.file]


async def read_form(request: Request) -> Mapping[str, str]:
    """Return the fields of the form that was sent, without the token; of those given twice the last."""
    return dict(parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True))


def refuse_entry() -> Response:
    """Return the page that says how to get in."""
    return bare_page("403.html", HTTPStatus.FORBIDDEN)


def _same(given: str, own: str) -> bool:
    """Say whether the two are the same, in a time that does not tell how far they agree."""
    return secrets.compare_digest(given.encode("utf-8", "replace"), own.encode())


class Guard:
    """Stands before the routes: refuses what may not come in, and puts its headers on every answer."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app, self._access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, by a refusal or by the route."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        body = await _read_body(request, receive, self._longest(request))

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("content-security-policy", CONTENT_OF_A_PAGE)
                for name, value in _ON_EVERYTHING.items():
                    headers[name] = value
            await send(message)

        async def receive_read() -> Message:
            nonlocal body
            if body is None:
                return await receive()
            content, body = body, None
            return {"type": "http.request", "body": content, "more_body": False}

        refusal = self._refuse(request, body)
        await (refusal or self._app)(scope, receive_read if body is not None else receive, send_guarded)

    def _refuse(self, request: Request, body: bytes | None) -> Response | None:
        """Return the answer to what may not come in; None for what may."""
        headers = request.headers
        if headers.get("host", "").lower() not in self._access.hosts:
            return bare_page("421.html", HTTPStatus.MISDIRECTED_REQUEST)
        if body is _TOO_LONG and self._longest(request) > _LONGEST_FORM:
            return bare_page("too-large.html", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if request.method not in _READING:
            return None if self._may_change(headers, body, request) else refuse_entry()
        # As the routes see it: an address can be written so that it looks like another one when it is taken apart.
        if request.scope["path"] in _OPEN_TO_ALL or self._is_known(request):
            return None
        return refuse_entry()

    def _longest(self, request: Request) -> int:
        """Return how long a form may be, in bytes: with files only for who is in, from a page of the desk."""
        with_files = is_multipart(request.headers) and self._is_known(request) and _is_from_here(request.headers)
        return MOST_BYTES_SENT if with_files else _LONGEST_FORM

    def _is_known(self, request: Request) -> bool:
        return _same(request.cookies.get(self._access.cookie, ""), self._access.session)

    def _may_change(self, headers: Headers, body: bytes | None, request: Request) -> bool:
        """Say whether a page of the desk has sent this, by its cookie, its origin and the token of its form."""
        token = _token_in(headers, body or b"")
        return self._is_known(request) and _is_from_here(headers) and _same(token, self._access.form_token)


def _is_from_here(headers: Headers) -> bool:
    return headers.get("origin", "").lower() == f"http://{headers.get('host', '').lower()}"


def _token_in(headers: Headers, body: bytes) -> str:
    """Return the token of a form that was sent; '' if it has none."""
    if is_multipart(headers):
        return next((each.text for each in parts_in(headers, body) if each.name == FORM_TOKEN), "")
    return dict(parse_qsl(body.decode("utf-8", "replace"))).get(FORM_TOKEN, "")


async def _read_body(request: Request, receive: Receive, longest: int) -> bytes | None:
    """Return what a form sends; _TOO_LONG for one that is, and None for a request that only reads.

    What is too long is let go by, for a browser that is answered before it has sent all shows no answer.
    """
    if request.method in _READING:
        return None
    body, is_too_long = bytearray(), False
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":  # what came is cut short
            return b""
        if not is_too_long:
            body += message.get("body", b"")
        if len(body) > longest:
            is_too_long = True
            body.clear()
            if longest == _LONGEST_FORM:  # no page of the desk sends that
                return _TOO_LONG
        if not message.get("more_body"):
            return _TOO_LONG if is_too_long else bytes(body)
