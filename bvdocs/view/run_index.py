"""The page that leads to every file of one run: the documents, the pack of them, and the pictures."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bvdocs.core.documents import FIGURES, FORMAT_NAMES, PACK
from bvdocs.view.document_views import ReportView

_PACK_TITLE = "Pack"
_PACK_ABOUT = "All documents in one file, in the order below: on each page its number in the document and in the pack."
_PICTURE_FORMATS = {"svg": "SVG, sharp at any size", "png": "PNG"}


class MadeDocument(NamedTuple):
    """A document of the run: the name of its files, without what they end in, its title, and what it holds."""

    file: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that can be opened: where it is, seen from the page, and what it is, such as 'PDF, 12 pages'."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """What there is in several files: its title, what it holds, and the files; `in_pack` is where it begins there."""

    title: str
    about: str
    files: tuple[FileView, ...]
    in_pack: FileView | None = None


@dataclass(frozen=True, slots=True)
class RunIndexView:
    """The page of a run; the pictures come without words on what they show, which the documents have."""

    title: str
    report: ReportView
    pack: EntryView | None
    documents: tuple[EntryView, ...]
    pictures: tuple[EntryView, ...]


def build_run_index(
    report: ReportView,
    documents: Sequence[MadeDocument],
    files: Iterable[str],
    pages: Mapping[str, int],
    name_of: Callable[[str], str],
) -> RunIndexView:
    """Return the page of a run, with these documents in this order, and of all of them those files that there are.

    `pages` has the number of pages of each PDF; `name_of` returns what a file is called where it is put.
    """
    there = set(files)

    def links(stem: str, formats: Mapping[str, str]) -> tuple[FileView, ...]:
        names = ((f"{stem}.{ending}", name) for ending, name in formats.items())
        return tuple(FileView(name_of(file), _named(name, pages.get(file))) for file, name in names if file in there)

    pack = FileView(name_of(PACK), _named(FORMAT_NAMES["pdf"], pages[PACK])) if PACK in there else None
    begins = _first_pages(documents, pages) if pack else {}

    def in_pack(document: MadeDocument) -> FileView | None:
        page = begins.get(document.file)
        return FileView(f"{pack.address}#page={page}", f"Page {page}") if pack and page else None

    return RunIndexView(
        title=f"All documents, {report.title}, {report.authority}",
        report=report,
        pack=EntryView(_PACK_TITLE, _PACK_ABOUT, (pack,)) if pack else None,
        documents=tuple(
            EntryView(each.title, each.about, links(each.file, FORMAT_NAMES), in_pack(each)) for each in documents
        ),
        pictures=tuple(
            EntryView(title, "", links(f"{FIGURES}/{file}", _PICTURE_FORMATS)) for title, file in _pictures(report)
        ),
    )


def _pictures(report: ReportView) -> Iterator[tuple[str, str]]:
    """Yield what each picture is, and the name of its files, without what they end in."""
    if report.overview and report.overview.heatmap.bands:
        yield "Heatmap of all themes", report.overview.heatmap.file
    for theme in report.themes:
        if theme.heatmap.cells:
            yield f"Heatmap of {theme.title}", theme.heatmap.file
        if theme.movement:
            yield theme.movement.name, theme.movement.file
        yield from ((timeline.name, timeline.file) for timeline in theme.timelines)


def _named(name: str, pages: int | None) -> str:
    return f"{name}, {pages} page{'s' if pages > 1 else ''}" if pages else name


def _first_pages(documents: Iterable[MadeDocument], pages: Mapping[str, int]) -> dict[str, int]:
    """Return the page of the pack on which each document begins, by the name of its files."""
    first: dict[str, int] = {}
    page = 1
    for each in documents:
        first[each.file] = page
        page += pages[f"{each.file}.pdf"]
    return first
