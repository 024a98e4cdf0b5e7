"""What a person did in the action plan in Word comes back as changes of the right cells, and nothing else does."""

import random
from datetime import date, timedelta

import pytest

from bvdocs.core.english import date_words
from bvdocs.core.rich_text import RichText
from bvdocs.returns.edits import CellEdit, RemovedRow
from tests.support.edited_words import Made
from tests.support.word_person import Person
from tests.support.word_plan_person import Plan, edit_plan
from tests.support.workbooks import complete_book

PLAN = "action-plan.docx"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    book = complete_book()
    chance = random.Random(5)
    book.actions, book.milestones = [], []
    things = [
        "the vacant posts",
        "the risk register",
        "the capital programme",
        "complaints handling",
        "member training",
    ]
    for number in range(1, 11):
        ref, due = f"L-A{number}", date(2025, 11, 3) + timedelta(days=17 * number)
        text = f"{chance.choice(['Review', 'Publish', 'Renew', 'Agree'])} {chance.choice(things)} in wave {number}."
        book.actions.append(
            [ref, 1, chance.choice([None, "L001", "L001, L002"]), None, text, f"Head of Service {number}",
             chance.choice([None, date(2025, 2, number)]), due, None,
             chance.choice(["In progress", "Not started", "Held up"]), chance.choice([None, 0.35, 0.6]),
             chance.choice([None, f"Work on part {number} has begun."]),
             chance.choice([None, f"Target {number} is met."]),
             None, None, None, None, None, chance.choice([None, f"Director {number}"]), None,
             chance.choice([None, f"Audit report {number}"]), None]
        )  # fmt: skip
        if chance.random() < 0.5:
            book.milestones.append([ref, f"Stage {number} is over.", due - timedelta(days=30), None, None, None])
    return Made(book.read(tmp_path_factory.mktemp("made")))


def check(made: Made, seed: int) -> None:
    """Have a person edit the plan, and look at what comes back."""
    chance = random.Random(seed)
    person = Person(made.files[PLAN], chance, tracked=chance.random() < 0.5)
    plan = Plan(person)
    actions = [
        (
            each.source.row,
            {"Ref": each.ref, "Owner": each.owner, "Due": date_words(each.due), "Status": each.status.name,
             "Progress": f"{each.progress:.0f}%" if each.progress else "", "Action": each.text.plain,
             "Update": each.update.plain, "Success measure": each.success_measure, "Source": each.arises_from},
        )
        for each in made.assessment.actions
    ]  # fmt: skip
    steps = {each.action: [(each.source.row, {"Milestone": each.text})] for each in made.assessment.milestones}
    edit_plan(plan, actions, steps)
    if chance.random() < 0.7:
        person.make_noise()
    back = made.read(person.saved())
    told = f"seed {seed}, tracked: {person.tracked}: {person.did}\n" + "\n".join(
        map(str, (*back.edits, *back.not_taken))
    )
    assert back.not_taken == (), told
    changed = {
        (each.cell.sheet, int("".join(filter(str.isdigit, each.cell.cell))), each.column): (
            each.now.plain if isinstance(each.now, RichText) else each.now
        )
        for each in back.edits
        if isinstance(each, CellEdit)
    }
    assert changed == plan.facts, told
    assert [each.row for each in back.edits if isinstance(each, RemovedRow)] == plan.removed, told
    assert len(back.edits) == len(changed) + len(plan.removed), told


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30))
def test_what_a_person_did_to_actions_comes_back_and_nothing_else(made: Made, seed: int) -> None:
    check(made, seed)


@pytest.mark.slow
@pytest.mark.parametrize("group", range(10))
def test_hundreds_of_people_edit_actions(made: Made, group: int) -> None:
    for seed in range(2000 + group * 25, 2000 + group * 25 + 25):
        check(made, seed)
