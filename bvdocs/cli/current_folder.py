"""The current folder holds an officer's files and nothing of the program's: nothing there is imported or run.

Python looks for modules there when it is called with `-m` or `-c`, and where PYTHONPATH has an empty entry, which a
shell leaves there easily; programs are looked for there where PATH has one. `bvdocs.cli` imports this module
before anything else.
"""

# pathlib itself would be taken from there; os is built in.
# ruff: noqa: PTH100, PTH109, PTH110, PTH117, PTH118, PTH120
import os
import sys


def leave_out_current_folder() -> None:
    """Have no module and no program found in the current folder, by this process and by those that it starts.

    Where the program itself lies there, as in a checkout, it is still found there, behind all that is installed.
    """
    here = _current_folder()
    # `python -P` has not put it there.
    if not sys.flags.safe_path and sys.path[:1] in ([here], [""]):
        del sys.path[0]
    relative = {os.path.abspath(each) for each in _drop_relative("PYTHONPATH")} if here else set()
    sys.path[:] = [each for each in sys.path if each and each not in relative]
    _drop_relative("PATH")
    program = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
    if here == program and program not in sys.path:
        sys.path.insert(_place_behind_libraries(), program)


def _current_folder() -> str:
    """Return the path of the current folder; '' if it has been removed."""
    try:
        return os.getcwd()
    except OSError:
        return ""


def _drop_relative(variable: str) -> list[str]:
    """Take the relative folders out of a list of folders in the environment, and return them."""
    given = os.environ.get(variable)
    if not given:
        return []
    folders = given.split(os.pathsep)
    os.environ[variable] = os.pathsep.join(filter(os.path.isabs, folders))
    return [each for each in folders if not os.path.isabs(each)]


def _place_behind_libraries() -> int:
    """Return the place in `sys.path` before the first folder that has the program too, else the end."""
    having = (place for place, each in enumerate(sys.path) if os.path.exists(os.path.join(each, "bvdocs", "cli")))
    return next(having, len(sys.path))


leave_out_current_folder()
