"""The part of an archive that documents are made from: what was issued and what it said, without the documents."""

from collections.abc import Iterator
from contextlib import suppress

from bvdocs.storage.archive.layout import ASSESSMENT, HASHES, MANIFEST, WHOLE_ASSESSMENT, WORKBOOKS
from bvdocs.storage.archive.versions import Archive


def records_of(archive: Archive) -> dict[str, bytes]:
    """Return the files of an archive that its past is read from, by name with `/` for folders; as they stand.

    One that is not there, or that this account may not read, is left out: whoever reads the rest finds that out again.
    """
    found = {}
    for name in _names(archive):
        with suppress(OSError):
            found[name] = (archive.folder / name).read_bytes()
    return found


def _names(archive: Archive) -> Iterator[str]:
    if not len(archive):
        return
    yield HASHES
    for folder in archive.standing.values():
        for name in (MANIFEST, ASSESSMENT, WHOLE_ASSESSMENT, *WORKBOOKS):
            yield archive.place_of(folder / name)
