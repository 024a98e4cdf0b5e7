"""The forms of the desk as somebody fills them in who has no JavaScript; and the work that they start, to its end."""

import time
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from tests.support.desk import Answer, Visitor

_PATIENCE = 120
BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW"


class _Forms(HTMLParser):
    """The forms of a page: where each is sent, with the fields that it holds as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append((given["action"], {}))
        elif tag == "input" and self.forms and (given.get("type") != "checkbox" or "checked" in given):
            self.forms[-1][1][given["name"]] = given.get("value", "")


def fields_of(page: str, action: str) -> dict[str, str]:
    """The fields of the page's form that is sent there."""
    forms = _Forms()
    forms.feed(page)
    (fields,) = [fields for where, fields in forms.forms if where == action]
    del fields["form-token"]
    return fields


def form_with_files(visitor: Visitor, path: str, files: Mapping[str, bytes], **headers: str) -> Answer:
    """The answer to a form with files, sent as a browser does."""
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    body = form_body(visitor.form_token(), files)
    return visitor.ask("POST", path, body, **{"Origin": visitor.root, "Content_Type": kind, **headers})


def form_body(token: str, files: Mapping[str, bytes]) -> bytes:
    """What a browser sends of a form with files."""
    parts = [b'name="form-token"\r\n\r\n' + token.encode()]
    for name, content in files.items():
        head = f'name="files"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        parts.append(head.encode() + content)
    start = f"--{BOUNDARY}\r\nContent-Disposition: form-data; ".encode()
    return b"".join(start + part + b"\r\n" for part in parts) + f"--{BOUNDARY}--\r\n".encode()


def refused(visitor: Visitor, answer: Answer) -> str:
    """The page that a refused form leads to, which shows it again, as often as it is asked for."""
    assert answer.status == 303, (answer.status, answer.text)
    path = answer.headers["location"]
    assert "refused=" in path, path
    return visitor.page(path)


def ended(visitor: Visitor, answer: Answer) -> str:
    """The page of the work that an answer leads to, once it has ended; it is loaded again and again until then."""
    assert answer.status == 303, (answer.status, answer.text)
    return next(page for page in pages_until_the_end(visitor, answer.headers["location"]) if "data-listen" not in page)


def pages_until_the_end(visitor: Visitor, path: str) -> Iterator[str]:
    """Each state of the page of a piece of work."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        page = visitor.page(path)
        yield page
        if "data-listen" not in page:
            return
        time.sleep(0.02)
    raise AssertionError(f"{path} does not end")


def wait_until_read(visitor: Visitor, after: str = "") -> str:
    """Wait until the desk has taken in a save that versions can be issued from, after another; return its number."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        page = visitor.page("/issue")
        if "<button>Issue version" in page and (seen := fields_of(page, "/issue")["seen"]) != after:
            return seen
        time.sleep(0.3)
    raise AssertionError(page)
