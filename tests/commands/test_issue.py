"""`issue` as an officer meets it: when a version is made, and what the command says."""

import tempfile
from datetime import date
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from click.testing import Result

from bvdocs.commands.issue import IssueOutcome
from bvdocs.storage.archive.verify import verify
from bvdocs.storage.archive.versions import Archive
from tests.support.archives import (
    MEETING,
    Workshop,
    files_in,
    leftovers,
    numbers,
    rewrite,
)
from tests.support.program import run
from tests.support.workbooks import Book


def issued(outcome: IssueOutcome) -> str | None:
    """The version that was made."""
    return None if outcome.unchanged or outcome.version is None else str(outcome.version.version)


def changed(bullet: str) -> Book:
    book = Book()
    book.narrative[0][2] = bullet
    return book


@pytest.mark.slow
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


@pytest.mark.slow
def test_an_unchanged_draft_becomes_final_and_stays_so(workshop: Workshop) -> None:
    workshop.issue()
    assert issued(workshop.issue(final=True)) == "1.0"
    assert issued(workshop.issue(final=True)) is None
    assert issued(workshop.issue()) is None
    assert issued(workshop.issue(final=True, again=True)) == "2.0"


@pytest.mark.slow
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
    # Those of Part B are no part of Part A.
    assert kept == set(files_in(workshop.templates)) - {"part-b.docx", "part-b.html"}


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


@pytest.mark.slow
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
    done = issue(workshop, "--despite-damage")
    assert done.exit_code == 0
    found = done.output.index("TBC")
    altered = done.output.index(f"  {MEETING}/v0.1/manifest.json was changed")
    assert found < altered < done.output.index("no version was issued.")
    assert "is in" not in done.output


def test_a_fault_once_the_version_stands_is_told_with_the_version(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tempfile.mkstemp

    def full(**given: Any) -> tuple[int, str]:
        if given["dir"] == workshop.archive:
            raise OSError(28, "No space left on device", str(workshop.archive))
        return made(**given)

    with monkeypatch.context() as patch:
        patch.setattr("tempfile.mkstemp", full)
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


@pytest.mark.slow
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


@pytest.mark.slow
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

    monkeypatch.setattr("tempfile.mkdtemp", refused)
    done = issue(workshop, "--again")
    assert done.exit_code == 3
    assert "Permission denied" in done.stderr
    assert "See that the folder may be written to" in done.stderr
    assert files_in(workshop.archive) == before
