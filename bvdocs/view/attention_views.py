"""The view of what needs attention, by the names that templates use."""

from dataclasses import dataclass

from bvdocs.view.origins import Traced


@dataclass(frozen=True, slots=True)
class DueLineView(Traced):
    """An action or a milestone that is overdue, or soon due; `anchor` is where the action stands in the action plan.

    `late` is such as '45 days', and `since` such as 'new since version 1.0', of what was not overdue there; both are
    empty of what is not overdue. `reason_name` is the column that `reason` is from; empty where none is given.
    """

    ref: str
    name: str
    owner: str
    due: str
    status: str
    late: str
    since: str
    reason_name: str
    reason: str
    anchor: str


@dataclass(frozen=True, slots=True)
class MovedDateView(Traced):
    """An action or a milestone whose date has moved since the version that was reported last.

    `by` is such as '30 days later', empty where there is, or was, no end. `reason_name` is the column that `reason` is
    from; empty where none is given.
    """

    ref: str
    name: str
    owner: str
    before: str
    now: str
    by: str
    reason_name: str
    reason: str
    agreed_by: str
    anchor: str


@dataclass(frozen=True, slots=True)
class WorsenedView(Traced):
    """A characteristic whose rating is lower than last time."""

    code: str
    name: str
    theme: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class AttentionView:
    """What needs attention, the most urgent first; `summary` says in words what there is, or that there is nothing.

    `moved_heading` names the version since which dates have moved, `soon_heading` how far the list of what is due
    looks ahead.
    """

    summary: str
    overdue: tuple[DueLineView, ...]
    moved_heading: str
    moved: tuple[MovedDateView, ...]
    soon_heading: str
    soon: tuple[DueLineView, ...]
    worsened: tuple[WorsenedView, ...]
