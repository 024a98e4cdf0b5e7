"""The action plan: its rows, and how many actions are in each state at the meeting date."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum, auto

from bvdocs.core.english import are, counted, date_words, in_words, listed, number_word, sentence
from bvdocs.core.model import Action, Status
from bvdocs.core.ongoing import is_ongoing
from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.schema import ACTIONS
from bvdocs.view.document_views import ActionView, CountsView, DetailView
from bvdocs.view.names import anchor
from bvdocs.view.origins import NO_ORIGINS, Origins, cells_of

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
}


class ActionState(Enum):
    """The state of an action at the meeting date; derived, never typed."""

    COMPLETE = auto()
    ON_TRACK = auto()
    OVERDUE = auto()
    CANCELLED = auto()
    PAUSED = auto()
    ONGOING = auto()


_BY_STATUS = {
    Status.COMPLETE: ActionState.COMPLETE,
    Status.CANCELLED: ActionState.CANCELLED,
    Status.PAUSED: ActionState.PAUSED,
}


def state_of(action: Action, meeting: date) -> ActionState:
    """Return the state: what the status says, and of an open action whether it is late."""
    if state := _BY_STATUS.get(action.status.counts_as):
        return state
    if is_ongoing(action.last_due):
        return ActionState.ONGOING
    return ActionState.OVERDUE if action.is_overdue(meeting) else ActionState.ON_TRACK


def percent_words(percent: float | None) -> str:
    """Return a progress as '40%', halves rounded up; '' where none is given."""
    return "" if percent is None else f"{int(percent + 0.5)}%"


def build_action(action: Action, revised: tuple[str, ...], meeting: date) -> ActionView:
    """Return a row of the action plan; `revised` are the dates that replaced the first, in words."""
    return ActionView(
        ref=action.ref,
        criteria=", ".join(action.criteria),
        opportunity=action.opportunity,
        text=action.text,
        owner=action.owner,
        start=date_words(action.start),
        due=date_words(action.due),
        revised=revised,
        status=action.status.name,
        progress=percent_words(action.progress),
        overdue=action.is_overdue(meeting),
        update=action.update,
        success_measure=action.success_measure,
        details=tuple(_details(action)),
        anchor=anchor("action", action.ref),
        origins=_cells(action, revised),
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


def count_actions(name: str, actions: Iterable[Action], meeting: date, origins: Origins = NO_ORIGINS) -> CountsView:
    """Count the actions in each state; `origins` has the cell of the name, if it stands in one."""
    states = [state_of(action, meeting) for action in actions]
    return CountsView(
        name=name,
        total=len(states),
        complete=states.count(ActionState.COMPLETE),
        on_track=states.count(ActionState.ON_TRACK),
        overdue=states.count(ActionState.OVERDUE),
        cancelled=states.count(ActionState.CANCELLED),
        paused=states.count(ActionState.PAUSED),
        ongoing=states.count(ActionState.ONGOING),
        origins=origins,
    )


def summarise_plan(actions: tuple[Action, ...], counts: CountsView, meeting: date) -> str:
    """Sum up: 'On 23 September 2025, of seven actions, one is complete, five are on track and one is overdue.'"""
    if not counts.total:
        return "The plan has no actions."
    clauses = [
        are(counts.complete, "complete"),
        are(counts.on_track, "on track"),
        are(counts.overdue, "overdue"),
    ]
    rare = ((counts.ongoing, "ongoing"), (counts.paused, "paused"), (counts.cancelled, "cancelled"))
    clauses += [are(count, state) for count, state in rare if count]
    revised = sum(action.revised_due is not None for action in actions)
    moved = sentence(f"{number_word(revised)} {'has' if revised == 1 else 'have'} a revised date") if revised else ""
    return f"On {date_words(meeting)}, of {counted(counts.total, 'action')}, {listed(clauses)}. {moved}".strip()
