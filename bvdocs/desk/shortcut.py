"""Starters to double-click: a small file that opens the desk as it was asked for, from the folder where it was.

What a starter names is quoted by the rules of those that read it:

- `.desktop`: the Desktop Entry Specification of freedesktop.org, 1.5: 'Possible value types' and 'The Exec key'.
- `.cmd`: Windows' command processor, then `wsl.exe` (`WslMain` in microsoft/WSL's `src/windows/common/WslClient.cpp`),
  which splits what follows `--exec` as Windows' `CommandLineToArgvW` does.

What those rules cannot say is refused.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple
from unicodedata import category

from bvdocs.core.errors import EnvironmentLacksError, OutputError
from bvdocs.storage.new_file import write_new

# What double-clicking starts has to be executable on Linux; the umask takes away what nobody may do here.
_EXECUTABLE = 0o777
# Any other name is refused by WSL itself when a distribution is installed.
_DISTRIBUTION = re.compile(r"[A-Za-z0-9._-]+", re.ASCII)


class Start(NamedTuple):
    """What double-clicking is to do: run a command, the program first, in a folder; and what it is called."""

    name: str
    folder: str
    command: tuple[str, ...]


def write_starter(file: Path, start: Start, environment: Mapping[str, str]) -> None:
    """Write a starter of the kind that the file's ending names, never over another file.

    `environment` are this process's variables, for the name of the distribution within WSL. Raise OutputError or
    EnvironmentLacksError, with nothing written, where there is no such starter.
    """
    make = _KINDS.get(file.suffix.lower())
    if make is None:
        raise OutputError(
            f"{file}: a starter is a file that ends with {' or '.join(_KINDS)}.",
            ".desktop is for Linux, .cmd for Windows with WSL.",
        )
    for text in start:
        _refuse_unwritable(file, *([text] if isinstance(text, str) else text))
    write_new(file, make(file, start, environment).encode(), _EXECUTABLE)


def _refuse_unwritable(file: Path, *texts: str) -> None:
    """Raise OutputError for control characters, which neither format has, and for names that are no text."""
    for text in texts:
        if any(category(sign) in ("Cc", "Cs") for sign in text):
            raise _unsayable(file, text, "a character that cannot be printed")


def _unsayable(file: Path, text: str, what: str) -> OutputError:
    return OutputError(
        f"{file} cannot name {text!r}, which has {what}.", "Rename that file or folder, and ask for the starter again."
    )


def _desktop_entry(file: Path, start: Start, _: Mapping[str, str]) -> str:
    """Return the starter for Linux, which opens a terminal: there the desk says its address, and can be stopped."""
    program = start.command[0]
    if "=" in program:
        raise _unsayable(file, program, "an equals sign")
    values = {
        "Type": "Application",
        "Version": "1.5",
        "Name": _string(start.name),
        "Comment": "Save in Excel, see the papers",
        "Exec": _string(" ".join(map(_exec_argument, start.command))),
        "Path": _string(start.folder),
        "Terminal": "true",
    }
    return "\n".join(["[Desktop Entry]", *(f"{key}={value}" for key, value in values.items()), ""])


def _exec_argument(text: str) -> str:
    """Put an argument of the Exec key in quotes; a percent sign would begin a field code."""
    return '"' + re.sub(r'(["`$\\])', r"\\\1", text).replace("%", "%%") + '"'


def _string(text: str) -> str:
    """Write a value of the type string with its escapes; of spaces those at the ends, which readers take away."""
    escaped = text.replace("\\", "\\\\")
    inner = escaped.strip(" ")
    before = len(escaped) - len(escaped.lstrip(" "))
    return "\\s" * before + inner + "\\s" * (len(escaped) - before - len(inner))


def _windows_script(file: Path, start: Start, environment: Mapping[str, str]) -> str:
    """Return the starter for Windows, which has WSL run the command; its window stays open where that fails.

    It is in UTF-8, says so before it names anything, and has Windows' line ends.
    """
    distribution = environment.get("WSL_DISTRO_NAME", "")
    if not _DISTRIBUTION.fullmatch(distribution):
        raise EnvironmentLacksError(
            f"{file}: a .cmd starter has WSL run bvdocs, and this is not WSL, or it does not say which distribution.",
            "Ask for it in a terminal of WSL; on Linux, ask for a .desktop file.",
        )
    for text in (start.folder, *start.command):
        if '"' in text:
            raise _unsayable(file, text, "a double quotation mark")
    # By its full name: a program of that name beside the starter would be taken first. WSL takes no quotes around the
    # distribution, and those around the folder as they are. Without --exec, a shell would read the rest once more.
    wsl = [
        r'"%SystemRoot%\System32\wsl.exe"',
        f"--distribution {distribution}",
        f'--cd "{_for_cmd(start.folder)}"',
        "--exec",
        f'"{_for_cmd(start.command[0])}"',
        *(f'"{_for_cmd(_before_quote(each))}"' for each in start.command[1:]),
    ]
    lines = [
        "@echo off",
        "rem Opens bvdocs in the browser. Made by bvdocs desk --shortcut; make a new one where a folder has moved.",
        "setlocal DisableDelayedExpansion",
        "chcp 65001 >nul",
        " ".join(wsl),
        "if not %errorlevel%==0 pause",
    ]
    return "".join(f"{line}\r\n" for line in lines)


def _for_cmd(text: str) -> str:
    """Have the command processor take a text within quotes as it is: there only a percent sign still means more."""
    return text.replace("%", "%%")


def _before_quote(text: str) -> str:
    """Make the backslashes at the end of an argument twice as many: else they take the quote after them into it."""
    return text + "\\" * (len(text) - len(text.rstrip("\\")))


_KINDS: dict[str, Callable[[Path, Start, Mapping[str, str]], str]] = {
    ".desktop": _desktop_entry,
    ".cmd": _windows_script,
}
