"""What came back against what was asked and what the workbook says now: taken, already so, or a conflict."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bvdocs.core.model import Action, Assessment
from bvdocs.core.places import CellRef
from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.values import Value
from bvdocs.returns.edits import CellEdit, Edit, NewRow, RemovedRow, Returned
from bvdocs.returns.three_ways import CameBack, State, Verdict, compare_three_ways
from tests.support.full_workbooks import planned
from tests.support.workbooks import Book, complete_book

OWNERS = ("Head of Finance", "Head of People", "Chief Executive")
COLUMNS: Mapping[str, tuple[Value, ...]] = {
    "Status": ("Not started", "In progress", "Complete"),
    "Progress": (None, 20.0, 60.0),
    "Update": (None, "A draft is out.", "Members have seen it."),
    "Revised due": (None, date(2026, 1, 30), date(2026, 3, 31)),
}
WORDS = ("Fill the vacant posts.", "Write the corporate plan.", "Invite a peer challenge.", "Train every councillor.")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """A workbook with four actions."""
    book = Book()
    template = book.actions[0]
    book.actions = [[f"L-A{number}", *template[1:4], words, *template[5:]] for number, words in enumerate(WORDS, 1)]
    return book.read(tmp_path_factory.mktemp("base"))


def action(assessment: Assessment, ref: str) -> Action:
    return next(each for each in assessment.actions if each.ref == ref)


def held(row: Action, column: str) -> Value:
    match column:
        case "Status":
            return row.status.name
        case "Progress":
            return row.progress
        case "Revised due":
            return row.revised_due
    return row.update.plain or None


def with_value(row: Action, column: str, value: Value) -> Action:
    match column:
        case "Status":
            return replace(row, status=replace(row.status, name=str(value)))
        case "Progress":
            return replace(row, progress=value)  # type: ignore[arg-type]
        case "Revised due":
            return replace(row, revised_due=value)  # type: ignore[arg-type]
    return replace(row, update=RichText((Run(str(value)),)) if value else RichText())


def numbered(actions: list[Action]) -> tuple[Action, ...]:
    """The actions one below the other, from the second row of their sheet."""
    return tuple(replace(each, source=replace(each.source, row=at)) for at, each in enumerate(actions, 2))


def edit(then: Assessment, ref: str, column: str, value: Value) -> CellEdit:
    row = action(then, ref)
    return CellEdit(row.source.at(column), column, held(row, column), value, "C14")


def answer(who: str, *edits: Edit) -> Returned:
    return Returned(f"{who}.xlsx", who, "round", edits)


def compared(now: Assessment, then: Assessment, *returned: Returned) -> tuple[Verdict, ...]:
    return compare_three_ways(now, [CameBack(each, then) for each in returned])


class Case(NamedTuple):
    """What the officer did meanwhile, and what each owner answered, by action and column."""

    officer: dict[tuple[int, str], Value]
    order: list[int]
    answers: dict[str, dict[tuple[int, str], Value]]


cells = st.tuples(st.integers(0, len(WORDS) - 1), st.sampled_from(sorted(COLUMNS)))
changes = st.lists(cells, max_size=6, unique=True).flatmap(
    lambda chosen: st.tuples(*(st.sampled_from(COLUMNS[column]) for _, column in chosen)).map(
        lambda values: dict(zip(chosen, values, strict=True))
    )
)
# Which actions are left, in which order: the officer moves rows about and takes some out.
orders = st.permutations(range(len(WORDS))).flatmap(
    lambda order: st.integers(1, len(WORDS)).map(lambda number: list(order)[:number])
)
cases = st.builds(Case, changes, orders, st.fixed_dictionaries(dict.fromkeys(OWNERS, changes)))


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(case=cases)
def test_exactly_what_one_side_alone_changed_is_taken(base: Assessment, case: Case) -> None:
    now_rows = [
        _changed(base.actions[at], {column: to for (of, column), to in case.officer.items() if of == at})
        for at in case.order
    ]
    now = replace(base, actions=numbered(now_rows))
    returned = [
        answer(who, *(edit(base, base.actions[at].ref, column, to) for (at, column), to in given.items()
                      if to != held(base.actions[at], column)))
        for who, given in case.answers.items()
    ]  # fmt: skip
    verdicts = compared(now, base, *returned)
    found = {(each.edit.cell, _comparable(each.edit.now)): each for each in verdicts if isinstance(each.edit, CellEdit)}
    assert len(found) == len(verdicts)
    wanted: dict[CellRef, dict[Value, list[str]]] = {}
    for each in returned:
        for wish in each.edits:
            assert isinstance(wish, CellEdit)
            wanted.setdefault(wish.cell, {}).setdefault(wish.now, []).append(each.who)
    for cell, wishes in wanted.items():
        at, column = _of(base, cell)
        was, is_now = held(base.actions[at], column), _now(now, base.actions[at].ref, column)
        left = {to for to in wishes if to != is_now}
        for to, who in wishes.items():
            verdict = found.pop((cell, _comparable(to)))
            assert [each.who for each in verdict.by] == who
            if at not in case.order:
                assert verdict.state is State.CONFLICT
            elif to == is_now:
                assert verdict.state is State.ALREADY
            elif is_now != was or len(left) > 1:
                assert verdict.state is State.CONFLICT
                assert verdict.why
            else:
                assert verdict.state is State.TAKEN
                assert verdict.cell == action(now, base.actions[at].ref).source.at(column)
    assert not found


def _changed(row: Action, to: dict[str, Value]) -> Action:
    for column, value in to.items():
        row = with_value(row, column, value)
    return row


def _comparable(value: Value) -> str:
    return str(value)


def _of(base: Assessment, cell: CellRef) -> tuple[int, str]:
    return next(
        (at, column) for at, row in enumerate(base.actions) for column in COLUMNS if row.source.at(column) == cell
    )


def _now(now: Assessment, ref: str, column: str) -> Value | object:
    return next((held(each, column) for each in now.actions if each.ref == ref), object())


def only(verdicts: tuple[Verdict, ...]) -> Verdict:
    (verdict,) = verdicts
    return verdict


def test_a_conflict_tells_both_values(base: Assessment) -> None:
    now = replace(base, actions=tuple(with_value(each, "Update", "Typed in Excel.") for each in base.actions))
    verdict = only(compared(now, base, answer(OWNERS[0], edit(base, "L-A1", "Update", "From the owner."))))
    assert verdict.state is State.CONFLICT
    assert verdict.was is not None
    assert verdict.to == "From the owner."
    assert verdict.why == "the workbook was changed since: it had nothing, and has 'Typed in Excel.'"


def test_two_people_who_differ_are_each_told_of_the_other(base: Assessment) -> None:
    verdicts = compared(
        base,
        base,
        answer(OWNERS[0], edit(base, "L-A1", "Progress", 60.0)),
        answer(OWNERS[1], edit(base, "L-A1", "Progress", 80.0)),
    )
    assert [each.why for each in verdicts] == [
        "Head of People says '80%' (Head of People.xlsx)",
        "Head of Finance says '60%' (Head of Finance.xlsx)",
    ]


def test_a_person_who_saw_the_workbook_as_it_is_decides_with_one_who_did_not(base: Assessment) -> None:
    """Both want the same: who saw less does not make it a conflict."""
    now = replace(base, actions=tuple(with_value(each, "Progress", 20.0) for each in base.actions))
    verdict = only(
        compare_three_ways(
            now,
            [
                CameBack(answer(OWNERS[0], edit(base, "L-A1", "Progress", 60.0)), base),
                CameBack(answer(OWNERS[1], edit(now, "L-A1", "Progress", 60.0)), now),
            ],
        )
    )
    assert verdict.state is State.TAKEN
    assert verdict.who == "Head of Finance, Head of People"


def test_an_action_that_has_another_name_by_now_is_found_by_its_words(base: Assessment) -> None:
    """The first action is gone and the others have moved up, each under the name of the one before."""
    moved = [replace(each, ref=f"L-A{at}") for at, each in enumerate(base.actions[1:], 1)]
    now = replace(base, actions=numbered(moved))
    of_second = only(compared(now, base, answer(OWNERS[0], edit(base, "L-A2", "Status", "Complete"))))
    assert (of_second.state, of_second.cell) == (State.TAKEN, now.actions[0].source.at("Status"))
    of_first = only(compared(now, base, answer(OWNERS[0], edit(base, "L-A1", "Status", "Complete"))))
    assert of_first.state is State.CONFLICT
    assert "no longer in the workbook" in of_first.why


def test_an_action_with_the_same_name_and_other_words_is_another_one(base: Assessment) -> None:
    other = replace(base.actions[0], text=RichText((Run("Sell the golf course."),)))
    now = replace(base, actions=(other, *base.actions[1:]))
    assert only(compared(now, base, answer("X", edit(base, "L-A1", "Status", "Complete")))).state is State.CONFLICT


def test_a_column_that_the_workbook_leaves_out_is_named(base: Assessment) -> None:
    where = CellRef("Actions", f"A{base.actions[0].source.row}")
    verdict = only(compared(base, base, answer("X", CellEdit(where, "Reason for new date", None, "Late.", "C9"))))
    assert verdict.state is State.NOT_TAKEN
    assert verdict.instead == "Add the column 'Reason for new date' to the sheet Actions, and collect again."


def test_a_new_row_with_words_for_a_column_that_the_workbook_leaves_out_is_not_taken_without_them(
    base: Assessment,
) -> None:
    rows = (replace(each, source=replace(each.source, no_cell=frozenset({"Update"}))) for each in base.actions)
    new = NewRow("Actions", 3, {"Ref": "L-A9", "Action": "Open a shop.", "Update": "The lease is signed."}, "table 1")
    verdict = only(compared(replace(base, actions=tuple(rows)), base, answer("Director", new)))
    assert (verdict.state, verdict.why) == (State.NOT_TAKEN, "the sheet Actions has no column 'Update'")
    assert "The lease is signed." in verdict.to


def test_rows_that_were_taken_out(base: Assessment, tmp_path: Path) -> None:
    bullet = base.bullets[0]
    gone = RemovedRow("Narrative", bullet.source.row, bullet.text.plain, "paragraph 7")
    assert only(compared(base, base, answer("X", gone))).state is State.TAKEN
    without = replace(base, bullets=base.bullets[1:])
    assert only(compared(without, base, answer("X", gone))).state is State.ALREADY
    reworded = replace(bullet, text=RichText((Run("Priorities are clear to all."),)))
    now = replace(base, bullets=(reworded, *base.bullets[1:]))
    assert only(compared(now, base, answer("X", gone))).state is State.CONFLICT
    change = CellEdit(bullet.source.at("Text"), "Text", bullet.text, "Priorities are very clear.", "paragraph 7")
    both = compared(base, base, answer("X", gone), answer("Y", change))
    assert [each.state for each in both] == [State.CONFLICT] * 2
    assert {each.why for each in both} == {"X takes the row out (X.xlsx)", "Y changes Text in it (Y.xlsx)"}


def test_rows_that_were_added(base: Assessment) -> None:
    first = base.bullets[0]
    new = NewRow(
        "Narrative", first.source.row, {"Theme": 1.0, "Section": "Strengths", "Text": "Posts are filled."}, "p 8"
    )
    alone = only(compared(base, base, answer("X", new)))
    assert (alone.state, alone.row) == (State.TAKEN, first.source.row)
    twice = only(compared(base, base, answer("X", new), answer("Y", new)))
    assert twice.who == "X, Y"
    there = replace(first, text=RichText((Run("Posts are filled."),)), criteria=(), source=replace(first.source, row=9))
    now = replace(base, bullets=(*base.bullets, there))
    assert only(compared(now, base, answer("X", new))).state is State.ALREADY
    moved = replace(
        base,
        bullets=tuple(replace(each, source=replace(each.source, row=each.source.row + 5)) for each in base.bullets),
    )
    assert only(compared(moved, base, answer("X", new))).row == first.source.row + 5


def test_two_new_actions_of_one_name_are_a_conflict(base: Assessment) -> None:
    one = NewRow("Actions", 3, {"Ref": "L-A9", "Action": "Open a shop."}, "table 1")
    other = NewRow("Actions", 3, {"Ref": "l-a9", "Action": "Close the shop."}, "table 1")
    assert [each.state for each in compared(base, base, answer("X", one), answer("Y", other))] == [State.CONFLICT] * 2


def test_every_sheet_that_somebody_may_change_is_compared(tmp_path: Path) -> None:
    """A field of the report, a milestone, a piece of evidence, a rating: each by its own cell."""
    then = complete_book().read(tmp_path)
    milestone, proof, rated = then.milestones[1], then.evidence[0], then.criteria[1]
    (title,) = then.report.cells["Title"]
    (purpose,) = then.committee.cells["Purpose"] if then.committee else ()
    wishes = (
        CellEdit(title, "Title", "Best Value Duty self-assessment", "Best value", "paragraph 1"),
        CellEdit(purpose, "Purpose", "To note", "To decide", "paragraph 2"),
        CellEdit(milestone.source.at("Done"), "Done", None, date(2025, 9, 1), "C20"),
        CellEdit(proof.source.at("Title"), "Title", "Corporate plan", "Corporate plan 2025", "cell 3"),
        CellEdit(rated.source.at("Rating"), "Rating", "Amber", "Green", "cell 4"),
    )
    assert [each.state for each in compared(then, then, answer("X", *wishes))] == [State.TAKEN] * 5
    again = compared(then, then, answer("X", *(replace(each, now=each.was) for each in wishes)))
    assert [each.state for each in again] == [State.ALREADY] * 5


def test_a_status_a_level_and_codes_are_the_same_in_any_case_and_space(base: Assessment) -> None:
    row = base.actions[0]
    wishes = (
        CellEdit(row.source.at("Status"), "Status", "x", " in  progress", "C1"),
        CellEdit(row.source.at("Criteria"), "Criteria", "x", "l002 ,", "C2"),
        CellEdit(row.source.at("Progress"), "Progress", 1.0, 40.0000000001, "C3"),
    )
    assert [each.state for each in compared(base, base, answer("X", *wishes))] == [State.ALREADY] * 3


def test_a_whole_plan_is_as_it_was_to_itself(tmp_path: Path) -> None:
    """Nothing that nobody changed is a change: each value against itself."""
    then = planned().read(tmp_path)
    for row in then.actions:
        for column in ("Status", "Progress", "Update", "Due", "Revised due"):
            value = held(row, column) if column != "Due" else row.due
            wish = CellEdit(row.source.at(column), column, value, value, "C1")
            assert only(compared(then, then, answer("X", wish))).state is State.ALREADY
