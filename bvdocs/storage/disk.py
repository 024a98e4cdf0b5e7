"""The one way to write to the disk: beside, flushed, and only then under its name.

What is flushed is on the disk, whatever happens to the machine afterwards. A new name is there for certain once the
folder that it stands in is flushed as well.
"""

import os
import re
import shutil
import signal
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BufferedWriter
from pathlib import Path

# What is being written; nothing that stands has a name that begins so. Behind it stand the machine and the process.
UNFINISHED = ".new-"
_NAME_IN_FULL = re.compile(r"\.new-[A-Za-z0-9-]*-[0-9a-f]{8}\.[0-9]+\.[a-z0-9_]{8}")
# In seconds. Writing takes some, on a slow network minutes: what nobody has written to for longer, nobody is writing.
_ABANDONED_AFTER = 3600
# How often, and how many seconds apart, it is asked whether a process has ended.
_TICKS, _TICK = 10, 0.05
# What the system calls a process that runs no more: a zombie, or dead.
_ENDED = ("Z", "X")
# The folder, in one that may be published, for what may not: it is for its owner alone.
SOURCE = "source"
_OWN_FOLDER, _FOR_ALL = 0o700, 0o755
READ_ONLY = 0o444
_OWN, OWN_READ_ONLY = 0o600, 0o400
_OPENS_FOLDERS = hasattr(os, "O_DIRECTORY")


def flush_folder(folder: Path) -> None:
    """Have the names in the folder on the disk.

    Windows opens no folder, and offers no way to wait for that.
    """
    if not _OPENS_FOLDERS:
        return
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


def _is_in_source(name: str) -> bool:
    return name.startswith(f"{SOURCE}/")


def refuse_unwritable(folder: Path) -> None:
    """Raise OSError if nothing can be written to a folder or, where it is not there, to the one it is to be made in."""
    import tempfile  # slow to import, and reading needs none of it

    there = next(each for each in (folder, *folder.absolute().parents) if each.is_dir())
    with _naming_the_folder(there), tempfile.TemporaryFile(prefix=unfinished_prefix(), dir=there):
        pass


@contextmanager
def _naming_the_folder(folder: Path) -> Iterator[None]:
    """Have an OSError that names what is unfinished name the folder it was to stand in: nobody knows the other name."""
    try:
        yield
    except OSError as fault:
        if UNFINISHED in str(fault.filename):
            fault.filename = str(Path(fault.filename2).parent if fault.filename2 else folder)
        raise


@contextmanager
def folder_beside(
    parent: Path,
    files: Mapping[str, bytes],
    *,
    read_only: bool = False,
    mode: int = _FOR_ALL,
    is_own: Callable[[str], bool] = _is_in_source,
    owner_alone: bool = False,
) -> Iterator[Path]:
    """Write `files` (by name, with `/` for folders) to a new folder in `parent`, flushed, and yield it to be renamed.

    Its permissions are `mode` once it is whole; until then nobody else looks into it. What `is_own` names, by default
    what is in its folder `source/`, is for its owner alone; with `owner_alone` so is all of it, the folder too. Remove
    it again if anything fails.
    """
    import tempfile  # as above

    with _naming_the_folder(parent):
        fresh = Path(tempfile.mkdtemp(prefix=unfinished_prefix(), dir=parent))
        try:
            for name, content in files.items():
                own = owner_alone or is_own(name)
                _make_folders_in(fresh, name, _OWN_FOLDER if owner_alone or _is_in_source(name) else 0o777)
                of_file = (OWN_READ_ONLY if own else READ_ONLY) if read_only else _OWN if own else None
                _write(fresh / name, content, of_file)
            # In a folder whose files are all for one group, a new one hands that on.
            fresh.chmod((_OWN_FOLDER if owner_alone else mode) | fresh.stat().st_mode & stat.S_ISGID)
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


def replace_file(path: Path, content: bytes, mode: int = READ_ONLY) -> None:
    """Put a read-only file in place of the one before, in one step; `mode` says who may read it."""
    import tempfile  # as above

    with _naming_the_folder(path.parent):
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


def clear_unfinished(folder: Path, *, of_others_too: bool = False) -> None:
    """Remove what processes that ended while they were writing have left in a folder.

    What another machine may still be writing stays: where locks do not hold, as on a network share, nothing else tells.
    How long ago it was written to, the disk's own clock says, for this machine's may be another. What this account may
    not remove stays, and hinders nothing. In a folder that is not the program's alone, where things `of_others_too`
    stand, only what has such a name in full is anything that it left.
    """
    left = [each for each in unfinished_in(folder) if not of_others_too or _NAME_IN_FULL.fullmatch(each.name)]
    others = [each for each in left if not _is_of_an_ended_process(each)]
    now = _now_on(folder) if others else 0
    for each in left:
        if each not in others or now - _last_written(each) > _ABANDONED_AFTER:
            with suppress(PermissionError):
                shutil.rmtree(each) if each.is_dir() and not each.is_symlink() else each.unlink()


def unfinished_prefix() -> str:
    """Return how the name of what this process is writing begins."""
    return f"{UNFINISHED}{_machine()}.{os.getpid()}."


def _machine() -> str:
    """Return a name for this machine, since it was started last: what runs on it now can be looked up."""
    import platform  # as above

    name = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in platform.node()[:40])
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
    """Say whether a process of this machine runs no more, also where the system keeps its number for its parent.

    Windows cannot be asked: there the same call would interrupt that process.
    """
    if not hasattr(signal, "SIGKILL"):
        return False
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

    with _naming_the_folder(folder):
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


def _write(path: Path, content: bytes, mode: int | None = None) -> None:
    with path.open("wb") as file:
        fill(file, content, mode)


def fill(file: BufferedWriter, content: bytes, mode: int | None = None) -> None:
    """Write all of a file, with its permissions if they are given, and have it on the disk."""
    file.write(content)
    file.flush()
    if mode is not None:
        if hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), mode)
        else:  # Windows has it since Python 3.13
            Path(file.name).chmod(mode)
    os.fsync(file.fileno())
