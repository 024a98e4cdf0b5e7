"""The checks of all templates of a folder, without filling them in."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bvdocs.core.documents import COMPARISON, DOCUMENTS
from bvdocs.core.findings import Finding
from bvdocs.core.fonts import Fonts
from bvdocs.core.limits import limited, of_template
from bvdocs.core.places import TemplatePlace
from bvdocs.templating import rules
from bvdocs.templating.brand_file import BRAND_FILE, check_brand
from bvdocs.templating.environment import make_environment
from bvdocs.templating.folder import links_out_of, refuse_unprintable_names
from bvdocs.templating.fonts import check_fonts_of_brand, check_glyphs
from bvdocs.templating.names.catalogue import IN_EVERY_TEMPLATE, IN_PAGES, IN_WORD
from bvdocs.templating.names.walk import NameChecker
from bvdocs.templating.pages.hidden_words import check_hidden_words
from bvdocs.templating.pages.library import Library
from bvdocs.templating.pages.links import check_links
from bvdocs.templating.pages.outside_files import check_outside_files
from bvdocs.templating.source import TemplateText
from bvdocs.templating.stale_words import check_stale_words
from bvdocs.templating.tags.check import check_tags
from bvdocs.templating.typed_status import check_status_of_style, check_typed_status, check_watermarks
from bvdocs.templating.word.contents import check_contents
from bvdocs.templating.word.fields import check_fields
from bvdocs.templating.word.file import open_word
from bvdocs.templating.word.marks import check_comments, check_tracked_changes
from bvdocs.templating.word.outside import check_other_files, check_tags_outside
from bvdocs.templating.word.places import check_places
from bvdocs.templating.word.references import check_references
from bvdocs.templating.word.unseen import check_unseen

DOCUMENT_NAMES = tuple(each.name for each in DOCUMENTS)
PAGES = (*DOCUMENT_NAMES, COMPARISON)
_STYLE_SHEETS = ("style.css", "screen.css")
_OF_TRACES = (
    check_comments,
    check_tracked_changes,
    check_unseen,
    check_tags_outside,
    check_fields,
    check_references,
    check_watermarks,
    check_other_files,
)
_FOR_EACH_THEME = [each.name for each in DOCUMENTS if each.for_each_theme]


def check_all(folder: Path, *, word: bool, fonts: Fonts | None = None) -> Iterator[Finding]:
    """Yield every finding as it is come upon, some more than once; `word` says whether to look at Word templates.

    Raise TemplateError for a name that cannot be written down.
    """
    refuse_unprintable_names(folder)
    if links := links_out_of(folder):
        # What they lead to is not looked at.
        yield from map(_link_out, links)
        return
    yield from _check_files(folder, word=word)
    yield from _within_limits(folder / BRAND_FILE, check_brand(folder))
    if fonts:
        yield from check_fonts_of_brand(folder, fonts)
    library = Library(folder, make_environment(folder, lambda value: value))
    for document in PAGES:
        if word and document in DOCUMENT_NAMES:
            yield from _within_limits(folder / f"{document}.docx", _check_word(folder, document, library))
        yield from _within_limits(folder / f"{document}.html", _check_page(document, library))
    for source in filter(None, library.pages.values()):
        yield from _within_limits(folder / source.file, _check_text(source, folder, library))
        if fonts:
            yield from check_glyphs(source, fonts)
    for sheet in filter(None, map(library.read, _STYLE_SHEETS)):
        yield from check_outside_files(sheet.file, sheet.text, folder)
        yield from check_status_of_style(sheet)
    yield from library.findings


def _link_out(name: str) -> Finding:
    message = "the file is a link that leads out of the folder of templates, and is not read."
    return rules.LINK_OUT.at(TemplatePlace(name), message, "Put the file itself in its place.")


def _check_files(folder: Path, *, word: bool) -> Iterator[Finding]:
    """Report the files that are missing, those for Word only if `word` says so."""
    hint = "Put it back, or take the one that came with bvdocs again."
    of_word = [f"{name}.docx" for name in DOCUMENT_NAMES if word]
    for name in (*of_word, *(f"{name}.html" for name in PAGES), *_STYLE_SHEETS):
        if not (folder / name).is_file():
            yield rules.TEMPLATE_MISSING.at(TemplatePlace(name), "the file is missing.", hint)


def _within_limits(path: Path, findings: Iterable[Finding]) -> list[Finding]:
    with limited(of_template(path, "looking at it")):
        return list(findings)


def _check_text(source: TemplateText, folder: Path, library: Library) -> Iterator[Finding]:
    yield from check_tags(source, library)
    yield from check_outside_files(source.file, source.text, folder)
    yield from check_hidden_words(source)
    yield from check_links(source)
    yield from check_stale_words(source, every_theme=source.file.removesuffix(".html") in _FOR_EACH_THEME)
    yield from check_typed_status(source)
    yield from check_status_of_style(source)


def _known(document: str, others: dict[str, Any]) -> dict[str, Any]:
    """Return what a document's template may name at the top."""
    known = {**IN_EVERY_TEMPLATE, **others}
    return {name: hint for name, hint in known.items() if name != "theme" or document in _FOR_EACH_THEME}


def _check_word(folder: Path, document: str, library: Library) -> Iterator[Finding]:
    path = folder / f"{document}.docx"
    if not path.is_file():
        return
    file = open_word(path)
    rich = False
    for source in file.sources:
        yield from check_tags(source, library)
        yield from check_places(source)
        names = NameChecker(library, source, _known(document, IN_WORD))
        yield from names.findings_of_names()
        rich = rich or names.rich
        yield from check_stale_words(source, every_theme=document in _FOR_EACH_THEME)
        yield from check_typed_status(source)
    if not file.findings:
        yield from file.check_styles_and_pictures(rich=rich)
        yield from check_contents(file)
        for check in _OF_TRACES:
            yield from check(file)
    yield from file.findings


def _check_page(document: str, library: Library) -> Iterator[Finding]:
    source = library.page(f"{document}.html")
    if source:
        yield from NameChecker(library, source, _known(document, IN_PAGES)).findings_of_names()
