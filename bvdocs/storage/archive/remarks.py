"""What an archive's owner should know though nothing in it was altered: what could be altered unseen, or looks odd."""

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from bvdocs.storage.archive.reader import Archived
from bvdocs.storage.archive.verify_files import entries_in, is_system_file
from bvdocs.storage.disk import everything_in

_MOST_NAMED = 3
_NOT_PRINTED = "\ufffd"


def remarks_on(archive: Path, versions: Sequence[Archived]) -> Iterator[str]:
    """Yield a sentence for each thing worth knowing of an archive and of its versions, the oldest first.

    What cannot be looked into is left out: that is told as a difference.
    """
    if archive.is_symlink():
        yield f"{archive} is a link to {archive.readlink()}: whoever can change the link can exchange the archive."
    for before, version in pairwise(versions):
        if version.issued_at < before.issued_at:
            yield (
                f"Version {version.version} is dated {version.issued_at:%d/%m/%Y %H:%M}, before version"
                f" {before.version}, {before.issued_at:%d/%m/%Y %H:%M}: the clock of a computer was wrong, or was set."
            )
    for version in versions:
        issue = version.issue
        if any(_NOT_PRINTED in text for text in (issue.by, issue.note, *(each.note for each in issue.corrections))):
            yield (
                f"Version {version.version} has a character that cannot be printed, shown as '{_NOT_PRINTED}', in a"
                " note or in the name of who issued it. No issue takes one: see who wrote into its manifest.json."
            )
    beside = entries_in(archive)
    folders = [Path(each.path) for each in beside if each.is_dir(follow_symlinks=False)]
    beside += [entry for folder in folders for entry in entries_in(folder)]
    yield from _of_files(archive, beside)
    for version in versions:
        within = everything_in(os.fspath(version.folder), unread={})
        issued = (os.path.join(version.folder, name) for name in version.files)  # noqa: PTH118 - quicker than paths
        yield from _of_files(archive, (entry for _, entry in within), set(issued))


def _of_files(
    archive: Path, entries: Iterable["os.DirEntry[str]"], issued: frozenset[str] | set[str] = frozenset()
) -> Iterator[str]:
    """Yield what is to be said of the files of one version, or of those beside the versions."""
    strange, linked = [], []
    for entry in entries:
        try:
            at, is_file = entry.stat(follow_symlinks=False), entry.is_file(follow_symlinks=False)
        except OSError:
            continue
        if entry.path not in issued and is_system_file(entry):
            strange.append(
                f"{os.path.relpath(entry.path, archive)} ({at.st_size:,} byte{'s' if at.st_size != 1 else ''})"
            )
        elif is_file and at.st_nlink > 1:
            linked.append(os.path.relpath(entry.path, archive))
    if strange:
        yield (
            f"Of no version, though it may hold anything: {_listed(strange)}. Systems put files of such names"
            " into folders that somebody looks into; you may delete it, and no copy need have it."
        )
    if linked:
        yield f"With a second name somewhere (a hard link), through which it can be changed: {_listed(linked)}."


def _listed(names: Sequence[str]) -> str:
    """Return the first of the names, and how many there are beside them."""
    more = len(names) - _MOST_NAMED
    return ", ".join(sorted(names)[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
