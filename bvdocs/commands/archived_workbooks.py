"""The workbooks of an archive, with their exempt rows: each takes its time to be read, and is read once, if at all."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from bvdocs.core.errors import ArchiveError
from bvdocs.core.history import IssuedBefore, Past
from bvdocs.core.limits import limited, of_document
from bvdocs.core.model import Assessment
from bvdocs.core.versions import Version
from bvdocs.storage.archive.layout import workbook_among
from bvdocs.storage.archive.reader import Archived
from bvdocs.storage.archive.versions import Archive
from bvdocs.storage.manifest import FINDINGS
from bvdocs.workbook.reading.reader import read_workbook

# The finding that rows are exempt, as the record of what was found has it.
_LEFT_OUT = b'"W216"'
_HAVE_THEM = (
    "Without them, what is exempt might be told. Put the version's folder source/ back, or run this with the account"
    " that issued it."
)


def read_as_issued(version: Archived) -> Assessment:
    """Return what the workbook of a version says, the exempt rows too.

    Raise ArchiveError if it is not as issued, or not here: without it, nobody knows what must not be told.
    """
    workbook = workbook_among(version.files)
    try:
        content = version.read(workbook)
    except ArchiveError as fault:
        if not isinstance(fault.__cause__, OSError):
            raise
        raise ArchiveError(
            f"The exempt rows of version {version.version} are not here: {fault.message}", _HAVE_THEM
        ) from fault
    path = version.folder / workbook
    with limited(of_document(str(path), "reading it")):
        return read_workbook(path, content).assessment


class ArchivedWorkbooks:
    """What the workbooks of versions say; what was read is kept, also for a version with the very same workbook."""

    def __init__(self) -> None:
        self._read: dict[str, Assessment] = {}

    def read(self, version: Archived) -> Assessment:
        """Return what the workbook of a version says; raise ArchiveError if it is not there, or not as issued."""
        digest = version.files.get(workbook_among(version.files), "")
        if digest not in self._read:
            self._read[digest] = read_as_issued(version)
        return self._read[digest]

    def read_each(self, versions: Iterable[Archived]) -> Iterator[Assessment]:
        """Yield what the workbooks of versions say, of the same workbook once."""
        yield from {id(each): each for each in map(self.read, versions)}.values()


def past_in(archive: Archive, before: Version | None = None) -> Past:
    """Return what documents print of the versions so far, or before one of them; it knows what was exempt in them."""
    return with_workbooks(archive.past(before), archive, before)


def with_workbooks(past: Past, archive: Archive, before: Version | None = None) -> Past:
    """Return the past, which reads the workbooks of versions, or of those before one, when it is asked for them."""
    workbooks = ArchivedWorkbooks()

    def whole_between(older: Version, newer: Version | None) -> Iterator[Assessment]:
        beyond = min(filter(None, (newer and newer.next(final=False), before)), default=None)
        return workbooks.read_each(archive.between(older, beyond))

    return replace(past, whole_between=whole_between, issued_before=partial(issued_before, archive, workbooks, before))


def issued_before(
    archive: Archive, workbooks: ArchivedWorkbooks, before: Version | None = None
) -> Iterator[IssuedBefore]:
    """Yield every version that can be read, or those before one, the newest first."""
    for each in reversed(archive.sound_before(before)):
        whole = partial(workbooks.read, each) if _may_hold_exempt_rows(each) else each.assessment
        yield IssuedBefore(each.version, each.assessment(), whole)


def _may_hold_exempt_rows(version: Archived) -> bool:
    """Say whether exempt rows of a version can be read: what was found then says whether it had any.

    A copy of the archive for others may be without the workbooks.
    """
    if not version.has_source:
        return False
    try:
        return FINDINGS not in version.files or _LEFT_OUT in version.read(FINDINGS)
    except ArchiveError:
        return True
