"""What a drive that goes away, or a library that needs too much, does to a command: one line, and its exit code."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bvdocs.cli.main import main
from bvdocs.commands.documents import MadeFiles
from tests.support.archives import DOCUMENTS, MEETING, add, copy_templates
from tests.support.workbooks import Book

pytestmark = pytest.mark.slow

GONE = [errno.ESTALE, errno.EIO, errno.ENOTCONN]


def told_in_one_line(done: Result, code: int, *words: str) -> None:
    assert isinstance(done.exception, SystemExit), done.exception
    assert (done.exit_code, done.stderr.count("\n")) == (code, 1), done.output
    assert all(each in done.stderr for each in words), done.stderr


def go_away(patch: pytest.MonkeyPatch, place: Path, number: int) -> None:
    """Have every call of the system that opens, lists or looks at something in a place fail so."""

    def failing(call: Callable[..., Any]) -> Callable[..., Any]:
        def called(path: Any = ".", *more: Any, **named: Any) -> Any:
            if not isinstance(path, int) and Path(os.fsdecode(path)).absolute().is_relative_to(place):
                raise OSError(number, os.strerror(number), os.fsdecode(path))
            return call(path, *more, **named)

        return called

    for name in ("open", "stat", "lstat", "scandir", "listdir", "mkdir", "access"):
        patch.setattr(os, name, failing(getattr(os, name)))
    patch.setattr("io.open", failing(open))
    patch.setattr("builtins.open", failing(open))


@pytest.mark.parametrize("number", GONE, ids=errno.errorcode.get)
@pytest.mark.parametrize(
    ("command", "place", "code"),
    [
        ("check", "assessment.xlsx", 1), ("report", "assessment.xlsx", 1), ("issue", "assessment.xlsx", 1),
        ("check", "templates", 3), ("report", "templates", 3), ("issue", "templates", 3),
        ("report", "out", 3), ("issue", "out", 3), ("history", "out", 3), ("verify", "out", 3),
    ],
)  # fmt: skip
def test_a_drive_that_goes_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, place: str, code: int, number: int
) -> None:
    workbook, templates = Book().write(tmp_path), copy_templates(tmp_path / "templates")
    add(tmp_path / "out" / "archive", "0.1")
    files = [str(workbook), "--templates", str(templates)] if command in ("check", "report", "issue") else []
    go_away(monkeypatch, tmp_path / place, number)
    done = CliRunner().invoke(main, [command, *files, "--output", str(tmp_path / "out")])
    told_in_one_line(done, code, os.strerror(number), str(tmp_path / place))


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO], ids=errno.errorcode.get)
def test_an_archive_that_cannot_be_looked_into_keeps_no_workbook_from_being_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    workbook = Book().write(tmp_path)
    add(tmp_path / "out" / "archive", "0.1")
    go_away(monkeypatch, tmp_path / "out" / "archive", number)
    done = CliRunner().invoke(main, ["check", str(workbook), "--output", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert f"The workbook is not held against the archive: {tmp_path / 'out/archive'} cannot be read" in done.output
    assert "No errors" in done.output


@pytest.mark.parametrize("command", ["history", "report", "issue"])
def test_a_meeting_s_folder_that_may_not_be_entered_is_no_damage_to_be_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    workbook, templates = Book().write(tmp_path), copy_templates(tmp_path / "templates")
    add(tmp_path / "out" / "archive", "0.1")
    files = [str(workbook), "--templates", str(templates)] if command != "history" else []
    if command == "report":
        monkeypatch.setattr("bvdocs.commands.documents.make_documents", lambda *_: MadeFiles(dict(DOCUMENTS), {}))
    go_away(monkeypatch, tmp_path / "out" / "archive" / MEETING, errno.EACCES)
    done = CliRunner().invoke(main, [command, *files, "--output", str(tmp_path / "out")])
    said = " ".join(done.output.split())
    assert done.exit_code == (3 if command == "issue" else 0), done.output
    assert f"{MEETING} could not be read: Permission denied" in said
    assert "What could not be read may be as it was. See who may read it." in said
    assert "backup" not in said


def make_read_only(patch: pytest.MonkeyPatch, place: Path) -> None:
    """Have every call of the system that makes something in this folder fail, as without leave to write to it."""
    real_open, real_mkdir = os.open, os.mkdir

    def refuse(path: Any, *beside: Path) -> None:
        new = Path(os.fsdecode(path)).absolute()
        if place in (new.parent, *beside):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fsdecode(path))

    def opened(path: Any, flags: int, *more: Any, **named: Any) -> Any:
        if flags & os.O_TMPFILE == os.O_TMPFILE:
            refuse(path, Path(os.fsdecode(path)).absolute())
        elif flags & os.O_CREAT:
            refuse(path)
        return real_open(path, flags, *more, **named)

    def made(path: Any, *more: Any, **named: Any) -> None:
        refuse(path)
        real_mkdir(path, *more, **named)

    patch.setattr(os, "open", opened)
    patch.setattr(os, "mkdir", made)


@pytest.mark.parametrize(
    ("command", "place"),
    [("report", "out"), ("report", "."), ("issue", "."), ("issue", "out"), ("issue", "out/archive"),
     ("issue", f"out/archive/{MEETING}")],
)  # fmt: skip
def test_a_folder_that_nobody_may_write_to_is_named_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, place: str
) -> None:
    workbook, templates = Book().write(tmp_path), copy_templates(tmp_path / "templates")
    if place != ".":
        add(tmp_path / "out" / "archive", "0.1")
    before = sorted(tmp_path.rglob("*"))
    make_read_only(monkeypatch, tmp_path / place)
    options = ["--output", str(tmp_path / "out"), "--templates", str(templates)]
    done = CliRunner().invoke(main, [command, str(workbook), *options])
    told_in_one_line(done, 3, f"{tmp_path / place}: Permission denied.", "See that the folder may be written to")
    assert "Drawing" not in done.stdout
    assert sorted(tmp_path.rglob("*")) == before


def test_nor_is_an_annotated_copy_made_in_vain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook = Book().write(tmp_path)
    make_read_only(monkeypatch, tmp_path)
    done = CliRunner().invoke(main, ["check", str(workbook), "--annotate", str(tmp_path / "out.xlsx")])
    told_in_one_line(done, 3, "out.xlsx could not be written: Permission denied.")
    assert "Reading" not in done.stdout


READS, CHECKS, MAKES = (
    "bvdocs.workbook.reading.reader.read_workbook", "bvdocs.checks.run_checks",
    "bvdocs.workbook.writing.starter.make_starter",
)  # fmt: skip


@pytest.mark.parametrize(
    ("place", "fault", "code", "told"),
    [
        (READS, MemoryError(), 1, "assessment.xlsx needs more than this machine's memory"),
        (CHECKS, MemoryError(), 1, "assessment.xlsx needs more than this machine's memory"),
        (MAKES, MemoryError(), 3, "There is not enough memory for this."),
        (READS, RecursionError(), 3, "is nested too deeply."),
        (CHECKS, RecursionError(), 3, "is nested too deeply."),
        (MAKES, RecursionError(), 3, "is nested too deeply."),
    ],
)
def test_too_much_for_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, fault: Exception, code: int, told: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(place, fails)
    new, check = ["new", str(tmp_path / "new.xlsx")], ["check", str(Book().write(tmp_path)), "--output", str(tmp_path)]
    done = CliRunner().invoke(main, new if place == MAKES else check)
    told_in_one_line(done, code, told)
