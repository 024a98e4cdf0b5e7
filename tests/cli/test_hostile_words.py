"""No name, cell or note reaches a terminal with what it obeys, or gives a traceback: in real processes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bvdocs.storage.archive.versions import Archive
from tests.support.archives import add, copy_templates, edit_manifest
from tests.support.project import MADE
from tests.support.workbooks import Book

pytestmark = pytest.mark.slow

# In red, another title for the window, an escape sequence of one byte, words from right to left, and a second line.
OBEYED = "\x1b[31m\x1b]0;x\x07\u009b31m\u202e"
IN_A_CELL = "_x001B_[31m_x001B_]0;x_x0007_\u009b31m\u202e\u2028"
# A byte that is no letter in UTF-8, as Linux lets names have.
NO_LETTER = os.fsdecode(b"\xff")
NAME = f"w{OBEYED}\n{NO_LETTER}"
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program, and hold to account what it prints."""
    command = [sys.executable, "-m", "bvdocs", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, cwd=MADE, env={**os.environ, **environment}, check=False)
    for told in (done.stdout, done.stderr):
        text = told.decode("latin-1" if "latin" in environment.get("PYTHONIOENCODING", "") else "utf-8")
        assert "Traceback" not in text
        assert _CONTROL.search(text) is None
    if "--json" in arguments and done.returncode in (0, 1):
        json.loads(done.stdout)
    return done


def hostile_book() -> Book:
    book = Book()
    book.themes, book.criteria, book.narrative, book.actions = (
        book.themes[:1], book.criteria[:2], book.narrative[:1], book.actions[:1],
    )  # fmt: skip
    return book


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which all has such a name: a workbook, templates, and an archive with a version of it."""
    folder = tmp_path_factory.mktemp("hostile") / NAME
    folder.mkdir()
    hostile_book().write(folder).rename(folder / f"{NAME}.xlsx")
    copy_templates(folder / "templates")
    done = run(
        "issue", folder / f"{NAME}.xlsx", "--output", folder, "--templates", folder / "templates", "--by", "Officer"
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (("check", "WORKBOOK", "--verbose"), {0}),
        (("check", "WORKBOOK", "--json"), {0}),
        (("check", "WORKBOOK", "--annotate", "FOLDER/copy-NAME.xlsx"), {0}),
        (("check", "NONE"), {1}),
        (("check", "NONE", "--json"), {1}),
        (("report", "WORKBOOK", "--format", "html", "--json"), {0}),
        (("report", "WORKBOOK", "--format", "html", "--theme", "NAME"), {2}),
        (("report", "--format", "html"), {0}),
        (("report", "NONE"), {1}),
        (("issue",), {0}),
        (("issue", "NONE"), {1}),
        (("issue", "WORKBOOK", "--by", "NAME"), {2}),
        (("issue", "WORKBOOK", "--corrects", "NAME", "words"), {2}),
        (("history",), {0}),
        (("verify",), {0}),
        (("verify", "--fingerprint", "NAME"), {2}),
        (("compare", "latest", "WORKBOOK"), {0}),
        (("compare", "latest", "WORKBOOK", "--json"), {0}),
        (("compare", "latest", "WORKBOOK", "--html", "FOLDER/NAME.html"), {0}),
        (("compare", "latest", "NAME"), {1, 2}),
        (("dates", "WORKBOOK", "--actions", "--ics", "FOLDER/NAME.ics"), {0}),
        (("dates", "NONE"), {1}),
        (("dates", "WORKBOOK", "--ics", "FOLDER/none/NAME.ics"), {3}),
        (("new", "FOLDER/new-NAME.xlsx"), {0}),
        (("new", "WORKBOOK"), {3}),
        (("new", "FOLDER/none/NAME.xlsx"), {3}),
        (("doctor", "--templates", "FOLDER/NAME"), {0, 3}),
        (("NAME",), {2}),
        (("check", "--NAME"), {2}),
    ],
)  # fmt: skip
def test_no_name_is_obeyed_or_stops_a_command(hostile: Path, arguments: tuple[str, ...], codes: set[int]) -> None:
    places = {"WORKBOOK": hostile / f"{NAME}.xlsx", "NONE": hostile / f"none-{NAME}.xlsx", "FOLDER": hostile}
    given = list(arguments)
    for placeholder, path in (*places.items(), ("NAME", NAME)):
        given = [each.replace(placeholder, str(path)) if placeholder in each else each for each in given]
    output = [] if arguments[0] in ("new", "doctor", "NAME") else ["--output", str(hostile)]
    templates = ["--templates", str(hostile / "templates")] if arguments[0] in ("check", "report", "issue") else []
    done = run(*given, *output, *templates)
    assert done.returncode in codes, done.stderr
    if done.returncode == 1:
        assert done.stderr.count(b"\n") == 1


def test_a_name_that_is_no_text_is_recorded_with_a_mark_for_what_is_none(hostile: Path) -> None:
    (version, *_) = Archive(hostile / "archive").versions
    assert version.made_from.workbook == "w\ufffd[31m\ufffd]0;x\ufffd\ufffd31m\ufffd\n\ufffd.xlsx"


@pytest.mark.parametrize("command", [("history",), ("verify",), ("compare", "latest", "0.1"), ("check",), ("report",)])
def test_nothing_that_an_archive_says_is_obeyed(tmp_path: Path, command: tuple[str, ...]) -> None:
    version = add(tmp_path / "archive", "0.1")
    edit_manifest(version.folder, lambda record: record.update(note=OBEYED, issued_by=OBEYED, machine=OBEYED))
    (version.folder / f"added{NAME}").touch()
    workbook = [hostile_book().write(tmp_path)] if command[0] in ("check", "report") else []
    done = run(*command, *workbook, "--output", tmp_path)
    assert done.returncode == {"verify": 1, "compare": 3}.get(command[0], 0), done.stderr


@pytest.mark.parametrize("name", [NO_LETTER, "two\nlines", f"red{OBEYED}"])
@pytest.mark.parametrize("command", ["check", "report", "issue"])
def test_a_template_whose_name_cannot_be_written_down_is_refused_before_anything_is_made(
    tmp_path: Path, command: str, name: str
) -> None:
    templates = copy_templates(tmp_path / "templates")
    (templates / name).touch()
    done = run(command, Book().write(tmp_path), "--templates", templates, "--output", tmp_path / "out")
    assert (done.returncode, done.stderr.count(b"\n")) == (3, 1)
    assert b"this name of a template has a character that cannot be printed" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("sheet", "row", "column"),
    [
        ("report", 0, 1), ("report", 1, 1), ("scale", 0, 0), ("themes", 0, 1), ("criteria", 0, 0), ("criteria", 0, 2),
        ("criteria", 0, 3), ("narrative", 0, 1), ("narrative", 0, 2), ("narrative", 0, 3), ("actions", 0, 0),
        ("actions", 0, 5), ("actions", 0, 7), ("actions", 0, 9),
    ],
)  # fmt: skip
def test_no_cell_is_obeyed(tmp_path: Path, sheet: str, row: int, column: int) -> None:
    book = hostile_book()
    getattr(book, sheet)[row][column] = f"Some words {IN_A_CELL} and more"
    path = book.write(tmp_path)
    done = run("check", path, "--json", "--verbose", "--output", tmp_path)
    assert done.returncode in (0, 1)
    assert json.loads(done.stdout)["findings"]


@pytest.mark.parametrize("command", [("check",), ("report",), ("issue",), ("new",)])
@pytest.mark.parametrize("letters", [255, 260])
def test_a_name_that_is_longer_than_any_may_be(tmp_path: Path, command: tuple[str, ...], letters: int) -> None:
    path = tmp_path / f"{'a' * letters}.xlsx"
    done = run(*command, path, *([] if command == ("new",) else ["--output", str(tmp_path)]))
    assert (done.returncode, done.stderr.count(b"\n")) == (3 if command == ("new",) else 1, 1)
    assert b"File name too long" in done.stderr


@pytest.mark.parametrize(
    "option",
    [("report", "--output"), ("report", "--templates"), ("issue", "--output"), ("history", "--output"),
     ("verify", "--output"), ("check", "--templates"), ("check", "--annotate")],
)  # fmt: skip
def test_a_place_with_a_name_that_is_longer_than_any_may_be(tmp_path: Path, option: tuple[str, str]) -> None:
    command, named = option
    workbook = [] if command in ("history", "verify") else [Book().write(tmp_path)]
    done = run(command, *workbook, named, tmp_path / f"{'a' * 260}.xlsx")
    assert (done.returncode, done.stderr.count(b"\n")) == (3, 1)
    assert b"File name too long" in done.stderr
    assert done.stderr.endswith(b" Choose a shorter name.\n")


def test_check_goes_on_without_an_archive_in_such_a_place(tmp_path: Path) -> None:
    done = run("check", Book().write(tmp_path), "--output", tmp_path / f"{'a' * 260}.xlsx")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"The workbook is not held against the archive: " in done.stdout
    assert b"File name too long. Choose a shorter name.\n" in done.stdout


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LC_ALL": "POSIX"},
    ],
    ids=["latin-1", "ascii", "C", "POSIX"],
)
@pytest.mark.parametrize("more", [(), ("--json",), ("--verbose",)])
def test_a_terminal_that_lacks_letters(tmp_path: Path, environment: dict[str, str], more: tuple[str, ...]) -> None:
    book = hostile_book()
    book.criteria[0][3] = "Grün – ‘Żółty’ 綠"
    path = book.write(tmp_path).rename(tmp_path / "Żółty 綠.xlsx")
    done = run("check", path, *more, "--output", tmp_path, **environment)
    assert done.returncode == 1, done.stderr
    assert b"Gr" in done.stdout
