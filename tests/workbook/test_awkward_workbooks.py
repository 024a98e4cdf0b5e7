"""Workbooks in which whole columns and rows are merged, linked, hidden or formatted, and files that hold millions.

What is counted is the cells that are made of them: it is the same on every machine.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from openpyxl.cell import Cell

from bvdocs.core.errors import WorkbookUnreadableError
from bvdocs.workbook.reading.reader import Reading, read_workbook
from bvdocs.workbook.writing.annotated_copy import make_annotated_copy
from tests.cases.awkward_workbooks import FAR_TOO_LARGE, ORDINARY, RawBook, merging, text_cell, to_the_bottom
from tests.support.writing import opened

# Files of a million rows take seconds to write and to unpack.
_LONG = {
    *(name for name in ORDINARY if "to the bottom" in name or "cell by cell" in name),
    *("empty strings", "the same cell", "tags within tags"),
}
_QUICK = ["a table and a filter to the bottom"]
# What the plain workbook makes: some 40 cells that hold something, and each column of each row that is read.
_FEW = 500


def each_of(cases: Iterable[str]) -> list[object]:
    """The cases' names, the long ones marked so."""
    slow = [pytest.mark.slow]
    return [pytest.param(name, marks=slow if name in _LONG and name not in _QUICK else []) for name in cases]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[None]]:
    """One entry for each cell that openpyxl makes."""
    cells: list[None] = []
    begin = Cell.__init__

    def counted(*arguments: object, **named: object) -> None:
        cells.append(None)
        begin(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Cell, "__init__", counted)
    yield cells


def read(folder: Path, book: RawBook) -> Reading:
    return read_workbook(book.write(folder / "awkward.xlsx"))


def told(reading: Reading) -> list[str]:
    return [str(finding) for finding in reading.findings]


@pytest.mark.parametrize("name", each_of(ORDINARY))
def test_reading_makes_no_more_cells_than_are_used(tmp_path: Path, made: list[None], name: str) -> None:
    reading = read(tmp_path, ORDINARY[name]())
    helpers = 200_000 if "helper" in name else 0
    assert len(made) < _FEW + helpers
    assert [bullet.text.plain for bullet in reading.assessment.bullets] == ["The plan is sound."]


@pytest.mark.parametrize("name", each_of(ORDINARY))
def test_a_copy_of_it_is_as_small(tmp_path: Path, made: list[None], name: str) -> None:
    path = ORDINARY[name]().write(tmp_path / "awkward.xlsx")
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(make_annotated_copy(path.read_bytes(), read_workbook(path).findings).file)
    # The looks of some blank cells are kept.
    assert len(made) < (2 * 200_000 + _FEW if "helper" in name else 60_000)
    assert copy.stat().st_size < path.stat().st_size + 50_000


@pytest.mark.slow
@pytest.mark.parametrize("name", each_of(FAR_TOO_LARGE))
def test_what_holds_millions_is_refused_in_one_line(tmp_path: Path, made: list[None], name: str) -> None:
    with pytest.raises(WorkbookUnreadableError, match="far too large") as refused:
        read(tmp_path, FAR_TOO_LARGE[name]())
    assert "\n" not in str(refused.value)
    assert not made


def test_the_line_names_the_sheet(tmp_path: Path) -> None:
    with pytest.raises(WorkbookUnreadableError) as refused:
        read(tmp_path, FAR_TOO_LARGE["merged pairs"]())
    path = tmp_path / "awkward.xlsx"
    assert refused.value.message == (
        f"{path} is far too large for an assessment workbook: the sheet 'Narrative' holds more than 65,536 merged"
        " areas."
    )


def test_a_whole_column_that_is_merged_is_told_with_its_area(tmp_path: Path) -> None:
    (finding,) = told(read(tmp_path, merging("C2:C1048576")))
    assert finding == (
        "W016 Narrative!C2: the cells C2:C1048576 are merged; 'The plan is sound.' is taken for all of them."
    )


def test_of_merged_rows_those_that_hold_something_of_their_own_count(tmp_path: Path) -> None:
    book = merging("C2:C1048576")
    book.within = '<row r="9"><c r="A9"><v>1</v></c>' + text_cell("B9", "Strengths") + "</row>"
    bullets = read(tmp_path, book).assessment.bullets
    assert [(bullet.source.row, bullet.text.plain) for bullet in bullets] == [
        (2, "The plan is sound."),
        (9, "The plan is sound."),
    ]


def test_what_stands_in_merged_cells_below_the_first_is_not_seen_and_not_read(tmp_path: Path) -> None:
    book = merging("C2:C3")
    book.within = (
        f'<row r="3"><c r="A3"><v>1</v></c>{text_cell("B3", "Strengths")}{text_cell("C3", "Left behind.")}</row>'
    )
    bullets = read(tmp_path, book).assessment.bullets
    assert [bullet.text.plain for bullet in bullets] == ["The plan is sound."] * 2


def test_hidden_rows_are_told_as_far_as_they_hold_something(tmp_path: Path) -> None:
    texts = text_cell("B3", "Strengths") + text_cell("C3", "It is read.")
    row = f'<row r="3" hidden="1"><c r="A3"><v>1</v></c>{texts}</row>'
    blank = "".join(f'<row r="{at}" hidden="1"><c r="C{at}" s="1"/></row>' for at in range(4, 1_000))
    assert told(read(tmp_path, RawBook(within=row + blank))) == [
        "W017 Narrative!A3: row 3 is hidden, and read like any other."
    ]


def test_a_message_names_the_first_of_many_hidden_rows(tmp_path: Path) -> None:
    rows = (
        f'<row r="{at}" hidden="1"><c r="A{at}"><v>1</v></c>{text_cell(f"B{at}", "Strengths")}'
        f"{text_cell(f'C{at}', f'Number {at}.')}</row>"
        for at in range(3, 100)
    )
    (finding,) = told(read(tmp_path, RawBook(within="".join(rows))))
    assert finding.endswith("rows 3, 4, 5, 6, 7, 8 and others are hidden, and read like any other.")


def test_a_copy_keeps_merged_areas_and_the_looks_of_the_first_blank_cells(tmp_path: Path) -> None:
    book = to_the_bottom("", '<c r="C#" s="1"/>', 2_000)
    book.behind = merging("H1:H1048576").behind
    path = book.write(tmp_path / "awkward.xlsx")
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(make_annotated_copy(path.read_bytes(), []).file)
    narrative = opened(copy.read_bytes())["Narrative"]
    assert narrative["C2000"].font.strike
    assert [area.coord for area in narrative.merged_cells.ranges] == ["H1:H1048576"]


def test_a_link_on_an_area_is_that_of_each_cell_that_holds_something(tmp_path: Path) -> None:
    (bullet,) = read(tmp_path, ORDINARY["a link on a whole column"]()).assessment.bullets
    assert [run.link for run in bullet.text.runs] == ["https://example.gov.uk/plan"]
