"""Each state in words, and which one it is of several that are so."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bvdocs.commands.preview import Preview
from bvdocs.core.errors import ArchiveError, BvdocsError, TemplateError
from bvdocs.core.findings import Finding, Severity
from bvdocs.core.places import CellRef, TemplatePlace
from bvdocs.desk.sections import say
from bvdocs.desk.snapshot import Snapshot
from bvdocs.desk.states import State, state_of, words_of

SOUND = Preview("", "", "", (), (), ())
ERROR = Finding("E104", Severity.ERROR, CellRef("Criteria", "D2"), "is no rating", "")
WARNING = Finding("W300", Severity.WARNING, CellRef("Actions", "H2"), "is late", "")
NOTE = Finding("N300", Severity.NOTE, CellRef("Actions", "H2"), "is long", "")
OF_TEMPLATE = Finding("E401", Severity.ERROR, TemplatePlace("page.html", "line 3"), "names nothing", "")


@pytest.mark.parametrize(
    ("preview", "state"),
    [
        (SOUND, State.ALL_WELL),
        (replace(SOUND, findings=(NOTE,)), State.ALL_WELL),
        (replace(SOUND, findings=(NOTE, WARNING)), State.WARNINGS),
        (replace(SOUND, findings=(WARNING,), archive_faults=("A file is missing.",)), State.ARCHIVE_DAMAGED),
        (replace(SOUND, fault=ArchiveError("It is not here.")), State.ARCHIVE_DAMAGED),
        (replace(SOUND, fault=TemplateError("It is broken.")), State.TEMPLATES_AT_FAULT),
        (replace(SOUND, fault=BvdocsError("It took too long.")), State.BROKEN),
        (replace(SOUND, findings=(WARNING, OF_TEMPLATE)), State.TEMPLATES_AT_FAULT),
        (replace(SOUND, findings=(ERROR, OF_TEMPLATE), archive_faults=("x",)), State.ERRORS),
    ],
)
def test_of_several_that_are_so_the_first_is_told(preview: Preview, state: State) -> None:
    assert state_of(preview) is state


@pytest.mark.parametrize("state", State)
def test_each_state_says_what_it_is_and_what_to_do(state: State) -> None:
    words = words_of(Snapshot(state=state, findings=(ERROR, WARNING, WARNING)))
    assert all(words)
    assert words.next.endswith(".")
    for text in words:
        assert not re.search(r"[{}]|process|server|exception|traceback|terminal", text)


def test_findings_are_counted() -> None:
    assert "has 1 error." in words_of(Snapshot(state=State.ERRORS, findings=(ERROR, WARNING))).what
    assert "2 warnings" in words_of(Snapshot(state=State.WARNINGS, findings=(WARNING, WARNING))).what


def test_a_fault_is_told_in_its_own_words_with_what_to_do() -> None:
    fault = ArchiveError("It is not as issued.", "Put it back.", ("one", "another"))
    words = words_of(Snapshot(state=State.ARCHIVE_DAMAGED, fault=fault))
    assert (words.what, words.next) == ("It is not as issued. one another", "Put it back.")
    assert words_of(Snapshot(state=State.BROKEN, fault=BvdocsError("It took too long."))).next


def test_with_errors_nothing_is_promised_that_may_not_come() -> None:
    words = words_of(Snapshot(state=State.ERRORS, findings=(ERROR,)))
    assert "below" not in words.what
    assert "may grow" in words.next


def test_of_a_workbook_that_cannot_be_read_no_number_of_findings_is_told_as_of_now() -> None:
    read_at = datetime(2026, 11, 27, 10, 14, tzinfo=UTC)
    for state in (State.BROKEN, State.NO_WORKBOOK, State.HALF_SAVED):
        assert "no errors" not in say(Snapshot(state=state, read_at=read_at))
    assert "no errors" in say(Snapshot(state=State.ALL_WELL, read_at=read_at))
