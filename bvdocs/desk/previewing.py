"""What the resident process does: it keeps libraries and the last pictures in memory, and makes previews."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from bvdocs.commands.preview import (
    Kept,
    Preview,
    archive_as_it_stands,
    make_papers,
    make_preview,
    templates_as_they_are,
)
from bvdocs.core.hashing import hash_of
from bvdocs.core.progress import Progress
from bvdocs.core.recipes import StandingFiles

# Of the one workbench of this process.
_kept = Kept()


class Previewed(NamedTuple):
    """A preview; `save` is another when a file is that it was made from, `pages` when the page numbers in it are too.

    `digest` is the hash of the workbook, `archive` is another when the archive is.
    """

    preview: Preview
    digest: str
    save: str
    pages: str
    archive: str


def preview(
    workbook: Path, templates: Path, output: Path, anchors: Mapping[str, int] | None, known: str, tell: Progress
) -> Previewed | None:
    """Return the preview of the files as they are now; None if it is the one that is `known` by its `pages`.

    `anchors` are the pages of the action plan's anchors, if it was laid out since the desk began. Raise BvdocsError
    where nothing can be said of the workbook.
    """
    from bvdocs.workbook.reading.file import read_file

    tell(f"Reading {workbook}")
    content = read_file(workbook)
    digest = hash_of(content)
    if anchors is not None:
        _kept.anchors = anchors
    archive = _hash(archive_as_it_stands(output))
    save = _hash((digest, templates_as_they_are(templates), archive))
    pages = _hash((save, sorted((anchors or {}).items())))
    if pages == known:
        return None
    return Previewed(make_preview(workbook, content, templates, output, _kept), digest, save, pages, archive)


def _hash(facts: object) -> str:
    return hash_of(repr(facts).encode(errors="replace"))


def papers_in_background(
    workbook: Path, digest: str, templates: Path, output: Path, standing: StandingFiles | None, tell: Progress
) -> StandingFiles | None:
    """Make the papers as `make_papers` does, behind all else that this computer does."""
    import os

    os.nice(10)
    return make_papers(workbook, digest, templates, output, standing, tell)
