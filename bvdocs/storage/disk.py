"""The one way to write to the disk: beside, flushed, and only then under its name; and one lock.

What is flushed is on the disk, whatever happens to the machine afterwards. A new name is there for certain once the
folder that it stands in is flushed as well.
"""

import errno
import fcntl
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from io import BufferedWriter
from pathlib import Path

# What is being written; nothing that stands has a name that begins so. Behind it stand the machine and the process.
UNFINISHED = ".new-"
# In seconds. Writing takes some, on a slow network minutes: what nobody has written to for longer, nobody is writing.
_ABANDONED_AFTER = 3600
# How often, and how many seconds apart, it is asked whether a process has ended.
_TICKS, _TICK = 10, 0.05
# What the system calls a process that runs no more: a zombie, or dead.
_ENDED = ("Z", "X")
# The folder, in one that may be published, for what may not: it is for its owner alone.
SOURCE = "source"
_OWN_FOLDER = 0o700
_READ_ONLY = 0o444
_OWN, OWN_READ_ONLY = 0o600, 0o400
# What a disk answers that knows no second name for a file, such as a memory stick's.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK)
# What a disk answers that knows no file without a name, such as one on the network.
_NEEDS_A_NAME = (*_NO_LINKS, errno.EISDIR, errno.EINVAL, errno.ENOENT)


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


def everything_in(
    folder: str, above: str = "", shut: str = "", unread: dict[str, str] | None = None
) -> "Iterator[tuple[str, os.DirEntry[str]]]":
    """Yield every file, folder and link in a folder, by its name there, with `/` for those within it.

    What is in the folder named `shut` is left out. What cannot be looked into goes into `unread`, if it is given, with
    what the system says; else OSError is raised.
    """
    try:
        entries = os.scandir(folder)
    except OSError as fault:
        if unread is None:
            raise
        unread[above] = fault.strerror or str(fault)
        return
    with entries:
        for entry in entries:
            yield f"{above}{entry.name}", entry
            if entry.is_dir(follow_symlinks=False) and entry.name != shut:
                yield from everything_in(entry.path, f"{above}{entry.name}/", unread=unread)


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

    What is in its folder `source/` is for its owner alone. Remove it again if anything fails.
    """
    import tempfile  # slow to import, and reading needs none of it

    fresh = Path(tempfile.mkdtemp(prefix=unfinished_prefix(), dir=parent))
    try:
        fresh.chmod(0o755)
        for name, content in files.items():
            own = name.startswith(f"{SOURCE}/")
            _make_folders_in(fresh, name, _OWN_FOLDER if own else 0o777)
            mode = (OWN_READ_ONLY if own else _READ_ONLY) if read_only else _OWN if own else None
            _write(fresh / name, content, mode)
        for folder in (fresh, *(path for path in fresh.rglob("*") if path.is_dir())):
            flush_folder(folder)
        yield fresh
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _make_folders_in(folder: Path, name: str, mode: int) -> None:
    """Make the folders of a file with this name, each with this mode from its first moment."""
    for each in reversed((folder / name).relative_to(folder).parents[:-1]):
        (folder / each).mkdir(mode, exist_ok=True)


def replace_file(path: Path, content: bytes, mode: int = _READ_ONLY) -> None:
    """Put a read-only file in place of the one before, in one step; `mode` says who may read it."""
    import tempfile  # as above

    handle, name = tempfile.mkstemp(prefix=unfinished_prefix(), dir=path.parent)
    fresh = Path(name)
    try:
        os.close(handle)
        _write(fresh, content, mode)
        fresh.rename(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise
    flush_folder(path.parent)


def unfinished_in(folder: Path) -> list[Path]:
    """Return what is being written in a folder, or was when its process ended."""
    return sorted(folder.glob(f"{UNFINISHED}*"))


def clear_unfinished(folder: Path) -> None:
    """Remove what processes that ended while they were writing have left in a folder.

    What another machine may still be writing stays: where locks do not hold, as on a network share, nothing else tells.
    How long ago it was written to, the disk's own clock says, for this machine's may be another.
    """
    left = unfinished_in(folder)
    others = [each for each in left if not _is_of_an_ended_process(each)]
    now = _now_on(folder) if others else 0
    for each in left:
        if each not in others or now - _last_written(each) > _ABANDONED_AFTER:
            shutil.rmtree(each) if each.is_dir() and not each.is_symlink() else each.unlink()


def unfinished_prefix() -> str:
    """Return how the name of what this process is writing begins."""
    return f"{UNFINISHED}{_machine()}.{os.getpid()}."


def _machine() -> str:
    """Return a name for this machine, since it was started last: what runs on it now can be looked up."""
    name = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in os.uname().nodename[:40])
    with suppress(OSError):
        started = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")
        return f"{name}-{started[:8]}"
    return name


def _is_of_an_ended_process(path: Path) -> bool:
    """Say whether what is unfinished is of a process of this machine that runs no more, or of this one.

    Whoever clears up has nothing unfinished itself.
    """
    machine, _, rest = path.name.removeprefix(UNFINISHED).partition(".")
    number = rest.partition(".")[0]
    if machine != _machine() or not number.isdecimal():
        return False
    if int(number) == os.getpid():
        return True
    # One that was killed takes a moment to end, and whoever started it may never ask how it ended.
    for _ in range(_TICKS):
        if _has_ended(int(number)):
            return True
        time.sleep(_TICK)
    return False


def _has_ended(process: int) -> bool:
    """Say whether a process of this machine runs no more, also where the system keeps its number for its parent."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return state.split()[0] in _ENDED


def _now_on(folder: Path) -> float:
    """Return what the clock of the folder's disk says, in seconds: the time of a file that is made there now."""
    import tempfile  # as above

    handle, name = tempfile.mkstemp(prefix=unfinished_prefix(), dir=folder)
    try:
        return os.fstat(handle).st_mtime
    finally:
        os.close(handle)
        Path(name).unlink()


def _last_written(path: Path) -> float:
    """Return when something was last written in a folder, or to a file, in seconds of its disk's clock."""
    within = everything_in(os.fspath(path), unread={}) if path.is_dir() and not path.is_symlink() else ()
    return max([path.lstat().st_mtime, *(entry.stat(follow_symlinks=False).st_mtime for _, entry in within)])


def permissions_like(path: Path, folder: Path) -> int:
    """Return the permissions with which a new file in the folder can be read by nobody who cannot read `path`.

    What its group may do is for the group that files in that folder get, if that is another one, not to do.
    """
    like = path.stat()
    mode = stat.S_IMODE(like.st_mode) & 0o666 | 0o600
    parent = folder.stat()
    group = parent.st_gid if parent.st_mode & stat.S_ISGID else os.getegid()
    return mode if group == like.st_gid else mode & ~0o070 | (mode & 0o007) << 3


def create_file(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Write a file under a name that is not taken; raise FileExistsError if it is.

    `mode` are its permissions, less what the system's umask takes away. All of the content is written before the file
    has its name, or any: where the program is killed meanwhile, nothing is left. On a disk that knows no file without
    a name, it has another name until then.
    """
    create_files({path: (content, mode)})


def create_files(files: Mapping[Path, tuple[bytes, int]]) -> None:
    """Write several files, each with its content and permissions, as `create_file` does one.

    All of them are written before the first has its name.
    """
    try:
        _create_nameless(files)
    except OSError as fault:
        if fault.errno not in _NEEDS_A_NAME:
            raise
        for path, (content, mode) in files.items():
            _create_by_way_of_another_name(path, content, mode)
    for folder in {path.parent for path in files}:
        flush_folder(folder)


def _create_nameless(files: Mapping[Path, tuple[bytes, int]]) -> None:
    """Write files without names, then give each its own; raise OSError, with none written, if that cannot be."""
    if not hasattr(os, "O_TMPFILE"):
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
    with ExitStack() as unnamed:
        written = []
        for path, (content, mode) in files.items():
            handle = os.open(path.parent, os.O_TMPFILE | os.O_WRONLY, mode)
            file = unnamed.enter_context(os.fdopen(handle, "wb"))
            _fill(file, content)
            written.append((file.fileno(), path))
        for number, path in written:
            # Unlike a renamed file, a linked one never replaces another. With a folder given, the link is to the file,
            # and not to the system's own name for it.
            os.link(f"/proc/self/fd/{number}", path, src_dir_fd=number)


def _create_by_way_of_another_name(path: Path, content: bytes, mode: int) -> None:
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    _write_untaken(unfinished, content, mode)
    try:
        os.link(unfinished, path)
    except OSError as fault:
        if fault.errno not in _NO_LINKS:
            raise
        _write_untaken(path, content, mode)
    finally:
        with suppress(OSError):
            unfinished.unlink()


def _write_untaken(path: Path, content: bytes, mode: int) -> None:
    """Write a file that was not there, and remove it again if that fails."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        try:
            _fill(file, content)
        except BaseException:
            path.unlink()
            raise


def _write(path: Path, content: bytes, mode: int | None = None) -> None:
    with path.open("wb") as file:
        _fill(file, content, mode)


def _fill(file: BufferedWriter, content: bytes, mode: int | None = None) -> None:
    file.write(content)
    file.flush()
    if mode is not None:
        os.fchmod(file.fileno(), mode)
    os.fsync(file.fileno())
