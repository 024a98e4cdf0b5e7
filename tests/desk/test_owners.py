"""The pages on owners: who was asked, the sheets and drafts to take along, and what is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from pathlib import Path

import pytest

from bvdocs.desk.snapshot import Snapshot
from bvdocs.desk.states import State
from bvdocs.storage.asked import read_asked, rounds_in
from tests.support.asking import asked_of
from tests.support.desk import StillWorkbench, Visitor, still_desk
from tests.support.desk_forms import ended, fields_of, refused
from tests.support.project import TEMPLATES
from tests.support.workbooks import complete_book

_SCRIPT = "<script>alert('x')</script>"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A workbook with actions of two owners, of whom one has an address."""
    book = complete_book()
    book.owners = book.owners[:1]
    return book.write(tmp_path)


@pytest.fixture
def workbench(workbook: Path) -> StillWorkbench:
    made = StillWorkbench(workbook, TEMPLATES, workbook.parent / "outputs")
    made.shown = Snapshot(1, State.ALL_WELL, read_at=datetime.now().astimezone())
    return made


@pytest.fixture
def visitor(workbench: StillWorkbench) -> Iterator[Visitor]:
    with still_desk(workbench) as visitor:
        yield visitor


def asking(visitor: Visitor, **changed: str) -> dict[str, str]:
    """The fields of the form that asks the owners, with these changed."""
    return fields_of(visitor.page("/owners"), "/owners") | changed


def test_before_anybody_was_asked_the_page_says_how(visitor: Visitor) -> None:
    page = visitor.page("/owners")
    assert "Nobody has been asked yet" in page
    assert "<button>Make the sheets and drafts" in page
    assert 'aria-current="page">Owners' in page


def test_asking_makes_what_the_command_makes_and_the_page_then_says_who_was_asked(
    visitor: Visitor, workbench: StillWorkbench
) -> None:
    before = workbench.workbook.read_bytes()
    page = ended(visitor, visitor.send("/owners", **asking(visitor, due="2025-09-01")))
    assert "The sheets and drafts are ready" in page
    (folder,) = rounds_in(workbench.output)
    asked = read_asked(folder)
    assert asked.due == date(2025, 9, 1)
    assert workbench.workbook.read_bytes() == before
    shown = visitor.page("/owners")
    assert "to answer by <strong>1 September 2025" in shown
    for sheet in asked.sheets:
        assert f"<h3>{sheet.owner}" in shown
        for kind in ("xlsx", "eml"):
            name = f"{sheet.file}.{kind}"
            assert f"/owners/sent/{name}" in shown
            answer = visitor.ask("GET", f"/owners/sent/{name}")
            assert answer.body == (folder / name).read_bytes()
            assert answer.headers["content-disposition"].startswith("attachment")


def test_who_has_no_address_is_named_and_no_address_is_shown(visitor: Visitor) -> None:
    page = ended(visitor, visitor.send("/owners", **asking(visitor)))
    assert "has no address for" in page
    assert "@example.gov.uk" not in page + visitor.page("/owners")


def test_a_form_sent_twice_asks_once(visitor: Visitor, workbench: StillWorkbench) -> None:
    fields = asking(visitor)
    ended(visitor, visitor.send("/owners", **fields))
    ended(visitor, visitor.send("/owners", **fields))
    assert len(rounds_in(workbench.output)) == 1


@pytest.mark.parametrize("due", ["soon", "2025-02-30", "31/31/2025", _SCRIPT])
def test_what_is_no_day_is_asked_for_again(visitor: Visitor, workbench: StillWorkbench, due: str) -> None:
    page = refused(visitor, visitor.send("/owners", **asking(visitor, due=due)))
    assert 'href="#due"' in page
    assert _SCRIPT not in page
    assert not workbench.output.exists()


def test_a_day_after_the_meeting_is_refused_in_the_desk_s_words(visitor: Visitor, workbench: StillWorkbench) -> None:
    page = ended(visitor, visitor.send("/owners", **asking(visitor, due="01/10/2025")))
    assert "The day to answer by: 1 October 2025 is after the meeting on 23 September 2025." in page
    assert not rounds_in(workbench.output)


def test_while_the_workbook_has_errors_nobody_can_be_asked(visitor: Visitor, workbench: StillWorkbench) -> None:
    fields = asking(visitor)
    workbench.shown = replace(workbench.shown, state=State.ERRORS)
    assert "Make the sheets and drafts" not in visitor.page("/owners")
    # Whoever sends the form all the same is stopped by the workbook itself.
    workbench.workbook.write_bytes(b"no workbook")
    assert "this could not be done" in ended(visitor, visitor.send("/owners", **fields))
    assert not rounds_in(workbench.output)


@pytest.mark.parametrize(
    "name",
    ["asked.json", "../asked.json", "..%2f..%2fassessment.xlsx", "%2fetc%2fpasswd", "x.xlsx", "x%00"],
)
def test_a_file_is_looked_up_and_never_taken_for_a_path(visitor: Visitor, workbook: Path, name: str) -> None:
    asked_of(workbook)
    assert visitor.ask("GET", f"/owners/sent/{name}").status == 404


def test_a_sheet_with_an_exempt_row_says_so_and_nothing_of_what_it_says(visitor: Visitor, workbook: Path) -> None:
    book = complete_book()
    book.actions[0][4], book.actions[0][13] = "Settle with the former director.", "3"
    asked_of(book.write(workbook.parent))
    page = visitor.page("/owners")
    assert page.count(">Exempt</span>") == 1
    assert "Some sheets hold exempt information" in page
    assert "former director" not in page


def test_a_record_that_is_damaged_is_told_with_what_to_do(visitor: Visitor, workbook: Path) -> None:
    (asked_of(workbook).folder / "asked.json").write_text("{}")
    page = visitor.page("/owners")
    assert "is not as it was written when the owners were asked" in page
    assert "'Owners' makes a new round" in unescape(page)
