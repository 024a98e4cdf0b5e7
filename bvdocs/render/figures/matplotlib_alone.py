"""matplotlib as it comes, without anybody's settings, which change pictures and may name programs to start.

It takes them from a file in the current folder or in the user's, whichever is there, and from the environment, while it
is imported. Its own file of settings lies in its own folder: imported there, it finds that one first. Its list of this
machine's fonts goes to a folder of ours.
"""

import logging
import os
import time
from contextlib import chdir, suppress
from importlib.util import find_spec
from pathlib import Path

# After a minute nobody is still writing the list: whoever held the lock was killed.
_OLD_LOCK = 60
_SETTINGS = ("MPLBACKEND", "MATPLOTLIBRC", "MPLCONFIGDIR")


def _import_alone() -> None:
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        return  # whoever imports it says so
    for name in _SETTINGS:
        os.environ.pop(name, None)
    folder = _folder_for_fonts()
    if folder.is_absolute():  # else this user has none, and matplotlib makes one for this run
        os.environ["MPLCONFIGDIR"] = str(folder)
        _clear_old_locks(folder)
    # What it warns of is its settings and its folder; of pictures that are not as they should be we tell ourselves.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    with chdir(Path(spec.origin).parent / "mpl-data"):
        import matplotlib.font_manager  # noqa: F401


def _folder_for_fonts() -> Path:
    """Return the folder for what is made for this user once, after the XDG Base Directory Specification."""
    base = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if not base.is_absolute():
        with suppress(RuntimeError):  # there is no home
            base = Path("~/.cache").expanduser()
    return base / "bvdocs" / "matplotlib"


def _clear_old_locks(folder: Path) -> None:
    """Remove the lock that a killed process left on the list of fonts: matplotlib would wait for it each time."""
    with suppress(OSError):
        for lock in folder.glob("*.matplotlib-lock"):
            if lock.stat().st_mtime < time.time() - _OLD_LOCK:
                lock.unlink()


_import_alone()
