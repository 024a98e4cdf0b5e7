"""Whatever owners fill in: just that comes back, of the right cells."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bvdocs.core.rich_text import RichText
from bvdocs.returns.edits import CellEdit
from bvdocs.returns.update_sheets import read_update_sheet
from tests.support.asking import Round, asked_of, filled
from tests.support.workbooks import Book, complete_book

OWNER = "Chief Executive"
# As they stand in the plan: the second of them is another owner's, which no answer may reach.
ROWS = {"L-A1": 2, "L-A2": 4, "L-A3": 5}
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1).filter(str.strip)
TYPED: dict[str, tuple[str, st.SearchStrategy[object]]] = {
    "Status": ("J", st.sampled_from(["Not started", "Complete", "Held up", "Cancelled"])),
    "Progress": ("K", st.integers(0, 39).map(lambda share: share / 100)),
    "New update": ("L", WORDS),
    "Revised due": ("I", st.dates(date(2026, 3, 1), date(2030, 12, 31))),
    "Reason": ("P", WORDS),
}


def three_actions() -> Book:
    book = complete_book()
    for ref in ("L-A2", "L-A3"):
        row = [*book.actions[0]]
        row[0], row[4] = ref, f"Do what {ref} says."
        book.actions.append(row)
    return book


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory) -> Round:
    return asked_of(three_actions().write(tmp_path_factory.mktemp("asked")))


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_was_filled_in_comes_back_as_edits_of_its_own_cells(round_: Round, data: st.DataObject) -> None:
    boxes = data.draw(st.sets(st.sampled_from([(ref, label) for ref in ROWS for label in TYPED]), max_size=8))
    answers = {box: data.draw(TYPED[box[1]][1], label=str(box)) for box in sorted(boxes)}
    content = filled(round_.sheet(OWNER), dict(answers))
    found = read_update_sheet("sheet.xlsx", content, round_.asked)
    assert found.not_taken == ()
    edits = {each.cell.cell: each.now for each in found.edits if isinstance(each, CellEdit)}
    assert edits.keys() == {f"{TYPED[label][0]}{ROWS[ref]}" for ref, label in answers}
    for (ref, label), typed in answers.items():
        now = edits[f"{TYPED[label][0]}{ROWS[ref]}"]
        match typed:
            case float():
                assert now == pytest.approx(typed * 100)
            case str():
                assert " ".join(str(now).split()) == " ".join(typed.split())
                assert isinstance(now, RichText) == (label == "New update")
            case _:
                assert now == typed


def test_the_workbook_has_the_same_bytes_whatever_comes_back(tmp_path: Path) -> None:
    workbook = three_actions().write(tmp_path)
    before = workbook.read_bytes()
    made = asked_of(workbook)
    read_update_sheet("sheet.xlsx", filled(made.sheet(OWNER), {"New update": "Done."}), made.asked)
    assert workbook.read_bytes() == before
