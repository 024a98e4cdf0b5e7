"""Actions that came or went, were completed, slipped or reworded, and changes of their other columns."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from bvdocs.comparison.field_changes import FieldChanges
from bvdocs.comparison.matching import RowMatches, RowPair, match_named
from bvdocs.core.changes import Change, ChangeKind, Slip
from bvdocs.core.english import in_words
from bvdocs.core.model import Action, Assessment, Status
from bvdocs.core.ongoing import is_ongoing
from bvdocs.core.schema import ACTIONS

# The progress of what is done, in percent.
_ALL = 100
# Returns the assessments issued between the two, oldest first.
IssuedBetween = Callable[[], Iterable[Assessment]]
# The columns whose changes are of kinds of their own.
_WITH_OWN_KIND = ("Ref", "Action", "Owner", "Status")


def match_actions(older: Assessment, newer: Assessment) -> RowMatches[Action]:
    """Match the actions by reference; under another reference by the wording, in the same theme."""
    return match_named(older.actions, newer.actions, lambda row: row.ref, lambda row: row.text.plain)


def pairs_of_actions(older: Assessment, newer: Assessment) -> list[tuple[Action, Action]]:
    """Return each action that both have, as it was and as it is."""
    return match_actions(older, newer).pairs


def compare_plan(rows: Iterable[RowPair[Action]], between: IssuedBetween) -> Iterator[Change]:
    """Yield what changed in each action, in the order of the rows."""
    for before, now in rows:
        if before and now:
            yield from _compare_action(before, now, between)
        elif now:
            yield Change(ChangeKind.ACTION_ADDED, now.ref, now.text.plain, now=now.text.plain)
        elif before:
            yield _gone(before, between)


def _gone(before: Action, between: IssuedBetween) -> Change:
    """Return that an action is no longer in the plan: that it left it, if it was closed where it was seen last."""
    seen = [before]
    if before.is_open:
        seen += [action for each in between() for action in _same_action(each.actions, before, before)]
    last, text = seen[-1], before.text.plain
    if last.is_open:
        return Change(ChangeKind.ACTION_REMOVED, before.ref, text, before=text)
    return Change(ChangeKind.ACTION_LEFT, before.ref, text, before=last.status.name)


def compare_order(matches: RowMatches[Action], theme: int) -> Iterator[Change]:
    """Yield that a theme's actions stand in another order in the plan, which prints them as the workbook has them."""
    refs = [(place, was.ref, now.ref) for place, was, now in matches.placed_pairs if was.theme == now.theme == theme]
    yield from FieldChanges(ChangeKind.ACTION_DETAIL, "Actions").compare_order(refs)


def _compare_action(before: Action, now: Action, between: IssuedBetween) -> Iterator[Change]:
    def change(kind: ChangeKind, was: str, is_now: str, slip: Slip | None = None) -> Change:
        return Change(kind, now.ref, now.text.plain, was, is_now, slip=slip)

    if before.ref != now.ref:
        yield change(ChangeKind.ACTION_RENUMBERED, before.ref, now.ref)
    if before.status.name != now.status.name:
        yield change(_status_kind(before.status.counts_as, now.status.counts_as), before.status.name, now.status.name)
    # From a day to none, or back, is neither later nor earlier.
    moved = before.last_due != now.last_due and not (is_ongoing(before.last_due) or is_ongoing(now.last_due))
    if moved:
        kind = ChangeKind.ACTION_SLIPPED if now.last_due > before.last_due else ChangeKind.ACTION_EARLIER
        yield change(kind, in_words(before.last_due), in_words(now.last_due), _slip(before, now, between))
    if before.owner != now.owner:
        yield change(ChangeKind.ACTION_OWNER, before.owner, now.owner)
    if before.text.plain != now.text.plain:
        yield change(ChangeKind.ACTION_REWORDED, before.text.plain, now.text.plain)
    fields = FieldChanges(ChangeKind.ACTION_DETAIL, now.ref, now.text.plain)
    yield from fields.compare_columns(ACTIONS.columns, before, now, (*_WITH_OWN_KIND, *_told(before, now, moved)))


def _told(before: Action, now: Action, moved: bool) -> Iterator[str]:
    """Yield the columns whose change follows from one of a kind of its own: where the date that counts has `moved`,
    the date that it moved to; where the action was completed, that it has come to 100%.
    """
    if moved:
        yield "Revised due"
    completed = now.status.counts_as is Status.COMPLETE and before.status.name != now.status.name
    if completed and now.progress == _ALL:
        yield "Progress"


def _status_kind(before: Status, now: Status) -> ChangeKind:
    if now is Status.COMPLETE:
        return ChangeKind.ACTION_COMPLETED
    if now is Status.CANCELLED:
        return ChangeKind.ACTION_CLOSED
    if before in (Status.COMPLETE, Status.CANCELLED):
        return ChangeKind.ACTION_REOPENED
    return ChangeKind.ACTION_STATUS


def _slip(before: Action, now: Action, between: IssuedBetween) -> Slip:
    """Return how an action's date moved, by way of the versions in between that have the action."""
    dates = [before.last_due]
    dates += [action.last_due for each in between() for action in _same_action(each.actions, before, now)]
    dates.append(now.last_due)
    return Slip(
        # The older of the two is the oldest assessment that is looked at, and it has the action.
        first=before.due,
        before=before.last_due,
        now=now.last_due,
        days=abs((now.last_due - before.last_due).days),
        times=sum(later > earlier for earlier, later in pairwise(dates)),
    )


def _same_action(actions: Iterable[Action], before: Action, now: Action) -> list[Action]:
    """Return the action in a version in between: by reference, and by wording too if the reference changed."""
    refs = {before.ref.casefold(), now.ref.casefold()}
    texts = (before.text.plain, now.text.plain)
    return [each for each in actions if each.ref.casefold() in refs and (len(refs) == 1 or each.text.plain in texts)]
