"""Changes that came back, taken or left one by one: only what was chosen is taken, and the rest is told."""

from pathlib import Path

import pytest

from bvdocs.commands.collect import Collected, CollectRequest, collect
from bvdocs.commands.collecting.files import HeldFile
from bvdocs.commands.collecting.make_copy import make_copy
from bvdocs.returns.edits import CellEdit, NewRow, RemovedRow, Returned
from bvdocs.returns.held_values import rows_held
from bvdocs.returns.three_ways import CameBack, State, compare_three_ways, only_taken
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.asking import asked_of, filled
from tests.support.project import TEMPLATES, tell_nobody
from tests.support.workbooks import Book, complete_book

CHIEF = "Chief Executive"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return complete_book().write(tmp_path)


@pytest.fixture
def answer(workbook: Path) -> HeldFile:
    """Two changes of one owner."""
    sheet = asked_of(workbook).sheet(CHIEF)
    return HeldFile("back.xlsx", filled(sheet, {"New update": "All posts are filled.", "Progress": 0.7}))


def collected(
    workbook: Path, answer: HeldFile, take: frozenset[str] | None = None, out: Path | None = None
) -> Collected:
    request = CollectRequest((), workbook, workbook.parent / "outputs", TEMPLATES, out, (answer,), take)
    return collect(request, tell_nobody)


def test_only_what_was_chosen_is_taken_and_the_rest_is_told(workbook: Path, answer: HeldFile, tmp_path: Path) -> None:
    out = tmp_path / "copy.xlsx"
    tried = collected(workbook, answer)
    keys = {each.column: each.key for each in tried.in_state(State.TAKEN)}
    assert sorted(keys) == ["Progress", "Update"]
    done = collected(workbook, answer, frozenset({keys["Progress"], "no such key"}), out)
    assert [each.column for each in done.in_state(State.TAKEN)] == ["Progress"]
    (left,) = done.in_state(State.NOT_TAKEN)
    assert (left.column, left.why) == ("Update", "whoever looked at it left it")
    action = read_workbook(out).assessment.actions[0]
    assert (action.progress, action.update.plain) == (70, "")


@pytest.mark.parametrize("keys", [frozenset[str](), frozenset({"", "x"})])
def test_where_nothing_was_chosen_nothing_is_taken(
    workbook: Path, answer: HeldFile, tmp_path: Path, keys: frozenset[str]
) -> None:
    done = collected(workbook, answer, keys, tmp_path / "copy.xlsx")
    assert done.in_state(State.TAKEN) == ()
    assert read_workbook(tmp_path / "copy.xlsx").assessment.actions == read_workbook(workbook).assessment.actions


def test_what_is_held_in_memory_is_read_as_the_file_itself_is(workbook: Path, answer: HeldFile, tmp_path: Path) -> None:
    file = tmp_path / answer.name
    file.write_bytes(answer.content)
    request = CollectRequest((file,), workbook, workbook.parent / "outputs", TEMPLATES)
    assert collect(request, tell_nobody) == collected(workbook, answer)


def test_a_change_has_the_same_key_when_it_is_tried_and_when_it_is_made(tmp_path: Path) -> None:
    path = Book().write(tmp_path)
    said = read_workbook(path).assessment
    bullet, other = said.bullets[0], said.bullets[-1]
    edits = (
        CellEdit(bullet.source.at("Text"), "Text", bullet.text.plain, "Reworded whole.", "paragraph 1"),
        NewRow("Narrative", bullet.source.row, {"Theme": 1.0, "Section": "Strengths", "Text": "New."}, "paragraph 2"),
        NewRow("Narrative", bullet.source.row, {"Theme": 1.0, "Section": "Strengths", "Text": "Newer."}, "paragraph 3"),
        RemovedRow("Narrative", other.source.row, other.text.plain, "paragraph 4"),
    )
    verdicts = compare_three_ways(said, [CameBack(Returned("a.docx", "Director", "version 0.1", edits), said)])
    copied = make_copy(path.read_bytes(), rows_held(said), verdicts, lambda _done: (("Cell",), []))
    keys = {each.key for each in verdicts}
    assert len(keys) == len(edits)
    assert {each.key for each in copied.verdicts} == keys
    assert only_taken(verdicts, keys) == verdicts
    assert {each.state for each in only_taken(verdicts, ())} == {State.NOT_TAKEN}


def test_a_change_of_what_the_workbook_says_otherwise_by_now_has_another_key(tmp_path: Path) -> None:
    keys = set()
    for words in ("Before.", "Since."):
        book = Book()
        book.narrative[0][2] = words
        said = read_workbook(book.write(tmp_path)).assessment
        edit = CellEdit(said.bullets[0].source.at("Text"), "Text", "Before.", "After.", "paragraph 1")
        (verdict,) = compare_three_ways(said, [CameBack(Returned("a.docx", "D", "version 0.1", (edit,)), said)])
        keys.add(verdict.key)
    assert len(keys) == 2
