"""What is recorded of a file that was made: the same in the manifest of the current documents and in a version's."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bvdocs.core.hashing import hash_of
from bvdocs.core.json_text import as_text, as_whole_number
from bvdocs.storage.hashes import inside


class FileRecord(NamedTuple):
    """A file that was made; `pages` is known of PDFs."""

    name: str
    sha256: str
    bytes: int
    pages: int | None


def record_files(files: Mapping[str, bytes], pages: Mapping[str, int]) -> tuple[FileRecord, ...]:
    """Return the record of each file, in their order."""
    return tuple(FileRecord(name, hash_of(content), len(content), pages.get(name)) for name, content in files.items())


def file_record_from_json(read: Any) -> FileRecord:
    """Return the record that was read; raise KeyError, TypeError or ValueError if it is none."""
    pages = read["pages"]
    return FileRecord(
        name=inside(as_text(read["name"])),
        sha256=as_text(read["sha256"]),
        bytes=as_whole_number(read["bytes"]),
        pages=None if pages is None else as_whole_number(pages),
    )
