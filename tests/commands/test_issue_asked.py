"""`issue --final` where a day cannot be meant, or the meeting is before the last one: it goes no further unasked."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from bvdocs.commands import issue as command
from bvdocs.core.errors import ArchiveError
from tests.support.archives import FIRST, Workshop, add, files_in, numbers
from tests.support.program import run
from tests.support.project import PROJECT, TEMPLATES, tell_nobody
from tests.support.terminal import at_a_terminal
from tests.support.workbooks import Book

LATER = date(2025, 12, 16)


def issue(workshop: Workshop, *more: str) -> Result:
    return run("issue", workshop.workbook, "--output", workshop.output, "--templates", workshop.templates, *more)


def far() -> Book:
    book = Book()
    book.actions[0][8] = date(2207, 1, 31)
    return book


def meeting_on(day: date) -> Book:
    book = Book()
    book.report[3][1] = day
    return book


@pytest.mark.slow
@pytest.mark.parametrize(
    ("book", "code"),
    [
        (far(), "W357 Actions!I2"),
        (meeting_on(date(2205, 9, 23)), "W358 Report!B5"),
        (Book(report=[*Book().report, ["Assessed on", date(2022, 9, 1)]]), "W359 Report!B6"),
        (Book(report=[*Book().report, ["Assessed on", date(2025, 10, 1)]]), "W224 Report!B6"),
    ],
)
def test_a_final_version_with_such_a_day_is_not_made_until_somebody_says_so(
    workshop: Workshop, book: Book, code: str
) -> None:
    workshop.write(book)
    done = issue(workshop, "--final")
    assert done.exit_code == 1
    assert f"No version was issued. Correct {workshop.workbook}, or say with --yes that this is meant:" in (done.output)
    assert f"  {code}: " in done.output.partition("No version was issued.")[2]
    assert not workshop.output.exists()
    assert issue(workshop, "--final", "--yes").exit_code == 0
    assert numbers(workshop.archive) == ["1.0"]


def test_a_draft_only_warns(workshop: Workshop) -> None:
    workshop.write(far())
    done = issue(workshop)
    assert done.exit_code == 0
    assert "W357" in done.output
    assert numbers(workshop.archive) == ["0.1"]


def test_with_nothing_to_ask_yes_changes_nothing(workshop: Workshop) -> None:
    assert issue(workshop, "--final", "--yes").exit_code == 0
    assert "no version was issued" in issue(workshop, "--final", "--yes").output
    assert numbers(workshop.archive) == ["1.0"]


def test_what_is_accepted_is_not_asked_about(workshop: Workshop) -> None:
    book = far()
    message = "'Revised due' is 31/01/2207, more than ten years after the meeting: is 2027 meant?"
    book.accepted = [["W357", "Actions!I2", message, "The lease ends then.", "Monitoring Officer", LATER]]
    workshop.write(book)
    assert issue(workshop, "--final").exit_code == 0


def test_a_final_version_that_stands_is_not_asked_about_again(workshop: Workshop) -> None:
    workshop.write(far())
    issue(workshop, "--final", "--yes")
    done = issue(workshop, "--final")
    assert done.exit_code == 0
    assert "Nothing that is published has changed since version 1.0" in done.output


@pytest.mark.slow
def test_a_wrong_meeting_in_the_last_final_version_can_be_corrected_but_never_silently(workshop: Workshop) -> None:
    workshop.write(meeting_on(LATER))
    issue(workshop, "--final")
    before = files_in(workshop.archive)
    workshop.write(Book())
    assert issue(workshop).exit_code == 0
    assert "W386 Report!B5" in issue(workshop).output
    done = issue(workshop, "--final")
    assert done.exit_code == 1
    assert "W386 Report!B5: the meeting is on 23/09/2025, before that of version 1.0, 16/12/2025." in done.output
    assert numbers(workshop.archive) == ["1.0", "1.1"]
    assert before.items() <= {**files_in(workshop.archive), "SHA256SUMS": before["SHA256SUMS"]}.items()
    assert issue(workshop, "--final", "--yes").exit_code == 0
    assert numbers(workshop.archive) == ["1.0", "1.1", "2.0"]
    # From then on the corrected one counts.
    workshop.write(meeting_on(date(2025, 10, 7)))
    assert issue(workshop, "--final").exit_code == 0


@pytest.mark.slow
def test_a_workbook_of_another_authority_is_told_and_asked_about_though_it_was_named(workshop: Workshop) -> None:
    assert issue(workshop, "--final").exit_code == 0
    other = Book()
    other.report[0][1] = "Borsetshire County Council"
    workshop.write(other)
    told = (
        "W388 Report!B2: the workbook is of 'Borsetshire County Council', but version 1.0 is of 'Testing District"
        " Council'."
    )
    done = issue(workshop, "--final")
    assert done.exit_code == 1
    assert told in " ".join(done.output.split())
    assert numbers(workshop.archive) == ["1.0"]
    assert issue(workshop, "--final", "--yes").exit_code == 0
    # It has that name from then on; and how it is written in small or capital letters says nothing.
    other.report[0][1], other.report[1][1] = "BORSETSHIRE county council", "Self-assessment"
    workshop.write(other)
    done = issue(workshop)
    assert done.exit_code == 0
    assert "W388" not in done.output


def test_a_final_version_of_another_process_meanwhile_is_not_gone_behind(workshop: Workshop) -> None:
    workshop.write(far())
    request = command.IssueRequest(workshop.workbook, workshop.output, workshop.templates, "Ann Other", final=True)

    def answer(_: object) -> bool:
        add(workshop.archive, "1.0", meeting_date=LATER)
        return True

    with pytest.raises(ArchiveError, match="issued meanwhile"):
        command.issue_version(request, FIRST + timedelta(days=400), tell_nobody, answer)
    assert numbers(workshop.archive) == ["1.0"]


def test_nobody_is_asked_while_others_wait(workshop: Workshop) -> None:
    workshop.write(far())
    request = command.IssueRequest(workshop.workbook, workshop.output, workshop.templates, "Ann Other", final=True)

    def answer(_: object) -> bool:
        add(workshop.archive, "0.1")
        return True

    made = command.issue_version(request, FIRST, tell_nobody, answer).version
    assert made
    assert numbers(workshop.archive) == ["0.1", "1.0"]


# Real processes: at a terminal, and without one.


def arguments(folder: Path, *more: str) -> list[str]:
    workbook = far().write(folder)
    return [
        sys.executable, "-m", "bvdocs", "issue", str(workbook), "--output", str(folder / "out"), "--templates",
        str(TEMPLATES), "--final", "--by", "Ann Other", "--note", "", *more,
    ]  # fmt: skip


@pytest.mark.slow
def test_without_a_terminal_it_ends_with_1_and_writes_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        arguments(tmp_path), cwd=PROJECT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "--yes" in done.stdout
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@pytest.mark.parametrize("answer", [b"n\n", b"\n", b"\x03", b"\x04"], ids=["no", "no by default", "^C", "^D"])
def test_at_a_terminal_it_asks_and_a_no_or_an_interrupt_writes_nothing(tmp_path: Path, answer: bytes) -> None:
    done, said = at_a_terminal(arguments(tmp_path), ("[y/N]", answer))
    _, question, after = said.partition("Are they meant, and is the final version to be issued? [y/N]:")
    assert question
    # Once: who answers has just read it.
    assert said.count("W357") == 1
    assert "\nNo version was issued." in after
    assert "Warning" not in said
    assert "Aborted" not in said
    assert "Traceback" not in said
    assert done == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@pytest.mark.parametrize(("slip", "asks"), [(False, "Is"), (True, "Are they meant, and is")])
def test_at_a_terminal_the_question_says_that_an_officer_has_not_cleared_it(
    tmp_path: Path, slip: bool, asks: str
) -> None:
    book = far() if slip else Book()
    book.additions = ["committee"]
    book.committee, book.clearances = [["Recommendation", "To note it."]], [["Monitoring Officer", None, None]]
    called = arguments(tmp_path)
    book.write(tmp_path)
    done, said = at_a_terminal(called, ("[y/N]", b"n\n"))
    assert f"{asks} the final version to be issued although not every officer has cleared the report? [y/N]:" in said
    assert ("these look like slips" in said) == slip
    assert "not every officer has cleared the report:" in said
    assert done == 1


@pytest.mark.slow
def test_at_a_terminal_a_yes_issues_it(tmp_path: Path) -> None:
    done, said = at_a_terminal(arguments(tmp_path), ("[y/N]", b"y\n"))
    assert done == 0, said
    assert numbers(tmp_path / "out" / "archive") == ["1.0"]
