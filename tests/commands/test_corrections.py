"""A note on a version that stands: `issue --corrects` records it with the next one, and the history prints it."""

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import Result
from docx import Document

from bvdocs.commands.rebuild import rebuild
from bvdocs.storage.archive.verify import verify
from bvdocs.storage.archive.versions import Archive
from tests.commands.test_lost_marks import secret
from tests.support.archives import MEETING, Workshop, files_in, numbers, rewrite
from tests.support.program import run
from tests.support.project import TEMPLATES, tell_nobody
from tests.support.workbooks import Book

WRONG_DAY = "The date of action A1 is 31 January 2026, not 2025."


def issue(workshop: Workshop, *more: str) -> Result:
    return run("issue", workshop.workbook, "--output", workshop.output, "--templates", workshop.templates, *more)


def manifest(workshop: Workshop, version: str) -> dict[str, object]:
    record: dict[str, object] = json.loads((workshop.archive / MEETING / f"v{version}/manifest.json").read_bytes())
    return record


def test_a_note_on_a_version_comes_with_the_next_one_though_nothing_else_has_changed(workshop: Workshop) -> None:
    issue(workshop, "--final")
    before = files_in(workshop.archive / MEETING / "v1.0")
    done = issue(workshop, "--corrects", "v1.0", f" {WRONG_DAY}\n", "--corrects", "latest", "Members have been told.")
    assert done.exit_code == 0, done.output
    assert numbers(workshop.archive) == ["1.0", "1.1"]
    assert manifest(workshop, "1.0")["corrections"] == []
    assert manifest(workshop, "1.1")["corrections"] == [
        {"version": "1.0", "note": WRONG_DAY},
        {"version": "1.0", "note": "Members have been told."},
    ]
    assert files_in(workshop.archive / MEETING / "v1.0") == before
    assert verify(workshop.archive) == ()
    readme = (workshop.archive / MEETING / "v1.1" / "README.txt").read_text()
    assert f"Note on version 1.0: {WRONG_DAY}" in readme


@pytest.mark.slow
def test_history_prints_it_below_the_version_that_it_is_on(workshop: Workshop) -> None:
    issue(workshop, "--final", "--by", "Ann", "--note", "As agreed")
    issue(workshop, "--again", "--by", "Ann")
    issue(workshop, "--by", "Bea", "--corrects", "1.0", WRONG_DAY)
    issue(workshop, "--by", "Cat", "--corrects", "1.0", "And in 2.0.", "--corrects", "1.2", "For the Chair.")
    lines = [line for line in run("history", "--output", workshop.output).output.splitlines()[1:] if line]
    rows = [re.split(r"(?<=\S)  +", line) for line in lines]
    assert [(row[0], row[2], row[3], row[-1]) for row in rows] == [
        ("1.0", "Final", "Ann", "As agreed"),
        ("  note on 1.0", "Added in 1.2", "Bea", WRONG_DAY),
        ("  note on 1.0", "Added in 1.3", "Cat", "And in 2.0."),
        ("1.1", "Draft", "Ann", "23/09/2025, Audit Committee"),
        ("1.2", "Draft", "Bea", "23/09/2025, Audit Committee"),
        ("  note on 1.2", "Added in 1.3", "Cat", "For the Chair."),
        ("1.3", "Draft", "Cat", "23/09/2025, Audit Committee"),
    ]


def test_history_prints_a_note_on_a_version_that_is_damaged_by_now(workshop: Workshop) -> None:
    issue(workshop, "--by", "Ann")
    issue(workshop, "--by", "Bea", "--corrects", "0.1", WRONG_DAY)
    rewrite(workshop.archive / MEETING / "v0.1" / "manifest.json", b"")
    lines = run("history", "--output", workshop.output).output.splitlines()
    assert lines[1].split() == ["0.1", "Draft", "Cannot", "be", "read"]
    assert lines[2].startswith("  note on 0.1")
    assert lines[2].endswith(WRONG_DAY)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["1.1", "2.0", "the last", ""])
def test_a_version_that_is_not_there_is_refused(workshop: Workshop, name: str) -> None:
    issue(workshop, "--final")
    done = issue(workshop, "--corrects", name, WRONG_DAY)
    assert done.exit_code == 2
    assert f"There is no version '{name}'" in done.stderr
    assert "It has: 1.0." in done.stderr
    assert numbers(workshop.archive) == ["1.0"]


@pytest.mark.slow
@pytest.mark.parametrize("text", ["", " \n ", "x" * 501, "a\u202eb", "a\x07b"])
def test_a_note_without_words_or_that_cannot_be_printed_is_refused(workshop: Workshop, text: str) -> None:
    issue(workshop, "--final")
    assert issue(workshop, "--corrects", "1.0", text).exit_code == 2
    assert numbers(workshop.archive) == ["1.0"]


def test_a_note_that_would_tell_what_is_exempt_is_refused(workshop: Workshop) -> None:
    workshop.write(secret())
    issue(workshop, "--final")
    done = issue(workshop, "--corrects", "1.0", "Fine.", "--corrects", "1.0", "Corrects L003.")
    assert done.exit_code == 2
    assert "The note on version 1.0 names an exempt row or has words of one" in done.stderr
    assert "Give another with --corrects. No version was issued." in done.stderr
    assert numbers(workshop.archive) == ["1.0"]


def test_what_was_exempt_in_the_version_corrected_is_not_told_though_it_is_out_of_the_workbook_now(
    workshop: Workshop,
) -> None:
    workshop.write(secret())
    issue(workshop, "--final")
    workshop.write(Book())
    done = issue(workshop, "--corrects", "1.0", "Corrects L003.")
    assert done.exit_code == 2
    assert "The note on version 1.0 names an exempt row or has words of one" in done.stderr
    assert numbers(workshop.archive) == ["1.0"]
    done = issue(workshop, "--corrects", "1.0", WRONG_DAY)
    assert done.exit_code == 0, done.output


def test_what_was_exempt_then_and_is_published_now_may_be_told(workshop: Workshop) -> None:
    workshop.write(secret())
    issue(workshop, "--final")
    workshop.write(secret(None))
    assert issue(workshop, "--corrects", "1.0", "Corrects L003.").exit_code == 0


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive whose second version has a note on the first, with the documents as they are really made."""
    folder = tmp_path_factory.mktemp("corrected")
    common = ("issue", Book().write(folder), "--output", folder / "out", "--templates", TEMPLATES, "--by", "Ann Other")
    assert run(*common, "--final", "--note", "As agreed").exit_code == 0
    assert run(*common, "--corrects", "1.0", WRONG_DAY).exit_code == 0
    return folder / "out" / "archive"


@pytest.mark.slow
def test_every_document_has_a_row_for_it_below_the_version_that_it_is_on(corrected: Path) -> None:
    folder = Archive(corrected).find("1.1").folder
    table = Document(BytesIO((folder / "action-plan-v1.1.docx").read_bytes())).tables[-1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert [(row[0], row[2], row[3], row[4]) for row in rows] == [
        ("Version", "Status", "Issued by", "Note"),
        ("1.0", "Final", "Ann Other", "As agreed"),
        ("Note on 1.0", "Added in 1.1", "Ann Other", WRONG_DAY),
        ("1.1", "Draft", "Ann Other", ""),
    ]
    page = (folder / "action-plan-v1.1.html").read_text()
    assert page.index(">Note on 1.0<") < page.index(WRONG_DAY) < page.index(">1.1<")


@pytest.mark.slow
def test_both_versions_are_made_again_to_the_same_bytes(corrected: Path) -> None:
    again = list(rebuild(Archive(corrected), tell_nobody))
    assert [(str(each.version.version), each.differing, each.faults) for each in again] == [
        ("1.0", (), ()),
        ("1.1", (), ()),
    ]
