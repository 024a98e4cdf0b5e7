"""What an update sheet says of last time: what the committee saw, by the last final version in the archive."""

import io
from datetime import date

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.commands.ask import AskRequest, ask_owners
from bvdocs.storage.asked import read_asked
from tests.support.archives import Workshop
from tests.support.asking import NOW, Round, box, form_in
from tests.support.project import tell_nobody
from tests.support.workbooks import Book

NEXT = date(2026, 3, 24)
PEOPLE = "Head of People"
SAW = "The committee last saw"


def next_book() -> Book:
    book = Book()
    book.report[3][1] = NEXT
    return book


def form_after(workshop: Workshop, book: Book, *, final: bool = True) -> Worksheet:
    """The sheet of the Head of People, asked from this workbook after the one of September was issued."""
    workshop.write(Book())
    workshop.issue(final=final)
    workshop.write(book)
    outcome = ask_owners(AskRequest(workshop.workbook, workshop.output), NOW, tell_nobody)
    assert outcome.folder is not None, outcome.findings
    made = Round(outcome.folder, read_asked(outcome.folder))
    return form_in(openpyxl.load_workbook(io.BytesIO(made.sheet(PEOPLE)), rich_text=True))


def labels(form: Worksheet) -> list[str]:
    return [str(row[0].value) for row in form.iter_rows(max_col=1)]


def test_it_says_what_the_committee_saw_last_and_no_update_twice(workshop: Workshop) -> None:
    form = form_after(workshop, next_book())
    assert box(form, SAW).value == "On 23 September 2025: Not started. ‘It waits for the new Head.’"
    assert "Update so far" not in labels(form)


def test_an_update_since_then_stands_beside_what_was_seen(workshop: Workshop) -> None:
    book = next_book()
    book.actions[1][9:12] = ["In progress", 0.2, "The Head has begun."]
    form = form_after(workshop, book)
    assert str(box(form, SAW).value).startswith("On 23 September 2025: Not started.")
    assert box(form, "Update so far").value == "The Head has begun."
    assert box(form, "Status").value == "In progress"


def test_an_action_under_a_new_reference_is_known_and_a_new_one_is_new(workshop: Workshop) -> None:
    book = next_book()
    book.actions.append([*book.actions[1]])
    book.actions[1][0] = "C-A7"
    book.actions[2][0], book.actions[2][4] = "C-A8", "Ask another council to review how we learn from complaints."
    form = form_after(workshop, book)
    assert str(box(form, SAW, "C-A7").value).startswith("On 23 September 2025")
    assert box(form, SAW, "C-A8").value == "Nothing yet: the action is new to it."


def test_a_draft_is_nothing_that_the_committee_saw(workshop: Workshop) -> None:
    form = form_after(workshop, next_book(), final=False)
    assert SAW not in labels(form)
    assert box(form, "Update so far").value == "It waits for the new Head."


def test_an_action_that_is_late_by_the_meeting_is_told_what_will_be_shown(workshop: Workshop) -> None:
    form = form_after(workshop, next_book())
    assert box(form, "Due").value == (
        "30 June 2025. It will be shown as overdue unless it is complete or has a new date."
    )
