"""The timelines: pictures of a theme's actions over time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import ceil

from bvdocs.core.added_rows import Milestone
from bvdocs.core.english import counted, date_words, in_sentence, listed, month_words
from bvdocs.core.model import Action, Status, Theme
from bvdocs.core.ongoing import is_ongoing
from bvdocs.core.quoting import one_line
from bvdocs.view.actions import ActionState, in_order_of_days, percent_words, state_of
from bvdocs.view.axis import axis_of, cut_to
from bvdocs.view.figure_views import BarView, DiamondView, TickView, TimelineKeyView, TimelineView
from bvdocs.view.names import theme_slug

# A picture with more bars than this would not fit on a page.
MOST_BARS = 18
_MOST_TICKS = 9
_KEY = TimelineKeyView(
    done="Done",
    to_do="To do",
    first_due="Date first agreed",
    no_start="Due, without a start",
    paused="Paused",
    ongoing="Ongoing",
    milestone="Milestone",
    milestone_done="Milestone, done",
    cut="Cut short: the date stands beside it",
)
# What a status alone does not tell.
_TOLD = frozenset(ActionState) - {ActionState.ON_TRACK}
_TICK_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


def build_timelines(
    theme: Theme,
    title: str,
    actions: tuple[Action, ...],
    all_actions: tuple[Action, ...],
    meeting: date,
    milestones: tuple[Milestone, ...] = (),
) -> tuple[TimelineView, ...]:
    """Return the theme's pictures, all on the axis of the whole plan: of `all_actions` and all `milestones`.

    Where one picture is too few, each takes about as many bars.
    """
    of_action: dict[str, list[Milestone]] = {}
    for milestone in milestones:
        of_action.setdefault(milestone.action, []).append(milestone)
    pictures = ceil(len(actions) / MOST_BARS)
    per_picture = ceil(len(actions) / pictures) if pictures else 1
    chunks = [actions[start : start + per_picture] for start in range(0, len(actions), per_picture)]
    name = f"timeline-{theme_slug(theme)}"
    first, last = _axis(all_actions, milestones, meeting)
    return tuple(
        TimelineView(
            file=name if len(chunks) == 1 else f"{name}-{number}",
            bars=tuple(cut_to(_bar(action, of_action.get(action.ref, ()), meeting), first, last) for action in chunk),
            ticks=_ticks(first, last),
            first_day=first,
            last_day=last,
            meeting=TickView(meeting, f"Meeting, {date_words(meeting)}"),
            key=_KEY,
            name=f"Timeline of {title}" + (f", part {number} of {pictures}" if pictures > 1 else ""),
            alt=_alt(title, chunk, of_action, meeting),
            has_milestones=bool(milestones),
        )
        for number, chunk in enumerate(chunks, 1)
    )


def _axis(actions: Iterable[Action], milestones: Iterable[Milestone], meeting: date) -> tuple[date, date]:
    """Return the first day of the first month and the first day after the last month, but for a date far away."""
    days = [meeting, *(_day_of(each) for each in milestones)]
    for action in actions:
        days += [day for day in (action.start, action.due, action.revised_due) if day and not is_ongoing(day)]
    first, last = axis_of(days, meeting)
    return first.replace(day=1), _months_on(last.replace(day=1), 1)


def _months_on(first_of_month: date, months: int) -> date:
    month = first_of_month.year * 12 + first_of_month.month - 1 + months
    return date(min(month // 12, date.max.year), month % 12 + 1, 1)


def _ticks(first: date, last: date) -> tuple[TickView, ...]:
    """Return months at a regular step, few enough to be read."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((step for step in _TICK_STEPS if months // step < _MOST_TICKS), months // _MOST_TICKS + 1)
    days = [_months_on(first, count) for count in range(0, months + 1, step)]
    return tuple(TickView(day, month_words(day)) for day in days if day <= last)


def _day_of(milestone: Milestone) -> date:
    """Return the day at which a milestone is drawn: when it was reached, or else is due."""
    return milestone.done or milestone.due


def _bar(action: Action, milestones: Iterable[Milestone], meeting: date) -> BarView:
    state, status = state_of(action, meeting), action.status.counts_as
    done = 1.0 if state is ActionState.COMPLETE else (action.progress or 0) / 100
    words = [one_line(action.status.name)]
    if status in (Status.IN_PROGRESS, Status.PAUSED) and action.progress is not None:
        words.append(percent_words(action.progress))
    if state in _TOLD and state.casefold() not in words[0].casefold():
        words.append(state.lower())
    last_due = None if is_ongoing(action.last_due) else action.last_due
    return BarView(
        ref=one_line(action.ref),
        start=action.start if action.start and (last_due is None or action.start < last_due) else None,
        first_due=last_due if is_ongoing(action.due) else action.due,
        last_due=last_due,
        done=done,
        label=", ".join(words),
        overdue=state is ActionState.OVERDUE,
        paused=state is ActionState.PAUSED,
        milestones=tuple(DiamondView(_day_of(each), each.done is not None) for each in in_order_of_days(milestones)),
    )


def _alt(title: str, actions: tuple[Action, ...], milestones: Mapping[str, Iterable[Milestone]], meeting: date) -> str:
    """Return what the picture shows, action by action."""
    parts = []
    for action in actions:
        own = in_order_of_days(milestones.get(action.ref, ()))
        start = f"from {date_words(action.start)} " if action.start else ""
        end = "without an end" if is_ongoing(action.due) else f"to {date_words(action.due)}"
        revised = f", revised to {date_words(action.revised_due)}" if action.revised_due else ""
        label = in_sentence(_bar(action, own, meeting).label)
        parts.append(f"{action.ref} {start}{end}{revised}: {label}{_alt_of_milestones(own)}")
    intro = (
        f"Timeline of {counted(len(actions), 'action')} of {title}, with the meeting on {date_words(meeting)} marked."
    )
    return one_line(f"{intro} {'; '.join(parts)}.")


def _alt_of_milestones(milestones: Sequence[Milestone]) -> str:
    """Return the milestones of an action, as words behind what else is said of it; '' without any."""
    if not milestones:
        return ""
    days = [
        f"done on {date_words(each.done)}" if each.done else f"due on {date_words(each.due)}" for each in milestones
    ]
    return f", with {counted(len(days), 'milestone')}, {listed(days)}"
