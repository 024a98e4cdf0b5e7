"""Adding a version to the archive: whole or not at all, one at a time, never over another."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path

from bvdocs.core.errors import ArchiveError, faults_as
from bvdocs.core.progress import Progress
from bvdocs.storage.archive.folders import Seen, look_at
from bvdocs.storage.archive.layout import HASHES
from bvdocs.storage.disk import (
    OWN_READ_ONLY,
    READ_ONLY,
    clear_unfinished,
    flush_folder,
    folder_beside,
    make_folder,
    refuse_unwritable,
    replace_file,
    unfinished_prefix,
)
from bvdocs.storage.locking import locked, refuse_unlockable

_AGAIN = "Nothing else was changed. Run this again."


@contextmanager
def alone_in(archive: Path, tell: Progress) -> Iterator[None]:
    """Let no second process issue at the same time: it waits here until this one is done.

    Clear away what a process that was killed had begun. On a disk whose locks do not hold, such as a network share,
    nobody waits: so `freeze` and `withdraw_if_not_alone` look whether the archive is still as it was seen.
    """
    with ExitStack() as lock:
        with _explained(archive):
            make_folder(archive)
            lock.enter_context(locked(archive, lambda: tell("Waiting for another issue to be done")))
            clear_unfinished(archive)
        yield


def refuse_unwritable_archive(archive: Path, meeting: str) -> None:
    """Raise ArchiveError where no version for a meeting can be written, so that none is made in vain."""
    refuse_unlockable()
    with _explained(archive):
        refuse_unwritable(archive)
        refuse_unwritable(archive / meeting)


def freeze(
    archive: Path, meeting: str, version: str, files: Mapping[str, bytes], seen: Seen, *, owner_alone: bool = False
) -> Path:
    """Write `files` (by name, with `/` for folders) as the folder `archive/meeting/version`, and return it.

    The caller is alone in the archive, as it was `seen`. The folder appears in one step, which is the last, once all of
    it is on the disk; `flush_names` has that step on the disk too. With `owner_alone` nobody else can read it. Raise
    ArchiveError, with no version added.
    """
    target = archive / meeting / version
    with _explained(archive):
        if target.exists():
            raise ArchiveError(f"{target} is there already; nothing was written over it.", _AGAIN)
        with folder_beside(archive, files, read_only=True, owner_alone=owner_alone) as fresh:
            make_folder(target.parent)
            if look_at(archive) != seen:
                raise ArchiveError(f"Another version was issued in {archive} meanwhile; this one was not.", _AGAIN)
            fresh.rename(target)
    return target


def withdraw_if_not_alone(archive: Path, version: Path, seen: Seen) -> None:
    """Take a version back that was frozen, and raise ArchiveError, if another one was at the same moment.

    That can be where locks do not hold. Two versions that both follow the same one would break the chain; of two that
    look once they stand, one sees the other at least.
    """
    try:
        now = look_at(archive)
    except ArchiveError:
        return  # the version stands; whoever goes on says what is wrong with the disk
    others = sorted({*now.versions} - {*seen.versions, version})
    if not others and now.listed == seen.listed:
        return
    by = f": {others[0]}" if others else ""
    withdrawn = archive / f"{unfinished_prefix()}withdrawn-{version.name}"
    with faults_as(
        ArchiveError,
        f"Another version was issued at the same moment as {version}{by}; this one could not be withdrawn: {{reason}}.",
        "Move the folder of the one or the other out of the archive, and issue it again.",
        version,
    ):
        version.rename(withdrawn)
    with suppress(OSError):
        shutil.rmtree(withdrawn)
        flush_names(version)
    raise ArchiveError(f"Another version was issued at the same moment{by}; this one was withdrawn.", _AGAIN)


def flush_names(version: Path) -> None:
    """Have it on the disk that the folder of a version that was frozen is now in its meeting's, and in no other."""
    meeting = version.parent
    with _explained(meeting.parent):
        flush_folder(meeting)
        flush_folder(meeting.parent)


def write_list(archive: Path, lines: str, *, owner_alone: bool = False) -> None:
    """Put the list of the manifests' hashes in place of the one before, in one step."""
    with _explained(archive):
        replace_file(archive / HASHES, lines.encode(), OWN_READ_ONLY if owner_alone else READ_ONLY)


def _explained(archive: Path) -> AbstractContextManager[None]:
    return faults_as(
        ArchiveError,
        "The archive could not be written to: {where}: {reason}.",
        "What was issued before is as it was. See that the folder may be written to, and that the disk has room.",
        archive,
    )
