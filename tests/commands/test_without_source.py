"""A copy of the archive without its folders `source/`: what works with it, and that the rest says what is lacking."""

import json
import shutil
from datetime import date

import pytest

from bvdocs.commands.preview import Kept, make_preview
from bvdocs.desk.states import State, state_of
from bvdocs.storage.archive.versions import Archive
from tests.support.archives import Workshop
from tests.support.program import run
from tests.support.workbooks import Book


def reworded() -> Book:
    book = Book()
    book.narrative[0][2] = "Another thing altered since the committee met."
    return book


@pytest.fixture
def copy(workshop: Workshop) -> Workshop:
    """1.0, 2.0, which says something else, and 2.1, without source/; the workbook is 1.0's, for a later meeting."""
    assert workshop.issue(final=True).version
    workshop.write(reworded())
    assert workshop.issue(final=True).version
    assert workshop.issue(again=True).version
    later = Book()
    later.report[3][1] = date(2025, 12, 16)
    workshop.write(later)
    for version in Archive(workshop.archive).versions:
        shutil.rmtree(version.folder / "source")
    return workshop


def folders(workshop: Workshop) -> tuple[str, ...]:
    return "--output", str(workshop.output), "--templates", str(workshop.templates)


def test_check_goes_on_and_says_so_in_one_line(copy: Workshop) -> None:
    done = run("check", copy.workbook, *folders(copy), "--json")
    assert done.exit_code == 0
    assert "findings" in json.loads(done.stdout)
    (line,) = [line for line in done.stderr.splitlines() if "held against the archive" in line]
    assert "The exempt rows of version 2.1 are not here: " in line
    assert "Put the version's folder source/ back" in line


@pytest.mark.parametrize("command", ["report", "issue"])
def test_what_would_tell_what_changed_says_what_is_lacking(copy: Workshop, command: str) -> None:
    done = run(command, copy.workbook, *folders(copy))
    assert done.exit_code == 3
    (line,) = [line for line in done.stderr.splitlines() if "exempt rows" in line]
    assert "The exempt rows of version 2.1 are not here: " in line
    assert "Put the version's folder source/ back" in line
    assert not (copy.output / "current").exists()
    assert len(Archive(copy.archive)) == 3


def test_compare_says_what_is_lacking_and_tells_nothing(copy: Workshop) -> None:
    done = run("compare", "1.0", "2.0", *folders(copy))
    assert done.exit_code == 3
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "The exempt rows of version 2.1 are not here: " in done.stderr


def test_where_no_words_changed_nothing_is_lacking(copy: Workshop) -> None:
    """The versions are known as printed: without the evidence that the workbook has."""
    book = reworded()
    assert book.criteria[0][6]
    book.actions[0][9] = "Complete"
    copy.write(book)
    done = run("check", copy.workbook, *folders(copy))
    assert (done.exit_code, "held against" in done.output) == (0, False), done.output
    done = run("compare", "2.0", copy.workbook, *folders(copy))
    assert done.exit_code == 0, done.output
    assert "completed" in done.stdout


def test_a_preview_has_no_pages_and_says_what_is_lacking(copy: Workshop) -> None:
    preview = make_preview(copy.workbook, copy.workbook.read_bytes(), copy.templates, copy.output, Kept())
    assert preview.authority == "Testing District Council"
    assert preview.pages == ()
    assert "The exempt rows of version 2.1 are not here: " in str(preview.fault)
    assert state_of(preview) is State.ARCHIVE_DAMAGED
