"""The one way to write to the disk: beside, flushed, and only then under its name; and one lock.

What is flushed is on the disk, whatever happens to the machine afterwards. A new name is there for certain once the
folder that it stands in is flushed as well.
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BufferedWriter
from pathlib import Path

# What is being written; nothing that stands has a name that begins so.
UNFINISHED = ".new-"
_READ_ONLY = 0o444
# What a disk answers that knows no second name for a file, such as a memory stick's.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK)


@contextmanager
def locked(folder: Path, when_taken: Callable[[], None]) -> Iterator[None]:
    """Let no other process that asks for this lock work in the folder at the same time; wait for one that does.

    Call `when_taken` before waiting: it may say so, or raise instead. The system lets go of the lock however a process
    ends.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            when_taken()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """Have the names in the folder on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def everything_in(folder: str, above: str = "") -> "Iterator[tuple[str, os.DirEntry[str]]]":
    """Yield every file, folder and link in a folder, by its name there, with `/` for those within it."""
    with os.scandir(folder) as entries:
        for entry in entries:
            yield f"{above}{entry.name}", entry
            if entry.is_dir(follow_symlinks=False):
                yield from everything_in(entry.path, f"{above}{entry.name}/")


def make_folder(folder: Path) -> None:
    """Make a folder and those that it is to stand in, where they are not there, and flush the name of each.

    A name in a folder that may be written to but not read cannot be flushed.
    """
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for each in made:
        if os.access(each.parent, os.R_OK):
            flush_folder(each.parent)


@contextmanager
def folder_beside(parent: Path, files: Mapping[str, bytes], *, read_only: bool = False) -> Iterator[Path]:
    """Write `files` (by name, with `/` for folders) to a new folder in `parent`, flushed, and yield it to be renamed.

    Remove it again if anything fails.
    """
    import tempfile  # slow to import, and reading needs none of it

    fresh = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=parent))
    try:
        fresh.chmod(0o755)
        for name, content in files.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            _write(fresh / name, content, read_only=read_only)
        for folder in (fresh, *(path for path in fresh.rglob("*") if path.is_dir())):
            flush_folder(folder)
        yield fresh
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def replace_file(path: Path, content: bytes) -> None:
    """Put a read-only file in place of the one before, in one step."""
    import tempfile  # as above

    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
    fresh = Path(name)
    try:
        os.close(handle)
        _write(fresh, content, read_only=True)
        fresh.rename(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise
    flush_folder(path.parent)


def create_file(path: Path, content: bytes) -> None:
    """Write a file under a name that is not taken; raise FileExistsError if it is.

    All of the content is written under another name first: the file's own name never shows a part of it.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    _write_untaken(unfinished, content)
    try:
        try:
            # Unlike a renamed file, a linked one never replaces another.
            os.link(unfinished, path)
        except OSError as fault:
            if fault.errno not in _NO_LINKS:
                raise
            _write_untaken(path, content)
        flush_folder(path.parent)
    finally:
        with suppress(OSError):
            unfinished.unlink()


def _write_untaken(path: Path, content: bytes) -> None:
    """Write a file that was not there, and remove it again if that fails."""
    with path.open("xb") as file:
        try:
            _fill(file, content)
        except BaseException:
            path.unlink()
            raise


def _write(path: Path, content: bytes, *, read_only: bool = False) -> None:
    with path.open("wb") as file:
        _fill(file, content, read_only=read_only)


def _fill(file: BufferedWriter, content: bytes, *, read_only: bool = False) -> None:
    file.write(content)
    file.flush()
    if read_only:
        os.fchmod(file.fileno(), _READ_ONLY)
    os.fsync(file.fileno())
