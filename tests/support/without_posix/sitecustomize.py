"""Has Python start as on a system that is not POSIX's: what Windows has not is gone before anything is imported.

Python takes it in by itself where this folder is in PYTHONPATH, in the processes that it starts too. What is hidden
is what Python's documentation gives as 'Availability: Unix' and something of the kind is in use here or was.
"""

import importlib
import os
import signal
import sys
import types

_MODULES = ("fcntl", "grp", "pwd", "resource", "termios")
# What looks only once on which system it is, finds Linux, and then asks for all of it.
_FOR_LINUX = ("asyncio", "locket", "psutil", "subprocess")
_OF_OS = (
    "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "O_TMPFILE", "chown", "fchmod", "fork", "getegid", "geteuid", "getgid",
    "getpgid", "getuid", "killpg", "mkfifo", "register_at_fork", "sched_getaffinity", "setsid", "sysconf",
)  # fmt: skip
_OF_SIGNAL = (
    "SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGUSR1", "SIGUSR2", "pthread_sigmask",
    "setitimer", "sigtimedwait", "sigwait",
)  # fmt: skip


class _NotHere:
    """Finds none of the modules that Windows has not."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name in _MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def _lock_as_windows_does() -> types.ModuleType:
    """A module `msvcrt` that locks as the one of Windows does, as far as bvdocs asks it to."""
    real = importlib.import_module("fcntl")
    there = types.ModuleType("msvcrt")

    def locking(handle: int, mode: int, length: int) -> None:
        real.lockf(handle, real.LOCK_UN if mode == 0 else real.LOCK_EX | real.LOCK_NB, length)

    vars(there).update(LK_UNLCK=0, LK_NBLCK=2, locking=locking)
    return there


for library in _FOR_LINUX:
    importlib.import_module(library)
if os.environ.get("WITH_MSVCRT"):
    sys.modules["msvcrt"] = _lock_as_windows_does()
    del sys.modules["fcntl"]
for module in _MODULES:
    sys.modules.pop(module, None)
for owner, names in ((os, _OF_OS), (signal, _OF_SIGNAL)):
    for name in names:
        if hasattr(owner, name):
            delattr(owner, name)
sys.meta_path.insert(0, _NotHere())
