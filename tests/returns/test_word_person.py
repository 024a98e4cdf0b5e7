"""What a person did in a Word document comes back as changes of the right cells, and nothing else does."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from bvdocs.core.rich_text import RichText
from bvdocs.returns.edits import CellEdit, NewRow, RemovedRow, Returned
from tests.support.edited_words import Made
from tests.support.word_person import Bullet, Person, Pieces, edit_bullets
from tests.support.workbooks import complete_book

LEADERSHIP = "self-assessment-theme-1-leadership.docx"
_SECTIONS = ("Description", "Strengths", "Areas for improvement", "Opportunities")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    book = complete_book()
    chance = random.Random(3)
    subjects = [
        "The council",
        "Each directorate",
        "The audit committee",
        "A member panel",
        "The finance team",
        "Every service",
    ]
    verbs = ["reviews", "publishes", "monitors", "challenges", "agrees", "reports on"]
    things = ["its medium-term plan", "the register of risks", "complaints from residents", "the capital programme"]
    ends = ["each quarter.", "before the budget is set.", "with its partners.", "and acts on what it finds."]
    seen: set[str] = set()
    rows = []
    for section in _SECTIONS:
        for _ in range(5):
            text = " ".join(map(chance.choice, (subjects, verbs, things, ends)))
            if text not in seen:
                seen.add(text)
                rows.append([1, section, text, chance.choice([None, "L001", "L001, L002"]), None, None, None])
    book.narrative = [*rows, *(row for row in book.narrative if row[0] == 2)]
    return Made(book.read(tmp_path_factory.mktemp("made")))


def pieces(value: object) -> Pieces:
    """A value as the person knows it."""
    if isinstance(value, RichText):
        return tuple((run.text, run.bold, run.italic) for run in value.runs)
    return ((str(value), False, False),)


def bullets_of(made: Made) -> list[Bullet]:
    """The bullets of the first theme as they are printed: section by section."""
    rows = [each for each in made.assessment.bullets if each.theme == 1]
    return [
        Bullet(each.section.value, pieces(each.text), ", ".join(each.criteria), each.source.row)
        for section in _SECTIONS
        for each in rows
        if each.section.value == section
    ]


def taken_in(bullets: list[Bullet], back: Returned) -> list[Bullet]:
    """The bullets with the edits made, in the order of the sheet, then of sections."""
    rows: dict[float, Bullet | None] = {each.row: each for each in bullets}
    behind: Counter[int] = Counter()
    for edit in back.edits:
        match edit:
            case CellEdit(cell, column, _, now, _):
                row = int("".join(filter(str.isdigit, cell.cell)))
                old = rows[row]
                assert old is not None
                if column == "Text":
                    rows[row] = replace(old, pieces=pieces(now))
                elif column == "Criteria":
                    rows[row] = replace(old, codes=str(now or ""))
                else:
                    assert column == "Section"
                    rows[row] = replace(old, section=str(now))
            case NewRow(_, after, values, _):
                behind[after] += 1
                rows[after + behind[after] / 100] = Bullet(
                    str(values["Section"]), pieces(values["Text"]), str(values.get("Criteria") or "")
                )
            case RemovedRow(_, row, _, _):
                rows[row] = None
    ordered = [each for _, each in sorted(rows.items()) if each]
    return sorted(ordered, key=lambda each: _SECTIONS.index(each.section))


def check(made: Made, seed: int) -> None:
    """Have a person edit the document, and take in what comes back."""
    chance = random.Random(seed)
    person = Person(made.files[LEADERSHIP], chance, tracked=chance.random() < 0.5)
    bullets = bullets_of(made)
    now = edit_bullets(person, bullets, ["L001", "L002"])
    if chance.random() < 0.7:
        person.make_noise()
    back = made.read(person.saved())
    told = f"seed {seed}, tracked: {person.tracked}: {person.did}\n" + "\n".join(
        map(str, (*back.edits, *back.not_taken))
    )
    assert back.not_taken == (), told
    result, expected = [each.said for each in taken_in(bullets, back)], [each.said for each in now]
    if any("move" in each for each in person.did):
        result, expected = sorted(result), sorted(expected)
    assert result == expected, told
    touched = {each.row for each in bullets} - {each.row for each in now if each in bullets}
    edited = {int("".join(filter(str.isdigit, each.cell.cell))) for each in back.edits if isinstance(each, CellEdit)}
    assert edited <= touched, told
    assert back.who == ("A Director" if person.tracked and person.did else "")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30))
def test_what_a_person_did_to_bullets_comes_back_and_nothing_else(made: Made, seed: int) -> None:
    check(made, seed)


@pytest.mark.slow
@pytest.mark.parametrize("group", range(10))
def test_hundreds_of_people_edit_bullets(made: Made, group: int) -> None:
    for seed in range(1000 + group * 25, 1000 + group * 25 + 25):
        check(made, seed)
