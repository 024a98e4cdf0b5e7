"""What differs in the action plan: how far actions have come, their dates and their words."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bvdocs.comparison import compare
from bvdocs.core.changes import Change, ChangeKind, Slip
from bvdocs.core.exemption import NOT_EXEMPT
from bvdocs.core.model import STATUS_WORDS, Action, Assessment, StatusWord
from bvdocs.core.places import Source
from bvdocs.core.rich_text import RichText, Run
from tests.support.assessments import told
from tests.support.workbooks import Book

JUNE, JULY, SEPTEMBER, DECEMBER = (date(2025, month, 30) for month in (6, 7, 9, 12))
NOT_STARTED, IN_PROGRESS, COMPLETE, CANCELLED = STATUS_WORDS
ACTION = Action(
    ref="L-A1",
    theme=1,
    criteria=("L001",),
    opportunity=RichText((Run("Stable leadership"),)),
    text=RichText((Run("Fill the posts."),)),
    owner="Chief Executive",
    start=None,
    due=JUNE,
    revised_due=None,
    status=IN_PROGRESS,
    progress=None,
    update=RichText(),
    success_measure="",
    exempt=NOT_EXEMPT,
    source=Source("Actions", 2),
)
BOOK = Book(criteria=[], narrative=[], actions=[])


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    return BOOK.read(tmp_path_factory.mktemp("bare"))


def action(**columns: Any) -> Action:
    if "text" in columns:
        columns["text"] = RichText((Run(columns["text"]),))
    return replace(ACTION, **columns)


def plan(bare: Assessment, *actions: Action) -> Assessment:
    return replace(bare, actions=actions)


def changes(
    bare: Assessment, older: Iterable[Action], newer: Iterable[Action], between: Iterable[Iterable[Action]] = ()
) -> list[Change]:
    versions = [plan(bare, *each) for each in between]
    found = compare(plan(bare, *older), plan(bare, *newer), lambda: versions)
    assert found.overall == ()
    return [change for theme in found.themes for change in theme.changes]


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (NOT_STARTED, IN_PROGRESS, ChangeKind.ACTION_STATUS),
        (IN_PROGRESS, NOT_STARTED, ChangeKind.ACTION_STATUS),
        (NOT_STARTED, COMPLETE, ChangeKind.ACTION_COMPLETED),
        (CANCELLED, COMPLETE, ChangeKind.ACTION_COMPLETED),
        (IN_PROGRESS, CANCELLED, ChangeKind.ACTION_CLOSED),
        (COMPLETE, CANCELLED, ChangeKind.ACTION_CLOSED),
        (COMPLETE, IN_PROGRESS, ChangeKind.ACTION_REOPENED),
        (CANCELLED, NOT_STARTED, ChangeKind.ACTION_REOPENED),
    ],
)
def test_the_status(bare: Assessment, before: StatusWord, now: StatusWord, kind: ChangeKind) -> None:
    assert changes(bare, [action(status=before)], [action(status=now)]) == [
        Change(kind, "L-A1", "Fill the posts.", before.name, now.name)
    ]


def test_a_completed_action_has_come_to_100_percent_and_that_is_no_change_of_its_own(bare: Assessment) -> None:
    before = action(progress=40.0)
    kinds = [
        [each.kind for each in changes(bare, [before], [now])]
        for now in (action(status=COMPLETE, progress=100.0), action(status=COMPLETE, progress=90.0))
    ]
    assert kinds == [[ChangeKind.ACTION_COMPLETED], [ChangeKind.ACTION_COMPLETED, ChangeKind.ACTION_DETAIL]]
    (alone,) = changes(bare, [before], [action(progress=100.0)])
    assert (alone.field, alone.now) == ("Progress", "100%")


def test_actions_added_and_removed(bare: Assessment) -> None:
    gone, stays, new = action(ref="L-A1"), action(ref="L-A2", text="Invite challenge."), action(
        ref="L-A0", text="Publish the plan."
    )  # fmt: skip
    assert changes(bare, [gone, stays], [new, stays]) == [
        Change(ChangeKind.ACTION_ADDED, "L-A0", "Publish the plan.", "", "Publish the plan."),
        Change(ChangeKind.ACTION_REMOVED, "L-A1", "Fill the posts.", "Fill the posts.", ""),
    ]


@pytest.mark.parametrize(
    ("statuses", "kind", "was"),
    [
        ([COMPLETE], ChangeKind.ACTION_LEFT, "Complete"),
        ([CANCELLED], ChangeKind.ACTION_LEFT, "Cancelled"),
        # The versions in between say what became of it.
        ([IN_PROGRESS, COMPLETE], ChangeKind.ACTION_LEFT, "Complete"),
        ([IN_PROGRESS, COMPLETE, IN_PROGRESS], ChangeKind.ACTION_REMOVED, "Fill the posts."),
        ([NOT_STARTED, IN_PROGRESS], ChangeKind.ACTION_REMOVED, "Fill the posts."),
    ],
)
def test_an_action_that_was_closed_has_left_the_plan(
    bare: Assessment, statuses: list[StatusWord], kind: ChangeKind, was: str
) -> None:
    first, *between = ([action(status=each)] for each in statuses)
    assert changes(bare, first, [], between) == [Change(kind, "L-A1", "Fill the posts.", was, "")]


# Renumbered


TEN = "Match the records of the five main systems this year"
assert len(TEN.split()) == 10


@pytest.mark.parametrize(
    ("now", "renumbered"),
    [
        ({"text": TEN}, True),
        ({"text": TEN.replace("main", "big")}, True),
        ({"text": TEN.replace("five main", "six big")}, False),
        ({"text": TEN, "theme": 2}, False),
    ],
)
def test_a_reference_that_changed_is_known_by_the_wording(
    bare: Assessment, now: dict[str, Any], renumbered: bool
) -> None:
    found = {each.kind for each in changes(bare, [action(text=TEN)], [action(ref="L-A9", **now)])}
    assert found - {ChangeKind.ACTION_REWORDED} == (
        {ChangeKind.ACTION_RENUMBERED} if renumbered else {ChangeKind.ACTION_ADDED, ChangeKind.ACTION_REMOVED}
    )


def test_references_that_move_up_make_nothing_slip(bare: Assessment) -> None:
    texts = (("Fill the posts.", JUNE), ("Invite challenge.", SEPTEMBER), ("Publish the plan.", DECEMBER))
    first, second, third = (
        action(ref=f"L-A{at}", text=text, due=due) for at, (text, due) in enumerate(texts, 1)
    )  # fmt: skip
    newer = [replace(second, ref="L-A1"), replace(third, ref="L-A2")]
    assert told(changes(bare, [first, second, third], newer)) == [
        (ChangeKind.ACTION_RENUMBERED, "L-A1", "L-A2", "L-A1"),
        (ChangeKind.ACTION_RENUMBERED, "L-A2", "L-A3", "L-A2"),
        (ChangeKind.ACTION_REMOVED, "L-A1", "Fill the posts.", ""),
    ]


def test_a_reference_keeps_its_action_whatever_its_words(bare: Assessment) -> None:
    found = changes(bare, [action()], [action(ref="l-a1", text="Quite another thing.", theme=2)])
    assert told(found) == [
        (ChangeKind.ACTION_RENUMBERED, "l-a1", "L-A1", "l-a1"),
        (ChangeKind.ACTION_REWORDED, "l-a1", "Fill the posts.", "Quite another thing."),
        (ChangeKind.ACTION_DETAIL, "Theme", "1", "2"),
    ]


def test_the_order_of_the_plan(bare: Assessment) -> None:
    rows = [action(ref=f"L-A{at}", text=f"Do {word}.") for at, word in enumerate(("this", "that", "more"), 1)]
    other = action(ref="C-A1", theme=2)
    assert changes(bare, [*rows, other], [rows[0], rows[2], rows[1], other]) == [
        Change(ChangeKind.ACTION_DETAIL, "Actions", "", "L-A1, L-A2, L-A3", "L-A1, L-A3, L-A2", "Order")
    ]
    # The plan prints each theme by itself; and what is new or gone leaves the others in their order.
    assert changes(bare, [*rows, other], [other, *rows]) == []
    assert [each.kind for each in changes(bare, [*rows, other], [other, *rows[1:]])] == [ChangeKind.ACTION_REMOVED]
    # So does what came from another theme.
    found = changes(bare, [*rows, other], [replace(other, theme=1), *rows])
    assert told(found) == [(ChangeKind.ACTION_DETAIL, "Theme", "2", "1")]


# Dates


def test_a_slip_has_its_days_and_how_often(bare: Assessment) -> None:
    newer = action(revised_due=DECEMBER)
    between = [[action(revised_due=SEPTEMBER)], [], [action(revised_due=JULY)], [action(revised_due=JULY)]]
    assert changes(bare, [action()], [newer], between) == [
        Change(
            ChangeKind.ACTION_SLIPPED, "L-A1", "Fill the posts.", "30 June 2025", "30 December 2025",
            slip=Slip(first=JUNE, before=JUNE, now=DECEMBER, days=183, times=2),
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "now", "kind", "slip"),
    [
        (action(), action(revised_due=JULY), ChangeKind.ACTION_SLIPPED, Slip(JUNE, JUNE, JULY, 30, 1)),
        (action(revised_due=JULY), action(revised_due=SEPTEMBER), ChangeKind.ACTION_SLIPPED,
         Slip(JUNE, JULY, SEPTEMBER, 62, 1)),
        (action(revised_due=SEPTEMBER), action(revised_due=JULY), ChangeKind.ACTION_EARLIER,
         Slip(JUNE, SEPTEMBER, JULY, 62, 0)),
        (action(revised_due=JULY), action(), ChangeKind.ACTION_EARLIER, Slip(JUNE, JULY, JUNE, 30, 0)),
    ],
)  # fmt: skip
def test_the_date_that_counts(bare: Assessment, before: Action, now: Action, kind: ChangeKind, slip: Slip) -> None:
    (change,) = changes(bare, [before], [now])
    assert (change.kind, change.slip) == (kind, slip)


def test_a_date_that_went_forward_after_it_slipped(bare: Assessment) -> None:
    (change,) = changes(bare, [action(due=SEPTEMBER)], [action(due=SEPTEMBER, revised_due=JULY)],
                        [[action(due=SEPTEMBER, revised_due=DECEMBER)]])  # fmt: skip
    assert change.kind is ChangeKind.ACTION_EARLIER
    assert change.slip == Slip(SEPTEMBER, SEPTEMBER, JULY, 62, 1)


def test_an_action_that_was_completed_may_have_slipped_as_well(bare: Assessment) -> None:
    found = changes(bare, [action()], [action(status=COMPLETE, revised_due=JULY, owner="Head of People")])
    assert [each.kind for each in found] == [
        ChangeKind.ACTION_COMPLETED,
        ChangeKind.ACTION_SLIPPED,
        ChangeKind.ACTION_OWNER,
    ]


def test_the_date_first_agreed_should_not_have_changed(bare: Assessment) -> None:
    (slipped, due) = changes(bare, [action()], [action(due=JULY)])
    assert (slipped.kind, slipped.slip) == (ChangeKind.ACTION_SLIPPED, Slip(JUNE, JUNE, JULY, 30, 1))
    assert told([due]) == [(ChangeKind.ACTION_DETAIL, "Due", "30 June 2025", "30 July 2025")]
    # The date that counts is the same.
    older, newer = action(revised_due=DECEMBER), action(due=JULY, revised_due=DECEMBER)
    assert told(changes(bare, [older], [newer])) == [(ChangeKind.ACTION_DETAIL, "Due", "30 June 2025", "30 July 2025")]


def test_a_revised_date_that_says_the_same_is_no_slip(bare: Assessment) -> None:
    assert told(changes(bare, [action()], [action(revised_due=JUNE)])) == [
        (ChangeKind.ACTION_DETAIL, "Revised due", "", "30 June 2025")
    ]


def test_a_renumbered_action_keeps_its_history(bare: Assessment) -> None:
    """Before the references moved up, the newer one was another action's."""
    stays, other = action(ref="L-A2"), action(ref="L-A1", text="Invite challenge.", revised_due=DECEMBER)
    newer = action(ref="L-A1", revised_due=SEPTEMBER)
    between = [[other, stays], [replace(stays, revised_due=JULY), other], [newer]]
    found = changes(bare, [other, stays], [newer], between)
    assert [each.kind for each in found] == [
        ChangeKind.ACTION_RENUMBERED,
        ChangeKind.ACTION_SLIPPED,
        ChangeKind.ACTION_REMOVED,
    ]
    assert found[1].slip == Slip(JUNE, JUNE, SEPTEMBER, 92, 2)


def test_an_action_with_its_reference_may_have_had_any_words_in_between(bare: Assessment) -> None:
    between = [[action(text="In other words.", revised_due=JULY)]]
    (change,) = changes(bare, [action()], [action(revised_due=DECEMBER)], between)
    assert change.slip == Slip(JUNE, JUNE, DECEMBER, 183, 2)


@pytest.mark.parametrize(
    ("older", "newer", "asked"),
    [
        ([action()], [action(owner="Head of People", due=JUNE)], 0),
        ([action()], [], 1),
        ([action(status=COMPLETE)], [], 0),
        ([], [action()], 0),
        ([action()], [action(revised_due=JULY)], 1),
        ([action(), action(ref="L-A2", text="Invite challenge.")],
         [action(due=JULY), action(ref="L-A2", text="Invite challenge.", revised_due=JULY)], 1),
    ],
)  # fmt: skip
def test_the_versions_in_between_are_asked_for_once_and_only_if_need_be(
    bare: Assessment, older: list[Action], newer: list[Action], asked: int
) -> None:
    calls = []

    def between() -> Iterable[Assessment]:
        calls.append("asked")
        # What can be gone through once only.
        return iter([plan(bare, *older)])

    compare(plan(bare, *older), plan(bare, *newer), between)
    assert len(calls) == asked


# Other columns


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"owner": "Head of People"}, (ChangeKind.ACTION_OWNER, "L-A1", "Chief Executive", "Head of People")),
        ({"text": "Fill all posts."}, (ChangeKind.ACTION_REWORDED, "L-A1", "Fill the posts.", "Fill all posts.")),
        ({"theme": 2}, (ChangeKind.ACTION_DETAIL, "Theme", "1", "2")),
        ({"criteria": ("L002", "L001")}, (ChangeKind.ACTION_DETAIL, "Criteria", "L001", "L002, L001")),
        ({"opportunity": RichText()}, (ChangeKind.ACTION_DETAIL, "Opportunity", "Stable leadership", "")),
        ({"start": date(2025, 1, 6)}, (ChangeKind.ACTION_DETAIL, "Start", "", "6 January 2025")),
        ({"progress": 0.0}, (ChangeKind.ACTION_DETAIL, "Progress", "", "0%")),
        ({"progress": 40.0}, (ChangeKind.ACTION_DETAIL, "Progress", "", "40%")),
        ({"progress": 100 / 3}, (ChangeKind.ACTION_DETAIL, "Progress", "", "33.3%")),
        ({"update": RichText((Run("Two are filled."),))}, (ChangeKind.ACTION_DETAIL, "Update", "", "Two are filled.")),
        ({"success_measure": "No vacancies"}, (ChangeKind.ACTION_DETAIL, "Success measure", "", "No vacancies")),
        ({"opportunity": RichText((Run("Stable leadership", bold=True),))},
         (ChangeKind.ACTION_DETAIL, "Formatting or links", "Stable leadership", "Stable leadership")),
    ],
)  # fmt: skip
def test_one_column(bare: Assessment, columns: dict[str, Any], expected: tuple[ChangeKind, str, str, str]) -> None:
    (change,) = changes(bare, [action()], [action(**columns)])
    assert told([change]) == [expected]
    assert change.subject == "L-A1"
    assert change.name == columns.get("text", "Fill the posts.")


def test_words_in_another_look_are_told_by_their_text(bare: Assessment) -> None:
    older = action(update=RichText((Run("See the report."),)))
    newer = replace(older, update=RichText((Run("See "), Run("the report", link="https://council.example/"), Run("."))))
    assert told(changes(bare, [older], [newer])) == [
        (ChangeKind.ACTION_DETAIL, "Formatting or links", "See the report.", "See the report.")
    ]


def test_a_whole_book_read_again_with_a_later_date(tmp_path: Path) -> None:
    older = Book().read(tmp_path)
    book = Book()
    book.actions[1][8] = date(2025, 9, 30)
    found = compare(older, book.read(tmp_path))
    assert [theme.changes for theme in found.themes] == [
        (),
        (
            Change(
                ChangeKind.ACTION_SLIPPED, "C-A1", "Invite challenge.", "30 June 2025", "30 September 2025",
                slip=Slip(JUNE, JUNE, SEPTEMBER, 92, 1),
            ),
        ),
    ]  # fmt: skip
