"""What was last time is one thing in every document: the archive's, and the workbook is told where it says another."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from bvdocs.commands.issue import IssueOutcome, IssueRequest, issue_version
from bvdocs.commands.report import ReportRequest, make_report
from bvdocs.storage.archive.versions import Archive
from tests.support.archives import BY, FIRST, Workshop, edit_manifest, files_in
from tests.support.program import run
from tests.support.project import TEMPLATES, tell_nobody
from tests.support.reading import read_page, read_pdf, read_word, squeezed
from tests.support.workbooks import Book

FIRST_AGREED, LATER = date(2025, 12, 31), date(2026, 6, 30)


def wrong_past(meeting: date) -> Book:
    """Neither has L002 moved from red, nor was L-A1 first due in June."""
    book = Book()
    book.report[3][1] = meeting
    book.criteria[1][4] = "Red"
    book.actions[0][7] = LATER
    return book


def right_past(meeting: date) -> Book:
    book = Book()
    book.report[3][1] = meeting
    book.criteria[1][4] = "Amber"
    book.actions[0][8] = LATER
    return book


def text_of(folder: Path, kind: str) -> str:
    """All that the documents of one kind say, alternative texts too, squeezed."""
    readers = {".docx": read_word, ".pdf": read_pdf, ".html": read_page}
    return "".join(readers[kind](path.read_bytes()).text for path in sorted(folder.glob(f"*{kind}")))


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> list[IssueOutcome]:
    """1.0; 2.0 of a workbook that is wrong about it; 3.0 of one that is right again."""
    folder = tmp_path_factory.mktemp("past")
    books = [Book(), wrong_past(date(2026, 3, 24)), right_past(date(2026, 9, 22))]
    outcomes = []
    for days, book in enumerate(books):
        request = IssueRequest(book.write(folder), folder / "out", TEMPLATES, BY, final=True)
        outcomes.append(issue_version(request, FIRST + timedelta(days=days), tell_nobody))
    return outcomes


@pytest.mark.slow
def test_the_workbook_is_told_once_each(versions: list[IssueOutcome]) -> None:
    codes = [[each.code for each in outcome.findings if each.code in ("W384", "W385")] for outcome in versions]
    assert codes == [[], ["W384", "W385"], []]


@pytest.mark.slow
@pytest.mark.parametrize("kind", [".docx", ".pdf", ".html"])
@pytest.mark.parametrize("number", [1, 2])
def test_each_document_says_one_thing_of_last_time(versions: list[IssueOutcome], kind: str, number: int) -> None:
    version = versions[number].version
    assert version
    text = text_of(version.folder, kind)

    def says(words: str) -> bool:
        return squeezed(words) in text

    assert says("no change")
    for other in ("up from", "Improved:", "improved from", "worsened from", "said to be first agreed", "▲"):
        assert not says(other), other
    assert says("None has improved since the last assessment; none has worsened.")
    slipped = "L-A1 (Fill the posts.) slipped by 181 days, from 31 December 2025 to 30 June 2026."
    assert says(slipped) == (number == 1)
    # In the plan, and in the words of its timeline.
    assert says("30 June 2026 (version 2.0)")
    assert says("to 31 December 2025, revised to 30 June 2026")


# Without documents.


def check(workshop: Workshop, *more: str) -> tuple[int, list[dict[str, str]], str]:
    done = run("check", workshop.workbook, "--output", workshop.output, "--templates", workshop.templates, "--json")
    return done.exit_code, json.loads(done.stdout)["findings"], done.stderr


def test_check_holds_the_workbook_against_the_archive(workshop: Workshop) -> None:
    workshop.issue(final=True)
    workshop.write(wrong_past(date(2026, 3, 24)))
    code, findings, _ = check(workshop)
    assert code == 0
    told = [(each["code"], each["sheet"], each["cell"]) for each in findings if each["code"] in ("W384", "W385")]
    assert told == [("W384", "Criteria", "E3"), ("W385", "Actions", "H2")]


def test_such_a_finding_can_be_accepted(workshop: Workshop) -> None:
    workshop.issue(final=True)
    book = wrong_past(date(2026, 3, 24))
    workshop.write(book)
    _, findings, _ = check(workshop)
    book.accepted = [
        [each["code"], None, each["message"], "As the auditor has it.", BY, date(2027, 1, 1)]
        for each in findings
        if each["code"] in ("W384", "W385")
    ]
    workshop.write(book)
    assert not {"W384", "W385", "N393"} & {each["code"] for each in check(workshop)[1]}


def test_an_archive_that_cannot_be_read_does_not_stop_check_and_is_told_in_a_line(workshop: Workshop) -> None:
    workshop.issue(final=True)
    version = Archive(workshop.archive).find("1.0").folder
    edit_manifest(version, lambda record: record.pop("issued_at"))
    code, findings, said = check(workshop)
    assert (code, [each["code"] for each in findings if each["severity"] != "note"]) == (0, [])
    (line,) = [line for line in said.splitlines() if "cannot be read" in line and line.startswith("Version 1.0")]
    assert "v1.0/manifest.json was changed: it cannot be read any more" in line
    assert "say nothing of what changed since the last meeting" in said
    for command in (("issue",), ("issue", "--final")):
        done = run(*command, workshop.workbook, "--output", workshop.output, "--templates", workshop.templates)
        assert done.exit_code == 3


@pytest.mark.slow
def test_an_unchanged_report_says_so_only_while_the_archive_is_the_same(tmp_path: Path) -> None:
    workbook, output = wrong_past(date(2026, 3, 24)).write(tmp_path), tmp_path / "out"
    request = ReportRequest(workbook, output, TEMPLATES, formats=("html",))

    def found() -> tuple[list[str], bool]:
        outcome = make_report(request, tell_nobody)
        return [each.code for each in outcome.findings if each.code in ("W384", "W385")], outcome.unchanged

    assert found() == ([], False)
    first = IssueRequest(Book().write(tmp_path, "first.xlsx"), output, TEMPLATES, BY, final=True)
    issue_version(first, FIRST, tell_nobody)
    assert found() == (["W384", "W385"], False)
    assert found() == (["W384", "W385"], True)


def test_following_the_advice_of_w212_changes_nothing(workshop: Workshop) -> None:
    """To clear the rating beside a reference is no change, so that no version is made of it."""
    book = Book()
    book.criteria[1][5] = "C001"
    workshop.write(book)
    assert "W212" in [each["code"] for each in check(workshop)[1]]
    workshop.issue(final=True)
    assert b'"rating": "Amber"' not in files_in(workshop.archive)["2025-09-23-audit-committee/v1.0/assessment.json"]
    book.criteria[1][3] = None
    workshop.write(book)
    done = run("compare", "1.0", workshop.workbook, "--output", workshop.output, "--templates", workshop.templates)
    assert "Nothing has changed." in done.output
    assert workshop.issue().unchanged
