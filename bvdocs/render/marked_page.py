"""The preview edition of a page: each fact in it is marked with the cell of the workbook that it is from.

It is the page that is published, from any template, with `data-cell="Criteria!D14"` added: on the element that holds
the fact alone, else on a `<span>` around it. While the page is filled in, a fact stands between two signs; then signs
are turned into marks, or dropped where no mark can be, as in an attribute.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup, escape

from bvdocs.core.brand import Brand
from bvdocs.core.enclosed import Enclosed
from bvdocs.render.page import PageRenderer, printed
from bvdocs.render.picture import Picture
from bvdocs.templating.tracing import cell_of, make_tracing_environment
from bvdocs.view import ReportView, ThemeView

# Characters that no text holds: the Unicode Standard (23.7) sets them aside for use within a program, and a workbook
# with one of them is refused. A sign has the number of the fact; the same fact printed twice has two.
_SIGNS = str.maketrans(dict.fromkeys("\ufdd0\ufdd1\ufdd2"))
_BEFORE, _AFTER = "\ufdd0{}\ufdd2", "\ufdd1{}\ufdd2"
_SIGN = re.compile("([\ufdd0\ufdd1][0-9]+\ufdd2)")

# What holds no element: tags themselves, what is not shown, what is text alone, and what is not HTML within.
_OF_TEXT_ALONE = (
    "iframe", "math", "noembed", "noframes", "option", "script", "select", "style", "svg", "textarea", "title", "xmp",
)  # fmt: skip
_TAG_END = r"""[^"'>]*(?:(?:"[^"]*"|'[^']*')[^"'>]*)*>"""
_WITHOUT_MARKS = Enclosed(
    {"<!--": "-->"} | {rf"<{name}\b": rf"</{name}\s*>" for name in _OF_TEXT_ALONE} | {r"</?[a-z]": _TAG_END}
)
_START_TAG = re.compile(r"<([a-z][^\s/>]*)", re.IGNORECASE)


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
        html, cell = printed(value), cell_of(value)
        if not cell:
            return html
        number = len(self._cells)
        self._cells.append(cell)
        return Markup(f"{_BEFORE.format(number)}{escape(html)}{_AFTER.format(number)}")  # noqa: S704 - it is escaped


def _marked(page: str, cells: list[str]) -> MarkedPage:
    """Return the page with a mark for each pair of signs; `cells` are those of the facts, by their numbers."""
    pieces = list(_pieces(page))
    words: dict[str, dict[str, None]] = {}
    before = None
    for place, piece in enumerate(pieces):
        if not _SIGN.fullmatch(piece):
            continue
        pieces[place] = ""
        if piece[0] == _BEFORE[0]:
            before = place, piece[1:]
        elif before is not None and before[1] == piece[1:]:
            cell = cells[int(piece[1:-1])]
            if said := _words(pieces[before[0] : place]):
                words.setdefault(cell, {})[said] = None
            _mark(pieces, before[0], place, f' data-cell="{escape(cell)}"')
            before = None
    return MarkedPage("".join(pieces), {cell: "\n".join(each) for cell, each in words.items()})


def _pieces(page: str) -> Iterator[str]:
    """Yield the page in pieces: signs, what has no signs any more, and the text between."""
    place = 0
    for start, end in chain(_WITHOUT_MARKS.spans(page), [(len(page), len(page))]):
        yield from filter(None, _SIGN.split(page[place:start]))
        if end > start:
            yield _SIGN.sub("", page[start:end])
        place = end


def _mark(pieces: list[str], before: int, after: int, mark: str) -> None:
    """Mark what stands between two places: the element that holds nothing else; else a span, if there are words."""
    opening = _START_TAG.match(pieces[before - 1]) if before else None
    if opening and after + 1 < len(pieces) and re.match(rf"</{opening[1]}\s*>", pieces[after + 1], re.IGNORECASE):
        pieces[before - 1] = pieces[before - 1][: opening.end()] + mark + pieces[before - 1][opening.end() :]
    elif any(pieces[before:after]):
        pieces[before], pieces[after] = f"<span{mark}>", "</span>"


def _words(pieces: list[str]) -> str:
    """Return the words of pieces of a page, a line break as one."""
    return unescape("".join("\n" if each == "<br>" else "" if each.startswith("<") else each for each in pieces))
