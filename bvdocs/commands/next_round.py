"""What is to change in a workbook for the next meeting, as facts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from bvdocs.comparison.previous_ratings import last_ratings
from bvdocs.core.history import Issue
from bvdocs.core.model import Action, Assessment, Criterion, Level, is_exempt
from bvdocs.core.quoting import normal


class Version(NamedTuple):
    """A version of the archive and what it said, with its exempt rows where these are here."""

    issue: Issue
    said: Assessment


class NewPrevious(NamedTuple):
    """A characteristic whose previous rating is to be another: None for none.

    `lost` is the level that it had, where the scale no longer has it.
    """

    criterion: Criterion
    level: Level | None
    lost: str = ""


class Kept(NamedTuple):
    """An action that stays as it is, and why, to complete 'it …'."""

    action: Action
    why: str


@dataclass(frozen=True, slots=True)
class NextRound:
    """What is to change: the meeting's date, previous ratings, actions that leave the plan, updates to be emptied.

    `kept` are actions that were closed, and `updates_kept` actions with updates, that stay as they are.
    """

    meeting: date
    ratings: tuple[NewPrevious, ...]
    closed: tuple[Action, ...]
    kept: tuple[Kept, ...]
    updates: tuple[Action, ...]
    updates_kept: tuple[Action, ...]

    def applied_to(self, before: Assessment) -> Assessment:
        """Return what the workbook is to say afterwards."""
        previous = {id(each.criterion): each.level for each in self.ratings}
        closed, emptied = set(map(id, self.closed)), set(map(id, self.updates))
        return replace(
            before,
            report=replace(before.report, meeting_date=self.meeting),
            criteria=tuple(
                replace(each, previous=previous[id(each)]) if id(each) in previous else each for each in before.criteria
            ),
            actions=tuple(
                replace(each, update=type(each.update)()) if id(each) in emptied else each
                for each in before.actions
                if id(each) not in closed
            ),
        )


def plan_next_round(
    now: Assessment, meeting: date, reported: Version | None, latest: Version | None, *, keep_closed: bool
) -> NextRound:
    """Return what is to change in a workbook that says `now`.

    `reported` is the final version that the committee saw last, and `latest` the last version of all: what they say is
    safe in the archive. Without a final version, the workbook's own ratings become the previous ones, and nothing is
    known of what the committee saw.
    """
    closed = [] if keep_closed else [each for each in now.actions if not each.is_open]
    kept = [Kept(each, why) for each in closed if (why := _why_kept(each, reported))]
    stay = {id(each.action) for each in kept}
    open_with_updates = [each for each in now.actions if each.is_open and each.update]
    safe = {_told(each) for version in (reported, latest) if version for each in version.said.actions}
    return NextRound(
        meeting=meeting,
        ratings=tuple(_previous(now, reported)),
        closed=tuple(each for each in closed if id(each) not in stay),
        kept=tuple(kept),
        updates=tuple(each for each in open_with_updates if _told(each) in safe),
        updates_kept=tuple(each for each in open_with_updates if _told(each) not in safe),
    )


def _told(action: Action) -> tuple[str, str]:
    return normal(action.ref), action.update.plain


def _why_kept(action: Action, reported: Version | None) -> str:
    """Return why an action that is closed stays in the plan, to complete 'it …'; '' if it leaves it."""
    if is_exempt(action):
        return "is exempt: what must not be told is known by its row"
    if reported is None:
        return ""
    then = next((each for each in reported.said.actions if normal(each.ref) == normal(action.ref)), None)
    if then is None or then.is_open:
        return f"was not yet closed in version {reported.issue.version}, so the committee has not seen that it is"
    return ""


def _previous(now: Assessment, reported: Version | None) -> Iterator[NewPrevious]:
    """Yield each characteristic whose previous rating is another than the cell has."""
    pairs = _last_ratings(now, reported.said) if reported else ((each, each.rating) for each in now.criteria)
    on_scale = {level.name for level in now.scale}
    for criterion, level in pairs:
        if criterion.see or "Previous rating" in criterion.source.no_cell:
            continue
        lost = level.name if level and level.name not in on_scale else ""
        new = None if lost else level
        if lost or (new and new.name) != (criterion.previous and criterion.previous.name):
            yield NewPrevious(criterion, new, lost)


def _last_ratings(now: Assessment, then: Assessment) -> Iterable[tuple[Criterion, Level | None]]:
    for each in last_ratings(then, now):
        # A rating that was exempt is not told by a row that is open now.
        if is_exempt(each.now) or not is_exempt(each.before):
            yield each.now, each.level
