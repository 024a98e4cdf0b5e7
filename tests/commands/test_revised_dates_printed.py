"""The dates of an action that moved, from the workbook to the printed plan: web page and Word file, read back."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bvdocs.storage.current import CURRENT
from tests.support.archives import FIRST, Workshop, make_tiny_documents, rewrite
from tests.support.program import run
from tests.support.reading import read_page, read_word
from tests.support.workbooks import Book

FIRST_AGREED, NEXT, LAST = date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30)
SINCE = "from 6 January 2025"


def due(first: date, revised: date | None = None) -> Book:
    """Return a workbook in which the action L-A1 has these dates."""
    book = Book()
    book.actions[0][7:9] = [first, revised]
    return book


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A workbook of which 1.0 has the date first agreed, 2.0 and 3.0 the next one."""
    workshop = Workshop(tmp_path)
    with monkeypatch.context() as patch:
        make_tiny_documents(patch)
        for number, book in enumerate((due(FIRST_AGREED), due(FIRST_AGREED, NEXT), due(FIRST_AGREED, NEXT))):
            workshop.write(book)
            assert workshop.issue(final=True, again=True, now=FIRST + timedelta(days=number)).version
    return workshop


def printed(workshop: Workshop, book: Book) -> tuple[str, str]:
    """Return what the plan made from this workbook prints beneath 'Due' for L-A1: on the page, and in Word."""
    workshop.write(book)
    options = ("--output", workshop.output, "--templates", workshop.templates, "--format", "html", "--format", "word")
    done = run("report", workshop.workbook, *options)
    assert done.exit_code == 0, done.output
    pages = (
        read((workshop.output / CURRENT / f"action-plan.{kind}").read_bytes())
        for read, kind in ((read_page, "html"), (read_word, "docx"))
    )
    page, word = (
        " ".join(row[4].split())
        for read in pages
        for row in read.table("Reference", "Opportunity", "Action", "Owner", "Due")
        if row[0].startswith("L-A1")
    )
    return page, word


@pytest.mark.slow
@pytest.mark.parametrize(
    "book",
    [due(FIRST_AGREED, LAST), due(NEXT, LAST), due(LAST)],
    ids=["in its column", "the one before as first agreed", "over the date first agreed"],
)
def test_each_new_date_is_printed_with_the_version_that_brought_it(workshop: Workshop, book: Book) -> None:
    said = f"31 December 2025 revised to 31 March 2026 (version 2.0) revised to 30 June 2026 (this draft) {SINCE}"
    assert printed(workshop, book) == (said, said)


@pytest.mark.slow
def test_a_date_that_a_damaged_version_may_have_brought_is_printed_with_none(workshop: Workshop) -> None:
    (manifest,) = workshop.archive.glob("*/v2.0/manifest.json")
    rewrite(manifest, b"{")
    said = f"31 December 2025 revised to 31 March 2026 revised to 30 June 2026 (this draft) {SINCE}"
    assert printed(workshop, due(FIRST_AGREED, LAST)) == (said, said)
