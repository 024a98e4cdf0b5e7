"""Looks at all templates of a folder without filling them in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bvdocs.findings import Finding
from bvdocs.model import CellRef
from bvdocs.preflight import rules
from bvdocs.preflight.contents import contents_of
from bvdocs.preflight.files import DOCUMENTS, SHARED_PAGES, STYLE_SHEETS, files_of, text_of
from bvdocs.preflight.library import Library
from bvdocs.preflight.names import IN_EVERY_TEMPLATE, IN_PAGES, IN_WORD
from bvdocs.preflight.pictures import pictures_of
from bvdocs.preflight.source import Source
from bvdocs.preflight.statements import Walk
from bvdocs.preflight.structure import structure_of
from bvdocs.preflight.word_file import open_word
from bvdocs.preflight.word_places import places_of
from bvdocs.preflight.wording import wording_of
from bvdocs.render.environment import make_environment
from bvdocs.view import ThemeView

_OF_A_THEME = "self-assessment"
_ANCHORS = {"anchor": "{{ theme.anchor }}", "end_anchor": "{{ theme.end_anchor }}"}


def everything(folder: Path) -> Iterator[Finding]:
    """Every finding, as it is come upon; one and the same may come more than once."""
    yield from files_of(folder)
    library = Library(folder, make_environment(folder, lambda value: value))
    walks: list[Walk] = []
    for document in DOCUMENTS:
        yield from _word(folder, document, library, walks)
    for document in DOCUMENTS:
        yield from _page(document, library, walks)
    for walk in walks:
        yield from walk.through_uncalled()
    for name in SHARED_PAGES:
        library.page(name)
    for source in library.pages_read():
        yield from structure_of(source, library)
        yield from pictures_of(source.file, source.text, folder)
        yield from wording_of(source, every_theme=source.file == f"{_OF_A_THEME}.html")
    for name in STYLE_SHEETS:
        yield from pictures_of(name, text_of(folder / name), folder)


def _known(document: str, others: dict[str, Any]) -> dict[str, Any]:
    """What a document's template may name at the top."""
    known = {**IN_EVERY_TEMPLATE, **others}
    return {name: hint for name, hint in known.items() if name != "theme" or document == _OF_A_THEME}


def _word(folder: Path, document: str, library: Library, walks: list[Walk]) -> Iterator[Finding]:
    path = folder / f"{document}.docx"
    if not path.is_file():
        return
    file = open_word(path)
    for source in file.sources:
        yield from structure_of(source, library)
        yield from places_of(source)
        walks.append(Walk(library, source, _known(document, IN_WORD)))
        yield from walks[-1].through()
        yield from wording_of(source, every_theme=document == _OF_A_THEME)
    if file.parts:
        yield from file.looked_at()
        yield from contents_of(file)
    yield from file.findings


def _page(document: str, library: Library, walks: list[Walk]) -> Iterator[Finding]:
    source = library.page(f"{document}.html")
    if not source:
        return
    walk = Walk(library, source, _known(document, IN_PAGES))
    walks.append(walk)
    yield from walk.through()
    if document == "action-plan":
        yield from _anchors(source, walk, library)


def _anchors(source: Source, walk: Walk, library: Library) -> Iterator[Finding]:
    """The places by which the page numbers in the self-assessments are found."""
    if any(library.tree(page) is None or page.guessed for page in library.pages_read()):
        return  # it could be where nothing could be read
    for name, tag in _ANCHORS.items():
        if (ThemeView, name) not in walk.used:
            yield rules.ANCHOR_MISSING.at(
                CellRef(source.file),
                f"nothing has the id {tag}, by which the pages of each theme's actions are found.",
                'Give each theme\'s heading id="{{ theme.anchor }}", and its end an element with'
                ' id="{{ theme.end_anchor }}".',
            )
