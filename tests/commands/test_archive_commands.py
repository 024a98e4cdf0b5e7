"""`history`, `compare` and `verify` as an officer meets them, and archives that are damaged."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from bvdocs.storage.archive.versions import Archive
from bvdocs.templating.check import check_all
from tests.support.archives import (
    BY,
    MEETING,
    Workshop,
    add,
    cut_from_list,
    edit_manifest,
    files_in,
    leftovers,
    numbers,
    relist,
    rewrite,
)
from tests.support.program import run
from tests.support.workbooks import Book


def issue(workshop: Workshop, *more: str) -> Result:
    return run("issue", workshop.workbook, "--output", workshop.output, "--templates", workshop.templates, *more)


def changed(bullet: str) -> Book:
    book = Book()
    book.narrative[0][2] = bullet
    return book


def test_history_of_an_empty_archive_says_so(tmp_path: Path) -> None:
    done = run("history", "--output", tmp_path)
    assert done.exit_code == 0
    assert "No version has been issued yet" in done.output
    assert list(tmp_path.iterdir()) == []


def test_history_has_a_line_for_each_version(tmp_path: Path) -> None:
    add(tmp_path / "archive", "0.1", note="For the\nlead officers")
    add(tmp_path / "archive", "1.0", "1.1")
    done = run("history", "--output", tmp_path)
    assert done.exit_code == 0
    rows = [re.split(r"  +", line) for line in done.output.splitlines()]
    assert rows == [
        ["Version", "Issued", "Status", "By", "For the meeting of", "Note"],
        ["0.1", "03/06/2025 10:30", "Draft", BY, "23/09/2025, Audit Committee", "For the lead officers"],
        ["1.0", "10/09/2025 10:30", "Final", BY, "23/09/2025, Audit Committee"],
        ["1.1", "11/09/2025 10:30", "Draft", BY, "23/09/2025, Audit Committee"],
    ]


def test_nothing_that_a_manifest_says_commands_the_terminal(workshop: Workshop) -> None:
    add(workshop.archive, "0.1")

    def hostile(record: dict[str, Any]) -> None:
        record["note"] = record["issued_by"] = "before\x1b]0;mine\x07\x9b2J\x08after"
        record["files"].append({"name": "a\x1b[2Jb", "sha256": "0" * 64, "bytes": 0, "pages": None})

    edit_manifest(workshop.archive / MEETING / "v0.1", hostile)
    relist(workshop.archive / "SHA256SUMS", workshop.archive)
    history, proof = run("history", "--output", workshop.output), run("verify", "--output", workshop.output)
    assert "before\ufffd]0;mine\ufffd\ufffd2J\ufffdafter" in history.output
    assert f"{MEETING}/v0.1/a\ufffd[2Jb was removed" in proof.output
    assert not set("\x1b\x07\x08\x9b") & set(history.output + proof.output)


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"0123\n", b"not a list\n", b"\xff"])
def test_a_damaged_list_is_never_written_over(workshop: Workshop, content: bytes) -> None:
    add(workshop.archive, "0.1", "0.2")
    rewrite(workshop.archive / "SHA256SUMS", content)
    done = issue(workshop, "--again")
    assert done.exit_code == 3
    assert done.stderr.count("\n") == 1
    assert "SHA256SUMS was changed: it cannot be read any more" in done.stderr
    assert (workshop.archive / "SHA256SUMS").read_bytes() == content
    assert numbers(workshop.archive) == ["0.1", "0.2"]
    assert leftovers(workshop.archive) == []
    assert run("verify", "--output", workshop.output).exit_code == 1


@pytest.mark.slow
@pytest.mark.parametrize(("key", "value"), [("templates", None), ("templates", []), ("files", []), ("files", None)])
def test_a_last_manifest_that_lacks_what_issuing_looks_at_stops_with_3(
    workshop: Workshop, key: str, value: object
) -> None:
    issue(workshop)
    edit_manifest(workshop.archive / MEETING / "v0.1", lambda record: record.update({key: value}))
    done = issue(workshop)
    assert done.exit_code == 3
    assert "v0.1/manifest.json was changed: it cannot be read any more" in done.stderr
    assert run("verify", "--output", workshop.output).exit_code == 1


@pytest.mark.parametrize("name", ["9.9", "v0.2", "latest.docx", "the last", "", "1" * 5000 + ".0"])
def test_comparing_with_a_version_that_is_not_there_ends_with_2(tmp_path: Path, name: str) -> None:
    add(tmp_path / "archive", "0.1")
    done = run("compare", "0.1", name, "--output", tmp_path)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert name in done.stderr


def test_comparing_in_an_empty_archive_ends_with_2(tmp_path: Path) -> None:
    done = run("compare", "0.1", "latest", "--output", tmp_path)
    assert done.exit_code == 2
    assert "bvdocs issue" in done.stderr


@pytest.mark.slow
def test_comparing_ends_with_1_only_if_asked_to_and_something_changed(workshop: Workshop) -> None:
    workshop.issue()
    workshop.issue(again=True)
    workshop.write(changed("Something else is a strength."))
    workshop.issue()
    same, other = ("compare", "0.1", "v0.2"), ("compare", "0.1", "latest")
    assert run(*same, "--output", workshop.output, "--exit-code").exit_code == 0
    assert "Nothing has changed." in run(*same, "--output", workshop.output).output
    assert run(*other, "--output", workshop.output, "--exit-code").exit_code == 1
    done = run(*other, "--output", workshop.output)
    assert done.exit_code == 0
    assert "What changed from version 0.1 to version 0.3" in done.output
    assert "Something else" in done.output
    assert run("compare", "0.3", workshop.workbook, "--output", workshop.output, "--exit-code").exit_code == 0
    assert run("compare", "0.1", workshop.workbook, "--output", workshop.output, "--exit-code").exit_code == 1


def test_comparing_with_a_workbook_with_errors_ends_with_1(workshop: Workshop) -> None:
    workshop.issue()
    book = Book()
    book.criteria[0][3] = "Grean"
    workshop.write(book)
    done = run("compare", "0.1", workshop.workbook, "--output", workshop.output)
    assert done.exit_code == 1
    assert "Nothing was compared." in done.output


def test_comparing_with_a_template_missing_says_that_the_templates_are_at_fault(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.issue()
    monkeypatch.setattr("bvdocs.templating.check.check_all", check_all)
    (workshop.templates / "comparison.html").unlink()
    compared = ("0.1", workshop.workbook, "--output", workshop.output, "--templates", workshop.templates)
    done = run("compare", *compared)
    assert done.exit_code == 3
    assert f"Nothing was compared. Correct {workshop.templates}, save it" in done.output


@pytest.mark.slow
@pytest.mark.parametrize("as_json", [False, True])
def test_the_page_s_template_is_looked_at_before_anything_is_said_or_written(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, as_json: bool
) -> None:
    monkeypatch.setattr("bvdocs.templating.check.check_all", check_all)
    workshop.issue()
    workshop.write(changed("Two."))
    workshop.issue()
    page = workshop.templates / "comparison.html"
    whole = page.read_text()
    assert "{{ report." in whole
    page.write_text(whole.replace("{{ report.", "{{ brand.nothing_such }}{{ report.neither }}{{ report.", 1))
    (workshop.templates / "action-plan.docx").unlink()  # of which the page needs nothing
    given = ("compare", "0.1", "0.2", "--output", workshop.output, "--templates", workshop.templates)
    assert run(*given).exit_code == 0
    written = workshop.folder / "changes.html"
    done = run(*given, "--html", written, *(("--json",) if as_json else ()))
    assert done.exit_code == 3
    for name in ("nothing_such", "neither"):
        assert re.search(rf"E4\d\d comparison\.html, line \d+: .*{name}", done.output)
    assert f"Nothing was compared. Correct {workshop.templates}, save it, and run this again." in done.output
    assert "What changed from" not in done.output
    assert not written.exists()
    if as_json:
        found = json.loads(done.stdout)["findings"]
        assert [each["sheet"] for each in found if each["severity"] == "error"] == ["comparison.html"] * 2


def test_comparing_what_was_altered_ends_with_3(tmp_path: Path) -> None:
    add(tmp_path / "archive", "0.1", "0.2")
    rewrite(tmp_path / "archive" / MEETING / "v0.1" / "source" / "assessment.json", b"{}")
    done = run("compare", "0.1", "0.2", "--output", tmp_path)
    assert done.exit_code == 3
    assert "assessment.json is not as it was issued." in done.stderr


def test_the_number_of_a_version_that_has_gone_missing_is_not_given_again(tmp_path: Path) -> None:
    add(tmp_path / "archive", "0.1", "1.0")
    shutil.move(Archive(tmp_path / "archive").find("1.0").folder, tmp_path / "elsewhere")
    archive = Archive(tmp_path / "archive")
    assert (str(archive.next_version(final=True)), str(archive.next_version(final=False))) == ("2.0", "1.1")


def test_another_workbook_than_last_time_has_to_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(tmp_path / "outputs" / "archive", "0.1")
    monkeypatch.chdir(tmp_path)
    last = Archive(Path("outputs", "archive")).find("0.1")
    assert last.made_from.workbook == "assessment.xlsx"
    another = replace(last, made_from=replace(last.made_from, workbook="our-council.xlsx"))
    monkeypatch.setattr("bvdocs.storage.archive.versions.Archive.latest", another)
    done = run("issue")
    assert done.exit_code == 2
    assert "version 0.1 was made from our-council.xlsx, not from assessment.xlsx" in done.output
    # Named, it is taken; here it is missing.
    assert run("issue", "inputs/assessment.xlsx").exit_code == 1


def test_verify_of_an_archive_as_it_was_issued_says_so_and_gives_the_fingerprint(tmp_path: Path) -> None:
    # An archive that is lost as a whole, or looked for in the wrong folder, is no archive as it was issued.
    lost = run("verify", "--output", tmp_path)
    assert (lost.exit_code, "There is no folder" in lost.output) == (3, True)
    (tmp_path / "archive").mkdir()
    assert "No version has been issued yet" in run("verify", "--output", tmp_path).output
    add(tmp_path / "archive", "0.1", "0.2")
    done = run("verify", "--output", tmp_path)
    assert done.exit_code == 0
    assert "2 versions in" in done.output
    assert "nothing was altered, added, removed or reordered." in done.output
    for each in Archive(tmp_path / "archive").versions:
        assert f"  {each.version}  {each.fingerprint}\n" in done.output


@pytest.mark.parametrize("forged", [False, True])
def test_verify_always_says_that_the_last_version_is_not_in_the_list(tmp_path: Path, forged: bool) -> None:
    last = add(tmp_path / "archive", "0.1", "0.2").folder
    assert "not in the list" not in run("verify", "--output", tmp_path).output
    if forged:
        edit_manifest(last, lambda record: record.update(issued_by="Somebody else"))
    cut_from_list(tmp_path / "archive", f"{MEETING}/v0.2")
    line = (
        "Version 0.2 is not in the list of what was issued: issuing it was interrupted, or the list was changed."
        " Compare its fingerprint with the one printed when it was issued."
        f" It is now {Archive(tmp_path / 'archive').find('0.2').fingerprint}\n"
    )
    done = run("verify", "--output", tmp_path)
    assert done.exit_code == 0
    assert line in done.output
    rewrite(tmp_path / "archive" / MEETING / "v0.1" / "README.txt", b"Another text")
    done = run("verify", "--output", tmp_path)
    assert done.exit_code == 1
    assert line in done.output


def test_verify_mentions_what_an_interrupted_issue_left(tmp_path: Path) -> None:
    add(tmp_path / "archive", "0.1")
    (tmp_path / "archive" / ".new-abandoned").mkdir()
    done = run("verify", "--output", tmp_path)
    assert done.exit_code == 0
    assert "Unfinished: .new-abandoned, what an interrupted issue left, or what another computer is writing now." in (
        done.output
    )


def test_verify_of_what_was_tampered_with_names_it_and_ends_with_1(tmp_path: Path) -> None:
    add(tmp_path / "archive", "0.1", "0.2")
    rewrite(tmp_path / "archive" / MEETING / "v0.1" / "README.txt", b"Another text")
    (tmp_path / "archive" / MEETING / "v0.2" / "manifest.json").unlink()
    for more in ((), ("--rebuild",)):
        done = run("verify", "--output", tmp_path, *more)
        assert done.exit_code == 1
        assert "2 differences in" in done.output
        assert f"{MEETING}/v0.1/README.txt was changed" in done.output
        assert f"{MEETING}/v0.2/manifest.json was removed" in done.output
        assert "nothing was altered" not in done.output


def test_none_of_the_commands_that_look_changes_anything(tmp_path: Path) -> None:
    add(tmp_path / "archive", "0.1", "1.0")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    content = files_in(tmp_path)
    for arguments in (("history",), ("verify",), ("compare", "0.1", "1.0")):
        assert run(*arguments, "--output", tmp_path).exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    assert files_in(tmp_path) == content
