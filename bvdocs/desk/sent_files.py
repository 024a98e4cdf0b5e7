"""The files that a form sends, as browsers send them (`multipart/form-data`, RFC 7578)."""

import re
from collections.abc import Iterator
from pathlib import PureWindowsPath
from typing import NamedTuple
from urllib.parse import unquote

from starlette.datastructures import Headers

# All files of a form together are no larger, in bytes: forty sheets and some Word files with pictures.
MOST_BYTES_SENT = 50_000_000
_MULTIPART = re.compile(r'multipart/form-data\s*;.*?boundary="?([^";,\s]{1,70})"?', re.IGNORECASE)
_NAME = re.compile(rb'[;\s]name="([^"]*)"')
_FILE_NAME = re.compile(rb'[;\s]filename="([^"]*)"')
_END_OF_HEADERS = b"\r\n\r\n"


class Part(NamedTuple):
    """A field of a form: its name, what it holds, and of a file its name, which has no folder in it; else None."""

    name: str
    content: bytes
    file: str | None = None

    @property
    def text(self) -> str:
        """Return what was entered."""
        return self.content.decode("utf-8", "replace")


def is_multipart(headers: Headers) -> bool:
    """Say whether a form is sent in the way in which files can be."""
    return _MULTIPART.match(headers.get("content-type", "")) is not None


def parts_in(headers: Headers, body: bytes) -> Iterator[Part]:
    """Yield the fields of such a form, in their order; what is not as a browser sends it is none."""
    found = _MULTIPART.match(headers.get("content-type", ""))
    if found is None:
        return
    # The first and the last piece are what stands before and behind all parts.
    for piece in (b"\r\n" + body).split(b"\r\n--" + found[1].encode())[1:-1]:
        head, end, content = piece.partition(_END_OF_HEADERS)
        name, file = _NAME.search(head), _FILE_NAME.search(head)
        if end and name:
            yield Part(_said(name[1]), content, _base_name(_said(file[1])) if file else None)


def _said(quoted: bytes) -> str:
    """Return a name as it was: of what it may hold, a browser writes quotation marks and line breaks as '%22'."""
    text = quoted.decode("utf-8", "replace")
    return re.sub("%(?:22|0D|0A)", lambda each: unquote(each[0]), text)


def _base_name(name: str) -> str:
    """Return a file's name without a folder: some programs send that too."""
    return PureWindowsPath(name).name or name
