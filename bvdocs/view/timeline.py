"""The timelines: pictures of a theme's actions over time."""

from datetime import date
from math import ceil

from bvdocs.core.english import counted, date_words, in_sentence, month_words
from bvdocs.core.model import Action, Status, Theme
from bvdocs.core.ongoing import is_ongoing
from bvdocs.core.quoting import one_line
from bvdocs.view.actions import percent_words
from bvdocs.view.figure_views import BarView, TickView, TimelineKeyView, TimelineView
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
)
_TICK_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


def build_timelines(
    theme: Theme, title: str, actions: tuple[Action, ...], all_actions: tuple[Action, ...], meeting: date
) -> tuple[TimelineView, ...]:
    """Return the theme's pictures, all on the axis of the whole plan (`all_actions`).

    Where one picture is too few, each takes about as many bars.
    """
    pictures = ceil(len(actions) / MOST_BARS)
    per_picture = ceil(len(actions) / pictures) if pictures else 1
    chunks = [actions[start : start + per_picture] for start in range(0, len(actions), per_picture)]
    name = f"timeline-{theme_slug(theme)}"
    first, last = _axis(all_actions, meeting)
    return tuple(
        TimelineView(
            file=name if len(chunks) == 1 else f"{name}-{number}",
            bars=tuple(_bar(action, meeting) for action in chunk),
            ticks=_ticks(first, last),
            first_day=first,
            last_day=last,
            meeting=TickView(meeting, f"Meeting, {date_words(meeting)}"),
            key=_KEY,
            name=f"Timeline of {title}" + (f", part {number} of {pictures}" if pictures > 1 else ""),
            alt=_alt(title, chunk, meeting),
        )
        for number, chunk in enumerate(chunks, 1)
    )


def _axis(actions: tuple[Action, ...], meeting: date) -> tuple[date, date]:
    """Return the first day of the first month and the first day after the last month."""
    days = [meeting]
    for action in actions:
        days += [day for day in (action.start, action.due, action.revised_due) if day and not is_ongoing(day)]
    first, last = min(days), max(days)
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


def _bar(action: Action, meeting: date) -> BarView:
    done = 1.0 if action.status.counts_as is Status.COMPLETE else (action.progress or 0) / 100
    overdue = action.is_overdue(meeting)
    words = [action.status.name]
    if action.status.counts_as is Status.IN_PROGRESS and action.progress is not None:
        words.append(percent_words(action.progress))
    if overdue:
        words.append("overdue")
    return BarView(
        ref=one_line(action.ref),
        start=action.start if action.start and action.start < action.last_due else None,
        first_due=action.due,
        last_due=action.last_due,
        done=done,
        label=", ".join(words),
        overdue=overdue,
    )


def _alt(title: str, actions: tuple[Action, ...], meeting: date) -> str:
    """Return what the picture shows, action by action."""
    parts = []
    for action in actions:
        start = f"from {date_words(action.start)} " if action.start else ""
        revised = f", revised to {date_words(action.revised_due)}" if action.revised_due else ""
        parts.append(
            f"{action.ref} {start}to {date_words(action.due)}{revised}: {in_sentence(_bar(action, meeting).label)}"
        )
    intro = (
        f"Timeline of {counted(len(actions), 'action')} of {title}, with the meeting on {date_words(meeting)} marked."
    )
    return one_line(f"{intro} {'; '.join(parts)}.")
