"""The documents: each as the web page that will be published, as PDF, as Word file, with what the last save changed."""

import re
from collections.abc import Iterable
from html import unescape
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bvdocs.commands.preview import PreviewPage
from bvdocs.desk.access import CONTENT_OF_A_PREVIEW
from bvdocs.desk.news import Change, count_changes
from bvdocs.desk.render_page import page, workbench_of
from bvdocs.desk.snapshot import Snapshot

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# How a document may be looked at, by the name in the address.
_WAYS = {"": "Web page", "pdf": "PDF", "cells": "Cell by cell"}
# The browser's own viewer of PDFs shows them with means of its own.
CONTENT_OF_A_PAPER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
# What marks places in a preview: it stands in the frame alone, and no published page has it.
_MARKS = """<style media="screen">
:is([data-changed]) { background: #fff3b0 !important; outline: 0.15rem solid #fff3b0; }
:is([data-asked]) { background: #ffdd00 !important; outline: 0.2rem solid #000000; }
:is([data-changed], [data-asked]), :is([data-changed], [data-asked]) *, :is([data-changed], [data-asked])::before {
  color: #000000 !important;
}
[data-cell] { cursor: help; }
[data-cell]:hover, [data-cell]:focus-visible { outline: 0.15rem dashed currentcolor; outline-offset: 0.1rem; }
:target { scroll-margin: 30vh; }
</style></head>"""
_HERE = "desk-here"
_ANY_TAG = re.compile("<[^<>]*>")
# A start tag with a mark, and the name that it may have already.
_MARKED = re.compile(
    '<(?P<tag>[a-z][^\\s<>]*) (?P<mark>data-cell="(?P<cell>[^"]*)")(?:[^<>]*? id="(?P<name>[^"]*)")?[^<>]*>',
    re.IGNORECASE,
)


class _Whence(NamedTuple):
    """A cell, and the words that are printed from it."""

    sheet: str
    cell: str
    words: str


async def documents(request: Request) -> Response:
    """Return the list of documents."""
    now = workbench_of(request).now
    return page(
        request,
        "documents.html",
        documents=[
            (each, count_changes(_changed(each.file, now)), _paper_names(each.file, now)) for each in _pages(now)
        ],
        is_old=_is_old(now),
    )


async def document(request: Request) -> Response:
    """Return the page of one document: the preview, where its words come from, and its other forms."""
    now = workbench_of(request).now
    shown = _find(request, now)
    way = request.query_params.get("as", "")
    asked = request.query_params.get("cell", "")
    cell = asked if asked in shown.cells else ""
    changed = _changed(shown.file, now)
    return page(
        request,
        "document.html",
        document=shown,
        way=way if way in _WAYS else "",
        ways=[(f"/documents/{shown.file}" + f"?as={name}" * bool(name), name, words) for name, words in _WAYS.items()],
        papers=_paper_names(shown.file, now),
        whence=_whence(cell, shown) if cell else None,
        asked=asked,
        cells=[_whence(each, shown) for each in shown.cells],
        changed=[(_whence(each.cell, shown), each) for each in changed],
        counted=count_changes(changed),
        frame=f"/preview/{shown.file}.html?{urlencode({'save': now.preview_number, 'cell': cell})}"
        + _anchor(_asked_places(shown, cell) if cell else _changed_places(shown, changed)),
        is_old=_is_old(now),
    )


async def preview(request: Request) -> Response:
    """Return a page as it will be published, with the places marked that the last save changed or that were asked for.

    It is shown in a frame that runs no script and may not do anything.
    """
    now = workbench_of(request).now
    shown = _find(request, now)
    asked = request.query_params.get("cell", "")
    html = _marked(shown, _changed(shown.file, now), asked if asked in shown.cells else "")
    return HTMLResponse(html, headers={"content-security-policy": CONTENT_OF_A_PREVIEW})


async def paper(request: Request) -> Response:
    """Return a PDF or a Word file of the last save."""
    papers = workbench_of(request).now.papers
    name = f"{request.path_params['file']}.{request.path_params['kind']}"
    if papers is None or name not in papers.files:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    kind = name.rpartition(".")[2]
    how = "attachment" if kind == "docx" or "download" in request.query_params else "inline"
    return Response(
        papers.files[name],
        media_type=_TYPES[kind],
        headers={"content-disposition": f'{how}; filename="{name}"', "content-security-policy": CONTENT_OF_A_PAPER},
    )


def _pages(now: Snapshot) -> tuple[PreviewPage, ...]:
    return now.preview.pages if now.preview else ()


def _find(request: Request, now: Snapshot) -> PreviewPage:
    """Return the page that the address names; raise HTTPException if there is none."""
    for each in _pages(now):
        if each.file == request.path_params["file"]:
            return each
    raise HTTPException(HTTPStatus.NOT_FOUND)


def _is_old(now: Snapshot) -> bool:
    """Say whether the preview is of an earlier save than the findings."""
    return now.preview is not None and now.preview_number != now.number


def _changed(file: str, now: Snapshot) -> tuple[Change, ...]:
    return () if _is_old(now) else tuple(now.changed.get(file, ()))


def _paper_names(file: str, now: Snapshot) -> dict[str, str]:
    """Return the names of the papers of a document that are there, by kind."""
    files = now.papers.files if now.papers else {}
    return {kind: f"{file}.{kind}" for kind in _TYPES if f"{file}.{kind}" in files}


def _whence(cell: str, shown: PreviewPage) -> _Whence:
    sheet, _, place = cell.partition("!")
    return _Whence(sheet, place, shown.cells.get(cell, ""))


def _marked(shown: PreviewPage, changed: tuple[Change, ...], asked: str) -> str:
    """Return the page with the looks of what is marked, and with a name for the place to go to first."""
    places = {each.start("mark"): (each, " data-changed") for each in _changed_places(shown, changed)}
    places |= {each.start("mark"): (each, " data-asked") for each in _asked_places(shown, asked)}
    first = next(iter(_asked_places(shown, asked) or _changed_places(shown, changed)), None)
    html = shown.html
    for start, (place, mark) in sorted(places.items(), reverse=True):
        name = f' id="{_HERE}"' if first and start == first.start("mark") and not place["name"] else ""
        html = f"{html[: place.end('mark')]}{mark}{name}{html[place.end('mark') :]}"
    return html.replace("</head>", _MARKS, 1)


def _anchor(places: list[re.Match[str]]) -> str:
    """Return the part of an address that leads to the first of the places; '' for none."""
    return f"#{places[0]['name'] or _HERE}" if places else ""


def _asked_places(shown: PreviewPage, asked: str) -> list[re.Match[str]]:
    """Return the start tags that are marked with a cell."""
    return [each for each in _MARKED.finditer(shown.html) if unescape(each["cell"]) == asked]


def _changed_places(shown: PreviewPage, changed: Iterable[Change]) -> list[re.Match[str]]:
    """Return the start tags of what is new: of a cell that is printed in several wordings, of those alone."""
    lines = {each.cell: set(each.after.split("\n")) for each in changed if each.after}
    places = [each for each in _MARKED.finditer(shown.html) if unescape(each["cell"]) in lines]
    exact = [each for each in places if not lines[unescape(each["cell"])].isdisjoint(_lines_at(each))]
    known = {each["cell"] for each in exact}
    return [each for each in places if each in exact or each["cell"] not in known]


def _lines_at(place: re.Match[str]) -> list[str]:
    """Return the lines that stand in the element of a start tag."""
    html, start = place.string, place.end()
    inside = html[start : html.find(f"</{place['tag']}", start)]
    return unescape(_ANY_TAG.sub("", inside.replace("<br>", "\n"))).split("\n")


ROUTES = (
    Route("/documents", documents),
    Route("/documents/{file}", document),
    Route("/preview/{file}.html", preview),
    Route("/papers/{file}.{kind}", paper),
)
