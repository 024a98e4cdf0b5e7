"""The pages of a workbook in both editions: as they are published, and as they are previewed, with their marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

from bvdocs.commands.documents import build_view_since
from bvdocs.core.brand import Brand
from bvdocs.core.history import NO_PAST, Past
from bvdocs.core.model import Assessment
from bvdocs.render.marked_page import MarkedPage, MarkedPageRenderer
from bvdocs.render.page import PageRenderer
from bvdocs.render.picture import Picture
from bvdocs.view import DRAFT, ReportView, ThemeView
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.project import TEMPLATES

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_PICTURE = Picture(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>', 10.0, lambda: b"")


class NoPictures(dict[str, Picture]):
    """Pictures of nothing, for whatever has one."""

    def __missing__(self, _name: str) -> Picture:
        return _PICTURE


class Mark(NamedTuple):
    """What is marked with a cell: its words, a line break as one, and the element that has the mark."""

    cell: str
    words: str
    tag: str


@dataclass
class Editions:
    """The pages of a workbook by the names of their files, without an ending: published, and previewed."""

    workbook: Path
    assessment: Assessment
    published: dict[str, str] = field(default_factory=dict)
    previewed: dict[str, MarkedPage] = field(default_factory=dict)

    def marks(self) -> Iterator[Mark]:
        """Every mark of every page."""
        for page in self.previewed.values():
            yield from marks_of(page.html)


def editions_of(workbook: Path, past: Past = NO_PAST, templates: Path = TEMPLATES) -> Editions:
    """Fill in the pages of a workbook in both editions, with pictures of nothing."""
    assessment = read_workbook(workbook).assessment
    made = Editions(workbook, assessment)
    view = build_view_since(assessment, Brand(), DRAFT, past)
    published = PageRenderer(templates, NoPictures(), Brand())
    previewed = MarkedPageRenderer(templates, NoPictures(), Brand())
    for file, template, theme in _pages(view):
        made.published[file] = published.render(template, view, theme)
        made.previewed[file] = previewed.render(template, view, theme)
    return made


def _pages(view: ReportView) -> Iterator[tuple[str, str, ThemeView | None]]:
    yield "action-plan", "action-plan.html", None
    if view.overview:
        yield "overview", "overview.html", None
    for theme in view.themes:
        yield theme.file, "self-assessment.html", theme


def without_marks(html: str) -> str:
    """The page without its marks; no text of a workbook looks like one, for its quotes are escaped."""
    html = re.sub(r'<span data-cell="[^"]*">(.*?)</span>', r"\1", html, flags=re.DOTALL)
    return re.sub(r' data-cell="[^"]*"', "", html)


class _Reader(HTMLParser):
    """A reader of marks that takes nothing for granted: each element is closed where it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.marks: list[Mark] = []
        self._marked: list[tuple[int, Mark]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "data-cell":
                assert tag not in _VOID, tag
                self._marked.append((len(self.open), Mark(str(value), "", tag)))
        if tag == "br":
            self.handle_data("\n")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        assert not any(name == "data-cell" for name, _ in attrs), tag

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes what is not open"
        if self._marked and self._marked[-1][0] == len(self.open):
            self.marks.append(self._marked.pop()[1])

    def handle_data(self, data: str) -> None:
        self._marked = [(depth, mark._replace(words=mark.words + data)) for depth, mark in self._marked]


def marks_of(html: str) -> list[Mark]:
    """Every mark of a page; the page is well formed, or this fails."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader.marks
