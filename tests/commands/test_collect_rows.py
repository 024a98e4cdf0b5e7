"""Rows that come in and go while cells change: the copy has them in their places, and names its cells as they are."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from bvdocs.commands.collecting.make_copy import Copied, is_as_expected, make_copy
from bvdocs.core.model import Assessment
from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.values import Value
from bvdocs.returns.edits import CellEdit, Edit, NewRow, RemovedRow, Returned
from bvdocs.returns.held_values import rows_held
from bvdocs.returns.three_ways import CameBack, State, compare_three_ways
from bvdocs.workbook.reading.reader import read_workbook
from bvdocs.workbook.writing.table_sheet import TableCell
from tests.support.workbooks import Book

# Words that no two of them share, so that a bullet is itself and no other.
WORDS = (
    "Priorities settled",
    "Budgets balanced",
    "Posts vacant",
    "Members trained",
    "Audits finished",
    "Homes repaired",
)


@dataclass(frozen=True, repr=False)
class Sheet:
    """A workbook's file, and what it says."""

    content: bytes
    said: Assessment


def written(folder: Path, edit: object = None) -> Sheet:
    book = Book()
    book.narrative = [[1, "Strengths", f"{words}.", "L001", None, None] for words in WORDS]
    if edit is not None:
        book.edit = edit  # type: ignore[assignment]
    path = book.write(folder)
    return Sheet(path.read_bytes(), read_workbook(path).assessment)


def depend_on_rows(book: Workbook) -> None:
    """Have a cell elsewhere name a bullet's: its rows stay where they are."""
    book.create_sheet("Notes")["A1"] = "=Narrative!C5"


@pytest.fixture(scope="module")
def free(tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    return written(tmp_path_factory.mktemp("free"))


@pytest.fixture(scope="module")
def fixed(tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    return written(tmp_path_factory.mktemp("fixed"), depend_on_rows)


def copied(sheet: Sheet, edits: Sequence[Edit]) -> Copied:
    returned = Returned("director.docx", "Director", "version 0.1", tuple(edits))
    verdicts = compare_three_ways(sheet.said, [CameBack(returned, sheet.said)])
    return make_copy(sheet.content, rows_held(sheet.said), verdicts, lambda _done: (("Cell",), []))


def read(copy: Copied) -> Assessment:
    after = read_workbook(Path("copy.xlsx"), copy.file).assessment
    held = rows_held(after)
    assert all(is_as_expected(name, rows, held[name]) for name, rows in copy.expected.items())
    return after


def bullets(copy: Copied) -> list[str]:
    return [each.text.plain for each in read(copy).bullets]


def new(after: int, words: str) -> NewRow:
    values: dict[str, Value] = {"Theme": 1.0, "Section": "Strengths", "Text": words}
    return NewRow("Narrative", after, values, "paragraph 1")


# Of each bullet: whether it is reworded or taken out, and how many come in behind it.
plans = st.lists(
    st.tuples(st.sampled_from(["as it was", "reworded", "out"]), st.integers(0, 2)),
    min_size=len(WORDS), max_size=len(WORDS),
)  # fmt: skip


def edits_of(sheet: Sheet, plan: list[tuple[str, int]], first: int) -> tuple[list[Edit], list[str], list[str]]:
    """The edits of a plan; the bullets as they then stand, and those of them that were new."""
    edits: list[Edit] = []
    wanted, added = [], []
    for number in range(first):
        edits.append(new(0, f"First {number}."))
        wanted.append(f"First {number}.")
    for bullet, (what, behind) in zip(sheet.said.bullets, plan, strict=True):
        words, row = bullet.text.plain, bullet.source.row
        if what == "reworded":
            edits.append(CellEdit(bullet.source.at("Text"), "Text", words, f"{words} Twice.", "paragraph 2"))
            wanted.append(f"{words} Twice.")
        elif what == "out":
            edits.append(RemovedRow("Narrative", row, words, "paragraph 3"))
        else:
            wanted.append(words)
        for number in range(behind):
            edits.append(new(row, f"New {number} behind row {row}."))
            wanted.append(f"New {number} behind row {row}.")
            added.append(wanted[-1])
    return edits, wanted, added


def names_its_cells(copy: Copied) -> None:
    """Each change that was taken names the cell of the copy in which it stands, and has its comment there."""
    book = openpyxl.load_workbook(io.BytesIO(copy.file))
    for each in copy.verdicts:
        assert each.state is State.TAKEN
        if isinstance(each.edit, RemovedRow):
            assert each.cell is None
            continue
        assert each.cell is not None
        cell = book[each.cell.sheet][each.cell.cell]
        row = [beside.value for beside in book[each.cell.sheet][cell.row]]
        assert (each.edit.now if isinstance(each.edit, CellEdit) else each.edit.values["Text"]) in row
        assert cell.comment is not None
        assert "Director (director.docx)" in cell.comment.text


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans, first=st.integers(0, 2))
def test_rows_come_in_and_go_in_their_places(free: Sheet, plan: list[tuple[str, int]], first: int) -> None:
    edits, wanted, _ = edits_of(free, plan, first)
    copy = copied(free, edits)
    assert bullets(copy) == wanted
    names_its_cells(copy)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans)
def test_where_rows_cannot_move_new_ones_stand_at_the_end(fixed: Sheet, plan: list[tuple[str, int]]) -> None:
    edits, wanted, added = edits_of(fixed, plan, 0)
    copy = copied(fixed, edits)
    assert sorted(bullets(copy)) == sorted(wanted)
    names_its_cells(copy)
    stayed = [each for each in wanted if each not in added]
    assert [each for each in bullets(copy) if each not in added] == stayed
    # The cell that another one names is where it was.
    numbers = {each.text.plain.removesuffix(" Twice."): each.source.row for each in read(copy).bullets}
    assert numbers.get(f"{WORDS[3]}.", 5) == 5


def test_a_new_row_before_the_first_one_does_not_look_like_a_heading(free: Sheet) -> None:
    copy = copied(free, [new(0, "Before all others.")])
    assert bullets(copy)[0] == "Before all others."
    assert read(copy).bullets[0].theme == 1


def test_a_sheet_without_a_row_takes_none_in_and_says_so(tmp_path: Path) -> None:
    book = Book()
    book.narrative = []
    path = book.write(tmp_path)
    sheet = Sheet(path.read_bytes(), read_workbook(path).assessment)
    copy = copied(sheet, [new(0, "The first of all.")])
    (verdict,) = copy.verdicts
    assert verdict.state is State.NOT_TAKEN
    assert verdict.why == "it is for a sheet that has no row yet"


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("https://www.example.gov.uk/whistle", id="of words"),
        pytest.param("file://server/share/whistle.docx", id="that nobody else can open"),
        pytest.param(
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.example.gov.uk%2Fwhistle&data=05",
            id="through a mail filter",
        ),
    ],
)
def test_a_link_of_some_words_is_the_whole_cells_and_is_taken_once(free: Sheet, address: str) -> None:
    bullet = free.said.bullets[2]
    words = RichText((Run("Posts vacant, see "), Run("the line", bold=True, link=address), Run(".")))
    edit = CellEdit(bullet.source.at("Text"), "Text", bullet.text, words, "paragraph 2")
    copy = copied(free, [edit, new(2, "Before it.")])
    assert "Posts vacant, see the line." in bullets(copy)
    cell = openpyxl.load_workbook(io.BytesIO(copy.file))["Narrative"]["C5"]
    assert cell.hyperlink is not None
    assert cell.hyperlink.target == address
    assert copy.remarks == (
        f"In the sheet Narrative, 'Posts vacant, see the line.' leads to {address} as a whole: a cell has one link.",
    )


def test_a_link_of_some_words_that_was_taken_in_is_already_so(free: Sheet) -> None:
    bullet = free.said.bullets[2]
    words = RichText((Run("Posts vacant, see "), Run("the line", link="https://www.example.gov.uk/whistle"), Run(".")))
    returned = Returned(
        "d.docx", "D", "v", (CellEdit(bullet.source.at("Text"), "Text", bullet.text, words, "paragraph 2"),)
    )
    first = make_copy(
        free.content,
        rows_held(free.said),
        compare_three_ways(free.said, [CameBack(returned, free.said)]),
        lambda _done: (("Cell",), []),
    )
    now = read_workbook(Path("copy.xlsx"), first.file).assessment
    assert [each.state for each in compare_three_ways(now, [CameBack(returned, free.said)])] == [State.ALREADY]


def test_rows_come_in_behind_others_in_a_copy_that_lists_what_came_in_before(free: Sheet) -> None:
    def again(content: bytes, said: Assessment, words: str) -> Copied:
        edits = (new(3, words), RemovedRow("Narrative", 5, WORDS[3], "p 3"))
        returned = Returned("d.docx", "D", "v", edits)
        verdicts = compare_three_ways(said, [CameBack(returned, said)])
        return make_copy(
            content,
            rows_held(said),
            verdicts,
            lambda done: (("Cell",), [(TableCell(str(each.cell), "Narrative!C6"),) for each in done]),
        )

    first = again(free.content, free.said, "The first time.")
    second = again(first.file, read(first), "The second time.")
    assert bullets(second)[:3] == [f"{WORDS[0]}.", f"{WORDS[1]}.", "The second time."]
    (told,) = second.remarks
    assert told.startswith("The sheet 'What came in' of an earlier time names cells as they were then")
    book = openpyxl.load_workbook(io.BytesIO(second.file))
    assert book["What came in"]["A2"].hyperlink is None
    assert book["What came in (2)"]["A2"].hyperlink is not None
