"""Adding a version to an archive, of Part A or of Part B: first its folder, then its line in the list of all."""

from collections.abc import Mapping
from pathlib import Path

from bvdocs.core.errors import ArchiveError
from bvdocs.core.history import Issue
from bvdocs.storage.archive.layout import HASHES, MANIFEST, meeting_folder, version_folder
from bvdocs.storage.archive.reader import Archived, read_version
from bvdocs.storage.archive.verify import unlisted
from bvdocs.storage.archive.versions import Archive
from bvdocs.storage.archive.writer import flush_names, freeze, withdraw_if_not_alone, write_list
from bvdocs.storage.hashes import as_list, read_list


def bring_list_up_to_date(archive: Path, *, owner_alone: bool = False) -> tuple[Archived, ...]:
    """Add to the list of all versions those that it lacks and that the chain proves; return them.

    The caller is alone in the archive. What the list says already stays: a manifest that was changed since then must
    not look as if it was not. So does a list that cannot be read: there is none then that is lacked by it.
    """
    lacked = unlisted(archive)
    if lacked:
        listed = read_list(archive / HASHES)
        fresh = {f"{each.folder.relative_to(archive).as_posix()}/{MANIFEST}": each.fingerprint for each in lacked}
        write_list(archive, as_list(listed | fresh), owner_alone=owner_alone)
    return lacked


def add_version(archive: Archive, issue: Issue, files: Mapping[str, bytes], *, owner_alone: bool = False) -> Archived:
    """Add a version with these files to the archive as it was seen, then its manifest's hash to the list of all.

    The caller is alone in the archive. With `owner_alone` nobody else can read what is added.
    """
    meeting = meeting_folder(issue.meeting_date, issue.committee)
    version = version_folder(issue.version)
    folder = freeze(archive.folder, meeting, version, files, archive.seen, owner_alone=owner_alone)
    withdraw_if_not_alone(archive.folder, folder, archive.seen)
    try:
        flush_names(folder)
        bring_list_up_to_date(archive.folder, owner_alone=owner_alone)
    except ArchiveError as fault:
        raise ArchiveError(
            f"Version {issue.version} was issued and stands in {folder}; the list of all versions could not be brought"
            f" up to date: {fault.message}",
            "The next issue does that.",
        ) from fault
    return read_version(folder)
