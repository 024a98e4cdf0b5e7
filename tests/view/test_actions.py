"""The action plan at the meeting date: what is overdue, how many, and the picture over time."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdocs.core.brand import Brand
from bvdocs.core.changes import DueDates
from bvdocs.core.exemption import NOT_EXEMPT
from bvdocs.core.model import Action, Status, Theme
from bvdocs.core.places import Source
from bvdocs.core.publishing import published
from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.versions import Version
from bvdocs.view import TimelineView, build_view
from bvdocs.view.action_dates import dates_in_workbook, revised_words
from bvdocs.view.actions import build_action, count_actions, percent_words, summarise_plan
from bvdocs.view.document_views import ActionView
from bvdocs.view.timeline import MOST_BARS, build_timelines
from tests.support.assessments import STATUS
from tests.support.workbooks import MEETING, Book

DAY = timedelta(1)
LATE, SOON = MEETING - DAY, MEETING + DAY
THEME = Theme(2, "Leadership", "L", "", "", Source("Themes", 2))
TITLE = "Theme 2: Leadership"


def action(
    ref: str = "L-A1",
    *,
    due: date = SOON,
    revised: date | None = None,
    start: date | None = None,
    status: Status = Status.IN_PROGRESS,
    progress: float | None = None,
) -> Action:
    return Action(
        ref, 2, ("L001", "L0010"), RichText(), RichText((Run("Do it."),)), "Chief Executive", start, due, revised,
        STATUS[status], progress, RichText(), "", exempt=NOT_EXEMPT, source=Source("Actions", 2),
    )  # fmt: skip


def build_row(given: Action) -> ActionView:
    """Return the row of an action that was in no version before."""
    return build_action(given, revised_words(dates_in_workbook(given), ""), MEETING)


def test_with_a_date_that_a_damaged_version_may_have_brought_no_version_is_named() -> None:
    first, second = Version(2, 0), Version(3, 0)
    dates = DueDates(
        date(2025, 3, 31), ((date(2025, 6, 30), first), (date(2025, 9, 30), second), (date(2026, 1, 5), None))
    )
    assert revised_words(dates, "this draft") == (
        "30 June 2025 (version 2.0)", "30 September 2025 (version 3.0)", "5 January 2026 (this draft)",
    )  # fmt: skip
    assert revised_words(dates, "this draft", first) == (
        "30 June 2025", "30 September 2025 (version 3.0)", "5 January 2026 (this draft)",
    )  # fmt: skip


def plan(complete: int = 0, on_track: int = 0, overdue: int = 0, cancelled: int = 0) -> tuple[Action, ...]:
    return (
        *(action(status=Status.COMPLETE, due=LATE) for _ in range(complete)),
        *(action() for _ in range(on_track)),
        *(action(due=LATE) for _ in range(overdue)),
        *(action(status=Status.CANCELLED, due=LATE) for _ in range(cancelled)),
    )


def timelines(*actions: Action, every: tuple[Action, ...] = ()) -> tuple[TimelineView, ...]:
    return build_timelines(THEME, TITLE, actions, every or actions, MEETING)


@pytest.mark.parametrize("status", STATUS)
@pytest.mark.parametrize(
    ("due", "revised", "late"),
    [
        (LATE, None, True),
        (MEETING, None, False),
        (SOON, None, False),
        (LATE, MEETING, False),
        (LATE, SOON, False),
        (LATE - DAY, LATE, True),
        (SOON, LATE, True),
    ],
)
def test_an_open_action_is_overdue_if_its_last_date_was_before_the_meeting(
    status: Status, due: date, revised: date | None, late: bool
) -> None:
    still_open = status in (Status.NOT_STARTED, Status.IN_PROGRESS)
    row = build_row(action(due=due, revised=revised, status=status))
    assert row.overdue is (late and still_open)


def test_every_action_is_counted_once() -> None:
    counts = count_actions("All", plan(complete=1, on_track=2, overdue=3, cancelled=4), MEETING)
    assert (counts.total, counts.complete, counts.on_track, counts.overdue, counts.cancelled) == (10, 1, 2, 3, 4)


def summary(*actions: Action) -> str:
    return summarise_plan(actions, count_actions("All", actions, MEETING), MEETING)


@pytest.mark.parametrize(
    ("actions", "words"),
    [
        ((), "The plan has no actions."),
        (plan(complete=1),
         "On 23 September 2025, of one action, one is complete, none is on track and none is overdue."),
        (plan(complete=1, on_track=5, overdue=1),
         "On 23 September 2025, of seven actions, one is complete, five are on track and one is overdue."),
        (plan(on_track=10, cancelled=2),
         "On 23 September 2025, of 12 actions, none is complete, 10 are on track, none is overdue and two are"
         " cancelled."),
        ((action(due=LATE, revised=SOON),),
         "On 23 September 2025, of one action, none is complete, one is on track and none is overdue."
         " One has a revised date."),
        ((action(revised=LATE), action(revised=SOON)),
         "On 23 September 2025, of two actions, none is complete, one is on track and one is overdue."
         " Two have a revised date."),
    ],
)  # fmt: skip
def test_the_summary_says_how_many_stand_how(actions: tuple[Action, ...], words: str) -> None:
    assert summary(*actions) == words


@pytest.mark.parametrize(
    ("percent", "words"),
    [(None, ""), (0.0, "0%"), (0.4, "0%"), (0.5, "1%"), (12.5, "13%"), (40.0, "40%"), (99.4, "99%"), (100.0, "100%")],
)
def test_progress_is_a_whole_percentage_halves_rounded_up(percent: float | None, words: str) -> None:
    assert percent_words(percent) == words


def test_a_row_of_the_plan_has_dates_in_words_and_blanks_for_what_is_not_given() -> None:
    row = build_row(action("L-A 7", start=date(2025, 1, 6), revised=date(2026, 3, 31), progress=40.0))
    assert (row.criteria, row.owner, row.status, row.progress) == (
        "L001, L0010",
        "Chief Executive",
        "In progress",
        "40%",
    )
    assert (row.start, row.due, row.revised) == ("6 January 2025", "24 September 2025", ("31 March 2026",))
    assert row.anchor == "action-L-A_20_7"
    bare = build_row(action())
    assert (bare.start, bare.progress, bare.success_measure, bare.update.plain) == ("",) * 4
    assert bare.revised == ()


@pytest.mark.parametrize(
    ("actions", "bars"),
    [
        (0, []),
        (1, [1]),
        (MOST_BARS, [MOST_BARS]),
        (MOST_BARS + 1, [MOST_BARS // 2 + 1, MOST_BARS // 2]),
        (2 * MOST_BARS, [MOST_BARS] * 2),
        (6 * MOST_BARS + 12, [18] * 6 + [12]),
    ],
)
def test_pictures_share_the_bars_and_none_has_too_many(actions: int, bars: list[int]) -> None:
    pictures = timelines(*(action(f"L-A{number}") for number in range(actions)))
    assert [len(picture.bars) for picture in pictures] == bars
    assert [bar.ref for picture in pictures for bar in picture.bars] == [f"L-A{number}" for number in range(actions)]


def test_only_one_of_several_pictures_has_a_number_in_its_name() -> None:
    (only,) = timelines(action())
    several = timelines(*plan(on_track=MOST_BARS + 1))
    assert only.file == "timeline-theme-2-leadership"
    assert [picture.file for picture in several] == ["timeline-theme-2-leadership-1", "timeline-theme-2-leadership-2"]


def own_word(word: str, counts_as: Status) -> Action:
    """An action whose status is a word of the sheet Statuses."""
    return replace(action(), status=replace(STATUS[counts_as], name=word))


@pytest.mark.parametrize(
    ("given", "label"),
    [
        (action(status=Status.COMPLETE, due=LATE, progress=90.0), "Complete"),
        (action(status=Status.CANCELLED, due=LATE), "Cancelled"),
        # A word of the council's own is explained by the state that it counts as.
        (own_word("Superseded", Status.CANCELLED), "Superseded, cancelled"),
        (own_word("Delivered", Status.COMPLETE), "Delivered, complete"),
        (own_word("Closed: complete", Status.COMPLETE), "Closed: complete"),
        (action(status=Status.NOT_STARTED, progress=0.0), "Not started"),
        (action(status=Status.NOT_STARTED, due=LATE), "Not started, overdue"),
        (action(), "In progress"),
        (action(progress=0.0), "In progress, 0%"),
        (action(progress=62.5, due=LATE), "In progress, 63%, overdue"),
    ],
)
def test_a_bar_says_status_progress_and_overdue(given: Action, label: str) -> None:
    (bar,) = timelines(given)[0].bars
    assert bar.label == label
    assert bar.overdue is label.endswith("overdue")


@pytest.mark.parametrize(
    ("given", "done"),
    [
        (action(status=Status.COMPLETE), 1.0),
        (action(status=Status.COMPLETE, progress=50.0), 1.0),
        (action(progress=40.0), 0.4),
        (action(), 0.0),
    ],
)
def test_a_bar_is_filled_as_far_as_the_action_has_come(given: Action, done: float) -> None:
    assert timelines(given)[0].bars[0].done == pytest.approx(done)


@pytest.mark.parametrize(
    ("start", "drawn"), [(None, None), (LATE, LATE), (SOON, None), (SOON + DAY, None)],
    ids=["no start", "before", "on the due day", "after"],
)  # fmt: skip
def test_a_bar_has_a_length_only_if_the_action_starts_before_it_is_due(start: date | None, drawn: date | None) -> None:
    assert timelines(action(start=start, due=SOON))[0].bars[0].start == drawn


def test_a_bar_keeps_the_first_date_beside_the_revised_one() -> None:
    (bar,) = timelines(action(due=LATE, revised=SOON))[0].bars
    assert (bar.first_due, bar.last_due) == (LATE, SOON)


def test_the_axis_runs_over_whole_months_of_the_whole_plan_and_the_meeting() -> None:
    every = (action(start=date(2025, 2, 20)), action(due=date(2025, 4, 1), revised=date(2026, 12, 31)))
    (picture,) = timelines(every[0], every=every)
    assert (picture.first_day, picture.last_day) == (date(2025, 2, 1), date(2027, 1, 1))
    assert (picture.meeting.day, picture.meeting.label) == (MEETING, "Meeting, 23 September 2025")


def test_the_axis_reaches_to_a_meeting_before_or_after_every_action() -> None:
    (before,) = timelines(action(due=date(2026, 5, 5)))
    (after,) = timelines(action(due=date(2024, 5, 5)))
    assert (before.first_day, before.last_day) == (date(2025, 9, 1), date(2026, 6, 1))
    assert (after.first_day, after.last_day) == (date(2024, 5, 1), date(2025, 10, 1))


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(0, 40 * 366))
def test_ticks_are_few_regular_and_on_the_axis_whatever_its_span(start: date, days: int) -> None:
    given_ = action(start=start, due=start + timedelta(days))
    (picture,) = build_timelines(THEME, TITLE, (given_,), (given_,), start)
    months = [tick.day.year * 12 + tick.day.month for tick in picture.ticks]
    assert 1 <= len(months) <= 9
    assert len({after - before for before, after in pairwise(months)}) <= 1
    assert picture.first_day == picture.ticks[0].day
    assert picture.ticks[-1].day <= picture.last_day
    assert all(tick.day.day == 1 and tick.label == f"{tick.day:%b %Y}" for tick in picture.ticks)


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(0, 40 * 366), st.integers(0, 40 * 366))
def test_every_day_that_is_drawn_is_on_the_axis(start: date, days: int, more: int) -> None:
    given_ = action(start=start, due=start + timedelta(days), revised=start + timedelta(more))
    (picture,) = timelines(given_)
    (bar,) = picture.bars
    drawn = {day for day in (bar.start, bar.first_due, bar.last_due, picture.meeting.day) if day}
    assert picture.first_day <= min(drawn) <= max(drawn) < picture.last_day


def test_forty_years_have_a_tick_every_five() -> None:
    (picture,) = timelines(action(start=date(2000, 1, 1), due=date(2039, 12, 31)))
    assert [tick.label for tick in picture.ticks] == [f"Jan {year}" for year in range(2000, 2041, 5)]


def test_alt_text_says_the_picture_action_by_action() -> None:
    (picture,) = timelines(
        action("L-A1", start=date(2025, 1, 6), due=date(2025, 6, 30), revised=date(2026, 1, 31), progress=40.0),
        action("L-A2", due=LATE, status=Status.NOT_STARTED),
    )
    assert picture.alt == (
        "Timeline of two actions of Theme 2: Leadership, with the meeting on 23 September 2025 marked."
        " L-A1 from 6 January 2025 to 30 June 2025, revised to 31 January 2026: in progress, 40%;"
        " L-A2 to 22 September 2025: not started, overdue."
    )


def test_alt_text_of_each_picture_speaks_of_its_own_bars() -> None:
    first, second = timelines(*(action(f"L-A{number}") for number in range(MOST_BARS + 1)))
    last = f"L-A{MOST_BARS}"
    assert first.alt.startswith("Timeline of 10 actions") and last not in first.alt
    assert second.alt.startswith("Timeline of nine actions") and last in second.alt
    assert [each.name.partition(", ")[2] for each in (first, second)] == ["part 1 of 2", "part 2 of 2"]


def test_a_line_break_in_a_reference_is_a_space_in_the_picture() -> None:
    (picture,) = timelines(action("L\nA1"))
    assert picture.bars[0].ref == "L A1"
    assert "\n" not in picture.alt


def test_the_plan_counts_by_theme_in_their_order_and_in_all(tmp_path: Path) -> None:
    plan_view = build_view(published(Book().read(tmp_path)), Brand()).plan
    assert [(each.name, each.total, each.on_track, each.overdue) for each in plan_view.by_theme] == [
        ("Theme 1: Leadership", 1, 1, 0),
        ("Theme 2: Culture", 1, 0, 1),
    ]
    assert plan_view.total is not None
    assert (plan_view.total.name, plan_view.total.total, plan_view.total.overdue) == ("All themes", 2, 1)


def test_one_theme_needs_no_total(tmp_path: Path) -> None:
    book = Book(themes=[[1, "Leadership", "L", None, None]])
    book.criteria, book.narrative, book.actions = book.criteria[:2], book.narrative[:1], book.actions[:1]
    assert build_view(published(book.read(tmp_path)), Brand()).plan.total is None
