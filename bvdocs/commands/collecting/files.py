"""The files that came back: those that were named, those in folders, and what is attached to e-mails."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from bvdocs.core.errors import OutputError
from bvdocs.core.hashing import hash_of
from bvdocs.core.limits import limited, of_document
from bvdocs.core.office_files import MOST_BYTES_UNPACKED
from bvdocs.core.stray_files import LOCK_PREFIXES, is_left_by_system
from bvdocs.core.unseen_characters import harmless
from bvdocs.returns.kinds import FileKind, Kind, kind_of_file
from bvdocs.returns.mail import read_mail

_CLOSED = FileKind(Kind.OTHER, "is a folder that cannot be looked into", "See who may, and name it again.")
_NO_FILE = FileKind(Kind.OTHER, "is no file, or leads to none", "Leave it out.")
_DAMAGED_MAIL = FileKind(Kind.OTHER, "is an e-mail that is damaged", "Save what is attached to it, and name that.")
_NO_ATTACHMENT = FileKind(Kind.MAIL, "is an e-mail without an attachment", "Ask whoever sent it for the file.")
_TOO_LARGE = FileKind(Kind.OTHER, "is far too large to be one of ours", "Leave it out.")


@dataclass(frozen=True, slots=True)
class CameFile:
    """A file that came back: the name by which it is told, its kind, and what it holds, if anything reads that.

    What is attached to an e-mail has the e-mail's name before its own: 'answers/reply.eml: update.xlsx'. An e-mail is
    there itself too, if it has words, or nothing else.
    """

    name: str
    kind: FileKind
    content: bytes = b""


class HeldFile(NamedTuple):
    """A file that is held in memory, and its name."""

    name: str
    content: bytes


def files_in(asked: Iterable[Path], held: Iterable[HeldFile] = ()) -> Iterator[CameFile]:
    """Yield the files that were named, and those in folders and all folders within; e-mails as their attachments.

    What is `held` in memory comes after them. Of files with the same content the first counts, and of each other it is
    told. Raise OutputError for a file or a folder that was named and is not there.
    """
    first: dict[str, str] = {}
    for each in chain(_opened(_found(asked)), _held(held)):
        before = first.setdefault(hash_of(each.content), each.name) if each.content else each.name
        if before != each.name:
            same = FileKind(Kind.OTHER, f"is the same file as {before}, and counts once", "Nothing is to be done.")
            yield CameFile(each.name, same)
        else:
            yield each


def _found(asked: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Yield each file once, with the name by which it is told: its own, or its place in the folder that was named."""
    met: set[Path] = set()
    for each in asked:
        folder = each.is_dir()
        if not folder and not os.path.lexists(each):
            raise OutputError(f"{each}: there is no such file or folder.", "Check the name, and the folder you are in.")
        for path in _in_folder(each) if folder else [each]:
            real = path.resolve()
            if real not in met:
                met.add(real)
                yield harmless((path.relative_to(each) if folder else Path(path.name)).as_posix()), path


def _in_folder(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and in all folders within, and each folder that cannot be looked into."""
    closed: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=lambda fault: closed.append(Path(fault.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not _is_stray(name))
    yield from closed


def _is_stray(name: str) -> bool:
    return name.startswith((".", *LOCK_PREFIXES)) or is_left_by_system(name)


def _opened(found: Iterable[tuple[str, Path]]) -> Iterator[CameFile]:
    for name, path in found:
        with limited(of_document(name, "looking at what came back")):
            yield from _parts_of(name, path)


def _held(files: Iterable[HeldFile]) -> Iterator[CameFile]:
    for each in files:
        name = harmless(each.name)
        with limited(of_document(name, "looking at what came back")):
            yield from _parts_in(name, each.content)


def _parts_of(name: str, path: Path) -> Iterator[CameFile]:
    try:
        if not path.is_file():
            # Of a pipe, nobody knows when it ends.
            yield CameFile(name, _CLOSED if path.is_dir() else _NO_FILE)
            return
        if path.stat().st_size > MOST_BYTES_UNPACKED:
            yield CameFile(name, _TOO_LARGE)
            return
        content = path.read_bytes()
    except OSError as fault:
        why = f"cannot be read: {fault.strerror}"
        yield CameFile(name, FileKind(Kind.OTHER, why, "If it is open in another program, close it there."))
        return
    yield from _parts_in(name, content)


def _parts_in(name: str, content: bytes) -> Iterator[CameFile]:
    kind = kind_of_file(content)
    if kind.kind is not Kind.MAIL:
        yield _as_far_as_read(name, kind, content)
        return
    mail = read_mail(content)
    if mail is None:
        yield CameFile(name, _DAMAGED_MAIL)
        return
    if not mail.files:
        yield CameFile(name, _NO_ATTACHMENT, content)
    elif mail.words:
        yield CameFile(name, kind, content)
    for each in mail.files:
        yield _as_far_as_read(f"{name}: {harmless(each.name)}", _attached_kind(each.content), each.content)


def _as_far_as_read(name: str, kind: FileKind, content: bytes) -> CameFile:
    """Return a file without what it holds if nothing reads that: a folder may have hundreds of large ones."""
    return CameFile(name, kind, b"" if kind.kind is Kind.OTHER else content)


def _attached_kind(content: bytes) -> FileKind:
    """Return the kind of an attached file; what is attached to an e-mail that is attached is among these already."""
    kind = kind_of_file(content)
    if kind.kind is not Kind.MAIL:
        return kind
    return FileKind(Kind.OTHER, "is an e-mail within an e-mail that cannot be opened", "Save it as a file of its own.")
