"""Making archived versions again from what was archived with them, and holding the result against what was issued."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bvdocs.commands.issue import make_version, read_as_issued
from bvdocs.commands.report import FORMATS, PDF_PROCESSES, Making
from bvdocs.core.hashing import hash_of
from bvdocs.core.progress import Progress
from bvdocs.storage.archive.layout import TEMPLATES, name_in_version
from bvdocs.storage.archive.reader import Archive, Archived, MadeFrom
from bvdocs.storage.manifest import describe_inputs

if TYPE_CHECKING:
    from bvdocs.render.pdf.processes import PdfWorkers


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A version made again: the documents that came out otherwise, and what is of another release here than then."""

    version: Archived
    differing: tuple[str, ...]
    other_releases: tuple[str, ...]


def rebuild(archive: Archive, tell: Progress) -> Iterator[Rebuilt]:
    """Make every version again, the oldest first; raises ArchiveError if what it was made from is not as issued."""
    from bvdocs.render.pdf.processes import pdf_workers

    with pdf_workers(PDF_PROCESSES) as workers:
        for version in archive.versions:
            yield _rebuild(version, archive, workers, tell)


def _rebuild(version: Archived, archive: Archive, workers: "PdfWorkers", tell: Progress) -> Rebuilt:
    tell(f"Making version {version.version} again")
    making = Making(version.folder / TEMPLATES, FORMATS, (), workers, _silent)
    made = make_version(making, read_as_issued(version), version.issue, archive)
    again = {name_in_version(name, version.version): hash_of(content) for name, content in made.files.items()}
    differing = tuple(name for name, digest in again.items() if version.files.get(name) != digest)
    return Rebuilt(version, differing, tuple(_other_releases(version)))


def _silent(stage: str, detail: str = "") -> None:
    """Of a version made again, only that it is."""


def _other_releases(version: Archived) -> Iterable[str]:
    """'weasyprint 70.0, then 69.1': what is not as it was when the version was issued."""
    then, here = version.made_from, MadeFrom.from_json(describe_inputs("", b"", {}))
    if then.release != here.release:
        yield f"bvdocs {here.release}, then {then.release}"
    elif then.program_hash != here.program_hash:
        yield "another state of bvdocs"
    for name, release in here.libraries.items():
        if then.libraries.get(name) != release:
            yield f"{name} {release}, then {then.libraries.get(name, 'not used')}"
