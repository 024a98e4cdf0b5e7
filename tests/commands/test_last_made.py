"""A run without a workbook's name takes the one that was made or issued from last, and never by accident another."""

import json
import shutil
import stat
from pathlib import Path

import pytest
from click.testing import Result

from bvdocs.commands.another_council import SAMPLE_AUTHORITY
from bvdocs.commands.documents import MadeFiles
from bvdocs.core.model import Assessment
from bvdocs.storage.last_made import LAST_MADE, LastMade, last_made_in, note_alone
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.archives import let_pass, make_tiny_documents, numbers
from tests.support.program import run
from tests.support.project import PROJECT, TEMPLATES
from tests.support.workbooks import Book

OURS, SAMPLE = "Testing District Council", "Sample Borough Council"


def book_of(authority: str) -> Book:
    book = Book()
    book.report[0][1] = authority
    return book


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the sample in inputs/ and a council's own workbook beside it, where an officer stands."""
    (tmp_path / "inputs").mkdir()
    book_of(SAMPLE).write(tmp_path / "inputs")
    book_of(OURS).write(tmp_path / "inputs", "our-council.xlsx")
    monkeypatch.chdir(tmp_path)
    make_tiny_documents(monkeypatch)
    monkeypatch.setattr("bvdocs.commands.documents.make_documents", _make_a_page)
    return tmp_path


def _make_a_page(_making: object, assessment: Assessment, *_: object) -> MadeFiles:
    return MadeFiles({"action-plan.html": assessment.report.authority.encode()}, {})


def command(name: str, *more: str | Path) -> Result:
    return run(name, "--templates", TEMPLATES, *more)


def authority() -> str:
    """Whose documents stand."""
    return Path("outputs/current/action-plan.html").read_text()


def test_with_nothing_made_yet_it_is_the_sample_and_said_so(project: Path) -> None:
    done = command("report")
    assert done.exit_code == 0
    assert "No workbook is named: inputs/assessment.xlsx is taken.\n" in done.output
    assert authority() == SAMPLE


def test_report_takes_the_one_that_was_made_last_and_says_so(project: Path) -> None:
    command("report", "inputs/our-council.xlsx")
    for name in ("report", "check", "issue"):
        done = command(name)
        assert done.exit_code == 0, done.output
        assert (
            "No workbook is named: inputs/our-council.xlsx is taken, from which documents were made last in outputs.\n"
        ) in done.output
        assert authority() == OURS
    assert numbers(project / "outputs/archive") == ["0.1"]


def test_it_takes_the_one_that_was_issued_last_too(project: Path) -> None:
    assert command("issue", "inputs/our-council.xlsx").exit_code == 0
    done = command("report")
    assert "inputs/our-council.xlsx is taken" in done.output
    assert authority() == OURS


def test_what_is_named_is_taken_whatever_was_made_last(project: Path) -> None:
    command("report", "inputs/our-council.xlsx")
    done = command("report", "inputs/assessment.xlsx")
    assert done.exit_code == 0
    assert "No workbook is named" not in done.output
    assert authority() == SAMPLE
    assert "inputs/assessment.xlsx is taken, from which" in command("report").output


def test_one_in_which_there_are_errors_was_not_made_from(project: Path) -> None:
    command("report", "inputs/our-council.xlsx")
    faulty = Book()
    faulty.criteria[0][3] = "Greeen"
    faulty.write(project, "faulty.xlsx")
    for name in ("report", "issue"):
        assert command(name, "faulty.xlsx").exit_code == 1
        assert "inputs/our-council.xlsx is taken" in command("check").output


@pytest.mark.parametrize("name", ["report", "check", "issue"])
def test_where_it_is_gone_nothing_else_is_taken(project: Path, name: str) -> None:
    command("report", "inputs/our-council.xlsx")
    (project / "inputs/our-council.xlsx").unlink()
    done = command(name)
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "inputs/our-council.xlsx, from which documents were made last in outputs, is not there now." in done.stderr
    assert "Name the workbook" in done.stderr
    assert authority() == OURS
    assert not (project / "outputs/archive").exists()


def test_each_output_folder_has_its_own(project: Path) -> None:
    command("report", "inputs/our-council.xlsx")
    command("report", "inputs/assessment.xlsx", "--output", "elsewhere")
    assert "inputs/our-council.xlsx is taken" in command("check").output
    assert "inputs/assessment.xlsx is taken, from which" in command("check", "--output", "elsewhere").output


def test_it_is_found_from_another_folder_and_after_the_project_was_moved(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("report", "inputs/our-council.xlsx")
    moved = project.rename(project.with_name("moved"))
    monkeypatch.chdir(moved / "inputs")
    done = command("check", "--output", "../outputs")
    assert "No workbook is named: our-council.xlsx is taken" in done.output


def test_one_elsewhere_is_found_where_it_is(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    workbook = book_of(OURS).write(tmp_path_factory.mktemp("share"))
    command("report", workbook)
    assert f"No workbook is named: {workbook} is taken" in command("check").output


def test_as_json_it_is_said_to_people(project: Path) -> None:
    command("report", "inputs/our-council.xlsx")
    done = command("report", "--json")
    assert json.loads(done.stdout)["documents"]
    assert "inputs/our-council.xlsx is taken" in done.stderr


def test_where_it_is_stands_in_no_public_file(project: Path) -> None:
    workbook = book_of(OURS).write(project, "budget of the folder called secret.xlsx")
    command("report", workbook)
    command("issue", workbook)
    note = project / "outputs" / LAST_MADE
    assert stat.S_IMODE(note.stat().st_mode) == 0o400
    for path in (project / "outputs").rglob("*"):
        if path.is_file() and path != note:
            assert str(project).encode() not in path.read_bytes(), path


def test_an_unchanged_run_by_another_path_is_noted_and_a_second_one_writes_nothing(project: Path) -> None:
    command("report", "inputs/our-council.xlsx")
    (project / "copy").mkdir()
    shutil.copy(project / "inputs/our-council.xlsx", project / "copy")
    done = command("report", "copy/our-council.xlsx")
    assert "Nothing has changed" in done.output
    note = project / "outputs" / LAST_MADE
    before = note.stat()
    done = command("report")
    assert "copy/our-council.xlsx is taken" in done.output
    assert (note.stat().st_ino, note.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("name", ["report", "issue"])
def test_what_a_run_that_was_killed_while_noting_it_left_is_cleared_by_the_next(project: Path, name: str) -> None:
    (project / "outputs").mkdir()
    (project / "outputs/.new-note").write_bytes(b"{")
    let_pass(project / "outputs/.new-note", hours=2)
    assert command(name).exit_code == 0
    assert list((project / "outputs").glob(".new-*")) == []


# Where nothing was noted, as before: the names of workbooks in the records tell.


@pytest.mark.parametrize("damage", [None, b"", b"[]", b'{"workbook": 1, "authority": 2}'])
def test_documents_of_another_workbook_are_not_replaced_by_the_sample(project: Path, damage: bytes | None) -> None:
    command("report", "inputs/our-council.xlsx")
    note = project / "outputs" / LAST_MADE
    note.unlink()
    if damage is not None:
        note.write_bytes(damage)
    done = command("report")
    assert done.exit_code == 2
    assert "what is in outputs/current was made from our-council.xlsx, not from assessment.xlsx." in done.stderr
    assert authority() == OURS
    assert command("report", "inputs/our-council.xlsx").exit_code == 0


def test_nor_made_beside_an_archive_of_another_workbook(project: Path) -> None:
    command("issue", "inputs/our-council.xlsx")
    (project / "outputs" / LAST_MADE).unlink()
    done = command("report")
    assert done.exit_code == 2
    assert "version 0.1 was made from our-council.xlsx, not from assessment.xlsx." in done.stderr
    assert not (project / "outputs/current").exists()


# Where the sample was put in place of a council's own workbook, as an update of the project may do.


@pytest.mark.slow
@pytest.mark.parametrize("name", ["report", "issue"])
@pytest.mark.parametrize("noted", [True, False])
def test_a_workbook_of_another_council_under_the_same_name_has_to_be_named(
    project: Path, name: str, noted: bool
) -> None:
    book_of(OURS).write(project / "inputs")
    command("report")
    command("issue")
    if not noted:
        (project / "outputs" / LAST_MADE).unlink()
    book_of(SAMPLE).write(project / "inputs")
    done = command(name)
    assert done.exit_code == 2
    assert (
        "inputs/assessment.xlsx is of 'Sample Borough Council', but version 0.1 of 'Testing District Council':"
        " nothing was made. If it is meant, name the workbook."
    ) in done.stderr
    assert authority() == OURS
    assert numbers(project / "outputs/archive") == ["0.1"]


def test_a_council_with_a_new_name_names_its_workbook_once(project: Path) -> None:
    book_of(OURS).write(project / "inputs")
    command("issue")
    book_of(SAMPLE).write(project / "inputs")
    assert command("report").exit_code == 2
    assert command("report", "inputs/assessment.xlsx").exit_code == 0
    assert command("report").exit_code == 0
    assert command("issue").exit_code == 0


def test_before_anything_is_issued_the_sample_may_become_a_council_s_own(project: Path) -> None:
    command("report")
    book_of(OURS).write(project / "inputs")
    assert command("report").exit_code == 0
    assert authority() == OURS


def test_nor_may_the_sample_take_the_place_of_a_council_s_documents_before_anything_is_issued(project: Path) -> None:
    book_of(OURS).write(project / "inputs")
    assert command("report").exit_code == 0
    book_of(SAMPLE_AUTHORITY).write(project / "inputs")
    done = command("report")
    assert done.exit_code == 2
    assert (
        f"inputs/assessment.xlsx is of '{SAMPLE_AUTHORITY}', but the documents in outputs are of '{OURS}': nothing was"
        " made. If it is meant, name the workbook."
    ) in done.stderr
    assert authority() == OURS
    assert command("issue").exit_code == 2
    assert command("report", "inputs/assessment.xlsx").exit_code == 0
    assert authority() == SAMPLE_AUTHORITY


def test_the_sample_s_authority_is_the_one_that_is_known() -> None:
    sample = PROJECT / "inputs" / "assessment.xlsx"
    assert read_workbook(sample, sample.read_bytes()).assessment.report.authority == SAMPLE_AUTHORITY


# The note itself.


def test_a_name_that_is_no_text_is_noted(tmp_path: Path) -> None:
    workbook = tmp_path / "inputs" / b"caf\xe9.xlsx".decode(errors="surrogateescape")
    (tmp_path / "outputs").mkdir()
    note_alone(tmp_path / "outputs", LastMade(workbook, OURS))
    assert last_made_in(tmp_path / "outputs") == LastMade(workbook, OURS)
