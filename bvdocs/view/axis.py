"""The axis of the timelines: one date that is far from all others does not flatten the rest of the plan.

It is left off the axis, the bar that it belongs to is cut short, and the date stands in words beside the bar.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from bvdocs.core.english import date_words
from bvdocs.view.figure_views import BarView

# So many dates are needed before any of them can be far from the others.
_FEWEST = 5
# Two years are not far.
_NOT_FAR = timedelta(days=2 * 365)
# What is cut short is drawn at least so long, as a part of the axis.
_SHORTEST = 25


def axis_of(days: Iterable[date], meeting: date) -> tuple[date, date]:
    """Return the first and the last of the days that have a place on the axis; the meeting, one of them, always has.

    Of the days in order, the middle eight tenths have one; from there outward each that is no further from the last
    than the middle is long.
    """
    days = sorted(days)
    few = 0 if len(days) < _FEWEST else max(1, len(days) // 10)
    first, last = min(days[few], meeting), max(days[len(days) - 1 - few], meeting)
    far = max(last - first, _NOT_FAR)
    for day in reversed(days):
        if day < first and first - day <= far:
            first = day
    for day in days:
        if day > last and day - last <= far:
            last = day
    return first, last


def cut_to(bar: BarView, first: date, last: date) -> BarView:
    """Return the bar as drawn from `first` till `last`: a date outside is at the edge, and in words in its label."""
    last -= timedelta(days=1)
    outside = {
        words: day
        for words, day in (
            ("from", bar.start),
            ("due", bar.last_due),
            ("first agreed for", bar.first_due if bar.first_due != bar.last_due else None),
        )
        if day and not first <= day <= last
    }
    far = [each for each in bar.milestones if not first <= each.day <= last]
    if not outside and not far:
        return bar
    shortest = (last - first) / _SHORTEST
    last_due = _within(bar.last_due, first + shortest if bar.start else first, last)
    told = [*outside.items(), *(("milestone", each.day) for each in far)]
    return replace(
        bar,
        start=_within(bar.start, first, last - shortest),
        first_due=last_due if "first agreed for" in outside else _within(bar.first_due, first, last),
        last_due=last_due,
        label=", ".join((bar.label, *(f"{words} {date_words(day)}" for words, day in told))),
        cut_before=any(day < first for day in outside.values()),
        cut_behind=any(day > last for day in outside.values()),
        milestones=tuple(each for each in bar.milestones if each not in far),
    )


def _within(day: date | None, first: date, last: date) -> date | None:
    return min(max(day, first), last) if day else None
