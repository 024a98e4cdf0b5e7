"""Actions added, removed, completed, slipped and reworded, and their other columns."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from bvdocs.comparison.field_changes import Fields
from bvdocs.comparison.matching import Matching, match_named, moved
from bvdocs.core.changes import Change, ChangeKind, Slip
from bvdocs.core.english import in_words
from bvdocs.core.model import Action, Assessment, Status
from bvdocs.core.schema import ACTIONS

# The assessments issued between the two, oldest first.
History = Callable[[], Iterable[Assessment]]
# The columns whose changes are of kinds of their own.
_TOLD = ("Ref", "Action", "Owner", "Status")


def match_actions(older: Assessment, newer: Assessment) -> Matching[Action]:
    """Match by reference; under another reference by the wording, in the same theme."""
    return match_named(
        older.actions, newer.actions, lambda row: row.ref, lambda row: row.text.plain, group=lambda row: row.theme
    )


def compare_plan(rows: Iterable[tuple[Action | None, Action | None]], history: History) -> Iterator[Change]:
    """What changed in each action, in the order of the rows."""
    for before, now in rows:
        if before and now:
            yield from _changed(before, now, history)
        elif now:
            yield Change(ChangeKind.ACTION_ADDED, now.ref, now.text.plain, now=now.text.plain)
        elif before:
            yield Change(ChangeKind.ACTION_REMOVED, before.ref, before.text.plain, before=before.text.plain)


def compare_order(match: Matching[Action], theme: int) -> Iterator[Change]:
    """That a theme's actions stand in another order in the plan, which prints them as they stand in the workbook."""
    placed = [
        (place, before.ref, now.ref)
        for place, (before, now) in zip(match.old_places, match.pairs, strict=True)
        if before.theme == now.theme == theme
    ]
    if moved([place for place, _, _ in placed]):
        before = tuple(ref for _, ref, _ in sorted(placed))
        yield from Fields(ChangeKind.ACTION_DETAIL, "Actions").changed(
            "Order", before, tuple(ref for _, _, ref in placed)
        )


def _changed(before: Action, now: Action, history: History) -> Iterator[Change]:
    def change(kind: ChangeKind, was: str, is_now: str, slip: Slip | None = None) -> Change:
        return Change(kind, now.ref, now.text.plain, was, is_now, slip=slip)

    if before.ref != now.ref:
        yield change(ChangeKind.ACTION_RENUMBERED, before.ref, now.ref)
    if before.status is not now.status:
        yield change(_status_kind(before.status, now.status), before.status.value, now.status.value)
    if before.last_due != now.last_due:
        kind = ChangeKind.ACTION_SLIPPED if now.last_due > before.last_due else ChangeKind.ACTION_EARLIER
        yield change(kind, in_words(before.last_due), in_words(now.last_due), _slip(before, now, history))
    if before.owner != now.owner:
        yield change(ChangeKind.ACTION_OWNER, before.owner, now.owner)
    if before.text.plain != now.text.plain:
        yield change(ChangeKind.ACTION_REWORDED, before.text.plain, now.text.plain)
    # Where the date that counts has moved, that was told.
    told = _TOLD if before.last_due == now.last_due else (*_TOLD, "Revised due")
    yield from Fields(ChangeKind.ACTION_DETAIL, now.ref, now.text.plain).columns(
        ACTIONS.columns, before, now, but_for=told
    )


def _status_kind(before: Status, now: Status) -> ChangeKind:
    if now is Status.COMPLETE:
        return ChangeKind.ACTION_COMPLETED
    if now is Status.CANCELLED:
        return ChangeKind.ACTION_CLOSED
    if before in (Status.COMPLETE, Status.CANCELLED):
        return ChangeKind.ACTION_REOPENED
    return ChangeKind.ACTION_STATUS


def _slip(before: Action, now: Action, history: History) -> Slip:
    """How the date moved, by way of the versions in between that have the action."""
    dates = [before.last_due]
    dates += [action.last_due for each in history() for action in _found(each.actions, before, now)]
    dates.append(now.last_due)
    return Slip(
        # The older of the two is the oldest assessment that is looked at, and it has the action.
        first=before.due,
        before=before.last_due,
        now=now.last_due,
        days=abs((now.last_due - before.last_due).days),
        times=sum(later > earlier for earlier, later in pairwise(dates)),
    )


def _found(actions: Iterable[Action], before: Action, now: Action) -> list[Action]:
    """The action in a version in between: by its reference, and while that changed by the wording as well."""
    refs = {before.ref.casefold(), now.ref.casefold()}
    named = [action for action in actions if action.ref.casefold() in refs]
    if len(refs) == 1:
        return named
    return [action for action in named if action.text.plain in (before.text.plain, now.text.plain)]
