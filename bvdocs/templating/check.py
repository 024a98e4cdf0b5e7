"""Looks at all templates of a folder without filling them in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bvdocs.core import documents
from bvdocs.core.findings import Finding
from bvdocs.templating.environment import make_environment
from bvdocs.templating.files import DOCUMENTS, PAGES, STYLE_SHEETS, files_of, plain_faults, text_of
from bvdocs.templating.names.catalogue import IN_EVERY_TEMPLATE, IN_PAGES, IN_WORD
from bvdocs.templating.names.walk import Walk
from bvdocs.templating.pages.library import Library
from bvdocs.templating.pages.outside_files import pictures_of
from bvdocs.templating.stale_words import wording_of
from bvdocs.templating.tags.check import structure_of
from bvdocs.templating.word.contents import contents_of
from bvdocs.templating.word.file import open_word
from bvdocs.templating.word.places import places_of

_FOR_EACH_THEME = [each.name for each in documents.DOCUMENTS if each.for_each_theme]


def everything(folder: Path, *, word: bool) -> Iterator[Finding]:
    """Every finding, as it is come upon; one and the same may come more than once."""
    yield from files_of(folder, word=word)
    library = Library(folder, make_environment(folder, lambda value: value))
    for document in PAGES:
        if word and document in DOCUMENTS:
            yield from _word(folder, document, library)
        yield from _page(document, library)
    for name in (*library.names_tried(), *STYLE_SHEETS):
        yield from plain_faults(folder / name)
    for source in library.pages_read():
        yield from structure_of(source, library)
        yield from pictures_of(source.file, source.text, folder)
        yield from wording_of(source, every_theme=source.file.removesuffix(".html") in _FOR_EACH_THEME)
    for name in STYLE_SHEETS:
        yield from pictures_of(name, text_of(folder / name), folder)


def _known(document: str, others: dict[str, Any]) -> dict[str, Any]:
    """What a document's template may name at the top."""
    known = {**IN_EVERY_TEMPLATE, **others}
    return {name: hint for name, hint in known.items() if name != "theme" or document in _FOR_EACH_THEME}


def _word(folder: Path, document: str, library: Library) -> Iterator[Finding]:
    path = folder / f"{document}.docx"
    if not path.is_file():
        return
    file = open_word(path)
    rich = False
    for source in file.sources:
        yield from structure_of(source, library)
        yield from places_of(source)
        walk = Walk(library, source, _known(document, IN_WORD))
        yield from walk.through()
        rich = rich or walk.rich
        yield from wording_of(source, every_theme=document in _FOR_EACH_THEME)
    if not file.findings:
        yield from file.looked_at(rich=rich)
        yield from contents_of(file)
    yield from file.findings


def _page(document: str, library: Library) -> Iterator[Finding]:
    source = library.page(f"{document}.html")
    if source:
        yield from Walk(library, source, _known(document, IN_PAGES)).through()
