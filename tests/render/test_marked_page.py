"""Where does this come from? Each mark of a preview names the cell that holds the fact, in whatever template."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bvdocs.checks import run_checks
from bvdocs.core.columns import Sheet
from bvdocs.core.english import date_words, in_sentence
from bvdocs.core.model import Assessment
from bvdocs.core.schema import ACTIONS, CRITERIA, NARRATIVE, SCALE, THEMES
from bvdocs.view.origins import page_that_prints
from tests.cases.long_and_odd import long_and_odd_rows
from tests.cases.seven_themes import seven_theme_rows
from tests.support.previews import Editions, editions_of, marks_of, without_marks
from tests.support.project import SAMPLE
from tests.support.workbook_writer import write_workbook
from tests.support.workbooks import Book

# They say where a row stands, or how it looks, and are no words of a page.
UNPRINTED = {"Theme", "Section", "Number", "Prefix", "Colour", "Exempt"}


def with_everything() -> Book:
    """A workbook in which every column holds something, and some rows are exempt."""
    book = Book()
    book.report += [["Author", "Head of Policy"], ["Department", "Policy"], ["Contact", "policy@example.gov.uk"],
                    ["Assessed on", dt.date(2025, 8, 1)], ["Note", "First & <b>foremost</b>\nin two lines"],
                    ["Note", "A \"second\" one"]]  # fmt: skip
    book.themes[0][3:] = ["Chief Executive", "What is seen where priorities are clear"]
    book.criteria[0][4] = "Amber"
    book.criteria += [
        ["L003", 1, "Referred to another", None, None, "L002", None, None],
        ["L004", 1, "Not assessed at all", None, "Red", None, None, None],
        ["L666", 1, "A secret", "Red", None, None, None, "yes"],
    ]
    book.narrative += [
        [1, "Description", "Members ask and officers answer at the CEX's forum.", "L001, L666", None, None],
        [1, "Strengths", "A secret bullet.", "L666", None, "yes"],
    ]
    book.actions[0][3] = "Posts stand empty & cost < £9"
    book.actions[0][8] = dt.date(2026, 3, 31)
    book.actions[0][11:13] = ["Two of three posts\nare filled.", "No post is empty."]
    book.actions += [["L-A9", 1, "L666", None, "A secret action.", "Chief Executive", None, dt.date(2026, 1, 1), None,
                      "Complete", 1.0, None, None, "yes"]]  # fmt: skip
    book.abbreviations += [["CEX", "Chief Executive"], ["XYZ", "Never used"]]
    return book


@pytest.fixture(scope="module", params=["sample", "seven", "odd", "everything"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Editions:
    """The pages of each workbook in turn."""
    folder = tmp_path_factory.mktemp("previews")
    write: dict[str, Callable[[], Path]] = {
        "sample": lambda: SAMPLE,
        "seven": lambda: written(folder / "seven.xlsx", seven_theme_rows()),
        "odd": lambda: written(folder / "odd.xlsx", long_and_odd_rows()),
        "everything": lambda: with_everything().write(folder),
    }
    return editions_of(write[request.param]())


def written(path: Path, rows: Any) -> Path:
    write_workbook(path, rows)
    return path


def squeezed(text: object) -> str:
    return "".join(str(text).split())


def test_a_preview_is_the_published_page_but_for_its_marks(made: Editions) -> None:
    assert {file: without_marks(page.html) for file, page in made.previewed.items()} == made.published
    assert all("data-cell" not in page for page in made.published.values())
    assert all(page.html.count("data-cell") > 20 for page in made.previewed.values())


def test_every_mark_is_on_what_its_cell_holds(made: Editions) -> None:
    book = openpyxl.load_workbook(made.workbook, data_only=True)
    levels = {each.name: each.mark for each in made.assessment.scale}
    wrong = []
    for mark in made.marks():
        sheet, _, cell = mark.cell.partition("!")
        value, heading = book[sheet][cell].value, column_of(mark.cell)
        if not is_told(mark.words, value, heading, levels):
            wrong.append((mark, value))
    assert wrong == []


def column_of(cell: str) -> str:
    """The heading over a cell, by the order of the columns, which these workbooks keep."""
    name, _, place = cell.partition("!")
    sheets = {sheet.name: sheet for sheet in (SCALE, THEMES, CRITERIA, NARRATIVE, ACTIONS)}
    letter = re.sub(r"\d", "", place)
    return sheets[name].columns[ord(letter) - ord("A")].name if name in sheets else ""


def is_told(words: str, value: Any, heading: str, levels: Mapping[str, str]) -> bool:
    """Say whether words of a page tell what a cell of this column holds."""
    by_mark = {mark: name for name, mark in levels.items()}
    if heading == "Rating":
        level = by_mark.get(str(value), value)
        return words in {level, levels[level]} if value else words in {"Not assessed", "–"}
    if heading == "Previous rating":
        level = by_mark.get(str(value), str(value))
        return words in {"▲", "▼", "no change", level} or words.endswith(in_sentence(level))
    if heading == "See":
        return words in {f"See {value}", *levels.values(), "–"} or words.startswith(f"See {value} (")
    if heading == "Name":
        return str(value) in words
    if heading == "Criteria":
        return set(words.split(", ")) <= set(re.split(r",\s*", str(value)))
    if isinstance(value, dt.date):
        return words == date_words(value.date() if isinstance(value, dt.datetime) else value)
    if heading == "Progress":
        return words == f"{int(value * 100 + 0.5)}%"
    if words.endswith(" …"):  # the first words of it
        return squeezed(value).startswith(squeezed(words[:-1]))
    return squeezed(words) == squeezed("" if value is None else value)


def test_every_cell_of_an_open_row_that_is_printed_is_marked(made: Editions) -> None:
    marked = {mark.cell for mark in made.marks()}
    missing = [cell for cell in printed_cells(made.assessment) if cell not in marked]
    assert missing == []
    report = made.assessment.report
    unprinted = ("Heatmap columns", "Common abbreviations")
    assert {str(at) for name, cells in report.cells.items() if name not in unprinted for at in cells} <= marked


def printed_cells(assessment: Assessment) -> list[str]:
    """The cells that hold something in the open rows, in columns that are printed."""
    tables: list[tuple[Sheet, tuple[Any, ...]]] = [
        (SCALE, assessment.scale), (THEMES, assessment.themes), (CRITERIA, assessment.criteria),
        (NARRATIVE, assessment.bullets), (ACTIONS, assessment.actions),
    ]  # fmt: skip
    return [
        str(row.source.at(column.name))
        for sheet, rows in tables
        for row in rows
        if not getattr(row, "exempt", False)
        for column in sheet.columns
        if column.printed and column.name not in UNPRINTED and getattr(row, column.attribute)
        # A mention of an exempt row alone is taken out of an open one.
        if column.name != "Criteria" or set(row.criteria) - assessment.exempt_codes
    ]


def test_no_cell_of_an_exempt_row_is_marked(made: Editions) -> None:
    rows = {(row.source.sheet, row.source.row) for row in made.assessment.rows if row.exempt}
    assert rows.isdisjoint(place_of(mark.cell) for mark in made.marks())


def place_of(cell: str) -> tuple[str, int]:
    sheet, _, place = cell.partition("!")
    return sheet, int(re.sub(r"\D", "", place))


def test_every_sheet_with_exempt_rows_has_marks_on_the_open_ones(tmp_path: Path) -> None:
    made = editions_of(with_everything().write(tmp_path))
    assert {each.source.sheet for each in made.assessment.rows if each.exempt} == {"Criteria", "Narrative", "Actions"}
    assert {"Criteria", "Narrative", "Actions"} <= {place_of(mark.cell)[0] for mark in made.marks()}


def test_the_cells_of_a_page_have_the_words_that_are_printed(made: Editions) -> None:
    for page in made.previewed.values():
        words: dict[str, list[str]] = {}
        for mark in marks_of(page.html):
            known = words.setdefault(mark.cell, [])
            known += [mark.words] if mark.words and mark.words not in known else []
        assert page.cells == {cell: "\n".join(said) for cell, said in words.items() if said}


def test_what_refers_to_another_row_names_its_own(tmp_path: Path) -> None:
    made = editions_of(with_everything().write(tmp_path))
    page = next(page for file, page in made.previewed.items() if "theme-1" in file)
    assert page.cells["Criteria!F5"] == "See L002\nSee L002 (amber)\nA"
    assert "Criteria!D5" not in page.cells
    assert page.cells["Criteria!D6"] == "Not assessed\n–"


def test_what_stands_in_no_column_of_the_workbook_has_no_cell(tmp_path: Path) -> None:
    """Without the column there is no cell to name, least of all that of the first column."""
    book = Book(edit=lambda book: book["Criteria"].delete_cols(4, 2))
    for row in book.criteria:
        row[3:5] = [None, None]
    made = editions_of(book.write(tmp_path))
    words = {mark.cell: mark.words for mark in made.marks()}
    assert {words[f"Criteria!A{row}"] for row in (2, 3, 4)} == {"L001", "L002", "C001"}
    assert all("Not assessed" not in mark.words for mark in made.marks())


def test_a_finding_is_shown_where_its_cell_is_printed_and_nowhere_else(tmp_path: Path) -> None:
    book = with_everything()
    book.criteria[2][4] = "Green"  # it fell by two levels
    book.criteria[2][6] = None
    book.narrative[1][2] = "Challenge is rare, and the XQP says so."
    made = editions_of(book.write(tmp_path))
    pages = {file: page.cells for file, page in made.previewed.items()}
    places = {str(each.where): page_that_prints(each, pages) for each in run_checks(made.assessment)}
    for cell, file in places.items():
        printed = any(mark.cell == cell and mark.words for mark in made.marks())
        assert (file is not None) == printed, cell
        if file is not None:
            assert cell in {mark.cell for mark in marks_of(made.previewed[file].html)}
    shown = {"Narrative!C3": "self-assessment-theme-2-culture", "Criteria!D2": "self-assessment-theme-1-leadership"}
    # An exempt characteristic, that a row is exempt, and a short form that nothing uses.
    nowhere = dict.fromkeys(["Criteria!A7", "Criteria!H7", "Abbreviations!A3"])
    assert (shown | nowhere).items() <= places.items()


def test_published_files_hold_no_marks(
    sample_documents: Mapping[str, bytes],
    seven_documents: Mapping[str, bytes],
    odd_documents: Mapping[str, bytes],
    issued_documents: Mapping[str, bytes],
) -> None:
    for documents in (sample_documents, seven_documents, odd_documents, issued_documents):
        for name, content in documents.items():
            parts = [content]
            if name.endswith(".docx"):
                with zipfile.ZipFile(io.BytesIO(content)) as package:
                    parts = [package.read(part) for part in package.namelist()]
            # Neither a mark, nor a sign of one.
            assert not any(b"data-cell" in part or b"\xef\xb7\x90" in part for part in parts), name
