"""What `compare` and the documents tell of an archive in which rows became exempt, in whichever order it is asked."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook
from openpyxl.styles import Font

from bvdocs.cli.main import main
from bvdocs.commands import archived_workbooks
from bvdocs.commands.archived_workbooks import past_in
from bvdocs.commands.documents import build_view_since
from bvdocs.core.brand import Brand
from bvdocs.storage.archive.reader import Archived
from bvdocs.storage.archive.versions import Archive
from bvdocs.view import DRAFT
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.archives import FIRST, Workshop
from tests.support.workbooks import Book

SECRET = "Zanzibar"
DEPOT = f"The depot at Station Road may be sold to {SECRET} Quarries in the spring."
REWORDED = f"In the spring the depot at Station Road goes to {SECRET} Quarries."
DECEMBER = date(2025, 12, 16)


def book_with(depot: str | None, *, exempt: bool = False) -> Book:
    """A workbook with a bullet and an action on the depot, unless None; the other action's date tells it is moving."""
    book = Book()
    if depot:
        mark = "yes" if exempt else None
        book.narrative.append([1, "Opportunities", depot, None, None, mark])
        book.actions.append([*book.actions[0][:4], depot, *book.actions[0][5:13], mark])
        book.actions[2][0] = "L-A2"
    return book


def compare(workshop: Workshop, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["compare", *arguments, "--output", str(workshop.output)])
    assert result.exit_code == 0, result.output
    return result


def saved(workshop: Workshop, book: Book, name: str = "assessment.xlsx") -> str:
    return str(book.write(workshop.folder, name))


def issue(workshop: Workshop, *books: Book, final: tuple[int, ...] = (0,)) -> None:
    """Issue these, a month after each other: those at the places of `final` as final versions."""
    for number, book in enumerate(books):
        workshop.write(book)
        made = workshop.issue(final=number in final, again=True, now=FIRST + timedelta(days=30 * number))
        assert made.version, made.findings


def is_told(workshop: Workshop, one: str, other: str, tmp_path: Path) -> bool:
    """Whether any form of the comparison has the secret, in either order."""
    said = []
    for pair in ((one, other), (other, one)):
        page = tmp_path / f"changes-{len(list(tmp_path.iterdir()))}.html"
        said += [compare(workshop, *pair, "--html", str(page)).output, compare(workshop, *pair, "--json").output]
        said.append(page.read_text(encoding="utf-8"))
    return any(SECRET in each for each in said)


@pytest.mark.slow
def test_what_the_newer_has_as_exempt_is_told_in_neither_order(workshop: Workshop, tmp_path: Path) -> None:
    issue(workshop, book_with(DEPOT), book_with(REWORDED, exempt=True))
    assert not is_told(workshop, "1.0", "1.1", tmp_path)
    assert not is_told(workshop, "1.0", str(workshop.workbook), tmp_path)


def striking(place: str, *, whole: bool) -> Callable[[Workbook], None]:
    """Strike a cell, or its row, through."""
    name, _, at = place.partition("!")

    def edit(book: Workbook) -> None:
        cell = book[name][at]
        for each in book[name][cell.row] if whole else [cell]:
            each.font = Font(strike=True)

    return edit


@pytest.mark.slow
@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(
    ("rows", "place", "row"),
    [
        ("actions", "Actions!E4", ["L-A2", 1, None, None, DEPOT, "Chief Executive", None, DECEMBER, None,
                                   "In progress", None, None, None, None]),
        ("narrative", "Narrative!C4", [1, "Opportunities", DEPOT, None, None, None]),
        ("criteria", "Criteria!C5", ["L003", 1, DEPOT, "Green", None, None, None, None]),
    ],
)  # fmt: skip
def test_nor_what_it_has_as_exempt_and_struck_through(
    rows: str, place: str, row: list[object], workshop: Workshop, tmp_path: Path, *, whole: bool
) -> None:
    older, newer = Book(), Book(edit=striking(place, whole=whole))
    getattr(older, rows).append(row)
    getattr(newer, rows).append([*row[:-1], "yes"])
    newer.report[3][1] = DECEMBER
    issue(workshop, older)
    workbook = saved(workshop, newer)
    past = past_in(Archive(workshop.archive))
    view = build_view_since(read_workbook(Path(workbook)).assessment, Brand(), DRAFT, past)
    assert SECRET in str(past)
    assert SECRET not in str(view)
    if rows == "actions":
        assert "L-A2" not in str(view)
    assert not is_told(workshop, "1.0", workbook, tmp_path)


@pytest.mark.slow
def test_nor_what_a_version_between_them_has(workshop: Workshop, tmp_path: Path) -> None:
    issue(workshop, book_with(DEPOT), book_with(REWORDED, exempt=True), book_with(None), final=(0, 2))
    assert not is_told(workshop, "1.0", "2.0", tmp_path)
    assert not is_told(workshop, "1.0", str(workshop.workbook), tmp_path)


@pytest.mark.slow
def test_nor_what_a_version_after_both_has(workshop: Workshop, tmp_path: Path) -> None:
    issue(workshop, book_with(DEPOT), book_with(None), book_with(REWORDED), book_with(REWORDED, exempt=True))
    for pair in (("1.0", "1.1"), ("1.0", "1.2"), ("1.1", "1.2")):
        assert not is_told(workshop, *pair, tmp_path), pair


def test_of_two_workbooks_for_one_meeting_either_counts(workshop: Workshop, tmp_path: Path) -> None:
    one = saved(workshop, book_with(DEPOT), "one.xlsx")
    other = saved(workshop, book_with(REWORDED, exempt=True), "other.xlsx")
    assert not is_told(workshop, one, other, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("words", [DEPOT, REWORDED])
@pytest.mark.parametrize("meeting", [None, DECEMBER, date(2025, 6, 24)])
def test_what_a_version_has_as_exempt_is_not_told_of_a_workbook_that_was_not_issued(
    meeting: date | None, words: str, workshop: Workshop, tmp_path: Path
) -> None:
    """Its mark was lost, or it is to be open: no version has published it."""
    issue(workshop, book_with(DEPOT), book_with(DEPOT, exempt=True))
    book = book_with(words)
    book.report[3][1] = meeting or book.report[3][1]
    workbook = saved(workshop, book)
    for version in ("1.0", "1.1"):
        assert not is_told(workshop, version, workbook, tmp_path)
    result = compare(workshop, "1.1", workbook)
    assert "2 rows or texts of assessment.xlsx are not told above" in result.output


def test_nor_what_a_workbook_for_an_earlier_meeting_has(workshop: Workshop, tmp_path: Path) -> None:
    earlier = saved(workshop, book_with(DEPOT, exempt=True), "earlier.xlsx")
    later = book_with(DEPOT)
    later.report[3][1] = DECEMBER
    assert not is_told(workshop, earlier, saved(workshop, later, "later.xlsx"), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("to", ["version", "workbook"])
def test_what_is_open_again_is_told(to: str, workshop: Workshop) -> None:
    issue(workshop, book_with(DEPOT), book_with(DEPOT, exempt=True), book_with(REWORDED))
    named = "1.2" if to == "version" else str(workshop.workbook)
    for since in ("1.0", "1.1"):
        result = compare(workshop, since, named)
        assert SECRET in result.output
        assert "not told" not in result.output


def test_the_officer_is_told_how_much_is_not_and_only_on_the_terminal(workshop: Workshop, tmp_path: Path) -> None:
    issue(workshop, book_with(DEPOT), book_with(None))
    page = tmp_path / "changes.html"
    workbook = saved(workshop, book_with(REWORDED, exempt=True))
    result = compare(workshop, "1.0", workbook, "--html", str(page))
    assert "2 rows or texts of version 1.0 are not told above, as that would tell what is exempt now." in result.output
    assert "exempt" not in page.read_text(encoding="utf-8")
    record = CliRunner().invoke(main, ["compare", "1.0", workbook, "--json", "--output", str(workshop.output)])
    assert "exempt" not in json.dumps(json.loads(record.stdout))
    assert "not told above" in record.stderr
    assert "not told" not in compare(workshop, "1.1", workbook).output


def test_the_documents_know_what_was_exempt_in_a_draft(workshop: Workshop, tmp_path: Path) -> None:
    issue(workshop, book_with(DEPOT), book_with(REWORDED, exempt=True))
    later = book_with(None)
    later.report[3][1] = DECEMBER
    later.actions[0][9] = "Complete"
    assessment = read_workbook(later.write(tmp_path)).assessment
    past = past_in(Archive(workshop.archive))
    view = build_view_since(assessment, Brand(), DRAFT, past)
    assert SECRET in str(past)
    assert SECRET not in str(view)
    assert [each.sentences for each in view.plan.changes] == [("L-A1 (Fill the posts.) was completed.",)]


@pytest.mark.slow
def test_workbooks_are_read_once_and_only_where_words_are_no_longer_published(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.write(book_with(DEPOT))
    for number in range(4):
        workshop.issue(final=number == 0, again=True)
    read = []

    def reading(version: Archived) -> object:
        read.append(str(version.version))
        return real(version)

    real = archived_workbooks.read_as_issued
    monkeypatch.setattr("bvdocs.commands.archived_workbooks.read_as_issued", reading)
    book = book_with(DEPOT)
    book.actions[0][9] = "Complete"
    compare(workshop, "1.0", saved(workshop, book))
    assert read == []
    compare(workshop, "1.0", saved(workshop, book_with(REWORDED)))
    # All four have the very same workbook.
    assert read == ["1.3"]
