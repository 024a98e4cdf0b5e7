"""What is taken out before anything is counted, drawn or printed; and where a value's cell is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bvdocs.core.places import CellRef, Source
from bvdocs.core.publishing import published
from tests.support.workbooks import Book


def note(book: Book) -> None:
    book.report.append(["Note", "Ratings are by the CLT."])


def committee(book: Book) -> None:
    book.report[2][1] = "CLT and Audit Committee"


def meaning(book: Book) -> None:
    book.scale[0][3] = "In place, as the CLT sees it"


def lead(book: Book) -> None:
    book.themes[0][3] = "Chair of the CLT"


def heading(book: Book) -> None:
    book.themes[0][4] = "What the CLT looks for"


@pytest.mark.parametrize("use", [note, committee, meaning, lead, heading])
def test_an_abbreviation_of_open_words_stays_though_an_exempt_row_has_it_too(
    use: Callable[[Book], None], tmp_path: Path
) -> None:
    book = Book(abbreviations=[["CLT", "Corporate Leadership Team"]])
    book.narrative.append([1, "Strengths", "The CLT keeps a secret.", None, None, "yes"])
    assert published(book.read(tmp_path)).abbreviations == ()
    use(book)
    assert [each.short for each in published(book.read(tmp_path)).abbreviations] == ["CLT"]


def test_an_abbreviation_that_no_open_row_prints_is_not_published(tmp_path: Path) -> None:
    book = Book(abbreviations=[["CLT", "Corporate Leadership Team"]])
    assert published(book.read(tmp_path)).abbreviations == ()
    book.criteria[0][6] = "Minutes of the CLT"
    assert published(book.read(tmp_path)).abbreviations == ()


def test_an_abbreviation_of_a_note_is_not_asked_for_where_it_is_explained(tmp_path: Path) -> None:
    book = Book(abbreviations=[["CLT", "Corporate Leadership Team"]])
    book.narrative.append([1, "Strengths", "The CLT keeps a secret.", None, None, "yes"])
    note(book)
    assert "W321" not in [code for code, _ in book.found(tmp_path)]


def test_a_cell_of_a_column_that_no_sheet_has_is_asked_for_in_vain(tmp_path: Path) -> None:
    assert Source("Actions", 4, {"Ref": "A", "Due": "F"}).at("Due") == CellRef("Actions", "F4")
    with pytest.raises(KeyError, match="Deu"):
        Source("Actions", 4, {"Ref": "A", "Due": "F"}).at("Deu")


def test_a_column_that_the_workbook_leaves_out_has_the_rows_first_cell(tmp_path: Path) -> None:
    book = Book()
    book.edit = lambda workbook: workbook["Actions"].delete_cols(9)
    assert str(book.read(tmp_path).actions[0].source.at("Revised due")) == "Actions!A2"
