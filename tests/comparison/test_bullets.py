"""What differs between two assessments: the bullets of the narrative."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bvdocs.comparison import compare
from bvdocs.core.changes import Change, ChangeKind, Place
from bvdocs.core.exemption import NOT_EXEMPT
from bvdocs.core.model import Assessment, Bullet, Section
from bvdocs.workbook.reading.reader import read_workbook
from tests.cases.clean_seven_themes import clean_rows
from tests.support.assessments import SOURCE, in_theme, kinds, rich, told
from tests.support.workbook_writer import write_workbook

DESCRIPTION, STRENGTHS, AREAS = Section.DESCRIPTION, Section.STRENGTHS, Section.AREAS


def bullet(section: Section, text: str, ref: str = "", **columns: Any) -> Bullet:
    return replace(Bullet(1, section, rich(text), (), ref, NOT_EXEMPT, SOURCE), **columns)


def of_bullets(bare: Assessment, older: list[Bullet], newer: list[Bullet]) -> list[Change]:
    return in_theme(compare(replace(bare, bullets=tuple(older)), replace(bare, bullets=tuple(newer))))


def test_bullets_added_and_removed_where_they_stood(bare: Assessment) -> None:
    older = [bullet(STRENGTHS, each) for each in ("Posts are filled.", "Nobody left.", "Risk is known to Members.")]
    newer = [older[0], older[2], bullet(STRENGTHS, "A new corporate plan.", "S-3"), bullet(AREAS, "Training is late.")]
    assert of_bullets(bare, older, newer) == [
        Change(ChangeKind.BULLET_REMOVED, "Strengths", "", "Nobody left.", "", from_place=Place("Strengths", 2)),
        Change(
            ChangeKind.BULLET_ADDED, "Strengths", "S-3", "", "A new corporate plan.", to_place=Place("Strengths", 3)
        ),
        Change(
            ChangeKind.BULLET_ADDED, "Areas for improvement", "", "", "Training is late.",
            to_place=Place("Areas for improvement", 1),
        ),
    ]  # fmt: skip


LONG = "Refresher training for staff on Financial Regulations and Budget Management is overdue."


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Priorities are clear.", "Priorities are clear to all partners."),
        ("Turnover is 14% in 2024/25.", "Turnover is 12% in 2025/26."),
        ("42 KPIs are on target.", "45 KPIs are below target."),
        ("Training.", "Training of Members."),
        ("Officers advise Members.", "Members are advised by the officers."),
        (LONG, "Budget Management and Financial Regulations: refresher training is now complete for all staff."),
        (LONG, LONG.replace("is overdue", "will be delivered once the Accountancy team is fully staffed")),
        # Nothing but common words, so these count.
        ("We do.", "We do so."),
        # Half of the telling words are left.
        ("one two three four", "three four five six"),
    ],
)
def test_a_reworded_bullet(bare: Assessment, before: str, now: str) -> None:
    changes = of_bullets(bare, [bullet(STRENGTHS, before)], [bullet(STRENGTHS, now)])
    place = Place("Strengths", 1)
    assert changes == [
        Change(ChangeKind.BULLET_REWORDED, "Strengths", "", before, now, from_place=place, to_place=place)
    ]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        # Words that every sentence has.
        ("There is a plan for all of the staff.", "There is a risk for all of the posts."),
        # One word in common is an accident.
        ("Clear priorities.", "Clear targets."),
        ("The budget is balanced.", "The budget is late."),
        ("Posts are filled.", "Targets are met."),
        ("one two three four", "four five six seven"),
        # Five of ten and of eleven: just under a half.
        ("b1 b2 b3 b4 b5 c1 c2 c3 c4 c5", "b1 b2 b3 b4 b5 d1 d2 d3 d4 d5 d6"),
        ("2024/25", "2025/26"),
        ("—", "…"),
        (LONG, "The Council must improve workforce planning by planning for future workforce needs."),
    ],
)
def test_an_unrelated_bullet(bare: Assessment, before: str, now: str) -> None:
    changes = of_bullets(bare, [bullet(STRENGTHS, before)], [bullet(STRENGTHS, now)])
    assert sorted(kinds(changes)) == [ChangeKind.BULLET_ADDED, ChangeKind.BULLET_REMOVED]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("one two three four", "one two three four", [ChangeKind.BULLET_MOVED]),
        ("one two three four", "one two three five", [ChangeKind.BULLET_MOVED, ChangeKind.BULLET_REWORDED]),
        ("one two three four", "one two five six", [ChangeKind.BULLET_REMOVED, ChangeKind.BULLET_ADDED]),
        # Five of seven: just under three quarters.
        ("b1 b2 b3 b4 b5 c1 c2", "b1 b2 b3 b4 b5 d1 d2", [ChangeKind.BULLET_REMOVED, ChangeKind.BULLET_ADDED]),
    ],
)
def test_in_another_section_a_bullet_must_be_more_alike(
    bare: Assessment, before: str, now: str, expected: list[ChangeKind]
) -> None:
    assert kinds(of_bullets(bare, [bullet(STRENGTHS, before)], [bullet(AREAS, now)])) == expected


def test_a_moved_bullet_has_both_places_and_its_text(bare: Assessment) -> None:
    first, second = bullet(STRENGTHS, "Posts are filled."), bullet(AREAS, "Training is late.", "A-1")
    assert of_bullets(bare, [first, second], [first, replace(second, section=STRENGTHS)]) == [
        Change(
            ChangeKind.BULLET_MOVED, "Strengths", "A-1", "Training is late.", "Training is late.",
            from_place=Place("Areas for improvement", 1), to_place=Place("Strengths", 2),
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("now", "moved"),
    [
        ("ABCDE", ""),
        ("EABCD", "E"),
        ("BCDEA", "A"),
        ("ACBDE", "C"),
        ("DEABC", "DE"),
        ("BADCE", "BD"),
        ("EDCBA", "EDCB"),
        # What is new or gone moves nothing.
        ("XAYBZCDE", ""),
        ("BDE", ""),
        ("XEB", "E"),
    ],
)
def test_only_the_fewest_bullets_moved(bare: Assessment, now: str, moved: str) -> None:
    texts = {letter: f"{letter * 3} {letter * 4}" for letter in "ABCDEXYZ"}
    older = [bullet(STRENGTHS, texts[letter]) for letter in "ABCDE"]
    changes = of_bullets(bare, older, [bullet(STRENGTHS, texts[letter]) for letter in now])
    assert [each.now for each in changes if each.kind is ChangeKind.BULLET_MOVED] == [texts[letter] for letter in moved]


def test_a_bullet_that_left_a_section_moves_no_other(bare: Assessment) -> None:
    older = [bullet(STRENGTHS, text) for text in ("Posts are filled.", "Risk is known.", "Plans are made.")]
    newer = [replace(older[0], section=AREAS), *older[1:]]
    assert [each.now for each in of_bullets(bare, older, newer)] == ["Posts are filled."]


def test_a_ref_says_which_bullet_it_is(bare: Assessment) -> None:
    older = [bullet(STRENGTHS, "Posts are filled.", "S-1"), bullet(STRENGTHS, "Risk is known.", "S-2")]
    newer = [bullet(STRENGTHS, "Risk is known.", "S-1"), bullet(STRENGTHS, "Wholly other words.", "S-2")]
    assert told(of_bullets(bare, older, newer)) == [
        (ChangeKind.BULLET_REWORDED, "Strengths", "Posts are filled.", "Risk is known."),
        (ChangeKind.BULLET_REWORDED, "Strengths", "Risk is known.", "Wholly other words."),
    ]


def test_a_ref_that_stands_twice_says_nothing(bare: Assessment) -> None:
    older = [bullet(STRENGTHS, "Posts are filled.", "S"), bullet(STRENGTHS, "Risk is known.", "S")]
    assert of_bullets(bare, older, [older[1]]) == [
        Change(ChangeKind.BULLET_REMOVED, "Strengths", "S", "Posts are filled.", from_place=Place("Strengths", 1))
    ]


def test_an_equal_text_goes_before_a_like_one(bare: Assessment) -> None:
    """It was copied to another section, and the one that stayed was changed a little."""
    older = [bullet(STRENGTHS, "Staff trust the new corporate plan.")]
    newer = [bullet(STRENGTHS, "Staff trust the corporate plan."), bullet(AREAS, older[0].text.plain)]
    assert kinds(of_bullets(bare, older, newer)) == [ChangeKind.BULLET_ADDED, ChangeKind.BULLET_MOVED]


def test_the_best_pair_comes_first(bare: Assessment) -> None:
    older = [bullet(STRENGTHS, "one two three four five")]
    newer = [bullet(STRENGTHS, "one two three six seven"), bullet(STRENGTHS, "one two three four six")]
    assert [(each.kind, each.now) for each in of_bullets(bare, older, newer)] == [
        (ChangeKind.BULLET_ADDED, newer[0].text.plain),
        (ChangeKind.BULLET_REWORDED, newer[1].text.plain),
    ]


def test_of_equally_like_bullets_the_nearest(bare: Assessment) -> None:
    older = [bullet(STRENGTHS, f"Phase {number} of the programme is on time.") for number in (1, 2)]
    newer = [bullet(STRENGTHS, f"Phase {number} of the programme is late.") for number in (1, 2)]
    changes = of_bullets(bare, older, newer)
    assert [(each.kind, each.before[:7], each.now[:7]) for each in changes] == [
        (ChangeKind.BULLET_REWORDED, "Phase 1", "Phase 1"),
        (ChangeKind.BULLET_REWORDED, "Phase 2", "Phase 2"),
    ]


def test_the_same_words_with_other_numbers_come_after_the_same_text(bare: Assessment) -> None:
    first, second = (bullet(STRENGTHS, f"Phase {number} of the programme is on time.") for number in (1, 2))
    changes = of_bullets(bare, [first], [second, replace(first, section=AREAS)])
    assert kinds(changes) == [ChangeKind.BULLET_ADDED, ChangeKind.BULLET_MOVED]


def test_the_same_text_in_its_section_comes_before_the_same_elsewhere(bare: Assessment) -> None:
    twice = [bullet(STRENGTHS, "Risk is known."), bullet(AREAS, "Risk is known.")]
    changes = of_bullets(bare, twice, twice[1:])
    assert [(each.kind, each.subject) for each in changes] == [(ChangeKind.BULLET_REMOVED, "Strengths")]


def test_a_removed_bullet_comes_before_the_one_that_has_its_place(bare: Assessment) -> None:
    older = [bullet(STRENGTHS, "Nobody left."), bullet(STRENGTHS, "Risk is known.")]
    changes = of_bullets(bare, older, [bullet(STRENGTHS, "Risk is well known.")])
    assert kinds(changes) == [ChangeKind.BULLET_REMOVED, ChangeKind.BULLET_REWORDED]


HALVES = (
    "The Plan was developed in conjunction with Members and ties the work of Council staff together.",
    "It generates a clear vision of how the Borough will be improved over the next five years.",
)


def test_a_bullet_split_in_two_is_reworded_and_one_added(bare: Assessment) -> None:
    whole, halves = [bullet(STRENGTHS, " ".join(HALVES))], [bullet(STRENGTHS, each) for each in HALVES]
    assert sorted(kinds(of_bullets(bare, whole, halves))) == [ChangeKind.BULLET_ADDED, ChangeKind.BULLET_REWORDED]
    assert sorted(kinds(of_bullets(bare, halves, whole))) == [ChangeKind.BULLET_REMOVED, ChangeKind.BULLET_REWORDED]


def test_a_repeated_bullet_taken_out_is_one_removed(bare: Assessment) -> None:
    twice = [bullet(STRENGTHS, "Risk is known."), bullet(STRENGTHS, "Risk is known.")]
    assert kinds(of_bullets(bare, twice, twice[:1])) == [ChangeKind.BULLET_REMOVED]


def test_a_bullet_in_another_theme_is_removed_and_added(bare: Assessment) -> None:
    one = bullet(STRENGTHS, "Risk is known.")
    changes = compare(replace(bare, bullets=(one,)), replace(bare, bullets=(replace(one, theme=2),)))
    assert kinds(in_theme(changes, 1)) == [ChangeKind.BULLET_REMOVED]
    assert kinds(in_theme(changes, 2)) == [ChangeKind.BULLET_ADDED]


@pytest.mark.parametrize(
    ("changed", "field", "before", "now"),
    [
        ({"criteria": ("L001", "L002")}, "Criteria", "", "L001, L002"),
        ({"ref": "S-1"}, "Ref", "", "S-1"),
        ({"text": rich("Risk is known.", bold=True)}, "Formatting or links", "Risk is known.", "Risk is known."),
        ({"text": rich("Risk is known.", link="https://council.example/")}, "Formatting or links",
         "Risk is known.", "Risk is known."),
    ],
)  # fmt: skip
def test_a_bullets_other_columns(bare: Assessment, changed: dict[str, Any], field: str, before: str, now: str) -> None:
    one = bullet(STRENGTHS, "Risk is known.")
    place = Place("Strengths", 1)
    assert of_bullets(bare, [one], [replace(one, **changed)]) == [
        Change(
            ChangeKind.BULLET_DETAIL,
            "Strengths",
            changed.get("ref", ""),
            before,
            now,
            field,
            from_place=place,
            to_place=place,
        )
    ]


def test_bullets_that_share_nothing_but_a_style_are_never_pairs(tmp_path: Path) -> None:
    """Of two themes' real texts, each as the older and the newer of the other, not one is told as reworded."""
    write_workbook(tmp_path / "clean.xlsx", clean_rows())
    whole = read_workbook(tmp_path / "clean.xlsx").assessment
    for number in range(2, 8):
        one, other = ([replace(each, theme=1) for each in whole.bullets if each.theme == at] for at in (1, number))
        changes = of_bullets(replace(whole, criteria=(), actions=(), bullets=()), one, other)
        assert set(kinds(changes)) == {ChangeKind.BULLET_ADDED, ChangeKind.BULLET_REMOVED}
