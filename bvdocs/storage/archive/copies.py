"""What stands in an archive and looks like a copy of something in it: sync tools and people make such, and none counts.

A conflict copy, a backup in a subfolder, a version that somebody moved: they are named, and `issue` makes nothing while
one stands, for nobody knows which of the two is the one to follow.
"""

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bvdocs.core.errors import ArchiveError
from bvdocs.core.stray_files import LOCK_PREFIXES
from bvdocs.storage.archive.layout import ASSESSMENT, HASHES, MANIFEST, README
from bvdocs.storage.archive.reader import Archived
from bvdocs.storage.archive.verify_files import is_system_file, put_into
from bvdocs.storage.archive.versions import Archive
from bvdocs.storage.disk import UNFINISHED, everything_in

# The names that every version has.
_RECORDS = (MANIFEST, HASHES, ASSESSMENT, README)


@dataclass(frozen=True, slots=True)
class Copy:
    """What looks like a copy, by its place in the archive, and what it is."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place} is {self.what}."


def copies_in(archive: Archive) -> tuple[Copy, ...]:
    """Return what looks like a copy: beside the versions first, then within them."""
    standing = set(archive.standing.values())
    found = [*_beside_versions(archive, standing)]
    sound = {each.folder: each for each in archive.versions}
    for folder in archive.standing.values():
        found += _within_version(archive, folder, sound.get(folder))
    return tuple(found)


def _beside_versions(archive: Archive, standing: Collection[Path]) -> Iterator[Copy]:
    """Yield what is a copy in the archive's own folder, and in those of meetings."""
    meetings = {folder.parent for folder in standing}
    named = set(archive.seen.versions)
    own = [HASHES, *(meeting.name for meeting in meetings)]
    for path in put_into(archive.folder):
        if path in meetings or path.name == HASHES or path.name.startswith(UNFINISHED):
            continue
        if within := sorted(each for each in named if each.parent == path):
            yield from (Copy(archive.place_of(each), what_is(archive, each)) for each in within)
        else:
            yield from _copy(archive, path, own)
    for meeting in sorted(meetings):
        own = [HASHES, MANIFEST, *(folder.name for folder in standing if folder.parent == meeting)]
        for path in put_into(meeting):
            if path in named and path not in standing:
                yield Copy(archive.place_of(path), what_is(archive, path))
            elif path not in standing:
                yield from _copy(archive, path, own)


def _copy(archive: Archive, path: Path, own: Collection[str]) -> Iterator[Copy]:
    """Yield that something is a copy, if by its name or by what it holds it is one."""
    versions = [] if path.is_symlink() else [each.parent for each in _manifests_in(path)]
    place = archive.place_of(path)
    if versions:
        more = f", and {len(versions) - 1} more" if len(versions) > 1 else ""
        yield Copy(place, f"{what_is(archive, versions[0])}{more}")
    elif original := _named_after(path.name, own):
        yield Copy(place, f"by its name a copy of {_beside(place, original)}")


def what_is(archive: Archive, folder: Path) -> str:
    """Return what a folder that is no version is: a copy of one, or one that was not issued here, or not after ours."""
    try:
        version = archive.read(folder)
    except ArchiveError:
        return "what looks like a copy of a version, and cannot be read"
    if version.place != archive.place_of(folder):
        return f"a copy of {version.place}, or that version itself, moved"
    if not archive.is_of_this_archive(version):
        return f"of another archive: it was {how_issued(version)}"
    if ours := archive.standing.get(version.version):
        return f"a second version {version.version}: it was {how_issued(version)}; {_other(archive, ours)}"
    last = max(archive.standing, default=None)
    if last and version.version > last:
        before = version.previous and version.previous.version
        line = f"follows {f'version {before}' if before else 'none'}, not version {last}, the last one here"
        if before == last:
            line = f"follows another version {last} than the last one here"
        return f"of another line: it {line}, and was {how_issued(version)}"
    return f"not among what was issued here: it was {how_issued(version)}"


def _other(archive: Archive, folder: Path) -> str:
    """Return of a version that stands where it is, and how it was issued if that can be read."""
    try:
        return f"the other, {archive.place_of(folder)}, was {how_issued(archive.read(folder))}"
    except ArchiveError:
        return f"the other is {archive.place_of(folder)}"


def how_issued(version: Archived) -> str:
    """Return when, by whom and on which machine a version was issued."""
    machine = f" on {version.machine}" if version.machine else ""
    return f"issued on {version.issued_at:%d/%m/%Y %H:%M} by {version.issue.by}{machine}"


def _within_version(archive: Archive, folder: Path, version: Archived | None) -> Iterator[Copy]:
    """Yield what in a version's folder is named after one of its files, and is none of them."""
    files = version.files if version else {}
    own = {*files, *_RECORDS, *(str(each) for name in files for each in PurePosixPath(name).parents[:-1])}
    # Of a damaged version nobody knows what its files are called: there the records alone are looked for.
    after = [PurePosixPath(name) for name in (own if version else _RECORDS)]
    within = everything_in(os.fspath(folder), unread={})
    for name in sorted(name for name, entry in within if not is_system_file(entry)):
        path = PurePosixPath(name)
        beside = [each.name for each in after if each.parent == path.parent]
        if name not in own and (original := _named_after(path.name, beside)):
            place = f"{archive.place_of(folder)}/{name}"
            yield Copy(place, f"by its name a copy of {_beside(place, original)}")


def _named_after(name: str, own: Collection[str]) -> str:
    """Return which of our names another is made from, such as 'v2.0' of 'v2.0 (1)'; '' if of none.

    Sync tools and people put their words behind it, before it or before its ending. The longest that fits is meant, of
    several the one with the same ending.
    """
    if name.startswith(LOCK_PREFIXES):
        return ""
    fitting = [each for each in own if name != each and _begins_a_word(_stem(each), name.casefold())]
    ending = PurePosixPath(name).suffix
    return max(sorted(fitting), key=lambda each: (len(_stem(each)), PurePosixPath(each).suffix == ending), default="")


def _begins_a_word(stem: str, name: str) -> bool:
    """Say whether a name has the stem of another at its beginning, or behind words: 'Copy of v2.0', '.v2.0'."""
    return re.search(rf"(^|[\s_.~(]){re.escape(stem)}", name) is not None


def _stem(name: str) -> str:
    stem, dot, ending = name.casefold().rpartition(".")
    return stem if dot and ending.isalpha() else name.casefold()


def _beside(place: str, name: str) -> str:
    return PurePosixPath(place).with_name(name).as_posix()


def _manifests_in(folder: Path) -> list[Path]:
    """Return the manifests in what may be a folder, at any depth, the highest first."""
    within = everything_in(os.fspath(folder), unread={})
    names = [name for name, _ in within if PurePosixPath(name).name == MANIFEST]
    return [folder / name for name in sorted(names, key=lambda each: (each.count("/"), each))]
