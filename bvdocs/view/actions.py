"""The action plan: its rows, and how many actions are in each state at the meeting date."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from datetime import date
from enum import StrEnum

from bvdocs.core.added_rows import Milestone
from bvdocs.core.english import are, counted, date_words, in_words, listed, number_word, sentence
from bvdocs.core.model import Action, Status
from bvdocs.core.ongoing import is_ongoing
from bvdocs.core.quoting import one_line
from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.schema import ACTIONS
from bvdocs.view.document_views import ActionView, CountsView, DetailView
from bvdocs.view.heatmap import level_key
from bvdocs.view.names import anchor
from bvdocs.view.origins import NO_ORIGINS, Origins, cells_of
from bvdocs.view.row_views import MilestoneView

# The column of each fact of a row.
_COLUMNS = {
    "ref": "Ref",
    "criteria": "Criteria",
    "opportunity": "Opportunity",
    "text": "Action",
    "owner": "Owner",
    "start": "Start",
    "due": "Due",
    "status": "Status",
    "progress": "Progress",
    "update": "Update",
    "success_measure": "Success measure",
    "reason_for_new_date": "Reason for new date",
    "new_date_agreed_by": "New date agreed by",
    "accountable": "Accountable",
    "portfolio_holder": "Portfolio holder",
    "arises_from": "Source",
    "evidence": "Evidence",
}
_NO_SOURCE = "No source given"


class ActionState(StrEnum):
    """The state of an action at the meeting date; derived, never typed. In the order in which they are counted."""

    COMPLETE = "Complete"
    ON_TRACK = "On track"
    OVERDUE = "Overdue"
    PAUSED = "Paused"
    ONGOING = "Ongoing"
    CANCELLED = "Cancelled"


# Counted where there are any; the others always are.
_SELDOM = (ActionState.PAUSED, ActionState.ONGOING)
_OF_STATUS = {
    Status.COMPLETE: ActionState.COMPLETE,
    Status.CANCELLED: ActionState.CANCELLED,
    Status.PAUSED: ActionState.PAUSED,
}


def state_of(action: Action, meeting: date) -> ActionState:
    """Return the state: what the status says, and of an action that is under way whether it is late or has no end."""
    of_status = _OF_STATUS.get(action.status.counts_as)
    if of_status:
        return of_status
    if is_ongoing(action.last_due):
        return ActionState.ONGOING
    return ActionState.OVERDUE if action.is_overdue(meeting) else ActionState.ON_TRACK


def states_of(actions: Iterable[Action], meeting: date) -> tuple[ActionState, ...]:
    """Return the states that a plan of these actions counts: those that every plan has, and others that it has."""
    there = {state_of(action, meeting) for action in actions}
    return tuple(state for state in ActionState if state not in _SELDOM or state in there)


def percent_words(percent: float | None) -> str:
    """Return a progress as '40%', halves rounded up; '' where none is given."""
    return "" if percent is None else f"{int(percent + 0.5)}%"


def build_action(
    action: Action,
    revised: tuple[str, ...],
    meeting: date,
    milestones: Iterable[Milestone] = (),
    public_evidence: Container[str] = (),
) -> ActionView:
    """Return a row of the action plan with its milestones; `revised` are the dates that replaced the first, in words.

    Of the evidence that it refers to, only what is in `public_evidence` is named.
    """
    status, state = one_line(action.status.name), state_of(action, meeting)
    return ActionView(
        ref=action.ref,
        criteria=", ".join(action.criteria),
        opportunity=action.opportunity,
        text=action.text,
        owner=action.owner,
        start=date_words(action.start),
        due=date_words(action.due),
        revised=revised,
        reason_for_new_date=action.reason_for_new_date,
        new_date_agreed_by=action.new_date_agreed_by,
        accountable=action.accountable,
        portfolio_holder=action.portfolio_holder,
        status=status,
        progress=percent_words(action.progress),
        state="" if status.casefold() == state.casefold() else state,
        overdue=action.is_overdue(meeting),
        judged=level_key(action.judged) if action.judged else None,
        update=action.update,
        success_measure=action.success_measure,
        milestones=tuple(_build_milestone(each, action, meeting) for each in in_order_of_days(milestones)),
        arises_from=action.arises_from,
        evidence=", ".join(ref for ref in action.evidence if ref in public_evidence),
        details=tuple(_details(action)),
        anchor=anchor("action", action.ref),
        origins=_cells(action, revised),
    )


def in_order_of_days(milestones: Iterable[Milestone]) -> list[Milestone]:
    """Sort milestones by the day they are due; those of one day stay in the order of the sheet."""
    return sorted(milestones, key=lambda each: each.due)


def is_late(milestone: Milestone, action: Action, meeting: date) -> bool:
    """Say whether a milestone is overdue: not done, due before the meeting, of an action that is under way."""
    under_way = action.is_open and action.status.counts_as is not Status.PAUSED
    return under_way and milestone.done is None and milestone.due < meeting


def _build_milestone(milestone: Milestone, action: Action, meeting: date) -> MilestoneView:
    return MilestoneView(
        text=milestone.text,
        due=date_words(milestone.due),
        done=date_words(milestone.done),
        overdue=is_late(milestone, action, meeting),
        origins=cells_of(milestone.source, text="Milestone", due="Due", done="Done"),
    )


def tells_more(action: ActionView) -> bool:
    """Say whether so much is told of an action that eight narrow columns would not hold it."""
    return bool(
        action.milestones
        or action.reason_for_new_date
        or action.new_date_agreed_by
        or action.accountable
        or action.portfolio_holder
        or action.judged
        or action.arises_from
        or action.evidence
    )


def _cells(action: Action, revised: tuple[str, ...]) -> Origins:
    """Return the cells of what a row prints; of the dates that replaced the first, only the last is from one."""
    cells = cells_of(action.source, **_COLUMNS)
    earlier = ("",) * (len(revised) - 1)
    return {**cells, "revised": (*earlier, action.source.cell_of("Revised due"))} if revised else cells


def _details(action: Action) -> Iterator[DetailView]:
    """Yield what the columns hold that are printed under their own names, in the order of the sheet."""
    for column in ACTIONS.columns:
        value = getattr(action, column.attribute)
        if column.detail and value:
            words = value if isinstance(value, RichText) else RichText((Run(in_words(value)),))
            yield DetailView(column.name, words, origins=cells_of(action.source, words=column.name))


def count_actions(
    name: str,
    actions: Iterable[Action],
    meeting: date,
    origins: Origins = NO_ORIGINS,
    shown: Iterable[ActionState] = (),
) -> CountsView:
    """Count the actions in each state; `origins` has the cell of the name, if it stands in one.

    The numbers of the states that are `shown` stand side by side, as a row of a table has them.
    """
    states = Counter(state_of(action, meeting) for action in actions)
    return CountsView(
        name=name,
        total=states.total(),
        complete=states[ActionState.COMPLETE],
        on_track=states[ActionState.ON_TRACK],
        overdue=states[ActionState.OVERDUE],
        paused=states[ActionState.PAUSED],
        ongoing=states[ActionState.ONGOING],
        cancelled=states[ActionState.CANCELLED],
        counts=tuple(states[state] for state in shown),
        origins=origins,
    )


def count_sources(actions: tuple[Action, ...], meeting: date, shown: tuple[ActionState, ...]) -> tuple[CountsView, ...]:
    """Count the actions by where they come from, in the order of the plan; nothing unless there are several sources."""
    by_source: dict[str, list[Action]] = {}
    for action in actions:
        by_source.setdefault(one_line(action.arises_from), []).append(action)
    of_none = by_source.pop("", [])
    if len(by_source) < 2:
        return ()
    groups = [*by_source.items(), *([(_NO_SOURCE, of_none)] if of_none else [])]
    return tuple(count_actions(name, each, meeting, shown=shown) for name, each in groups)


def summarise_plan(actions: tuple[Action, ...], counts: CountsView, meeting: date) -> str:
    """Sum up: 'On 23 September 2025, of seven actions, one is complete, five are on track and one is overdue.'"""
    if not counts.total:
        return "The plan has no actions."
    clauses = [
        are(counts.complete, "complete"),
        are(counts.on_track, "on track"),
        are(counts.overdue, "overdue"),
    ]
    clauses += [
        are(number, what)
        for number, what in ((counts.paused, "paused"), (counts.ongoing, "ongoing"), (counts.cancelled, "cancelled"))
        if number
    ]
    revised = sum(action.revised_due is not None for action in actions)
    moved = sentence(f"{number_word(revised)} {'has' if revised == 1 else 'have'} a revised date") if revised else ""
    return f"On {date_words(meeting)}, of {counted(counts.total, 'action')}, {listed(clauses)}. {moved}".strip()
