"""Rows that were exempt in a version before and are open now: told, and asked about before a final version."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bvdocs.commands import archived_workbooks
from bvdocs.commands.check import check_inputs, past_if_readable
from bvdocs.commands.issue import IssueOutcome, IssueRequest, issue_version
from bvdocs.core.model import Assessment
from bvdocs.storage.archive.reader import Archived
from tests.support.archives import BY, FIRST, Workshop, numbers
from tests.support.project import tell_nobody
from tests.support.workbooks import Book

CHARACTERISTIC = "Interim directors are leaving under settlement agreements"
BULLET = "The pension fund of the harbour company is short of forty million pounds."
ACTION = "Buy the derelict mill before its owner becomes insolvent."


def secret(mark: str | None = "yes") -> Book:
    """A workbook with three rows more, exempt or not."""
    book = Book()
    book.criteria.append(["L003", 1, CHARACTERISTIC, "Red", None, None, "Minutes", mark])
    book.narrative.append([1, "Strengths", BULLET, None, None, mark])
    book.actions.append(["L-A2", 1, "L003", None, ACTION, *book.actions[0][5:13], mark])
    return book


def issue(
    workshop: Workshop, book: Book, *, final: bool = False, says: Callable[[object], bool] = lambda _: False
) -> IssueOutcome:
    workshop.write(book)
    request = IssueRequest(workshop.workbook, workshop.output, workshop.templates, BY, final, "", again=False)
    when = FIRST + timedelta(days=len(numbers(workshop.archive)) if workshop.archive.exists() else 0)
    return issue_version(request, when, tell_nobody, says)


def told(outcome: IssueOutcome) -> list[str]:
    return [str(each) for each in outcome.findings if each.code == "W387"]


OPEN_NOW = [
    "W387 Criteria!H5: L003 was exempt in version 1.0, and is open now: it will be published.",
    "W387 Narrative!F4: this bullet was exempt in version 1.0, and is open now: it will be published.",
    "W387 Actions!N4: L-A2 was exempt in version 1.0, and is open now: it will be published.",
]


@pytest.mark.slow
def test_a_lost_mark_is_asked_about_told_once_and_no_more_when_it_was_issued_open(workshop: Workshop) -> None:
    assert told(issue(workshop, secret(), final=True)) == []
    refused = issue(workshop, secret(None), final=True)
    assert (refused.version, told(refused)) == (None, OPEN_NOW)
    assert [str(each) for each in refused.unconfirmed] == OPEN_NOW
    assert all(each.confidential for each in refused.unconfirmed)
    assert numbers(workshop.archive) == ["1.0"]
    accepted = issue(workshop, secret(None), final=True, says=lambda _: True)
    assert accepted.version
    assert told(accepted) == OPEN_NOW
    later = secret(None)
    later.narrative[0][2] = "Priorities are clear and known."
    assert told(issue(workshop, later, final=True)) == []
    assert numbers(workshop.archive) == ["1.0", "2.0", "3.0"]


def test_a_draft_only_warns_and_one_draft_is_held_against_another(workshop: Workshop) -> None:
    issue(workshop, secret())
    draft = issue(workshop, secret(None))
    assert told(draft) == [each.replace("1.0", "0.1") for each in OPEN_NOW]
    assert numbers(workshop.archive) == ["0.1", "0.2"]


def deleted(book: Book) -> None:
    del book.criteria[3], book.narrative[2], book.actions[2]


@pytest.mark.slow
def test_a_draft_without_the_row_does_not_make_it_forgotten(workshop: Workshop) -> None:
    issue(workshop, secret(), final=True)
    book = secret()
    deleted(book)
    for _ in range(2):
        book.narrative[0][2] = f"{book.narrative[0][2]} So it is."
        assert told(issue(workshop, book)) == []
    refused = issue(workshop, secret(None), final=True)
    assert (refused.version, told(refused)) == (None, OPEN_NOW)
    assert issue(workshop, secret(None), final=True, says=lambda _: True).version
    book.narrative[0][2] = f"{book.narrative[0][2]} And so it stays."
    assert told(issue(workshop, book)) == []
    # It was published since then.
    assert told(issue(workshop, secret(None), final=True)) == []


@pytest.mark.slow
def test_a_name_that_another_row_had_since_is_no_mark(workshop: Workshop) -> None:
    issue(workshop, secret(), final=True)
    book = secret()
    deleted(book)
    book.actions.append(["L-A2", 1, "L002", None, "Paint the town hall.", *book.actions[0][5:14]])
    assert [each.split(" was ")[0] for each in told(issue(workshop, book))] == ["W387 Actions!N4: L-A2"]
    book.actions[2][4] = "Hold a street party for residents."
    assert told(issue(workshop, book)) == []


def test_a_row_is_known_by_its_words_too(workshop: Workshop) -> None:
    issue(workshop, secret(), final=True)
    book = secret(None)
    book.criteria[3][0] = book.actions[2][2] = "L008"
    book.actions[2][0] = "L-A7"
    book.narrative[2][:3] = [2, "Areas for improvement", BULLET.replace("forty", "fifty")]
    assert [each.split(" was ")[0] for each in told(issue(workshop, book))] == [
        "W387 Criteria!H5: L008", "W387 Narrative!F4: this bullet", "W387 Actions!N4: L-A7",
    ]  # fmt: skip


def still_exempt_under_another_code(book: Book) -> None:
    book.criteria[3][0] = book.actions[2][2] = "L004"
    book.criteria.append(["L003", 1, "Sound advice", "Green", None, None, "Minutes", None])


def an_open_row_reworded(book: Book) -> None:
    book.narrative[0][2] = "Priorities are very clear."


def an_exempt_row_deleted(book: Book) -> None:
    del book.narrative[2]
    book.narrative.append([1, "Strengths", "Budgets are monitored monthly.", None, None, None])


@pytest.mark.slow
@pytest.mark.parametrize("edit", [still_exempt_under_another_code, an_open_row_reworded, an_exempt_row_deleted])
def test_what_is_exempt_still_or_was_open_or_is_new_is_not_told(
    workshop: Workshop, edit: Callable[[Book], None]
) -> None:
    issue(workshop, secret(), final=True)
    book = secret()
    edit(book)
    outcome = issue(workshop, book, final=True)
    assert outcome.version
    assert told(outcome) == []


def test_the_workbook_is_read_once_and_only_for_open_rows_that_are_new(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    plainly = archived_workbooks.read_as_issued

    def counted(version: Archived) -> Assessment:
        read.append(version.folder)
        return plainly(version)

    issue(workshop, secret(), final=True)
    monkeypatch.setattr(archived_workbooks, "read_as_issued", counted)
    progress = secret()
    progress.actions[0][10:12] = [0.6, "Two of three are filled."]
    for book, times in ((progress, 0), (secret(None), 1)):
        content = book.write(workshop.folder).read_bytes()
        past = past_if_readable(workshop.output, lambda fault: pytest.fail(str(fault)), pytest.fail)
        check_inputs(workshop.workbook, content, workshop.templates, tell_nobody, past=past)
        assert len(read) == times
