"""Starters to double-click: what reads them, by its own rules, finds the command that was meant, whatever it names."""

import ctypes
import re
import stat
from ctypes.util import find_library
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bvdocs.core.errors import EnvironmentLacksError, OutputError
from bvdocs.desk.shortcut import Start, write_starter

WSL = {"WSL_DISTRO_NAME": "Ubuntu-24.04"}
ODD = "/home/a b/100% 'sure' $HOME `id` \\ ~!^&|<>()*?#;=[]{},+ ünïcode 文 🙂"
# Text that a file's name can hold and a starter can say.
TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40)
UNQUOTED = TEXT.map(lambda text: text.replace('"', ""))
LIVELY = st.text(st.sampled_from("\\\\ %^&|<>!'$`~=ab é"), max_size=20)


def content(ending: str, start: Start) -> str:
    """What the starter holds, read back from the disk."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"starter{ending}"
        write_starter(path, start, WSL)
        return path.read_bytes().decode("utf-8")


def start_of(folder: str, *arguments: str, program: str = "/opt/py") -> Start:
    return Start("bvdocs", f"/{folder}", (program, *arguments))


# The readers, each by the rules of what it stands for.


def desktop_value(text: str, key: str) -> str:
    """A value of the entry, by 'Possible value types' of the specification; spaces beside the sign are no part."""
    (line,) = [line for line in text.split("\n") if line.startswith(f"{key}=")]
    raw = line.partition("=")[2].strip(" ")
    return re.sub(r"\\(.)", lambda found: {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}[found[1]], raw)


def desktop_command(text: str) -> list[str]:
    """The arguments of the Exec key, by its chapter: quoting is undone first, then field codes are expanded."""
    value = desktop_value(text, "Exec")
    quoted = r'"((?:[^"`$\\]|\\["`$\\])*)"'
    assert re.fullmatch(f"{quoted}(?: {quoted})*", value, re.DOTALL), value
    return [re.sub(r"%(.)", percent, re.sub(r"\\(.)", r"\1", found)) for found in re.findall(quoted, value, re.DOTALL)]


def percent(found: "re.Match[str]") -> str:
    assert found[1] == "%", "a field code"
    return "%"


def after_cmd(line: str) -> str:
    """A line of a batch file as the command processor hands it to a program: no command may end within it."""
    line = re.sub(r"%%|%(\w+)%", lambda found: "%" if found[0] == "%%" else f"<{found[1]}>", line)
    outside = "".join(line.split('"')[::2])
    assert not set(outside) & set("^&|()!"), outside
    return line


def taken(rest: str, *, quotes: bool = False) -> tuple[str, str]:
    """The next argument and the rest, as `ParseArgument` and `ConsumeArgument` of wsl.exe have it."""
    argument = re.split("[ \t]", rest, maxsplit=1)[0]
    if quotes and rest.startswith('"') and '"' in rest[1:]:
        argument = rest[: rest.index('"', 1) + 1]
    return argument, rest[len(argument) :].lstrip(" \t")


def split_by_windows(line: str) -> list[str]:
    """The arguments of a command line, as `CommandLineToArgvW` is documented: the program's name has no escapes."""
    assert line.startswith('"')
    program, _, rest = line[1:].partition('"')
    found, argument, within, at = [program], "", False, 0
    begun = False
    while at < len(rest):
        run = len(rest) - at - len(rest[at:].lstrip("\\"))
        if run and rest[at + run : at + run + 1] == '"':
            argument, at, begun = argument + "\\" * (run // 2) + '"' * (run % 2), at + run + run % 2, True
        elif run:
            argument, at, begun = argument + "\\" * run, at + run, True
        elif rest[at] == '"':
            within, begun, at = not within, True, at + 1
        elif rest[at] in " \t" and not within:
            found += [argument] if begun else []
            argument, begun, at = "", False, at + 1
        else:
            argument, begun, at = argument + rest[at], True, at + 1
    assert not within
    return [*found, argument] if begun else found


def windows_command(text: str) -> tuple[str, str, list[str]]:
    """The distribution, the folder and the command that WSL runs."""
    lines = text.split("\r\n")
    assert "\n" not in "".join(lines)
    assert not any(ord(sign) > 127 for line in lines[: lines.index("chcp 65001 >nul")] for sign in line)
    (line,) = [after_cmd(line) for line in lines if "wsl.exe" in line]
    wsl = '"<SystemRoot>\\System32\\wsl.exe" '
    assert line.startswith(wsl)
    option, rest = taken(line.removeprefix(wsl))
    assert option == "--distribution"
    distribution, rest = taken(rest)
    option, rest = taken(rest)
    assert option == "--cd"
    folder, rest = taken(rest, quotes=True)
    option, rest = taken(rest)
    assert option == "--exec"
    return distribution, folder.strip('"'), split_by_windows(rest)


@pytest.mark.slow
@given(TEXT | LIVELY, st.lists(TEXT | LIVELY, max_size=3), TEXT)
@example(ODD, [ODD, f'{ODD}"', "", " ", "%f", "\\", '\\"'], "  50% off \\ ")
def test_linux_finds_the_command_the_folder_and_the_name(folder: str, arguments: list[str], name: str) -> None:
    start = Start(name, f"/{folder} ", (f"/{folder.replace('=', '')}", *arguments))
    text = content(".desktop", start)
    assert desktop_command(text) == list(start.command)
    assert desktop_value(text, "Path") == start.folder
    assert desktop_value(text, "Name") == start.name


@pytest.mark.slow
@given(UNQUOTED | LIVELY, st.lists(UNQUOTED | LIVELY, max_size=3))
@example(ODD, [ODD, "", " ", "%PATH%", "%%", "\\", "a\\\\", "-", "%1"])
def test_windows_and_wsl_find_the_command_and_the_folder(folder: str, arguments: list[str]) -> None:
    start = start_of(folder, *arguments, program=f"/{folder}")
    assert windows_command(content(".cmd", start)) == ("Ubuntu-24.04", start.folder, list(start.command))


@pytest.mark.skipif(find_library("glib-2.0") is None, reason="GLib is not installed")
def test_the_library_of_the_desktops_reads_it_as_it_was_meant() -> None:
    glib = ctypes.CDLL(find_library("glib-2.0"))
    glib.g_key_file_new.restype = glib.g_key_file_get_string.restype = ctypes.c_void_p
    start = start_of(ODD, ODD, f'{ODD}"', "", " ", "\\")
    text = content(".desktop", start).encode()
    entry = ctypes.c_void_p(glib.g_key_file_new())
    assert glib.g_key_file_load_from_data(entry, text, ctypes.c_size_t(len(text)), 0, None)

    def value(key: bytes) -> bytes:
        found = glib.g_key_file_get_string(entry, b"Desktop Entry", key, None)
        return ctypes.string_at(found)

    count, words = ctypes.c_int(), ctypes.POINTER(ctypes.c_char_p)()
    assert glib.g_shell_parse_argv(value(b"Exec").replace(b"%%", b"%"), ctypes.byref(count), ctypes.byref(words), None)
    assert [(words[each] or b"").decode() for each in range(count.value)] == list(start.command)
    assert value(b"Path").decode() == start.folder


def test_it_is_executable_as_far_as_the_umask_lets_it(tmp_path: Path) -> None:
    path = tmp_path / "Assessment.desktop"
    write_starter(path, start_of("home"), {})
    assert path.stat().st_mode & stat.S_IXUSR


@pytest.mark.parametrize("name", ["starter", "starter.bat", "starter.lnk", "starter.sh", ".cmd", ".desktop"])
def test_another_ending_is_refused_with_those_that_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match=r"ends with \.desktop or \.cmd") as told:
        write_starter(tmp_path / name, start_of("home"), WSL)
    assert told.value.hint == ".desktop is for Linux, .cmd for Windows with WSL."
    assert list(tmp_path.iterdir()) == []


def test_the_ending_may_be_in_capitals(tmp_path: Path) -> None:
    write_starter(tmp_path / "STARTER.CMD", start_of("home"), WSL)
    assert b"wsl.exe" in (tmp_path / "STARTER.CMD").read_bytes()


def test_it_is_never_written_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.desktop"
    path.write_text("mine")
    with pytest.raises(OutputError, match="is there already"):
        write_starter(path, start_of("home"), {})
    assert path.read_text() == "mine"


@pytest.mark.parametrize("environment", [{}, {"WSL_DISTRO_NAME": ""}, {"WSL_DISTRO_NAME": "my distro & more"}])
def test_outside_wsl_there_is_no_starter_for_windows(tmp_path: Path, environment: dict[str, str]) -> None:
    with pytest.raises(EnvironmentLacksError, match="this is not WSL") as told:
        write_starter(tmp_path / "starter.cmd", start_of("home"), environment)
    assert told.value.hint == "Ask for it in a terminal of WSL; on Linux, ask for a .desktop file."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("ending", "start", "what"),
    [
        (".cmd", start_of('a "b"'), "a double quotation mark"),
        (".cmd", start_of("home", 'a "b".xlsx'), "a double quotation mark"),
        (".cmd", start_of("home", "a\nb"), "a character that cannot be printed"),
        (".desktop", start_of("home", "a\nb"), "a character that cannot be printed"),
        (".desktop", start_of("home", "\udcff"), "a character that cannot be printed"),
        (".desktop", start_of("home", program="/opt/a=b/python"), "an equals sign"),
    ],
)
def test_what_the_format_cannot_say_is_refused(tmp_path: Path, ending: str, start: Start, what: str) -> None:
    with pytest.raises(OutputError, match=what):
        write_starter(tmp_path / f"starter{ending}", start, WSL)
    assert list(tmp_path.iterdir()) == []
