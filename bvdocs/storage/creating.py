"""New files and folders under names that are not taken: whole or not at all, and never over another."""

import errno
import os
import stat
from collections.abc import Collection, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from bvdocs.storage.disk import clear_unfinished, fill, flush_folder, folder_beside, make_folder

# What a disk answers that knows no second name for a file, such as a memory stick's.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK)
# What a disk answers that knows no file without a name, such as one on the network.
_NEEDS_A_NAME = (*_NO_LINKS, errno.EISDIR, errno.EINVAL, errno.ENOENT)

_HAS_ACCOUNT_NUMBERS = hasattr(os, "geteuid")


def create_folder(folder: Path, files: Mapping[str, bytes], own: Collection[str]) -> None:
    """Write a folder with these files (by name, with `/` for folders) in one step, which is the last.

    Those among its `own` are for their owner alone. It is not there yet, or `may_be_replaced`; raise
    FileExistsError, or another OSError, with nothing written, if something stands there by then.
    """
    parent = folder.parent
    mode = stat.S_IMODE(folder.stat().st_mode) if folder.exists() else 0o777 & ~_umask()
    make_folder(parent)
    # A name in a folder that may be written to but not read can be neither found nor flushed.
    readable = os.access(parent, os.R_OK)
    if readable:
        clear_unfinished(parent, of_others_too=True)
    with folder_beside(parent, files, mode=mode, is_own=own.__contains__) as fresh:
        try:
            fresh.rename(folder)  # only ever over an empty folder
        except OSError as fault:
            if fault.errno in (errno.ENOTEMPTY, errno.ENOTDIR):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder)) from fault
            raise
    if readable:
        flush_folder(parent)


def may_be_replaced(folder: Path) -> bool:
    """Say whether a new folder can take the place of one and be as it was: it is empty, and nobody notices.

    Another account's stays, and one of another group, the one that somebody works in, and one where a disk begins.
    """
    at, parent = folder.stat(), folder.parent
    return (
        not any(folder.iterdir())
        and (at.st_uid, at.st_gid) == (_own_number(), _group_of_new_in(parent))
        and os.access(parent, os.W_OK | os.X_OK)
        and not os.path.ismount(folder)
        and not folder.samefile(Path.cwd())
    )


def _umask() -> int:
    """Return what the system takes away from the permissions of whatever is new."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _own_number() -> int:
    """Return the number of this process's account; where the system has none, it gives 0 for every file's."""
    return os.geteuid() if _HAS_ACCOUNT_NUMBERS else 0


def _group_of_new_in(folder: Path) -> int:
    """Return the group that what is new in a folder is for."""
    at = folder.stat()
    return at.st_gid if at.st_mode & stat.S_ISGID or not _HAS_ACCOUNT_NUMBERS else os.getegid()


def permissions_like(path: Path, folder: Path) -> int:
    """Return the permissions with which a new file in the folder can be read by nobody who cannot read `path`.

    What its group may do is for the group that files in that folder get, if that is another one, not to do.
    """
    like = path.stat()
    mode = stat.S_IMODE(like.st_mode) & 0o666 | 0o600
    group = _group_of_new_in(folder)
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
            fill(file, content)
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
    # Python's own flags: beside those that are asked for, Windows has one against line ends of its own.
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        try:
            fill(file, content)
        except BaseException:
            path.unlink()
            raise
