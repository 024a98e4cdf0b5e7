"""Who issues a final version, and its note: asked for at a terminal where they are not given, and nowhere else."""

import subprocess
import sys
from pathlib import Path

import pytest

from bvdocs.storage.archive.reader import Archived
from bvdocs.storage.archive.versions import Archive
from tests.support.archives import Workshop, numbers
from tests.support.program import run
from tests.support.project import PROJECT, TEMPLATES
from tests.support.terminal import at_a_terminal
from tests.support.workbooks import Book

_WHO, _NOTE = "Issued by [", "Note, a few words that every later document prints [none]:"


def arguments(folder: Path, *more: str, book: Book | None = None) -> list[str]:
    workbook = (book or Book()).write(folder)
    return [
        sys.executable, "-m", "bvdocs", "issue", str(workbook), "--output", str(folder / "out"), "--templates",
        str(TEMPLATES), *more,
    ]  # fmt: skip


def issued(folder: Path) -> Archived:
    last = Archive(folder / "out" / "archive").latest
    assert last
    return last


@pytest.mark.slow
def test_at_a_terminal_a_final_version_asks_for_both_and_for_words_that_can_be_printed(tmp_path: Path) -> None:
    done, said = at_a_terminal(
        arguments(tmp_path, "--final"),
        (_WHO, b"Ann Other\n"),
        (_NOTE, b"x" * 501 + b"\n"),
        (_NOTE, b"As agreed  with the Chair\n"),
    )
    assert done == 0, said
    assert "it is longer than 500 characters." in said
    assert (issued(tmp_path).issue.by, issued(tmp_path).issue.note) == ("Ann Other", "As agreed with the Chair")


@pytest.mark.slow
def test_an_answer_left_empty_is_the_default_that_the_question_says(tmp_path: Path) -> None:
    done, said = at_a_terminal(arguments(tmp_path, "--final"), (_WHO, b"\n"), (_NOTE, b"\n"))
    assert done == 0, said
    by = issued(tmp_path).issue.by
    assert by
    assert f"{_WHO}{by}]:" in said
    assert issued(tmp_path).issue.note == ""


@pytest.mark.slow
def test_what_is_given_is_not_asked_for(tmp_path: Path) -> None:
    done, said = at_a_terminal(arguments(tmp_path, "--final", "--by", "Ann Other", "--note", ""))
    assert done == 0, said
    assert _WHO not in said
    assert _NOTE not in said
    assert (issued(tmp_path).issue.by, issued(tmp_path).issue.note) == ("Ann Other", "")


@pytest.mark.slow
@pytest.mark.parametrize("answers", [[(_WHO, b"\x03")], [(_WHO, b"\x04")], [(_WHO, b"\n"), (_NOTE, b"\x04")]])
def test_an_interrupt_instead_of_an_answer_writes_nothing(tmp_path: Path, answers: list[tuple[str, bytes]]) -> None:
    done, said = at_a_terminal(arguments(tmp_path, "--final"), *answers)
    assert done == 1
    assert "\nNo version was issued." in said
    assert "Aborted" not in said
    assert "Traceback" not in said
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_workbook_with_errors_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    book = Book()
    book.criteria[0][3] = "Ligth green"
    done, said = at_a_terminal(arguments(tmp_path, "--final", book=book))
    assert done == 1
    assert "No version was issued." in said
    assert _WHO not in said


@pytest.mark.slow
@pytest.mark.parametrize("final", [True, False])
def test_where_nobody_can_be_asked_it_takes_the_defaults(tmp_path: Path, final: bool) -> None:
    more = ["--final"] if final else []
    done = subprocess.run(
        arguments(tmp_path, *more), cwd=PROJECT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert issued(tmp_path).issue.by
    assert issued(tmp_path).issue.note == ""


def test_where_nothing_has_changed_nothing_is_asked(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bvdocs.cli.versions._at_terminal", lambda: True)
    common = ("issue", workshop.workbook, "--output", workshop.output, "--templates", workshop.templates, "--final")
    assert run(*common, "--by", "Ann Other", "--note", "").exit_code == 0
    done = run(*common)
    assert done.exit_code == 0
    assert "no version was issued" in done.output
    assert _WHO not in done.output
    assert numbers(workshop.archive) == ["1.0"]


def test_a_draft_asks_for_nothing(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bvdocs.cli.versions._at_terminal", lambda: True)
    done = run("issue", workshop.workbook, "--output", workshop.output, "--templates", workshop.templates)
    assert done.exit_code == 0
    assert _WHO not in done.output
