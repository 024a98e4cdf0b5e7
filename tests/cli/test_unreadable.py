"""What cannot be read ends a command with one line, which says where, and with 3: in real processes."""

import ctypes
import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from bvdocs.cli.main import main
from bvdocs.storage.archive.versions import Archive
from bvdocs.storage.last_made import LAST_MADE
from tests.support.archives import MEETING, add, rewrite
from tests.support.project import MADE
from tests.support.workbooks import Book

_DROP_FROM_BOUNDING_SET = 24
# What lets root read and search whatever its permissions say.
_ABOVE_PERMISSIONS = (1, 2)


def without_privileges() -> None:
    """Have permissions hold for the process that begins now, though root starts it."""
    with suppress(OSError, AttributeError):
        for each in _ABOVE_PERMISSIONS:
            ctypes.CDLL(None).prctl(_DROP_FROM_BOUNDING_SET, each, 0, 0, 0)


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The program as a process of its own, for which permissions hold."""
    return subprocess.run(
        [sys.executable, "-m", "bvdocs", *map(str, arguments)],
        capture_output=True, text=True, cwd=MADE, preexec_fn=without_privileges, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def permissions(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip where permissions cannot be made to hold."""
    shut = tmp_path_factory.mktemp("shut") / "file"
    shut.touch(mode=0)
    if not subprocess.run(["cat", shut], capture_output=True, preexec_fn=without_privileges, check=False).returncode:
        pytest.skip("this user may read whatever its permissions say")


@pytest.fixture
def shut() -> Iterator[list[tuple[Path, int]]]:
    """Folders and files to be opened again for whoever clears them away."""
    paths: list[tuple[Path, int]] = []
    yield paths
    for path, mode in paths:
        path.chmod(mode)


def told_in_one_line(done: subprocess.CompletedProcess[str] | Result, path: Path) -> None:
    code = done.returncode if isinstance(done, subprocess.CompletedProcess) else done.exit_code
    assert (code, done.stderr.count("\n")) == (3, 1), done.stderr
    assert str(path) in done.stderr
    assert "Permission denied" in done.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workbook, and a page of it made."""
    folder = tmp_path_factory.mktemp("made")
    book = Book()
    book.themes = book.themes[:1]
    book.criteria, book.narrative, book.actions = book.criteria[:2], book.narrative[:1], book.actions[:1]
    done = run("report", book.write(folder), "--output", folder / "out", "--format", "html")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "mode", "told"),
    [
        ("action-plan.html", 0o000, "action-plan.html"),
        ("manifest.json", 0o000, "manifest.json"),
        ("figures", 0o000, "figures"),
        ("figures", 0o600, "figures"),
    ],
    ids=["file", "manifest", "folder", "folder without what is in it"],
)
def test_report_over_what_cannot_be_read(
    made: Path, tmp_path: Path, shut: list[tuple[Path, int]], name: str, mode: int, told: str
) -> None:
    copytree(made, tmp_path / "made")
    output = tmp_path / "made" / "out"
    shut.append((output / "current" / name, 0o755))
    (output / "current" / name).chmod(mode)
    workbook = tmp_path / "made" / "assessment.xlsx"
    told_in_one_line(run("report", workbook, "--output", output, "--format", "html"), output / "current" / told)
    assert sorted(path.name for path in output.iterdir()) == [LAST_MADE, "current"]


DOCUMENT = "action-plan-v0.1.docx"


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["source", "source/templates", "figures", DOCUMENT, "manifest.json", "../../SHA256SUMS"]
)
@pytest.mark.parametrize("more", [(), ("--rebuild",)])
def test_verify_of_what_cannot_be_read(
    tmp_path: Path, shut: list[tuple[Path, int]], name: str, more: tuple[str, ...]
) -> None:
    path = (add(tmp_path / "archive", "0.1").folder / name).resolve()
    shut.append((path, 0o755))
    path.chmod(0o000)
    done = run("verify", *more, "--output", tmp_path)
    told_in_one_line(done, path)
    assert "bvdocs verify" not in done.stderr


def test_another_account_proves_what_is_not_in_source_and_is_told_so(
    tmp_path: Path, shut: list[tuple[Path, int]]
) -> None:
    add(tmp_path / "archive", "0.1", "0.2")
    versions = Archive(tmp_path / "archive").versions
    for each in versions:
        shut.append((each.folder / "source", 0o755))
        (each.folder / "source").chmod(0o000)
    done = run("verify", "--output", tmp_path)
    told_in_one_line(done, versions[0].folder / "source")
    assert "and 1 more of them, could not be looked at" in done.stderr
    assert "with the account that issued it" in done.stderr
    assert "beside source/, nothing was altered" in done.stdout
    assert versions[-1].fingerprint in done.stdout
    rewrite(versions[0].folder / DOCUMENT, b"another plan")
    done = run("verify", "--output", tmp_path)
    assert (done.returncode, "nothing was altered" in done.stdout) == (1, False)
    assert f"v0.1/{DOCUMENT} was changed" in done.stdout
    assert "source" not in done.stdout


@pytest.mark.slow
def test_another_account_compares_what_was_printed(tmp_path: Path, shut: list[tuple[Path, int]]) -> None:
    add(tmp_path / "archive", "0.1", "0.2")
    for each in Archive(tmp_path / "archive").versions:
        shut.append((each.folder / "source", 0o755))
        (each.folder / "source").chmod(0o000)
    done = run("compare", "0.1", "0.2", "--output", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing has changed." in done.stdout
    done = run("compare", "0.1", Book(narrative=[]).write(tmp_path), "--output", tmp_path)
    told_in_one_line(done, tmp_path / "archive" / MEETING)
    assert "The exempt rows of version 0.2 are not here: " in done.stderr
    assert "run this with the account that issued it" in done.stderr


@pytest.mark.slow
def test_check_says_of_a_word_template_that_it_cannot_be_opened(tmp_path: Path, shut: list[tuple[Path, int]]) -> None:
    templates = copytree(MADE / "templates", tmp_path / "templates")
    shut.append((templates / "overview.docx", 0o644))
    (templates / "overview.docx").chmod(0o000)
    done = run("check", Book().write(tmp_path), "--templates", templates)
    assert done.returncode == 3
    assert "E417 overview.docx: the file cannot be opened: Permission denied." in done.stdout


def test_a_workbook_that_cannot_be_read(tmp_path: Path, shut: list[tuple[Path, int]]) -> None:
    path = Book().write(tmp_path)
    shut.append((path, 0o644))
    path.chmod(0o000)
    done = run("check", path)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert f"{path} cannot be opened: Permission denied." in done.stderr


@pytest.mark.parametrize("name", ["style.css", "overview.docx", "own"])
def test_templates_that_cannot_be_read(tmp_path: Path, shut: list[tuple[Path, int]], name: str) -> None:
    templates = copytree(MADE / "templates", tmp_path / "templates")
    (templates / "own").mkdir()
    path = templates / name
    shut.append((path, 0o755))
    path.chmod(0o000)
    told_in_one_line(run("report", "--templates", templates, "--output", tmp_path), path)


@pytest.mark.slow
@pytest.mark.parametrize("command", [("verify",), ("history",), ("compare", "0.1", "0.2"), ("report",), ("issue",)])
def test_an_archive_that_cannot_be_read(tmp_path: Path, shut: list[tuple[Path, int]], command: tuple[str, ...]) -> None:
    add(tmp_path / "archive", "0.1", "0.2")
    shut.append((tmp_path / "archive", 0o755))
    (tmp_path / "archive").chmod(0o000)
    told_in_one_line(run(*command, "--output", tmp_path), tmp_path / "archive")


@pytest.mark.parametrize(
    ("command", "code"), [("verify", 3), ("history", 0), ("compare 0.1 0.2", 3), ("compare 0.3 0.3", 0), ("issue", 3)]
)
@pytest.mark.parametrize("name", [MEETING, f"{MEETING}/v0.1"])
@pytest.mark.slow
def test_a_folder_of_it_that_cannot_be_read_is_told_and_the_rest_goes_on(
    tmp_path: Path, shut: list[tuple[Path, int]], command: str, code: int, name: str
) -> None:
    add(tmp_path / "archive", "0.1", "0.2")
    add(tmp_path / "archive", "0.3", meeting_date=date(2025, 12, 16))
    shut.append((tmp_path / "archive" / name, 0o755))
    (tmp_path / "archive" / name).chmod(0o000)
    done = run(*command.split(), "--output", tmp_path, *(("--again",) if command == "issue" else ()))
    assert done.returncode == code, done.stdout + done.stderr
    assert "Permission denied" in done.stdout + done.stderr
    assert name in done.stdout + done.stderr
    if command == "history":
        assert "0.3  " in done.stdout


def test_whatever_the_system_says_is_told_in_one_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EACCES, "Permission denied", str(tmp_path / "anything"))

    monkeypatch.setattr("bvdocs.workbook.writing.starter.make_starter", refused)
    told_in_one_line(CliRunner().invoke(main, ["new", str(tmp_path / "new.xlsx")]), tmp_path / "anything")


def test_a_reader_that_goes_away_is_no_fault_of_a_file(tmp_path: Path) -> None:
    add(tmp_path / "archive", "0.1")
    ours, theirs = os.pipe()
    os.close(ours)
    command = [sys.executable, "-m", "bvdocs", "history", "--output", str(tmp_path)]
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, text=True, cwd=MADE, check=False)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (1, "")
