"""Three owners, some sheets filled in twice, and an officer who types meanwhile: exactly that comes back."""

import shutil
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bvdocs.commands.collect import Collected, CollectRequest, collect
from bvdocs.core.model import Action, Assessment
from bvdocs.returns.edits import CellEdit
from bvdocs.returns.three_ways import State
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.asking import Round, asked_of, filled
from tests.support.project import TEMPLATES, tell_nobody
from tests.support.workbooks import Book, Row

OWNERS = ("Chief Executive", "Head of People", "Head of Finance")
WORDS = (
    "Fill the vacant posts.", "Write the corporate plan.", "Invite a peer challenge.", "Train every councillor.",
    "Publish the register of interests.", "Bring void homes back into use.",
)  # fmt: skip
REFS = tuple(f"L-A{number}" for number in range(1, len(WORDS) + 1))
# What a person may fill in, by the box: what it is in the sheet, and what the workbook then says.
BOXES: Mapping[str, tuple[tuple[object, object], ...]] = {
    "Status": (("In progress", "In progress"), ("complete", "Complete"), ("Not started", "Not started")),
    "Progress": ((0.4, 40.0), (0.75, 75.0), ("80%", 80.0), (None, None)),
    "New update": (("A draft is out.", "A draft is out."), ("Members have it.", "Members have it."), (None, None)),
    "Revised due": ((date(2026, 3, 31), date(2026, 3, 31)), ("30 April 2026", date(2026, 4, 30)), (None, None)),
}
COLUMNS = {"Status": 9, "Progress": 10, "New update": 11, "Revised due": 8}
# What stands in each action's row before anybody does anything.
BEFORE: Mapping[str, object] = {
    "Status": "In progress", "Progress": 40.0, "New update": "Work has begun.", "Revised due": None
}  # fmt: skip

Box = tuple[int, str]
# Which of its values is filled in, by its place.
Filled = dict[Box, int]


def book() -> Book:
    made = Book()
    made.actions = [_action(number) for number in range(len(WORDS))]
    return made


def _action(number: int) -> Row:
    dates: Row = [date(2025, 1, 6), date(2025, 12, 31), None]
    return [REFS[number], 1, "L002", None, WORDS[number], OWNERS[number % 3], *dates, "In progress", 0.4,
            "Work has begun.", None, None]  # fmt: skip


def said_by(box: str, place: int) -> object:
    """What the workbook says once this value was filled in: an update that was left blank stays as it was."""
    typed, said = BOXES[box][place]
    if box == "New update":
        return typed if typed is not None else BEFORE[box]
    return said


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Round:
    return asked_of(book().write(tmp_path_factory.mktemp("asked")), None)


class Case(NamedTuple):
    """What each file says, by its owner's place and the file's number; and what the officer typed."""

    files: dict[tuple[int, int], Filled]
    officer: Filled
    order: list[int]


def boxes(actions: list[int], most: int) -> st.SearchStrategy[Filled]:
    chosen = st.tuples(st.sampled_from(actions), st.sampled_from(sorted(BOXES)))
    return st.lists(chosen, max_size=most, unique=True).flatmap(
        lambda found: st.tuples(*(st.integers(0, len(BOXES[box]) - 1) for _, box in found)).map(
            lambda places: dict(zip(found, places, strict=True))
        )
    )


def _files(owner: int) -> dict[tuple[int, int], st.SearchStrategy[Filled]]:
    own = [number for number in range(len(WORDS)) if number % 3 == owner]
    return {(owner, number): boxes(own, 5) for number in range(2)}


cases = st.builds(
    Case,
    st.fixed_dictionaries({key: value for owner in range(3) for key, value in _files(owner).items()}),
    boxes(list(range(len(WORDS))), 4),
    st.permutations(range(len(WORDS))),
)


def typed_by_officer(case: Case) -> Book:
    made = deepcopy(book())
    for (number, box), place in case.officer.items():
        made.actions[number][COLUMNS[box]] = BOXES[box][place][0]
    made.actions = [made.actions[number] for number in case.order]
    return made


def held(action: Action) -> dict[str, object]:
    update, revised = action.update.plain or None, action.revised_due
    return {"Status": action.status.name, "Progress": action.progress, "New update": update, "Revised due": revised}


def by_ref(assessment: Assessment) -> dict[str, dict[str, object]]:
    return {each.ref: held(each) for each in assessment.actions}


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=cases)
def test_exactly_what_owners_filled_in_comes_back(
    sent: Round, tmp_path_factory: pytest.TempPathFactory, case: Case
) -> None:
    folder = tmp_path_factory.mktemp("case")
    try:
        _prove(sent, folder, case)
    finally:
        shutil.rmtree(folder)


def _prove(sent: Round, folder: Path, case: Case) -> None:
    back = folder / "back"
    back.mkdir()
    for (owner, number), answers in case.files.items():
        typed: dict[str | tuple[str, str], object] = {
            (REFS[of], box): BOXES[box][place][0] for (of, box), place in answers.items()
        }
        (back / f"{owner} {number}.xlsx").write_bytes(filled(sent.sheet(OWNERS[owner]), typed))
    shutil.copy(sent.folder / "asked.json", back)
    workbook = typed_by_officer(case).write(folder)
    content = workbook.read_bytes()
    out = folder / "next.xlsx"
    done = collect(CollectRequest((back,), workbook, folder / "outputs", TEMPLATES, out), tell_nobody)
    assert workbook.read_bytes() == content
    before, after = by_ref(read_workbook(workbook).assessment), by_ref(read_workbook(out).assessment)
    assert list(after) == [REFS[number] for number in case.order]
    assert (after, conflicts(done)) == wanted(case, before)


def conflicts(done: Collected) -> set[tuple[str, str]]:
    found = (each for each in done.in_state(State.CONFLICT) if isinstance(each.edit, CellEdit))
    return {(each.subject, "New update" if each.column == "Update" else each.column) for each in found}


def wanted(
    case: Case, before: dict[str, dict[str, object]]
) -> tuple[dict[str, dict[str, object]], set[tuple[str, str]]]:
    """What the copy has to say, and which cells are conflicts: told from what was filled in alone."""
    after, conflicts = deepcopy(before), set()
    for number, ref in enumerate(REFS):
        for box, was in BEFORE.items():
            said = [said_by(box, given[number, box]) for given in case.files.values() if (number, box) in given]
            now = before[ref][box]
            wishes = {each for each in said if each not in (was, now)}
            if wishes and (now != was or len(wishes) > 1):
                conflicts.add((ref, box))
            elif wishes:
                (after[ref][box],) = wishes
    return after, conflicts
