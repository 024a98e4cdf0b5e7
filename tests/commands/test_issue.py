"""`issue`, `history`, `compare` and `verify` as an officer meets them: when a version is made, and what it says."""

import io
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result

from bvdocs.cli.main import main
from bvdocs.commands.issue import IssueOutcome, IssueRequest, issue_version
from bvdocs.commands.report import Outcome, Request, make_report
from bvdocs.core.findings import Finding
from bvdocs.storage.archive.reader import Archive
from bvdocs.storage.archive.verify import verify
from bvdocs.templating import check_templates
from tests.cases.scripted_year import BY as YEAR_BY
from tests.cases.scripted_year import scripted_year
from tests.support.archives import (
    BY,
    FIRST,
    MEETING,
    Workshop,
    add,
    copy_templates,
    cut_from_list,
    edit_manifest,
    files_in,
    forge,
    leftovers,
    make_tiny_documents,
    numbers,
    relist,
    rewrite,
)
from tests.support.project import tell_nobody
from tests.support.reading import Read, pdf_pages, read_page, read_pdf, read_word, squeezed, word_furniture
from tests.support.workbooks import Book


def run(*arguments: str | Path) -> Result:
    """The program in this process."""
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert "Traceback" not in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


# When a version is made. The documents are tiny.


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A folder with a workbook."""
    make_tiny_documents(monkeypatch)
    made = Workshop(tmp_path)
    made.write(Book())
    return made


def issued(outcome: IssueOutcome) -> str | None:
    """The version that was made."""
    return None if outcome.unchanged or outcome.version is None else str(outcome.version.version)


def changed(bullet: str) -> Book:
    book = Book()
    book.narrative[0][2] = bullet
    return book


def test_versions_are_numbered_in_the_order_in_which_they_are_issued(workshop: Workshop) -> None:
    given_out = []
    for bullet, final in (("One.", False), ("Two.", False), ("Two.", True), ("Three.", False), ("Four.", True)):
        workshop.write(changed(bullet))
        given_out.append(issued(workshop.issue(final=final)))
    assert given_out == ["0.1", "0.2", "1.0", "1.1", "2.0"] == numbers(workshop.archive)
    assert verify(workshop.archive) == ()


def test_the_first_version_may_be_final(workshop: Workshop) -> None:
    assert issued(workshop.issue(final=True)) == "1.0"


def test_with_nothing_changed_none_is_made_unless_asked_for_again(workshop: Workshop) -> None:
    workshop.issue()
    before = files_in(workshop.archive)
    outcome = workshop.issue()
    assert outcome.unchanged
    assert outcome.version is not None
    assert str(outcome.version.version) == "0.1"
    assert files_in(workshop.archive) == before
    assert issued(workshop.issue(again=True)) == "0.2"
    assert issued(workshop.issue()) is None


def test_an_unchanged_draft_becomes_final_and_stays_so(workshop: Workshop) -> None:
    workshop.issue()
    assert issued(workshop.issue(final=True)) == "1.0"
    assert issued(workshop.issue(final=True)) is None
    assert issued(workshop.issue()) is None
    assert issued(workshop.issue(final=True, again=True)) == "2.0"


def test_a_changed_template_makes_a_version(workshop: Workshop) -> None:
    workshop.issue()
    style = workshop.templates / "style.css"
    style.write_bytes(style.read_bytes() + b"\n/* as agreed */\n")
    assert issued(workshop.issue()) == "0.2"
    (workshop.templates / "notes").mkdir()
    assert issued(workshop.issue()) is None
    (workshop.templates / "notes" / "footer.html").write_bytes(b"")
    assert issued(workshop.issue()) == "0.3"
    (workshop.templates / "notes" / "footer.html").unlink()
    assert issued(workshop.issue()) == "0.4"


def test_a_workbook_only_saved_again_makes_none(workshop: Workshop) -> None:
    workshop.issue()
    before = workshop.workbook.read_bytes()
    book = openpyxl.load_workbook(workshop.workbook)
    book["Criteria"].column_dimensions["B"].width = 40
    book.properties.creator = "Somebody else"
    book.save(workshop.workbook)
    assert workshop.workbook.read_bytes() != before
    assert issued(workshop.issue()) is None
    assert issued(workshop.issue(again=True)) == "0.2"
    kept = workshop.archive / MEETING / "v0.2" / "source" / "assessment.xlsx"
    assert kept.read_bytes() == workshop.workbook.read_bytes() != before


def test_a_row_that_is_exempt_changed_makes_none_and_one_that_becomes_so_makes_one(workshop: Workshop) -> None:
    book = Book()
    book.narrative.append([1, "Strengths", "The secret.", None, None, "yes"])
    workshop.write(book)
    workshop.issue()
    book.narrative[2][2] = "Another secret."
    workshop.write(book)
    assert issued(workshop.issue()) is None
    book.narrative[1][5] = "yes"
    workshop.write(book)
    assert issued(workshop.issue()) == "0.2"


def test_a_version_goes_to_the_folder_of_its_meeting_and_numbers_go_on(workshop: Workshop) -> None:
    workshop.issue(final=True)
    book = Book()
    book.report[2][1], book.report[3][1] = "Cabinet", date(2025, 12, 16)
    workshop.write(book)
    outcome = workshop.issue()
    assert outcome.version is not None
    assert outcome.version.folder == workshop.archive / "2025-12-16-cabinet" / "v1.1"
    assert outcome.version.previous is not None
    assert outcome.version.previous.folder == f"{MEETING}/v1.0"


def test_the_workbook_is_kept_as_it_is_and_is_not_touched(workshop: Workshop) -> None:
    before = (workshop.workbook.read_bytes(), workshop.workbook.stat().st_mtime_ns)
    outcome = workshop.issue()
    assert outcome.version is not None
    assert outcome.version.read("source/assessment.xlsx") == before[0]
    assert (workshop.workbook.read_bytes(), workshop.workbook.stat().st_mtime_ns) == before
    kept = {name.removeprefix("source/templates/") for name in outcome.version.files if "templates/" in name}
    assert kept == set(files_in(workshop.templates))


def test_issuing_tells_what_in_the_archive_is_not_as_it_was_issued_and_goes_on(workshop: Workshop) -> None:
    workshop.issue()
    workshop.issue(again=True)
    assert workshop.issue(again=True).altered == ()
    shutil.rmtree(workshop.archive / MEETING / "v0.1")
    outcome = workshop.issue(again=True)
    assert [str(each) for each in outcome.altered] == [f"{MEETING}/v0.1 was removed"]
    assert issued(outcome) == "0.4"
    assert [str(each) for each in workshop.issue().altered] == [f"{MEETING}/v0.1 was removed"]


def test_a_version_that_an_interruption_left_out_of_the_list_is_put_into_it(workshop: Workshop) -> None:
    workshop.issue()
    (workshop.archive / "SHA256SUMS").unlink()
    workshop.issue(again=True)
    listed = (workshop.archive / "SHA256SUMS").read_text().splitlines()
    assert [line.split("  ")[1] for line in listed] == [f"{MEETING}/v0.{number}/manifest.json" for number in (1, 2)]
    assert verify(workshop.archive) == ()


def test_with_nothing_changed_too_the_list_is_brought_up_to_date(workshop: Workshop) -> None:
    workshop.issue()
    whole = files_in(workshop.archive)
    (workshop.archive / "SHA256SUMS").unlink()
    outcome = workshop.issue()
    assert outcome.unchanged
    assert [str(each.version) for each in outcome.unlisted] == ["0.1"]
    assert files_in(workshop.archive) == whole
    assert workshop.issue().unlisted == ()


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini", "partials/.DS_Store"])
def test_what_a_system_puts_among_the_templates_is_none(workshop: Workshop, name: str) -> None:
    (workshop.templates / name).parent.mkdir(exist_ok=True)
    (workshop.templates / name).write_bytes(b"what a system knows")
    version = workshop.issue().version
    assert version is not None
    assert not [each for each in version.files if each.endswith(name)]
    (workshop.templates / name).write_bytes(b"what it knows now")
    assert issued(workshop.issue()) is None


# The commands. The documents are tiny.


def issue(workshop: Workshop, *more: str) -> Result:
    return run("issue", workshop.workbook, "--output", workshop.output, "--templates", workshop.templates, *more)


def test_issue_says_which_version_is_where_with_its_fingerprint(workshop: Workshop) -> None:
    done = issue(workshop, "--by", "Monitoring Officer", "--note", " As agreed ")
    assert done.exit_code == 0
    version = Archive(workshop.archive).find("0.1")
    assert f"Version 0.1 is in {version.folder}:" in done.output
    assert "action-plan-v0.1.docx" in done.output
    assert "3 pages" in done.output
    assert "No errors and no warnings." in done.output
    assert f"Fingerprint of version 0.1, for the minutes: {version.fingerprint}" in done.output
    assert (version.issue.by, version.issue.note) == ("Monitoring Officer", "As agreed")
    assert version.issued_at.utcoffset() is not None


def test_issue_with_nothing_changed_says_so(workshop: Workshop) -> None:
    issue(workshop, "--final")
    done = issue(workshop)
    assert done.exit_code == 0
    assert "Nothing that is published has changed since version 1.0: no version was issued." in done.output
    assert "--again" in done.output
    assert numbers(workshop.archive) == ["1.0"]
    assert "Version 1.1 is in" in issue(workshop, "--again").output


def test_issue_with_nothing_changed_still_says_what_was_found_and_altered(workshop: Workshop) -> None:
    book = Book()
    book.narrative[0][2] = "A strength TBC."
    workshop.write(book)
    issue(workshop)
    issue(workshop, "--again")
    rewrite(workshop.archive / MEETING / "v0.1" / "manifest.json", b"{}")
    done = issue(workshop)
    assert done.exit_code == 0
    found = done.output.index("TBC")
    altered = done.output.index(f"  {MEETING}/v0.1/manifest.json was changed")
    assert found < altered < done.output.index("no version was issued.")
    assert "is in" not in done.output


def test_a_fault_once_the_version_stands_is_told_with_the_version(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> tuple[int, str]:
        raise OSError(28, "No space left on device", str(workshop.archive))

    with monkeypatch.context() as patch:
        patch.setattr("bvdocs.storage.disk.tempfile.mkstemp", full)
        done = issue(workshop)
    assert done.exit_code == 3
    assert done.stderr.count("\n") == 1
    folder = workshop.archive / MEETING / "v0.1"
    assert f"Version 0.1 was issued and stands in {folder}; the list of all versions could not be" in done.stderr
    assert "No space left on device. The next issue does that." in done.stderr
    assert numbers(workshop.archive) == ["0.1"]
    assert leftovers(workshop.archive) == []
    assert "Version 0.1 was not in the list of what was issued" in issue(workshop).output
    assert "0.1/manifest.json" in (workshop.archive / "SHA256SUMS").read_text()
    assert "not in the list" not in issue(workshop).output


REFUSED = ["a" * 501, "Ann\u202eOther", "Ann\u2066Other", "Ann\x1b[2JOther", "Ann\ue000"]


@pytest.mark.parametrize("option", ["--note", "--by"])
def test_what_would_be_printed_in_every_document_has_to_be_short_and_printable(workshop: Workshop, option: str) -> None:
    for text in REFUSED:
        done = issue(workshop, option, text)
        assert done.exit_code == 2, text
        assert "longer than 500 characters" in done.stderr or "cannot be printed" in done.stderr
        assert not workshop.output.exists()
    # What joins or parts signs without moving them is a part of words.
    for text in ("a" * 500, "Siân Ŵyn", "co\u00adoperation", "\U0001f469\u200d\U0001f4bb"):
        assert issue(workshop, option, text, "--again").exit_code == 0, text


@pytest.mark.parametrize(
    ("full_name", "by"), [("Ann Other,Room 5,,", "Ann Other"), ("", "another"), (",,,", "another")]
)
def test_whoever_issues_is_the_user_of_the_computer_unless_named(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, full_name: str, by: str
) -> None:
    account = SimpleNamespace(pw_gecos=full_name, pw_name="another")
    monkeypatch.setattr("pwd.getpwuid", lambda _: account)
    issue(workshop)
    assert Archive(workshop.archive).find("0.1").issue.by == by


def test_where_nobody_is_known_to_issue_it_asks_for_a_name(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: int) -> object:
        raise KeyError

    monkeypatch.setattr("pwd.getpwuid", unknown)
    done = issue(workshop)
    assert done.exit_code == 3
    assert "--by" in done.stderr
    assert not workshop.output.exists()
    assert issue(workshop, "--by", "Ann Other").exit_code == 0


def test_issue_of_a_workbook_with_errors_makes_nothing(workshop: Workshop) -> None:
    book = Book()
    book.criteria[0][3] = "Grean"
    workshop.write(book)
    done = issue(workshop)
    assert done.exit_code == 1
    assert "E104 Criteria!D2: 'Grean' is not a level of the scale; did you mean 'Green'?" in done.output
    assert f"No version was issued. Correct {workshop.workbook}" in done.output
    assert not workshop.output.exists()


def test_issue_of_no_workbook_ends_with_1_and_makes_nothing(workshop: Workshop) -> None:
    done = run("issue", workshop.folder / "nowhere.xlsx", "--output", workshop.output)
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert not workshop.output.exists()


@pytest.mark.parametrize("place", ["", "archive"])
def test_an_archive_that_cannot_be_written_ends_with_3_in_one_line(workshop: Workshop, place: str) -> None:
    in_the_way = workshop.output / place
    in_the_way.parent.mkdir(exist_ok=True)
    in_the_way.write_text("a file where the folder should be")
    done = issue(workshop)
    assert done.exit_code == 3
    assert done.stderr.count("\n") == 1
    assert "The archive could not be written to" in done.stderr
    assert in_the_way.read_text() == "a file where the folder should be"


def test_an_archive_that_may_not_be_written_ends_with_3(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    issue(workshop)
    before = files_in(workshop.archive)

    def refused(**_: object) -> str:
        raise PermissionError(13, "Permission denied", str(workshop.archive))

    monkeypatch.setattr("bvdocs.storage.disk.tempfile.mkdtemp", refused)
    done = issue(workshop, "--again")
    assert done.exit_code == 3
    assert "Permission denied" in done.stderr
    assert "See that the folder may be written to" in done.stderr
    assert files_in(workshop.archive) == before


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


@pytest.mark.parametrize("content", [b"", b"{", b'{"version": "1.0"}', b"[" * 100_000])
@pytest.mark.parametrize("command", ["history", "compare", "issue", "report"])
def test_a_damaged_manifest_stops_with_3_and_one_line(workshop: Workshop, command: str, content: bytes) -> None:
    add(workshop.archive, "0.1", "1.0")
    rewrite(workshop.archive / MEETING / "v1.0" / "manifest.json", content)
    arguments: dict[str, tuple[str | Path, ...]] = {
        "history": (),
        "compare": ("0.1", "1.0"),
        "issue": (workshop.workbook, "--again"),
        "report": (workshop.workbook,),
    }
    done = run(command, *arguments[command], "--output", workshop.output)
    assert done.exit_code == 3
    assert done.stderr.count("\n") == 1
    assert "v1.0/manifest.json is not the record of a version." in done.stderr
    assert "bvdocs verify" in done.stderr
    assert sorted(path.name for path in workshop.archive.glob("*/*")) == ["v0.1", "v1.0"]


@pytest.mark.parametrize("content", [b"0123\n", b"not a list\n", b"\xff"])
def test_a_damaged_list_is_never_written_over(workshop: Workshop, content: bytes) -> None:
    add(workshop.archive, "0.1", "0.2")
    rewrite(workshop.archive / "SHA256SUMS", content)
    done = issue(workshop, "--again")
    assert done.exit_code == 3
    assert done.stderr.count("\n") == 1
    assert "SHA256SUMS is not a list of hashes that can be read." in done.stderr
    assert (workshop.archive / "SHA256SUMS").read_bytes() == content
    assert numbers(workshop.archive) == ["0.1", "0.2"]
    assert leftovers(workshop.archive) == []
    assert run("verify", "--output", workshop.output).exit_code == 1


@pytest.mark.parametrize(("key", "value"), [("templates", None), ("templates", []), ("files", []), ("files", None)])
def test_a_last_manifest_that_lacks_what_issuing_looks_at_stops_with_3(
    workshop: Workshop, key: str, value: object
) -> None:
    issue(workshop)
    edit_manifest(workshop.archive / MEETING / "v0.1", lambda record: record.update({key: value}))
    done = issue(workshop)
    assert done.exit_code == 3
    assert "v0.1/manifest.json is not the record of a version." in done.stderr
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
    @contextmanager
    def checked_here(folder: Path, formats: Sequence[str]) -> Iterator[Callable[[], list[Finding]]]:
        yield lambda: list(check_templates(folder, formats))

    workshop.issue()
    monkeypatch.setattr("bvdocs.templating.background.templates_checked_aside", checked_here)
    (workshop.templates / "comparison.html").unlink()
    compared = ("0.1", workshop.workbook, "--output", workshop.output, "--templates", workshop.templates)
    done = run("compare", *compared)
    assert done.exit_code == 3
    assert f"Nothing was compared. Correct {workshop.templates}, save it" in done.output


def test_comparing_what_was_altered_ends_with_3(tmp_path: Path) -> None:
    add(tmp_path / "archive", "0.1", "0.2")
    rewrite(tmp_path / "archive" / MEETING / "v0.1" / "assessment.json", b"{}")
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
    monkeypatch.setattr("bvdocs.storage.archive.reader.Archive.latest", another)
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
    assert f"Fingerprint of version 0.2, the last one: {Archive(tmp_path / 'archive').find('0.2').fingerprint}" in (
        done.output
    )


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
    assert "Unfinished: .new-abandoned, what an interrupted issue left; the next one clears it away." in done.output


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


# What real documents say.

PLAN, THEME = "action-plan", "self-assessment-theme-1-leadership"
DOCUMENTS = (PLAN, "overview", THEME, "self-assessment-theme-2-culture")


@dataclass(frozen=True)
class Real:
    """A draft, a final version and a report, with their real documents."""

    folder: Path
    draft: Mapping[str, bytes]
    final: Mapping[str, bytes]
    reports: tuple[Outcome, ...]
    current: Mapping[str, bytes]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Real:
    """0.1, a report, 1.0, and two reports more."""
    folder = tmp_path_factory.mktemp("real")
    workbook, templates, output = Book().write(folder), copy_templates(folder / "templates"), folder / "out"

    def version(now: datetime, *, final: bool, note: str) -> Mapping[str, bytes]:
        request = IssueRequest(workbook, output, templates, BY, final, note)
        made = issue_version(request, now, tell_nobody).version
        assert made is not None
        return files_in(made.folder)

    def report() -> Outcome:
        return make_report(Request(workbook, output, templates, formats=("word",)), tell_nobody)

    draft = version(FIRST, final=False, note="For the lead officers")
    reports = [report(), report()]
    final = version(FIRST + timedelta(days=14), final=True, note="")
    reports += [report(), report()]
    return Real(folder, draft, final, tuple(reports), files_in(output / "current"))


def read(name: str, content: bytes) -> Read:
    readers = {"docx": read_word, "pdf": read_pdf, "html": read_page}
    return readers[name.rpartition(".")[2]](content)


def documents_in(files: Mapping[str, bytes], kind: str) -> dict[str, bytes]:
    return {name: files[name] for name in files if "/" not in name and name.endswith(kind)}


DRAFT_LINE, FINAL_LINE = "DRAFT, version 0.1", "Version 1.0, final"


@pytest.mark.slow
def test_the_footer_of_every_document_says_which_version_it_is(real: Real) -> None:
    for files, line in ((real.draft, DRAFT_LINE), (real.final, FINAL_LINE)):
        for name, content in documents_in(files, ".docx").items():
            assert line in word_furniture(content), name
        for name, content in documents_in(files, ".pdf").items():
            pages = pdf_pages(content)
            assert pages, name
            assert all(squeezed(line) in page for page in pages), name
        for name, content in documents_in(files, ".html").items():
            footer = content.decode().rpartition("<footer")[2]
            assert line in footer, name
        assert len(documents_in(files, ".docx")) == len(documents_in(files, ".pdf")) == len(DOCUMENTS)
        assert len(documents_in(files, ".html")) == len(DOCUMENTS)


@pytest.mark.slow
def test_every_document_lists_the_versions_so_far_and_itself(real: Real) -> None:
    first = ["0.1", "2 June 2025", "Draft", BY, "For the lead officers"]
    second = ["1.0", "16 June 2025", "Final", BY, ""]
    for files, rows in ((real.draft, [first]), (real.final, [first, second])):
        for name in (name for document in DOCUMENTS for name in files if name.startswith(f"{document}-v")):
            said = read(name, files[name])
            assert "Document history" in [heading for _, heading in said.headings], name
            table = said.table("Version", "Date", "Status", "Issued by", "Note")
            # An empty cell of a PDF is not read back.
            assert [[squeezed(cell) for cell in row if cell] for row in table] == [
                [squeezed(cell) for cell in row if cell] for row in rows
            ], name


@pytest.mark.slow
def test_a_word_file_s_properties_say_its_version_and_status(real: Real) -> None:
    for files, version, status, line in (
        (real.draft, "0.1", "DRAFT", DRAFT_LINE), (real.final, "1.0", "FINAL", FINAL_LINE)
    ):  # fmt: skip
        for name, content in documents_in(files, ".docx").items():
            properties = docx.Document(io.BytesIO(content)).core_properties
            assert (properties.version, properties.content_status) == (version, status), name
            assert line in properties.subject


@pytest.mark.slow
def test_a_final_version_says_draft_nowhere_but_of_the_drafts_before_it(real: Real) -> None:
    for name, content in real.final.items():
        if name.startswith("source/"):
            continue
        text = content.decode(errors="ignore")
        if name.endswith(".docx"):
            text = read_word(content).text + word_furniture(content)
            properties = docx.Document(io.BytesIO(content)).core_properties
            text += f"{properties.subject} {properties.title} {properties.comments} {properties.keywords}"
        elif name.endswith(".pdf"):
            text = "".join(pdf_pages(content))
        elif name.endswith(".png"):
            continue
        assert "DRAFT" not in text, name
    assert "DRAFT" in "".join(pdf_pages(real.draft[f"{PLAN}-v0.1.pdf"]))


@pytest.mark.slow
def test_a_report_says_that_it_is_not_issued_and_lists_what_was(real: Real) -> None:
    documents = documents_in(real.current, ".docx")
    assert sorted(documents) == sorted(f"{name}.docx" for name in DOCUMENTS)
    for name, content in documents.items():
        assert "DRAFT, not yet issued" in word_furniture(content), name
        rows = read_word(content).table("Version", "Date", "Status", "Issued by", "Note")
        assert [(row[0], row[2]) for row in rows] == [("0.1", "Draft"), ("1.0", "Final")], name


@pytest.mark.slow
def test_a_report_is_made_anew_when_a_version_was_issued_and_else_stands(real: Real) -> None:
    assert [outcome.unchanged for outcome in real.reports] == [False, True, False, True]
    assert verify(real.folder / "out" / "archive") == ()


@pytest.mark.slow
def test_the_pages_of_each_pdf_are_recorded(real: Real) -> None:
    record = json.loads(real.final["manifest.json"])
    for each in record["files"]:
        expected = len(pdf_pages(real.final[each["name"]])) if each["name"].endswith(".pdf") else None
        assert each["pages"] == expected, each["name"]


# A whole year, made again.


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder whose archive has the versions of the scripted year."""
    folder = tmp_path_factory.mktemp("year")
    templates = copy_templates(folder / "templates")
    for step in scripted_year():
        workbook = step.book.write(folder)
        request = IssueRequest(workbook, folder / "out", templates, YEAR_BY, step.final, step.note)
        made = issue_version(request, step.issued_at, tell_nobody).version
        assert made is not None
        assert str(made.version) == step.version
    return folder / "out"


@pytest.fixture
def copied(year: Path, tmp_path: Path) -> Path:
    """A copy of it to be tampered with."""
    return shutil.copytree(year, tmp_path / "out")


@pytest.mark.slow
def test_every_version_can_be_made_again_to_the_same_bytes(year: Path) -> None:
    before = files_in(year)
    done = run("verify", "--output", year, "--rebuild")
    assert done.exit_code == 0, done.output
    for step in scripted_year():
        assert f"Version {step.version} can be made again to the same bytes." in done.output
    assert "cannot be made" not in done.output
    assert files_in(year) == before


@pytest.mark.slow
def test_a_template_altered_with_every_hash_that_names_it_shows_when_documents_are_made_again(copied: Path) -> None:
    (last,) = copied.glob("archive/*/v3.0")
    name = "source/templates/style.css"
    forge(last, name, (last / name).read_bytes() + b"\nh1 { color: #123456; }\n")
    relist(last / "SHA256SUMS", last)
    relist(copied / "archive" / "SHA256SUMS", copied / "archive")
    assert verify(copied / "archive") == ()
    done = run("verify", "--output", copied, "--rebuild")
    assert done.exit_code == 1
    assert "Version 2.0 can be made again to the same bytes." in done.output
    (line,) = [line for line in done.output.splitlines() if line.startswith("Version 3.0 cannot be made again")]
    assert "action-plan-v3.0.html" in line
    assert "action-plan-v3.0.pdf" in line
    assert ".docx" not in line


@pytest.mark.slow
def test_a_template_altered_alone_is_named_and_nothing_is_made(copied: Path) -> None:
    (first,) = copied.glob("archive/*/v0.1")
    style = first / "source" / "templates" / "style.css"
    rewrite(style, style.read_bytes() + b"\n")
    done = run("verify", "--output", copied, "--rebuild")
    assert done.exit_code == 1
    assert "v0.1/source/templates/style.css was changed" in done.output
    assert "again" not in done.output


@pytest.mark.slow
def test_history_and_the_documents_tell_the_whole_year(year: Path) -> None:
    done = run("history", "--output", year)
    versions = [step.version for step in scripted_year()]
    assert [line.split()[0] for line in done.output.splitlines()[1:]] == versions
    latest = Archive(year / "archive").find("latest")
    said = read_word(latest.read("action-plan-v3.0.docx"))
    assert [row[0] for row in said.table("Version", "Date", "Status", "Issued by", "Note")] == versions
    first = Archive(year / "archive").find("0.1")
    rows = read_word(first.read("action-plan-v0.1.docx")).table("Version", "Date", "Status", "Issued by", "Note")
    assert [row[0] for row in rows] == versions[:1]
