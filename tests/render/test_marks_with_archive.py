"""What the archive says of last time is from no cell of the workbook, and so has no mark."""

from datetime import date
from pathlib import Path

import pytest

from bvdocs.core.history import Issue, Past, Reported
from bvdocs.core.model import Assessment
from bvdocs.core.publishing import published
from bvdocs.core.versions import Version
from tests.support.previews import editions_of, marks_of
from tests.support.workbooks import Book

AGREED, NEXT, LAST = date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30)


def past_of(*assessments: Assessment) -> Past:
    """These were reported one after the other."""
    reported = tuple(
        Reported(
            Issue(Version(number, 0), date(2025, 9, 1), "Clerk", "", "Committee", date(2025, 9, 23)), published(one)
        )
        for number, one in enumerate(assessments, 1)
    )
    return Past(tuple(each.issue for each in reported), reported)


def draft(due: date = AGREED, revised: date | None = None) -> Book:
    """A workbook for the next meeting, in which the action L-A1 has these dates."""
    book = Book()
    book.report[3][1] = date(2026, 3, 24)
    book.actions[0][7:9] = [due, revised]
    return book


def marks(folder: Path, book: Book, past: Past, page: str) -> dict[str, set[str]]:
    """The words that are marked with each cell."""
    made = editions_of(book.write(folder), past)
    found: dict[str, set[str]] = {}
    for mark in marks_of(made.previewed[page].html):
        found.setdefault(mark.cell, set()).add(mark.words)
    return found


def test_a_previous_rating_from_the_archive_has_no_cell(tmp_path: Path) -> None:
    now = draft()
    now.criteria[1][3:5] = ["Green", "Red"]  # it was amber
    now.criteria.append(["L003", 1, "New since then", "Red", "Amber", None, None, None])
    past = past_of(Book().read(tmp_path))
    made = editions_of(now.write(tmp_path), past)
    page = next(page for file, page in made.previewed.items() if "theme-1" in file)
    assert "up from amber" in page.html
    cells = page.cells
    assert {cell: said for cell, said in cells.items() if cell.startswith("Criteria!E")} == {
        "Criteria!E5": "▼\ndown from amber"
    }
    assert "Criteria!D3" in cells


# In its row, and in the list of what has a new date.
MOVED = {"30 June 2026 (this draft)", "30 June 2026"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("book", "due", "revised"),
    [
        (draft(), {"31 December 2025"}, None),
        (draft(AGREED, LAST), {"31 December 2025"}, MOVED),
        # What was first agreed is the archive's; the workbook has the newest date, wherever it writes it.
        (draft(NEXT, LAST), None, MOVED),
        (draft(LAST), MOVED, None),
        (draft(NEXT, AGREED), None, None),
    ],
    ids=["as agreed", "revised", "another as first agreed", "over the date first agreed", "back again"],
)
def test_a_date_of_an_action_names_the_cell_that_says_it(
    book: Book, due: set[str] | None, revised: set[str] | None, tmp_path: Path
) -> None:
    found = marks(tmp_path, book, past_of(draft().read(tmp_path)), "action-plan")
    assert (found.get("Actions!H2"), found.get("Actions!I2")) == (due, revised)


def test_of_the_dates_between_none_names_a_cell(tmp_path: Path) -> None:
    past = past_of(draft().read(tmp_path), draft(AGREED, NEXT).read(tmp_path))
    made = editions_of(draft(AGREED, LAST).write(tmp_path), past)
    assert "revised to 31 March 2026 (version 2.0)" in made.published["action-plan"]
    said = [mark for mark in marks_of(made.previewed["action-plan"].html) if mark.cell in ("Actions!H2", "Actions!I2")]
    assert [mark.words for mark in said] == ["30 June 2026", "31 December 2025", "30 June 2026 (this draft)"]
