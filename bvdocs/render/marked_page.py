"""The preview edition of a page: each fact in it is marked with the cell of the workbook that it is from.

It is the page that is published, from any template, with `data-cell="Criteria!D14"` added: on the element that holds
the fact alone, else on a `<span>` around it. While the page is filled in, a fact stands between two signs; then signs
are turned into marks, or dropped where no mark can be, as in an attribute.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup, escape

from bvdocs.core.brand import Brand
from bvdocs.core.cell_signs import AFTER, BEFORE, SIGN, without_sign_characters
from bvdocs.render.page import PageRenderer, printed
from bvdocs.render.picture import Picture
from bvdocs.templating.tracing import cell_of, make_tracing_environment
from bvdocs.view import ReportView, ThemeView

# What holds no other element, or none that is HTML; HTML Living Standard, 13.1.2 and the content models of chapter 4.
_OF_TEXT_ALONE = (
    "datalist", "iframe", "math", "noembed", "noframes", "script", "select", "style", "svg", "textarea", "title", "xmp",
)  # fmt: skip
# What is not text: a sign, a comment, an element without marks, a tag. What is never closed reaches to the end.
_NOT_TEXT = re.compile(
    rf"""{SIGN.pattern}
    |<(?:!--.*?(?:-->|\Z)
      |({"|".join(_OF_TEXT_ALONE)})(?=[\s/>]).*?(?:</\1\s*>|\Z)
      |/?[a-z](?:[^"'<>]+|"[^"]*"|'[^']*')*+>)""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_START_TAG = re.compile(r"<[a-z][^\s/>]*", re.IGNORECASE)


class MarkedPage(NamedTuple):
    """A page with its marks, and the words that it prints of each cell: each wording once, on a line of its own."""

    html: str
    cells: Mapping[str, str]


class MarkedPageRenderer:
    """A writer of the preview edition of pages; what it is given is as for those that are published."""

    def __init__(self, templates: Path, pictures: Mapping[str, Picture], brand: Brand) -> None:
        environment = make_tracing_environment(templates, self._signed)
        self._pages = PageRenderer(templates, pictures, brand, environment)
        self._cells: list[str] = []

    def render(self, template: str, report: ReportView, theme: ThemeView | None = None) -> MarkedPage:
        """Return the page of the named template, marked; raise TemplateError if it cannot be filled."""
        self._cells.clear()
        return _marked(self._pages.render(template, report, theme), self._cells)

    def _signed(self, value: object) -> object:
        """Return a value as it is printed, between signs if it is from a cell."""
        if isinstance(value, Markup):  # what a macro made, with signs in it
            return value
        html, cell = printed(value), cell_of(value)
        if isinstance(html, str):
            html = without_sign_characters(html)
        if not cell:
            return html
        number = len(self._cells)
        self._cells.append(cell)
        return Markup(f"{BEFORE.format(number)}{escape(html)}{AFTER.format(number)}")  # noqa: S704 - it is escaped


def _marked(page: str, cells: list[str]) -> MarkedPage:
    """Return the page with a mark for each pair of signs; `cells` are those of the facts, by their numbers."""
    pieces = list(filter(None, _pieces(page)))
    words: dict[str, dict[str, None]] = {}
    before = None
    for place, piece in enumerate(pieces):
        if not SIGN.match(piece):
            continue
        pieces[place] = ""
        if piece[0] == BEFORE[0]:
            before = place, piece[1:]
        elif before is not None and before[1] == piece[1:]:
            cell = cells[int(piece[1:-1])]
            if said := _words(pieces[before[0] : place]):
                words.setdefault(cell, {})[said] = None
            _mark(pieces, before[0], place, f' data-cell="{escape(cell)}"')
            before = None
    return MarkedPage("".join(pieces), {cell: "\n".join(each) for cell, each in words.items()})


def _pieces(page: str) -> Iterator[str]:
    """Yield the page in pieces: signs, text, and what is not text, with no signs in it any more."""
    place = 0
    for found in _NOT_TEXT.finditer(page):
        yield page[place : found.start()]
        piece = found[0]
        # A picture has a million characters, none of them a sign.
        yield piece if piece[0] != "<" or piece.isascii() else SIGN.sub("", piece)
        place = found.end()
    yield page[place:]


def _mark(pieces: list[str], before: int, after: int, mark: str) -> None:
    """Mark what stands between two places: the element that holds nothing else; else a span, if there are words."""
    around = pieces[before - 1] if before else ""
    name = found[0] if (found := _START_TAG.match(around)) else None
    if name and pieces[after + 1 : after + 2] == [f"</{name[1:]}>"]:
        pieces[before - 1] = f"{name}{mark}{around[len(name) :]}"
    elif any(pieces[before:after]):
        pieces[before], pieces[after] = f"<span{mark}>", "</span>"


def _words(pieces: list[str]) -> str:
    """Return the words of pieces of a page, a line break as one."""
    return unescape("".join("\n" if each == "<br>" else "" if each.startswith("<") else each for each in pieces))
