"""Words that are struck through: they are left out wherever they stand, and always told."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from bvdocs.core.model import Assessment
from bvdocs.core.rich_text import Run
from tests.support.project import documents_of
from tests.support.reading import read_page, read_pdf, read_word, squeezed
from tests.support.workbooks import READING, Book

STRUCK, PLAIN, BOLD = InlineFont(strike=True), InlineFont(), InlineFont(b=True)


def struck(words: str) -> TextBlock:
    return TextBlock(STRUCK, words)


def holding(place: str, value: object) -> Book:
    def edit(book: Workbook) -> None:
        sheet, _, cell = place.partition("!")
        book[sheet][cell].value = value

    return Book(edit=edit)


def striking(*places: str) -> Book:
    """A right workbook of which these cells are struck through as a whole."""

    def edit(book: Workbook) -> None:
        for place in places:
            sheet, _, cell = place.partition("!")
            book[sheet][cell].font = Font(strike=True)

    return Book(edit=edit)


def told(folder: Path, book: Book) -> list[str]:
    return [str(each) for each in book.findings(folder, READING)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "left"),
    [
        (CellRichText("The gap is ", struck("£2m"), TextBlock(PLAIN, "£3m"), "."), "The gap is £3m."),
        (CellRichText("The gap is", struck(" £2m "), TextBlock(PLAIN, "wide.")), "The gap is wide."),
        (CellRichText("The plan ", struck("(draft)"), "."), "The plan."),
        (CellRichText("The plan ", struck("of "), struck("June "), "is agreed."), "The plan is agreed."),
        (CellRichText(struck("Old. "), "New."), "New."),
        (CellRichText("A co", struck("s"), "t."), "A cot."),
    ],
)
def test_struck_words_are_left_out_of_a_text_with_the_space_put_right(
    tmp_path: Path, typed: CellRichText, left: str
) -> None:
    book = holding("Narrative!C2", typed)
    assert book.read(tmp_path).bullets[0].text.plain == left
    assert [(each.code, str(each.where)) for each in book.findings(tmp_path, READING)] == [("W119", "Narrative!C2")]


def test_the_words_are_quoted_for_the_officer_alone(tmp_path: Path) -> None:
    typed = CellRichText("The gap is ", struck("£2m"), TextBlock(BOLD, "£3m"), struck(" or so"), ".")
    book = holding("Narrative!C2", typed)
    (finding,) = book.findings(tmp_path, READING)
    assert str(finding) == "W119 Narrative!C2: '£2m' and 'or so' are struck through, and left out."
    assert finding.confidential
    assert book.read(tmp_path).bullets[0].text.runs == (Run("The gap is "), Run("£3m", bold=True), Run("."))


def test_a_run_without_a_font_of_its_own_is_struck_as_its_cell_is(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        cell = book["Narrative"]["C2"]
        cell.value = CellRichText("Gone, ", TextBlock(BOLD, "stays."))
        cell.font = Font(strike=True)

    assert Book(edit=edit).read(tmp_path).bullets[0].text.plain == "stays."


@pytest.mark.parametrize(
    ("place", "read", "value"),
    [
        ("Actions!L3", lambda each: each.actions[1].update.plain, ""),
        ("Actions!K2", lambda each: each.actions[0].progress, None),
        ("Actions!G2", lambda each: each.actions[0].start, None),
        ("Criteria!D2", lambda each: each.criteria[0].rating, None),
        ("Criteria!G2", lambda each: each.criteria[0].evidence, ""),
        ("Narrative!D2", lambda each: each.bullets[0].criteria, ()),
    ],
)
def test_an_optional_cell_that_is_struck_counts_as_blank(
    tmp_path: Path, place: str, read: Callable[[object], object], value: object
) -> None:
    book = striking(place)
    assert read(book.read(tmp_path)) == value
    (finding,) = book.findings(tmp_path, READING)
    assert (finding.code, str(finding.where)) == ("W119", place)
    assert finding.message.endswith("the cell counts as blank.")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("Actions!H2", "2025-12-31"),
        ("Actions!F2", "Chief Executive"),
        ("Actions!J2", "In progress"),
        ("Criteria!A2", "L001"),
        ("Criteria!B2", "1"),
        ("Scale!B2", "G"),
        ("Report!B5", "2025-09-23"),
    ],
)
def test_a_cell_that_must_be_filled_in_must_not_be_struck(tmp_path: Path, place: str, words: str) -> None:
    found = Book.findings(striking(place), tmp_path, READING)
    assert [(each.code, str(each.where)) for each in found if each.code != "E114"][:1] == [("E120", place)]
    assert found[0].message.startswith(f"'{words}' under ")


@pytest.mark.parametrize("typed", ["yes", "no", CellRichText(struck("yes"), " no"), CellRichText(struck("no"), " yes")])
def test_nothing_is_published_because_an_exemption_is_struck(tmp_path: Path, typed: object) -> None:
    def edit(book: Workbook) -> None:
        cell = book["Narrative"]["F2"]
        cell.value = typed
        if isinstance(typed, str):
            cell.font = Font(strike=True)

    assert Book(edit=edit).found(tmp_path, READING) == [("E120", "Narrative!F2")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("places", "cell", "count"),
    [
        (["Narrative!C2"], "Narrative!C2", lambda each: len(each.bullets)),
        ([f"Narrative!{letter}2" for letter in "ABCDEF"], "Narrative!C2", lambda each: len(each.bullets)),
        ([f"Actions!{letter}2" for letter in "ABCDEFGHIJKLMN"], "Actions!E2", lambda each: len(each.actions)),
        (["Criteria!C4"], "Criteria!C4", lambda each: len(each.criteria)),
    ],
)
def test_a_row_whose_main_words_are_struck_is_left_out_and_told_once(
    tmp_path: Path, places: list[str], cell: str, count: Callable[[object], int]
) -> None:
    book = striking(*places)
    assert count(book.read(tmp_path)) == count(Book().read(tmp_path)) - 1
    (finding,) = book.findings(tmp_path, READING)
    assert (finding.code, str(finding.where), finding.confidential) == ("W023", cell, True)


# By sheet: a row's main cell, the cell that says it is exempt, and its words as they are read.
EXEMPT_ROWS: dict[str, tuple[str, str, Callable[[Assessment], tuple[bool, str]]]] = {
    "Actions": ("E3", "N3", lambda each: (bool(each.actions[1].exempt), each.actions[1].text.plain)),
    "Narrative": ("C3", "F3", lambda each: (bool(each.bullets[1].exempt), each.bullets[1].text.plain)),
    "Criteria": ("C3", "H3", lambda each: (bool(each.criteria[1].exempt), each.criteria[1].name)),
}


@pytest.mark.slow
@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("sheet", EXEMPT_ROWS)
def test_an_exempt_row_that_is_struck_stays_an_exempt_row_with_its_words(
    tmp_path: Path, sheet: str, *, whole: bool
) -> None:
    main, exempt, read = EXEMPT_ROWS[sheet]

    def edit(book: Workbook) -> None:
        book[sheet][exempt] = "yes"
        for cell in book[sheet][3] if whole else [book[sheet][main]]:
            cell.font = Font(strike=True)

    book = Book(edit=edit)
    assert read(book.read(tmp_path)) == (True, read(Book().read(tmp_path))[1])
    (finding,) = book.findings(tmp_path, READING)
    assert (finding.code, str(finding.where), finding.confidential) == ("W023", f"{sheet}!{main}", True)


@pytest.mark.parametrize("sheet", EXEMPT_ROWS)
def test_words_of_an_exempt_row_that_are_struck_stay_too_and_are_told(tmp_path: Path, sheet: str) -> None:
    main, exempt, read = EXEMPT_ROWS[sheet]

    def edit(book: Workbook) -> None:
        book[sheet][exempt] = "yes"
        book[sheet][main] = CellRichText("The gap is ", struck("£2m "), TextBlock(PLAIN, "wide."))

    book = Book(edit=edit)
    assert read(book.read(tmp_path)) == (True, "The gap is £2m wide.")
    (finding,) = book.findings(tmp_path, READING)
    assert (finding.code, str(finding.where), finding.confidential) == ("W119", f"{sheet}!{main}", True)


@pytest.mark.parametrize("sheet", EXEMPT_ROWS)
def test_a_struck_row_of_which_it_is_unclear_whether_it_is_exempt_is_an_error(tmp_path: Path, sheet: str) -> None:
    main, exempt, _ = EXEMPT_ROWS[sheet]

    def edit(book: Workbook) -> None:
        book[sheet][exempt] = "maybe"
        book[sheet][main].font = Font(strike=True)

    assert Book(edit=edit).found(tmp_path, READING) == [("W023", f"{sheet}!{main}"), ("E107", f"{sheet}!{exempt}")]


def test_words_that_an_open_row_shares_with_an_exempt_one_by_a_merge_stay_struck(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Narrative"].insert_rows(3)
        for column, cell in enumerate(book["Narrative"][2], 1):
            book["Narrative"].cell(3, column).value = cell.value
        book["Narrative"]["F2"] = "yes"
        book["Narrative"]["C2"].font = Font(strike=True)
        book["Narrative"].merge_cells("C2:C3")

    bullets = Book(edit=edit).read(tmp_path).bullets
    assert [(each.source.row, bool(each.exempt)) for each in bullets] == [(2, True), (4, False)]


def test_a_word_beside_a_row_that_is_left_out_as_struck_is_no_title(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet = book["Narrative"]
        sheet["H1"], sheet["H2"] = "Our own", "Confidential"
        sheet["C2"].font = Font(strike=True)

    assert Book(edit=edit).found(tmp_path, READING) == [("W023", "Narrative!C2")]


def test_a_row_of_which_nothing_but_struck_words_is_left_is_told(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for cell in book["Narrative"][2]:
            cell.value = None
        book["Narrative"]["D2"] = "L001"
        book["Narrative"]["D2"].font = Font(strike=True)

    assert told(tmp_path, Book(edit=edit)) == [
        "W023 Narrative!D2: 'L001' is struck through, so row 2 is left out.",
    ]


def test_a_field_an_abbreviation_and_an_acceptance_may_be_struck(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for place in ("Report!A6", "Abbreviations!A2", "Accepted findings!C2"):
            sheet, _, cell = place.partition("!")
            book[sheet][cell].font = Font(strike=True)

    book = Book(
        abbreviations=[["CEX", "Chief Executive"]],
        accepted=[["W311", None, "Some text.", "It may stand.", "Clerk", dt.date(2026, 1, 1)]],
        edit=edit,
    )
    book.report.append(["Note", "A note."])
    read = book.read(tmp_path)
    assert (read.abbreviations, read.acceptances, read.report.notes) == ((), (), ())
    assert [code for code, _ in book.found(tmp_path, READING)] == ["W023"] * 3


@pytest.mark.slow
@pytest.mark.parametrize("place", ["Criteria!D1", "Criteria!H1", "Actions!H1", "Narrative!C1"])
def test_a_column_whose_name_is_struck_is_an_error_and_is_read(tmp_path: Path, place: str) -> None:
    book = striking(place)
    assert book.found(tmp_path, READING) == [("E024", place)]
    assert book.read(tmp_path) == Book().read(tmp_path)


def test_what_is_struck_in_columns_of_ones_own_is_left_alone(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for place in ("J1", "J2"):
            book["Criteria"][place] = "Our own"
            book["Criteria"][place].font = Font(strike=True)

    assert Book(edit=edit).found(tmp_path, READING) == []


@pytest.mark.slow
def test_struck_words_are_in_no_document_and_not_in_the_manifest(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Narrative"]["C2"] = CellRichText("The gap is ", struck("forty"), TextBlock(PLAIN, "thirty"), " miles.")
        book["Actions"]["E3"] = "Sell the airship."
        book["Actions"]["E3"].font = Font(strike=True)

    workbook = Book(edit=edit).write(tmp_path)
    documents = documents_of(workbook, tmp_path / "out")
    readers = {".docx": read_word, ".pdf": read_pdf, ".html": read_page}
    read = {name: readers[Path(name).suffix](each) for name, each in documents.items() if Path(name).suffix in readers}
    bullets = [squeezed(bullet) for each in read.values() for bullet in each.bullets]
    assert [each for each in bullets if "gap" in each] == ["Thegapisthirtymiles.(L001)"] * 3
    manifest = (tmp_path / "out" / "current" / "manifest.json").read_text(encoding="utf-8")
    for each in (*(each.text for each in read.values()), manifest):
        assert "airship" not in each
        assert "forty" not in each
